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
  GeneralAt,
  limitTrust,
  RiResolution,
  setManualReplaces,
  setResolution,
  trustedNameCount,
  truncateTrustedNames,
} from "../pools/settings";
import { checkLast, inWord, needWord, readNumber } from "./config-values";
import { nextWord, wordFault, wordSize, wordStart } from "./words";

// `address-form` counts whether it stands before or after `profile`.
const BY_PROFILE: u8 = 0xff;

/** Before the first statement. */
export function beginGeneral(): void {
  memory.fill(GENERAL, 0, GeneralAt.Methods);
  store<u8>(GENERAL, BY_PROFILE, GeneralAt.AddressForm);
  store<u8>(GENERAL, Dnssec.Prefer, GeneralAt.Dnssec);
  store<u8>(GENERAL, RiResolution.SnaptrThenAddress, GeneralAt.RiResolution);
}

/** After the last statement. */
export function endGeneral(): void {
  applyProfile(<Profile>load<u8>(GENERAL, GeneralAt.Profile));
  const form = load<u8>(GENERAL, GeneralAt.AddressForm);
  if (form != BY_PROFILE) setAddressForm(<AddressForm>form);
  setStrictDraft(load<bool>(GENERAL, GeneralAt.StrictDraft));
  setAcceptMultiple(load<bool>(GENERAL, GeneralAt.AcceptMultiple));
  setManualReplaces(load<bool>(GENERAL, GeneralAt.ManualReplaces));
  setResolution(<Dnssec>load<u8>(GENERAL, GeneralAt.Dnssec), <RiResolution>load<u8>(GENERAL, GeneralAt.RiResolution));
}

const OPTION_CODES: i32 = 4;
const CODES: usize = memory.data(OPTION_CODES * 2, 2);

/**
 * `option-codes`. DHCPv4 codes are one octet without Pad and End, DHCPv6 codes two; a protocol's two
 * options cannot share a code.
 */
export function applyOptionCodes(): i32 {
  let before = 0;
  for (let i = 0; i < OPTION_CODES; i++) {
    const missing = i ? needWord() : 0;
    if (missing) return missing;
    const code = readNumber(i < 2 ? 254 : 0xffff);
    if (isFault(code)) return code;
    if (i & 1 && code == before) return wordFault(Code.ConfigDuplicate);
    store<u16>(CODES + (<usize>i << 1), code);
    before = code;
  }
  const extra = checkLast();
  if (!extra) setOptionCodes(load<u16>(CODES), load<u16>(CODES, 2), load<u16>(CODES, 4), load<u16>(CODES, 6));
  return extra;
}

const PATTERN: usize = memory.data(MAX_NAME_LENGTH + 1);

/** `trusted-names`, each line whole or not at all. `missing`: the fault that there is no value, or 0. */
export function applyTrustedNames(missing: i32): i32 {
  // A list in error still limits trust: a slip must not open the door.
  limitTrust();
  if (missing) return missing;
  const before = trustedNameCount();
  const result = readTrustedNames();
  if (isFault(result)) truncateTrustedNames(before);
  return result;
}

function readTrustedNames(): i32 {
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
