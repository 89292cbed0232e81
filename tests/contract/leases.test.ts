// What a lease says besides servers, and what is wrong in the words of its client: how long it
// lasts, its router, its prefixes, and the marks by which its network is recognised.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, ErrorClass, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { encodeStored } from "../../host/inputs.ts";
import { decodeRecord } from "../faults/support/record.ts";
import { VECTORS } from "../support/vectors.ts";
import { acknowledgement } from "./support/messages.ts";
import { Router, SERVER4, SERVER6 } from "./support/router.ts";
import type { Fields } from "./support/router.ts";

const INFINITE_S = 0xffffffff;

const attached = (): Router => new Router().link(2, "eth1").assign(2, "192.0.2.57/24", "2001:db8:f1:1::57/64");

function spoolOf(
  router: Router,
  family: "inet" | "inet6",
  client: string,
  event: string,
  ...values: readonly string[]
): Router {
  return router.spool(`wan.${family}`, `client=${client}`, `event=${event}`, "device=eth1", ...values);
}

/** What a reply says of one family of the network. */
function cellOf(router: Router, family: string): Fields {
  const cells = router.ask("status").filter((line) => line["record"] === "cell" && line["family"] === family);
  return cells[0] ?? assert.fail("no cell");
}

/** A message of the vectors, as the dialect `raw` has it. */
function messageOf(path: string): string {
  const vector = VECTORS.find((each) => each.path === `tests/vectors/${path}.hex`) ?? assert.fail(path);
  return `message=${Buffer.from(vector.octets).toString("hex")}`;
}

test("R-11 a lease time and a router of the wrong length say nothing: the lease has no end", () => {
  const router = attached();
  spoolOf(router, "inet", "raw", "message", messageOf("dhcp4/address-alone"));
  assert.equal(cellOf(router, "inet")["expires_in_s"], 3600);
  spoolOf(router, "inet", "raw", "message", messageOf("dhcp4/other-options-length"));
  assert.equal(cellOf(router, "inet")["expires_in_s"], null);
  assert.deepEqual(router.network()["routers"], []);
});

test("R-11 a lease that was over before it was told is none", () => {
  const router = attached().pass(100_000);
  spoolOf(router, "inet", "udhcpc", "bound", "uptime=1.00", "lease=60", "domain=isp.test", SERVER4);
  assert.equal(router.fault, null);
  assert.deepEqual(router.told(Code.DomainLearnt), []);
  assert.equal(cellOf(router, "inet")["peers"], 0);
  assert.deepEqual(router.network()["domains"], []);
});

test("I-02 a temporary address is an address: its lease lasts as long as it is valid", () => {
  const router = attached();
  spoolOf(router, "inet6", "raw", "message", messageOf("dhcp6/temporary-address"));
  assert.equal(cellOf(router, "inet6")["expires_in_s"], 2000);
});

test("E-40 a refresh time of the wrong length: the default of a day", () => {
  const router = attached();
  spoolOf(router, "inet6", "raw", "message", messageOf("dhcp6/refresh-time-length"));
  // Up to a tenth later, so that routers do not come together.
  const expiresS = cellOf(router, "inet6")["expires_in_s"] as number;
  assert.ok(expiresS >= 86_400 && expiresS <= 95_040, `${expiresS} s`);
});

test("I-03 of more than eight delegated prefixes the first eight count, each once", () => {
  const router = attached();
  spoolOf(router, "inet6", "raw", "message", messageOf("dhcp6/delegated-over-limit"));
  const prefixes = router.network()["prefixes"] as string[];
  const delegated = Array.from({ length: 8 }, (_, index) => `fd0a:0:${(index + 1).toString(16)}::/56`);
  assert.deepEqual(
    prefixes.filter((text) => text.startsWith("fd0a:")),
    delegated,
  );
});

