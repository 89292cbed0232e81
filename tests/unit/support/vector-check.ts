// Runs one vector of tests/vectors through the parser that its kind names.

import { Family, LEASE } from "../../../assembly/dhcp/lease";
import { applyProfile, resetSettings } from "../../../assembly/dhcp/settings";
import { parseMessage4 } from "../../../assembly/dhcp/v4-message";
import { parseMessage6 } from "../../../assembly/dhcp/v6-message";
import { checkHostName } from "../../../assembly/names/name";
import { faultText, leaseText } from "./lease-text";
import { nameText, place, placed } from "./octets";

const NAME: i32 = 0;
const DHCP4: i32 = 1;

function parse(kind: i32, length: i32): i32 {
  if (kind == NAME) return checkHostName(placed, length);
  LEASE.reset(kind == DHCP4 ? Family.Inet : Family.Inet6);
  return kind == DHCP4 ? parseMessage4(placed, length) : parseMessage6(placed, length);
}

// Parses the first `length` octets placed and tells the outcome.
function outcome(kind: i32, length: i32): string {
  const result = parse(kind, length);
  if (result < 0) return faultText(result);
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
