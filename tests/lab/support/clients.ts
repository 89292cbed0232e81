// The router's DHCP clients, with the project's hooks at the end of their scripts.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ROUTER_LINK } from "./network.ts";
import type { RouterPlace } from "./namespaces.ts";
import { Program, eventually } from "./programs.ts";

const HOOKS = resolve("board/hooks");

/** @param bound a command for an interface that has its address */
const udhcpcScript = (bound: string) => `#!/bin/busybox sh
case $1 in
  deconfig) ip -4 addr flush dev "$interface" ;;
  bound | renew) ip addr replace "$ip/$mask" dev "$interface"; ${bound} ;;
esac
. "$DOTS_HOOKS_DIR/udhcpc.sh" "$@"
echo "$1" >>"$RETURNED"
`;

/** @param bound a command for an interface that has its IPv4 address */
const dhcpcdScript = (bound: string) => `#!/bin/sh
case $reason in BOUND | RENEW | REBIND | REBOOT) ${bound} ;; esac
. "$DOTS_HOOKS_DIR/dhcpcd.sh"
echo "$reason" >>"$RETURNED"
`;

/** Options as board/hooks/README.md recommends them. */
const DHCPCD_OPTIONS = {
  4: [
    "define 147 binhex dots_ri",
    "define 148 binhex dots_address",
    "option dots_ri, dots_address, domain_name_servers",
  ],
  6: [
    "define6 141 binhex dots_ri",
    "define6 142 array ip6address dots_address",
    "option dhcp6_dots_ri, dhcp6_dots_address, dhcp6_name_servers",
  ],
};

/** A client of the router, seen from the outside: its script's runs, and its file in the spool directory. */
export class DhcpClient {
  readonly spoolFile: string;
  private readonly returned: string;
  private readonly program: Program;

  constructor(program: Program, spoolFile: string, returned: string) {
    this.program = program;
    this.spoolFile = spoolFile;
    this.returned = returned;
  }

  /** Asks the client to renew, and waits until its script has come to its end for `event`. */
  async renew(signal: NodeJS.Signals, event: string): Promise<void> {
    const before = this.runs(event);
    this.program.signal(signal);
    await eventually(`${this.program.name} to have run its script for ${event}`, () => this.runs(event) > before);
  }

  /** How often its script has come to its end for an event. */
  runs(event: string): number {
    if (!existsSync(this.returned)) return 0;
    return readFileSync(this.returned, "utf8")
      .split("\n")
      .filter((line) => line === event).length;
  }

  /** Waits for the script's first run for `event`. */
  async reached(event: string): Promise<void> {
    await eventually(`${this.program.name} to have run its script for ${event}`, () => this.runs(event) > 0);
  }

  /** What the hook wrote last. */
  spooled(): string {
    return existsSync(this.spoolFile) ? readFileSync(this.spoolFile, "utf8") : "";
  }

  stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    return this.program.stop(signal);
  }
}

/** What a client is started with: where its files go, where its hook writes, and where it runs. */
export interface Place {
  readonly folder: string;
  readonly spool: string;
  readonly network: RouterPlace;
}

/**
 * udhcpc on an uplink.
 * @param bound what its script does beside giving the interface its address
 */
export function startUdhcpc({ folder, spool, network }: Place, link = ROUTER_LINK, bound = ":"): DhcpClient {
  const script = join(folder, "udhcpc.script");
  const returned = join(folder, "udhcpc.returned");
  writeFileSync(script, udhcpcScript(bound), { mode: 0o755 });
  const options = ["-i", link, "-f", "-s", script, "-O", "147", "-O", "148", "-t", "20", "-T", "1", "-A", "1"];
  const program = new Program(
    "udhcpc",
    join(folder, "udhcpc.log"),
    network.commandOfClient("busybox", "udhcpc", ...options),
    { DOTS_SPOOL_DIR: spool, DOTS_HOOKS_DIR: HOOKS, RETURNED: returned },
  );
  return new DhcpClient(program, join(spool, `${link}.inet`), returned);
}

export function startDhcpcd6(place: Place): DhcpClient {
  return startDhcpcd(place, 6, ["noipv6rs", "ia_na"]);
}

/**
 * dhcpcd for one family.
 * @param statements lines of its configuration besides those of the options
 * @param bound what its script does when the uplink has its IPv4 address
 */
export function startDhcpcd(
  { folder, spool, network }: Place,
  version: 4 | 6,
  statements: readonly string[],
  link = ROUTER_LINK,
  bound = ":",
): DhcpClient {
  const script = join(folder, "dhcpcd.script");
  const conf = join(folder, "dhcpcd.conf");
  const returned = join(folder, "dhcpcd.returned");
  writeFileSync(script, dhcpcdScript(bound), { mode: 0o755 });
  writeFileSync(conf, ["duid ll", ...statements, ...DHCPCD_OPTIONS[version], `script ${script}`, ""].join("\n"));
  const env = [`DOTS_SPOOL_DIR=${spool}`, `DOTS_HOOKS_DIR=${HOOKS}`, `RETURNED=${returned}`];
  const options = [`-${version}`, "-B", "-d", "-f", conf, ...env.flatMap((each) => ["-e", each]), link];
  const program = new Program("dhcpcd", join(folder, "dhcpcd.log"), network.commandOfClient("dhcpcd", ...options));
  return new DhcpClient(program, join(spool, `${link}.${version === 4 ? "inet" : "inet6"}`), returned);
}
