import { closeSync, constants, openSync, writeSync } from "node:fs";
import { ABI_VERSION } from "../abi.gen.ts";
import type { Recorder } from "../driver.ts";
import { encodeJournalHeader, encodeJournalRecord } from "../journal.ts";
import { errorCode } from "./guarded-files.ts";

/** Writes a journal to a file, record by record, so that a crash costs one record at most. */
export class JournalFile implements Recorder {
  private file: number | null;
  private readonly problem: (sentence: string) => void;

  /** Begins the file anew. Throws a system error if it cannot be written. */
  constructor(path: string, moduleHash: Uint8Array, problem: (sentence: string) => void) {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW;
    this.file = openSync(path, flags, 0o600);
    this.problem = problem;
    this.append(encodeJournalHeader(ABI_VERSION, moduleHash));
  }

  record(kind: number, timeMs: number, payload: Uint8Array): void {
    this.append(encodeJournalRecord({ kind, timeMs, payload }));
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private append(octets: Uint8Array): void {
    if (this.file === null) return;
    try {
      for (let at = 0; at < octets.length;) at += writeSync(this.file, octets, at);
    } catch (error) {
      this.close();
      this.problem(`the journal cannot be written (${errorCode(error)}): it ends here`);
    }
  }
}
