import assert from "node:assert/strict";
import { test } from "node:test";
import { FileFlag } from "../../host/abi.gen.ts";
import { ResultLines } from "../../host/result-lines.ts";

test("the lines of a result come together at the last one", () => {
  const result = new ResultLines();
  assert.equal(result.take(FileFlag.First, "one"), null);
  assert.equal(result.take(0, "two"), null);
  assert.deepEqual(result.take(FileFlag.Last, "three"), ["one", "two", "three"]);
});

test("a result begins anew, whatever came before", () => {
  const result = new ResultLines();
  assert.equal(result.take(FileFlag.First, "of a core that failed"), null);
  assert.deepEqual(result.take(FileFlag.First | FileFlag.Last, "only"), ["only"]);
  assert.deepEqual(result.take(FileFlag.First | FileFlag.Last, ""), []);
});
