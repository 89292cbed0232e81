// The requests `select [interface IF] TARGET…` and `accept …`: the targets, and the reply
// line by line. An `accept` is a gateway's question (R-113): all or nothing.
//
// The targets are kept where no line of a reply reaches, behind the longest in the exchange
// window. The next input writes over them: by then the reply is told or lost.

import { MAX_LINE_LENGTH, Output } from "../abi";
import { isFault, faultCode } from "../bytes/fault";
import {
  addressElement,
  closeList,
  hexElement,
  listField,
  nullField,
  numberElement,
  numberField,
  prefixElement,
  textField,
  valueField,
  wordField,
} from "../bytes/json";
import { hexDigit } from "../bytes/text";
import { WINDOW } from "../bytes/window";
import { Code } from "../codes";
import { beginSelection, FIRST_SECTION, groupOf, reason, selectGroups } from "../discovery/selection";
import { MAX_CELLS, MAX_TARGETS } from "../limits";
import { isMapped } from "../net/address";
import { HOST_BITS, parsePrefix } from "../net/text";
import { cellPvd } from "../pools/cells";
import { ALL_CHANNELS, List } from "../pools/endpoints";
import { ANY_PVD, homeOf, pvdSection } from "../pools/pvds";
import { serverSectionAt } from "../pools/settings";
import { Word } from "../words.gen";
import { storedField } from "./network-record";
import { networkFields } from "./peer-record";
import { beforeRows, NO_ROW, rowCell, rowChannel, rowEndpoint, rowId, seekRow } from "./rows";
import { nextWord, refuse, wordSize, wordStart } from "./words";

/** Longest part of a target that is no address that is shown; as long as a domain name in text form. */
const MAX_TEXT: i32 = 253;
/** Peers in one line; a group with more takes another line. */
const MAX_PEERS: i32 = 256;

/** One target. */
@unmanaged
class TargetSlot {
  /** Its groups. */
  groups: u32;
  /** Why it has none. */
  reason: u8;
  /** It is no address or prefix: there is a text, not an address. */
  isText: bool;
  /** Of the text in octets, or of the prefix in bits. */
  length: u8;
  // Then: the address or the text.

  get value(): usize {
    return changetype<usize>(this) + 7;
  }
}

const SLOT_SIZE: i32 = 7 + MAX_TEXT;
const SLOTS: usize = WINDOW + Output.Payload + MAX_LINE_LENGTH;

let count: i32 = 0;
let network: i32 = -1;
let isGateway: bool = false;
/** The groups of all targets. */
let allGroups: u32 = 0;
/** How far the reply is: a group, then a row in the lower bits, `ROW_BITS` of them; behind the last group a target. */
let position: i32 = 0;

const ROW_BITS: i32 = 18;
const BEHIND_GROUPS: i32 = 32;
/** Before all groups: the targets have to be looked at first. */
const NOT_BEGUN: i32 = -1;

function targetAt(index: i32): TargetSlot {
  return changetype<TargetSlot>(SLOTS + index * SLOT_SIZE);
}

/**
 * Takes the targets of a request, from the present word on.
 * @param pvd - the network that the attack comes over, or `EVERY_PVD`
 */
export function takeTargets(pvd: i32, isGatewaysQuestion: bool): void {
  count = 0;
  network = pvd;
  isGateway = isGatewaysQuestion;
  position = NOT_BEGUN;
  if (!wordSize) refuse(Code.ControlTargetMissing);
  for (; wordSize; nextWord()) {
    if (count == MAX_TARGETS) return refuse(Code.ControlTargets);
    if (wordStart + wordSize > SLOTS) return refuse(Code.ControlLength);
    takeTarget(targetAt(count++));
  }
}

function takeTarget(slot: TargetSlot): void {
  const length = parsePrefix(wordStart, wordSize, slot.value);
  slot.groups = 0;
  slot.reason = 0;
  slot.isText = isFault(length);
  slot.length = <u8>length;
  if (!slot.isText) return;
  slot.reason = <u8>(looksLikeAddress() ? faultCode(length) : Code.ResolveFirst);
  slot.length = <u8>min(wordSize, MAX_TEXT);
  memory.copy(slot.value, wordStart, slot.length);
}

// Names, URIs and aliases have letters, or at least no digit and no colon.
function looksLikeAddress(): bool {
  let isNumeric = false;
  for (let i = 0; i < wordSize; i++) {
    const octet: u32 = load<u8>(wordStart + i);
    // A digit, a colon between groups, a dot or the slash before a length.
    if (octet - 0x30 <= 10) isNumeric = true;
    else if (hexDigit(octet) < 0 && octet - 0x2e > 1) return false;
  }
  return isNumeric;
}

