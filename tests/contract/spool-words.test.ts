// The words of a spool file: of which octets the names of an interface, of a device and of
// a channel may be (docs/spool.md).
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Router } from "./support/router.ts";

const LINE_FEED = 10;
/** All that can stand in a line. */
const OCTETS = Array.from({ length: 0x100 }, (_, octet) => octet).filter((octet) => octet !== LINE_FEED);
const BEGIN = ["client=udhcpc", "event=bound"];
/** As a DHCP client names its interfaces: what can stand in a path and has no blank. */
const isNamed = (octet: number): boolean => octet > 0x20 && octet < 0x7f && octet !== 0x2f;

/** The octets with which a file is taken, and the faults of the others. */
function taken(read: (router: Router, character: string) => Router): [number[], Set<string>] {
  const router = new Router();
  const faults = OCTETS.map((octet) => read(router, String.fromCharCode(octet)).fault);
  const good = OCTETS.filter((_, index) => faults[index] === null);
  return [good, new Set(faults.flatMap((fault) => (fault === null ? [] : [`${fault.code}@${fault.offset}`])))];
}

test("R-61 a variable is named in letters, digits and underscores", () => {
  const [good] = taken((router, character) => router.spool("wan.inet", ...BEGIN, `k${character}y=1`));
  // "k=y=1" is a variable "k".
  assert.deepEqual(
    good,
    OCTETS.filter((octet) => /[\w=]/.test(String.fromCharCode(octet))),
  );
});

test("R-61 an interface is named in printable ASCII without a slash", () => {
  const [good, faults] = taken((router, character) => router.spool(`w${character}n.inet`, ...BEGIN));
  assert.deepEqual(good, OCTETS.filter(isNamed));
  assert.deepEqual(faults, new Set([`${Code.SpoolName}@1`]));
});

test("R-61 a device is named in printable ASCII without a slash", () => {
  const text = [...BEGIN, "device=e"].join("\n").length;
  const [good, faults] = taken((router, character) => router.spool("wan.inet", ...BEGIN, `device=e${character}h`));
  assert.deepEqual(good, OCTETS.filter(isNamed));
  // What no value may hold is found before anybody asks what it is.
  assert.deepEqual(faults, new Set([`${Code.SpoolLine}@${text}`, `${Code.SpoolDevice}@${text}`]));
});

test("E-115 a channel is a word of small letters and digits", () => {
  const text = ["client=provisioned", "event=bound", "channel=p"].join("\n").length;
  const [good, faults] = taken((router, character) =>
    router.spool("wan.inet", "client=provisioned", "event=bound", `channel=p${character}o`),
  );
  const words = OCTETS.filter((octet) => /[a-z0-9]/.test(String.fromCharCode(octet)));
  assert.deepEqual(good, words);
  assert.deepEqual(faults, new Set([`${Code.SpoolLine}@${text}`, `${Code.SpoolClient}@${text}`]));
});

test("E-115 the channel of the last file is told, also if it is shorter than the one before", () => {
  const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
  for (const channel of ["abcdefghijklm09", "zz", "a", "abc"]) {
    const lines = ["client=provisioned", "event=bound", "device=eth1", `channel=${channel}`, "addresses=192.0.2.10"];
    router.spool("wan.inet", ...lines).pass(20_000);
    const methods = new Set(router.ask("peers").map(({ method }) => method));
    assert.deepEqual([...methods], [`provisioned:${channel}`]);
  }
});

test("E-91 E-115 a record that is provisioned again by the same channel is no other, whatever came in between", () => {
  const router = new Router();
  const learn = (n: number, channel: string): boolean => {
    router.link(n, `eth${n}`);
    const lines = ["client=provisioned", "event=bound", `device=eth${n}`, `channel=${channel}`, "addresses=192.0.2.10"];
    return router.spool(`net${n}.inet`, ...lines).told(Code.LeaseLearnt).length > 0;
  };
  assert.deepEqual(
    [learn(1, "abc"), learn(2, "vwxyz"), learn(1, "abc"), learn(2, "vwxyz")],
    [true, true, false, false],
  );
  assert.deepEqual([learn(1, "abcd"), learn(1, "abc"), learn(1, "abd")], [true, true, true]);
});
