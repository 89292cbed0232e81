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
const TELL_EVERY_S = 60;
/** A status line of libFuzzer's fork mode. */
const STATUS = /^#(\d+): cov: .* corp: (\d+) exec\/s.* time: (\d+)s/;

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

interface Progress {
  executions: number;
  corpus: number;
}

function fuzz(): Promise<Progress> {
  const progress: Progress = { executions: 0, corpus: 0 };
  const options = [
    ...[`-fork=${JOBS}`, "-ignore_crashes=1", "-ignore_timeouts=1", "-ignore_ooms=1"],
    ...[
      `-max_total_time=${SECONDS}`,
      "-max_len=65536",
      "-timeout=60",
      "-rss_limit_mb=1024",
      `-artifact_prefix=${FINDINGS}/`,
    ],
  ];
  const child = spawn(PROGRAM, [...options, FOUND, SEEDS], { stdio: ["ignore", "ignore", "pipe"] });
  let told = 0;
  createInterface({ input: child.stderr }).on("line", (line) => {
    const [, executions, corpus, time] = STATUS.exec(line) ?? [];
    if (executions === undefined) {
      if (/^fuzz: |ERROR: libFuzzer/.test(line)) process.stdout.write(`  ${line}\n`);
      return;
    }
    Object.assign(progress, { executions: Number(executions), corpus: Number(corpus) });
    if (Number(time) - told < TELL_EVERY_S) return;
    told = Number(time);
    process.stdout.write(`  ${time} s: ${executions} executions, ${corpus} histories kept\n`);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve(progress));
  });
}

prepare();
const known = new Set(existsSync(FINDINGS) ? readdirSync(FINDINGS) : []);
const progress = await fuzz();
const findings = readdirSync(FINDINGS).filter((name) => !known.has(name));
const [reached, all] = countEdges();
const share = ((100 * reached) / Math.max(all, 1)).toFixed(1);
process.stdout.write(
  `${progress.executions} executions in ${SECONDS} s, ${reached} of ${all} edges of the compiled core (${share} %), ` +
    `${progress.corpus} histories kept, ${findings.length} findings\n`,
);
for (const name of findings) process.stdout.write(`${PROGRAM} ${join(FINDINGS, name)}\n`);
process.exitCode = findings.length === 0 ? 0 : 1;
