// Options that hold one name in wire form: the reference identifiers (RFC 8973
// §5.1.1, §5.2.1) and the access domains (RFC 5986 §3).

import { fault, faultCode, faultOffset, isFault } from "../bytes/fault";
import { Code } from "../codes";
import { checkHostName } from "../names/name";
import { LEASE, RI, remark } from "./lease";

/** Remarks on the fault that makes an option invalid. */
export function refuseOption(failure: i32, option: i32): void {
  remark(faultCode(failure), option, faultOffset(failure));
}

/**
 * Checks the value of an option that holds one name; more names or anything else
 * behind it is remarked on and left alone. Returns the length of the name, or 0
 * after a remark that the option is invalid.
 */
export function checkNameOption(p: usize, length: i32, option: i32): i32 {
  const whole = length ? checkHostName(p, length) : fault(Code.OptionEmpty, 0);
  if (isFault(whole)) {
    refuseOption(whole, option);
    return 0;
  }
  if (whole < length) {
    const second = checkHostName(p + whole, length - whole);
    remark(isFault(second) ? Code.TrailingOctets : Code.SecondName, option, whole);
  }
  return whole;
}

/** Takes the reference identifier out of an option's value. */
export function takeReferenceIdentifier(p: usize, length: i32, option: i32): void {
  LEASE.riLength = checkNameOption(p, length, option);
  memory.copy(RI, p, LEASE.riLength);
}
