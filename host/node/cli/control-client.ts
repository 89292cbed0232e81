// The other end of the control socket: one request, JSON lines back.

import { connect } from "node:net";
import { createInterface } from "node:readline";
import { Code } from "../../abi.gen.ts";
import { codeName } from "../../fault.ts";
import { nameCodesInLine } from "../../render/codes.ts";
import { numberOf, parseParticulars } from "../../render/particulars.ts";
import type { Particulars } from "../../render/particulars.ts";
import { explain } from "../../render/sentences.ts";
import { errorCode } from "../guarded-files.ts";
import { print, readArguments } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { DEFAULT_SOCKET } from "./run.ts";

/** The options of every command that asks the daemon. */
export const DAEMON_OPTIONS = {
  socket: { type: "string", default: DEFAULT_SOCKET },
  json: { type: "boolean", default: false },
} as const;

/** What a command that asks the daemon was called with. */
export interface Question {
  readonly json: boolean;
  /** Sends the request and gives every record of the reply. */
  ask(): AsyncGenerator<Particulars>;
}

/**
 * Reads the arguments of a command that sends one request.
 * @param names most interface names that the request may have
 */
export function readQuestion(command: string, args: string[], names: number): Question {
  const { values, positionals } = readArguments(command, args, DAEMON_OPTIONS, names);
  for (const name of positionals) {
    if (!/^[!"$-~]{1,15}$/.test(name))
      throw new CommandError(
        ExitCode.Usage,
        `"${name}" is no interface name: it has 1 to 15 characters without blanks and "#"`,
      );
  }
  return makeQuestion(values, [command, ...positionals].join(" "));
}

/** A request as it goes to the daemon, for a command that made it itself. */
export function makeQuestion(values: { socket: string; json: boolean }, request: string): Question {
  return { json: values.json, ask: () => askDaemon(values.socket, request, values.json ? printLine : ignoreLine) };
}

/** For `askDaemon`: prints each line, with names for its codes. */
export function printLine(line: string): void {
  print(nameCodesInLine(line));
}

/** For `askDaemon`: the records are enough. */
export const ignoreLine = (): void => undefined;

/**
 * Sends a request to the daemon and gives every record of the reply.
 * @param onLine gets each line first, as it came
 * @throws CommandError if there is no daemon, or if it refuses
 */
export async function* askDaemon(
  path: string,
  request: string,
  onLine: (line: string) => void,
): AsyncGenerator<Particulars> {
  const socket = connect(path);
  socket.write(`${request}\n`);
  try {
    for await (const line of createInterface({ input: socket })) {
      const record = parseParticulars(line);
      onLine(line);
      if (record["record"] === "error") throw refusal(record);
      yield record;
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(
      ExitCode.InputOutput,
      `no daemon answers at ${path} (${errorCode(error)}): start one with "dots-discovery run", or name its socket with --socket`,
    );
  } finally {
    socket.destroy();
  }
}

function refusal(record: Particulars): CommandError {
  const error = numberOf(record, "error") ?? 0;
  switch (error) {
    case Code.OverLimit:
      return new CommandError(ExitCode.InputOutput, "the daemon serves as many clients as it can: try again");
    case Code.NotInitialised:
      return new CommandError(ExitCode.InputOutput, "the daemon starts its core anew: try again");
    case Code.ControlInterface:
    case Code.ControlPeer:
      return new CommandError(ExitCode.NothingFound, explain(error, record));
    default:
      return new CommandError(
        ExitCode.Usage,
        `the daemon refused the request (${codeName(error)}): ${explain(error, record)}`,
      );
  }
}
