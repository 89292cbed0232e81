// Stands for programs of OpenWrt that no Debian machine has: `uci` and `jsonfilter`.
// The first argument is the name of the program.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changeUci, formatUci, parseUci, UciError } from "./uci.ts";

const FOLDER = process.env["UCI_CONFIG_DIR"] ?? "";

/** `uci [-n] [-q] [-S] [-t DIR] export|set|add_list|del_list|delete|commit WHAT`. */
function uci(args: string[]): void {
  let staging = join(FOLDER, "..", "uci-staging");
  let isNamed = false;
  let isLenient = false;
  while (args[0]?.startsWith("-")) {
    const option = args.shift();
    if (option === "-t") staging = args.shift() ?? "";
    if (option === "-n") isNamed = true;
    if (option === "-S") isLenient = true;
  }
  const [command = "", what = ""] = args;
  const name = what.split(".")[0] ?? "";
  const place = join(FOLDER, name);
  const staged = join(staging, name);
  const text = readFileSync(existsSync(staged) ? staged : place, "utf8");
  const sections = parseUci(text, isLenient);
  if (command === "export") process.stdout.write(`package ${name}\n\n${formatUci(sections, isNamed)}\n`);
  else if (command === "commit") {
    if (existsSync(staged)) renameSync(staged, place);
  } else {
    changeUci(sections, command, what);
    mkdirSync(staging, { recursive: true });
    writeFileSync(staged, formatUci(sections));
  }
}

/** `jsonfilter -s TEXT -e @.KEY` or `@.KEY[*]`. */
function jsonfilter([, text = "", , expression = ""]: string[]): void {
  const [, key = "", each] = /^@\.(\w+)(\[\*\])?$/.exec(expression) ?? [];
  const object = JSON.parse(text) as Record<string, unknown>;
  const value = object[key];
  const values = each === undefined ? (Array.isArray(value) ? [] : [value]) : Array.isArray(value) ? value : [];
  for (const one of values) {
    if (one !== undefined) process.stdout.write(`${typeof one === "string" ? one : JSON.stringify(one)}\n`);
  }
}

try {
  const [program, ...args] = process.argv.slice(2);
  if (program === "uci") uci(args);
  else jsonfilter(args);
} catch (error) {
  const isRefused = error instanceof UciError || error instanceof SyntaxError;
  if (!isRefused && (error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  process.stderr.write(`${process.argv[2] ?? ""}: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
