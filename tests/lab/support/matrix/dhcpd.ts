// ISC dhcpd for one family. It reads its configuration at its start alone.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program, eventually } from "../programs.ts";
import { CODES } from "./dhcp-server.ts";
import type { MatrixServer, ServerKind, Site } from "./dhcp-server.ts";
import type { Form } from "./forms.ts";
import { colonHex, instancesOf } from "../option-values.ts";
import type { OptionValue } from "../option-values.ts";

class Dhcpd implements MatrixServer {
  private readonly site: Site;
  private program: Program | null = null;
  private starts = 0;

  constructor(site: Site) {
    this.site = site;
  }

  async offer(form: Form): Promise<string | null> {
    await this.stop();
    const { folder, place, uplinks, family } = this.site;
    const file = (ending: string) => join(folder, `dhcpd.${ending}`);
    writeFileSync(file("conf"), this.configuration(form));
    // The leases stay: a client that renews shall get its own.
    writeFileSync(file("leases"), "", { flag: "a" });
    rmSync(file("pid"), { force: true });
    const links = uplinks.map(({ providerLink }) => providerLink);
    const version = family === "inet" ? "-4" : "-6";
    const words = ["dhcpd", version, "-f", "-d", "-cf", file("conf"), "-lf", file("leases"), "-pf", file("pid")];
    const log = file(`log${++this.starts}`);
    const program = new Program("dhcpd", log, place(...words, ...links));
    this.program = program;
    await eventually(
      "dhcpd to serve",
      () => !program.running || /Server starting service/.test(readFileSync(log, "utf8")),
    );
    return program.running ? null : (program.lines().find((line) => /line \d+:/.test(line)) ?? "it ended");
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }

  private configuration({ name, addresses }: Form): string {
    const { family, uplinks } = this.site;
    const space = family === "inet" ? "" : "dhcp6.";
    const define = (title: string, code: number, value: OptionValue) => [
      `option ${space}${title} code ${code} = ${this.type(value)};`,
      ...this.values(value).map((text) => `option ${space}${title} ${text};`),
    ];
    const subnets = uplinks.map(({ prefix, prefix6 }) =>
      family === "inet"
        ? `subnet ${prefix}.0 netmask 255.255.255.0 { range ${prefix}.100 ${prefix}.200; }`
        : `subnet6 ${prefix6}/64 { range6 ${prefix6}1000 ${prefix6}2000; }`,
    );
    return [
      "authoritative; ping-check false; default-lease-time 4000; max-lease-time 7200; ddns-update-style none;",
      ...define("dots-ri", CODES[family].name, name),
      ...define("dots-address", CODES[family].addresses, addresses),
      ...subnets,
      "",
    ].join("\n");
  }

  private type(value: OptionValue): string {
    if ("name" in value) return "domain-list";
    if ("addresses" in value) return `array of ${this.site.family === "inet" ? "ip-address" : "ip6-address"}`;
    return "string";
  }

  private values(value: OptionValue): string[] {
    if ("name" in value) return [`"${value.name}"`];
    if ("addresses" in value) return [value.addresses.join(", ")];
    return instancesOf(value).map((octets) => (octets.length === 0 ? '""' : colonHex(octets)));
  }
}

export const DHCPD: ServerKind = { name: "ISC dhcpd", programs: ["dhcpd"], make: (site) => new Dhcpd(site) };
