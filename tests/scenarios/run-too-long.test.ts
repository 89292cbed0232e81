// A run that waits for an answer too long: requirements §2.7.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { resolveNames, SOA } from "./support/dns.ts";
import type { NamesResult } from "./support/dns.ts";

/** What `LimitReached` was logged for. */
const limitsOf = ({ notices }: NamesResult): unknown[] =>
  notices.flatMap((notice) =>
    notice.kind === "log" && notice.code === Code.LimitReached
      ? [(JSON.parse(notice.particulars) as Record<string, unknown>)["error"]]
      : [],
  );

test("a run that takes 15 s goes without the answers that are missing, and keeps those it has", () => {
  const zone = [
    SOA,
    '@ NAPTR 1 10 "a" "DOTS:signal.udp" "" m1',
    '@ NAPTR 2 10 "a" "DOTS:signal.udp" "" m2',
    "m1 A 192.0.2.10",
    "m2 A 192.0.2.11",
  ];
  const silent = { name: "m2", type: "A", reply: "silent" };
  const dead = ["192.0.2.50", "192.0.2.51", "192.0.2.52"];
  const result = resolveNames({ zone, server: { rules: [silent] }, dead, untilS: 20 });
  assert.deepEqual(limitsOf(result), [Code.TimedOut]);
  assert.deepEqual(result.rows, ["udp 192.0.2.10 4646"]);
  assert.equal(result.state, "degraded");
  const { publishedMs = 0 } = result;
  assert.ok(publishedMs > 15_000 && publishedMs < 20_000, `published after ${publishedMs} ms`);
});
