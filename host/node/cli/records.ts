// Where the commands that render something get the core's records from: the running
// daemon, or lines that were written before.

import { readRecords } from "../../render/records.ts";
import type { Records } from "../../render/records.ts";
import { numberOf, parseParticulars } from "../../render/particulars.ts";
import { note, readInput } from "./command.ts";
import { askDaemon } from "./control-client.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { DEFAULT_SOCKET } from "./run.ts";

/** The options of these commands. */
export const SOURCE_OPTIONS = {
  socket: { type: "string", default: DEFAULT_SOCKET },
  from: { type: "string" },
} as const;

export interface Source {
  readonly socket: string;
  readonly from?: string | undefined;
}

/** So often is asked for a list that changes while it is read. */
const ATTEMPTS = 5;

/**
 * Everything that is known of networks and peers. A record that cannot be used is told on the
 * standard error.
 * @throws CommandError if the daemon or the file cannot be read, or if no record can be used
 */
export async function loadRecords({ socket, from }: Source): Promise<Records> {
  const lines = from === undefined ? await askAll(socket) : Buffer.from(readInput(from)).toString().split("\n");
  const records = readRecords(lines);
  records.problems.forEach(note);
  if (records.problems.length > 0 && records.networks.length === 0)
    throw new CommandError(ExitCode.Malformed, "none of the records can be used");
  return records;
}

/** The lines of the networks and the peers, all of one moment. */
async function askAll(socket: string): Promise<string[]> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const lines: string[] = [];
    for (const request of ["networks", "peers", "status"]) {
      for await (const _ of askDaemon(socket, request, (line) => lines.push(line)));
    }
    if (isWhole(lines)) return lines;
  }
  throw new CommandError(ExitCode.InputOutput, "the list of the daemon changes all the time, or is cut: try again");
}

/** True if there are as many peers as the cells say: half a list would take servers from their users. */
function isWhole(lines: readonly string[]): boolean {
  const records = lines.map(parseParticulars);
  const counted = records.reduce(
    (sum, record) => sum + (record["record"] === "cell" ? (numberOf(record, "peers") ?? 0) : 0),
    0,
  );
  const listed = records.filter((record) => record["record"] === "peer").length;
  return listed === counted && records.some((record) => record["record"] === "status");
}
