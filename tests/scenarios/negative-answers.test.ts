// How long an answer that there is nothing holds: the SOA record's own TTL or its minimum,
// whatever is less (RFC 2308 §5), at least a minute and at most three hours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { resolveNames } from "./support/dns.ts";

/** Seconds between the first two runs over a zone that has nothing. */
function waitS(ttl: number, minimum: number, untilS: number): number {
  const { asked, askedMs, state, notices } = resolveNames({
    zone: [`@ ${ttl} SOA ns1 hostmaster 1 3600 600 86400 ${minimum}`],
    config: ["methods snaptr"],
    untilS,
  });
  assert.equal(state, "failed");
  const planned = notices.flatMap((notice) =>
    notice.kind === "log" && notice.code === Code.RunPlanned ? [JSON.parse(notice.particulars) as { why: string }] : [],
  );
  assert.equal(planned.at(-1)?.why, "retry");
  const runs = askedMs.filter((_, index) => asked[index]?.startsWith("isp.test NAPTR"));
  const [first = 0, second = 0] = runs;
  return (second - first) / 1000;
}

for (const [ttl, minimum, holdsS] of [
  [3600, 100, 100],
  [100, 3600, 100],
  [300, 70_000, 300],
  [1, 1, 60],
  [0, 3600, 60],
  [3600, 0, 60],
  [3600, 30, 60],
  [86_400, 86_400, 3 * 3600],
] as const) {
  test(`with a TTL of ${ttl} s and a minimum of ${minimum} s the search begins anew after about ${holdsS} s`, () => {
    const waited = waitS(ttl, minimum, Math.ceil(holdsS * 1.2) + 60);
    assert.ok(waited >= holdsS * 0.9 && waited <= holdsS * 1.1 + 1, `after ${waited} s`);
  });
}
