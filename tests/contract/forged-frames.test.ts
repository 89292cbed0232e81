// Responses whose header is not that of an answer to the question, and times that are none.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { toMapped } from "../../host/addresses.ts";
import { encodeDatagram } from "../../host/inputs.ts";
import { addressOctets } from "../support/address.ts";
import { HEADER_SIZE } from "./support/resolvers.ts";
import { BOUND4, Router } from "./support/router.ts";

const RESOLVER = { address: toMapped(addressOctets("192.0.2.53")), port: 53, ifindex: 2 };
const [ID_AT, FLAGS_AT, QUESTIONS_AT] = [1, 2, 5];

/** A router that asks for the address of its agent, `a.isp.test`. */
const asking = (): Router =>
  new Router()
    .configure("ri-resolution address")
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, "dns=192.0.2.53", "opt147=016103697370047465737400");

/** Hears a response to what the router asked last: the question, and one address that holds for a time. */
function hear(router: Router, ttl: number, change: (octets: Uint8Array) => void = () => undefined): Router {
  const { handle, payload } =
    router.outputs.findLast(({ kind }) => kind === OutputKind.UdpSend) ?? assert.fail("nothing was asked");
  const question = payload.slice(HEADER_SIZE, payload.indexOf(0, HEADER_SIZE) + 5);
  const time = [24, 16, 8, 0].map((shift) => (ttl >>> shift) & 0xff);
  const answer = [0xc0, HEADER_SIZE, 0, 1, 0, 1, ...time, 0, 4, 192, 0, 2, 10];
  const octets = Uint8Array.of(...payload.slice(0, 2), ...[0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0], ...question, ...answer);
  change(octets);
  return router.feed(InputKind.Datagram, encodeDatagram(handle, RESOLVER, octets));
}

const isAsking = (router: Router): boolean => router.outputs.some(({ kind }) => kind === OutputKind.UdpSend);

describe("E-69 what is no response to the question says why it was dropped", () => {
  for (const [title, change, code] of [
    ["another identifier", (octets) => (octets[ID_AT] = (octets[ID_AT] ?? 0) ^ 1), Code.WrongId],
    ["a question", (octets) => (octets[FLAGS_AT] = 0x01), Code.NotResponse],
    ["another operation", (octets) => (octets[FLAGS_AT] = 0xa1), Code.NotResponse],
    ["no question in it", (octets) => (octets[QUESTIONS_AT] = 0), Code.WrongQuestion],
    ["two questions in it", (octets) => (octets[QUESTIONS_AT] = 2), Code.WrongQuestion],
    ["another name", (octets) => (octets[HEADER_SIZE + 1] = 0x62), Code.WrongQuestion],
  ] as const satisfies readonly (readonly [string, (octets: Uint8Array) => unknown, Code])[])
    test(title, () => {
      const router = hear(asking(), 300, change);
      assert.deepEqual(
        router.told(Code.AnswerDropped).map(({ error }) => error),
        [code],
      );
      assert.deepEqual(hear(asking(), 300).told(Code.AnswerDropped), []);
    });
});

test("R-11 a TTL whose first bit is set is none (RFC 2181 §8)", () => {
  for (const [ttl, leastS, mostS] of [
    [0, 60, 66],
    [0x80000000, 60, 66],
    [0x80000e10, 60, 66],
    [0xffffffff, 60, 66],
    [0x0e10, 3600, 3960],
  ] as const) {
    const router = hear(asking(), ttl).pass(1000);
    assert.ok(router.ask("peers").length > 0);
    assert.ok(!isAsking(router.pass((leastS - 2) * 1000)), `${ttl}: too soon`);
    assert.ok(isAsking(router.pass((mostS - leastS + 2) * 1000)), `${ttl}: too late`);
  }
});
