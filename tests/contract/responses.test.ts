// Responses of a resolver: which of them fit the question, which are answers, and what a question asks for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, InputKind } from "../../host/abi.gen.ts";
import { toMapped } from "../../host/addresses.ts";
import { encodeDatagram, encodeTcpMessage } from "../../host/inputs.ts";
import { addressOctets } from "../support/address.ts";
import { nameOfCode } from "../support/vectors.ts";
import { ADDRESS, deliver, FIRST, HEADER_SIZE, response, SECOND, start } from "./support/resolvers.ts";
import type { Router } from "./support/router.ts";
import type { Asked } from "./support/sockets.ts";

const WAIT_MS = 2000;
/** So many responses that do not fit make a question go over TCP (RFC 5452 §9.2). */
const MOST_WRONG = 16;
const QUESTION = { type: 1, name: "a.isp.test" };

const dropped = (router: Router): unknown[] => router.told(Code.AnswerDropped).map(({ error }) => nameOfCode(error));
const addresses = (router: Router): unknown[] => [
  ...new Set(
    router
      .pass(1)
      .ask("peers")
      .map(({ address }) => address),
  ),
];

describe("E-69 a response that does not fit is dropped, the clock goes on, and the next one counts", () => {
  const fits = (asked: Asked) => response(asked, 0, [ADDRESS]);
  const changed = (at: number, value: number) => (asked: Asked) =>
    fits(asked).map((octet, index) => (index === at ? value : octet));
  const flipped = (at: number) => (asked: Asked) => changed(at, (fits(asked)[at] ?? 0) ^ 1)(asked);
  const [NAME_AT, TYPE_AT] = [HEADER_SIZE + 1, HEADER_SIZE + "\x01a\x03isp\x04test\x00".length];
  const misfits: readonly (readonly [string, (asked: Asked) => Uint8Array, string])[] = [
    ["another identifier, high", flipped(0), "wrong-id"],
    ["another identifier, low", flipped(1), "wrong-id"],
    ["a query", changed(2, 0x01), "not-response"],
    ...[0x88, 0xc0, 0x90, 0xa0].map((flags) => [`flags ${flags}`, changed(2, flags), "not-response"] as const),
    ["no question", changed(5, 0), "wrong-question"],
    ["two questions", changed(5, 2), "wrong-question"],
    ["257 questions", changed(4, 1), "wrong-question"],
    ["another name", changed(NAME_AT, 0x62), "wrong-question"],
    ["another type", changed(TYPE_AT + 1, 28), "wrong-question"],
    ["another type, high", changed(TYPE_AT, 1), "wrong-question"],
    ["another class", changed(TYPE_AT + 3, 3), "wrong-question"],
    ...Array.from(
      { length: 11 },
      (_, less) => [`${less + 1} octets`, (asked: Asked) => fits(asked).slice(0, less + 1), "not-response"] as const,
    ),
    ...Array.from(
      { length: TYPE_AT + 4 - HEADER_SIZE },
      (_, more) =>
        [
          ...([
            `${HEADER_SIZE + more} octets`,
            (asked: Asked) => fits(asked).slice(0, HEADER_SIZE + more),
            "wrong-question",
          ] as const),
        ] as const,
    ),
  ];
  for (const [title, make, error] of misfits)
    test(title, () => {
      const { router, sockets, asked } = start();
      router.pass(500);
      deliver(router, asked, make(asked));
      assert.deepEqual(
        router.told(Code.AnswerDropped).map((told) => ({ ...told, error: nameOfCode(told["error"]) })),
        [{ pvd: "wan", interface: "eth1", family: "inet", error, ...QUESTION }],
      );
      assert.deepEqual(sockets.take(), [], "nothing else is asked");
      router.pass(WAIT_MS - 501);
      assert.deepEqual(sockets.take(), [], "nor sooner than it would have been");
      deliver(router, asked, fits(asked));
      assert.deepEqual(addresses(router), ["198.51.100.7"]);
    });

  test("the case of letters makes no difference", () => {
    const { router, asked } = start();
    deliver(router, asked, changed(NAME_AT, 0x41)(asked));
    assert.deepEqual(addresses(router), ["198.51.100.7"]);
  });

  test("another address, another port, another socket, a message of TCP", () => {
    for (const [address, port, error] of [
      [SECOND, 53, ["wrong-source"]],
      [FIRST, 54, ["wrong-source"]],
      [FIRST, 53 + 256, ["wrong-source"]],
    ] as const) {
      const { router, asked } = start();
      const source = { address: toMapped(addressOctets(address)), port, ifindex: 2 };
      router.feed(InputKind.Datagram, encodeDatagram(asked.handle, source, fits(asked)));
      assert.deepEqual(dropped(router), error);
      for (const stale of [asked.handle + 1, asked.handle + 0x100, asked.handle ^ 0x80]) {
        router.feed(
          InputKind.Datagram,
          encodeDatagram(stale, { ...source, address: toMapped(addressOctets(FIRST)), port: 53 }, fits(asked)),
        );
        assert.deepEqual(dropped(router), []);
      }
      router.feed(InputKind.TcpMessage, encodeTcpMessage(asked.handle, fits(asked)));
      assert.deepEqual(addresses(router), []);
    }
  });

  test(`the ${MOST_WRONG}th sends the question over TCP, where one that does not fit ends the try`, () => {
    const { router, sockets, asked } = start();
    for (let count = 1; count < MOST_WRONG; count++) {
      deliver(router, asked, flipped(0)(asked));
      assert.deepEqual(dropped(router), ["wrong-id"]);
      assert.deepEqual(sockets.take(), []);
    }
    deliver(router, asked, flipped(0)(asked));
    assert.deepEqual(dropped(router), ["wrong-id"]);
    sockets.take();
    const again = sockets.question;
    assert.deepEqual([again.overTcp, again.to], [true, FIRST]);
    // What comes on the old socket, or as a datagram, is nobody's.
    for (const overTcp of [false, true]) deliver(router, { ...asked, overTcp }, fits(asked));
    deliver(router, { ...again, overTcp: false }, fits(again));
    assert.deepEqual([...dropped(router), ...sockets.take()], []);
    deliver(router, again, flipped(0)(again));
    const failed = router.told(Code.TryFailed).map(({ error, address }) => [nameOfCode(error), address]);
    assert.deepEqual(failed, [["wrong-id", FIRST]]);
    sockets.take();
    assert.equal(sockets.question.to, SECOND);
  });
});
