// What `dnssec` puts into the questions, and what is said where nobody is trusted
// to validate.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { codeName } from "../../host/fault.ts";
import { parseParticulars } from "../../host/render/particulars.ts";
import { explain } from "../../host/render/sentences.ts";
import { resolveNames, RESOLVER, SOA } from "./support/dns.ts";
import type { NamesResult } from "./support/dns.ts";

const ZONE = [SOA, '@ NAPTR 10 10 "a" "DOTS:signal.udp" "" m1', "m1 A 192.0.2.10"];
const TRUST = `resolver-trust-ad ${RESOLVER}`;

/** Flags of the header and of the OPT record, for each question that went out. */
function flagsOf({ notices }: NamesResult): string[] {
  return notices.flatMap((notice) => {
    if (notice.kind !== "packet" || notice.message !== "QUERY") return [];
    const octets = Buffer.from(notice.octets);
    // The OPT record is the last one: name, type, size, extended code, version, flags, length.
    return [`${octets.toString("hex", 2, 4)} ${octets.toString("hex", octets.length - 4, octets.length - 2)}`];
  });
}

const MODES: readonly (readonly [mode: string, flags: string])[] = [
  ["off", "0100 0000"],
  ["prefer", "0120 0000"],
  ["require", "0120 8000"],
];
for (const [mode, flags] of MODES) {
  test(`R-63 E-71 dnssec ${mode}: header and EDNS flags of every question are ${flags}, never with CD`, () => {
    const result = resolveNames({ zone: ZONE, server: { authentic: true }, config: [`dnssec ${mode}`, TRUST] });
    assert.deepEqual(result.rows, ["udp 192.0.2.10 4646"]);
    assert.deepEqual(flagsOf(result), [flags, flags]);
  });
}

test("R-63 dnssec prefer is the default", () => {
  assert.deepEqual(flagsOf(resolveNames({ zone: ZONE })), ["0120 0000", "0120 0000"]);
});

test("E-71 a resolver that finds the data bogus is asked again in the same way only", () => {
  const result = resolveNames({ zone: ZONE, server: { reply: "servfail", extended_error: 6 }, untilS: 120 });
  const flags = flagsOf(result);
  assert.ok(flags.length > 3, `${flags.length} questions`);
  assert.deepEqual(new Set(flags), new Set(["0120 0000"]));
});

const NAMED: readonly (readonly [extendedError: number, reason: number])[] = [
  [5, Code.ServerFailure],
  [6, Code.Bogus],
  [12, Code.Bogus],
  [13, Code.ServerFailure],
];
for (const [extended_error, reason] of NAMED) {
  test(`E-71 a failure with the extended error ${extended_error} is called ${codeName(reason)}, and asked again as soon`, () => {
    const result = resolveNames({ zone: ZONE, server: { reply: "servfail", extended_error }, untilS: 12 });
    const plain = resolveNames({ zone: ZONE, server: { reply: "servfail" }, untilS: 12 });
    assert.deepEqual(result.askedMs, plain.askedMs);
    assert.ok(result.asked.length > 1);
    const failures = result.notices.flatMap((notice) =>
      notice.kind === "log" && notice.code === Code.AnswerFailed ? [parseParticulars(notice.particulars)["error"]] : [],
    );
    assert.deepEqual(new Set(failures), new Set([reason]));
  });
}

test("E-71a dnssec require and nobody trusted to validate: nothing is asked, and the missing setting is named", () => {
  const result = resolveNames({ zone: ZONE, server: { authentic: true }, config: ["dnssec require"] });
  assert.deepEqual([result.rows, result.asked, result.state], [[], [], "failed"]);
  const reasons = result.notices.flatMap((notice) =>
    notice.kind === "log" && notice.code === Code.MethodEmpty ? [JSON.parse(notice.particulars) as Record<string, unknown>] : [],
  );
  const reason = reasons.find(({ what }) => what === "snaptr");
  assert.match(explain(Number(reason?.["error"])), /"resolver-trust-ad ADDRESS"/);
});
