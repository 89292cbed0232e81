// Real name servers on addresses of the provider's loopback interface, port 53.

import { join } from "node:path";
import { BIND, KNOT, NSD, startNameServer } from "./authorities.ts";
import type { NameServer, Recipe } from "./authorities.ts";
import type { Place } from "./namespaces.ts";
import { isPrivateRoot } from "./programs.ts";
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
    command: ["dnsmasq", ...(isPrivateRoot() ? ["--no-daemon"] : ["--keep-in-foreground", "--log-facility=-"]), "-C"],
    ready: /started, version/,
  };
}

type Zones = Readonly<Record<string, string>>;

/** Starts name servers, each on the next address of 127.0.0.0/8; the first is BIND, which the others may ask. */
export class NameServers {
  private readonly folder: string;
  private readonly place: Place;
  private count = 0;

  constructor(folder: string, place: Place) {
    this.folder = folder;
    this.place = place;
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

  /** @param zones others that it has, by their origins */
  knot(zones: Zones = {}): Promise<NameServer> {
    return this.start("knot", KNOT, zones);
  }

  /** @param zones others that it has, by their origins */
  nsd(zones: Zones = {}): Promise<NameServer> {
    return this.start("nsd", NSD, zones);
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

  private start(name: string, recipe: Recipe, more: Zones = {}): Promise<NameServer> {
    return startNameServer(recipe, {
      name,
      folder: join(this.folder, name.replace(/[^a-z]+/g, "-")),
      address: `127.0.0.${++this.count}`,
      zones: { [ORIGIN]: masterFile(ORIGIN), ...more },
      place: this.place,
    });
  }
}
