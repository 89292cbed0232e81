// Statements outside every section.

import { AddressForm, applyProfile, Profile, setAcceptMultiple, setAddressForm, setStrictDraft } from "../dhcp/settings";
import { addDraftMethod, Dnssec, GENERAL, GeneralAt, RiResolution, setManualReplaces, setResolution } from "../pools/settings";

// `address-form` counts whether it stands before or after `profile`.
const BY_PROFILE: u8 = 0xff;

// What is not 0 before the first statement, up to the families.
const DEFAULTS: u64 =
  (<u64>BY_PROFILE << (8 * GeneralAt.AddressForm)) |
  (<u64>Dnssec.Prefer << (8 * GeneralAt.Dnssec)) |
  (<u64>RiResolution.SnaptrThenAddress << (8 * GeneralAt.RiResolution));

/** Before the first statement. */
export function beginGeneral(): void {
  store<u64>(GENERAL, DEFAULTS);
}

/** After the last statement. */
export function endGeneral(): void {
  const profile = <Profile>load<u8>(GENERAL, GeneralAt.Profile);
  applyProfile(profile);
  if (profile == Profile.Draft00) addDraftMethod();
  const form = load<u8>(GENERAL, GeneralAt.AddressForm);
  if (form != BY_PROFILE) setAddressForm(<AddressForm>form);
  setStrictDraft(load<bool>(GENERAL, GeneralAt.StrictDraft));
  setAcceptMultiple(load<bool>(GENERAL, GeneralAt.AcceptMultiple));
  setManualReplaces(load<bool>(GENERAL, GeneralAt.ManualReplaces));
  setResolution(<Dnssec>load<u8>(GENERAL, GeneralAt.Dnssec), <RiResolution>load<u8>(GENERAL, GeneralAt.RiResolution));
}
