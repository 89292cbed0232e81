import { emulate } from "../../emulator/index.ts";
import { shippedScenario } from "../../emulator/shipped.ts";
import { errorCode } from "../guarded-files.ts";
import { JournalFile } from "../journal-file.ts";
import { loadCore } from "../load-core.ts";
import type { CoreModule } from "../load-core.ts";
import { mayColour, note, print, readArguments, readInput } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";

const OPTIONS = {
  seed: { type: "string" },
  until: { type: "string" },
  journal: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

const MAX_SEED = 0xffffffff;

/** `emulate [SCENARIO]`: a virtual router in virtual time. */
export async function emulateCommand(args: string[]): Promise<ExitCode> {
  const { values, positionals } = readArguments("emulate", args, OPTIONS, 1);
  const path = positionals[0];
  const seed = values.seed === undefined ? undefined : parseSeed(values.seed);
  const scenario = path === undefined ? undefined : (shippedScenario(path) ?? Buffer.from(readInput(path)).toString());
  const module = loadCore();
  const journal = values.journal === undefined ? null : openJournal(values.journal, module);
  const exitCode = await emulate({
    scenario,
    seed,
    json: values.json,
    until: values.until,
    instantiate: () => module.instantiate(),
    recorder: journal,
    write: print,
    writeError: note,
    colour: mayColour(),
    columns: process.stdout.columns,
  });
  journal?.close();
  return exitCode as ExitCode;
}

function parseSeed(text: string): number {
  const seed = /^[0-9]{1,10}$/.test(text) ? Number(text) : NaN;
  if (seed <= MAX_SEED) return seed;
  throw new CommandError(ExitCode.Usage, `the seed "${text}" is no number from 0 to ${MAX_SEED}`);
}

function openJournal(path: string, module: CoreModule): JournalFile {
  try {
    return new JournalFile(path, module.hash, (sentence) => note(sentence));
  } catch (error) {
    throw new CommandError(ExitCode.InputOutput, `${path} cannot be written (${errorCode(error)}): name another file`);
  }
}
