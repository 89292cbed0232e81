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

/** Waits until something is true; the test runner's own limit ends a wait in vain. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
