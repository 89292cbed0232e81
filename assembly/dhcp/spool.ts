// A spool file, docs/spool.md: what a DHCP client hook wrote for one interface and
// family. Its frame is checked here; what a client's variables say is its dialect's.

import { fault, isFault } from "../bytes/fault";
import { parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { MAX_INTERFACE_NAME } from "../limits";
import { Word, isWord, wordAt, wordLength } from "../words.gen";
import { CHANNEL, ClientKind, Family, LEASE, LeaseEvent, MAX_CHANNEL } from "./lease";
import { readOdhcp6c } from "./odhcp6c";
import { readRaw } from "./raw";
import { eventOf } from "./spool-events";
import { beginLines, isKey, nextLine, textOffset, valueLength, valuePointer } from "./spool-text";
import { readVariables } from "./spool-variables";

const DOT: u32 = 0x2e;
const SLASH: u32 = 0x2f;

/** Two readings of one clock may differ by their rounding, in milliseconds. */
const CLOCK_TOLERANCE_MS: i64 = 1000;

let eventPointer: usize = 0;
let eventLength: i32 = 0;

/**
 * Parses a spool file into `LEASE`. No text stands for a removed file and ends the
 * lease. `nowMs` is the time since boot. Returns 0, or a fault with its offset: in
 * the name for `SpoolName`; in the decoded octets for what is wrong inside `message`
 * and `PASSTHRU`; in the text for `SpoolLine`, `SpoolClient`, `SpoolEvent`,
 * `SpoolTime`, `SpoolDevice`. After a fault `LEASE` means nothing.
 */
export function parseSpool(name: usize, nameLength: i32, text: usize, textLength: i32, nowMs: i64): i32 {
  let failure = readName(name, nameLength);
  if (isFault(failure)) return failure;
  if (textLength == 0) {
    LEASE.event = LeaseEvent.Lost;
    return 0;
  }
  eventLength = 0;
  beginLines(text, textLength);
  failure = readFirstLine();
  while (failure == 0) {
    const found = nextLine();
    if (found == 0) break;
    failure = isFault(found) ? found : readOwnLine(nowMs);
  }
  if (isFault(failure)) return failure;
  if (eventLength == 0) return fault(Code.SpoolEvent, textLength);
  if (LEASE.client == ClientKind.Provisioned && !LEASE.channelLength) return fault(Code.SpoolClient, textLength);
  return readClient();
}

// The file name gives interface and family: `INTERFACE.inet` or `INTERFACE.inet6`.
function readName(p: usize, length: i32): i32 {
  let dot = length;
  while (dot > 0 && load<u8>(p + dot - 1) != DOT) dot--;
  const end = dot - 1;
  if (end < 1) return fault(Code.SpoolName, 0);
  let family = Family.Inet;
  if (isWord(Word.DotInet6, p + end, length - end)) family = Family.Inet6;
  else if (!isWord(Word.DotInet, p + end, length - end)) return fault(Code.SpoolName, end);
  const wrong = checkInterfaceName(p, end);
  if (wrong >= 0) return fault(Code.SpoolName, wrong);
  LEASE.reset(family);
  LEASE.interfacePointer = LEASE.devicePointer = p;
  LEASE.interfaceLength = LEASE.deviceLength = end;
  return 0;
}

// -1, or the offset at which a name stops being one for an interface.
function checkInterfaceName(p: usize, length: i32): i32 {
  if (length == 0 || load<u8>(p) == DOT) return 0;
  for (let i = 0; i < length; i++) {
    const c: u32 = load<u8>(p + i);
    if (i == MAX_INTERFACE_NAME || c - 0x21 >= 0x5e || c == SLASH) return i;
  }
  return -1;
}

function readFirstLine(): i32 {
  const found = nextLine();
  if (isFault(found)) return found;
  if (!isKey(Word.Client)) return fault(Code.SpoolClient, 0);
  // The words of the clients stand in the order of `ClientKind`, and of the first two each knows one family.
  const client = wordAt(valuePointer, valueLength) - Word.Udhcpc;
  const isOther = client < ClientKind.Dhclient && client != <i32>LEASE.family;
  if (<u32>client > <u32>ClientKind.Provisioned || isOther) return fault(Code.SpoolClient, textOffset(valuePointer));
  LEASE.client = client;
  return 0;
}

// Takes a line with one of the project's own keys; the others are the dialect's.
function readOwnLine(nowMs: i64): i32 {
  if (isKey(Word.Client)) return fault(Code.SpoolClient, textOffset(valuePointer));
  if (isKey(Word.Event)) {
    if (eventLength || !valueLength) return fault(Code.SpoolEvent, textOffset(valuePointer));
    eventPointer = valuePointer;
    eventLength = valueLength;
  } else if (isKey(Word.Device)) {
    const wrong = checkInterfaceName(valuePointer, valueLength);
    if (wrong >= 0) return fault(Code.SpoolDevice, textOffset(valuePointer) + wrong);
    LEASE.devicePointer = valuePointer;
    LEASE.deviceLength = valueLength;
  } else if (isKey(Word.Channel) && LEASE.client == ClientKind.Provisioned) {
    return readChannel();
  } else if (isKey(Word.Uptime)) {
    LEASE.writtenMs = uptimeMs();
    if (LEASE.writtenMs < 0 || LEASE.writtenMs > nowMs + CLOCK_TOLERANCE_MS) {
      return fault(Code.SpoolTime, textOffset(valuePointer));
    }
    LEASE.writtenMs = min(LEASE.writtenMs, nowMs);
  }
  return 0;
}

// The channel is a lower case word, so that it can be told in one with others.
function readChannel(): i32 {
  if (!valueLength || valueLength > MAX_CHANNEL) return fault(Code.SpoolClient, textOffset(valuePointer));
  for (let i = 0; i < valueLength; i++) {
    const c: u32 = load<u8>(valuePointer + i);
    if (c - 0x61 >= 26 && c - 0x30 >= 10) return fault(Code.SpoolClient, textOffset(valuePointer) + i);
  }
  store<u8>(CHANNEL, valueLength);
  memory.copy(CHANNEL + 1, valuePointer, valueLength);
  store<u8>(CHANNEL + 1 + valueLength, 0);
  LEASE.channelLength = valueLength + 2;
  return 0;
}

// Seconds with two decimals, as /proc/uptime has them; -1 if it is anything else.
function uptimeMs(): i64 {
  const point = valueLength - 3;
  if (point < 1 || load<u8>(valuePointer + point) != DOT) return -1;
  const seconds = parseDecimal(valuePointer, point, 0xffffffff);
  const hundredths = parseDecimal(valuePointer + point + 1, 2, 99);
  return seconds < 0 || hundredths < 0 ? -1 : seconds * 1000 + hundredths * 10;
}

function readClient(): i32 {
  const word = wordAt(eventPointer, eventLength);
  const client = LEASE.client;
  LEASE.event = eventOf(client, word);
  if (LEASE.event != LeaseEvent.Bound) return 0;
  if (client == ClientKind.Raw) return readRaw();
  if (client == ClientKind.Odhcp6c) return readOdhcp6c();
  readVariables();
  return 0;
}
