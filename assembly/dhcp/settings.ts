// How DHCP options are read: which codes, which form, which of the rules on which
// the RFC and the drafts differ. Set from the configuration.

/** Form of the DHCPv4 ADDRESS option. */
export const enum AddressForm {
  /** RFC 8973 §5.2.2: addresses one after the other. */
  Flat,
  /** draft-ietf-dots-server-discovery-01 §6.2.2: lists with a length octet each. */
  Lists,
  /** Flat where the length is a multiple of 4 and no exact lists fit, else lists. */
  Auto,
}

/** Which text is followed where they differ. */
export enum Profile {
  Auto,
  Rfc8973,
  Draft01,
  Draft00,
}

/** Codes of the four options; RI is the reference identifier. */
export let codeRi4: i32 = 147;
export let codeAddress4: i32 = 148;
export let codeRi6: i32 = 141;
export let codeAddress6: i32 = 142;

/** An `AddressForm`. */
export let addressForm: i32 = AddressForm.Auto;

/** Only the first DHCPv4 ADDRESS instance counts, unless it had to be split. */
export let strictDraft: bool = false;

/** Every DHCPv6 ADDRESS instance is a server of its own (draft -01 §6.1.2). */
export let acceptMultiple: bool = false;

/** Sets the codes of the four options. */
export function setOptionCodes(ri4: i32, address4: i32, ri6: i32, address6: i32): void {
  codeRi4 = ri4;
  codeAddress4 = address4;
  codeRi6 = ri6;
  codeAddress6 = address6;
}

/** Sets the form of the DHCPv4 ADDRESS option. */
export function setAddressForm(form: AddressForm): void {
  addressForm = form;
}

/** Sets `strictDraft`. */
export function setStrictDraft(on: bool): void {
  strictDraft = on;
}

/** Sets `acceptMultiple`. */
export function setAcceptMultiple(on: bool): void {
  acceptMultiple = on;
}

/** Sets the form of the DHCPv4 ADDRESS option that goes with a profile. */
export function applyProfile(profile: Profile): void {
  if (profile == Profile.Auto) addressForm = AddressForm.Auto;
  else addressForm = profile == Profile.Rfc8973 ? AddressForm.Flat : AddressForm.Lists;
}

/** Sets everything to its default. */
export function resetSettings(): void {
  setOptionCodes(147, 148, 141, 142);
  applyProfile(Profile.Auto);
  strictDraft = false;
  acceptMultiple = false;
}
