// The `server` section: a server configured by hand.

import { fault, isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_NAME_LENGTH } from "../limits";
import { textToName } from "../names/name";
import { findName, setName } from "../names/table";
import { isMapped } from "../net/address";
import { specialRange } from "../net/special";
import { parseAddress } from "../net/text";
import { DATA_PORT, SIGNAL_PORT } from "../pools/endpoints";
import { Holder } from "../pools/holders";
import {
  addManualAddress,
  addServerSection,
  ALL_FAMILIES,
  manualAddressAt,
  manualAddressCount,
  manualAddressSection,
  MAX_LABEL,
  putText,
  SERVER_SIZE,
  ServerSection,
  serverSectionAt,
  serverSectionCount,
  truncateManualAddresses,
} from "../pools/settings";
import { checkLast, checkName, inWord } from "./config-values";
import { nextWord, wordFault, wordSize, wordStart } from "./words";

const NAME: usize = memory.data(MAX_NAME_LENGTH + 1);
const ADDRESS: usize = memory.data(16, 8);

/** Begins a section with the label in the present word: its address as a positive number, or a fault. */
export function beginServer(): i32 {
  const result = checkName(MAX_LABEL, serverSectionAt(0).label, SERVER_SIZE, serverSectionCount());
  if (result) return result;
  const section = addServerSection();
  if (!section) return wordFault(Code.ConfigLimit);
  putText(section.label, wordStart, wordSize);
  return <i32>changetype<usize>(section);
}

/** Ends a section: 0 if the server can be used, else the fault for which it is refused (E-84). */
export function endServer(section: ServerSection): i32 {
  const index = newestSection();
  const families = familiesOfAddresses(index);
  if (!findName(Holder.ServerName + index)) {
    return fault(families ? Code.ServerWithoutReferenceIdentifier : Code.ServerEmpty, 0);
  }
  // Its name was meant to be proved, not to be resolved.
  if (section.lacksAddresses && !families) return fault(Code.ServerEmpty, 0);
  if (!section.families) section.families = ALL_FAMILIES;
  if (families) section.families &= families;
  if (!section.families) return fault(Code.ServerEmpty, 0);
  // A default port that is written out is the same place as none.
  if (section.signalPort == SIGNAL_PORT) section.signalPort = 0;
  if (section.dataPort == DATA_PORT) section.dataPort = 0;
  section.accepted = true;
  return 0;
}

function newestSection(): i32 {
  return serverSectionCount() - 1;
}

/** `reference-identifier` of the newest section. */
export function applyReferenceIdentifier(): i32 {
  const holder = Holder.ServerName + newestSection();
  if (findName(holder)) return wordFault(Code.ConfigDuplicate);
  const length = textToName(wordStart, wordSize, NAME);
  if (isFault(length)) return inWord(length);
  const extra = checkLast();
  if (extra) return extra;
  return setName(holder, NAME, length) ? 0 : wordFault(Code.ConfigLimit);
}

/** `addresses` of the newest section, each line whole or not at all; `missing` is the fault that there are none. */
export function applyAddresses(missing: i32): i32 {
  const before = manualAddressCount();
  const result = missing ? missing : readAddresses();
  if (isFault(result)) {
    truncateManualAddresses(before);
    serverSectionAt(newestSection()).lacksAddresses = true;
  }
  return result;
}

function readAddresses(): i32 {
  do {
    const result = parseAddress(wordStart, wordSize, ADDRESS);
    if (isFault(result)) return inWord(result);
    // Loopback is the administrator's own business: a gateway on this machine.
    const range = specialRange(ADDRESS);
    if (range && range != Code.Loopback) return wordFault(range);
    if (!addManualAddress(newestSection(), ADDRESS)) return wordFault(Code.ConfigLimit);
  } while (nextWord());
  return 0;
}

function familiesOfAddresses(index: i32): u8 {
  let families: u8 = 0;
  const count = manualAddressCount();
  for (let i = 0; i < count; i++) {
    if (manualAddressSection(i) == index) families |= isMapped(manualAddressAt(i)) ? 1 : 2;
  }
  return families;
}
