// A router that listens to multicast DNS on a LAN, and what neighbours say there.
import assert from "node:assert/strict";
import { InputKind, McastJoinOutput, Output, OutputKind } from "../../../host/abi.gen.ts";
import { toMapped } from "../../../host/addresses.ts";
import { parseRecord } from "../../../host/emulator/dns-record.ts";
import { encodeMdnsResponse, MDNS_RESPONSE } from "../../../host/emulator/mdns-message.ts";
import { encodeDatagram } from "../../../host/inputs.ts";
import { addressOctets } from "../../support/address.ts";
import { Router } from "./router.ts";

const PORT = 5353;
const NEIGHBOUR = "192.168.1.66";
/** What makes a router listen there. */
export const LAN = [
  "interface lan",
  "device eth2",
  "methods mdns",
  "server dots",
  "method mdns",
  "reference-identifier dots.test",
];
/** A server on the link. */
export const SERVER = [
  "_dots-signal._udp 4500 PTR gw._dots-signal._udp",
  "gw._dots-signal._udp SRV 0 0 5000 gw",
  "gw 4500 A 192.168.1.9",
];

/** A response with records below `local`. */
export function encode(lines: readonly string[], ttlS = 3000): Uint8Array {
  const records = lines.map((line) => parseRecord(line, { origin: ["local"], ttlS }) ?? assert.fail(line));
  return encodeMdnsResponse(records, MDNS_RESPONSE);
}

/** The socket that the last input opened, and on which interface; null: none. */
export function joined(router: Router): { handle: number; ifindex: number } | null {
  const join = router.outputs.find(({ kind }) => kind === OutputKind.McastJoin);
  if (join === undefined) return null;
  const { buffer, byteOffset } = join.payload;
  const ifindex = new DataView(buffer, byteOffset).getUint32(McastJoinOutput.Ifindex - Output.Payload, true);
  return { handle: join.handle, ifindex };
}

/** A router that listens on a LAN; its socket. */
export function listen(...config: readonly string[]): { router: Router; handle: number } {
  const router = new Router()
    .configure(...config, ...LAN)
    .link(9, "eth9")
    .assign(9, "192.168.2.1/24")
    .link(2, "eth2")
    .assign(2, "192.168.1.1/24")
    .pass(20_000)
    .pass(200);
  const socket = joined(router) ?? assert.fail("nobody listens");
  assert.equal(socket.ifindex, 2);
  return { router, handle: socket.handle };
}

/** A neighbour says something. */
export function hear(
  router: Router,
  handle: number,
  octets: Uint8Array,
  from: { address?: string; port?: number; ifindex?: number } = {},
): Router {
  const { address = NEIGHBOUR, port = PORT, ifindex = 2 } = from;
  const source = { address: toMapped(addressOctets(address)), port, ifindex };
  return router.feed(InputKind.Datagram, encodeDatagram(handle, source, octets));
}

/** Time passes second by second, as a host lets it. */
export function wait(router: Router, seconds: number): Router {
  for (let second = 0; second < seconds; second++) router.pass(1000);
  return router;
}

/** What was sent, so many milliseconds later. */
export interface Sent {
  readonly ms: number;
  readonly octets: Uint8Array;
}

/** Time passes from one deadline to the next, and no further than so many milliseconds: what is sent until then. */
export function sentUntil(router: Router, untilMs: number, onInput: () => void = () => undefined): Sent[] {
  const startMs = router.timeMs;
  const sent: Sent[] = [];
  for (let nextMs = startMs; ; nextMs = Math.min(router.deadlineMs, startMs + untilMs)) {
    router.pass(Math.max(nextMs - router.timeMs, 0));
    onInput();
    for (const { kind, payload } of router.outputs)
      if (kind === OutputKind.UdpSend) sent.push({ ms: router.timeMs - startMs, octets: payload });
    if (router.timeMs >= startMs + untilMs) return sent;
  }
}
