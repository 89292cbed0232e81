// DNS messages in a few words, for the timeline.
import type { Description } from "./describe.ts";
import { DnsFlag, DnsRcode, decodeQuery } from "./dns-message.ts";
import type { DnsResponse } from "./dns-message.ts";
import { formatName, formatRecord, formatType } from "./dns-record.ts";
import { readU16, toHex } from "./octets.ts";

/** More records than this are counted. */
const MOST_TOLD = 4;

/** @param server text of the address that is asked */
export function describeQuery(octets: Uint8Array, server: string, overTcp: boolean): Description {
  const query = decodeQuery(octets);
  const asked = query === undefined ? toHex(octets) : questionText(query.question);
  return { message: "QUERY", text: `${asked} to ${server}${overTcp ? " over TCP" : ""}` };
}

/** @param octets of the response, of which something may have been left out */
export function describeResponse(response: DnsResponse, octets: Uint8Array): Description {
  const asked = response.question === undefined ? "?" : questionText(response.question);
  return { message: rcodeText(response.rcode), text: `${asked}: ${answerText(response, octets)}` };
}

function questionText({ name, type }: { name: readonly string[]; type: number }): string {
  return `${formatName(name)} ${formatType(type)}`;
}

function rcodeText(rcode: number): string {
  return (
    Object.entries(DnsRcode)
      .find(([, value]) => value === rcode)?.[0]
      .toUpperCase() ?? `RCODE ${rcode}`
  );
}

function answerText({ answer, hasEdns }: DnsResponse, octets: Uint8Array): string {
  if (readU16(octets, 2) & DnsFlag.Truncated) return "truncated";
  const shown = answer.slice(0, MOST_TOLD).map(formatRecord);
  const additional = readU16(octets, 10) - (hasEdns ? 1 : 0);
  if (answer.length > MOST_TOLD) shown.push(`${answer.length - MOST_TOLD} more`);
  if (answer.length === 0) shown.push("no answer");
  if (additional > 0) shown.push(`${additional} in Additional`);
  return shown.join("; ");
}
