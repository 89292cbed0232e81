// A reporter of node:test: one JSON line { outcome, file, name, detail } for each
// test that has no tests inside, and one { outcome: "note", detail } for each line
// that a test has to tell.
import { relative, resolve } from "node:path";

const DETAIL_LINES = 40;

/** An error and what caused it, one after the other. */
function listCauses(error) {
  const causes = [];
  for (let cause = error?.cause ?? error; cause && causes.length < 3; cause = cause.cause) causes.push(cause);
  return causes;
}

/** Why a test failed, in at most DETAIL_LINES lines a cause; for a whole file, what it wrote to stderr last. */
function describe(error, stderr) {
  const isOwn = (line) => !/^ +at .*\b(node:internal|node:async_hooks|node_modules)\b/.test(line);
  const shorten = (cause) =>
    String(cause.stack ?? cause)
      .split("\n")
      .filter(isOwn)
      .slice(0, DETAIL_LINES);
  const lines = [...listCauses(error).flatMap(shorten), ...stderr.split("\n").slice(-DETAIL_LINES)];
  return lines.join("\n").trimEnd();
}

/** node:test reports a file that holds no test, or that crashed, as one test with the file's name. */
const isWholeFile = ({ nesting, name }) => nesting === 0 && name.endsWith(".test.mjs");

/** The outcome of an event, or null where it only repeats those inside it. */
function judge(type, data, holdsOthers, stderr) {
  const error = data.details?.error;
  if (type === "test:fail") {
    if (error?.failureType === "subtestsFailed") return null;
    return { outcome: "failed", detail: describe(error, stderr) };
  }
  if (holdsOthers) return null;
  const reason = data.skip ?? data.todo;
  if (reason !== undefined) return { outcome: "skipped", detail: reason === true ? "no reason given" : String(reason) };
  if (isWholeFile(data)) return { outcome: "failed", detail: "this file ran no test" };
  return data.details?.type === "suite" ? null : { outcome: "passed", detail: "" };
}

/** The path of a test file, which is known by its bundle or, from the source map, by its source. */
function sourceOf(file) {
  const path = relative("", file);
  return path.startsWith("build/") ? path.replace(/^build\//, "").replace(/\.mjs$/, ".ts") : path;
}

export default async function* report(events) {
  const path = [];
  const stderr = new Map();
  let lastNesting = 0;
  for await (const { type, data } of events) {
    if (type === "test:stderr") {
      const file = resolve(data.file);
      stderr.set(file, (stderr.get(file) ?? "") + data.message);
    }
    if (type === "test:start") {
      path.length = data.nesting;
      path[data.nesting] = data.name;
    }
    if (type === "test:diagnostic" && data.nesting > 0)
      yield `${JSON.stringify({ outcome: "note", detail: data.message })}\n`;
    if (type !== "test:pass" && type !== "test:fail") continue;
    path.length = data.nesting;
    const wholeFile = isWholeFile(data);
    const written = wholeFile ? (stderr.get(resolve(data.name)) ?? "") : "";
    const verdict = judge(type, data, lastNesting > data.nesting, written);
    lastNesting = data.nesting;
    const names = [...path, wholeFile ? "the whole file" : data.name];
    const file = sourceOf(wholeFile ? data.name : (data.file ?? ""));
    if (verdict !== null) yield `${JSON.stringify({ ...verdict, file, name: names.join(" > ") })}\n`;
  }
}
