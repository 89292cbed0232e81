// A sentence for every code, made of the code and the particulars of its record.

import { Code } from "../abi.gen.ts";
import { codeName } from "../fault.ts";
import { numberOf, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { CONFIG_SENTENCES } from "./sentences-config.ts";
import { DECISION_SENTENCES } from "./sentences-decisions.ts";
import { DNS_SENTENCES, MESSAGE_SENTENCES } from "./sentences-dns.ts";
import { INPUT_SENTENCES, USE_SENTENCES } from "./sentences-input.ts";

/** The type demands an entry for every member of `Code`. */
export const SENTENCES: Readonly<Record<Code, (particulars: Particulars) => string>> = {
  ...INPUT_SENTENCES,
  ...CONFIG_SENTENCES,
  ...USE_SENTENCES,
  ...DECISION_SENTENCES,
  ...DNS_SENTENCES,
  ...MESSAGE_SENTENCES,
};

/** What a code means, as part of a sentence: no capital, no full stop. */
export function explain(code: number, particulars: Particulars = {}): string {
  const make = (SENTENCES as Readonly<Record<number, ((particulars: Particulars) => string) | undefined>>)[code];
  return make === undefined ? `code ${codeName(code)}` : make(particulars);
}

/**
 * The sentence for a `Log` record: where, what, and, if the record has an
 * `error`, why and at which octet.
 */
export function sentence(code: number, particulars: Particulars): string {
  const what = explain(code, particulars);
  const error = numberOf(particulars, "error");
  if (error === null || error === Code.Ok) return `${placeText(particulars)}${what}`;
  const offset = numberOf(particulars, "offset");
  const isLine = code === Code.ConfigLine;
  const at = offset === null || isLine ? "" : ` (at octet ${offset})`;
  return `${placeText(particulars)}${what}: ${explain(error, particulars)}${at}`;
}

/** "wan inet6: ", or nothing for records that speak of the whole machine. */
export function placeText(particulars: Particulars): string {
  const network = textOf(particulars, ["pvd", "interface"], "");
  const family = textOf(particulars, "family", "");
  const words = [network, family].filter((word) => word !== "").join(" ");
  return words === "" ? "" : `${words}: `;
}
