// The command `dots-discovery`.

import { helpText } from "../../render/help.ts";
import { CoreError } from "../../core.ts";
import type { Command } from "./command.ts";
import { note } from "./command.ts";
import { attack } from "./attack.ts";
import { decode } from "./decode.ts";
import { discover } from "./discover.ts";
import { emulateCommand } from "./emulate.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { explain } from "./explain.ts";
import { filters } from "./filters.ts";
import { networks } from "./networks.ts";
import { peers } from "./peers.ts";
import { refresh } from "./refresh.ts";
import { render } from "./render.ts";
import { replay } from "./replay.ts";
import { report } from "./report.ts";
import { run } from "./run.ts";
import { select } from "./select.ts";
import { status } from "./status.ts";
import { watch } from "./watch.ts";

/** The version of the package; tools/build.mjs puts it in. */
declare const PACKAGE_VERSION: string;

const COMMANDS: Readonly<Record<string, Command>> = {
  run,
  status,
  peers,
  networks,
  explain,
  refresh,
  watch,
  select,
  filters,
  render,
  report,
  attack,
  discover,
  emulate: emulateCommand,
  replay,
  decode,
};

async function main(args: string[]): Promise<ExitCode> {
  const [word, ...rest] = args;
  if (word === "--version") {
    process.stdout.write(`dots-discovery ${PACKAGE_VERSION}\n`);
    return ExitCode.Found;
  }
  if (word === "--help" || word === "-h" || word === "help") return showHelp(rest);
  if (word === undefined) {
    process.stderr.write(helpText(null));
    return ExitCode.Usage;
  }
  const command = Object.hasOwn(COMMANDS, word) ? COMMANDS[word] : undefined;
  if (command === undefined) {
    throw new CommandError(ExitCode.Usage, `there is no command "${word}"; "dots-discovery --help" lists them`);
  }
  if (rest.includes("--help") || rest.includes("-h")) return showHelp(args);
  return command(rest);
}

function showHelp(words: readonly string[]): ExitCode {
  process.stdout.write(helpText(words.join(" ")));
  return ExitCode.Found;
}

// A reader that has seen enough, such as `head`, is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? (process.exitCode ?? ExitCode.Found) : ExitCode.InputOutput);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const expected = error instanceof CommandError || error instanceof CoreError;
  note(
    `dots-discovery: ${expected ? error.message : `this is a defect, please report it: ${String((error as Error).stack)}`}`,
  );
  process.exitCode = error instanceof CommandError ? error.exitCode : ExitCode.InputOutput;
}
