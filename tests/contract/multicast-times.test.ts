// When multicast DNS asks: times that are drawn by lot (RFC 6762 §5.2), with the lowest and the highest numbers that may be
// drawn, and sockets that fail.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, ErrorClass, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { encodeFailure } from "../../host/inputs.ts";
import { makeCore } from "../support/core.ts";
import { encode, hear, joined, LAN, listen, sentUntil, SERVER } from "./support/multicast.ts";
import { Router } from "./support/router.ts";

const LIFE_S = 100;

interface Draw {
  /** From when the cell comes to the method to its first message. */
  readonly firstMs: number;
  /** From when an address is heard to when it is asked for again. */
  readonly againMs: number;
}

function draw(octet: number): Draw {
  const entropy = new Uint8Array(256).fill(octet);
  const router = new Router(makeCore()).feed(InputKind.Entropy, entropy);
  router
    .configure(...LAN)
    .link(2, "eth2")
    .assign(2, "192.168.1.1/24");
  const isSent = () => router.outputs.some(({ kind }) => kind === OutputKind.UdpSend);
  while (router.told(Code.LinkAsked).length === 0) router.pass(router.deadlineMs - router.timeMs);
  const startMs = router.timeMs;
  let handle = 0;
  while (!isSent()) {
    router.pass(router.deadlineMs - router.timeMs);
    handle = joined(router)?.handle ?? handle;
  }
  const firstMs = router.timeMs - startMs;
  const [service = "", instance = ""] = SERVER;
  hear(router, handle, encode([service, instance, `gw ${LIFE_S} A 192.168.1.9`]));
  const again = sentUntil(router, 83_000).filter(({ octets }) => octets[5] === 1);
  return { firstMs, againMs: again[0]?.ms ?? NaN };
}

for (const [octet, firstMs, againMs] of [
  [0, 20, 80_000],
  [0xff, 120, 82_000],
] as const)
  test(`octets of ${octet}: the first question after ${firstMs} ms, a record again after ${(100 * againMs) / (1000 * LIFE_S)} % of its life`, () => {
    assert.deepEqual(draw(octet), { firstMs, againMs });
  });

test("a socket that fails, however often, is opened again with the next question, and never under the name that it had before", () => {
  const { router, handle } = listen();
  for (let count = 0, last = handle; count < 300; count++) {
    router.feed(InputKind.SocketFailed, encodeFailure(last, ErrorClass.Unreachable));
    assert.equal(joined(router), null);
    const questions = sentUntil(router, router.deadlineMs - router.timeMs);
    const next = joined(router) ?? assert.fail(`not opened again after ${count}`);
    assert.equal(questions.length, 1);
    assert.notEqual(next.handle, last);
    // What is said of the old one means nothing.
    router.feed(InputKind.SocketFailed, encodeFailure(last, ErrorClass.Unreachable));
    hear(router, last, encode(SERVER));
    assert.deepEqual(router.told(Code.RecordHeard), []);
    last = next.handle;
  }
});
