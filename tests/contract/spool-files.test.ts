// Spool files of every dialect as hooks write them, and what no hook writes
// (docs/spool.md): what is learnt, or why and where a file is refused.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, InputKind, OutputKind } from "../../host/abi.gen.ts";
import type { Core } from "../../host/core.ts";
import { encodeControl, encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf } from "../support/core.ts";
import type { Answer } from "../support/core.ts";
import { outcomeOf } from "../support/outcome.ts";
import { nameOfCode } from "../support/vectors.ts";
import type { Json } from "../support/vectors.ts";
import { EVENTS, LEASES, REFUSED, UPTIMES, withUptime } from "./support/spool-files.ts";

/** Milliseconds since boot when a file is read. */
const NOW_MS = 100_000;

const read = (core: Core, name: string, text: string): Answer =>
  feed(core, InputKind.Spool, encodeSpool(octetsOf(name), octetsOf(text)), NOW_MS);

const faultOf = ({ fault }: Answer): readonly [string, number] | null =>
  fault === null ? null : [nameOfCode(fault.code), fault.offset];

const learn = (name: string, text: string): Json => {
  const core = makeReadyCore();
  const { fault, outputs } = read(core, name, text);
  assert.equal(fault, null, text);
  return outcomeOf(outputs);
};

describe("what a lease says of servers is learnt from the variables of each client", () => {
  for (const [client, event, file, leases] of LEASES) {
    test(`${client}, ${event.split("\n")[0] ?? ""}`, () => {
      for (const [lines, expected] of leases) {
        const text = `client=${client}\nevent=${event}\n${lines}\n`;
        assert.deepEqual(learn(file, text), { ok: true, ...expected }, lines.slice(0, 100));
      }
    });
  }
});

test("a file of another form is refused at its place", () => {
  for (const [name, text, code, offset] of REFUSED) {
    assert.deepEqual(faultOf(read(makeReadyCore(), name, text)), [code, offset], JSON.stringify([name, text]));
  }
});

test("a key has letters, digits and underscores, a value printable ASCII", () => {
  const begin = "client=udhcpc\nevent=bound\n";
  for (let octet = 0; octet < 0x100; octet++) {
    const character = String.fromCharCode(octet);
    const key = faultOf(read(makeReadyCore(), "wan.inet", `${begin}a${character}b=1\n`));
    // The equals sign ends the key, and another one is part of the value.
    const inKey = /[A-Za-z0-9_=]/.test(character) ? null : ["spool-line", begin.length + 1];
    assert.deepEqual(key, inKey, `octet ${octet} in a key`);
    const value = faultOf(read(makeReadyCore(), "wan.inet", `${begin}ab=1${character}2\n`));
    const place = character === "\n" ? begin.length + 6 : begin.length + 4;
    assert.deepEqual(value, octet >= 0x20 && octet < 0x7f ? null : ["spool-line", place], `octet ${octet} in a value`);
  }
});

test("uptime is seconds with two decimals, and not in the future but for the clock's rounding", () => {
  for (const [value, isTaken] of UPTIMES) {
    const fault = faultOf(read(makeReadyCore(), "wan.inet", withUptime(value)));
    assert.deepEqual(fault, isTaken ? null : ["spool-time", 33], JSON.stringify(value));
  }
});

test("the lease counts from the moment at which the hook ran", () => {
  const core = makeReadyCore();
  read(core, "wan.inet", `${withUptime("40.25")}lease=300\nopt148=c000020a\n`);
  const later = feed(core, InputKind.TimeReached, new Uint8Array(0), NOW_MS + 20_000);
  assert.equal(later.fault, null);
  const { outputs } = feed(core, InputKind.Control, encodeControl(0, octetsOf("peers")), NOW_MS + 20_000);
  const left = outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map((row) => jsonOf(row)["valid_for_s"]);
  assert.deepEqual(left, [220, 220, 220]);
});

describe("each word of a client means what it means", () => {
  const LOGGED = { bound: Code.LeaseLearnt, lost: Code.LeaseLost, absent: Code.NoDhcpServer, ignored: null };
  for (const [client, bound, lost, absent, ignored] of EVENTS) {
    test(client, () => {
      for (const [meaning, words] of Object.entries({ bound, lost, absent, ignored })) {
        for (const word of words.split(" ").filter((each) => each !== "")) {
          const file = client === "odhcp6c" || word.endsWith("6") ? "wan.inet6" : "wan.inet";
          const channel = client === "provisioned" ? "channel=pco\n" : "";
          const core = makeReadyCore();
          // There has to be something that can be lost.
          if (meaning !== "bound")
            read(core, file, `client=${file === "wan.inet" ? "udhcpc" : "odhcp6c"}\nevent=bound\n`);
          const answer = read(core, file, `client=${client}\nevent=${word}\n${channel}`);
          assert.equal(answer.fault, null, word);
          const codes = answer.outputs.filter(({ kind }) => kind === OutputKind.Log).map(({ handle }) => handle);
          for (const [other, code] of Object.entries(LOGGED)) {
            if (code !== null) assert.equal(codes.includes(code), other === meaning, `${word}: ${other}`);
          }
        }
      }
    });
  }
});
