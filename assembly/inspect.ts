// The inspect build: the release module and three more exports, which show what
// the parsers make of a message or a name. Same sources, same outcome. It also has a
// switch to trap, so that hosts can be tried on what a bug of the core would do.

import { ControlInput, InputKind, WINDOW_SIZE } from "./abi";
import { fault, faultCode, faultOffset, isFault } from "./bytes/fault";
import {
  addressElement,
  addressField,
  beginLineAt,
  boolField,
  closeList,
  closeObject,
  endLine,
  listField,
  nameField,
  nullField,
  numberField,
  openElementList,
  openObject,
} from "./bytes/json";
import { WINDOW } from "./bytes/window";
import { Code } from "./codes";
import { ADDRESSES, DISCARD_SIZE, DISCARDS, DOMAIN, Family, GROUPS, LEASE, remarkAt, RI } from "./dhcp/lease";
import { AddressForm, applyProfile, Profile, resetSettings } from "./dhcp/settings";
import { parseMessage4 } from "./dhcp/v4-message";
import { parseMessage6 } from "./dhcp/v6-message";
import { writeMessage } from "./inspect/dns";
import { decodeMessage } from "./inspect/record";
import { RESULT, RESULT_SIZE } from "./inspect/result";
import { handle as handleInput, pollOutput as pollNext } from "./index";
import { Word as InspectWord, isWord } from "./inspect/words.gen";
import { checkHostName } from "./names/name";
import { Word } from "./words.gen";

export { abiVersion, init, selfTest, window } from "./index";

/** What the octets in the window are. */
enum Subject {
  Name,
  Dhcp4,
  Dhcp6,
  Dns,
}

let trapsInDrain: bool = false;

/** As in the release module, but that the requests `trap` and `trap-drain` make this call, or the next drain, trap. */
export function handle(kind: i32, length: i32, timeLow: i32, timeHigh: i32): i32 {
  if (kind == InputKind.Control && <u32>length <= <u32>WINDOW_SIZE) {
    const line = length - ControlInput.Line;
    if (isWord(InspectWord.Trap, WINDOW + ControlInput.Line, line)) unreachable();
    trapsInDrain = isWord(InspectWord.TrapDrain, WINDOW + ControlInput.Line, line);
  }
  return handleInput(kind, length, timeLow, timeHigh);
}

/** As in the release module. */
export function pollOutput(): i32 {
  if (trapsInDrain) unreachable();
  return pollNext();
}

/** Address of what `inspect` or `decode` found. */
export function result(): i32 {
  return <i32>RESULT;
}

/**
 * Parses the octets in the window and describes them in one JSON line.
 * @param subject - 0 domain name, 1 DHCPv4 message, 2 DHCPv6 message, 3 DNS message
 * @param profile - 0 auto, 1 rfc8973, 2 draft01, 3 draft00
 * @param length - octets in the window
 * @returns length of the line; 0 if it does not fit
 */
export function inspect(subject: i32, profile: i32, length: i32): i32 {
  if (<u32>length > <u32>WINDOW_SIZE) return 0;
  resetSettings();
  applyProfile(<Profile>profile);
  begin(true);
  const found = subject == Subject.Dns ? writeMessage(WINDOW, length) : parse(subject, length);
  if (isFault(found)) {
    begin(false);
    numberField(Word.Error, faultCode(found));
    numberField(Word.Offset, faultOffset(found));
  } else if (subject == Subject.Name) {
    nameField(Word.Name, WINDOW);
    numberField(Word.Length, found);
  } else if (subject != Subject.Dns) {
    writeLease();
  }
  closeObject();
  return endLine();
}

/**
 * Parses the octets in the window without describing them: a DNS message becomes the
 * fixed record of inspect/record.ts, anything else what the core makes of it.
 * @returns 0 or above, or a fault
 */
export function decode(subject: i32, length: i32): i32 {
  if (<u32>length > <u32>WINDOW_SIZE) return fault(Code.InputLength, 0);
  return subject == Subject.Dns ? decodeMessage(WINDOW, length) : parse(subject, length);
}

function parse(subject: i32, length: i32): i32 {
  if (subject == Subject.Name) return checkHostName(WINDOW, length);
  LEASE.reset(subject == Subject.Dhcp6 ? Family.Inet6 : Family.Inet);
  return subject == Subject.Dhcp6 ? parseMessage6(WINDOW, length) : parseMessage4(WINDOW, length);
}

function begin(ok: bool): void {
  beginLineAt(RESULT, RESULT_SIZE);
  openObject();
  boolField(Word.Ok, ok);
}

function writeLease(): void {
  if (LEASE.riLength) nameField(Word.Ri, RI);
  else nullField(Word.Ri);
  if (LEASE.domainLength) nameField(Word.Domain, DOMAIN);
  else nullField(Word.Domain);
  listField(Word.Addresses);
  for (let i = 0; i < LEASE.addressCount; i++) addressElement(ADDRESSES + (i << 4));
  closeList();
  writeLists();
  listField(Word.Discarded);
  for (let i = 0; i < LEASE.discardCount; i++) {
    const entry = DISCARDS + i * DISCARD_SIZE;
    openObject();
    addressField(Word.Address, entry);
    numberField(Word.Reason, load<u8>(entry, 16));
    closeObject();
  }
  closeList();
  writeRemarks(Word.Invalid, false);
  writeRemarks(Word.Warnings, true);
}

// The drafts' form: each list is a server of its own (draft -01 §6.2.2).
function writeLists(): void {
  listField(Word.Lists);
  if (LEASE.form == AddressForm.Lists) {
    for (let list = 0; list < LEASE.listCount; list++) {
      openElementList();
      for (let i = 0; i < LEASE.addressCount; i++) {
        if (<i32>load<u8>(GROUPS + i) == list) addressElement(ADDRESSES + (i << 4));
      }
      closeList();
    }
  }
  closeList();
}

function writeRemarks(name: Word, warnings: bool): void {
  listField(name);
  for (let i = 0; i < LEASE.remarkCount; i++) {
    const note = remarkAt(i);
    if (note.isWarning != warnings) continue;
    openObject();
    numberField(Word.Option, note.option);
    numberField(warnings ? Word.Reason : Word.Error, note.code);
    numberField(Word.Offset, note.offset);
    closeObject();
  }
  closeList();
}
