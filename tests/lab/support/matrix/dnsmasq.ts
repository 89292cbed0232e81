// dnsmasq as a DHCP server for one family, its options in a file that it reads again.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program, eventually } from "../programs.ts";
import { CODES } from "./dhcp-server.ts";
import type { MatrixServer, ServerKind, Site } from "./dhcp-server.ts";
import type { Form } from "./forms.ts";
import { colonHex, instancesOf } from "./option-values.ts";
import type { OptionValue } from "./option-values.ts";

class Dnsmasq implements MatrixServer {
  private readonly site: Site;
  private readonly options: string;
  private program: Program | null = null;

  constructor(site: Site) {
    this.site = site;
    this.options = join(site.folder, "dnsmasq.options");
  }

  async offer({ name, addresses }: Form): Promise<string | null> {
    const { family } = this.site;
    const lines = [...this.lines(CODES[family].name, name), ...this.lines(CODES[family].addresses, addresses)];
    writeFileSync(this.options, lines.map((line) => `${line}\n`).join(""));
    const seen = this.program?.lines().length ?? 0;
    if (this.program === null) this.program = this.start();
    else this.program.signal("SIGHUP");
    const { program } = this;
    const done = new RegExp(`read ${this.options}$|: (.*) at line \\d+ of ${this.options}$`);
    const said = await eventually("dnsmasq to have read its options", () => {
      const found = program
        .lines()
        .slice(seen)
        .map((line) => done.exec(line));
      return found.find((each) => each !== null);
    });
    return said[1] ?? null;
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }

  private start(): Program {
    const { folder, place, uplinks, family } = this.site;
    const conf = join(folder, "dnsmasq.conf");
    const ranges = uplinks.map(({ prefix, prefix6 }) =>
      family === "inet" ? `${prefix}.100,${prefix}.200,1h` : `${prefix6}1000,${prefix6}2000,64,1h`,
    );
    const settings = [
      "user=root",
      "pid-file",
      "port=0",
      "no-ping",
      "dhcp-authoritative",
      "leasefile-ro",
      "bind-interfaces",
      ...uplinks.map(({ providerLink }) => `interface=${providerLink}`),
      ...ranges.map((range) => `dhcp-range=${range}`),
      `dhcp-optsfile=${this.options}`,
      "",
    ];
    writeFileSync(conf, settings.join("\n"));
    const command = place("dnsmasq", "--no-daemon", "-C", conf);
    return new Program("dnsmasq", join(folder, "dnsmasq.log"), command);
  }

  private lines(code: number, value: OptionValue): string[] {
    const key = this.site.family === "inet" ? String(code) : `option6:${code}`;
    if ("addresses" in value) {
      const words = value.addresses.map((each) => (each.includes(":") ? `[${each}]` : each));
      return [[key, ...words].join(",")];
    }
    return instancesOf(value).map((octets) => (octets.length === 0 ? key : `${key},${colonHex(octets)}`));
  }
}

export const DNSMASQ: ServerKind = { name: "dnsmasq", programs: ["dnsmasq"], make: (site) => new Dnsmasq(site) };
