// Kea, for one family. Options whose type it knows are told as text, others as octets.

import { Kea } from "../kea.ts";
import { instancesOf } from "../option-values.ts";
import type { OptionValue } from "../option-values.ts";
import { CODES } from "./dhcp-server.ts";
import type { MatrixServer, ServerKind, Site } from "./dhcp-server.ts";
import type { Form } from "./forms.ts";

const NAMES = { name: "dots-ri", addresses: "dots-address" } as const;

class MatrixKea implements MatrixServer {
  private readonly site: Site;
  private readonly version: 4 | 6;
  private readonly kea: Kea;

  constructor(site: Site) {
    this.site = site;
    this.version = site.family === "inet" ? 4 : 6;
    this.kea = new Kea(this.version, site.folder, site.place);
  }

  offer(form: Form): Promise<string | null> {
    return this.kea.configure(this.settings(form));
  }

  stop(): Promise<void> {
    return this.kea.stop();
  }

  private settings(form: Form): object {
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
      "interfaces-config": { interfaces: links, ...own },
      "lease-database": { type: "memfile", persist: false },
      ...times,
      "valid-lifetime": 4000,
      [`subnet${this.version}`]: subnets,
      "option-def": [this.definition("name", form.name), this.definition("addresses", form.addresses)],
      "option-data": [...this.data("name", form.name), ...this.data("addresses", form.addresses)],
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
  return { name: "Kea", programs: [`kea-dhcp${version}`], make: (site) => new MatrixKea(site) };
}