describe("delegated prefixes as text", () => {
  const PREFIX = "fd0a:0:1::/56";
  const isThere = (router: Router) => (router.network()["prefixes"] as string[]).includes(PREFIX);

  test("I-03 without lifetimes they last as long as the lease, or for ever", () => {
    for (const [lease, isEternal] of [
      ["new_max_life=600", false],
      [`new_max_life=${INFINITE_S}`, true],
      ["", true],
    ] as const) {
      const router = attached();
      const values = [`new_ip6_prefix=${PREFIX}`, ...(lease === "" ? [] : [lease])];
      spoolOf(router, "inet6", "dhclient", "BOUND6", ...values);
      assert.ok(isThere(router), lease);
      // A later lease does not name it: it counts until its own time is over.
      spoolOf(router, "inet6", "dhclient", "BOUND6", "new_max_life=9000");
      const [retired = {}] = router.told(Code.PrefixRetired);
      assert.equal("value" in retired, !isEternal, lease);
      if (!isEternal) assert.equal(retired["value"], 600_000);
      router.pass(600_001);
      assert.equal(isThere(router), isEternal, lease);
    }
  });

  test("I-03 a lifetime that is no number ends the list", () => {
    for (const lifetimes of ["x,4000", "3000,x", "3000,", ",4000", "4294967296,1"]) {
      const router = attached();
      spoolOf(
        router,
        "inet6",
        "odhcp6c",
        "bound",
        `PREFIXES=fd0a:0:2::/56,3000,4000 ${PREFIX},${lifetimes} fd0a:0:3::/56`,
      );
      const [warning = {}] = router.told(Code.OptionIgnored);
      assert.deepEqual([warning["error"], warning["option"], warning["offset"]], [Code.TextNumber, 26, 37], lifetimes);
      assert.deepEqual(
        (router.network()["prefixes"] as string[]).filter((text) => text.startsWith("fd")),
        ["fd0a:0:2::/56"],
      );
    }
  });
});

test("an assigned address without its lifetimes has none, and that is said where they would stand", () => {
  for (const [value, offset] of [
    ["2001:db8:f1:1::57/64", 20],
    ["2001:db8:f1:1::57/64,1000", 25],
    ["2001:db8:f1:1::57/64,1000,", 26],
  ] as const) {
    const router = attached();
    spoolOf(router, "inet6", "odhcp6c", "bound", `ADDRESSES=${value}`, SERVER6);
    const warnings = router.told(Code.OptionIgnored).filter(({ option }) => option === 5);
    assert.deepEqual(
      warnings.map((warning) => [warning["error"], warning["offset"]]),
      [[Code.TextNumber, offset]],
      value,
    );
    assert.equal(cellOf(router, "inet6")["expires_in_s"], null);
  }
});

describe("values of a client that are too long for an option", () => {
  const refused = (router: Router) => router.told(Code.OptionIgnored).map(({ error, offset }) => [error, offset]);

  test("E-19 hex of more than 2,048 octets", () => {
    const router = spoolOf(attached(), "inet", "udhcpc", "bound", `opt148=${"c000020a".repeat(513)}`);
    assert.deepEqual(refused(router), [[Code.OptionTooLong, 2048]]);
    spoolOf(router, "inet", "udhcpc", "bound", `opt148=${"c000020a".repeat(512)}`);
    assert.deepEqual(refused(router), []);
    router.pass(20_000);
    assert.equal(cellOf(router, "inet")["peers"], 3);
  });

  test("E-19 R-22 parts of more than 2,048 octets in a message", () => {
    const part = (length: number): number[] => [
      148,
      length,
      ...Array.from({ length }, (_, at) => [192, 0, 2, 10][at % 4] ?? 0),
    ];
    const parts = (last: number): string =>
      acknowledgement({}, [...Array.from({ length: 8 }, () => part(252)).flat(), ...part(last)]);
    const router = spoolOf(attached(), "inet", "raw", "message", `message=${parts(33)}`);
    assert.deepEqual(refused(router), [[Code.OptionTooLong, 240 + 3 + 8 * 254 + 2]]);
    spoolOf(router, "inet", "raw", "message", `message=${parts(32)}`);
    assert.deepEqual(refused(router), []);
    router.pass(20_000);
    assert.equal(cellOf(router, "inet")["peers"], 3);
  });

  test("E-19 typed addresses of more than 2,048 octets", () => {
    const addresses = Array.from({ length: 513 }, (_, index) => `10.0.${index >> 8}.${index & 0xff}`);
    const offset = addresses.slice(0, 512).join(" ").length + 1;
    const router = spoolOf(attached(), "inet", "dhclient", "BOUND", `new_dots_address=${addresses.join(" ")}`);
    assert.deepEqual(refused(router), [[Code.OptionTooLong, offset]]);
  });
});

