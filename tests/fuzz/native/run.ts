// Runs the coverage-guided fuzzer for FUZZ_SECONDS with FUZZ_JOBS processes and says
// what came of it: executions, edges of the core that were reached, findings. What it
// found to be worth keeping stays in build/fuzz/found/ for the next run.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { makeSeeds, makeWords } from "./seeds.ts";

const FOLDER = "build/fuzz";
const PROGRAM = `${FOLDER}/discovery-fuzz`;
const SEEDS = `${FOLDER}/seeds`;
const FOUND = `${FOLDER}/found`;
const FINDINGS = `${FOLDER}/findings`;
const SECONDS = Number(process.env["FUZZ_SECONDS"] ?? 3600);
const JOBS = Math.min(Number(process.env["FUZZ_JOBS"] ?? 2), 2);
/** A process begins with all histories anew: not too often. */
const TELL_EVERY_S = 300;
/** A line of libFuzzer on the way, and the count at its end. */
const STATUS = /^#(\d+)\t.* corp: (\d+)\//;
const FINAL = /^stat::number_of_executed_units: (\d+)/;

function prepare(): void {
  for (const folder of [SEEDS, FOUND, FINDINGS]) mkdirSync(folder, { recursive: true });
  writeFileSync(`${FOLDER}/words.gen.h`, makeWords());
  rmSync(SEEDS, { recursive: true });
  mkdirSync(SEEDS);
  for (const [name, octets] of makeSeeds()) writeFileSync(join(SEEDS, name), octets);
  const { status } = spawnSync("make", ["-s", PROGRAM], { stdio: "inherit" });
  if (status !== 0) throw new Error("the fuzzer does not build");
}

/** Edges of the compiled core: those that the kept histories reach, and all. */
function countEdges(): readonly [number, number] {
  const { stderr } = spawnSync(PROGRAM, ["-runs=1", FOUND, SEEDS], { encoding: "utf8", maxBuffer: 1 << 26 });
  const all = /\((\d+) inline 8-bit counters\)/.exec(stderr)?.[1];
  const reached = /DONE +cov: (\d+)/.exec(stderr)?.[1];
  return [Number(reached ?? 0), Number(all ?? 0)];
}

/** What one process of the fuzzer did until it ended: at a finding, or when its time was over. */
function runOnce(seconds: number, tell: (line: string) => void): Promise<{ executions: number; kept: number }> {
  const options = [`-max_total_time=${seconds}`, "-reload=30", "-print_final_stats=1", "-max_len=16384"];
  const limits = ["-timeout=60", "-rss_limit_mb=1024", `-artifact_prefix=${FINDINGS}/`];
  const child = spawn(PROGRAM, [...options, ...limits, FOUND, SEEDS], { stdio: ["ignore", "ignore", "pipe"] });
  let [executions, kept] = [0, 0];
  createInterface({ input: child.stderr }).on("line", (line) => {
    const [, count, corpus] = STATUS.exec(line) ?? FINAL.exec(line) ?? [];
    if (count !== undefined) executions = Number(count);
    if (corpus !== undefined) kept = Number(corpus);
    if (/^fuzz: |ERROR: libFuzzer|Test unit written/.test(line)) tell(line);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve({ executions, kept }));
  });
}

/** One process after the other until the time is over: each ends at a finding. */
async function work(endMs: number): Promise<number> {
  let executions = 0;
  for (let left = SECONDS; left > 0; left = Math.ceil((endMs - Date.now()) / 1000)) {
    const seconds = Math.min(left, TELL_EVERY_S);
    const found = await runOnce(seconds, (line) => process.stdout.write(`  ${line}\n`));
    executions += found.executions;
    process.stdout.write(
      `  ${executions} executions, ${found.kept} histories kept, ${Math.max(left - seconds, 0)} s left\n`,
    );
  }
  return executions;
}

prepare();
const known = new Set(existsSync(FINDINGS) ? readdirSync(FINDINGS) : []);
const endMs = Date.now() + SECONDS * 1000;
const counts = await Promise.all(Array.from({ length: JOBS }, () => work(endMs)));
const executions = counts.reduce((sum, count) => sum + count, 0);
const findings = readdirSync(FINDINGS).filter((name) => !known.has(name));
const [reached, all] = countEdges();
const share = ((100 * reached) / Math.max(all, 1)).toFixed(1);
process.stdout.write(
  `${executions} executions in ${SECONDS} s, ${reached} of ${all} edges of the compiled core (${share} %), ${findings.length} findings\n`,
);
for (const name of findings) process.stdout.write(`${PROGRAM} ${join(FINDINGS, name)}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
