import { renderExplanation } from "../../render/explanation.ts";
import type { Particulars } from "../../render/particulars.ts";
import { note, print, readArguments, style } from "./command.ts";
import { askDaemon, DAEMON_OPTIONS, ignoreLine, printLine } from "./control-client.ts";
import { CommandError, ExitCode } from "./exit.ts";

/** What is explained, in the order of the records. */
const REQUESTS = ["networks", "status", "peers"];

/** `explain`: each network, how far discovery has come there, and its servers. */
export async function explain(args: string[]): Promise<ExitCode> {
  const { values } = readArguments("explain", args, DAEMON_OPTIONS);
  const records: Particulars[] = [];
  for (const request of REQUESTS) {
    for await (const record of askDaemon(values.socket, request, values.json ? printLine : ignoreLine))
      records.push(record);
  }
  if (!records.some(({ record }) => record === "status"))
    throw new CommandError(ExitCode.InputOutput, "the daemon hung up before its answer was complete: try again");
  if (!values.json) renderExplanation(records, style()).forEach(print);
  if (records.some(({ record }) => record === "peer" || record === "waiting")) return ExitCode.Found;
  note("no DOTS server is known; the log of the daemon says what each method gave");
  return ExitCode.NothingFound;
}
