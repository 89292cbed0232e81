// What `decode` found in one message, for people.

import { codeName } from "../fault.ts";
import { isMessage, renderMessage } from "./decoded-dns.ts";
import { numberOf, printable, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { explain } from "./sentences.ts";

const INDENT = "  ";
const LABEL_WIDTH = 12;

/** A heading with the number of the message, then a line for each thing that it says. */
export function renderDecoded(number: number, record: Particulars): string[] {
  if (record["ok"] === false) return [`message ${number} cannot be read: ${problem(record)}`];
  if (isMessage(record)) {
    return [`message ${number}`, ...renderMessage(record).map(([label, text]) => labelled(label, text))];
  }
  const fields = Object.entries(record).filter(([field, value]) => field !== "ok" && !isNothing(value));
  return [
    `message ${number}`,
    ...fields.flatMap(([field, value]) => values(value).map((text, index) => labelled(index === 0 ? field : "", text))),
  ];
}

function labelled(label: string, text: string): string {
  return `${INDENT}${label.replaceAll("_", " ").padEnd(LABEL_WIDTH)}${text}`;
}

function isNothing(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/** The texts of a field: one for each item of a list of objects, else one in all. */
function values(value: unknown): string[] {
  if (!Array.isArray(value)) return [single(value)];
  if (value.every((item) => typeof item !== "object" || item === null)) return [value.map(single).join(", ")];
  return value.map(single);
}

function single(value: unknown): string {
  if (Array.isArray(value)) return value.map(single).join(", ");
  if (typeof value !== "object" || value === null) return printable(String(value));
  const record = value as Particulars;
  const subject = textOf(record, ["address", "name"], "") || `option ${textOf(record, "option", "?")}`;
  return `${subject}: ${problem(record)}`;
}

function problem(record: Particulars): string {
  const code = numberOf(record, "error") ?? numberOf(record, "reason");
  const offset = numberOf(record, "offset");
  const what = code === null ? "no reason is given" : `${explain(code, record)} (${codeName(code)})`;
  return offset === null ? what : `${what}, at octet ${offset}`;
}
