// Real name servers on addresses of the provider's loopback interface, port 53.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Network } from "./network.ts";
import { Program, eventually } from "./programs.ts";
import { dnsmasqStatements, masterFile } from "./zone.ts";

export const ORIGIN = "ispb.test";
/** The same zone once more, signed. */
export const SIGNED_ORIGIN = "sec.ispb.test";

/** What the lab needs to run all of them. */
export const NAME_SERVER_PROGRAMS = ["ip", "named", "knotd", "nsd", "unbound", "dnsmasq"];
/** And to sign. */
export const SIGNING_PROGRAMS = ["dnssec-keygen", "dnssec-signzone"];

/** Where the authority is that the resolvers ask. */
export const BIND_ADDRESS = "127.0.0.1";

/** How to run one: its configuration, the command for it, and the line that says that it serves. */
interface Recipe {
  readonly configuration: (folder: string, address: string) => string;
  readonly command: readonly string[];
  readonly ready: RegExp;
}

const BIND: Recipe = {
  configuration: (folder, address) => `
options {
  directory "${folder}"; pid-file none; session-keyfile none; lock-file none;
  listen-on port 53 { ${address}; }; listen-on-v6 { none; };
  recursion no; allow-query { any; }; dnssec-validation no; notify no;
};
controls { };
zone "${ORIGIN}" { type primary; file "${ORIGIN}.zone"; };
`,
  command: ["named", "-g", "-n", "1", "-c"],
  ready: /all zones loaded/,
};

const KNOT: Recipe = {
  configuration: (folder, address) => `
server:
    rundir: "${folder}"
    listen: [ ${address}@53 ]
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
database:
    storage: "${folder}"
log:
  - target: stderr
    any: info
zone:
  - domain: ${ORIGIN}
    storage: "${folder}"
    file: "${ORIGIN}.zone"
    zonefile-sync: -1
    journal-content: none
`,
  command: ["knotd", "-c"],
  ready: /server started/,
};

const NSD: Recipe = {
  configuration: (folder, address) => `
server:
  ip-address: ${address}@53
  username: ""
  chroot: ""
  zonesdir: "${folder}"
  pidfile: "${folder}/nsd.pid"
  xfrdfile: "${folder}/xfrd.state"
  zonelistfile: "${folder}/zone.list"
  xfrdir: "${folder}"
  database: ""
  server-count: 1
remote-control:
  control-enable: no
zone:
  name: ${ORIGIN}
  zonefile: ${ORIGIN}.zone
`,
  command: ["nsd", "-d", "-c"],
  ready: /nsd started/,
};

/** @param settings lines of the server clause */
function unbound(...settings: string[]): Recipe {
  return {
    configuration: (folder, address) => `
server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: "${folder}/unbound.pid"
  use-syslog: no
  do-daemonize: no
  verbosity: 1
  interface: ${address}@53
  outgoing-interface: ${address}
  access-control: 0.0.0.0/0 allow
  do-not-query-localhost: no
  local-zone: "test." nodefault
  domain-insecure: "${ORIGIN}"
  ${settings.join("\n  ")}
remote-control:
  control-enable: no
${[ORIGIN, SIGNED_ORIGIN].map((name) => `stub-zone:\n  name: "${name}"\n  stub-addr: ${BIND_ADDRESS}@53\n`).join("")}`,
    command: ["unbound", "-d", "-c"],
    ready: /start of service/,
  };
}

/** @param statements what it knows, or whom it asks */
function dnsmasq(...statements: string[]): Recipe {
  return {
    configuration: (_folder, address) =>
      [
        "user=root",
        "pid-file",
        "no-hosts",
        "no-resolv",
        `listen-address=${address}`,
        "bind-interfaces",
        ...statements,
        "",
      ].join("\n"),
    command: ["dnsmasq", "--keep-in-foreground", "--log-facility=-", "-C"],
    ready: /started, version/,
  };
}

export interface NameServer {
  readonly name: string;
  readonly address: string;
  readonly program: Program;
}

/** Starts name servers, each on the next address of 127.0.0.0/8; the first is BIND, which the others may ask. */
export class NameServers {
  private readonly folder: string;
  private readonly network: Network;
  private count = 0;

  constructor(folder: string, network: Network) {
    this.folder = folder;
    this.network = network;
  }

  /** Has `ORIGIN`. */
  bind(): Promise<NameServer> {
    return this.startFirst(BIND);
  }

  /**
   * BIND with `SIGNED_ORIGIN` besides.
   * @param zoneFile the signed zone
   */
  bindWithSignedZone(zoneFile: string): Promise<NameServer> {
    const zone = `zone "${SIGNED_ORIGIN}" { type primary; file "${zoneFile}"; };\n`;
    return this.startFirst({ ...BIND, configuration: (...where) => BIND.configuration(...where) + zone });
  }

  private async startFirst(recipe: Recipe): Promise<NameServer> {
    const server = await this.start("bind", recipe);
    if (server.address !== BIND_ADDRESS) throw new Error("BIND has to be the first");
    return server;
  }

  knot(): Promise<NameServer> {
    return this.start("knot", KNOT);
  }

  nsd(): Promise<NameServer> {
    return this.start("nsd", NSD);
  }

  /**
   * Asks BIND.
   * @param settings lines of the server clause
   */
  unbound(name: string, ...settings: string[]): Promise<NameServer> {
    return this.start(name, unbound(...settings));
  }

  /** Has the records of `ORIGIN` itself. */
  dnsmasq(): Promise<NameServer> {
    return this.start("dnsmasq", dnsmasq(`local=/${ORIGIN}/`, ...dnsmasqStatements(ORIGIN)));
  }

  /** Asks BIND. */
  dnsmasqForwarder(name: string): Promise<NameServer> {
    return this.start(name, dnsmasq(`server=${BIND_ADDRESS}`));
  }

  private async start(name: string, { configuration, command, ready }: Recipe): Promise<NameServer> {
    const address = `127.0.0.${++this.count}`;
    const folder = join(this.folder, name.replace(/[^a-z]+/g, "-"));
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `${ORIGIN}.zone`), masterFile(ORIGIN));
    const file = join(folder, "conf");
    writeFileSync(file, configuration(folder, address));
    const words = this.network.command("provider", ...command, file);
    const program = new Program(name, join(folder, "log"), words);
    await eventually(`${name} to serve`, () => {
      if (!program.running) throw new Error(`${name} has ended:\n${program.lines().slice(-20).join("\n")}`);
      return program.lines().some((line) => ready.test(line));
    });
    return { name, address, program };
  }
}
