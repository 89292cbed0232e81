// A DNS message as a fixed record: what a program in another language would make of
// it, for comparing speed with equal work. Little-endian; offsets of text count
// from the record's start, those of character-strings and rdata from the message's.

import {
  beginRecords,
  isSameOwner,
  message,
  messageFlags,
  messageId,
  nextRecord,
  OWNER,
  ownerLength,
  rdataLength,
  rdataOffset,
  recordClass,
  recordTtl,
  recordType,
  section,
  Section,
  sectionCount,
} from "../dns/message";
import { ADDRESS, readAddress } from "../dns/rdata/address";
import * as naptr from "../dns/rdata/naptr";
import { TARGET, targetLength } from "../dns/rdata/name";
import { MAILBOX, readNames, SERVER } from "../dns/rdata/soa";
import { nameLength } from "../names/name";
import * as srv from "../dns/rdata/srv";
import { CLASS_IN, Type } from "../dns/types";
import { copyAddress } from "../net/address";
import { writeNameText } from "./name-text";
import { RESULT } from "./result";

/** The head of the record; `Entries` follow, one a question or a record. */
enum Head {
  Id = 0, // u16
  Flags = 2, // u16
  Count = 4, // u16: entries
  Size = 8,
}

/** One question or record; fields that its type does not have mean nothing. Texts are offset u32 and length u16. */
enum Entry {
  Section = 0, // u8
  Type = 2, // u16
  Class = 4, // u16
  RdataLength = 6, // u16
  Ttl = 8, // u32
  Owner = 12, // text
  RdataOffset = 18, // u16
  Target = 20, // text: the one name in the rdata, or the first
  First = 26, // u16: order or priority
  Mailbox = 28, // text: the second name of SOA
  Second = 34, // u16: preference or weight
  Strings = 36, // flags, services, regexp: offset u16, length u16
  Third = 48, // u16: port
  Address = 56, // 16 octets
  Size = 72,
}

let text: usize = 0;

/**
 * Decodes the message of `length` octets at `p` into the record at RESULT.
 * @returns the number of entries, or a fault
 */
export function decodeMessage(p: usize, length: i32): i32 {
  let found = beginRecords(p, length);
  if (found) return found;
  let claimed = 0;
  for (let part: i32 = Section.Question; part <= Section.Additional; part++) claimed += sectionCount(p, part);
  const entries = RESULT + Head.Size;
  // The first text too has an octet before it.
  text = entries + claimed * Entry.Size + 1;
  let entry = entries;
  while (true) {
    found = nextRecord();
    if (found <= 0) break;
    writeEntry(entry);
    entry += Entry.Size;
  }
  store<u16>(RESULT, messageId(p), Head.Id);
  store<u16>(RESULT, messageFlags(p), Head.Flags);
  store<u16>(RESULT, claimed, Head.Count);
  return found ? found : claimed;
}

function writeEntry(entry: usize): void {
  store<u8>(entry, section, Entry.Section);
  store<u16>(entry, recordType, Entry.Type);
  store<u16>(entry, recordClass, Entry.Class);
  store<u16>(entry, rdataLength, Entry.RdataLength);
  store<u32>(entry, recordTtl, Entry.Ttl);
  store<u16>(entry, rdataOffset, Entry.RdataOffset);
  if (isSameOwner) {
    store<u32>(entry, load<u32>(entry - Entry.Size, Entry.Owner), Entry.Owner);
    store<u16>(entry, load<u16>(entry - Entry.Size, Entry.Owner + 4), Entry.Owner + 4);
  } else {
    writeText(entry + Entry.Owner, OWNER, ownerLength);
  }
  if (section != Section.Question && recordClass == CLASS_IN) writeData(entry);
}

@inline
function writeText(slot: usize, name: usize, length: i32): void {
  const size = writeNameText(text, name, length);
  store<u32>(slot, <u32>(text - RESULT));
  store<u16>(slot, size, 4);
  text += size;
}

function writeData(entry: usize): void {
  switch (recordType) {
    case Type.A:
    case Type.Aaaa:
      readAddress();
      return copyAddress(entry + Entry.Address, ADDRESS);
    case Type.Soa:
      readNames();
      writeText(entry + Entry.Target, SERVER, nameLength(SERVER));
      return writeText(entry + Entry.Mailbox, MAILBOX, nameLength(MAILBOX));
    case Type.Cname:
    case Type.Ptr:
      return writeText(entry + Entry.Target, TARGET, targetLength);
    case Type.Srv:
      return writeSrv(entry);
    case Type.Naptr:
      return writeNaptr(entry);
  }
}

function writeSrv(entry: usize): void {
  store<u16>(entry, srv.priority(), Entry.First);
  store<u16>(entry, srv.weight(), Entry.Second);
  store<u16>(entry, srv.port(), Entry.Third);
  writeText(entry + Entry.Target, TARGET, targetLength);
}

function writeNaptr(entry: usize): void {
  store<u16>(entry, naptr.order(), Entry.First);
  store<u16>(entry, naptr.preference(), Entry.Second);
  const strings = entry + Entry.Strings;
  writeString(strings, naptr.flagsOffset());
  writeString(strings + 4, naptr.servicesOffset());
  writeString(strings + 8, naptr.regexpOffset());
  writeText(entry + Entry.Target, TARGET, targetLength);
}

function writeString(slot: usize, offset: i32): void {
  store<u16>(slot, offset + 1);
  store<u16>(slot, load<u8>(message + offset), 2);
}
