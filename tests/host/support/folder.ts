import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestContext } from "node:test";

/** A folder of its own for a test, removed after it. */
export function makeFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dots-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Far more than any wait can take: it only keeps a broken program from holding up the run for ever. */
const GIVE_UP_MS = 120_000;
const POLL_MS = 5;

/** Waits until something is true. */
export async function until(isTrue: () => boolean): Promise<void> {
  const started = performance.now();
  for (let looked = started; !isTrue(); looked = performance.now()) {
    const now = performance.now();
    if (now - started > GIVE_UP_MS) throw new Error(`waited in vain for ${isTrue.toString()}`);
    await sleep(pauseAfter(now - looked, POLL_MS));
  }
}

/** How long to wait before looking again: who starts a program to look must not keep busy what is waited for. */
export function pauseAfter(lookMs: number, leastMs: number): number {
  return Math.max(leastMs, 3 * lookMs);
}
