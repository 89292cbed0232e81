// Kea, which reads its configuration again.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./namespaces.ts";
import { Program, eventually } from "./programs.ts";

export class Kea {
  private readonly version: 4 | 6;
  private readonly folder: string;
  private readonly place: Place;
  private program: Program | null = null;

  constructor(version: 4 | 6, folder: string, place: Place) {
    this.version = version;
    this.folder = folder;
    this.place = place;
  }

  /**
   * Has the server do this from now on; starts it if it does not run yet.
   * @param settings of `Dhcp4` or `Dhcp6`
   * @returns what the server says of a configuration that it refuses, else null
   */
  async configure(settings: object): Promise<string | null> {
    const name = `kea-dhcp${this.version}`;
    const loggers = [{ name, output_options: [{ output: "stdout" }], severity: "INFO" }];
    const conf = join(this.folder, `kea${this.version}.conf`);
    writeFileSync(conf, JSON.stringify({ [`Dhcp${this.version}`]: { ...settings, loggers } }, null, 1));
    const seen = this.program?.lines().length ?? 0;
    if (this.program === null) this.program = this.start(name, conf);
    else this.program.signal("SIGHUP");
    const { program } = this;
    const verdict = new RegExp(`DHCP${this.version}_(CONFIG_COMPLETE|CONFIG_LOAD_FAIL|PARSER_FAIL) (.*)`);
    const said = await eventually(`${name} to have read its configuration`, () => {
      const lines = program.lines().slice(seen);
      return lines.map((line) => verdict.exec(line)).find((found) => found !== null);
    });
    return said[1] === "CONFIG_COMPLETE" ? null : (said[2] ?? "");
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }

  private start(name: string, conf: string): Program {
    // The package leaves the making of these to systemd.
    for (const folder of ["/var/lib/kea", "/run/kea"]) mkdirSync(folder, { recursive: true });
    const env = { KEA_PIDFILE_DIR: this.folder, KEA_LOCKFILE_DIR: "none" };
    return new Program(name, join(this.folder, `kea${this.version}.log`), this.place(name, "-c", conf), env);
  }
}
