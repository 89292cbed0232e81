// Watches the spool directory (docs/spool.md) and tells every file that is new,
// changed or gone.

import { lstatSync, readdirSync, watch } from "node:fs";
import type { BigIntStats, FSWatcher } from "node:fs";
import { join } from "node:path";
import { encodeUtf8 } from "../text.ts";
import { ensureDirectory, errorCode, GuardError, readGuarded } from "./guarded-files.ts";

const MAX_TEXT_LENGTH = 16000;
const MAX_FILES = 64;
/** 1 to 31 octets of printable ASCII; a dot in front marks a file that is still being written. */
const FILE_NAME = /^[!-\-/-~][!-~]{0,30}$/;

export interface SpoolListener {
  /** A file is new or changed, or, without text, gone. */
  file(name: Uint8Array, text: Uint8Array | null): void;
  /** Something in the directory is not used; a sentence for the log. */
  problem(sentence: string): void;
}

export class SpoolDirectory {
  private readonly path: string;
  private readonly listener: SpoolListener;
  /** By file name: what identifies the content last looked at. */
  private readonly seen = new Map<string, string>();
  /** Names of the files that the listener knows of. */
  private readonly told = new Set<string>();
  private watcher: FSWatcher | null = null;
  private watched = "";
  private lastProblem = "";

  /** @throws GuardError if the directory cannot be trusted */
  constructor(path: string, listener: SpoolListener) {
    this.path = path;
    this.listener = listener;
    ensureDirectory(path, 0o700);
  }

  /**
   * Compares the directory with what was seen last. It is called on every change;
   * call it from time to time too, because a watch is lost with its directory.
   */
  scan(): void {
    try {
      this.keepWatch();
      const names = this.list();
      for (const name of this.seen.keys()) if (!names.includes(name)) this.gone(name);
      for (const name of names) this.look(name);
    } catch (error) {
      this.problem(error instanceof GuardError ? error.message : `${this.path} cannot be read: ${errorCode(error)}`);
    }
  }

  close(): void {
    this.watcher?.close();
    this.watcher = null;
  }

  /** Watches the directory that is there now, which may be another one than before. */
  private keepWatch(): void {
    ensureDirectory(this.path, 0o700);
    const { dev, ino } = lstatSync(this.path, { bigint: true });
    if (this.watcher !== null && this.watched === `${dev} ${ino}`) return;
    this.close();
    this.watched = `${dev} ${ino}`;
    this.watcher = watch(this.path, () => this.scan());
    this.watcher.on("error", () => this.close());
  }

  private list(): string[] {
    const names = readdirSync(this.path).filter((name) => FILE_NAME.test(name));
    if (names.length > MAX_FILES) this.problem(`${this.path} has too many files: only ${MAX_FILES} of them are read`);
    return names.sort().slice(0, MAX_FILES);
  }

  private look(name: string): void {
    const path = join(this.path, name);
    const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
    if (stat === undefined) return this.gone(name);
    if (this.seen.get(name) === identity(stat)) return;
    this.seen.set(name, identity(stat));
    try {
      const text = readGuarded(path, MAX_TEXT_LENGTH);
      if (text === null) return this.gone(name);
      this.told.add(name);
      this.listener.file(encodeUtf8(name), text);
    } catch (error) {
      if (!(error instanceof GuardError)) throw error;
      this.problem(error.message);
    }
  }

  private gone(name: string): void {
    this.seen.delete(name);
    if (this.told.delete(name)) this.listener.file(encodeUtf8(name), null);
  }

  /** Tells a problem once, not every time that it is met again. */
  private problem(sentence: string): void {
    if (sentence !== this.lastProblem) this.listener.problem(sentence);
    this.lastProblem = sentence;
  }
}

function identity(stat: BigIntStats): string {
  return `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`;
}
