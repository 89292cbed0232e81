// Control clients: each gets its own whole reply, events go to those who watch.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind, MAX_CLIENTS, OutputKind } from "../../host/abi.gen.ts";
import type { Core } from "../../host/core.ts";
import { encodeClientClosed, encodeControl, encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";
import type { Answer } from "../support/core.ts";

const MESSAGE = "PASSTHRU=008e001020010db8000700000000000000000001\n";

const ask = (core: Core, client: number, line: string): Answer =>
  feed(core, InputKind.Control, encodeControl(client, octetsOf(line)), timeMs);

/** Longer than any quiet time before a list is published again. */
const LATER_MS = 60_000;
let timeMs = START_MS;

/** A lease with one address, and what it leads to; another last digit makes it another lease. */
function lease(core: Core, digit: string): Answer {
  const text = `client=odhcp6c\nevent=bound\ndevice=eth1\n${MESSAGE.replace(/1\n$/, `${digit}\n`)}`;
  const { fault, outputs } = feed(core, InputKind.Spool, encodeSpool(octetsOf("wan.inet6"), octetsOf(text)), timeMs);
  timeMs += LATER_MS;
  const later = feed(core, InputKind.TimeReached, new Uint8Array(0), timeMs);
  return { fault, outputs: [...outputs, ...later.outputs] };
}

const repliesOf = ({ outputs }: Answer, client: number) =>
  outputs.filter(({ kind, handle }) => kind === OutputKind.ClientSend && handle === client).map(jsonOf);
const closedBy = ({ outputs }: Answer) =>
  outputs.filter(({ kind }) => kind === OutputKind.ClientClose).map(({ handle }) => handle);
const eventsFor = ({ outputs }: Answer, slot: number) =>
  outputs.filter(({ kind, flags }) => kind === OutputKind.Event && flags & (1 << slot)).map(jsonOf);

test("status is one record of the core and one of each cell, then the end", () => {
  const core = makeReadyCore();
  lease(core, "1");
  const answer = ask(core, 3, "status");
  const [status, ...cells] = repliesOf(answer, 3);
  assert.equal(status?.["record"], "status");
  assert.deepEqual(
    cells.map(({ record, interface: name, family }) => [record, name, family]),
    [
      ["cell", "eth1", "inet"],
      ["cell", "eth1", "inet6"],
    ],
  );
  assert.deepEqual(closedBy(answer), [3]);
});

test("peers are the rows of the result file", () => {
  const core = makeReadyCore();
  const published = lease(core, "1");
  const rows = published.outputs.filter(({ kind }) => kind === OutputKind.FileReplace).map(jsonOf);
  assert.equal(rows.length, 3);
  const answer = ask(core, 0x0205, "peers");
  assert.deepEqual(repliesOf(answer, 0x0205), rows);
  assert.deepEqual(closedBy(answer), [0x0205]);
});

test("a request that is none gets an error with its place, and the end", () => {
  const core = makeReadyCore();
  for (const line of ["", "nonsense", "statuss", "status now please", "\0", "peers nowhere", "x".repeat(9000)]) {
    const answer = ask(core, 1, line);
    assert.equal(answer.fault, null);
    const [reply, ...more] = repliesOf(answer, 1);
    assert.deepEqual([reply?.["record"], more], ["error", []], line.slice(0, 20));
    assert.ok((reply?.["offset"] as number) <= line.length);
    assert.ok([Code.ControlRequest, Code.ControlInterface, Code.ControlExtra].includes(reply?.["error"] as never));
    assert.deepEqual(closedBy(answer), [1]);
  }
});

test("events go to those who watch, until they hang up", () => {
  const core = makeReadyCore();
  const began = ask(core, 2, "watch");
  assert.deepEqual([repliesOf(began, 2), closedBy(began)], [[], []]);
  const added = eventsFor(lease(core, "1"), 2);
  assert.deepEqual(added.filter(({ event }) => event === "added").length, 3);
  assert.equal(added.filter(({ event }) => event === "published").length, 1);

  const current = ask(core, 0x0104, "watch");
  assert.deepEqual(
    repliesOf(current, 0x0104).map(({ event }) => event),
    ["current", "current", "current"],
  );

  const changed = lease(core, "2");
  assert.deepEqual(eventsFor(changed, 2), eventsFor(changed, 4));
  assert.deepEqual(
    new Set(eventsFor(changed, 2).map(({ event }) => event)),
    new Set(["removed", "added", "published", "credentials-missing"]),
  );
  assert.deepEqual(eventsFor(changed, 0), []);

  feed(core, InputKind.ClientClosed, encodeClientClosed(2), timeMs);
  const after = lease(core, "3");
  assert.deepEqual(eventsFor(after, 2), []);
  assert.ok(eventsFor(after, 4).length > 0);
});

test("the end of an earlier client of a slot does not end the later one", () => {
  const core = makeReadyCore();
  ask(core, 0x0102, "watch");
  ask(core, 0x0202, "watch");
  feed(core, InputKind.ClientClosed, encodeClientClosed(0x0102), timeMs);
  assert.ok(eventsFor(lease(core, "1"), 2).length > 0);
});

test("a lease that says the same again is no event and no new file", () => {
  const core = makeReadyCore();
  ask(core, 0, "watch");
  lease(core, "1");
  const again = lease(core, "1");
  assert.deepEqual(eventsFor(again, 0), []);
  assert.ok(again.outputs.every(({ kind }) => kind !== OutputKind.FileReplace));
});

test("every slot can watch at once", () => {
  const core = makeReadyCore();
  for (let slot = 0; slot < MAX_CLIENTS; slot++) ask(core, slot, "watch");
  const { outputs } = lease(core, "1");
  const masks = outputs.filter(({ kind }) => kind === OutputKind.Event).map(({ flags }) => flags);
  assert.ok(masks.length > 0);
  assert.deepEqual(new Set(masks), new Set([(1 << MAX_CLIENTS) - 1]));
});
