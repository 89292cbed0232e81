// What a name server may send over TCP, and what the daemon in C makes of it.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { until } from "../host/support/folder.ts";
import { withLength } from "../support/local-dns.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { onBoard, startDaemon } from "./support/daemons.ts";
import { assertEnd, FAULTY, startFaulty } from "./support/faulty.ts";
import { LONG_ZONE, serveZone } from "./support/zones.ts";

type Frame = (answer: Uint8Array) => readonly Uint8Array[];
/** An empty piece ends the connection. */
const HANG_UP = new Uint8Array(0);
const octetByOctet: Frame = (answer) =>
  withLength(answer).flatMap((octets) => [...octets].map((octet) => Uint8Array.of(octet)));

const GOOD: Readonly<Record<string, Frame>> = {
  "one octet at a time": octetByOctet,
  "octets behind the answer": (answer) => [...withLength(answer), Uint8Array.of(0, 1, 2)],
};
const BAD: Readonly<Record<string, Frame>> = {
  "length 0": () => [Uint8Array.of(0, 0)],
  "a short answer": (answer) => [...withLength(answer.subarray(0, 11)), HANG_UP],
  "an end within the length": () => [Uint8Array.of(1), HANG_UP],
  "an end within the answer": (answer) => [(withLength(answer)[0] ?? answer).subarray(0, 100), HANG_UP],
  "65,535 octets": (answer) => [Uint8Array.of(0xff, 0xff, ...answer), new Uint8Array(65535 - answer.length)],
  "16,385 octets": (answer) => [Uint8Array.of(0x40, 1, ...answer), new Uint8Array(16385 - answer.length)],
  "nothing, until it is given up": () => [],
  "the beginning, until it is given up": (answer) => [(withLength(answer)[0] ?? answer).subarray(0, 100)],
};

describe("TC=1 and what comes over TCP", { skip: reasonToSkipBoard(SANITIZED) }, () => {
  before(() => {
    buildBoard(SANITIZED);
    buildBoard(SANITIZED, FAULTY);
  });

  for (const [what, frame] of Object.entries(GOOD)) {
    test(`TCP: ${what}: the answer counts`, async (context) => {
      const daemon = await startDaemon(context, onBoard(SANITIZED), {
        configuration: await serveZone(context, LONG_ZONE, frame),
      });
      await until(() => daemon.result().includes("192.0.2.77"));
      assertEnd(daemon, await daemon.stop(), what);
    });
  }

  for (const [what, frame] of Object.entries(BAD)) {
    test(`TCP: ${what}: a failure, and what was cut is not used`, async (context) => {
      const daemon = await startFaulty(context, [], { configuration: await serveZone(context, LONG_ZONE, frame) });
      // More than one: the next question after it is asked too.
      await until(() => (daemon.err().match(/tcp-next/g)?.length ?? 0) > 1);
      assert.doesNotMatch(daemon.result(), /192\.0\.2\.77/);
      await until(() => daemon.ask("status").code === 0);
      assertEnd(daemon, await daemon.stop(), what);
    });
  }
});
