// Calls of the operating system of which one fails, once or from then on.
import type { StoreCalls } from "../../../host/node/store.ts";
import type { RecordingFiles } from "./recording-files.ts";

/** `short`: a read or a write takes a single octet. */
export type Failure = "EIO" | "ENOSPC" | "EROFS" | "EINTR" | "short";
export const FAILURES: readonly Failure[] = ["EIO", "ENOSPC", "EROFS", "EINTR", "short"];

export class FailingCalls implements StoreCalls {
  /** Calls made so far. */
  count = 0;
  private readonly files: RecordingFiles;
  private readonly fails: (call: number) => Failure | null;

  /** @param fails what happens to the call with this number, from 0; null: nothing */
  constructor(files: RecordingFiles, fails: (call: number) => Failure | null) {
    this.files = files;
    this.fails = fails;
  }

  ensureDirectory(): void {
    this.call(() => this.files.ensureDirectory());
  }

  open(path: string, flags: number): number {
    return this.call(() => this.files.open(path, flags));
  }

  stat(): { isFile(): boolean; uid: number } {
    return this.call(() => this.files.stat());
  }

  read(file: number, octets: Uint8Array, offset: number, length: number, position: number): number {
    return this.call((most) => this.files.read(file, octets, offset, Math.min(length, most), position));
  }

  write(file: number, octets: Uint8Array, offset: number, length: number, position: number): number {
    return this.call((most) => this.files.write(file, octets, offset, Math.min(length, most), position));
  }

  sync(file: number): void {
    this.call(
      () => this.files.sync(file),
      (failure) => failure !== "EINTR" && this.files.failSync(file),
    );
  }

  close(file: number): void {
    // Linux gives the descriptor back whatever close says.
    this.call(
      () => this.files.close(file),
      () => this.files.close(file),
    );
  }

  rename(from: string, to: string): void {
    this.call(() => this.files.rename(from, to));
  }

  private call<T>(make: (most: number) => T, whenItFails: (failure: Failure) => unknown = () => undefined): T {
    const failure = this.fails(this.count++);
    if (failure === null) return make(Infinity);
    if (failure === "short") return make(1);
    whenItFails(failure);
    throw Object.assign(new Error(failure), { code: failure });
  }
}
