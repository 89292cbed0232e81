// Stands for node:test in the bundle of the worker: keeps the tests instead of running
// them, so that each can be run by itself, on one core after the other.

/** What a test may say while it runs; nobody listens here. */
interface Context {
  diagnostic(text: string): void;
}

export interface CollectedTest {
  /** The file, and the names of the suites and of the test. */
  readonly name: string;
  readonly body: (context: Context) => unknown;
}

export const collected: CollectedTest[] = [];
const path: string[] = [];

/** Takes down the tests of a file. */
export async function collectFile(file: string, load: () => Promise<unknown>): Promise<void> {
  path.push(file);
  await load();
  path.pop();
}

export function describe(name: string, body: () => void): void {
  path.push(name);
  body();
  path.pop();
}

export function test(name: string, body: CollectedTest["body"]): void {
  collected.push({ name: [...path, name].join(" > "), body });
}
