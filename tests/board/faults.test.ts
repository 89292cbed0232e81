// Every call of the port of the daemon in C fails, and every call of the operating system
// behind it: the daemon goes on, or ends with a message, and no list is lost.

import assert from "node:assert/strict";
import { constants } from "node:os";
import { before, describe, test } from "node:test";
import type { TestContext } from "node:test";
import { ErrorClass } from "../../host/abi.gen.ts";
import { until } from "../host/support/folder.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { onBoard, startDaemon } from "./support/daemons.ts";
import type { Settings, Started } from "./support/daemons.ts";
import { assertEnd, countsOf, FAULTY, isOver, isStored, known, startFaulty } from "./support/faulty.ts";
import { storeOf, untilOrOver } from "./support/faulty.ts";
import type { Fault } from "./support/faulty.ts";
import { LONG_ZONE, serveZone } from "./support/zones.ts";

const { EIO, ENOSPC, EMFILE, EROFS, EACCES, ENETUNREACH } = constants.errno;
const ONCE = 1;
const FOR_GOOD = 0;
/** Of a call that is made more often only these fail. */
const INDICES = [1, 2, 3, 4, 5, 6, 8, 12];

/** One life of a daemon, with what has to be so in the end if nothing goes on failing. */
interface Life {
  settings(context: TestContext): Promise<Settings>;
  live(daemon: Started): Promise<void>;
  isComplete(daemon: Started): boolean;
  /** Calls, and why they fail. */
  readonly calls: Readonly<Record<string, number>>;
}

const LEASES: Life = {
  settings: () => Promise.resolve({ leases: [known("dots8", "0a01000a")], configuration: "profile auto\n" }),
  async live(daemon) {
    await untilOrOver(daemon, () => daemon.result().includes("10.1.0.10"));
    if (isOver(daemon)) return;
    daemon.putLease(known("dots9", "0a01000b"));
    await untilOrOver(daemon, () => daemon.result().includes("10.1.0.11") && isStored(daemon, "0a01000b"));
    daemon.ask("status");
    daemon.child.kill("SIGHUP");
    await untilOrOver(daemon, () => /config-applied[^]*(config-applied|failed configuration)/.test(daemon.err()));
  },
  isComplete: (daemon) =>
    ["10.1.0.10", "10.1.0.11"].every((address) => daemon.result().includes(address)) &&
    ["0a01000a", "0a01000b"].every((address) => isStored(daemon, address)),
  calls: {
    ...{
      configuration: ErrorClass.Io,
      wait: ErrorClass.Io,
      store_read: ErrorClass.Io,
      store_write: ErrorClass.NoSpace,
    },
    ...{ open: EMFILE, read: EIO, write: ENOSPC, pread: EIO, pwrite: ENOSPC, fsync: EIO, rename: EROFS },
    ...{ mkdir: EROFS, lstat: EACCES, socket: EMFILE, bind: EACCES, sendto: EIO, recvfrom: EIO, epoll_wait: EIO },
  },
};

const NAMES: Life = {
  settings: async (context) => ({ configuration: await serveZone(context, LONG_ZONE) }),
  live: (daemon) => untilOrOver(daemon, () => daemon.result().includes("192.0.2.77")),
  isComplete: (daemon) => daemon.result().includes("192.0.2.77"),
  calls: {
    ...{ entropy: ErrorClass.Io, udp_open: ErrorClass.NoSpace, udp_send: ErrorClass.Unreachable },
    ...{ tcp_ask: ErrorClass.Refused, socket: EMFILE, connect: ENETUNREACH, bind: EACCES, sendto: ENETUNREACH },
    ...{ send: EIO, recv: EIO, recvfrom: EIO },
  },
};

/** Lives once without a fault, and tells how often each call was made. */
async function countCalls(context: TestContext, life: Life): Promise<ReadonlyMap<string, number>> {
  const daemon = await startFaulty(context, [], await life.settings(context));
  await life.live(daemon);
  assertEnd(daemon, await daemon.stop(), "no fault");
  assert.ok(life.isComplete(daemon));
  return countsOf(daemon);
}

/** A call fails once: all is well in the end, or the daemon did not begin. False: it was not called so often. */
async function failOnce(context: TestContext, life: Life, fault: Fault): Promise<boolean> {
  const what = `${fault.call} ${fault.from}`;
  const daemon = await startFaulty(context, [fault], await life.settings(context));
  await life.live(daemon);
  const hasBegun = daemon.err().includes("listening at");
  const code = isOver(daemon) ? await daemon.ended : await daemon.stop();
  assertEnd(daemon, code, what);
  assert.equal(code, hasBegun ? 0 : 3, what);
  if (hasBegun) assert.ok(life.isComplete(daemon), `${what}\n${daemon.err()}`);
  return daemon.err().includes(`failed ${fault.call} `);
}

for (const [name, life] of Object.entries({ "a life with leases": LEASES, "a life with questions": NAMES })) {
  describe(`each call fails: ${name}`, { skip: reasonToSkipBoard(SANITIZED) }, () => {
    before(() => {
      buildBoard(SANITIZED);
      buildBoard(SANITIZED, FAULTY);
    });

    let counts: ReadonlyMap<string, number> | null = null;
    for (const [call, why] of Object.entries(life.calls)) {
      test(`${call} fails once, at each index: the list is what it has to be`, async (context) => {
        counts ??= await countCalls(context, life);
        const count = counts.get(call) ?? 0;
        assert.ok(count > 0, `${call} is never called`);
        let failed = 0;
        for (const from of INDICES.filter((index) => index <= count))
          if (await failOnce(context, life, { call, from, times: ONCE, why })) failed++;
        assert.ok(failed > 0);
        context.diagnostic(`${call}: ${failed} of ${count} calls`);
      });
    }
  });
}

describe("each call fails for good", { skip: reasonToSkipBoard(SANITIZED) }, () => {
  before(() => {
    buildBoard(SANITIZED);
    buildBoard(SANITIZED, FAULTY);
  });

  // Without `read` no signal arrives either.
  const calls = Object.entries({ ...LEASES.calls, ...NAMES.calls }).filter(([call]) => call !== "read");
  for (const [call, why] of calls) {
    test(`${call}: no crash, the store keeps the list, and the next daemon has it`, async (context) => {
      const first = await startFaulty(context, [], await LEASES.settings(context));
      await untilOrOver(first, () => isStored(first, "0a01000a"));
      await first.stop();
      const { configuration = "" } = await NAMES.settings(context);
      const leases = [known("dots8", "0a01000a"), known("dots9", "0a01000b")];
      const settings = { configuration, files: storeOf(first), leases };
      const life = call in LEASES.calls ? settings : { configuration, files: storeOf(first) };
      const daemon = await startFaulty(context, [{ call, from: 1, times: FOR_GOOD, why }], life);
      await untilOrOver(daemon, () => daemon.err().includes(`failed ${call} `));
      await untilOrOver(daemon, () => !daemon.ask("status").err.includes("no daemon answers"));
      assertEnd(daemon, isOver(daemon) ? await daemon.ended : await daemon.stop(), call);
      assert.ok(isStored(daemon, "0a01000a"), `${call}: the record is gone`);
      const next = await startDaemon(context, onBoard(SANITIZED), { ...settings, files: storeOf(daemon) });
      await until(() => ["10.1.0.10", "10.1.0.11"].every((address) => next.result().includes(address)));
    });
  }
});
