// An event of the core as environment variables of a program: checked values only, so that a
// script that is careless with quotes meets no foreign signs (docs/consumers.md).

import { numberOf, parseParticulars } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";
import { isHostName, isPlainName, readAddress } from "./records.ts";

/** What a program is told of one event. */
export interface EventNotice {
  readonly event: string;
  /** Events with the same key replace one another while they wait. */
  readonly key: string;
  readonly variables: Readonly<Record<string, string>>;
}

const EVENTS = ["added", "changed", "removed", "published", "state", "credentials-missing"];

type Check = (record: Particulars) => string | null;

/** Variable -> its checked value; what has none is left out. */
const VARIABLES: Readonly<Record<string, Check>> = {
  DOTS_EVENT: nameOf("event"),
  DOTS_PVD: nameOf("pvd"),
  DOTS_INTERFACE: nameOf("interface"),
  DOTS_FAMILY: nameOf("family"),
  DOTS_ID: nameOf("id"),
  DOTS_ROLE: nameOf("role"),
  DOTS_ADDRESS: addressOf,
  DOTS_SCOPE_ID: countOf("scope_id"),
  DOTS_CHANNEL: nameOf("channel"),
  DOTS_TRANSPORT: nameOf("transport"),
  DOTS_PORT: countOf("port"),
  DOTS_RANK: countOf("rank"),
  DOTS_REFERENCE_ID: identityOf,
  DOTS_METHOD: nameOf("method"),
  DOTS_CREDENTIALS: nameOf("credentials_ref"),
  DOTS_FROM: nameOf("from"),
  DOTS_TO: nameOf("to"),
  DOTS_ADDED: countOf("added"),
  DOTS_REMOVED: countOf("removed"),
  DOTS_CHANGED: countOf("changed"),
};

/** What to tell of a line of the core; null if it is no event for programs. */
export function eventNotice(line: string): EventNotice | null {
  const record = parseParticulars(line);
  const event = EVENTS.find((name) => name === record["event"]);
  if (event === undefined) return null;
  const variables: Record<string, string> = {};
  for (const [name, check] of Object.entries(VARIABLES)) {
    const value = check(record);
    if (value !== null) variables[name] = value;
  }
  const { DOTS_ID, DOTS_PVD = "", DOTS_FAMILY = "" } = variables;
  // Of a peer the last word counts, whether it was added, changed or removed.
  const key = DOTS_ID === undefined ? `${event} ${DOTS_PVD} ${DOTS_FAMILY}` : `peer ${DOTS_ID}`;
  return { event, key, variables };
}

function nameOf(field: string): Check {
  return (record) => {
    const value = record[field];
    return typeof value === "string" && isPlainName(value) ? value : null;
  };
}

function countOf(field: string): Check {
  return (record) => {
    const value = numberOf(record, field);
    return value !== null && Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  };
}

function addressOf(record: Particulars): string | null {
  const value = record["address"];
  return typeof value === "string" ? (readAddress(value)?.text ?? null) : null;
}

/** The first one; a server has one only. */
function identityOf(record: Particulars): string | null {
  const list = record["reference_ids"];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  const value = typeof first === "object" && first !== null ? (first as Particulars)["value"] : undefined;
  if (typeof value !== "string") return null;
  return isHostName(value) ? value : (readAddress(value)?.text ?? null);
}
