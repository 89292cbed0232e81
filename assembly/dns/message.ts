// The frame of a DNS message, RFC 1035 §4.1: header, question, records. Counts in
// the header are claims; the octets decide.
//
//   0      2       4         6         8         10        12
//   | id   | flags | QDCOUNT | ANCOUNT | NSCOUNT | ARCOUNT | question …

import { MAX_MESSAGE_LENGTH } from "../abi";
import { loadU16, loadU32 } from "../bytes/cursor";
import { fault, faultCode, faultOffset, isFault } from "../bytes/fault";
import { FIRST_NAME } from "../bytes/scratch";
import { Code } from "../codes";
import { MAX_NAME_LENGTH, MAX_RECORDS } from "../limits";
import { HEADER_SIZE, readLength, readName } from "./name";
import { readRdata } from "./rdata/registry";
import { CLASS_IN, Type } from "./types";

export { HEADER_SIZE };

/** TYPE and CLASS; and with TTL and RDLENGTH. */
const QUESTION_SIZE: i32 = 4;
const RECORD_SIZE: i32 = 10;
/** A CLASS without the bit that is a flag of mDNS (RFC 6762 §10.2, §18.12). */
const CLASS_MASK: i32 = 0x7fff;

/** Bits of the flags field, RFC 1035 §4.1.1 and RFC 4035 §3.2. */
export enum Flag {
  Response = 0x8000,
  Authoritative = 0x0400,
  Truncated = 0x0200,
  RecursionDesired = 0x0100,
  RecursionAvailable = 0x0080,
  AuthenticData = 0x0020,
  CheckingDisabled = 0x0010,
}

/** Parts of a message. */
export enum Section {
  Question,
  Answer,
  Authority,
  Additional,
}

/** The record that `nextRecord` read. */
export let section: i32 = 0;
export let recordType: i32 = 0;
/** Without its top bit, which is a flag of mDNS. */
export let recordClass: i32 = 0;
/** Seconds; one with the top bit set is 0 (RFC 2181 §8). */
export let recordTtl: u32 = 0;
/** Offset and length of the rdata. */
export let rdataOffset: i32 = 0;
export let rdataLength: i32 = 0;
/** The owner in wire form, without pointers. */
export const OWNER: usize = FIRST_NAME;

/** The message that is read. */
export let message: usize = 0;
/** Its length with the root label. */
export let ownerLength: i32 = 0;
/** It is the owner of the record before. */
export let isSameOwner: bool = false;

/** The two upper bits of a pointer to a name, RFC 1035 §4.1.4. */
const POINTER: i32 = 0xc000;

// What a pointer to the owner reads.
let ownerPointer: i32 = -1;
let end: i32 = 0;
let at: i32 = 0;
let left: i32 = 0;

/** The message's id. */
export function messageId(p: usize): i32 {
  return <i32>loadU16(p);
}

/** The message's flags field. */
export function messageFlags(p: usize): i32 {
  return <i32>loadU16(p + 2);
}

/** Records that the header claims for a section. */
export function sectionCount(p: usize, part: Section): i32 {
  return <i32>loadU16(p + 4 + (<usize>part << 1));
}

/**
 * Begins at the first question of the message of `length` octets at `p`; readable
 * memory goes on for 7 octets behind it (name.ts).
 * @returns 0, or a fault: `MessageTooShort`, `MessageTooLong`, `RecordCount`
 */
export function beginRecords(p: usize, length: i32): i32 {
  if (length < HEADER_SIZE) return fault(Code.MessageTooShort, length);
  if (length > MAX_MESSAGE_LENGTH) return fault(Code.MessageTooLong, MAX_MESSAGE_LENGTH);
  message = p;
  end = length;
  rewind();
  const records =
    sectionCount(p, Section.Answer) + sectionCount(p, Section.Authority) + sectionCount(p, Section.Additional);
  return max(left, records) > MAX_RECORDS ? fault(Code.RecordCount, 4) : 0;
}

/** Begins again at the first question of the message that was begun. */
export function rewind(): void {
  ownerPointer = -1;
  at = HEADER_SIZE;
  section = Section.Question;
  left = sectionCount(message, Section.Question);
}

/**
 * Reads the next question or record, and the rdata of a type that is understood (rdata/).
 * @returns 1; 0 after the last one; or a fault: of `readName` or the type's reader,
 *   `Truncated`, or `TrailingOctets` after the last record. A fault comes again.
 */
export function nextRecord(): i32 {
  while (!left) {
    if (section == Section.Additional) return at == end ? 0 : fault(Code.TrailingOctets, at);
    left = sectionCount(message, <Section>++section);
  }
  const fixed = readOwner();
  if (isFault(fixed)) return fixed;
  const isQuestion = section == Section.Question;
  rdataOffset = fixed + (isQuestion ? QUESTION_SIZE : RECORD_SIZE);
  if (rdataOffset > end) return fault(Code.Truncated, fixed);
  const p = message + fixed;
  recordType = <i32>loadU16(p);
  recordClass = <i32>loadU16(p + 2) & CLASS_MASK;
  recordTtl = 0;
  rdataLength = 0;
  if (!isQuestion) {
    const failure = readRecord(p);
    if (failure) return failure;
  }
  at = rdataOffset + rdataLength;
  left--;
  return 1;
}

// Most owners are a pointer to where the one before is, or points: that one stays.
function readOwner(): i32 {
  const pointer = <i32>loadU16(message + at);
  isSameOwner = pointer == ownerPointer && at + 2 <= end;
  if (isSameOwner) return at + 2;
  const fixed = readName(message, end, at, OWNER);
  if (isFault(fixed)) return fixed;
  ownerLength = readLength;
  ownerPointer = pointer >= POINTER ? pointer : fixed == at + ownerLength ? POINTER | at : -1;
  return fixed;
}

// What a record has more than a question. Rdata of other classes has other forms.
function readRecord(p: usize): i32 {
  recordTtl = loadU32(p + 4);
  // RFC 2181 §8; an OPT record has flags there.
  if (<i32>recordTtl < 0 && recordType != Type.Opt) recordTtl = 0;
  rdataLength = <i32>loadU16(p + 8);
  if (rdataOffset + rdataLength > end) return fault(Code.Truncated, rdataOffset - 2);
  if (recordClass != CLASS_IN && recordType != Type.Opt) return 0;
  const failure = readRdata(recordType, message, rdataOffset, rdataLength);
  // The message goes on, so it is the rdata that is too short for its content.
  if (failure && faultCode(failure) == Code.Truncated) return fault(Code.RdataLength, faultOffset(failure));
  return failure;
}
