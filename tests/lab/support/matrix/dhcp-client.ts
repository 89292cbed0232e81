// The router's DHCP clients, each on an uplink of its own, with the project's hooks at
// the end of their scripts and the options that board/hooks/README.md recommends.

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startUdhcpc } from "../clients.ts";
import type { DhcpClient } from "../clients.ts";
import type { RouterPlace } from "../namespaces.ts";
import { Program, eventually } from "../programs.ts";
import type { Family } from "../router.ts";
import { LARGE, LISTS } from "./forms.ts";
import type { Form } from "./forms.ts";

export const HOOKS = resolve("board/hooks");

/** Where a client runs. */
export interface ClientSite {
  readonly family: Family;
  /** Its own. */
  readonly folder: string;
  readonly spool: string;
  readonly network: RouterPlace;
  readonly link: string;
}

export interface MatrixClient {
  /**
   * Gets a lease, or gets it again, and waits until its script has run to its end.
   * @returns whether it has one
   */
  acquire(server: string, form: Form): Promise<boolean>;
  stop(): Promise<void>;
}

/** A client by its name, what it needs, and how to make one. */
export interface ClientKind {
  readonly name: string;
  readonly programs: readonly string[];
  make(site: ClientSite): MatrixClient;
}

function scriptOf(hook: string, body = ""): string {
  return `#!/bin/sh\n${body}. "$DOTS_HOOKS_DIR/${hook}.sh" "$@"\necho "$reason" >>"$RETURNED"\n`;
}

const environmentOf = ({ spool, folder }: ClientSite) => ({
  DOTS_SPOOL_DIR: spool,
  DOTS_HOOKS_DIR: HOOKS,
  RETURNED: join(folder, "returned"),
});

/** How often a script has come to its end for an event. */
function runsOf(site: ClientSite, event: string, file = environmentOf(site).RETURNED): number {
  if (!existsSync(file)) return 0;
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line === event).length;
}

class Udhcpc implements MatrixClient {
  private readonly site: ClientSite;
  private client: DhcpClient | null = null;

  constructor(site: ClientSite) {
    this.site = site;
  }

  async acquire(_server: string, form: Form): Promise<boolean> {
    if (form.title === LARGE) return this.acquireAnew();
    if (this.client === null) {
      this.client = startUdhcpc(this.site, this.site.link);
      await this.client.reached("bound");
    } else {
      await this.client.renew("SIGUSR1", "renew");
    }
    return true;
  }

  /** A message that is too long for it is none: it goes on asking. */
  private async acquireAnew(): Promise<boolean> {
    const log = join(this.site.folder, "udhcpc.log");
    await this.stop();
    const before = existsSync(log) ? readFileSync(log, "utf8").length : 0;
    const said = () => readFileSync(log, "utf8").slice(before);
    const bounds = () => runsOf(this.site, "bound", join(this.site.folder, "udhcpc.returned"));
    const leases = bounds();
    this.client = startUdhcpc(this.site, this.site.link);
    const hasLease = () => bounds() > leases;
    await eventually(
      "a lease, or three questions",
      () => hasLease() || said().split("broadcasting discover").length > 3,
    );
    return hasLease();
  }

  async stop(): Promise<void> {
    await this.client?.stop();
  }
}

const DHCLIENT_SCRIPT = `case $reason in
  PREINIT | PREINIT6) ip link set "$interface" up ;;
  BOUND) ip addr replace "$new_ip_address/24" dev "$interface" ;;
  BOUND6) ip addr replace "$new_ip6_address/64" dev "$interface" ;;
esac
`;

/** dhclient has no word for "renew": it is started anew and has forgotten its lease. */
class Dhclient implements MatrixClient {
  private readonly site: ClientSite;
  private program: Program | null = null;

  constructor(site: ClientSite) {
    this.site = site;
  }

