// JerryScript driven into trouble by scripts in the place of ours: the C side comes
// back on its feet, says what happened, and never ends in silence.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";

import { makeFolder } from "../host/support/folder.ts";
import type { Board } from "./support/boards.ts";
import { buildJerry, JERRY_TESTED, reasonToSkipJerry, runJerry } from "./support/jerry.ts";

/** What a step of a hostile script does before virtual time 250: at 0 and, anew, at 100. */
const FAILURES: Record<string, { code: string; why: string }> = {
  "an exception": { code: `throw new Error("broken")`, why: "Error: broken" },
  "an exception that is no error": { code: `throw { toString() { throw 1; } }`, why: "" },
  "runaway recursion": {
    code: `(function f() { return 1 + f(); })()`,
    why: "RangeError: Maximum call stack size exceeded",
  },
  "recursion through a native function": {
    code: `(function f() { [1].map(f); })()`,
    why: "RangeError: Maximum call stack size exceeded",
  },
  "recursion through JSON": {
    code: `(function f() { JSON.stringify({ toJSON: f }); })()`,
    why: "RangeError: Maximum call stack size exceeded",
  },
  "recursion through a getter": {
    code: `const o = { get x() { return this.x; } }; o.x`,
    why: "RangeError: Maximum call stack size exceeded",
  },
  "many small objects": { code: `const all = []; for (;;) all.push({ a: all.length })`, why: "out of memory" },
  "long strings": { code: `let text = "x"; for (;;) text += text + "y"`, why: "" },
  "large buffers": {
    code: `const all = []; for (;;) all.push(new Uint8Array(16640).fill(1))`,
    why: "RangeError: Cannot allocate memory for ArrayBuffer",
  },
  "a promise that is rejected": { code: `Promise.reject(new TypeError("unseen"))`, why: "TypeError: unseen" },
  "a promise whose reaction throws": {
    code: `Promise.resolve(1).then(() => { throw new TypeError("unseen") })`,
    why: "TypeError: unseen",
  },
  "an async function that throws": {
    code: `(async () => { await 1; throw new TypeError("unseen") })()`,
    why: "TypeError: unseen",
  },
  "a native that is called wrongly": {
    code: `natives.udpSend(1, "text")`,
    why: "TypeError: a native was called with an argument of a wrong kind",
  },
};

/** Runs a script in the place of ours; `step` is what its step does. */
function runStep(context: TestContext, board: Board, step: string) {
  const file = join(makeFolder(context), "script.js");
  writeFileSync(file, `var host = { start: (natives) => { natives.retell(); return () => { ${step} }; } };`);
  return runJerry(board, "js-recovery", file);
}

const END = `natives.log(5, 0, "well"); return natives.wait(-1, {}) !== 257;`;

for (const board of JERRY_TESTED) {
  describe(`JerryScript in trouble on ${board.name}`, { skip: reasonToSkipJerry(board) }, () => {
    before(() => buildJerry(board, "js-recovery"));

    for (const [name, { code, why }] of Object.entries(FAILURES)) {
      test(`${name}: engine and core are replaced, later each time, and then all is well`, (context) => {
        const { status, stdout, stderr } = runStep(
          context,
          board,
          `if (natives.nowMs() < 250) { ${code}; return true; } ${END}`,
        );
        const lines = stdout.split("\n");
        assert.equal(status, 0, stdout + stderr);
        const failures = lines.filter((line) => line.includes("the core failed"));
        assert.equal(failures.length, 2, stdout);
        for (const line of failures) assert.ok(line.includes(`(the script: ${why}`), line);
        assert.match(failures[0] ?? "", /^0 .* in 100 ms$/);
        assert.match(failures[1] ?? "", /^100 .* in 200 ms$/);
        assert.deepEqual(lines.slice(-3), ["300 well", "300 end", ""]);
      });
    }

    test("a client that asks meanwhile is told so", (context) => {
      const { stdout } = runStep(context, board, `if (natives.nowMs() < 50) throw 1; ${END}`);
      assert.deepEqual(stdout.split("\n").slice(1, 3), ['100 {"record":"error","error":3,"offset":0}', "100 closed"]);
    });

    test("a rejection that is caught in time is none", (context) => {
      const { stdout } = runStep(context, board, `const p = Promise.reject(1); p.catch(() => 0); ${END}`);
      assert.equal(stdout, "0 well\n0 end\n");
    });

    test("an input at which a new engine fails too is left out", (context) => {
      const step = `
      const got = {};
      const kind = natives.wait(1000, got);
      if (kind === 4) throw new Error("poison of " + got.payload.length);
      ${END}`;
      const { stdout } = runStep(context, board, step);
      const failures = stdout.split("\n").filter((line) => line.includes("poison"));
      assert.deepEqual(
        failures.map((line) => line.split(" ")[0]),
        ["0", "100"],
        stdout,
      );
      assert.match(stdout, /\n1000 well\n1000 end\n$/);
    });

    test("natives take no octets but those of their argument", (context) => {
      const step = `
      const octets = Uint8Array.of(1, 2, 3, 4).subarray(2, 4);
      natives.udpSend(517, octets);
      natives.udpSend(517, new Uint8Array(0));
      natives.log(5, 0, String(natives.udpSend(1, octets)));
      for (const wrong of [undefined, null, 5, {}, [1], new ArrayBuffer(4), "text"]) {
        for (const act of [() => natives.udpSend(1, wrong), () => natives.udpOpen(1, wrong, octets, 1, 1),
                           () => natives.mcastJoin(1, octets, 1, 1), () => natives.entropy(wrong)]) {
          try { act(); natives.log(5, 0, "taken"); } catch (error) { if (!(error instanceof TypeError)) throw error; }
        }
      }
      try { natives.log(5, 0, "x".repeat(8193)); } catch (error) { natives.log(5, 0, error.name); }
      return false;`;
      assert.equal(
        runStep(context, board, step).stdout,
        [
          "0 udp_send 517, 2 octets, the first 3",
          "0 udp_send 517, 0 octets, the first 0",
          "0 udp_send 1, 2 octets, the first 3",
          "0 -8",
          "0 TypeError",
          "0 end",
          "",
        ].join("\n"),
      );
    });

    for (const [name, script, why] of [
      ["a script that cannot be parsed", "var host = {", /^the script: SyntaxError/],
      ["a script that throws", `throw new Error("broken")`, /^the script: Error: broken$/],
      ["a script that leaves nothing to start", "var guest = {};", /^the script: TypeError/],
      [
        "a script that cannot start",
        `var host = { start: () => { throw new Error("broken") } };`,
        /^the script: Error: broken$/,
      ],
    ] as const) {
      test(`${name}: the daemon does not start`, (context) => {
        const file = join(makeFolder(context), "script.js");
        writeFileSync(file, script);
        const { status, stdout, stderr } = runJerry(board, "js-recovery", file);
        assert.deepEqual([status, stdout], [4, ""]);
        assert.match(stderr.trimEnd(), why);
      });
    }
  });
}
