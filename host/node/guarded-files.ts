// Files in places where others may have planted something: no symbolic link is
// followed, nothing but a regular file is read, nothing of a stranger is used.

import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";

/** A file or directory that is not to be used; the message says why and what to do. */
export class GuardError extends Error {
  override readonly name = "GuardError";
}

const OTHERS_MAY_WRITE = 0o022;

/** True if a file belongs to the user of this process or to root. */
export function isOurs(uid: number): boolean {
  return uid === 0 || uid === process.getuid?.();
}

/**
 * Makes a directory if it is missing, and checks it.
 * @throws GuardError if it cannot be made, is no directory, or somebody else could write to it
 */
export function ensureDirectory(path: string, mode: number): void {
  try {
    makeDirectory(path, mode);
  } catch (error) {
    throw new GuardError(`${path} cannot be made (${errorCode(error)})`, { cause: error });
  }
  const stat = lstatSync(path);
  if (!stat.isDirectory()) throw new GuardError(`${path} is not a directory: remove it or name another one`);
  if (!isOurs(stat.uid)) throw new GuardError(`${path} belongs to another user: name a directory of your own`);
  if (stat.mode & OTHERS_MAY_WRITE) {
    throw new GuardError(`others can write to ${path}: run "chmod go-w ${path}" or name another directory`);
  }
}

/** Makes a directory, unless it is there, and those above it. `recursive` of Node.js never ends below /proc. */
function makeDirectory(path: string, mode: number): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return;
  if (dirname(path) !== path) makeDirectory(dirname(path), 0o755);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (errorCode(error) !== "EEXIST") throw error;
  }
}

/**
 * Reads a regular file of ours.
 * @param limit most octets to accept
 * @returns null if there is no such file
 * @throws GuardError if it is something else, a stranger's, or too long
 */
export function readGuarded(path: string, limit: number): Uint8Array | null {
  // Without O_NONBLOCK a planted FIFO would stop the program at open.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  let file: number;
  try {
    file = openSync(path, flags);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    if (errorCode(error) === "ELOOP") throw new GuardError(`${path} is a symbolic link: it is not followed`);
    throw new GuardError(`${path} cannot be opened: ${errorCode(error)}`);
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new GuardError(`${path} is not a regular file: it is ignored`);
    if (!isOurs(stat.uid)) throw new GuardError(`${path} belongs to another user: it is ignored`);
    const octets = new Uint8Array(limit + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length <= limit; length += got)
      got = readSync(file, octets, length, limit + 1 - length, null);
    if (length > limit) throw new GuardError(`${path} has more than ${limit} octets: it is ignored`);
    return octets.slice(0, length);
  } finally {
    closeSync(file);
  }
}

/** Replaces a file in one step: a reader sees the old content or the new one, also after a crash. */
export function replaceFile(path: string, content: string, mode: number): void {
  const temporary = join(dirname(path), `.${basename(path)}.new`);
  rmSync(temporary, { force: true });
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = openSync(temporary, flags, mode);
  try {
    fchmodSync(file, mode);
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  const directory = openSync(dirname(path), constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** The symbolic name of a system error, such as ENOENT. */
export function errorCode(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === "string" ? code : String(error);
}
