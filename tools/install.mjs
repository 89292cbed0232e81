// Installs the npm packages of package-lock.json, and does nothing when they are
// there already: `node tools/install.mjs`. Needs Node 20 and its npm, no root.
// Uses no package of its own, since there is none yet when it runs.
import { spawn } from "node:child_process";
import { readFileSync, utimesSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const INSTALLED = join(ROOT, "node_modules/.package-lock.json");
const LINES_SHOWN = 25;

/** The packages that a lock file names: path -> { version, integrity, optional }. */
function readPackages(file) {
  try {
    const packages = JSON.parse(readFileSync(file, "utf8")).packages;
    return new Map(Object.entries(packages).filter(([path]) => path !== ""));
  } catch {
    return new Map();
  }
}

/** True if node_modules holds what the lock file asks for, octet for octet as far as npm noted it. */
function isCurrent(wanted, installed) {
  const missing = [...wanted].filter(([path, { optional }]) => !optional && !installed.has(path));
  const differing = [...installed].filter(([path, { integrity }]) => wanted.get(path)?.integrity !== integrity);
  return installed.size > 0 && missing.length === 0 && differing.length === 0;
}

/** Runs `npm ci` and shows how far it is. Resolves with its exit code and the lines worth showing. */
function install(count) {
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=http"];
  const npm = spawn("npm", ["ci", ...options], { cwd: ROOT, stdio: ["ignore", "inherit", "pipe"] });
  const kept = [];
  let fetched = 0;
  createInterface({ input: npm.stderr }).on("line", (line) => {
    if (!line.startsWith("npm http")) kept.push(line);
    else if (line.includes(".tgz") && ++fetched % 50 === 0) console.error(`  fetched ${fetched} of about ${count}`);
  });
  return new Promise((resolve) => {
    npm.on("error", (error) => resolve({ code: 1, kept: [`npm does not start: ${error.message}`] }));
    npm.on("close", (code) => resolve({ code, kept }));
  });
}

const major = Number(process.versions.node.split(".")[0]);
if (major < 20) {
  console.error(`This is Node ${process.versions.node}; Node 20 or later is needed.`);
  process.exit(1);
}
const wanted = readPackages(join(ROOT, "package-lock.json"));
if (isCurrent(wanted, readPackages(INSTALLED))) {
  utimesSync(INSTALLED, new Date(), new Date());
} else {
  const count = [...wanted.values()].filter(({ optional }) => !optional).length;
  console.error(`Installing about ${count} npm packages into node_modules`);
  const { code, kept } = await install(count);
  if (code !== 0) {
    console.error(kept.slice(-LINES_SHOWN).join("\n"));
    console.error("\nThe npm packages could not be installed (npm ci). Nothing else was changed.");
    console.error(
      "Is the package registry reachable? `npm ping` asks it; `npm config get registry` shows which one it is.",
    );
    process.exit(1);
  }
  utimesSync(INSTALLED, new Date(), new Date());
}
