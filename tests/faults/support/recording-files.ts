// A file system in memory that knows what a loss of power leaves of it. What was
// not synced may be there or not, each 64 octets of a file and each name by itself.
import { constants } from "node:fs";
import { FOLDER } from "./machine.ts";
import type { StoreCalls } from "../../../host/node/store.ts";

const CHUNK_SIZE = 64;

interface Chunk {
  readonly at: number;
  readonly octets: Uint8Array;
}

/** A file: what programs see, what the disk has for sure, and what is on its way to it. */
interface Node {
  content: Uint8Array;
  durable: Uint8Array;
  pending: Chunk[];
}

interface NameChange {
  readonly path: string;
  /** null: the name goes. */
  readonly node: Node | null;
}

/** Content of the files by path. */
export type Disk = ReadonlyMap<string, Uint8Array>;

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}

function put(content: Uint8Array, { at, octets }: Chunk): Uint8Array {
  const after = new Uint8Array(Math.max(content.length, at + octets.length));
  after.set(content);
  after.set(octets, at);
  return after;
}

export class RecordingFiles implements StoreCalls {
  /** Counts what changes the ways in which a loss of power can end. */
  changes = 0;
  private readonly nodes = new Map<string, Node>();
  private durableNames = new Map<string, Node>();
  private pendingNames: NameChange[] = [];
  private readonly open_ = new Map<number, Node | null>();
  private nextFile = 3;

  constructor(disk: Disk = new Map()) {
    for (const [path, content] of disk) this.nodes.set(path, { content, durable: content, pending: [] });
    this.durableNames = new Map(this.nodes);
  }

  ensureDirectory(): void {}

  open(path: string, flags: number): number {
    let node: Node | null | undefined = path === FOLDER ? null : this.nodes.get(path);
    if (node === undefined) {
      if (!(flags & constants.O_CREAT)) throw systemError("ENOENT");
      node = { content: new Uint8Array(0), durable: new Uint8Array(0), pending: [] };
      this.rename_(path, node);
    }
    if (flags & constants.O_TRUNC) throw systemError("EINVAL");
    this.open_.set(this.nextFile, node);
    return this.nextFile++;
  }

  stat(): { isFile(): boolean; uid: number } {
    return { isFile: () => true, uid: 0 };
  }

  read(file: number, octets: Uint8Array, offset: number, length: number, position: number): number {
    const part = this.nodeOf(file).content.subarray(position, position + length);
    octets.set(part, offset);
    return part.length;
  }

  write(file: number, octets: Uint8Array, offset: number, length: number, position: number): number {
    const node = this.nodeOf(file);
    const before = node.content.length;
    this.changes++;
    const whole = { at: position, octets: octets.slice(offset, offset + length) };
    node.content = put(node.content, whole);
    // That the file grew may reach the disk before what is in it does.
    if (node.content.length > before) node.pending.push({ at: node.content.length, octets: new Uint8Array(0) });
    for (let at = position; at < position + length;) {
      const end = Math.min(position + length, (Math.floor(at / CHUNK_SIZE) + 1) * CHUNK_SIZE);
      node.pending.push({ at, octets: whole.octets.subarray(at - position, end - position) });
      at = end;
    }
    return length;
  }

  sync(file: number): void {
    const node = this.open_.get(file);
    if (node === undefined) throw systemError("EBADF");
    this.changes++;
    if (node === null) {
      this.durableNames = new Map(this.nodes);
      this.pendingNames = [];
      return;
    }
    node.durable = node.pending.reduce(put, node.durable);
    node.pending = [];
  }

  close(file: number): void {
    if (!this.open_.delete(file)) throw systemError("EBADF");
  }

  rename(from: string, to: string): void {
    const node = this.nodes.get(from);
    if (node === undefined) throw systemError("ENOENT");
    this.rename_(to, node);
    this.rename_(from, null);
  }

  /** A sync that failed: what it should have written never will be, and nobody asks for it again (Linux since 4.13). */
  failSync(file: number): void {
    const node = this.open_.get(file);
    if (node) node.pending = [];
  }

  /** Nothing is left open. */
  get isClean(): boolean {
    return this.open_.size === 0;
  }

  /** What the disk may have after a loss of power now. */
  *crashes(): Generator<Disk> {
    for (const names of subsets(this.pendingNames)) {
      const left = new Map(this.durableNames);
      for (const { path, node } of names) {
        if (node === null) left.delete(path);
        else left.set(path, node);
      }
      yield* contents([...left]);
    }
  }

  /** What the disk has if nothing got there that was not synced. */
  leastDisk(): Disk {
    return new Map([...this.durableNames].map(([path, { durable }]) => [path, durable]));
  }

  private rename_(path: string, node: Node | null): void {
    this.changes++;
    if (node === null) this.nodes.delete(path);
    else this.nodes.set(path, node);
    this.pendingNames.push({ path, node });
  }

  private nodeOf(file: number): Node {
    const node = this.open_.get(file);
    if (!node) throw systemError("EBADF");
    return node;
  }
}

/** Every subset of a list, in its order. */
function* subsets<T>(list: readonly T[]): Generator<T[]> {
  for (let bits = 0; bits < 2 ** list.length; bits++) yield list.filter((_, index) => (bits >> index) & 1);
}

/** Every combination of what the files may hold. */
function* contents([first, ...rest]: [string, Node][]): Generator<Disk> {
  if (first === undefined) {
    yield new Map();
    return;
  }
  const [path, { durable, pending }] = first;
  for (const chunks of subsets(pending)) {
    const content = chunks.reduce(put, durable);
    for (const others of contents(rest)) yield new Map([[path, content], ...others]);
  }
}
