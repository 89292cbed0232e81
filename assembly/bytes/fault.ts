// A fault is one negative i32: what went wrong and where. Zero and above are
// values, so a parser returns either with one word and no memory.

/** Makes a fault from a `Code` and the offset, in octets, at which it was met. */
export function fault(code: i32, offset: i32): i32 {
  return -((code << 16) | (offset & 0xffff));
}

/** True where a result is a fault and not a value. */
@inline
export function isFault(result: i32): bool {
  return result < 0;
}

/** The `Code` of a fault. */
export function faultCode(result: i32): i32 {
  return -result >>> 16;
}

/** The offset of a fault, in octets. */
export function faultOffset(result: i32): i32 {
  return -result & 0xffff;
}

/** The same fault seen from an enclosing buffer that begins `base` octets earlier. */
export function shiftFault(result: i32, base: i32): i32 {
  return fault(faultCode(result), faultOffset(result) + base);
}
