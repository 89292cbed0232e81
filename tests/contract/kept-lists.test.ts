// I-09 lists of networks that are not here: how many are kept, and which goes first.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind, LinkState, LinkType, OutputKind } from "../../host/abi.gen.ts";
import type { Core } from "../../host/core.ts";
import { encodeControl, encodeLink, encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";
import type { Answer } from "../support/core.ts";

/** MAX_KEPT of assembly/limits.ts. */
const MOST = 12;
/** Longer than any quiet time between two lists. */
const STAY_MS = 60_000;

const has = ({ outputs }: Answer, code: number): boolean =>
  outputs.some(({ kind, handle }) => kind === OutputKind.Log && handle === code);
const hex = (number: number): string => number.toString(16).padStart(2, "0");

/** A router that goes from one network to the next; each has a server of its own number. */
class Traveller {
  private readonly core: Core = makeReadyCore();
  private timeMs = START_MS;

  constructor() {
    feed(this.core, InputKind.Config, octetsOf("methods dhcp\n"));
    const link = { ifindex: 1, name: octetsOf("eth1"), state: LinkState.Up, type: LinkType.Ethernet };
    feed(this.core, InputKind.Link, encodeLink(link));
  }

  /** Arrives in a network, whose DHCP server names its DOTS server or not. */
  visit(network: number, isServed: boolean): { restored: boolean; lost: boolean } {
    const options = isServed ? [`opt147=026e30${"00"}`, `opt148=c63364${hex(network)}`] : [];
    const lines = [
      ...["client=udhcpc", "event=bound", "device=eth1", `ip=10.0.${network}.57`, `router=10.0.${network}.1`],
      ...[`serverid=10.0.${network}.1`, `domain=net${network}.test`, ...options],
    ];
    const text = lines.map((line) => `${line}\n`).join("");
    const arrival = feed(this.core, InputKind.Spool, encodeSpool(octetsOf("wan.inet"), octetsOf(text)), this.timeMs);
    assert.equal(arrival.fault, null);
    this.timeMs += STAY_MS;
    const stay = feed(this.core, InputKind.TimeReached, new Uint8Array(0), this.timeMs);
    return {
      restored: has(arrival, Code.ListRestored) || has(stay, Code.ListRestored),
      lost: has(arrival, Code.ListNotKept) || has(stay, Code.ListNotKept),
    };
  }

  addresses(): unknown[] {
    const { outputs } = feed(this.core, InputKind.Control, encodeControl(0, octetsOf("peers")), this.timeMs);
    const rows = outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map(jsonOf);
    return [...new Set(rows.map(({ address }) => address))];
  }
}

/** Networks 1 to `count`, and then again to one that was left, where DHCP names no server any more. */
function returnTo(network: number, count: number): { restored: boolean; addresses: unknown[] } {
  const traveller = new Traveller();
  for (let n = 1; n <= count; n++) assert.deepEqual(traveller.visit(n, true), { restored: false, lost: false });
  assert.deepEqual(traveller.addresses(), [`198.51.100.${count}`]);
  const { restored } = traveller.visit(network, false);
  return { restored, addresses: traveller.addresses() };
}

test(`I-09 the lists of the last ${MOST} networks are kept, with the one just left`, () => {
  for (const network of [1, 2, MOST - 1]) {
    const { restored, addresses } = returnTo(network, MOST);
    assert.ok(restored, `network ${network}`);
    assert.deepEqual(addresses, [`198.51.100.${network}`]);
  }
});

test("I-09 of one more the oldest goes, and it alone", () => {
  for (const network of [1, 2, 3, 4, MOST, MOST + 1]) {
    const { restored, addresses } = returnTo(network, MOST + 2);
    assert.equal(restored, network > 2, `network ${network}`);
    assert.deepEqual(addresses, network > 2 ? [`198.51.100.${network}`] : []);
  }
});

test("I-09 a network that was left twice has one list, the last", () => {
  const traveller = new Traveller();
  for (let n = 1; n < MOST; n++) traveller.visit(n, true);
  // Its list is on the shelf, and comes there again.
  for (const n of [1, 2, 1, 2, 1]) traveller.visit(n, true);
  for (let n = 3; n < MOST; n++) {
    assert.equal(traveller.visit(n, false).restored, true, `network ${n}`);
    assert.deepEqual(traveller.addresses(), [`198.51.100.${n}`]);
  }
});
