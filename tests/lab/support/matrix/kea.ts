// Kea, for one family. Options whose type it knows are told as text, others as octets.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program, eventually } from "../programs.ts";
import { CODES } from "./dhcp-server.ts";
import type { MatrixServer, ServerKind, Site } from "./dhcp-server.ts";
import type { Form } from "./forms.ts";
import { instancesOf } from "./option-values.ts";
import type { OptionValue } from "./option-values.ts";

const NAMES = { name: "dots-ri", addresses: "dots-address" } as const;

class Kea implements MatrixServer {
  private readonly site: Site;
  private readonly version: 4 | 6;
  private program: Program | null = null;

  constructor(site: Site) {
    this.site = site;
    this.version = site.family === "inet" ? 4 : 6;
  }

  async offer(form: Form): Promise<string | null> {
    const { folder, place } = this.site;
    const conf = join(folder, "kea.conf");
    writeFileSync(conf, JSON.stringify(this.configuration(form), null, 1));
    const seen = this.program?.lines().length ?? 0;
    if (this.program === null) {
      // The package leaves the making of these to systemd.
      for (const each of ["/var/lib/kea", "/run/kea"]) mkdirSync(each, { recursive: true });
      const command = place(`kea-dhcp${this.version}`, "-c", conf);
      const env = { KEA_PIDFILE_DIR: folder, KEA_LOCKFILE_DIR: "none" };
      this.program = new Program("kea", join(folder, "kea.log"), command, env);
    } else {
      this.program.signal("SIGHUP");
    }
    const { program } = this;
    const verdict = new RegExp(`DHCP${this.version}_(CONFIG_COMPLETE|CONFIG_LOAD_FAIL|PARSER_FAIL) (.*)`);
    const said = await eventually("Kea to have read its configuration", () => {
      const found = program
        .lines()
        .slice(seen)
        .map((line) => verdict.exec(line));
      return found.find((each) => each !== null);
    });
    return said[1] === "CONFIG_COMPLETE" ? null : (said[2] ?? "");
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }

  private configuration(form: Form): object {
    const { uplinks } = this.site;
    const links = uplinks.map(({ providerLink }) => providerLink);
    const subnets = uplinks.map(({ prefix, prefix6, providerLink }) =>
      this.version === 4
        ? { subnet: `${prefix}.0/24`, interface: providerLink, pools: [{ pool: `${prefix}.100 - ${prefix}.200` }] }
        : { subnet: `${prefix6}/64`, interface: providerLink, pools: [{ pool: `${prefix6}1000 - ${prefix6}2000` }] },
    );
    const own = this.version === 4 ? { "dhcp-socket-type": "raw" } : {};
    const times = this.version === 4 ? {} : { "preferred-lifetime": 3000 };
    return {
      [`Dhcp${this.version}`]: {
        "interfaces-config": { interfaces: links, ...own },
        "lease-database": { type: "memfile", persist: false },
        ...times,
        "valid-lifetime": 4000,
        [`subnet${this.version}`]: subnets,
        "option-def": [this.definition("name", form.name), this.definition("addresses", form.addresses)],
        "option-data": [...this.data("name", form.name), ...this.data("addresses", form.addresses)],
        loggers: [{ name: `kea-dhcp${this.version}`, output_options: [{ output: "stdout" }], severity: "INFO" }],
      },
    };
  }

  private definition(which: keyof typeof NAMES, value: OptionValue): object {
    const base = { name: NAMES[which], code: CODES[this.site.family][which], space: `dhcp${this.version}` };
    if ("name" in value) return { ...base, type: "fqdn" };
    if ("addresses" in value && !("octets" in value))
      return { ...base, type: `ipv${this.version}-address`, array: true };
    return { ...base, type: "binary" };
  }

  private data(which: keyof typeof NAMES, value: OptionValue): object[] {
    const name = NAMES[which];
    if ("name" in value) return [{ name, data: value.name }];
    if ("addresses" in value && !("octets" in value)) return [{ name, data: value.addresses.join(", ") }];
    return instancesOf(value).map((octets) => ({ name, "csv-format": false, data: octets.toString("hex") }));
  }
}

export function kea(version: 4 | 6): ServerKind {
  return { name: "Kea", programs: [`kea-dhcp${version}`], make: (site) => new Kea(site) };
}
