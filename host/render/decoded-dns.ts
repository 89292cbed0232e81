// What `decode dns` found in one message, for people: the header, then a line for
// each question and record.

import { listOf, numberOf, printable, textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

const FLAGS = ["aa", "tc", "rd", "ra", "ad", "cd"];
const SECTIONS = ["question", "answer", "authority", "additional"];

/** True if the core described a DNS message. */
export function isMessage(record: Particulars): boolean {
  return Array.isArray(record["question"]);
}

/** Label and text of every line. */
export function renderMessage(record: Particulars): [label: string, text: string][] {
  return [
    ["header", header(record)],
    ...SECTIONS.flatMap((section) =>
      listOf(record, section).map((item, index): [string, string] => [
        index === 0 ? section : "",
        resource(item as Particulars),
      ]),
    ),
  ];
}

function header(record: Particulars): string {
  const kind = record["qr"] === true ? "response" : "query";
  const flags = FLAGS.filter((flag) => record[flag] === true);
  const numbers = ["id", "opcode", "rcode"].map((field) => `${field} ${numberOf(record, field) ?? "?"}`);
  return [kind, ...numbers, ...flags].join(", ");
}

/** "isp.test. 60 IN SRV: priority 10, weight 60, port 4646, target m1.isp.test." */
function resource(record: Particulars): string {
  const head = ["name", "ttl", "class", "type"].map((field) => textOf(record, field, "")).filter((word) => word !== "");
  const data = record["data"];
  if (typeof data !== "object" || data === null) return head.join(" ");
  return `${head.join(" ")}: ${fields(data as Particulars)}`;
}

function fields(data: Particulars): string {
  return Object.entries(data)
    .filter(([, value]) => !Array.isArray(value) || value.length > 0)
    .map(([field, value]) => `${field.replaceAll("_", " ")} ${single(value)}`)
    .join(", ");
}

function single(value: unknown): string {
  if (Array.isArray(value)) return value.map(single).join(" ");
  if (typeof value === "object" && value !== null) return `(${fields(value as Particulars)})`;
  const text = printable(String(value));
  return text === "" || /[\s,()"]/.test(text) ? `"${text.replaceAll('"', '\\"')}"` : text;
}
