// The persistent store: two files in a directory of their own, written in turn, in
// place and never cut (docs/store.md). What a record says is the core's matter.

import { closeSync, constants, fstatSync, fsyncSync, openSync, readSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { ErrorClass, StoredInput, WINDOW_SIZE } from "../abi.gen.ts";
import { errorClass } from "./error-class.ts";
import { ensureDirectory, errorCode, GuardError, isOurs } from "./guarded-files.ts";

/** The calls of the operating system that the store needs; each throws its system error. */
export interface StoreCalls {
  /** Makes the directory if it is missing, and checks that nobody else can write to it. */
  ensureDirectory(path: string): void;
  open(path: string, flags: number, mode: number): number;
  stat(file: number): { isFile(): boolean; readonly uid: number };
  read(file: number, octets: Uint8Array, offset: number, length: number, position: number): number;
  write(file: number, octets: Uint8Array, offset: number, length: number, position: number): number;
  sync(file: number): void;
  close(file: number): void;
  rename(from: string, to: string): void;
}

const SYSTEM: StoreCalls = {
  ensureDirectory: (path) => ensureDirectory(path, 0o700),
  open: openSync,
  stat: fstatSync,
  read: readSync,
  write: writeSync,
  sync: fsyncSync,
  close: closeSync,
  rename: renameSync,
};

/** What a slot holds. */
export interface Slot {
  readonly octets: Uint8Array;
  /** Why it cannot be written, or `ErrorClass.None`. */
  readonly errorClass: ErrorClass;
}

/** The two slots. */
export const SLOTS = [0, 1] as const;
const NAMES = ["lists.a", "lists.b"] as const;
/** What a damaged slot is called once it has been put aside. */
const ASIDE = ".bad";
/** The longest record that fits an input of the core. */
const MOST_OCTETS = WINDOW_SIZE - StoredInput.Bytes;
/** A call that a signal interrupts is made again, so often. */
const MOST_TRIES = 8;
// Without O_NONBLOCK a planted FIFO would stop the program at open. Node.js adds O_CLOEXEC.
const SAFELY = constants.O_NOFOLLOW | constants.O_NONBLOCK;
const NOTHING = new Uint8Array(0);

export class SlotStore {
  private readonly path: string;
  private readonly calls: StoreCalls;
  private readonly problem: (sentence: string) => void;
  /** Problems that the log has, since the last success. */
  private readonly told = new Set<string>();
  /** The names of the files are known to outlive a loss of power. */
  private directoryIsSynced = false;

  /** @param problem gets a sentence for the log when the directory or a file cannot be used */
  constructor(path: string, problem: (sentence: string) => void, calls: StoreCalls = SYSTEM) {
    this.path = path;
    this.problem = problem;
    this.calls = calls;
  }

  /** Reads a slot, and makes its file if it is missing. Never throws. */
  read(slot: number): Slot {
    let why: unknown = null;
    try {
      return { octets: this.load(this.open(slot, constants.O_RDWR)), errorClass: ErrorClass.None };
    } catch (error) {
      why = error;
      this.tell("cannot be used", error);
    }
    return { octets: this.readOnly(slot), errorClass: classOf(why) };
  }

  /**
   * Writes a record over a slot, and returns when it will outlive a loss of power.
   * @returns `ErrorClass.None`, or why it may not have been written
   */
  write(slot: number, octets: Uint8Array): ErrorClass {
    try {
      const file = this.open(slot, constants.O_RDWR);
      try {
        this.fill(file, octets);
        this.again(() => this.calls.sync(file));
      } finally {
        this.close(file);
      }
      this.syncDirectory();
    } catch (error) {
      this.tell("cannot be written", error);
      return classOf(error);
    }
    this.told.clear();
    return ErrorClass.None;
  }

  /** Puts both slots aside under other names. Never throws. */
  quarantine(): void {
    this.problem(
      `both records of the store in ${this.path} are damaged: they are kept as ${NAMES.map((name) => name + ASIDE).join(" and ")}, and the store begins anew`,
    );
    try {
      this.directoryIsSynced = false;
      for (const slot of SLOTS) this.again(() => this.calls.rename(this.pathOf(slot), this.pathOf(slot) + ASIDE));
      this.syncDirectory();
    } catch (error) {
      this.tell("cannot be put aside", error);
    }
  }

  private pathOf(slot: number): string {
    return join(this.path, NAMES[slot] ?? "");
  }

  /** A file system that takes nothing any more may still have the last list. */
  private readOnly(slot: number): Uint8Array {
    try {
      return this.load(this.openFile(slot, constants.O_RDONLY));
    } catch {
      return NOTHING;
    }
  }

  /** Opens a slot's file, which is made if it is missing. */
  private open(slot: number, flags: number): number {
    this.again(() => this.calls.ensureDirectory(this.path));
    try {
      return this.openFile(slot, flags);
    } catch (error) {
      if (errorCode(error) !== "ENOENT") throw error;
      this.directoryIsSynced = false;
      return this.openFile(slot, flags | constants.O_CREAT | constants.O_EXCL);
    }
  }

  /** @throws GuardError if it is no regular file of ours */
  private openFile(slot: number, flags: number): number {
    const path = this.pathOf(slot);
    const file = this.again(() => this.calls.open(path, flags | SAFELY, 0o600));
    try {
      const stat = this.again(() => this.calls.stat(file));
      if (!stat.isFile()) throw new GuardError(`${path} is not a regular file: it is ignored`);
      if (!isOurs(stat.uid)) throw new GuardError(`${path} belongs to another user: it is ignored`);
      return file;
    } catch (error) {
      this.close(file);
      throw error;
    }
  }

  /** Reads a file from its start, and closes it. */
  private load(file: number): Uint8Array {
    try {
      const octets = new Uint8Array(MOST_OCTETS);
      let length = 0;
      for (let got = -1; got !== 0 && length < MOST_OCTETS; length += got)
        got = this.again(() => this.calls.read(file, octets, length, MOST_OCTETS - length, length));
      return octets.slice(0, length);
    } finally {
      this.close(file);
    }
  }

  private fill(file: number, octets: Uint8Array): void {
    for (let at = 0; at < octets.length;) {
      const written = this.again(() => this.calls.write(file, octets, at, octets.length - at, at));
      if (written === 0) throw Object.assign(new Error("nothing was written"), { code: "EIO" });
      at += written;
    }
  }

  private syncDirectory(): void {
    if (this.directoryIsSynced) return;
    const flags = constants.O_RDONLY | constants.O_DIRECTORY;
    const directory = this.again(() => this.calls.open(this.path, flags, 0));
    try {
      this.again(() => this.calls.sync(directory));
    } finally {
      this.close(directory);
    }
    this.directoryIsSynced = true;
  }

  /** What has been synced is safe, whatever closing says. */
  private close(file: number): void {
    try {
      this.calls.close(file);
    } catch {
      // The descriptor is gone all the same.
    }
  }

  private again<T>(call: () => T): T {
    for (let tries = 1; ; tries++) {
      try {
        return call();
      } catch (error) {
        if (errorCode(error) !== "EINTR" || tries === MOST_TRIES) throw error;
      }
    }
  }

  /** Tells a problem once, not every time that it is met again. */
  private tell(what: string, error: unknown): void {
    const sentence =
      error instanceof GuardError
        ? `the store ${what}: ${error.message}`
        : `the store in ${this.path} ${what} (${errorCode(error)})`;
    if (!this.told.has(sentence)) this.problem(`${sentence}: lists are kept in memory, and it is tried again`);
    this.told.add(sentence);
  }
}

function classOf(error: unknown): ErrorClass {
  if (!(error instanceof GuardError)) return errorClass(error);
  return error.cause === undefined ? ErrorClass.Denied : errorClass(error.cause);
}
