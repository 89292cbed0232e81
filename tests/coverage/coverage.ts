// Which lines and which outcomes of conditions of the core the tests reach through its
// interface: `make coverage [MISSED=file|all] [SUITES="contract fuzz"]`. The suites run on
// a module with probes instead of the release module; what is not optimised does the same.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { probeModule } from "../support/probes.ts";
import type { Probe } from "../support/probes.ts";
import { SourceMap } from "../support/source-map.ts";

const FOLDER = "build/coverage";
const CORE = `${FOLDER}/discovery.wasm`;
const PROBED = `${FOLDER}/probed.wasm`;
const BITS = resolve(FOLDER, "bits");
const SUITES = (process.env["SUITES"] ?? "contract scenarios journals fuzz faults").split(" ");
/** The first takes the release module apart itself; the others are about the files of a host. */
const NOT_HERE = ["contract/cost", "faults/crashes", "faults/kills", "faults/system-calls"].map(
  (name) => `tests/${name}.test.ts`,
);

function prepare(): readonly Probe[] {
  const map = new SourceMap(readFileSync(`${CORE}.map`, "utf8"));
  const { module, probes } = probeModule(new Uint8Array(readFileSync(CORE)), map);
  rmSync(BITS, { recursive: true, force: true });
  writeFileSync(PROBED, module);
  return probes;
}

function listTests(): string[] {
  const files = SUITES.flatMap((suite) =>
    readdirSync(`tests/${suite}`, { recursive: true, encoding: "utf8" }).map((name) => `tests/${suite}/${name}`),
  );
  return files.filter((name) => name.endsWith(".test.ts") && !NOT_HERE.includes(name)).sort();
}

/** @returns false if a test failed */
async function runTests(): Promise<boolean> {
  const outdir = `${FOLDER}/tests`;
  await build({
    ...{ entryPoints: listTests(), outdir, outbase: "tests", outExtension: { ".js": ".mjs" }, bundle: true },
    ...{ packages: "external", platform: "node", format: "esm", target: "node20", logLevel: "error" },
  });
  const bundles = listTests().map((name) => resolve(outdir, name.replace(/^tests\//, "").replace(/\.ts$/, ".mjs")));
  const { status } = spawnSync(process.execPath, ["--test", "--test-reporter=dot", ...bundles], {
    env: {
      ...process.env,
      ...{
        NODE_OPTIONS: `--import=${resolve("tests/coverage/collect.mjs")}`,
        COVERAGE_FOLDER: BITS,
        CORE_MODULE: PROBED,
      },
    },
    stdio: "inherit",
  });
  return status === 0;
}

/** The numbers of the probes that were reached in any process. */
function readHits(): Set<number> {
  const hits = new Set<number>();
  for (const file of readdirSync(BITS)) {
    readFileSync(join(BITS, file)).forEach((octet, at) => {
      for (let bit = 0; bit < 8; bit++) if (octet & (1 << bit)) hits.add(at * 8 + bit);
    });
  }
  return hits;
}

/** Lines, and outcomes of conditions, of one file: which there are and which were reached. */
class Tally {
  readonly lines = new Map<number, boolean>();
  readonly outcomes = new Map<string, boolean>();

  add({ place, outcome, ordinal }: Probe, isHit: boolean): void {
    if (outcome === null) this.lines.set(place.line, this.lines.get(place.line) === true || isHit);
    else {
      const key = `${place.line}:${place.column + 1}${ordinal === 0 ? "" : ` (${ordinal + 1})`} ${outcome}`;
      this.outcomes.set(key, this.outcomes.get(key) === true || isHit);
    }
  }
}

const count = (reached: Iterable<boolean>): readonly [number, number] => {
  const list = [...reached];
  return [list.filter((each) => each).length, list.length];
};
const share = ([some, all]: readonly [number, number]) => (all === 0 ? "-" : `${((100 * some) / all).toFixed(1)}%`);

function report(probes: readonly Probe[], hits: ReadonlySet<number>): string {
  const files = new Map<string, Tally>();
  probes.forEach((probe, number) => {
    if (probe.place.file.startsWith("~lib/")) return;
    const tally = files.get(probe.place.file) ?? new Tally();
    files.set(probe.place.file, tally);
    tally.add(probe, hits.has(number));
  });
  const row = (name: string, lines: readonly [number, number], outcomes: readonly [number, number]) =>
    [
      share(lines).padStart(7),
      lines.join("/").padStart(11),
      share(outcomes).padStart(8),
      outcomes.join("/").padStart(11),
      ` ${name}`,
    ].join(" ");
  const sum = (pick: (tally: Tally) => Iterable<boolean>) =>
    count([...files.values()].flatMap((tally) => [...pick(tally)]));
  const wanted = process.env["MISSED"] ?? "none";
  const lines = ["  lines             branches"];
  for (const [name, tally] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    lines.push(row(name, count(tally.lines.values()), count(tally.outcomes.values())));
    if (wanted !== "all" && !name.includes(wanted)) continue;
    for (const [line, isHit] of [...tally.lines].sort(([a], [b]) => a - b))
      if (!isHit) lines.push(`      line ${line}: never`);
    for (const [key, isHit] of tally.outcomes) if (!isHit) lines.push(`      ${key}: never`);
  }
  lines.push(
    row(
      "all",
      sum(({ lines }) => lines.values()),
      sum(({ outcomes }) => outcomes.values()),
    ),
  );
  return lines.join("\n");
}

const probes = prepare();
const isGood = await runTests();
const text = report(probes, readHits());
writeFileSync(`${FOLDER}/report.txt`, `${text}\n`);
process.stdout.write(`\n${text}\n`);
if (!isGood) process.stdout.write("A test failed in this run: make test says which.\n");
process.exitCode = isGood ? 0 : 1;
