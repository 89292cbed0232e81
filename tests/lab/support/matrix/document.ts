// docs/interoperability.md out of the results of the lab.

import { readResults } from "./results.ts";
import type { Cell } from "./results.ts";

interface Section {
  readonly table: string;
  /** What the words of a row are. */
  readonly head: readonly string[];
  /** The test files whose results it needs. */
  readonly files: readonly string[];
  readonly text: string;
}

const CRAFTED = "what no server can be told to send";

/** The table of a form of DHCP options. */
export function dhcpTable(protocol: string, isCrafted: boolean): string {
  return isCrafted ? `${protocol}, ${CRAFTED}` : protocol;
}

const SERVERS = ["kea", "dnsmasq", "dhcpd", "crafted"];
const WHO = ["server", "client", "daemon"];

const SECTIONS: readonly Section[] = [
  {
    table: "DHCPv4",
    head: WHO,
    files: SERVERS.map((server) => `matrix-${server}4`),
    text: "Options 147 and 148. “Crafted” is a server of the lab that sends any octets.",
  },
  {
    table: dhcpTable("DHCPv4", true),
    head: WHO,
    files: ["matrix-crafted4"],
    text: "The name is invalid in the first two: the addresses stand alone then, and each server has to prove its address.",
  },
  {
    table: "DHCPv6",
    head: WHO,
    files: SERVERS.map((server) => `matrix-${server}6`),
    text: "Options 141 and 142. odhcp6c is in no Debian package: what it gave its script beside each of these servers was recorded, and the hook is run with that; where the program is installed it runs itself.",
  },
  { table: dhcpTable("DHCPv6", true), head: WHO, files: ["matrix-crafted6"], text: "The name is invalid." },
  {
    table: "DNS",
    head: ["server", "daemon"],
    files: ["matrix-names"],
    text: "The servers of both families in one zone, by the resolver of the network. “Secure” is what the resolver validated.",
  },
  {
    table: "multicast DNS",
    head: ["responder", "daemon"],
    files: ["matrix-multicast"],
    text: "Both daemons run at once on the router, on one port.",
  },
];

const INTRODUCTION = `# Interoperability

\`make lab\` writes this page. Every cell is the result of a run with the real programs in network namespaces: a provider's server, a client of the router with
the project's hook, the daemon, and the list that it published, compared with what the provider meant ([testing.md](testing.md)). “2 servers” are two servers on
each of the three channels under the provider's name, in its order; “nothing” is what has to be published of options that say nothing usable.
“Node and C” had the same result. A number leads to the note below the table: there a peer does not do what was asked, or cannot be asked.
`;

/** Rows whose daemons had the same results become one. */
interface Row {
  readonly who: readonly string[];
  readonly hosts: string[];
  readonly cells: readonly string[];
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)];
}

function rowsOf(cells: readonly Cell[], columns: readonly string[], notes: readonly string[]): Row[] {
  const rows: Row[] = [];
  const names = unique(cells.map(({ row }) => JSON.stringify(row))).map((text) => JSON.parse(text) as string[]);
  for (const name of names) {
    const texts = columns.map((column) => {
      const cell = cells.find((each) => each.column === column && each.row.join() === name.join());
      if (cell === undefined) throw new Error(`no result: ${name.join(", ")}: ${column}`);
      return cell.note === undefined ? cell.text : `${cell.text} (${notes.indexOf(cell.note) + 1})`;
    });
    const [who, host] = [name.slice(0, -1), name.at(-1) ?? ""];
    const same = rows.find((row) => row.who.join() === who.join() && row.cells.join() === texts.join());
    if (same === undefined) rows.push({ who, hosts: [host], cells: texts });
    else same.hosts.push(host);
  }
  return rows;
}

function line(words: readonly string[]): string {
  return `| ${words.join(" | ")} |`;
}

function write({ table, head, text }: Section, all: readonly Cell[]): string {
  const cells = all.filter((cell) => cell.table === table);
  const columns = unique(cells.map(({ column }) => column));
  const notes = unique(cells.flatMap(({ note }) => (note === undefined ? [] : [note])));
  const rows = rowsOf(cells, columns, notes).map(({ who, hosts, cells: texts }) =>
    line([...who, hosts.join(" and "), ...texts]),
  );
  const lines = [line([...head, ...columns]), line([...head, ...columns].map(() => "---")), ...rows];
  const list = notes.length === 0 ? [] : ["", ...notes.map((note, index) => `${index + 1}. ${note}`)];
  return [`## ${table}`, "", text, "", ...lines, ...list, ""].join("\n");
}

/** The test files that have left no results, and the daemons that took no part. */
export function missing(): string[] {
  const { files, cells } = readResults();
  const lacking = unique(SECTIONS.flatMap((section) => section.files)).filter((file) => !files.includes(file));
  const hosts = ["Node", "C"].filter((host) => !cells.some(({ row }) => row.at(-1) === host));
  return [...lacking, ...hosts.map((host) => `the daemon: ${host}`)];
}

/** The page, of complete results. Throws if a cell has none. */
export function interoperability(): string {
  const { cells } = readResults();
  return [INTRODUCTION, ...SECTIONS.map((section) => write(section, cells))].join("\n");
}
