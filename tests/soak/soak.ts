// The long run: `make soak`, an hour or SOAK_SECONDS, with the daemon in C or
// SOAK_HOST=Node. It prints what it sees and ends with 1 if anything is not as it
// should be; SOAK_SEED repeats a run's moves.

import { resolve } from "node:path";
import { DAEMONS } from "./support/daemon.ts";
import type { Host } from "./support/daemon.ts";
import { soak } from "./support/session.ts";
import type { Look } from "./support/session.ts";

const seconds = Number(process.env["SOAK_SECONDS"] ?? 3600);
const seed = Number(process.env["SOAK_SEED"] ?? 1);
const host = (process.env["SOAK_HOST"] ?? "C") as Host;
const LOOK_EVERY = 25;

const print = (line: string) => process.stdout.write(`${line}\n`);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}

/** A quarter of the looks, from the beginning or the end. */
function summarise(name: string, looks: readonly Look[]): void {
  const cells = (["memoryKb", "descriptors", "wakeUps"] as const).map((key) => {
    const values = looks.map((look) => look[key]);
    return `${key} ${median(values)} (${Math.min(...values)} to ${Math.max(...values)})`;
  });
  print(`${name}: ${cells.join(", ")}`);
}

if (!(host in DAEMONS) || !(seconds > 0) || !Number.isSafeInteger(seed)) {
  print(`SOAK_HOST is ${Object.keys(DAEMONS).join(" or ")}, SOAK_SECONDS a number above 0, SOAK_SEED a whole number`);
  process.exit(2);
}
const began = Date.now();
let end = began + seconds * 1000;
// What was begun is tidied up.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => (end = 0));
print(`${host}, seed ${seed}, ${seconds} s: moves, then memory, descriptors, and wake-ups in a quiet second`);
const { looks, counts, complaints } = await soak({
  host,
  seed,
  folder: resolve("build/soak"),
  goesOn: () => Date.now() < end,
  lookEvery: LOOK_EVERY,
  onLook: ({ moves, memoryKb, descriptors, wakeUps }) => {
    const passed = ((Date.now() - began) / 1000).toFixed(0).padStart(6);
    print(`${passed} s ${String(moves).padStart(8)} moves ${memoryKb} kB, ${descriptors} descriptors, ${wakeUps}`);
  },
});
const quarter = Math.max(1, Math.floor(looks.length / 4));
summarise("the first quarter", looks.slice(0, quarter));
summarise("the last quarter ", looks.slice(-quarter));
print(
  `${Object.entries(counts)
    .map(([name, count]) => `${count} x ${name}`)
    .join(", ")}`,
);
for (const complaint of complaints) print(`left behind: ${complaint}`);
print(`${Object.values(counts).reduce((sum, count) => sum + count, 0)} moves, after each the list was right`);
process.exitCode = complaints.length === 0 ? 0 : 1;
