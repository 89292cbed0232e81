// Reports of clients against a model of them; what names no peer, or is no report, changes nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind, OutputKind } from "../../host/abi.gen.ts";
import type { Core } from "../../host/core.ts";
import { encodeControl, encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";
import type { OutputRecord } from "../support/core.ts";
import { fc } from "../support/property.ts";

const CLIENT = 1;
const ADDRESSES = 10;
/** MAX_REPORTS of assembly/limits.ts. */
const MOST = 24;
const FAILURE_MS = 600_000;
const SHOWN = ["connect-failed", "identity-failed"];

interface Row {
  readonly id: string;
  readonly rank: number;
  readonly failure: string | null;
  readonly redirected: boolean;
}

const rowOf = (record: OutputRecord): Row => {
  const { id, rank, failure, redirected_for_s: seconds } = jsonOf(record);
  return { id: id as string, rank: rank as number, failure: failure as string | null, redirected: seconds !== null };
};

/** A core that publishes thirty rows, and what its result file says. */
class Subject {
  timeMs = START_MS;
  file: Row[] = [];
  private readonly core: Core = makeReadyCore();

  constructor() {
    const addresses = Array.from({ length: ADDRESSES }, (_, index) => `c00002${(16 + index).toString(16)}`).join("");
    const text = `client=udhcpc\nevent=bound\ndevice=eth1\nopt148=${addresses}\n`;
    this.feed(InputKind.Spool, encodeSpool(octetsOf("wan.inet"), octetsOf(text)));
    this.pass(60_000);
  }

  feed(kind: InputKind, payload: Uint8Array): readonly OutputRecord[] {
    const { fault, outputs } = feed(this.core, kind, payload, this.timeMs);
    assert.equal(fault, null);
    const written = outputs.filter(({ kind }) => kind === OutputKind.FileReplace);
    if (written.length > 0) this.file = written.map(rowOf);
    return outputs;
  }

  pass(ms: number): readonly OutputRecord[] {
    this.timeMs += ms;
    return this.feed(InputKind.TimeReached, new Uint8Array(0));
  }

  ask(line: string): readonly OutputRecord[] {
    return this.feed(InputKind.Control, encodeControl(CLIENT, octetsOf(line)));
  }

  rows(): Row[] {
    return this.ask("peers")
      .filter(({ kind }) => kind === OutputKind.ClientSend)
      .map(rowOf);
  }
}

/** What counts of the reports, the oldest first. */
class Model {
  private readonly reports = new Map<string, { result: string; endMs: number }>();

  report(id: string, result: string, endMs: number | null): void {
    this.reports.delete(id);
    if (endMs === null) return;
    const [oldest] = this.reports.keys();
    if (this.reports.size === MOST && oldest !== undefined) this.reports.delete(oldest);
    this.reports.set(id, { result, endMs });
  }

  expire(timeMs: number): void {
    for (const [id, { endMs }] of this.reports) if (endMs <= timeMs) this.reports.delete(id);
  }

  rows(ids: readonly string[]): Row[] {
    const failure = (id: string) => this.reports.get(id)?.result ?? "";
    const hasFailed = (id: string) => SHOWN.includes(failure(id));
    const order = [...ids.filter((id) => !hasFailed(id)), ...ids.filter(hasFailed)];
    return order.map((id, index) => ({
      id,
      rank: index + 1,
      failure: hasFailed(id) ? failure(id) : null,
      redirected: failure(id) === "redirected",
    }));
  }
}

const step = fc.record({
  peer: fc.nat(ADDRESSES * 3 - 1),
  result: fc.constantFrom("ok", "connect-failed", "identity-failed", "redirected", "connect-failed"),
  seconds: fc.constantFrom(0, 1, 60, 4294967295),
  // Mostly none, so that there come to be more reports than there is room for.
  waitMs: fc.oneof(
    { weight: 40, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constantFrom(1, 30_000, 599_999, 600_000) },
  ),
});

test("R-130 the order of the rows is that of a model, whatever is reported, and the file says the same", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 90, size: "max" }), (steps) => {
      const subject = new Subject();
      const model = new Model();
      const ids = subject.rows().map(({ id }) => id);
      assert.equal(ids.length, ADDRESSES * 3);
      for (const { peer, result, seconds, waitMs } of steps) {
        subject.pass(waitMs);
        model.expire(subject.timeMs);
        const id = ids[peer] ?? "";
        const endMs = subject.timeMs + (result === "redirected" ? seconds * 1000 : FAILURE_MS);
        subject.ask(`report ${id} ${result}${result === "redirected" ? ` ${seconds}` : ""}`);
        model.report(id, result, result === "ok" || endMs === subject.timeMs ? null : endMs);
        assert.deepEqual(subject.rows(), model.rows(ids));
        const order = (rows: readonly Row[]) => rows.map(({ id, rank, failure }) => ({ id, rank, failure }));
        assert.deepEqual(order(subject.file), order(subject.rows()));
      }
    }),
    { numRuns: 20, endOnFailure: true },
  );
});

const hex = fc.stringMatching(/^[0-9a-fA-F]{0,20}$/);
const word = fc.oneof(
  fc.constantFrom("report", "attack", "ok", "redirected", "connect-failed", "identity-failed", "not-after", "on"),
  fc.constantFrom("-1", "4294967296", "18446744073709551616", "1e9", "0x10", "#", "\0", "\xff", "REPORT", "5"),
  hex,
  fc.string({ maxLength: 24, unit: "binary-ascii" }),
);

test("a report of a peer that is not there, and a line that is none, are refused and change nothing", () => {
  const subject = new Subject();
  const before = subject.rows();
  const ids = new Set(before.map(({ id }) => id));
  const errors: readonly unknown[] = [Code.ControlPeer, Code.ControlResult, Code.ControlNumber, Code.ControlExtra];
  const isPeer = (text: string) => ids.has(text.toLowerCase());
  fc.assert(
    fc.property(
      word.filter((text) => !isPeer(text)),
      fc.array(word, { maxLength: 5 }),
      (peer, words) => {
        const line = `report ${peer} ${words.join(" ")}`;
        const outputs = subject.ask(line);
        assert.deepEqual(
          outputs.map(({ kind }) => kind),
          [OutputKind.ClientSend, OutputKind.ClientClose],
          "no event, no log, no file, no deadline",
        );
        const { record, error, offset } = jsonOf(outputs[0] as OutputRecord);
        assert.equal(record, "error");
        assert.ok(errors.includes(error), `error ${String(error)}`);
        assert.ok((offset as number) <= line.length);
      },
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...ids), fc.array(word, { maxLength: 5 }), (id, words) => {
      const isReport = /^(ok|connect-failed|identity-failed|(ok not-after|redirected) \d{1,10})\b/.test(
        words.join(" "),
      );
      fc.pre(!isReport);
      const outputs = subject.ask(`report ${id} ${words.join(" ")}`);
      assert.equal(jsonOf(outputs[0] as OutputRecord)["record"], "error");
      assert.equal(outputs.length, 2);
    }),
  );
  assert.deepEqual(subject.rows(), before);
});
