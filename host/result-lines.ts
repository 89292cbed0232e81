// A result of the core comes line by line, because a small machine has no room for the whole.

import { FileFlag } from "./abi.gen.ts";

/** Puts the lines of a result together, for a platform that wants it whole. */
export class ResultLines {
  private lines: string[] = [];

  /**
   * Takes a line as `Platform.result` gets it.
   * @returns all lines once the last one is there, before that null
   */
  take(flags: number, line: string): readonly string[] | null {
    if (flags & FileFlag.First) this.lines = [];
    if (line !== "") this.lines.push(line);
    return flags & FileFlag.Last ? this.lines : null;
  }
}
