// The one way to read foreign octets. A cursor is sticky: the first fault stays,
// later reads return 0 and move nothing, so a parser checks once per record.

import { Code } from "../codes";
import { fault } from "./fault";

/** A bounded reader over octets that somebody else wrote. Lives in static memory. */
@unmanaged
export class Cursor {
  private start: usize;
  private at: usize;
  private end: usize;
  private firstFault: i32;

  /** Points the cursor at `length` octets from `pointer` and forgets any fault. */
  reset(pointer: usize, length: i32): void {
    this.start = pointer;
    this.at = pointer;
    this.end = pointer + length;
    this.firstFault = 0;
  }

  /** The first fault met since `reset`, or 0. */
  get failure(): i32 {
    return this.firstFault;
  }

  /** Octets read so far. */
  get offset(): i32 {
    return <i32>(this.at - this.start);
  }

  /** Octets not read yet; 0 after a fault. */
  get remaining(): i32 {
    return this.firstFault ? 0 : <i32>(this.end - this.at);
  }

  /** Address of the next octet. */
  get pointer(): usize {
    return this.at;
  }

  /** Keeps a fault with this code at the present offset, if it is the first. */
  fail(code: i32): i32 {
    if (!this.firstFault) this.firstFault = fault(code, this.offset);
    return this.firstFault;
  }

  /** Takes `length` octets and returns the address of the first, or 0 with a `Truncated` fault. */
  take(length: i32): usize {
    if (<u32>length > <u32>this.remaining) {
      this.fail(Code.Truncated);
      return 0;
    }
    const taken = this.at;
    this.at += length;
    return taken;
  }

  /** Next octet, or 0 with a fault. */
  u8(): u32 {
    const p = this.take(1);
    return p ? load<u8>(p) : 0;
  }

  /** Next big-endian u16, or 0 with a fault. */
  u16(): u32 {
    const p = this.take(2);
    return p ? loadU16(p) : 0;
  }

  /** Next big-endian u32, or 0 with a fault. */
  u32(): u32 {
    const p = this.take(4);
    return p ? loadU32(p) : 0;
  }
}

/** Loads a big-endian u16. The caller has checked the bounds. */
export function loadU16(pointer: usize): u32 {
  return (<u32>load<u8>(pointer) << 8) | load<u8>(pointer, 1);
}

/** Loads a big-endian u32. The caller has checked the bounds. */
export function loadU32(pointer: usize): u32 {
  return (loadU16(pointer) << 16) | loadU16(pointer + 2);
}
