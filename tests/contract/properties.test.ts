// Whatever comes in: never a trap, a bounded drain, whole canonical lines
// (tests/support/core.ts checks every output).
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind, MAX_CLIENTS, OutputKind } from "../../host/abi.gen.ts";
import { Core } from "../../host/core.ts";
import { encodeControl, encodeSpool } from "../../host/inputs.ts";
import { feed, makeCore, makeExports, octetsOf } from "../support/core.ts";
import type { OutputRecord } from "../support/core.ts";
import { fc } from "../support/property.ts";

const KINDS = Object.entries(InputKind);
const MAX_STEPS = 12;

const octets = (maxLength: number) => fc.uint8Array({ maxLength, size: "max" });
const word = fc.constantFrom(
  ...["interface", "server", "wan", "wwan", "profile", "auto", "draft01", "methods", "manual", "dhcp", "addresses"],
  ...["reference-identifier", "mitigate.isp.test", "*.isp.test", "192.0.2.1", "2001:db8::1", "::", "127.0.0.1"],
  ...["families", "inet", "inet6", "trusted-names", "option-codes", "147", "65536", "-1", "on", "#", "\\.", "\t"],
  ...["report", "attack", "ok", "redirected", "not-after", "connect-failed", "0123456789abcdef"],
  ...["status", "peers", "refresh", "watch", "event", "signal-port", "data-port", "credentials", "key", "\0", "ü"],
  ...["select", "accept", "192.0.2.0/24", "::/0", "prefixes", "protects"],
);
const line = fc.array(word, { maxLength: 6 }).map((words) => words.join(" "));
const text = fc.array(line, { maxLength: 12 }).map((lines) => octetsOf(lines.join("\n")));

const key = fc.constantFrom(
  ...[
    "client",
    "event",
    "device",
    "uptime",
    "dropped",
    "ip",
    "router",
    "serverid",
    "lease",
    "domain",
    "opt147",
    "opt148",
  ],
  ...["opt213", "PASSTHRU", "OPTION_141", "OPTION_142", "OPTION_57", "ADDRESSES", "SERVER", "new_dots_ri", "message"],
  ...["new_dots_address", "new_dhcp6_dots_ri", "new_ip_address", "new_dhcp_lease_time", "new_max_life", ""],
);
const value = fc.oneof(
  fc.constantFrom("udhcpc", "odhcp6c", "dhclient", "dhcpcd", "raw", "bound", "BOUND", "BOUND6", "message", "lost"),
  fc.constantFrom(
    "eth1",
    "0.50",
    "3600",
    "192.0.2.1",
    "2001:db8::1",
    "0:4:c0:0",
    "086d697469676174650369737004746573740000",
  ),
  octets(40).map((bytes) => Buffer.from(bytes).toString("hex")),
  fc.string({ maxLength: 30 }),
);
const variables = fc.array(fc.tuple(key, value), { maxLength: 10 });
const spoolText = fc
  .tuple(fc.constantFrom("udhcpc", "odhcp6c", "dhclient", "dhcpcd", "raw"), value, variables)
  .map(([client, event, pairs]) =>
    octetsOf([["client", client], ["event", event], ...pairs].map((pair) => `${pair.join("=")}\n`).join("")),
  );
const spoolName = fc.constantFrom(
  "wan.inet",
  "wan.inet6",
  "wwan.inet",
  "a/b.inet",
  ".inet",
  "wan",
  "x".repeat(16) + ".inet",
);

interface Step {
  readonly kind: number;
  readonly payload: Uint8Array;
  readonly timeMs: number;
}

/** A step with random octets or with something that looks meant, at a time not always going forward. */
const step: fc.Arbitrary<Step> = fc
  .tuple(
    fc.oneof(
      fc.tuple(fc.constantFrom(...Object.values(InputKind)), octets(64)),
      fc.tuple(fc.constant(InputKind.Config), text),
      fc.tuple(
        fc.constant(InputKind.Spool),
        fc.tuple(spoolName, spoolText).map(([name, body]) => encodeSpool(octetsOf(name), body)),
      ),
      fc.tuple(
        fc.constant(InputKind.Control),
        fc.tuple(fc.nat(MAX_CLIENTS - 1), line).map(([client, request]) => encodeControl(client, octetsOf(request))),
      ),
      fc.tuple(fc.constant(InputKind.Entropy), octets(256)),
    ),
    fc.oneof(fc.nat(1e9), fc.constantFrom(0, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 52)),
  )
  .map(([[kind, payload], timeMs]) => ({ kind, payload, timeMs }));

const applyAll = (core: Core, steps: readonly Step[]) =>
  steps.map(({ kind, payload, timeMs }) => feed(core, kind, payload, timeMs));

for (const [name, kind] of KINDS) {
  test(`random octets as ${name} never trap`, () => {
    fc.assert(fc.property(octets(600), (payload) => void feed(makeCore(), kind, payload)));
  });
}

test("any sequence of inputs never traps and every drain ends", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: MAX_STEPS }), (steps) => void applyAll(makeCore(), steps)));
});

test("what is refused as a whole is told once", () => {
  const isRefusal = ({ kind, handle }: OutputRecord) => kind === OutputKind.Log && handle === Code.InputRefused;
  fc.assert(
    fc.property(fc.array(step, { maxLength: MAX_STEPS }), (steps) => {
      for (const { fault, outputs } of applyAll(makeCore(), steps)) {
        assert.equal(outputs.filter(isRefusal).length, fault === null ? 0 : 1);
      }
    }),
  );
});

test("the same inputs give the same outputs", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: MAX_STEPS }), (steps) => {
      assert.deepEqual(applyAll(makeCore(), steps), applyAll(makeCore(), steps));
    }),
  );
});

test("an instance that was initialised again is as good as new", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: MAX_STEPS }), fc.array(step, { maxLength: MAX_STEPS }), (before, after) => {
      const used = makeExports();
      applyAll(new Core(used), before);
      assert.deepEqual(applyAll(new Core(used), after), applyAll(makeCore(), after));
    }),
  );
});
