// The inspect build: the release module and one more export, which shows what
// the parsers make of a message or a name. Same sources, same outcome.

import { WINDOW_SIZE } from "./abi";
import { faultCode, faultOffset, isFault } from "./bytes/fault";
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
import { ADDRESSES, DISCARD_SIZE, DISCARDS, DOMAIN, Family, GROUPS, LEASE, remarkAt, RI } from "./dhcp/lease";
import { AddressForm, applyProfile, Profile, resetSettings } from "./dhcp/settings";
import { parseMessage4 } from "./dhcp/v4-message";
import { parseMessage6 } from "./dhcp/v6-message";
import { checkHostName } from "./names/name";
import { setName, findName } from "./names/table";
import { Word } from "./words.gen";

export * from "./index";

/** What the octets in the window are. */
enum Subject {
  Name,
  Dhcp4,
  Dhcp6,
}

const NAME_HOLDER: i32 = 0xffff;

/**
 * Parses the octets in the window and writes one JSON line in their place.
 * @param subject - 0 domain name, 1 DHCPv4 message, 2 DHCPv6 message
 * @param profile - 0 auto, 1 rfc8973, 2 draft01, 3 draft00
 * @param length - octets in the window
 * @returns length of the line; 0 if it does not fit into the window
 */
export function inspect(subject: i32, profile: i32, length: i32): i32 {
  if (<u32>length > <u32>WINDOW_SIZE) return 0;
  resetSettings();
  applyProfile(<Profile>profile);
  if (subject == Subject.Name) return inspectName(length);
  LEASE.reset(subject == Subject.Dhcp6 ? Family.Inet6 : Family.Inet);
  const result = subject == Subject.Dhcp6 ? parseMessage6(WINDOW, length) : parseMessage4(WINDOW, length);
  begin(result);
  if (!isFault(result)) writeLease();
  return end();
}

function inspectName(length: i32): i32 {
  const result = checkHostName(WINDOW, length);
  // The line takes the place of the name.
  if (!isFault(result)) setName(NAME_HOLDER, WINDOW, result);
  begin(result);
  if (!isFault(result)) {
    nameField(Word.Name, findName(NAME_HOLDER));
    numberField(Word.Length, result);
  }
  setName(NAME_HOLDER, 0, 0);
  return end();
}

function begin(result: i32): void {
  beginLineAt(WINDOW, WINDOW_SIZE);
  openObject();
  boolField(Word.Ok, !isFault(result));
  if (!isFault(result)) return;
  numberField(Word.Error, faultCode(result));
  numberField(Word.Offset, faultOffset(result));
}

function end(): i32 {
  closeObject();
  return endLine();
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
