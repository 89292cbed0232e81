// What the commands share: their form, their arguments and their two outputs.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { ParseArgsConfig } from "node:util";
import { COLOUR, PLAIN } from "../../render/table.ts";
import type { Style } from "../../render/table.ts";
import { errorCode } from "../guarded-files.ts";
import { CommandError, ExitCode } from "./exit.ts";

/** A command gets the arguments after its name and returns the exit code. */
export type Command = (args: string[]) => Promise<ExitCode> | ExitCode;

type Options = NonNullable<ParseArgsConfig["options"]>;

/**
 * Reads the arguments of a command.
 * @param positionals most words that are no options
 * @throws CommandError if they are not as the command wants them
 */
export function readArguments<T extends Options>(command: string, args: string[], options: T, positionals = 0) {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true, strict: true });
    const extra = parsed.positionals[positionals];
    if (extra !== undefined) throw new Error(`"${extra}" is one word too many`);
    return parsed;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(". To specify")[0] : String(error);
    throw new CommandError(ExitCode.Usage, `${reason}; "dots-discovery ${command} --help" shows what it takes`);
  }
}

/** Reads a file whole, or the standard input for "-". */
export function readInput(path: string): Uint8Array {
  try {
    return readFileSync(path === "-" ? 0 : path);
  } catch (error) {
    throw new CommandError(
      ExitCode.InputOutput,
      `${path} cannot be read (${errorCode(error)}): check its name and rights`,
    );
  }
}

/** Writes a line of data. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line for people that is no data. */
export function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** True if the standard output may have colours: a terminal, and no NO_COLOR. */
export function mayColour(): boolean {
  return process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "";
}

/** How tables are set off on the standard output. */
export function style(): Style {
  return mayColour() ? COLOUR : PLAIN;
}
