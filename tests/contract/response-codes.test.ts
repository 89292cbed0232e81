// What becomes of a response that fits the question, and what the question asked for.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { octetsOf } from "../support/core.ts";
import { ADDRESS, deliver, FIRST, HEADER_SIZE, response, SECOND, start } from "./support/resolvers.ts";
import type { Asked } from "./support/sockets.ts";

const OPT = (extendedRcode: number, options: readonly number[] = []) => [
  ...[0, 0, 41, 4, 208, extendedRcode, 0, 0, 0, options.length >> 8, options.length & 0xff],
  ...options,
];
const extendedError = (code: number, length = 2) => [
  0,
  15,
  0,
  length,
  ...[code >> 8, code & 0xff, 0x78].slice(0, length),
];
const NS = [0xc0, HEADER_SIZE + 2, 0, 2, 0, 1, 0, 0, 14, 16, 0, 2, 0xc0, HEADER_SIZE];
const SOA = [
  ...[0xc0, HEADER_SIZE + 2, 0, 6, 0, 1, 0, 0, 14, 16, 0, 24, 0xc0, HEADER_SIZE, 0xc0, HEADER_SIZE],
  ...Array.from({ length: 20 }, (_, at) => (at === 18 ? 1 : 0)),
];
/** One of a type that nobody reads. */
const OTHER = [0xc0, HEADER_SIZE, 0, 99, 0, 1, 0, 0, 0, 0, 0, 1, 0];
const RESPONSE = 0x8180;
const AUTHORITATIVE = 0x8580;

describe("what becomes of a response that fits the question", () => {
  const NO_RECORD = "answer-received error=no-such-record";
  const kinds: readonly (readonly [string, (asked: Asked) => Uint8Array, string])[] = [
    ["an address", (asked) => response(asked, 0, [ADDRESS]), "answer-received"],
    ["nothing at all", (asked) => response(asked, 0), NO_RECORD],
    [
      "nothing, with the name servers of the zone: from one that does not resolve (RFC 2308 §2.2)",
      (asked) => response(asked, 0, [], RESPONSE, { authority: [NS] }),
      "try-failed error=server-failure",
    ],
    ["the same with an SOA", (asked) => response(asked, 0, [], RESPONSE, { authority: [NS, SOA] }), NO_RECORD],
    [
      "the same from one that is authoritative",
      (asked) => response(asked, 0, [], AUTHORITATIVE, { authority: [NS] }),
      NO_RECORD,
    ],
    [
      "the same with an answer",
      (asked) => response(asked, 0, [ADDRESS], RESPONSE, { authority: [NS] }),
      "answer-received",
    ],
    [
      "the same with an answer that is of no use",
      (asked) => response(asked, 0, [OTHER], RESPONSE, { authority: [NS] }),
      NO_RECORD,
    ],
    [
      "no such name, with name servers",
      (asked) => response(asked, 3, [], RESPONSE, { authority: [NS] }),
      "try-failed error=server-failure",
    ],
    [
      "no such name",
      (asked) => response(asked, 3, [], RESPONSE, { authority: [SOA] }),
      "answer-received error=no-such-name",
    ],
    [
      "EDNS of another version",
      (asked) => response(asked, 0, [], RESPONSE, { additional: [OPT(1)] }),
      "try-failed error=unsupported",
    ],
    [
      "an RCODE that only EDNS has",
      (asked) => response(asked, 7, [], RESPONSE, { additional: [OPT(1)] }),
      "try-failed error=server-failure",
    ],
    [
      "another RCODE that only EDNS has",
      (asked) => response(asked, 0, [ADDRESS], RESPONSE, { additional: [OPT(127)] }),
      "try-failed error=server-failure",
    ],
    ...[128, 255].map(
      (code) =>
        [
          `an RCODE of ${code << 4} (RFC 6891 §6.1.3)`,
          (asked: Asked) => response(asked, 0, [ADDRESS], RESPONSE, { additional: [OPT(code)] }),
          "try-failed error=server-failure",
        ] as const,
    ),
    [
      "EDNS that says nothing",
      (asked) => response(asked, 0, [ADDRESS], RESPONSE, { additional: [OPT(0)] }),
      "answer-received",
    ],
    ...(
      [
        [extendedError(5), "server-failure"],
        [extendedError(6), "bogus"],
        [extendedError(12), "bogus"],
        [extendedError(13), "server-failure"],
        [extendedError(0x106), "server-failure"],
        [extendedError(6, 3), "bogus"],
        [[0, 15, 0, 1, 0], "server-failure"],
        [[0, 15, 0, 0, 0, 6, 0, 0], "server-failure"],
        [[0, 16, 0, 2, 0, 6], "server-failure"],
        [[1, 15, 0, 2, 0, 6], "server-failure"],
        [[0, 10, 0, 3, 1, 2, 3, ...extendedError(7)], "bogus"],
        [[0, 10, 0, 0, ...extendedError(3), ...extendedError(8)], "bogus"],
      ] as const
    ).map(
      ([options, error]) =>
        [
          `SERVFAIL with the options ${options.join(" ")}`,
          (asked: Asked) => response(asked, 2, [], RESPONSE, { additional: [OPT(0, options)] }),
          `try-failed error=${error}`,
        ] as const,
    ),
    [
      "REFUSED with an extended error",
      (asked) => response(asked, 5, [], RESPONSE, { additional: [OPT(0, extendedError(6))] }),
      "try-failed error=query-refused",
    ],
    [
      "an answer with an extended error",
      (asked) => response(asked, 0, [ADDRESS], RESPONSE, { additional: [OPT(0, extendedError(6))] }),
      "answer-received",
    ],
  ];
  for (const [title, make, expected] of kinds)
    test(title, () => {
      const { router, asked } = start();
      const before = router.story().length;
      router.pass(7);
      deliver(router, asked, make(asked));
      const ms = expected.startsWith("answer") ? " value=7" : "";
      assert.equal(router.story()[before], `${expected} type=1 name=a.isp.test address=${FIRST}${ms}`);
    });

  test("a frame that is wrong is told with its place, and the resolver is not asked again", () => {
    for (const [records, fault] of [
      [[ADDRESS.slice(0, -1)], "error=truncated offset=38"],
      [[[...ADDRESS, 0]], "error=trailing-octets offset=44"],
      [[[0xc0, 40, ...ADDRESS.slice(2)]], "error=pointer-forward offset=28"],
    ] as const) {
      const { router, sockets, asked } = start();
      const before = router.story().length;
      deliver(router, asked, response(asked, 0, records));
      const [frame, failed] = router.story().slice(before);
      assert.equal(frame, `answer-dropped ${fault} type=1 name=a.isp.test`);
      assert.equal(failed, `try-failed error=server-failure type=1 name=a.isp.test address=${FIRST}`);
      sockets.take();
      assert.equal(sockets.question.to, SECOND);
    }
  });
});

