// Reads tests/vectors/**/*.hex; the format is in tests/vectors/README.md.
import { CODE_NAMES } from "../../host/abi.gen.ts";
import { listFiles, readText } from "./project.ts";

export const KINDS = ["name", "dhcp4", "dhcp6", "dns"] as const;
const STORE_KINDS = ["store"] as const;
export const PROFILES = ["auto", "rfc8973", "draft01", "draft00"] as const;

/** What is expected of a message or name, or what a module made of it; empty fields are left out. */
export type Outcome = Readonly<Record<string, unknown>>;

export interface Vector<Kind extends string = (typeof KINDS)[number]> {
  readonly path: string;
  readonly kind: Kind;
  readonly profile: (typeof PROFILES)[number];
  readonly octets: Uint8Array;
  readonly expect: Outcome;
}

/** The value of a header that has to be one of some words. */
function oneOf<T extends string>(words: readonly T[], word: string | undefined, path: string): T {
  const found = words.find((candidate) => candidate === word);
  if (found === undefined) throw new Error(`${path}: "${word}" is none of ${words.join(", ")}`);
  return found;
}

/** Octets of a line: `XX` and `XX*N`. */
function parseOctets(line: string, path: string): number[] {
  const words = line.split(/\s+/).filter((word) => word !== "");
  return words.flatMap((word) => {
    const [, digits, count] = /^([0-9a-f]{2})(?:\*(\d+))?$/.exec(word) ?? [];
    if (digits === undefined) throw new Error(`${path}: "${word}" is no octet`);
    return Array.from({ length: Number(count ?? 1) }, () => parseInt(digits, 16));
  });
}

function readVector<Kind extends string>(path: string, kinds: readonly Kind[]): Vector<Kind> {
  const headers = new Map<string, string>();
  const octets: number[] = [];
  for (const line of readText(path).split("\n")) {
    const [, key, value] = /^([a-z]+): (.*)$/.exec(line) ?? [];
    if (key !== undefined && octets.length === 0) headers.set(key, value ?? "");
    else octets.push(...parseOctets(line.replace(/#.*/, ""), path));
  }
  return {
    path,
    kind: oneOf(kinds, headers.get("kind"), path),
    profile: oneOf(PROFILES, headers.get("profile") ?? "auto", path),
    octets: Uint8Array.from(octets),
    expect: JSON.parse(headers.get("expect") ?? "") as Outcome,
  };
}

const PATHS = listFiles("tests/vectors").filter((path) => path.endsWith(".hex"));
const isOfStore = (path: string): boolean => path.startsWith("tests/vectors/store/");

/** Messages and names. */
export const VECTORS: readonly Vector[] = PATHS.filter((path) => !isOfStore(path)).map((path) =>
  readVector(path, KINDS),
);

/** Records of the store. */
export const STORE_VECTORS = PATHS.filter(isOfStore).map((path) => readVector(path, STORE_KINDS));

export type Json = Record<string, unknown>;

/** The name of a code, as vectors have it. */
export const nameOfCode = (code: unknown): string => CODE_NAMES[code as number] ?? `code ${String(code)}`;

/** An outcome without the fields that say nothing. */
export function withoutEmpty(outcome: Json): Outcome {
  const isEmpty = (value: unknown) => value === undefined || value === null || (Array.isArray(value) && !value.length);
  return Object.fromEntries(Object.entries(outcome).filter(([, value]) => !isEmpty(value)));
}

/** What the inspect module wrote, in the words of the vectors. */
export function normalise(line: Json): Outcome {
  const list = (field: string) => (line[field] ?? []) as Json[];
  return withoutEmpty({
    ...line,
    ...("error" in line && { error: nameOfCode(line["error"]) }),
    discarded: list("discarded").map(({ address, reason }) => ({ address, reason: nameOfCode(reason) })),
    invalid: list("invalid").map(({ option, error, offset }) => ({ option, error: nameOfCode(error), offset })),
    warnings: list("warnings").map(({ reason }) => nameOfCode(reason)),
  });
}
