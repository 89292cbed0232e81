import { uptime } from "node:os";

/** Milliseconds since boot, from the same clock as the `uptime` of spool files: /proc/uptime. */
export function bootTimeMs(): number {
  return Math.round(uptime() * 1000);
}
