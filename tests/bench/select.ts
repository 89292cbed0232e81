// `select` of the release module: 96 assigned and 160 configured prefixes over 8
// networks, and targets that each of them holds or nobody does.
import { readFileSync } from "node:fs";
import { AddressScope, InputKind, LinkState, LinkType } from "../../host/abi.gen.ts";
import { Core } from "../../host/core.ts";
import type { CoreExports } from "../../host/core.ts";
import { encodeAddresses, encodeControl, encodeLink, encodeSpool } from "../../host/inputs.ts";
import { encodeUtf8 } from "../../host/text.ts";

export const PREFIXES = 256;
const NETWORKS = 8;
const ASSIGNED = 12;
const CONFIGURED = 20;
/** Long after every wait of a start. */
const TIME_MS = 100_000;

/** Targets of one request; every 16th is nobody's. */
export const requestOf = (targets: number): Uint8Array =>
  encodeControl(0, encodeUtf8(`select ${Array.from({ length: targets }, (_, at) => targetText(at)).join(" ")}`));

function targetText(at: number): string {
  const network = at % NETWORKS;
  if (at % 16 === 15) return "203.0.113.77";
  return at % 2 === 0
    ? `2001:db8:${network}:${at % ASSIGNED}::1`
    : `198.18.${network * CONFIGURED + (at % CONFIGURED)}.0/25`;
}

/** A core that knows the networks, their prefixes and their servers. */
export function makeSelectingCore(): Core {
  const module = new WebAssembly.Module(readFileSync("build/discovery.wasm"));
  const core = new Core(new WebAssembly.Instance(module).exports as unknown as CoreExports);
  let timeMs = 1000;
  const feed = (kind: InputKind, payload: Uint8Array) => {
    if (core.handle(kind, payload, timeMs) !== 0) throw new Error(`an input of kind ${kind} was refused`);
    while (core.poll() !== null);
  };
  const names = Array.from({ length: NETWORKS }, (_, at) => `uplink${at}`);
  const prefixes = (at: number) => Array.from({ length: CONFIGURED }, (_, i) => `198.18.${at * CONFIGURED + i}.0/24`);
  feed(InputKind.Entropy, new Uint8Array(256).fill(7));
  feed(
    InputKind.Config,
    encodeUtf8(names.map((name, at) => `interface ${name}\nprefixes ${prefixes(at).join(" ")}\n`).join("")),
  );
  names.forEach((name, at) => {
    const ifindex = at + 1;
    feed(InputKind.Link, encodeLink({ ifindex, name: encodeUtf8(name), state: LinkState.Up, type: LinkType.Ethernet }));
    const entries = Array.from({ length: ASSIGNED }, (_, i) => {
      const address = Uint8Array.from([0x20, 1, 0xd, 0xb8, 0, at, 0, i, 0, 0, 0, 0, 0, 0, 0, 9]);
      return { address, prefixLength: 64, flags: 0, scope: AddressScope.Global, preferredS: 60, validS: 60 };
    });
    feed(InputKind.Addresses, encodeAddresses(ifindex, entries));
    const lease = `client=udhcpc\nevent=bound\ndevice=${name}\nlease=86400\nopt148=c000020${at}c000021${at}\n`;
    feed(InputKind.Spool, encodeSpool(encodeUtf8(`${name}.inet`), encodeUtf8(lease)));
  });
  for (timeMs of [TIME_MS / 2, TIME_MS]) feed(InputKind.TimeReached, new Uint8Array(0));
  return core;
}

/** Asks, and takes the whole reply: its lines. */
export function askOnce(core: Core, request: Uint8Array): number {
  core.handle(InputKind.Control, request, TIME_MS);
  let outputs = 0;
  while (core.poll() !== null) outputs++;
  return outputs;
}
