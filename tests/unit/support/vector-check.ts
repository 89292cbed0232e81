// Runs one vector of tests/vectors through the parser that its kind names.

import { Family, LEASE } from "../../../assembly/dhcp/lease";
import { applyProfile, resetSettings } from "../../../assembly/dhcp/settings";
import { parseMessage4 } from "../../../assembly/dhcp/v4-message";
import { parseMessage6 } from "../../../assembly/dhcp/v6-message";
import { beginRecords, nextRecord, section } from "../../../assembly/dns/message";
import { checkHostName } from "../../../assembly/names/name";
import { checkRecord, recordSequence } from "../../../assembly/store/record";
import { faultText, leaseText } from "./lease-text";
import { nameText, place, placed } from "./octets";

const NAME: i32 = 0;
const DHCP4: i32 = 1;
const DNS: i32 = 3;
const STORE: i32 = 4;

const counts = memory.data(16, 4);

// Reads every record and counts those of each section.
function countRecords(length: i32): i32 {
  memory.fill(counts, 0, 16);
  let found = beginRecords(placed, length);
  if (found) return found;
  while ((found = nextRecord()) > 0) {
    const count = counts + (section << 2);
    store<i32>(count, load<i32>(count) + 1);
  }
  return found;
}

function parse(kind: i32, length: i32): i32 {
  if (kind == NAME) return checkHostName(placed, length);
  if (kind == DNS) return countRecords(length);
  if (kind == STORE) return checkRecord(placed, length);
  LEASE.reset(kind == DHCP4 ? Family.Inet : Family.Inet6);
  return kind == DHCP4 ? parseMessage4(placed, length) : parseMessage6(placed, length);
}

// Parses the first `length` octets placed and tells the outcome.
function outcome(kind: i32, length: i32): string {
  const result = parse(kind, length);
  if (result < 0) return faultText(result);
  if (kind == DNS) {
    return `records ${load<i32>(counts)} ${load<i32>(counts, 4)} ${load<i32>(counts, 8)} ${load<i32>(counts, 12)}`;
  }
  if (kind == STORE) return `record ${recordSequence} ${result}`;
  return kind == NAME ? `name ${nameText(placed, result)} ${result}` : leaseText();
}

/** Expects the text form of the outcome; and of every shorter message, an outcome that nothing behind its end changes. */
export function expectVector(kind: i32, profile: i32, hex: string, expected: string): void {
  resetSettings();
  applyProfile(profile);
  const length = place(hex);
  expect<string>(outcome(kind, length)).toBe(expected);
  let readPastCut = -1;
  for (let cut = 0; cut < length; cut++) {
    place(hex);
    memory.fill(placed + cut, 0xff, length - cut);
    const first = outcome(kind, cut);
    memory.fill(placed + cut, 0x00, length - cut);
    if (outcome(kind, cut) != first) readPastCut = cut;
  }
  expect<i32>(readPastCut).toBe(-1, "what is behind the end of a cut message changed the outcome");
}
