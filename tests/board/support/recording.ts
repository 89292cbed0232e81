// Journals made here and now: inputs go into the core as V8 runs it, and what
// comes out is taken down with them.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

import { ABI_VERSION, InputKind, LinkState, LinkType } from "../../../host/abi.gen.ts";
import { Core } from "../../../host/core.ts";
import type { CoreExports } from "../../../host/core.ts";
import { encodeControl, encodeLink, encodeSpool } from "../../../host/inputs.ts";
import { encodeJournalHeader, encodeJournalRecord } from "../../../host/journal.ts";

const MODULE = "build/discovery.wasm";
const NAME = "04646f74730469737061047465737400";

export interface Input {
  readonly kind: number;
  readonly payload: Uint8Array;
}

const ascii = (text: string) => new TextEncoder().encode(text);

const spool = (name: string, ...lines: string[]): Input => ({
  kind: InputKind.Spool,
  payload: encodeSpool(ascii(name), ascii(lines.map((line) => `${line}\n`).join(""))),
});

const ask = (line: string): Input => ({ kind: InputKind.Control, payload: encodeControl(0, ascii(line)) });

/** A lease of each family, requests, a change, and lines that cannot be read. */
export const ORDINARY: readonly Input[] = [
  { kind: InputKind.Entropy, payload: Uint8Array.from({ length: 64 }, (_, at) => (at * 37) & 0xff) },
  { kind: InputKind.Config, payload: ascii("profile auto\nserver backup\n reference-identifier a.test\nnonsense\n") },
  {
    kind: InputKind.Link,
    payload: encodeLink({ ifindex: 2, name: ascii("wan0"), state: LinkState.Up, type: LinkType.Ethernet }),
  },
  spool("wan0.inet", "client=udhcpc", "event=bound", "device=wan0", `opt147=${NAME}`, "opt148=c0000201c0000202"),
  spool("wan0.inet6", "client=odhcp6c", "event=bound", "device=wan0", `PASSTHRU=008d0010${NAME}`),
  ask("peers"),
  ask("status"),
  spool("wan0.inet", "client=udhcpc", "event=renew", "device=wan0", "opt148=c0000203"),
  spool("wan0.inet", "client=udhcpc", "event=renew", "device=wan0", "opt148=c00002"),
  ask("no such request"),
  { kind: InputKind.TimeReached, payload: new Uint8Array() },
  ask("peers"),
];

/** A deterministic source of numbers below a bound. */
function createRandom(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * bound);
  };
}

/** Ordinary inputs with octets changed, cut off or of another kind, and plain noise. */
export function makeHostile(seed: number, count: number): Input[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const { kind, payload } = ORDINARY[random(ORDINARY.length)] as Input;
    const octets = payload.slice(0, random(4) === 0 ? random(payload.length + 1) : payload.length);
    for (let changes = random(4); changes > 0 && octets.length > 0; changes--)
      octets[random(octets.length)] = random(256);
    return { kind: random(16) === 0 ? random(20) : kind, payload: octets };
  });
}

/** Runs the inputs, a second and a bit apart, on a fresh core. */
export function record(inputs: readonly Input[]): Buffer {
  const module = readFileSync(MODULE);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(module));
  const core = new Core(instance.exports as unknown as CoreExports);
  const parts = [encodeJournalHeader(ABI_VERSION, createHash("sha256").update(module).digest())];
  // Beyond 2^32 milliseconds, so that both halves of the time count.
  let timeMs = 0x100000000 - 5000;
  for (const { kind, payload } of inputs) {
    timeMs += 1234;
    parts.push(encodeJournalRecord({ kind, timeMs, payload }));
    core.handle(kind, payload, timeMs);
    for (let output = core.poll(); output !== null; output = core.poll()) {
      parts.push(encodeJournalRecord({ kind: output[0] as number, timeMs, payload: output }));
    }
  }
  return Buffer.concat(parts);
}
