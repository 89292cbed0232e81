// The cost of an input is bounded: how many instructions the core executes for one
// record of the greatest length and of the worst shape that could be thought of, and
// for the drain after it. Counted in a module that counts itself, so that the numbers
// are the same on every machine.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import {
  InputKind,
  LinkState,
  LinkType,
  MAX_MESSAGE_LENGTH,
  Output,
  OutputKind,
  TcpAskOutput,
} from "../../host/abi.gen.ts";
import { Core } from "../../host/core.ts";
import type { CoreExports } from "../../host/core.ts";
import { toMapped } from "../../host/addresses.ts";
import { encodeControl, encodeDatagram, encodeLink, encodeSpool, encodeTcpMessage } from "../../host/inputs.ts";
import { addressOctets } from "../support/address.ts";
import { encodeMessage, nameOf, TYPES } from "../support/dns-builder.ts";
import type { Message, Name } from "../support/dns-builder.ts";
import { octetsOf, START_MS } from "../support/core.ts";
import { meterModule } from "../support/meter.ts";
import { ANSWERS, CONFIGURATIONS, FILES, REQUESTS } from "../support/worst-shapes.ts";

/**
 * Instructions for one input and its drain. The slowest routers execute some fifty million a second: what comes from
 * a network holds up the daemon for less than a second there, what the machine's own administrator writes for a few.
 * A change that needs more has found a loop in a loop.
 */
const BUDGETS = {
  configuration: 200_000_000,
  "spool file": 80_000_000,
  // Of each row the record says whether other lists have its address too.
  request: 80_000_000,
  answer: 40_000_000,
  time: 40_000_000,
};

const MODULE = new WebAssembly.Module(
  meterModule(new Uint8Array(readFileSync("build/discovery.wasm"))) as BufferSource,
);

interface Sent {
  readonly kind: number;
  readonly handle: number;
  readonly octets: Uint8Array;
}

/** A core that tells what each input cost. */
class Metered {
  private readonly exports: CoreExports & { readonly cost: { value: bigint } };
  private readonly core: Core;
  timeMs = START_MS;

  constructor() {
    this.exports = new WebAssembly.Instance(MODULE).exports as never;
    this.core = new Core(this.exports);
    this.feed(InputKind.Entropy, new Uint8Array(256).fill(7));
  }

  feed(kind: InputKind, payload: Uint8Array): { cost: number; sent: Sent[] } {
    const sent: Sent[] = [];
    this.exports.cost.value = 0n;
    this.core.handle(kind, payload, this.timeMs);
    for (let record = this.core.poll(); record !== null; record = this.core.poll()) {
      const handle = new DataView(record.buffer).getUint16(Output.Handle, true);
      sent.push({ kind: record[Output.Kind] as number, handle, octets: record });
    }
    const cost = Number(this.exports.cost.value);
    if (kind !== InputKind.Entropy) this.feed(InputKind.Entropy, new Uint8Array(256).fill(7));
    return { cost, sent };
  }
}

const spool = (name: string, text: Uint8Array): Uint8Array => encodeSpool(octetsOf(name), text);

/** Every pool as full as it gets: networks, endpoints, links, a client that watches. */
function fillPools(core: Metered, networks = 15): void {
  core.feed(InputKind.Control, encodeControl(0, octetsOf("watch")));
  for (let index = 0; index < networks; index++) {
    const name = octetsOf(`wan${index}`);
    core.feed(InputKind.Link, encodeLink({ ifindex: index + 2, name, state: LinkState.Up, type: LinkType.Ethernet }));
    const servers = Array.from(
      { length: 24 },
      (_, host) => `c0${(index + 10).toString(16)}02${(host + 16).toString(16)}`,
    );
    const lines = ["client=udhcpc", "event=bound", "ip=192.0.2.57", "lease=86400", "dns=192.0.2.53", "domain=isp.test"];
    const text = [...lines, `opt148=${servers.join("")}`].map((line) => `${line}\n`).join("");
    core.feed(InputKind.Spool, spool(`wan${index}.inet`, octetsOf(text)));
  }
  core.timeMs += 60_000;
  core.feed(InputKind.TimeReached, new Uint8Array(0));
}

