// DNS messages in the release module: a neighbour on a link sends them, so that all of each is read before any of
// it counts, and what is wrong is told with its place.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { outcomeInBoth } from "../support/outcome.ts";
import { nameOfCode, VECTORS, withoutEmpty } from "../support/vectors.ts";
import type { Outcome } from "../support/vectors.ts";
import { encode, hear, listen, SERVER, wait } from "./support/multicast.ts";
import { HEADER_SIZE } from "./support/resolvers.ts";
import type { Router } from "./support/router.ts";

const vectors = VECTORS.filter(({ kind, octets }) => kind === "dns" && octets.length > 0);
/** Where a header says what message it is of: a response of multicast DNS. */
const FLAGS_AT = 2;
const RESPONSE = [0x84, 0];
/** No message of multicast DNS is longer. */
const MAX_HEARD = 9000;

/** What is wrong with a message, of what the inspect module says. */
const frameOf = ({ ok, error, offset }: Outcome): Outcome => withoutEmpty({ ok, error, offset });
const inspected = (octets: Uint8Array): Outcome => frameOf(outcomeInBoth({ kind: "dns", profile: "auto", octets }));

/** A router that says what is wrong with each message that it hears. */
function listener(): (octets: Uint8Array) => Outcome {
  const { router, handle } = listen();
  return (octets) => {
    const message = Uint8Array.from(octets);
    RESPONSE.forEach((flags, index) => (message[FLAGS_AT + index] = flags));
    hear(router, handle, message);
    const [dropped] = router.told(Code.AnswerDropped);
    if (dropped === undefined) return { ok: true };
    return { ok: false, error: nameOfCode(dropped["error"]), offset: dropped["offset"] };
  };
}

describe("each vector of a DNS message has its outcome in the release module too, cut at any octet or with one behind it", () => {
  for (const { path, octets, expect } of vectors) {
    test(path, () => {
      const outcomeOf = listener();
      assert.deepEqual(outcomeOf(octets), frameOf(expect));
      const longer = Uint8Array.of(...octets, 0xc0);
      assert.deepEqual(outcomeOf(longer), inspected(longer));
      for (let length = 1; length < octets.length; length++) {
        const cut = octets.subarray(0, length);
        assert.deepEqual(outcomeOf(cut), inspected(cut), `${length} octets`);
      }
    });
  }
});

describe("each octet of a DNS vector with another value has the same outcome in both modules", () => {
  for (const { path, octets } of vectors.filter(({ octets: { length } }) => length < 100)) {
    test(path, () => {
      const outcomeOf = listener();
      for (let at = 4; at < octets.length; at++) {
        for (const value of [0, 0xc0, (octets[at] ?? 0) + 1, (octets[at] ?? 0) - 1]) {
          const changed = Uint8Array.from(octets);
          changed[at] = value;
          assert.deepEqual(outcomeOf(changed), inspected(changed), `octet ${at}: ${value}`);
        }
      }
    });
  }
});

test("RFC 1035 §4.1.4: a name that is a pointer to itself is one also where the message before had a name there", () => {
  const outcomeOf = listener();
  const itself = [
    0,
    0,
    0x84,
    0,
    0,
    0,
    0,
    1,
    0,
    0,
    0,
    0,
    0xc0,
    HEADER_SIZE,
    0,
    1,
    0,
    1,
    0,
    0,
    0,
    60,
    0,
    4,
    192,
    0,
    2,
    1,
  ];
  for (const before of [encode(SERVER), Uint8Array.from(itself)]) {
    outcomeOf(before);
    assert.deepEqual(outcomeOf(Uint8Array.from(itself)), { ok: false, error: "pointer-forward", offset: HEADER_SIZE });
  }
});

test(`E-72 a message of ${MAX_HEARD} octets is heard, a longer one is not`, () => {
  for (const [length, found] of [
    [MAX_HEARD, ["192.168.1.9"]],
    [MAX_HEARD + 1, []],
  ] as const) {
    const { router, handle } = listen();
    const message = encode(SERVER);
    const head = [0, 0, 16, 0, 1, 0, 0, 0, 60];
    const size = length - message.length - head.length - 2;
    const octets = Uint8Array.of(...message, ...head, size >> 8, size & 0xff, ...new Uint8Array(size));
    octets[7] = SERVER.length + 1;
    hear(router, handle, octets);
    assert.deepEqual(router.told(Code.AnswerDropped), []);
    const addresses = wait(router, 15)
      .ask("peers")
      .map(({ address }) => address);
    assert.deepEqual(addresses, found, `${length} octets`);
  }
});

describe("RFC 6762 §18: the flags of a message that is heard", () => {
  const flagged = (flags: number): Router => {
    const { router, handle } = listen();
    const octets = encode(SERVER);
    octets.set([flags >> 8, flags & 0xff], FLAGS_AT);
    return hear(router, handle, octets);
  };
  const heard = (router: Router) => router.told(Code.RecordHeard).length;
  const bits = Array.from({ length: 15 }, (_, bit) => 1 << bit);
  const isRefused = (bit: number) => (bit & 0x780f) !== 0;

  for (const bit of bits.filter(isRefused))
    test(`${bit.toString(16)}, of the operation or the RCODE, is told and the message dropped`, () => {
      const router = flagged(0x8000 | bit);
      const fault = { error: Code.NotResponse, offset: 2 };
      const network = { pvd: "lan", interface: "eth2", family: "inet" };
      assert.deepEqual(router.told(Code.AnswerDropped), [{ ...network, ...fault, address: "192.168.1.66" }]);
      assert.equal(heard(router), 0);
    });

  test("any other means nothing", () => {
    for (const bit of [0, ...bits.filter((other) => !isRefused(other)), 0x07f0]) {
      const router = flagged(0x8000 | bit);
      assert.deepEqual([router.told(Code.AnswerDropped), heard(router)], [[], SERVER.length], bit.toString(16));
    }
  });

  test("a question is nothing to be told", () => {
    for (const bit of [0, ...bits]) {
      const router = flagged(bit);
      assert.deepEqual([router.told(Code.AnswerDropped), heard(router)], [[], 0], bit.toString(16));
    }
  });
});
