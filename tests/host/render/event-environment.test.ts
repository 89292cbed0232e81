import assert from "node:assert/strict";
import { test } from "node:test";
import { eventNotice } from "../../../host/render/event-environment.ts";
import { fc } from "../../support/property.ts";
import { peerLine } from "../support/records.ts";

const line = (fields: object) => JSON.stringify({ ...(JSON.parse(peerLine()) as object), ...fields });

test("an event of a peer: what it is, where, and what it has to prove", () => {
  assert.deepEqual(eventNotice(line({ event: "added", credentials_ref: "isp" })), {
    event: "added",
    key: "peer 8985a92f24f84f10",
    variables: {
      DOTS_EVENT: "added",
      DOTS_PVD: "wan",
      DOTS_INTERFACE: "eth1",
      DOTS_FAMILY: "inet",
      DOTS_ID: "8985a92f24f84f10",
      DOTS_ROLE: "server",
      DOTS_ADDRESS: "192.0.2.10",
      DOTS_SCOPE_ID: "0",
      DOTS_CHANNEL: "signal",
      DOTS_TRANSPORT: "udp",
      DOTS_PORT: "4646",
      DOTS_RANK: "1",
      DOTS_REFERENCE_ID: "dots.isp.test",
      DOTS_METHOD: "dhcpv4",
      DOTS_CREDENTIALS: "isp",
    },
  });
  assert.equal(eventNotice(line({ event: "removed" }))?.key, eventNotice(line({ event: "added" }))?.key);
});

test("a state, a publication and missing credentials belong to a network and a family", () => {
  const at = { pvd: "wan", interface: "eth1", family: "inet6" };
  const place = { DOTS_PVD: "wan", DOTS_INTERFACE: "eth1", DOTS_FAMILY: "inet6" };
  assert.deepEqual(eventNotice(JSON.stringify({ event: "state", ...at, from: "wait-config", to: "ready" })), {
    event: "state",
    key: "state wan inet6",
    variables: { DOTS_EVENT: "state", ...place, DOTS_FROM: "wait-config", DOTS_TO: "ready" },
  });
  assert.deepEqual(eventNotice(JSON.stringify({ event: "published", ...at, added: 3, removed: 0, changed: 1 })), {
    event: "published",
    key: "published wan inet6",
    variables: { DOTS_EVENT: "published", ...place, DOTS_ADDED: "3", DOTS_REMOVED: "0", DOTS_CHANGED: "1" },
  });
  assert.deepEqual(eventNotice(JSON.stringify({ event: "credentials-missing", ...at })), {
    event: "credentials-missing",
    key: "credentials-missing wan inet6",
    variables: { DOTS_EVENT: "credentials-missing", ...place },
  });
});

test("the state at the beginning of a watch, records and nonsense are no events for programs", () => {
  for (const text of [line({ event: "current" }), peerLine(), line({ event: "toString" }), "", "[]", '{"event":1}'])
    assert.equal(eventNotice(text), null);
});

test("a value with foreign signs is left out", () => {
  const variables = eventNotice(
    line({
      event: "added",
      pvd: "wan;reboot",
      interface: "$(id)",
      address: "192.0.2.1 && id",
      port: "4646",
      rank: -1,
      reference_ids: [{ type: "dns-id", value: "a b" }],
      credentials_ref: "../x",
    }),
  )?.variables;
  for (const name of ["PVD", "INTERFACE", "ADDRESS", "PORT", "RANK", "REFERENCE_ID", "CREDENTIALS"])
    assert.equal(variables?.[`DOTS_${name}`], undefined, name);
});

test("whatever the record, no value has a sign that a shell knows", () => {
  const field = fc.constantFrom(
    "pvd",
    "interface",
    "family",
    "id",
    "address",
    "method",
    "from",
    "to",
    "credentials_ref",
  );
  fc.assert(
    fc.property(fc.dictionary(field, fc.jsonValue()), fc.string(), (fields, name) => {
      const reference_ids = [{ type: "dns-id", value: name }];
      const variables = eventNotice(line({ reference_ids, ...fields, event: "changed" }))?.variables ?? {};
      for (const value of Object.values(variables)) assert.match(value, /^[A-Za-z0-9_.:-]+$/);
    }),
  );
});