const EMPTY = { answer: [], authority: [], additional: [] };

/** Asks a question of the core and hands it an answer of its own making. */
function answerCost(makeAnswer: (name: Name) => Partial<Message>): number {
  const core = new Metered();
  fillPools(core, 14);
  const line = (text: string) => octetsOf(`client=udhcpc\nevent=bound\ndevice=eth9\n${text}\n`);
  const { sent } = core.feed(InputKind.Spool, spool("new.inet", line("dns=192.0.2.53\ndomain=isp.test")));
  const question = sent.find(({ kind }) => kind === OutputKind.UdpSend);
  assert.ok(question !== undefined, "nothing was asked");
  const { handle, octets } = question;
  const view = new DataView(octets.buffer);
  const id = view.getUint16(Output.Payload);
  const name = nameOf("isp.test");
  const parts = { id, question: [{ name, type: TYPES.NAPTR, class: 1 }] };
  const source = { address: toMapped(addressOctets("192.0.2.53")), port: 53, ifindex: 0 };
  const cut = encodeMessage({ ...parts, flags: 0x8380, ...EMPTY }, "none");
  const asked = core.feed(InputKind.Datagram, encodeDatagram(handle, source, cut)).sent;
  const ask = asked.find(({ kind }) => kind === OutputKind.TcpAsk);
  assert.ok(ask !== undefined, "it was not asked over TCP");
  const again = { ...parts, id: new DataView(ask.octets.buffer).getUint16(TcpAskOutput.Bytes) };
  const message = encodeMessage({ ...again, flags: 0x8180, ...EMPTY, ...makeAnswer(name) }, "all");
  assert.ok(message.length <= MAX_MESSAGE_LENGTH, `${message.length} octets`);
  return core.feed(InputKind.TcpMessage, encodeTcpMessage(ask.handle, message)).cost;
}

describe("a bounded cost for the worst message, instead of a step budget", () => {
  const check = (
    context: { diagnostic(text: string): void },
    what: keyof typeof BUDGETS,
    costs: Readonly<Record<string, number>>,
  ) => {
    const [worst = "", cost = 0] = Object.entries(costs).sort(([, a], [, b]) => b - a)[0] ?? [];
    context.diagnostic(`${what}: at most ${cost} instructions (${worst})`);
    for (const [shape, each] of Object.entries(costs))
      assert.ok(each > 100 && each <= BUDGETS[what], `${what}, ${shape}: ${each} instructions`);
  };
  const measure = (inputs: Readonly<Record<string, (core: Metered) => number>>): Record<string, number> => {
    const costs: Record<string, number> = {};
    for (const [shape, run] of Object.entries(inputs)) {
      const core = new Metered();
      fillPools(core);
      costs[shape] = run(core);
    }
    return costs;
  };
  const each = <T>(inputs: Readonly<Record<string, T>>, feed: (core: Metered, input: T) => { cost: number }) =>
    measure(
      Object.fromEntries(Object.entries(inputs).map(([shape, input]) => [shape, (core) => feed(core, input).cost])),
    );

  test("a configuration of 16,384 octets", (context) => {
    check(
      context,
      "configuration",
      each(CONFIGURATIONS, (core, input) => core.feed(InputKind.Config, input)),
    );
  });
  test("a spool file of 16,384 octets", (context) => {
    check(
      context,
      "spool file",
      each(FILES, (core, [name, octets]) => core.feed(InputKind.Spool, spool(name, octets))),
    );
  });
  test("a request of 16,384 octets, and the longest replies", (context) => {
    check(
      context,
      "request",
      each(REQUESTS, (core, input) => core.feed(InputKind.Control, encodeControl(1, input))),
    );
  });
  test("an answer of up to 16,384 octets", (context) => {
    const costs = Object.entries(ANSWERS).map(([shape, make]) => [shape, answerCost(make)] as const);
    check(context, "answer", Object.fromEntries(costs));
  });
  test("everything is due at once", (context) => {
    const later = (core: Metered) => {
      core.timeMs += 30 * 86_400_000;
      return core.feed(InputKind.TimeReached, new Uint8Array(0)).cost;
    };
    check(context, "time", measure({ "after a month": later }));
  });
});
