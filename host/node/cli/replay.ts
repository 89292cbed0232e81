import { ABI_VERSION, Output } from "../../abi.gen.ts";
import { decodeJournal, JournalError, replayJournal } from "../../journal.ts";
import type { Difference, Journal } from "../../journal.ts";
import { kindName } from "../../render/codes.ts";
import { decodeAscii } from "../../text.ts";
import { loadCore } from "../load-core.ts";
import { note, print, readArguments, readInput } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";

const OPTIONS = { json: { type: "boolean", default: false } } as const;

/** `replay JOURNAL`: feeds the inputs of a journal to the core and compares its outputs. */
export function replay(args: string[]): ExitCode {
  const { values, positionals } = readArguments("replay", args, OPTIONS, 1);
  const path = positionals[0];
  if (path === undefined) throw new CommandError(ExitCode.Usage, 'name a journal: "dots-discovery replay JOURNAL"');
  const journal = read(path);
  const module = loadCore();
  const sameModule = Buffer.compare(module.hash, journal.moduleHash) === 0;
  if (!sameModule) note(`${path} was recorded with another build of the core: its outputs may differ`);
  const { inputs, outputs, difference, cut } = replayJournal(module.instantiate(), journal);
  const same = difference === null;
  if (values.json) {
    print(
      JSON.stringify({
        inputs,
        outputs,
        same,
        record: difference?.record ?? null,
        same_module: sameModule,
        damage: journal.damage?.offset ?? null,
      }),
    );
  } else {
    print(same ? `${inputs} inputs gave the same ${outputs} outputs` : describe(difference));
  }
  if (cut && journal.damage === null)
    note(`${path} ends before the core had told everything: its program was stopped there`);
  if (journal.damage !== null)
    throw new CommandError(
      ExitCode.Malformed,
      `${path}: ${journal.damage.message}; the records before it were replayed`,
    );
  return same ? ExitCode.Found : ExitCode.NothingFound;
}

function read(path: string): Journal {
  let journal: Journal;
  try {
    journal = decodeJournal(readInput(path));
  } catch (error) {
    if (error instanceof JournalError) throw new CommandError(ExitCode.Malformed, `${path}: ${error.message}`);
    throw error;
  }
  if (journal.abiVersion !== ABI_VERSION) {
    throw new CommandError(
      ExitCode.Malformed,
      `${path} has ABI version ${journal.abiVersion}, this program ${ABI_VERSION}: replay it with the release that recorded it`,
    );
  }
  return journal;
}

function describe({ record, expected, actual }: Difference): string {
  return `record ${record} differs\n  journal: ${outputText(expected)}\n  core:    ${outputText(actual)}`;
}

function outputText(record: Uint8Array | null): string {
  if (record === null) return "no output";
  return `${kindName(record[Output.Kind] ?? 0)} ${decodeAscii(record.subarray(Output.Payload))}`.trimEnd();
}
