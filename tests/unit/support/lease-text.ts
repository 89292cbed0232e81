// What a parser found, as one line of text: the form that tools/vectors.mjs gives
// to the expectation of a vector.

import { faultCode, faultOffset } from "../../../assembly/bytes/fault";
import {
  ADDRESSES,
  DISCARDS,
  DISCARD_SIZE,
  DOMAIN,
  GROUPS,
  LEASE,
  PREFIX_SIZE,
  PREFIXES,
  RI,
  remarkAt,
} from "../../../assembly/dhcp/lease";
import { AddressForm } from "../../../assembly/dhcp/settings";
import { hexOf, nameText } from "./octets";

/** A fault as `fault CODE@OFFSET`. */
export function faultText(fault: i32): string {
  return `fault ${faultCode(fault)}@${faultOffset(fault)}`;
}

function addressesText(): string {
  const parts = new Array<string>();
  for (let i = 0; i < LEASE.addressCount; i++) {
    parts.push(`${hexOf(ADDRESSES + i * 16, 16)}/${load<u8>(GROUPS + i)}`);
  }
  return parts.join(" ");
}

function discardsText(): string {
  const parts = new Array<string>();
  for (let i = 0; i < LEASE.discardCount; i++) {
    const entry = DISCARDS + i * DISCARD_SIZE;
    parts.push(`${hexOf(entry, 16)}:${load<u8>(entry, 16)}`);
  }
  return parts.join(" ");
}

/** Delegated prefixes as `HEX/LENGTH,VALID`. */
export function prefixesText(): string {
  const parts = new Array<string>();
  for (let i = 0; i < LEASE.prefixCount; i++) {
    const entry = PREFIXES + i * PREFIX_SIZE;
    parts.push(`${hexOf(entry, 16)}/${load<u8>(entry, 20)},${load<u32>(entry, 16)}`);
  }
  return parts.join(" ");
}

/** Invalid options as `OPTION:CODE@OFFSET`. */
export function invalidText(): string {
  const parts = new Array<string>();
  for (let i = 0; i < LEASE.remarkCount; i++) {
    const slot = remarkAt(i);
    if (!slot.isWarning) parts.push(`${slot.option}:${slot.code}@${slot.offset}`);
  }
  return parts.join(" ");
}

/** Warnings as their codes. */
export function warningsText(): string {
  const parts = new Array<string>();
  for (let i = 0; i < LEASE.remarkCount; i++) {
    const slot = remarkAt(i);
    if (slot.isWarning) parts.push(slot.code.toString());
  }
  return parts.join(" ");
}

/** Everything that `LEASE` says about servers. */
export function leaseText(): string {
  const form = LEASE.form == AddressForm.Lists ? `lists ${LEASE.listCount}` : "flat";
  return [
    `ri ${LEASE.riLength ? nameText(RI, LEASE.riLength) : ""}`,
    `domain ${LEASE.domainLength ? nameText(DOMAIN, LEASE.domainLength) : ""}`,
    form,
    `addresses ${addressesText()}`,
    `discarded ${discardsText()}`,
    `invalid ${invalidText()}`,
    `warnings ${warningsText()}`,
  ].join("; ");
}
