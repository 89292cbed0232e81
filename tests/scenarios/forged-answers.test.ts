// Somebody off the path sends answers of his own before the resolver does.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { FORGERIES } from "../../host/emulator/dns-server.ts";
import { countLogs, resolveNames, SOA } from "./support/dns.ts";
import type { NamesResult } from "./support/dns.ts";

const NAPTR = '@ NAPTR 10 10 "a" "DOTS:signal.udp" "" m1';
const TRUE_ZONE = [SOA, NAPTR, "m1 A 192.0.2.10"];
const EVIL_ZONE = [SOA, NAPTR, "m1 A 198.51.100.66"];
const TRUE_ROWS = ["udp 192.0.2.10 4646"];
const EVIL_ROWS = ["udp 198.51.100.66 4646"];
/** As many wrong responses make a question go on over TCP. */
const MOST_WRONG = 16;

function forge(forgeries: readonly object[], manner: object = {}): NamesResult {
  const forge = forgeries.map((forgery) => ({ zone: EVIL_ZONE, ...forgery }));
  return resolveNames({ zone: TRUE_ZONE, server: { ...manner, forge } });
}

test("a forger who knows everything is believed: the forgeries below differ from his in one field only", () => {
  assert.deepEqual(forge([{ wrong: "none" }]).rows, EVIL_ROWS);
});

for (const wrong of FORGERIES.filter((field) => field !== "none")) {
  test(`E-69 DNSpooq, one wrong field at a time: an answer whose one mistake is its ${wrong} is not believed, and the true one still is`, () => {
    const result = forge([{ wrong }]);
    assert.deepEqual(result.rows, TRUE_ROWS);
    // What misses the socket is nobody's response.
    const dropped = wrong === "socket" ? 0 : result.asked.length;
    assert.equal(countLogs(result, Code.AnswerDropped), dropped);
    assert.equal(countLogs(result, Code.TcpNext), 0);
  });

  test(`E-69 a mismatch does not touch the timer: forged answers with a wrong ${wrong} do not hold up the clock`, () => {
    const late = forge([{ wrong, times: MOST_WRONG - 1 }], { reply: "silent" });
    assert.deepEqual(late.rows, []);
    const quiet = resolveNames({ zone: TRUE_ZONE, server: { reply: "silent" } });
    assert.deepEqual(late.asked, quiet.asked);
  });
}

test("all forgeries at once are dropped one by one", () => {
  const wrong = FORGERIES.filter((field) => field !== "none");
  assert.deepEqual(forge(wrong.map((field) => ({ wrong: field }))).rows, TRUE_ROWS);
});

test("SAD DNS: a flood of wrong ids ends in TCP, and the answer over TCP counts", () => {
  const result = forge([{ wrong: "id", times: 200 }]);
  assert.deepEqual(result.rows, TRUE_ROWS);
  const overTcp = result.asked.filter((text) => text.endsWith(" over TCP"));
  assert.equal(countLogs(result, Code.TcpNext), overTcp.length);
  assert.equal(overTcp.length, result.asked.length - overTcp.length, "every question went over both");
  assert.equal(countLogs(result, Code.AnswerDropped), MOST_WRONG * overTcp.length);
});

test("a flood against a resolver without TCP: nothing is believed", () => {
  for (const tcp of ["refuse", "silent", "reset", "empty", "long"]) {
    const result = forge([{ wrong: "id", times: 200 }], { tcp });
    assert.deepEqual(result.rows, [], tcp);
  }
});