/** Writes the next line of the reply; false behind the last one. */
export function writeSelection(): bool {
  if (position == NOT_BEGUN) {
    position = 0;
    const isWhole = selectAll();
    if (isGateway) {
      if (!isWhole) position = BEHIND_GROUPS << ROW_BITS;
      wordField(Word.Record, isWhole ? Word.Accepted : Word.Rejected);
      return true;
    }
  }
  for (; position < BEHIND_GROUPS << ROW_BITS; position = ((position >> ROW_BITS) + 1) << ROW_BITS) {
    if (writeGroup(position >> ROW_BITS)) return true;
  }
  let index = position - (BEHIND_GROUPS << ROW_BITS);
  while (index < count && targetAt(index).groups) index++;
  position = (BEHIND_GROUPS << ROW_BITS) + index + 1;
  if (index >= count) return false;
  writeUnmatched(targetAt(index));
  return true;
}

// Done when the reply is told: what the same input changed counts. True if every target has a group.
function selectAll(): bool {
  beginSelection(network);
  let isWhole = true;
  allGroups = 0;
  for (let i = 0; i < count; i++) {
    const slot = targetAt(i);
    if (!slot.isText) {
      slot.groups = selectGroups(slot.value, slot.length, isGateway);
      slot.reason = <u8>reason;
    }
    if (!slot.groups) isWhole = false;
    allGroups |= slot.groups;
  }
  return isWhole;
}

function writeUnmatched(slot: TargetSlot): void {
  wordField(Word.Record, Word.Unmatched);
  if (slot.isText) textField(Word.Target, slot.value, slot.length);
  else {
    valueField(Word.Target);
    targetElement(slot);
  }
  numberField(Word.Reason, slot.reason);
}

function targetElement(slot: TargetSlot): void {
  if (slot.length == <u8>HOST_BITS) addressElement(slot.value);
  else prefixElement(slot.value, slot.length);
}

// A line has the peers of one network: those of a `server` section may be in several.
function writeGroup(group: i32): bool {
  if (!((allGroups >> group) & 1)) return false;
  let row = seekMember(position & ((1 << ROW_BITS) - 1), group);
  if (row == NO_ROW) return false;
  const pvd = cellPvd(rowCell(row));
  wordField(Word.Record, Word.Group);
  networkFields(pvd, 1);
  if (group < FIRST_SECTION) nullField(Word.ServerGroup);
  else storedField(Word.ServerGroup, serverSectionAt(group - FIRST_SECTION).label);
  listField(Word.Targets);
  for (let i = 0; i < count; i++) if ((targetAt(i).groups >> group) & 1) targetElement(targetAt(i));
  closeList();
  listField(Word.Warnings);
  if (isShared(pvd, group)) numberElement(Code.SharedAddress);
  closeList();
  listField(Word.Peers);
  for (let listed = 0; row != NO_ROW && cellPvd(rowCell(row)) == pvd && listed < MAX_PEERS; listed++) {
    hexElement(rowId(row));
    position = (group << ROW_BITS) | (row + 1);
    row = seekMember(row + 1, group);
  }
  closeList();
  return true;
}

// What is done for an IPv4 address that neighbours have too is done to them as well (I-04).
function isShared(pvd: i32, group: i32): bool {
  const section = pvdSection(pvd, 1);
  if (!section || !section.sharedAddress) return false;
  for (let i = 0; i < count; i++) {
    const target = targetAt(i);
    if ((target.groups >> group) & 1 && isMapped(target.value)) return true;
  }
  return false;
}

// The first row of a group at or after a place, or `NO_ROW`: one of a server, with an address.
function seekMember(from: i32, group: i32): i32 {
  for (; rowCell(from) < MAX_CELLS; from = beforeRows(rowCell(from) + 1)) {
    const pvd = cellPvd(rowCell(from));
    if (group < FIRST_SECTION ? pvd != group : network >= 0 && homeOf(pvd) != network && pvd != ANY_PVD) continue;
    for (let row = from; (row = seekRow(row, List.Published)) != NO_ROW; row++) {
      if (rowChannel(row) & ALL_CHANNELS && groupOf(rowEndpoint(row)) == group) return row;
    }
  }
  return NO_ROW;
}
