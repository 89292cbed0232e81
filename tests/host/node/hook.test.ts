import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { Hook, MAX_WAITING } from "../../../host/node/hook.ts";
import type { HookOptions } from "../../../host/node/hook.ts";
import { makeFolder, until } from "../support/folder.ts";
import { peerLine } from "../support/records.ts";

const event = (name: string, fields: object = {}) =>
  JSON.stringify({ event: name, ...(JSON.parse(peerLine()) as object), ...fields });
const state = (to: string, pvd = "wan") =>
  JSON.stringify({ event: "state", pvd, interface: pvd, family: "inet", from: "down", to });

/** A hook that runs a script; `$LOG` is a file for what it has to tell. */
function makeHook(context: TestContext, script: string, options: Partial<HookOptions> = {}) {
  const folder = makeFolder(context);
  const [program, log] = [join(folder, "hook"), join(folder, "log")];
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const complaints: string[] = [];
  const report = (sentence: string) => complaints.push(sentence);
  const hook = new Hook({ program, variables: { LOG: log, FOLDER: folder }, report, ...options });
  context.after(() => hook.stop());
  const lines = () => (existsSync(log) ? readFileSync(log, "utf8").split("\n").slice(0, -1) : []);
  return { hook, program, folder, lines, complaints };
}

test("the program gets the event in its environment, no arguments and nothing else of ours", async (context) => {
  process.env["DOTS_TEST_SECRET"] = "of the daemon";
  context.after(() => delete process.env["DOTS_TEST_SECRET"]);
  const script = 'echo "$# $DOTS_EVENT $DOTS_PVD $DOTS_ADDRESS $DOTS_PORT [$DOTS_TEST_SECRET] $PWD" >>"$LOG"';
  const { hook, lines, complaints } = makeHook(context, script);
  hook.event(event("added"));
  await until(() => lines().length === 1);
  assert.deepEqual(lines(), ["0 added wan 192.0.2.10 4646 [] /"]);
  assert.deepEqual(complaints, []);
});

test("no shell stands between: a program with a blank and a dollar in its name is run", async (context) => {
  const { program, hook: _, lines, folder } = makeHook(context, 'echo "$DOTS_EVENT" >>"$LOG"');
  const odd = join(folder, "a $(id) b");
  writeFileSync(odd, readFileSync(program), { mode: 0o755 });
  const hook = new Hook({ program: odd, variables: { LOG: join(folder, "log") }, report: assert.fail });
  hook.event(event("removed"));
  await until(() => lines().length === 1);
});

test("one at a time and in order; of what waits for the same peer or network the last word counts", async (context) => {
  const script =
    'mkdir "$FOLDER/busy" || echo twice >>"$LOG"\necho "$DOTS_EVENT $DOTS_PVD $DOTS_TO" >>"$LOG"\nuntil [ -e "$FOLDER/go" ]; do sleep 0.01; done\nrmdir "$FOLDER/busy"';
  const { hook, lines, folder } = makeHook(context, script);
  hook.event(state("wait-config"));
  await until(() => lines().length === 1);
  for (const to of ["discovering", "ready"]) hook.event(state(to));
  hook.event(event("added"));
  hook.event(state("ready", "lte"));
  hook.event(event("removed"));
  writeFileSync(join(folder, "go"), "");
  await until(() => lines().length === 4);
  assert.deepEqual(lines(), ["state wan wait-config", "state wan ready", "state lte ready", "removed wan "]);
});

test("more events than there is room for become one resync", async (context) => {
  const script = 'echo "$DOTS_EVENT $DOTS_ID" >>"$LOG"\nuntil [ -e "$FOLDER/go" ]; do sleep 0.01; done';
  const { hook, lines, folder } = makeHook(context, script);
  hook.event(state("ready"));
  await until(() => lines().length === 1);
  for (let id = 0; id <= MAX_WAITING; id++) hook.event(event("added", { id: `id${id}` }));
  hook.event(event("added", { id: "later" }));
  writeFileSync(join(folder, "go"), "");
  await until(() => lines().length === 3);
  assert.deepEqual(lines(), ["state ", "resync ", "added later"]);
});

test("a program that takes too long is ended with all that it started, and the next event is told", async (context) => {
  const script =
    'echo "$DOTS_TO $$" >>"$LOG"\n[ "$DOTS_TO" = ready ] && exit 0\nsleep 1000 & echo "child $!" >>"$LOG"\nwait';
  const { hook, lines, complaints, program } = makeHook(context, script, { limitMs: 200 });
  hook.event(state("discovering"));
  await until(() => lines().length > 0);
  hook.event(state("ready"));
  await until(() => lines().some((line) => line.startsWith("ready")));
  assert.deepEqual(complaints, [`the hook ${program} for the event state was ended: it ran for more than 0.2 s`]);
  for (const line of lines().filter((each) => !each.startsWith("ready"))) {
    const pid = Number(line.split(" ")[1]);
    await until(() => !isAlive(pid));
  }
});

/** False for what has ended, also where nobody has asked for its exit code yet. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

test("a program that fails, or is gone, is told and does not stop the others", async (context) => {
  const script = 'echo "$DOTS_TO" >>"$LOG"\nexit 3';
  const { hook, lines, complaints, program } = makeHook(context, script);
  hook.event(state("ready"));
  await until(() => complaints.length === 1);
  chmodSync(program, 0o644);
  hook.event(state("degraded"));
  await until(() => complaints.length === 2);
  chmodSync(program, 0o755);
  hook.event(state("failed"));
  await until(() => complaints.length === 3);
  assert.deepEqual(lines(), ["ready", "failed"]);
  assert.match(complaints[0] ?? "", /for the event state failed with exit code 3$/);
  assert.match(complaints[1] ?? "", /for the event state cannot be run \(EACCES\)$/);
});

test("only for the events that are wanted", async (context) => {
  const { hook, lines } = makeHook(context, 'echo "$DOTS_EVENT" >>"$LOG"', { events: ["credentials-missing"] });
  hook.event(event("added"));
  hook.event(state("ready"));
  hook.event(JSON.stringify({ event: "credentials-missing", pvd: "wan", interface: "eth1", family: "inet" }));
  await until(() => lines().length === 1);
  assert.deepEqual(lines(), ["credentials-missing"]);
});

test("after the stop nothing runs any more", async (context) => {
  const { hook, lines, complaints } = makeHook(context, 'echo "$$" >>"$LOG"\nsleep 1000');
  hook.event(state("ready"));
  await until(() => lines().length === 1);
  hook.event(state("failed"));
  hook.stop();
  const pid = Number(lines()[0]);
  await until(() => !isAlive(pid));
  hook.event(event("added"));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  assert.deepEqual([lines().length, complaints], [1, []]);
});

test("what is no program of ours is refused", (context) => {
  const { program, folder } = makeHook(context, "exit 0");
  const refusal = (path: string) => {
    try {
      new Hook({ program: path, report: assert.fail });
      return "taken";
    } catch (error) {
      return (error as Error).message;
    }
  };
  assert.match(refusal("hook"), /no absolute path/);
  assert.match(refusal(join(folder, "none")), /cannot be found \(ENOENT\)/);
  mkdirSync(join(folder, "directory"));
  assert.match(refusal(join(folder, "directory")), /is no program/);
  chmodSync(program, 0o644);
  assert.match(refusal(program), /is no program/);
  chmodSync(program, 0o777);
  assert.match(refusal(program), /others can write to/);
});
