// The calendar clock. The core counts on by itself; it is told when the clock was set.

import { InputKind } from "../abi.gen.ts";
import { encodeWallTime } from "../inputs.ts";

/** A clock that is off by less is being corrected, not set. */
const TOLERANCE_MS = 1000;
/** A clock that shows less was never set: a router without one begins in 1970, or when its software was made. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);

export class Calendar {
  private readonly feed: (kind: InputKind, payload: Uint8Array) => void;
  private readonly unixMs: () => number;
  private bootUnixMs: number | null = null;

  constructor(feed: (kind: InputKind, payload: Uint8Array) => void, unixMs: () => number = Date.now) {
    this.feed = feed;
    this.unixMs = unixMs;
  }

  /** The core that was told is gone. */
  forget(): void {
    this.bootUnixMs = null;
  }

  /** Tells the core if the clock was set. */
  poll(bootTimeMs: number): void {
    const unixMs = this.unixMs();
    const bootUnixMs = unixMs - bootTimeMs;
    if (this.bootUnixMs !== null && Math.abs(bootUnixMs - this.bootUnixMs) < TOLERANCE_MS) return;
    this.bootUnixMs = bootUnixMs;
    this.feed(InputKind.WallTime, encodeWallTime(unixMs, unixMs >= EARLIEST_MS));
  }
}
