// A fault is one number that the core returns: what went wrong and where.

import { CODE_NAMES } from "./abi.gen.ts";

/** What the core had against an input: a `Code` and the offset, in octets, where it was met. */
export interface Fault {
  readonly code: number;
  readonly offset: number;
}

/** Takes a negative result of the core apart. */
export function decodeFault(result: number): Fault {
  return { code: -result >>> 16, offset: -result & 0xffff };
}

/** The kebab-case name of a code; a number that no code has stays a number. */
export function codeName(code: number): string {
  return CODE_NAMES[code] ?? String(code);
}
