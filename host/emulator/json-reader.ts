// Reads checked values out of parsed JSON and says where one is wrong.
import { fromHex } from "./octets.ts";

/** A scenario that cannot be used; the message names the field. */
export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
  /** The wrong field, as in `networks[0].dhcp4.address`. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(`${path === "" ? "scenario" : path}: ${problem}`);
    this.path = path;
  }
}

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of text such as `250ms`, `10s`, `1.5h`; undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  if (match === null) return undefined;
  return Math.round(Number(match[1]) * (UNITS_MS[match[2] ?? ""] ?? 0));
}

/** One JSON object: every field is asked for by name, `finish` refuses the fields that nobody asked for. */
export class ObjectReader {
  readonly path: string;
  private readonly fields: Readonly<Record<string, unknown>>;
  private readonly asked = new Set<string>();

  constructor(value: unknown, path: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new ScenarioError(path, "must be an object");
    }
    this.fields = value as Record<string, unknown>;
    this.path = path;
  }

  has(field: string): boolean {
    this.asked.add(field);
    return this.fields[field] !== undefined;
  }

  /** The value as it stands in the JSON. */
  value(field: string): unknown {
    this.asked.add(field);
    return this.fields[field];
  }

  /** A text; without `fallback` it must be there. */
  text(field: string, fallback?: string): string {
    const value = this.value(field) ?? fallback;
    if (typeof value !== "string") throw this.error(field, "must be a text");
    return value;
  }

  choice<T extends string>(field: string, choices: readonly T[], fallback?: T): T {
    const value = this.text(field, fallback);
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw this.error(field, `must be one of ${choices.join(", ")}, not "${value}"`);
    return found;
  }

  flag(field: string, fallback: boolean): boolean {
    const value = this.value(field) ?? fallback;
    if (typeof value !== "boolean") throw this.error(field, "must be true or false");
    return value;
  }

  /** A whole number; without `fallback` it must be there. */
  integer(field: string, least: number, most: number, fallback?: number): number {
    const value = this.value(field) ?? fallback;
    if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
      throw this.error(field, `must be a whole number from ${least} to ${most}`);
    }
    return value;
  }

  /** Milliseconds of a duration such as `10s`. */
  duration(field: string, fallback?: string): number {
    const milliseconds = parseDuration(this.text(field, fallback));
    if (milliseconds === undefined) throw this.error(field, "must be a duration such as 250ms, 10s, 5m, 1h or 2d");
    return milliseconds;
  }

  /** Text that `parse` understands; `what` names it in the complaint. */
  parsed<T>(field: string, what: string, parse: (text: string) => T | undefined): T {
    return parseText(this.text(field), this.pathOf(field), what, parse);
  }

  optional<T>(field: string, read: () => T): T | undefined {
    return this.has(field) ? read() : undefined;
  }

  /** A list, empty if absent; `read` gets each element and its path. */
  list<T>(field: string, read: (value: unknown, path: string) => T): T[] {
    return readList(this.value(field) ?? [], this.pathOf(field), read);
  }

  hex(field: string): Uint8Array {
    return this.parsed(field, "hex digits, two for each octet", fromHex);
  }

  error(field: string, problem: string): ScenarioError {
    return new ScenarioError(this.pathOf(field), problem);
  }

  pathOf(field: string): string {
    return this.path === "" ? field : `${this.path}.${field}`;
  }

  /** Ends the reading: a field that was never asked for is a mistake. */
  finish(): void {
    for (const field of Object.keys(this.fields)) {
      if (!this.asked.has(field)) throw this.error(field, "is not a field of this object");
    }
  }
}

/** An element of a list that `parse` understands. */
export function parseText<T>(value: unknown, path: string, what: string, parse: (text: string) => T | undefined): T {
  const parsed = typeof value === "string" ? parse(value) : undefined;
  if (parsed === undefined) throw new ScenarioError(path, `must be ${what}`);
  return parsed;
}

/** A list; `read` gets each element and its path. */
export function readList<T>(value: unknown, path: string, read: (value: unknown, path: string) => T): T[] {
  if (!Array.isArray(value)) throw new ScenarioError(path, "must be a list");
  return value.map((element, index) => read(element, `${path}[${index}]`));
}
