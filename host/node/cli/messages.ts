// Messages from the command line: hexadecimal text, or a file of framed octets.

import { readInput } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";

const FRAME_HEADER = 2;

/**
 * Octets from hexadecimal text; blanks, colons and dots between octets are fine.
 * @throws CommandError that names the character which is no digit
 */
export function parseHex(text: string): Uint8Array {
  const digits = text.replace(/[\s:.]/g, "");
  const wrong = /[^0-9a-f]/i.exec(digits);
  if (wrong !== null)
    throw new CommandError(
      ExitCode.Malformed,
      `"${wrong[0]}" is no hexadecimal digit: give a message as hexadecimal octets`,
    );
  if (digits.length % 2 !== 0)
    throw new CommandError(
      ExitCode.Malformed,
      `${digits.length} hexadecimal digits are no whole octets: one is missing`,
    );
  return Buffer.from(digits, "hex");
}

/** The messages named on the command line; "-" stands for the lines of the standard input. */
export function* hexMessages(words: readonly string[]): Generator<Uint8Array> {
  for (const word of words) {
    const lines = word === "-" ? Buffer.from(readInput("-")).toString("latin1").split("\n") : [word];
    for (const line of lines) if (line.trim() !== "" || word !== "-") yield parseHex(line);
  }
}

/**
 * The messages of a file in which each is preceded by its length, u16 big-endian.
 * @throws CommandError if the file ends within a message, after all those before it
 */
export function* framedMessages(path: string): Generator<Uint8Array> {
  const octets = readInput(path);
  let at = 0;
  while (at < octets.length) {
    const length = ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
    const end = at + FRAME_HEADER + length;
    if (end > octets.length || at + FRAME_HEADER > octets.length) {
      throw new CommandError(
        ExitCode.Malformed,
        `${path} ends within the message at octet ${at}: the file was cut, or is not framed`,
      );
    }
    yield octets.subarray(at + FRAME_HEADER, end);
    at = end;
  }
}
