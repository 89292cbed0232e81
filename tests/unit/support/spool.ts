// Spool files for a test: the name, then lines.

import { parseSpool } from "../../../assembly/dhcp/spool";
import { faultText, leaseText } from "./lease-text";
import { other, placeOtherText, placeText, placed } from "./octets";

/** Milliseconds since boot at which the files are read. */
export const NOW_MS: i64 = 100000;

/** The spool file's outcome: a fault's text, or "". */
export function readSpool(name: string, text: string): string {
  const nameLength = placeOtherText(name);
  const result = parseSpool(other, nameLength, placed, placeText(text), NOW_MS);
  return result < 0 ? faultText(result) : "";
}

/** What a spool file that can be read says about servers. */
export function spoolText(name: string, text: string): string {
  const failure = readSpool(name, text);
  return failure.length ? failure : leaseText();
}
