// The daemon in C with calls that fail (tests/board/faulty.c).

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { until } from "../../host/support/folder.ts";
import { folderOf, SANITIZED } from "./boards.ts";
import { lease, onBoard, startDaemon } from "./daemons.ts";
import type { Settings, Started } from "./daemons.ts";

/** A target of the Makefile, built with the sanitizers. */
export const FAULTY = `${folderOf(SANITIZED)}/faulty`;

export interface Fault {
  readonly call: string;
  /** The first call that fails, from 1. */
  readonly from: number;
  /** How many fail; 0: all. */
  readonly times: number;
  /** An errno, an `ErrorClass` or a seed. */
  readonly why: number;
}

export const isOver = ({ child }: Started): boolean => child.exitCode !== null || child.signalCode !== null;

/** A lease of a network that the store can recognise. */
export const known = (device: string, address: string) =>
  lease(device, address, ["lease=4294967295", "serverid=192.0.2.99"]);

/** The octets of the lists in the store. */
export function storeOf(daemon: Started): Record<string, Uint8Array> {
  const paths = ["lists.a", "lists.b"].map((name) => [`store/${name}`, join(daemon.store, name)] as const);
  return Object.fromEntries(paths.flatMap(([name, path]) => (existsSync(path) ? [[name, readFileSync(path)]] : [])));
}

/** Whether a record of the store has an address, in hexadecimal. */
export const isStored = (daemon: Started, address: string): boolean =>
  Object.values(storeOf(daemon)).some((octets) => Buffer.from(octets).includes(Buffer.from(address, "hex")));

/** Starts it. With a fault it may have ended by then. */
export function startFaulty(context: TestContext, faults: readonly Fault[], settings: Settings = {}) {
  const words = faults.map(
    ({ call, from, times, why }, at) => `FAULTY${at === 0 ? "" : "2"}=${call} ${from} ${times} ${why}`,
  );
  const make = { name: "faulty", daemon: ["env", ...words, FAULTY, "run"], client: onBoard(SANITIZED).client } as const;
  return startDaemon(context, make, { ...settings, options: ["--verbose", ...(settings.options ?? [])] });
}

/** How often each call was made, once the daemon has ended in good order. */
export function countsOf(daemon: Started): ReadonlyMap<string, number> {
  const lines = [...daemon.err().matchAll(/^called (\w+) (\d+)$/gm)];
  return new Map(lines.map(([, name = "", count]) => [name, Number(count)]));
}

/** Waits until something is so, or the daemon has ended. */
export const untilOrOver = (daemon: Started, isTrue: () => boolean): Promise<void> =>
  until(() => isTrue() || isOver(daemon));

/** It has ended in good order: 0, or 3 with a sentence; a sanitizer would have ended it with another code. */
export function assertEnd(daemon: Started, code: number | null, what: string): void {
  assert.doesNotMatch(daemon.err(), /Sanitizer|runtime error/, what);
  assert.ok(code === 0 || code === 3, `${what}: ended with ${code} ${daemon.child.signalCode}\n${daemon.err()}`);
  if (code === 3) assert.match(daemon.err(), /^dots-discovery: \S.*\S$/m, what);
  for (const line of daemon.result().split("\n").slice(0, -1)) JSON.parse(line);
  assert.ok(daemon.result() === "" || daemon.result().endsWith("\n"), `${what}: the result is cut`);
}
