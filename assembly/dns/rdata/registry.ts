// The record types that are understood; any other is skipped by its length. A new
// type is a file of its own and a line here.

import { Type } from "../types";
import { readA, readAaaa } from "./address";
import { readTarget } from "./name";
import { readNaptr } from "./naptr";
import { readOpt } from "./opt";
import { readSoa } from "./soa";
import { readSrv } from "./srv";
import { checkTxt } from "./txt";

/**
 * Reads the rdata of a record into the fields of its type's file.
 * @param offset - of the rdata in the message
 * @returns 0 or a fault
 */
export function readRdata(type: i32, message: usize, offset: i32, length: i32): i32 {
  switch (type) {
    case Type.A:
      return readA(message, offset, length);
    case Type.Aaaa:
      return readAaaa(message, offset, length);
    case Type.Cname:
    case Type.Ptr:
      return readTarget(message, offset, offset + length);
    case Type.Soa:
      return readSoa(message, offset, length);
    case Type.Srv:
      return readSrv(message, offset, length);
    case Type.Naptr:
      return readNaptr(message, offset, length);
    case Type.Txt:
      return checkTxt(message, offset, length);
    case Type.Opt:
      return readOpt(message, offset, length);
    default:
      return 0;
  }
}
