// Questions to resolvers: which is asked when, on which socket, what becomes of it, and what is told of that.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ErrorClass, InputKind } from "../../host/abi.gen.ts";
import { ADDRESS, asking, FIRST, play, response, SECOND, THIRD } from "./support/resolvers.ts";
import type { Reply } from "./support/resolvers.ts";
import type { Router } from "./support/router.ts";
import { Sockets } from "./support/sockets.ts";
import type { Asked } from "./support/sockets.ts";

/** `0 192.0.2.1` for each try of the first run. */
function triesOf({ lines }: Sockets): string[] {
  const tries = lines.flatMap((line) => {
    const [, ms, to] = /^(\d+) (?:open|connect) \S+ to (\S+)@/.exec(line) ?? [];
    return ms === undefined ? [] : [`${ms} ${to ?? ""}`];
  });
  return tries;
}

const [FORMERR, SERVFAIL, NXDOMAIN, NOTIMP, REFUSED] = [1, 2, 3, 4, 5];

describe("who is asked when: 2 s and then 4 s for each resolver in turn, and after 15 s nobody", () => {
  const failing =
    (reply: Reply, ...resolvers: readonly string[]): Reply =>
    (asked) =>
      resolvers.includes(asked.to) ? reply(asked) : null;
  const refuses: Reply = (asked) => response(asked, REFUSED);
  const ALL = [FIRST, SECOND, THIRD];
  for (const [title, resolvers, reply, tries] of [
    ["one is silent", [FIRST], () => null, [`0 ${FIRST}`, `2000 ${FIRST}`]],
    [
      "two are silent",
      [FIRST, SECOND],
      () => null,
      [`0 ${FIRST}`, `2000 ${SECOND}`, `4000 ${FIRST}`, `8000 ${SECOND}`],
    ],
    [
      "three are silent",
      ALL,
      () => null,
      [`0 ${FIRST}`, `2000 ${SECOND}`, `4000 ${THIRD}`, `6000 ${FIRST}`, `10000 ${SECOND}`, `14000 ${THIRD}`],
    ],
    [
      "the first cannot help: it is not asked again",
      ALL,
      failing(refuses, FIRST),
      [`0 ${FIRST}`, `0 ${SECOND}`, `2000 ${THIRD}`, `4000 ${SECOND}`, `8000 ${THIRD}`, `12000 ${SECOND}`],
    ],
    [
      "the second cannot help",
      ALL,
      failing(refuses, SECOND),
      [`0 ${FIRST}`, `2000 ${SECOND}`, `2000 ${THIRD}`, `4000 ${FIRST}`, `8000 ${THIRD}`, `12000 ${FIRST}`],
    ],
    [
      "the third cannot help",
      ALL,
      failing(refuses, THIRD),
      [`0 ${FIRST}`, `2000 ${SECOND}`, `4000 ${THIRD}`, `4000 ${FIRST}`, `8000 ${SECOND}`, `12000 ${FIRST}`],
    ],
    ["none can help", ALL, refuses, [`0 ${FIRST}`, `0 ${SECOND}`, `0 ${THIRD}`]],
    [
      "two cannot be reached: they are asked a second time",
      [FIRST, SECOND],
      () => ErrorClass.Unreachable,
      [`0 ${FIRST}`, `0 ${SECOND}`, `0 ${FIRST}`, `0 ${SECOND}`],
    ],
    ["the first answers", ALL, (asked) => response(asked, 0, [ADDRESS]), [`0 ${FIRST}`]],
    [
      "the third answers, at its second try",
      ALL,
      (asked) => (asked.to === THIRD && asked.number > 3 ? response(asked, 0, [ADDRESS]) : null),
      [`0 ${FIRST}`, `2000 ${SECOND}`, `4000 ${THIRD}`, `6000 ${FIRST}`, `10000 ${SECOND}`, `14000 ${THIRD}`],
    ],
  ] as const satisfies readonly (readonly [string, readonly string[], Reply, readonly string[]])[])
    test(title, () => {
      const sockets = play(asking(resolvers), reply);
      const first = triesOf(sockets).slice(0, tries.length);
      assert.deepEqual(first, tries);
      // The next run is no sooner than 5 s after this one.
      const [next] = (triesOf(sockets)[tries.length] ?? "99999").split(" ");
      assert.ok(Number(next) >= Number((tries.at(-1) ?? "").split(" ")[0]) + 5000, next);
    });
});

/** What was told of questions. */
const told = (router: Router): string[] =>
  router.story().filter((line) => /^(question|answer|try|tcp|limit|taken|branch|came)-/.test(line));
const QUESTION = "type=1 name=a.isp.test";
const asks = (to: string, time: number) => `question-asked ${QUESTION} address=${to} value=${time}`;
const fails = (to: string, error: string) => `try-failed error=${error} ${QUESTION} address=${to}`;

