// Network namespaces: the router's, and one for each provider.
//
// A network namespace does not protect files: DHCP clients write /etc/resolv.conf
// and /var/lib. `ip netns exec` gives every program a mount namespace of its own
// with the files of /etc/netns/NAME in place of those of /etc; clients get private
// folders for their state besides.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "./programs.ts";

const RESOLV_CONF = "/etc/resolv.conf";
/** How many networks this process has made. */
let made = 0;

/** Puts a command into a place. */
export type Place = (...command: string[]) => [string, ...string[]];

/** What runs programs in places. */
export interface Places<Place extends string> {
  command(place: Place, ...command: string[]): [string, ...string[]];
}

/** What runs a router's programs. */
export interface RouterPlace extends Places<"router"> {
  commandOfClient(...command: string[]): [string, ...string[]];
}

export class Namespaces<Provider extends string> implements RouterPlace {
  private readonly names: Record<Provider | "router", string>;
  private readonly resolvConf = readFileSync(RESOLV_CONF);

  /** @param endings what the names of the places' namespaces end with */
  constructor(endings: Record<Provider | "router", string>) {
    this.names = { ...endings };
    // Unique beside other runs on this machine, and beside other networks of this one.
    const number = made++;
    for (const place of this.places()) this.names[place] = `dots${process.pid}n${number}${endings[place]}`;
  }

  /** Makes the namespaces, without any link between them. */
  protected makeNamespaces(): void {
    for (const name of Object.values<string>(this.names)) {
      mkdirSync(`/etc/netns/${name}`, { recursive: true });
      writeFileSync(`/etc/netns/${name}/resolv.conf`, "# of a test\n");
      must("ip", "netns", "add", name);
    }
    for (const place of this.places()) {
      // Without this an address is of no use for a second after it has come.
      for (const scope of ["all", "default"]) this.sysctl(place, `net/ipv6/conf/${scope}/accept_dad`, "0");
      this.ip(place, "link", "set", "lo", "up");
    }
  }

  /** Joins a provider and the router by a link, and puts it up at both ends. */
  protected join(provider: Provider, providerLink: string, routerLink: string): void {
    const peer = ["type", "veth", "peer", "name", routerLink, "netns", this.names.router];
    this.ip(provider, "link", "add", providerLink, ...peer);
    for (const [place, link] of [
      [provider, providerLink],
      ["router", routerLink],
    ] as const) {
      this.sysctl(place, `net/ipv6/conf/${link}/accept_dad`, "0");
      this.ip(place, "link", "set", link, "up");
    }
  }

  /** Takes a link's end, which is down, to another provider, where it keeps its name and nothing else, and puts it up. */
  protected move(link: string, from: Provider, to: Provider): void {
    this.ip(from, "link", "set", link, "netns", this.names[to]);
    this.sysctl(to, `net/ipv6/conf/${link}/accept_dad`, "0");
    this.ip(to, "link", "set", link, "up");
  }

  /** Runs `ip` on what belongs to a place. */
  ip(place: Provider | "router", ...words: string[]): string {
    return must("ip", "-n", this.names[place], ...words);
  }

  /** A command that runs in one of the places. It becomes the program: the process id is the program's. */
  command(place: Provider | "router", ...command: string[]): [string, ...string[]] {
    return ["ip", "netns", "exec", this.names[place], ...command];
  }

  /** Commands that run in one of the places. */
  at(place: Provider | "router"): Place {
    return (...command) => this.command(place, ...command);
  }

  /** A command of the router, with folders for the state of a DHCP client that nobody else sees. */
  commandOfClient(...command: string[]): [string, ...string[]] {
    const folders = "mkdir -p /var/lib/dhcpcd && mount -t tmpfs none /var/lib/dhcpcd && mount -t tmpfs none /run";
    return this.command("router", "sh", "-c", `${folders} && exec "$@"`, "sh", ...command);
  }

  /**
   * Ends what still runs in the namespaces, by process id, removes them, and puts
   * /etc/resolv.conf back.
   * @returns what should not have been: processes left over, a changed file
   */
  async remove(): Promise<string[]> {
    const complaints: string[] = [];
    for (const name of Object.values<string>(this.names)) {
      for (const pid of processes(name)) complaints.push(`left over: ${commandLine(pid)}`);
      while (processes(name).length > 0) {
        for (const pid of processes(name)) kill(pid);
        await sleep(20);
      }
      if (readdirSync("/run/netns").includes(name)) must("ip", "netns", "del", name);
      rmSync(`/etc/netns/${name}`, { recursive: true, force: true });
    }
    if (!readFileSync(RESOLV_CONF).equals(this.resolvConf)) {
      writeFileSync(RESOLV_CONF, this.resolvConf);
      complaints.push(`${RESOLV_CONF} was changed`);
    }
    return complaints;
  }

  private places(): (Provider | "router")[] {
    return Object.keys(this.names) as (Provider | "router")[];
  }

  protected sysctl(place: Provider | "router", key: string, value: string): void {
    must(...this.command(place, "sh", "-c", `echo ${value} >/proc/sys/${key}`));
  }
}

function processes(name: string): number[] {
  if (!readdirSync("/run/netns").includes(name)) return [];
  const pids = must("ip", "netns", "pids", name).split("\n").filter(Boolean).map(Number);
  return pids.filter((pid) => !isZombie(pid));
}

/** Ended, but its parent has not asked: where process 1 does not, it stays so. */
function isZombie(pid: number): boolean {
  try {
    return / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\)/, ""));
  } catch {
    return true;
  }
}

function commandLine(pid: number): string {
  try {
    return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")}`;
  } catch {
    return String(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended in the meantime.
  }
}
