// A multicast message that is dropped is told with its sender and the reason.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Emulation } from "../../host/emulator/emulation.ts";
import { parseScenario } from "../../host/emulator/scenario-reader.ts";
import { makeCore } from "../support/core.ts";
import { readText } from "../support/project.ts";

test("E-78 the log names who sent from outside of the link", () => {
  const scenario = parseScenario(readText("tests/scenarios/e-78-off-link.json"));
  const told: unknown[] = [];
  const emulation = new Emulation(scenario, makeCore(), {
    observe: (notice) => {
      if (notice.kind === "log" && notice.code === Code.AnswerDropped) told.push(JSON.parse(notice.particulars));
    },
  });
  emulation.runUntil(40_000);
  const brief = (told as Record<string, unknown>[]).map(({ pvd, address, error }) => [pvd, address, error]);
  assert.deepEqual(brief, [
    ["lan", "192.168.2.9", Code.WrongSource],
    ["lan", "203.0.113.9", Code.WrongSource],
  ]);
});