describe("what a question asks for", () => {
  const NAME = octetsOf("\x01a\x03isp\x04test\x00");
  const question = ({ octets }: Asked, flags: number, additional: readonly number[]): void => {
    const head = [flags >> 8, flags & 0xff, 0, 1, 0, 0, 0, 0, 0, additional.length === 0 ? 0 : 1];
    assert.deepEqual(octets.slice(2), Uint8Array.of(...head, ...NAME, 0, 1, 0, 1, ...additional));
  };
  const EDNS = [0, 0, 41, 4, 208, 0, 0, 0, 0, 0, 0];
  const SIGNED = [0, 0, 41, 4, 208, 0, 0, 0x80, 0, 0, 0];
  for (const [mode, flags, edns] of [
    ["off", 0x0100, EDNS],
    ["prefer", 0x0120, EDNS],
    ["require", 0x0120, SIGNED],
  ] as const)
    test(`dnssec ${mode}: with EDNS, and without where that is not understood`, () => {
      const { router, sockets, asked } = start(`dnssec ${mode}`, `resolver-trust-ad ${FIRST}`);
      question(asked, flags, edns);
      deliver(router, asked, response(asked, 1));
      sockets.take();
      question(sockets.question, flags, []);
      assert.notDeepEqual(sockets.question.octets.slice(0, 2), asked.octets.slice(0, 2));
    });
});

test("R-63 dnssec require: an answer that is not known to be validated does not count, and that is said", () => {
  const VALIDATED = 0x81a0;
  for (const [flags, trusted, expected] of [
    [VALIDATED, FIRST, "answer-received"],
    [RESPONSE, FIRST, "answer-received error=not-authentic"],
    [VALIDATED, SECOND, "answer-received error=not-authentic"],
  ] as const) {
    const { router, asked } = start("dnssec require", `resolver-trust-ad ${trusted}`);
    const before = router.story().length;
    deliver(router, asked, response(asked, 0, [ADDRESS], flags));
    assert.equal(router.story()[before], `${expected} type=1 name=a.isp.test address=${FIRST} value=0`);
    const authorities = new Set(
      router
        .pass(1)
        .ask("peers")
        .map(({ authority }) => authority),
    );
    assert.deepEqual([...authorities], expected === "answer-received" ? ["dns-secure"] : []);
  }
});
