// The record types that are understood; any other is skipped by its length. Rdata is
// a row of fields, and a new type is a row here. What the fields say is read where
// it is needed: each type has a file of functions for that.

import { loadU16 } from "../../bytes/cursor";
import { fault, isFault } from "../../bytes/fault";
import { Code } from "../../codes";
import { Type } from "../types";
import { readTarget } from "./name";

/** Fields; a lower number is that of octets that are there whatever they say. */
enum Field {
  End = 0,
  /** A domain name. */
  Name = 0x80,
  /** A character-string, RFC 1035 §3.3. */
  String,
  /** An option, two octets each of code and length in front, RFC 6891 §6.1.2. */
  Option,
  /** Added to a field: as often as there is room. */
  Any = 0x40,
}

// prettier-ignore
const TYPES: usize = memory.data<u8>([
  <u8>Type.A, 4, <u8>Field.End,
  <u8>Type.Aaaa, 16, <u8>Field.End,
  <u8>Type.Srv, 6, <u8>Field.Name, <u8>Field.End,
  <u8>Type.Naptr, 4, <u8>Field.String, <u8>Field.String, <u8>Field.String, <u8>Field.Name, <u8>Field.End,
  <u8>Type.Cname, <u8>Field.Name, <u8>Field.End,
  <u8>Type.Soa, <u8>Field.Name, <u8>Field.Name, 20, <u8>Field.End,
  <u8>Type.Opt, <u8>(Field.Option + Field.Any), <u8>Field.End,
  <u8>Type.Ptr, <u8>Field.Name, <u8>Field.End,
  <u8>Type.Txt, <u8>(Field.String + Field.Any), <u8>Field.End,
  0,
]);

/**
 * Checks the rdata of a record. Its last name is in rdata/name.ts then.
 * @param at - offset of the rdata in the message
 * @returns 0, or a fault: of `readName`, or `RdataLength`
 */
export function readRdata(type: i32, message: usize, at: i32, length: i32): i32 {
  const end = at + length;
  let row = TYPES;
  while (<i32>load<u8>(row++) != type) {
    while (load<u8>(row++)) {}
    if (!load<u8>(row)) return 0;
  }
  while (true) {
    let field = <i32>load<u8>(row++);
    if (field >= Field.Name + Field.Any) {
      if (at == end) return 0;
      row--;
      field -= Field.Any;
    }
    // A length behind the end means nothing, and is no less than 0.
    let next = at + field;
    // Plain octets end the rdata if they are its last field, and only then.
    let isFit = (next == end) == !load<u8>(row);
    if (field >= Field.Name) {
      if (field == Field.Name) next = readTarget(message, at, end);
      else if (field == Field.String) next = at + 1 + <i32>load<u8>(message + at);
      else next = at + 4 + <i32>loadU16(message + at + 2);
      if (isFault(next)) return next;
      isFit = true;
    } else if (!field) {
      isFit = at == end;
      if (isFit) return 0;
    }
    if (!isFit || next > end) return fault(Code.RdataLength, at);
    at = next;
  }
}
