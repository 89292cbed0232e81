// The core writes codes as numbers; people and scripts get names.

import { InputKind, OutputKind } from "../abi.gen.ts";
import { codeName } from "../fault.ts";

/** Fields whose numbers are codes (docs/abi.md, JSON). */
const CODE_FIELDS = new Set(["error", "reason", "warnings"]);

/**
 * A copy of a JSON value in which every code is its name. The order of fields stays.
 */
export function nameCodes(value: unknown, isCode = false): unknown {
  if (Array.isArray(value)) return value.map((item) => nameCodes(item, isCode));
  if (typeof value === "number") return isCode ? codeName(value) : value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [field, nameCodes(item, CODE_FIELDS.has(field))]),
  );
}

/** A JSON line of the core with names for codes. A line that is no JSON stays as it is. */
export function nameCodesInLine(line: string): string {
  try {
    return JSON.stringify(nameCodes(JSON.parse(line)));
  } catch {
    return line;
  }
}

/** The name of an `InputKind` or an `OutputKind`, in kebab-case. */
export function kindName(kind: number): string {
  const found = Object.entries({ ...InputKind, ...OutputKind }).find(([, value]) => value === kind);
  return found === undefined ? String(kind) : found[0].replace(/\B[A-Z]/g, "-$&").toLowerCase();
}
