// What a process holds and how often it wakes up.

import { readFileSync, readdirSync } from "node:fs";

export interface Vitals {
  /** Kilobytes of memory of its own. */
  readonly memoryKb: number;
  readonly descriptors: number;
  /** How often it began to wait, in all its life. */
  readonly waits: number;
}

/** @param pid of a daemon */
export function vitalsOf(pid: number): Vitals {
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, "utf8");
  return {
    memoryKb: Number(/^Anonymous: +(\d+) kB$/m.exec(read("smaps_rollup"))?.[1]),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    waits: Number(/^voluntary_ctxt_switches:\s+(\d+)$/m.exec(read("status"))?.[1]),
  };
}
