// A DNS message as one JSON line: header, then the four sections.

import { loadU16, loadU32 } from "../bytes/cursor";
import { addressElement, closeList, closeObject, numberElement, openObject } from "../bytes/json";
import {
  beginRecords,
  Flag,
  messageFlags,
  messageId,
  nextRecord,
  OWNER,
  rdataLength,
  rdataOffset,
  recordClass,
  recordTtl,
  recordType,
  section,
  Section,
} from "../dns/message";
import { ADDRESS, readAddress } from "../dns/rdata/address";
import { TARGET } from "../dns/rdata/name";
import * as naptr from "../dns/rdata/naptr";
import * as opt from "../dns/rdata/opt";
import { MAILBOX, numbersOffset, readNames, SERVER } from "../dns/rdata/soa";
import * as srv from "../dns/rdata/srv";
import { CLASS_IN, Type } from "../dns/types";
import { isMapped } from "../net/address";
import {
  boolElement,
  field,
  hexElement,
  mappedElement,
  nameElement,
  numberedElement,
  openList,
  textElement,
  wordElement,
} from "./json";
import { Word } from "./words.gen";

const NO_SECTION: i32 = -1;
const AFTER_LAST: i32 = Section.Additional + 1;

/**
 * Writes the fields of a message of `length` octets at `p`.
 * @returns 0, or the fault for which it cannot be read: what was written is half a line
 */
export function writeMessage(p: usize, length: i32): i32 {
  let found = beginRecords(p, length);
  if (found) return found;
  writeHeader(p);
  let open = NO_SECTION;
  while (true) {
    found = nextRecord();
    open = moveTo(open, found > 0 ? section : AFTER_LAST);
    if (found <= 0) return found;
    writeRecord(p);
  }
}

// Ends the list of the open section and begins the next ones; an empty section is
// an empty list.
function moveTo(open: i32, next: i32): i32 {
  for (; open < next; open++) {
    if (open >= 0) closeList();
    if (open < Section.Additional) openList(Word.Question + open + 1);
  }
  return next;
}

function writeHeader(p: usize): void {
  const flags = messageFlags(p);
  writeNumber(Word.Id, messageId(p));
  writeFlag(Word.Qr, flags & Flag.Response);
  writeNumber(Word.Opcode, (flags >> 11) & 15);
  writeFlag(Word.Aa, flags & Flag.Authoritative);
  writeFlag(Word.Tc, flags & Flag.Truncated);
  writeFlag(Word.Rd, flags & Flag.RecursionDesired);
  writeFlag(Word.Ra, flags & Flag.RecursionAvailable);
  writeFlag(Word.Ad, flags & Flag.AuthenticData);
  writeFlag(Word.Cd, flags & Flag.CheckingDisabled);
  writeNumber(Word.Rcode, flags & 15);
}

function writeNumber(name: Word, value: i64): void {
  field(name);
  numberElement(value);
}

function writeFlag(name: Word, bit: i32): void {
  field(name);
  boolElement(bit != 0);
}

function writeName(name: Word, wireName: usize): void {
  field(name);
  nameElement(wireName);
}

function writeText(name: Word, source: usize, length: i32): void {
  field(name);
  textElement(source, length);
}

function writeHex(source: usize, length: i32): void {
  field(Word.Hex);
  hexElement(source, length);
}

function writeRecord(p: usize): void {
  openObject();
  writeName(Word.Name, OWNER);
  writeType();
  if (section == Section.Question) {
    writeClass();
  } else {
    // CLASS and TTL of an OPT record are none: they are among its data.
    if (recordType != Type.Opt) {
      writeClass();
      writeNumber(Word.Ttl, recordTtl);
    }
    field(Word.Data);
    openObject();
    writeData(p);
    closeObject();
  }
  closeObject();
}

function writeType(): void {
  field(Word.Type);
  const word = typeWord(recordType);
  if (word == Word.TypeNumber) numberedElement(Word.TypeNumber, recordType);
  else wordElement(word);
}

