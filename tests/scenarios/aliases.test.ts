// What is said of aliases on the way to a server.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, LogLevel } from "../../host/abi.gen.ts";
import { parseParticulars } from "../../host/render/particulars.ts";
import type { Particulars } from "../../host/render/particulars.ts";
import { resolveNames, SOA } from "./support/dns.ts";

const SERVICE = '@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp';
const HOST = '@ NAPTR 10 10 "a" "DOTS:signal.udp" "" alias';
const SERVER = "_dots-signal._udp SRV 1 0 4646";

/** The steps that were told as a warning, and all steps over aliases. */
function aliasSteps(zone: readonly string[]): { readonly warned: Particulars[]; readonly all: Particulars[]; readonly rows: string[] } {
  const { notices, rows } = resolveNames({ zone: [SOA, ...zone, "m1 A 192.0.2.10"], untilS: 5 });
  const steps = notices.flatMap((notice) =>
    notice.kind === "log" && notice.code === Code.RecordFollowed
      ? [{ level: notice.level, particulars: parseParticulars(notice.particulars) }]
      : [],
  );
  const all = steps.filter(({ particulars }) => particulars["value"] === 5);
  const warned = steps.filter(({ level }) => level === LogLevel.Warning);
  return { rows, all: all.map(({ particulars }) => particulars), warned: warned.map(({ particulars }) => particulars) };
}

test("E-56 an SRV target that is an alias is used, with a warning that names both ends", () => {
  const { rows, warned } = aliasSteps([SERVICE, `${SERVER} alias`, "alias CNAME m1"]);
  assert.deepEqual(rows, ["udp 192.0.2.10 4646"]);
  assert.equal(warned.length, 1);
  const { owner, name, error, what } = warned[0] ?? {};
  assert.deepEqual([owner, name, error, what], ["alias.isp.test", "m1.isp.test", Code.AliasTarget, "signal.udp"]);
});

test("E-56 one warning for a target, however many aliases follow, and none for the next target that is no alias", () => {
  const zone = [SERVICE, `${SERVER} alias`, `_dots-signal._udp SRV 2 0 4647 m1`, "alias CNAME other", "other CNAME m1"];
  const { rows, warned, all } = aliasSteps(zone);
  assert.deepEqual(rows, ["udp 192.0.2.10 4646", "udp 192.0.2.10 4647"]);
  assert.deepEqual(warned.map(({ owner }) => owner), ["alias.isp.test"]);
  assert.deepEqual(all.map(({ owner }) => owner), ["alias.isp.test", "other.isp.test"]);
});

test("an alias elsewhere is a step like any other", () => {
  const { rows, warned, all } = aliasSteps([HOST, "alias CNAME m1"]);
  assert.deepEqual(rows, ["udp 192.0.2.10 4646"]);
  assert.deepEqual([warned, all.length], [[], 1]);
});
