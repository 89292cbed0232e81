// dnsmasq as a DHCP server, its options in a file that it reads again.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./namespaces.ts";
import { PROVIDER_LINK } from "./network.ts";
import { Program, eventually } from "./programs.ts";

export class Dnsmasq {
  private readonly folder: string;
  private readonly place: Place;
  private readonly statements: readonly string[];
  private program: Program | null = null;

  /** @param statements of its configuration, such as `dhcp-range` */
  constructor(folder: string, place: Place, statements: readonly string[], links: readonly string[] = [PROVIDER_LINK]) {
    this.folder = folder;
    this.place = place;
    this.statements = [...links.map((link) => `interface=${link}`), ...statements];
  }

  /**
   * Tells clients this from now on; starts the server if it does not run yet.
   * @param options lines of its file of options: `147,04:64`, `option6:142,[fd0a::10]`
   * @returns what the server says of a line that it refuses, else null
   */
  async offer(options: readonly string[]): Promise<string | null> {
    const file = join(this.folder, "dnsmasq.options");
    writeFileSync(file, options.map((line) => `${line}\n`).join(""));
    const seen = this.program?.lines().length ?? 0;
    if (this.program === null) this.program = this.start(file);
    else this.program.signal("SIGHUP");
    const { program } = this;
    const done = new RegExp(`read ${file}$|: (.*) at line \\d+ of ${file}$`);
    const said = await eventually("dnsmasq to have read its options", () => {
      const lines = program.lines().slice(seen);
      return lines.map((line) => done.exec(line)).find((found) => found !== null);
    });
    return said[1] ?? null;
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }

  private start(optionsFile: string): Program {
    const conf = join(this.folder, "dnsmasq.conf");
    const settings = [
      ...["user=root", "pid-file", "port=0", "no-ping", "dhcp-authoritative", "leasefile-ro", "bind-interfaces"],
      ...this.statements,
      `dhcp-optsfile=${optionsFile}`,
    ];
    writeFileSync(conf, settings.map((line) => `${line}\n`).join(""));
    const command = this.place("dnsmasq", "--no-daemon", "-C", conf);
    return new Program("dnsmasq", join(this.folder, "dnsmasq.log"), command);
  }
}
