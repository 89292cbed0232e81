// The configuration: one file, or several that count as if each stood behind the one
// before, such as that of a DOTS client application behind that of the system.

import { configurationLine, withConfigurationText } from "../../render/config-problem.ts";
import { numberOf } from "../../render/particulars.ts";
import type { Particulars } from "../../render/particulars.ts";
import { readGuarded } from "../guarded-files.ts";
import { CommandError, ExitCode } from "./exit.ts";

export const DEFAULT_CONFIG = "/etc/dots-discovery.conf";
/** The longest configuration that fits an input record. */
const MAX_CONFIG_LENGTH = 16384;

interface ConfigurationFile {
  readonly path: string;
  /** One character for each octet, with a line feed at the end. */
  readonly text: string;
}

export class Configuration {
  private readonly files: readonly ConfigurationFile[];

  constructor(files: readonly ConfigurationFile[]) {
    this.files = files;
  }

  /** All that the core is told. */
  get octets(): Uint8Array {
    return Buffer.from(this.files.map(({ text }) => text).join(""), "latin1");
  }

  /** The names of all files. */
  get paths(): string {
    return this.files.map(({ path }) => path).join(", ");
  }

  /** What the core says of a line, with the file, the line in that file and what stands there. */
  locate(problem: Particulars): { path: string; line: number; quoted: string; full: Particulars } {
    let line = numberOf(problem, "line") ?? 0;
    let found: ConfigurationFile = { path: DEFAULT_CONFIG, text: "" };
    for (const file of this.files) {
      found = file;
      const lines = file.text.split("\n").length - 1;
      if (line <= lines || file === this.files.at(-1)) break;
      line -= lines;
    }
    const particulars = { ...problem, line };
    const file = this.files.length > 1 ? { file: found.path } : {};
    const full = { ...withConfigurationText(particulars, found.text), ...file };
    return { path: found.path, line, quoted: configurationLine(particulars, found.text) ?? "", full };
  }
}

/**
 * Reads the files that were named; only the one of the default place may be missing.
 * @throws CommandError if one cannot be used
 */
export function readConfiguration(named: readonly string[] | undefined): Configuration {
  return new Configuration((named ?? [DEFAULT_CONFIG]).map((path) => ({ path, text: readFile(path, !named) })));
}

function readFile(path: string, mayBeMissing: boolean): string {
  let octets: Uint8Array | null;
  try {
    octets = readGuarded(path, MAX_CONFIG_LENGTH);
  } catch (error) {
    throw new CommandError(ExitCode.InputOutput, error instanceof Error ? error.message : String(error));
  }
  if (octets === null && !mayBeMissing)
    throw new CommandError(
      ExitCode.InputOutput,
      `${path} does not exist: write it, or leave --config out to run with the defaults`,
    );
  const text = Buffer.from(octets ?? []).toString("latin1");
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
