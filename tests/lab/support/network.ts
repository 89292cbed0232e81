// Two network namespaces, the provider's and the router's, joined by one link.
//
// A network namespace does not protect files: DHCP clients write /etc/resolv.conf
// and /var/lib. `ip netns exec` gives every program a mount namespace of its own
// with the files of /etc/netns/NAME in place of those of /etc; clients get private
// folders for their state besides.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { must } from "./programs.ts";

const RESOLV_CONF = "/etc/resolv.conf";

export const PROVIDER_LINK = "isp0";
export const ROUTER_LINK = "wan0";

type Place = "provider" | "router";

export class Network {
  // Unique beside other runs on this machine.
  private readonly names: Record<Place, string> = {
    provider: `dots${process.pid}isp`,
    router: `dots${process.pid}cpe`,
  };
  private readonly resolvConf = readFileSync(RESOLV_CONF);

  /** Makes the namespaces and the link, and gives the provider its addresses. */
  make(): void {
    for (const name of Object.values(this.names)) {
      mkdirSync(`/etc/netns/${name}`, { recursive: true });
      writeFileSync(`/etc/netns/${name}/resolv.conf`, "# of a test\n");
      must("ip", "netns", "add", name);
      // Without this an address is of no use for a second after it has come.
      for (const scope of ["all", "default"]) this.sysctl(name, `net/ipv6/conf/${scope}/accept_dad`, "0");
      must("ip", "-n", name, "link", "set", "lo", "up");
    }
    const { provider, router } = this.names;
    const far = ["type", "veth", "peer", "name", ROUTER_LINK, "netns", router];
    must("ip", "-n", provider, "link", "add", PROVIDER_LINK, ...far);
    for (const [name, link] of [
      [provider, PROVIDER_LINK],
      [router, ROUTER_LINK],
    ] as const) {
      this.sysctl(name, `net/ipv6/conf/${link}/accept_dad`, "0");
      must("ip", "-n", name, "link", "set", link, "up");
    }
    must("ip", "-n", provider, "addr", "add", "10.1.0.1/24", "dev", PROVIDER_LINK);
    must("ip", "-n", provider, "addr", "add", "fd0a::1/64", "dev", PROVIDER_LINK);
  }

  /** A command that runs in one of the places. It becomes the program: the process id is the program's. */
  command(place: Place, ...command: string[]): [string, ...string[]] {
    return ["ip", "netns", "exec", this.names[place], ...command];
  }

  /** The same, with folders for the state of a DHCP client that nobody else sees. */
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
    for (const name of Object.values(this.names)) {
      for (const pid of this.processes(name)) complaints.push(`left over: ${commandLine(pid)}`);
      while (this.processes(name).length > 0) {
        for (const pid of this.processes(name)) kill(pid);
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

  private processes(name: string): number[] {
    if (!readdirSync("/run/netns").includes(name)) return [];
    const pids = must("ip", "netns", "pids", name).split("\n").filter(Boolean).map(Number);
    return pids.filter((pid) => !isZombie(pid));
  }

  private sysctl(name: string, key: string, value: string): void {
    must("ip", "netns", "exec", name, "sh", "-c", `echo ${value} >/proc/sys/${key}`);
  }
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
