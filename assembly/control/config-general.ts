// Statements outside every section.

import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import {
  AddressForm,
  applyProfile,
  Profile,
  setAcceptMultiple,
  setAddressForm,
  setOptionCodes,
  setStrictDraft,
} from "../dhcp/settings";
import { MAX_NAME_LENGTH, MAX_TRUSTED_NAMES } from "../limits";
import { textToPattern } from "../names/name";
import { setName } from "../names/table";
import { Holder } from "../pools/holders";
import {
  addTrustedName,
  Dnssec,
  GENERAL,
  METHODS,
  RiResolution,
  setDnssecMode,
  setManualReplaces,
  setRiResolution,
  truncateTrustedNames,
  trustedNameCount,
} from "../pools/settings";
import { GENERAL_RESOLVERS } from "../pools/resolvers";
import { readDomains, readResolverList, readTrustedResolvers } from "./config-names";
import { Word } from "../words.gen";
import { checkLast, inWord, needWord, readChoice, readMethods, readNumber, readSwitch } from "./config-values";
import { knownWord, nextWord, wordFault, wordSize, wordStart } from "./words";

// `address-form` counts whether it stands before or after `profile`.
let chosenForm: i32 = -1;

/** Before the first statement. */
export function beginGeneral(): void {
  chosenForm = -1;
}

/** After the last statement. */
export function endGeneral(): void {
  if (chosenForm >= 0) setAddressForm(<AddressForm>chosenForm);
}

/** Applies one statement; 0 or a fault with its offset in the line. */
export function applyGeneral(statement: Word): i32 {
  switch (statement) {
    case Word.Profile:
      return applyProfileStatement();
    case Word.Methods:
      return readMethods(METHODS);
    case Word.AddressForm:
      return applyAddressForm();
    case Word.OptionCodes:
      return applyOptionCodes();
    case Word.StrictDraft: {
      const on = readSwitch();
      if (!isFault(on)) setStrictDraft(on == 1);
      return min(on, 0);
    }
    case Word.AcceptMultiple: {
      const on = readSwitch();
      if (!isFault(on)) setAcceptMultiple(on == 1);
      return min(on, 0);
    }
    case Word.ManualScope: {
      const choice = readChoice(Word.Beside, Word.Replace);
      if (!isFault(choice)) setManualReplaces(choice == 1);
      return min(choice, 0);
    }
    case Word.Resolvers:
      return readResolverList(GENERAL_RESOLVERS);
    case Word.ResolverTrustAd:
      return readTrustedResolvers();
    case Word.DefaultDomain:
      return readDomains(GENERAL);
    case Word.Dnssec:
      return applyDnssec();
    case Word.RiResolution:
      return applyRiResolution();
    case Word.TrustedNames:
      return applyTrustedNames();
    default:
      return wordFault(Code.ConfigStatement);
  }
}

function applyProfileStatement(): i32 {
  const missing = needWord();
  if (missing) return missing;
  // The words stand in the order of the profiles.
  const profile = knownWord() - Word.Auto;
  if (<u32>profile > <u32>Profile.Draft00) return wordFault(Code.ConfigValue);
  const extra = checkLast();
  if (!extra) applyProfile(<Profile>profile);
  return extra;
}

function applyDnssec(): i32 {
  const missing = needWord();
  if (missing) return missing;
  const word = knownWord();
  if (word == Word.Off) setDnssecMode(Dnssec.Off);
  else if (word == Word.Prefer) setDnssecMode(Dnssec.Prefer);
  else if (word == Word.Require) setDnssecMode(Dnssec.Require);
  else return wordFault(Code.ConfigValue);
  return 0;
}

function applyRiResolution(): i32 {
  const missing = needWord();
  if (missing) return missing;
  const word = knownWord();
  if (word == Word.SnaptrThenAddress) setRiResolution(RiResolution.SnaptrThenAddress);
  else if (word == Word.Snaptr) setRiResolution(RiResolution.Snaptr);
  else if (word == Word.Address) setRiResolution(RiResolution.Address);
  else return wordFault(Code.ConfigValue);
  return 0;
}

function applyAddressForm(): i32 {
  const missing = needWord();
  if (missing) return missing;
  const word = knownWord();
  let form: i32 = AddressForm.Auto;
  if (word == Word.Flat) form = AddressForm.Flat;
  else if (word == Word.Lists) form = AddressForm.Lists;
  else if (word != Word.Auto) return wordFault(Code.ConfigValue);
  const extra = checkLast();
  if (!extra) chosenForm = form;
  return extra;
}

// DHCPv4 codes are one octet without Pad and End, DHCPv6 codes two; a protocol's
// two options cannot share a code.
function applyOptionCodes(): i32 {
  const ri4 = readNumber(1, 254);
  if (isFault(ri4)) return ri4;
  const address4 = readNumber(1, 254);
  if (isFault(address4)) return address4;
  if (address4 == ri4) return wordFault(Code.ConfigDuplicate);
  const ri6 = readNumber(1, 0xffff);
  if (isFault(ri6)) return ri6;
  const address6 = readNumber(1, 0xffff);
  if (isFault(address6)) return address6;
  if (address6 == ri6) return wordFault(Code.ConfigDuplicate);
  const extra = checkLast();
  if (!extra) setOptionCodes(ri4, address4, ri6, address6);
  return extra;
}

const PATTERN: usize = memory.data(MAX_NAME_LENGTH + 1);

function applyTrustedNames(): i32 {
  const before = trustedNameCount();
  const result = readTrustedNames();
  if (isFault(result)) truncateTrustedNames(before);
  return result;
}

function readTrustedNames(): i32 {
  const missing = needWord();
  if (missing) return missing;
  do {
    const length = textToPattern(wordStart, wordSize, PATTERN);
    if (isFault(length)) return inWord(length);
    const index = trustedNameCount();
    if (index == MAX_TRUSTED_NAMES || !setName(Holder.TrustedName + index, PATTERN, length)) {
      return wordFault(Code.ConfigLimit);
    }
    addTrustedName();
  } while (nextWord());
  return 0;
}
