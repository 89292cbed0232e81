// The log of the daemon: a sentence a line, or a JSON object a line.

import { Code, LogLevel } from "../../abi.gen.ts";
import { codeName } from "../../fault.ts";
import { nameCodes } from "../../render/codes.ts";
import { parseParticulars } from "../../render/particulars.ts";
import { sentence } from "../../render/sentences.ts";
import type { DaemonLog } from "../daemon.ts";
import { note } from "./command.ts";
import { Configuration } from "./configuration.ts";

const LEVEL_NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(LogLevel).map(([name, level]) => [level, name.toLowerCase()]),
);

export class StderrLog implements DaemonLog {
  /** The configuration in force, to quote its errors from. */
  configuration = new Configuration([]);
  private readonly json: boolean;
  private readonly verbose: boolean;

  constructor(json: boolean, verbose: boolean) {
    this.json = json;
    this.verbose = verbose;
  }

  record(level: LogLevel, code: number, particulars: string): void {
    const parsed = parseParticulars(particulars);
    const full = code === Code.ConfigLine ? this.configuration.locate(parsed).full : parsed;
    this.write(level, sentence(code, full), { code: codeName(code), ...(nameCodes(parsed) as object) });
  }

  error(message: string): void {
    this.write(LogLevel.Error, message, {});
  }

  info(message: string): void {
    this.write(LogLevel.Info, message, {});
  }

  private write(level: LogLevel, message: string, fields: object): void {
    if (level >= LogLevel.Debug && !this.verbose) return;
    const name = LEVEL_NAMES[level] ?? String(level);
    note(this.json ? JSON.stringify({ level: name, message, ...fields }) : `${name}: ${message}`);
  }
}