  async acquire(_server: string, form: Form): Promise<boolean> {
    await this.stop();
    const { folder, family, network, link } = this.site;
    const file = (ending: string) => join(folder, `dhclient.${ending}`);
    const script = file("script");
    writeFileSync(script, scriptOf("dhclient", DHCLIENT_SCRIPT), { mode: 0o755 });
    writeFileSync(file("conf"), this.configuration(form));
    writeFileSync(file("leases"), "");
    rmSync(file("pid"), { force: true });
    const [version, event] = family === "inet" ? (["-4", "BOUND"] as const) : (["-6", "BOUND6"] as const);
    const env = Object.entries(environmentOf(this.site)).flatMap(([key, value]) => ["-e", `${key}=${value}`]);
    const files = ["-cf", file("conf"), "-lf", file("leases"), "-pf", file("pid"), "-sf", script];
    const before = runsOf(this.site, event);
    const command = network.commandOfClient("dhclient", version, "-d", ...files, ...env, link);
    this.program = new Program("dhclient", file("log"), command);
    await eventually(`dhclient to have run its script for ${event}`, () => runsOf(this.site, event) > before);
    return true;
  }

  async stop(): Promise<void> {
    await this.program?.stop("SIGKILL");
  }

  private configuration({ title }: Form): string {
    const v6 = this.site.family === "inet6";
    const [space, codes, type] = v6
      ? (["dhcp6.", [141, 142], "ip6-address"] as const)
      : (["", [147, 148], "ip-address"] as const);
    const addresses = title === LISTS ? "string" : `array of ${type}`;
    return [
      `option ${space}dots-ri code ${codes[0]} = string;`,
      `option ${space}dots-address code ${codes[1]} = ${addresses};`,
      `also request ${space}dots-ri, ${space}dots-address;`,
      "",
    ].join("\n");
  }
}

const DHCPCD_CONF = {
  inet: "noipv4ll\nnoarp\ndefine 147 binhex dots_ri\ndefine 148 binhex dots_address\noption dots_ri, dots_address\n",
  inet6: [
    "noipv6rs\nia_na\ndefine6 141 binhex dots_ri\ndefine6 142 array ip6address dots_address",
    "option dhcp6_dots_ri, dhcp6_dots_address\n",
  ].join("\n"),
};

/** Started anew too: while it is bound it would have to share port 68 with the other clients here. */
class Dhcpcd implements MatrixClient {
  private readonly site: ClientSite;
  private program: Program | null = null;

  constructor(site: ClientSite) {
    this.site = site;
  }

  async acquire(): Promise<boolean> {
    await this.stop();
    const { folder, family, network, link } = this.site;
    const [version, event] = family === "inet" ? (["-4", "BOUND"] as const) : (["-6", "BOUND6"] as const);
    const script = join(folder, "dhcpcd.script");
    const conf = join(folder, "dhcpcd.conf");
    writeFileSync(script, scriptOf("dhcpcd"), { mode: 0o755 });
    writeFileSync(conf, `duid ll\n${DHCPCD_CONF[family]}script ${script}\n`);
    const env = Object.entries(environmentOf(this.site)).flatMap(([key, value]) => ["-e", `${key}=${value}`]);
    const before = runsOf(this.site, event);
    const command = network.commandOfClient("dhcpcd", version, "-B", "-d", "-f", conf, ...env, link);
    this.program = new Program("dhcpcd", join(folder, "dhcpcd.log"), command);
    await eventually(`dhcpcd to have run its script for ${event}`, () => runsOf(this.site, event) > before);
    return true;
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }
}

export const UDHCPC: ClientKind = { name: "udhcpc", programs: ["busybox"], make: (site) => new Udhcpc(site) };
export const DHCLIENT: ClientKind = { name: "dhclient", programs: ["dhclient"], make: (site) => new Dhclient(site) };
export const DHCPCD: ClientKind = { name: "dhcpcd", programs: ["dhcpcd"], make: (site) => new Dhcpcd(site) };
