// A router that asks for the address of its agent, and resolvers that reply as they please.
import { InputKind } from "../../../host/abi.gen.ts";
import type { ErrorClass } from "../../../host/abi.gen.ts";
import { toMapped } from "../../../host/addresses.ts";
import { encodeDatagram, encodeFailure, encodeTcpMessage } from "../../../host/inputs.ts";
import { addressOctets } from "../../support/address.ts";
import { BOUND4, Router } from "./router.ts";
import { Sockets } from "./sockets.ts";
import type { Asked } from "./sockets.ts";

/** Octets of the header of a DNS message (RFC 1035 §4.1.1). */
export const HEADER_SIZE = 12;

/** A router that asks these resolvers for the address of its agent, `a.isp.test`. */
export const asking = (resolvers: readonly string[], ...config: readonly string[]): Router =>
  ask(new Router(), resolvers, ...config);

/** The same as a router that is there. */
export const ask = (router: Router, resolvers: readonly string[], ...config: readonly string[]): Router =>
  router
    .configure("ri-resolution address", ...config)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, `dns=${resolvers.join(" ")}`, "opt147=016103697370047465737400");

/** A router that asks for `isp.test`. */
export const askingDomain = (resolvers: readonly string[] = ["192.0.2.53"], router = new Router()): Router =>
  router
    .configure("methods snaptr")
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, `dns=${resolvers.join(" ")}`, "domain=isp.test");

export const [FIRST, SECOND, THIRD] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"] as const;

/** The same with its sockets, and the first question. */
export function start(...config: readonly string[]): { router: Router; sockets: Sockets; asked: Asked } {
  const router = asking([FIRST, SECOND], ...config);
  const sockets = new Sockets(router);
  return { router, sockets, asked: sockets.question };
}

type Records = readonly (readonly number[])[];

/** A response to a question, with these answer records and flags, and records of the other sections. */
export function response(
  { octets }: Asked,
  rcode: number,
  answer: Records = [],
  flags = 0x8180,
  { authority = [], additional = [] }: { readonly authority?: Records; readonly additional?: Records } = {},
): Uint8Array {
  const counts = [answer, authority, additional].flatMap(({ length }) => [0, length]);
  const head = [...octets.slice(0, 2), flags >> 8, (flags & 0xff) | rcode, 0, 1, ...counts];
  const question = octets.slice(HEADER_SIZE, octets.indexOf(0, HEADER_SIZE) + 5);
  return Uint8Array.of(...head, ...question, ...answer.flat(), ...authority.flat(), ...additional.flat());
}

/** An answer record: its address, 198.51.100.7, for an hour. */
export const ADDRESS = [0xc0, HEADER_SIZE, 0, 1, 0, 1, 0, 0, 14, 16, 0, 4, 198, 51, 100, 7];

/** A message, why there is none, or null: silence. */
export type Reply = (asked: Asked) => Uint8Array | ErrorClass | null;

/** A resolver's message, or why there is none, comes in. */
export function deliver(router: Router, { handle, overTcp, to }: Asked, reply: Uint8Array | ErrorClass): Router {
  if (typeof reply === "number")
    return router.feed(overTcp ? InputKind.TcpFailed : InputKind.SocketFailed, encodeFailure(handle, reply));
  if (overTcp) return router.feed(InputKind.TcpMessage, encodeTcpMessage(handle, reply));
  const source = { address: toMapped(addressOctets(to)), port: 53, ifindex: 2 };
  return router.feed(InputKind.Datagram, encodeDatagram(handle, source, reply));
}

/** What happens when these resolvers reply so, until it is over or a time has come, in milliseconds. */
export function play(router: Router, reply: Reply, untilMs = 20_000): Sockets {
  const sockets = new Sockets(router);
  const done = new Set<Asked>();
  do {
    for (const asked of sockets.asked.values()) {
      if (done.has(asked)) continue;
      done.add(asked);
      const octets = reply(asked);
      if (octets === null) continue;
      deliver(router, asked, octets);
      sockets.take();
    }
  } while (sockets.pass(untilMs));
  return sockets;
}