test("R-27 of several typed names the first counts", () => {
  const router = spoolOf(
    attached(),
    "inet",
    "dhclient",
    "BOUND",
    "new_dots_ri=one.test. two.test.",
    "new_dots_address=192.0.2.10",
  );
  const warnings = router.told(Code.OptionWarning).map(({ error, offset }) => [error, offset]);
  assert.deepEqual(warnings, [
    [Code.TypedName, 0],
    [Code.SecondName, 9],
  ]);
  const identities = router.ask("peers").map((row) => row["reference_ids"]);
  assert.deepEqual(identities[0], [{ type: "dns-id", value: "one.test" }]);
});

describe("files that are refused where they go wrong", () => {
  const BASE = "client=provisioned\nevent=bound\n";
  for (const [title, name, lines, code, offset] of [
    [
      "E-115 provisioned without a channel",
      "wan.inet",
      ["client=provisioned", "event=bound"],
      Code.SpoolClient,
      BASE.length,
    ],
    [
      "E-115 an empty channel",
      "wan.inet",
      ["client=provisioned", "event=bound", "channel="],
      Code.SpoolClient,
      BASE.length + 8,
    ],
    [
      "E-115 a channel of 16 letters",
      "wan.inet",
      ["client=provisioned", "event=bound", `channel=${"a".repeat(16)}`],
      Code.SpoolClient,
      BASE.length + 8,
    ],
    ["R-61 a device that begins with a dot", "wan.inet", ["client=udhcpc", "device=.eth1"], Code.SpoolDevice, 21],
    ["R-61 a device without a name", "wan.inet", ["client=udhcpc", "device="], Code.SpoolDevice, 21],
    ["R-61 an interface that begins with a dot", ".wan.inet", ["client=udhcpc", "event=bound"], Code.SpoolName, 0],
    ["a message that is not there", "wan.inet", ["client=raw", "event=message"], Code.DhcpTooShort, 0],
  ] as const)
    test(title, () => assert.deepEqual(attached().spool(name, ...lines).fault, { code, offset }));
});

test("E-115 what is provisioned has words of its own: another client's say nothing", () => {
  const router = attached();
  spoolOf(router, "inet", "provisioned", "bound", "channel=pco", "addresses=192.0.2.10");
  assert.equal(cellOf(router, "inet")["peers"], 3);
  for (const word of ["message", "renew", "deconfig"]) {
    spoolOf(router, "inet", "provisioned", word, "channel=pco");
    assert.equal(cellOf(router, "inet")["peers"], 3, word);
  }
  spoolOf(router, "inet", "provisioned", "lost", "channel=pco");
  assert.equal(cellOf(router, "inet")["peers"], 0);
});

describe("the mark of a DHCP server", () => {
  const [MARK_AT, MARK_SIZE] = [5, 4];

  /** The mark of the DHCP server in the record of the store; undefined: nothing is written. */
  function markOf(...values: readonly string[]): number | undefined {
    const router = new Router();
    for (const slot of [0, 1]) router.feed(InputKind.Stored, encodeStored(slot, ErrorClass.None, new Uint8Array(0)));
    // A private subnet is no mark.
    router.link(2, "eth1").assign(2, "10.1.2.3/24");
    spoolOf(router, "inet", "udhcpc", "bound", SERVER4, ...values);
    router.pass(60_000);
    const record = router.outputs.find(({ kind }) => kind === OutputKind.StoreWrite);
    if (record === undefined) return undefined;
    const lists = decodeRecord(record.payload)?.lists ?? assert.fail("no record");
    return Buffer.from(lists).readUIntBE(MARK_AT, MARK_SIZE);
  }

  test("I-09 without a server, or with an empty one, the network has no mark and its list is not kept", () => {
    assert.equal(markOf(), undefined);
    assert.equal(markOf("serverid="), undefined);
    assert.notEqual(markOf("serverid=10.1.2.1") ?? 0, 0);
  });

  test("I-09 a server whose hash is 0 has the mark 1", () => {
    assert.equal(markOf("serverid=d-0io04x3"), 1 << 24);
  });
});