describe("each try has a socket of its own, from the network's address and interface, and everything is told", () => {
  const OPEN = `open 192.0.2.57 to ${FIRST}@53 on 2`;
  const SEND = "send a.isp.test A";
  const HOST = `taken-for-host ${QUESTION}`;
  const received = (ms: number) => `answer-received ${QUESTION} address=${FIRST} value=${ms}`;
  const nothing = (error: string) => [
    `answer-failed error=${error} ${QUESTION}`,
    HOST,
    `branch-failed error=${error} ${QUESTION}`,
  ];
  const known: readonly (readonly [string, Reply, readonly string[], readonly string[]])[] = [
    ["an answer", (asked) => response(asked, 0, [ADDRESS]), [OPEN, SEND], [asks(FIRST, 1), received(0), HOST]],
    [
      "an answer over TCP, where it was cut",
      (asked) => response(asked, 0, asked.overTcp ? [ADDRESS] : [], 0x8380),
      [OPEN, SEND, `close ${FIRST}`, `connect 192.0.2.57 to ${FIRST}@53 on 2`, "ask a.isp.test A"],
      [asks(FIRST, 1), `tcp-next ${QUESTION}`, asks(FIRST, 1), received(0), HOST],
    ],
    ...(
      [
        ["server-failure", SERVFAIL],
        ["query-refused", REFUSED],
        ["server-failure", 9],
      ] as const
    ).map(
      ([error, rcode]) =>
        [
          `RCODE ${rcode}`,
          (asked: Asked) => response(asked, rcode),
          [OPEN, SEND],
          [asks(FIRST, 1), fails(FIRST, error), ...nothing(error)],
        ] as const,
    ),
    ...[FORMERR, NOTIMP].map(
      (rcode) =>
        [
          `RCODE ${rcode}: once without EDNS`,
          (asked: Asked) => response(asked, rcode),
          [OPEN, SEND, `close ${FIRST}`, OPEN, SEND],
          [
            asks(FIRST, 1),
            fails(FIRST, "unsupported"),
            asks(FIRST, 1),
            fails(FIRST, "unsupported"),
            ...nothing("unsupported"),
          ],
        ] as const,
    ),
    [
      "a connection that fails",
      (asked) => (asked.overTcp ? ErrorClass.Refused : response(asked, 0, [], 0x8380)),
      [
        ...[
          OPEN,
          SEND,
          `close ${FIRST}`,
          `connect 192.0.2.57 to ${FIRST}@53 on 2`,
          "ask a.isp.test A",
          `close ${FIRST}`,
        ],
        ...[OPEN, SEND, `close ${FIRST}`, `connect 192.0.2.57 to ${FIRST}@53 on 2`, "ask a.isp.test A"],
      ],
      [
        ...[asks(FIRST, 1), `tcp-next ${QUESTION}`, asks(FIRST, 1), fails(FIRST, "network-failure")],
        ...[asks(FIRST, 2), `tcp-next ${QUESTION}`, asks(FIRST, 2), fails(FIRST, "network-failure")],
        ...nothing("network-failure"),
      ],
    ],
    [
      "no such name",
      (asked) => response(asked, NXDOMAIN),
      [OPEN, SEND],
      [
        asks(FIRST, 1),
        `answer-received error=no-such-name ${QUESTION} address=${FIRST} value=0`,
        HOST,
        `branch-failed error=no-such-name ${QUESTION}`,
      ],
    ],
  ];
  for (const [title, reply, lines, story] of known)
    test(title, () => {
      const router = asking([FIRST]);
      const sockets = play(router, reply, 4000);
      assert.deepEqual(
        sockets.lines,
        [...lines, `close ${FIRST}`].map((line) => `0 ${line}`),
      );
      assert.deepEqual(told(router), story);
    });
});

describe("sockets that are given up", () => {
  test("one that was not opened yet is not closed: the host has slept", () => {
    const router = asking([FIRST, SECOND]);
    const sockets = new Sockets(router);
    sockets.lines.length = 0;
    router.pass(20_000);
    sockets.take();
    assert.deepEqual(sockets.lines, [`20000 close ${FIRST}`]);
    const late = [asks(FIRST, 1), fails(FIRST, "timed-out"), asks(SECOND, 2), "limit-reached error=timed-out"];
    const nothing = [`taken-for-host ${QUESTION}`, `branch-failed error=timed-out ${QUESTION}`];
    assert.deepEqual(told(router), [...late, ...nothing]);
  });

  test("a question that begins anew has a socket of its own", () => {
    const router = asking([FIRST]);
    const sockets = new Sockets(router);
    for (let count = 0; count < 300; count++) {
      router.feed(InputKind.Entropy, new Uint8Array(32).fill(count));
      router.ask("refresh");
      const lines = sockets.take().sort();
      assert.deepEqual(lines, [`0 close ${FIRST}`, `0 open 192.0.2.57 to ${FIRST}@53 on 2`, "0 send a.isp.test A"]);
    }
  });
});
