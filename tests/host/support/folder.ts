import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";

/** A folder of its own for a test, removed after it. */
export function makeFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "dots-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Far more than any wait can take: it only keeps a broken program from holding up the run for ever. */
const GIVE_UP_MS = 120_000;

/** Waits until something is true. */
export async function until(isTrue: () => boolean): Promise<void> {
  const started = Date.now();
  while (!isTrue()) {
    if (Date.now() - started > GIVE_UP_MS) throw new Error(`waited in vain for ${isTrue.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