function writeClass(): void {
  field(Word.Class);
  if (recordClass == CLASS_IN) wordElement(Word.IN);
  else numberedElement(Word.ClassNumber, recordClass);
}

/** The word for a type; `TypeNumber` if it has none here (RFC 3597 §5). */
function typeWord(type: i32): Word {
  switch (type) {
    case Type.A:
      return Word.A;
    case Type.Cname:
      return Word.CNAME;
    case Type.Soa:
      return Word.SOA;
    case Type.Ptr:
      return Word.PTR;
    case Type.Txt:
      return Word.TXT;
    case Type.Aaaa:
      return Word.AAAA;
    case Type.Srv:
      return Word.SRV;
    case Type.Naptr:
      return Word.NAPTR;
    case Type.Opt:
      return Word.OPT;
    default:
      return Word.TypeNumber;
  }
}

// What `nextRecord` left of the record's rdata.
function writeData(p: usize): void {
  if (recordType == Type.Opt) return writeOpt(p);
  if (recordClass != CLASS_IN) return writeHex(p + rdataOffset, rdataLength);
  switch (recordType) {
    case Type.A:
    case Type.Aaaa:
      return writeAddress();
    case Type.Cname:
    case Type.Ptr:
      return writeName(Word.Name, TARGET);
    case Type.Soa:
      return writeSoa(p);
    case Type.Srv:
      return writeSrv();
    case Type.Naptr:
      return writeNaptr(p);
    case Type.Txt:
      return writeStrings(p);
    default:
      return writeHex(p + rdataOffset, rdataLength);
  }
}

// The core's one form of addresses would show a mapped one of an AAAA record as IPv4.
function writeAddress(): void {
  readAddress();
  field(Word.Address);
  if (recordType == Type.Aaaa && isMapped(ADDRESS)) mappedElement(ADDRESS);
  else addressElement(ADDRESS);
}

function writeSoa(p: usize): void {
  readNames();
  writeName(Word.Mname, SERVER);
  writeName(Word.Rname, MAILBOX);
  for (let i = 0; i < 5; i++) writeNumber(Word.Serial + i, loadU32(p + numbersOffset() + (i << 2)));
}

function writeSrv(): void {
  writeNumber(Word.Priority, srv.priority());
  writeNumber(Word.Weight, srv.weight());
  writeNumber(Word.Port, srv.port());
  writeName(Word.Target, TARGET);
}

function writeString(name: Word, string: usize): void {
  writeText(name, string + 1, load<u8>(string));
}

function writeNaptr(p: usize): void {
  writeNumber(Word.Order, naptr.order());
  writeNumber(Word.Preference, naptr.preference());
  writeString(Word.Flags, p + naptr.flagsOffset());
  writeString(Word.Services, p + naptr.servicesOffset());
  writeString(Word.Regexp, p + naptr.regexpOffset());
  writeName(Word.Replacement, TARGET);
}

function writeStrings(p: usize): void {
  openList(Word.Strings);
  const end = rdataOffset + rdataLength;
  for (let at = rdataOffset; at < end; ) {
    const length = <i32>load<u8>(p + at);
    textElement(p + at + 1, length);
    at += 1 + length;
  }
  closeList();
}

function writeOpt(p: usize): void {
  writeNumber(Word.UdpSize, opt.udpSize());
  writeNumber(Word.ExtendedRcode, opt.extendedRcode());
  writeNumber(Word.Version, opt.version());
  writeFlag(Word.Do, opt.dnssecOk() ? 1 : 0);
  openList(Word.Options);
  const end = rdataOffset + rdataLength;
  for (let at = rdataOffset; at < end; ) {
    const length = <i32>loadU16(p + at + 2);
    openObject();
    writeNumber(Word.Code, loadU16(p + at));
    writeHex(p + at + opt.OPTION_HEADER, length);
    closeObject();
    at += opt.OPTION_HEADER + length;
  }
  closeList();
}
