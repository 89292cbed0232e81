// A process that has all tests at hand and runs those it is told on one core after the
// other: nothing is loaded twice, and the tests are compiled code after a while.
import { readFileSync } from "node:fs";
import { live, makeHistory } from "../fuzz/support/history.ts";
import { collected, collectFile, test } from "./collector.ts";
import { Reach } from "./reach.ts";
import { installFront, setCore } from "./swapped-core.ts";

/** What the worker is asked: to try every `of`th test from `part` on on the core, or some tests on a mutant. */
export type Request = { readonly core: string } & (
  { readonly part: number; readonly of: number } | { readonly tests: readonly number[] }
);

/** One test of the survey. */
export interface Surveyed {
  readonly number: number;
  readonly name: string;
  /** Of the processor, so that it is the same on a busy machine. */
  readonly ms: number;
  /** Base 64 of `Reach.take()`. */
  readonly reached: string;
  /** Null: it passes. */
  readonly fault: string | null;
}

/** What a worker tells: it is ready, a test begins, the survey is done, or what came of a mutant. */
export type Report =
  | { readonly ready: number }
  | { readonly begins: number }
  | { readonly surveyed: readonly Surveyed[] }
  | { readonly killer: number | null; readonly why: string; readonly isSound: boolean };

const HISTORIES = 24;
const MOVES = 150;

/** The histories one by one: in the suite all of them are one test. */
function splitHistories(): void {
  const together = collected.findIndex(({ name }) => name.includes(" random histories of "));
  if (together !== -1) collected.splice(together, 1);
  for (let seed = 1; seed <= HISTORIES; seed++) {
    test(`history ${seed}`, () => {
      const { failure } = live(makeHistory(seed, MOVES));
      if (failure !== null) throw failure;
    });
  }
}

const tell = (report: Report): void => void process.send?.(report);

/** @returns null if the test passes */
async function faultOf(number: number): Promise<string | null> {
  try {
    await collected[number]?.body({ diagnostic: () => undefined });
    return null;
  } catch (error) {
    return String(error).split("\n")[0] ?? "";
  }
}

async function survey(core: Uint8Array, part: number, of: number): Promise<Report> {
  const reach = new Reach(core);
  setCore(reach.module, reach.imports);
  const surveyed: Surveyed[] = [];
  for (const [number, { name }] of collected.entries()) {
    if (number % of !== part) continue;
    reach.take();
    tell({ begins: number });
    const before = process.cpuUsage();
    const fault = await faultOf(number);
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    surveyed.push({ number, name, ms, fault, reached: Buffer.from(reach.take()).toString("base64") });
  }
  return { surveyed };
}

/** Up to the first test that fails; then whether it passes on the core after that. */
async function judge(original: Uint8Array, mutant: Uint8Array, tests: readonly number[]): Promise<Report> {
  setCore(mutant);
  for (const number of tests) {
    tell({ begins: number });
    const why = await faultOf(number);
    if (why === null) continue;
    setCore(original);
    return { killer: number, why, isSound: (await faultOf(number)) === null };
  }
  return { killer: null, why: "", isSound: true };
}

/** Takes down the tests of the files and waits for requests. */
export async function serve(files: Readonly<Record<string, () => Promise<unknown>>>): Promise<void> {
  const original = new Uint8Array(readFileSync(process.env["CORE_MODULE"] ?? ""));
  setCore(original);
  installFront();
  for (const [name, load] of Object.entries(files)) await collectFile(name, load);
  splitHistories();
  process.on("message", (request: Request) => {
    const core = new Uint8Array(readFileSync(request.core));
    const work = "tests" in request ? judge(original, core, request.tests) : survey(core, request.part, request.of);
    work.then(tell, (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    });
  });
  tell({ ready: collected.length });
}
