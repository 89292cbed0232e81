// The settings that the vectors cannot have, and what they show only in part.

import { Family, LEASE } from "../../../assembly/dhcp/lease";
import { takeAddresses } from "../../../assembly/dhcp/dots-options";
import { AddressForm, resetSettings, setAddressForm } from "../../../assembly/dhcp/settings";
import { leaseText } from "../support/lease-text";
import { place, placed } from "../support/octets";

const MAPPED = "00000000000000000000ffff";

function four(form: AddressForm, hex: string): string {
  resetSettings();
  setAddressForm(form);
  LEASE.reset(Family.Inet);
  takeAddresses(placed, place(hex), 148);
  return leaseText();
}

function flat(addresses: string): string {
  return `ri ; domain ; flat; addresses ${addresses}; discarded ; invalid ; warnings `;
}

describe("takeAddresses of DHCPv4", () => {
  it("A-01: reads one form where one is set", () => {
    expect<string>(four(AddressForm.Flat, "04c00002")).toBe(flat(`${MAPPED}04c00002/0`));
    expect<string>(four(AddressForm.Lists, "04c000020a")).toBe(
      `ri ; domain ; lists 1; addresses ${MAPPED}c000020a/0; discarded ; invalid ; warnings `,
    );
  });

  it("A-01: set to lists, does not warn of lists", () => {
    const text = four(AddressForm.Lists, "04c0000201 04c0000202 04c0000203 04c0000204");
    expect<string>(text.substr(text.indexOf("warnings"))).toBe("warnings ");
    expect<i32>(LEASE.listCount).toBe(4);
  });

  it("A-01: takes a multiple of 4 for flat when no exact lists fit", () => {
    // As lists: one of 4 octets, then one of 10 that runs past the end.
    expect<string>(four(AddressForm.Auto, "04c00002 0ac00003")).toBe(
      flat(`${MAPPED}04c00002/0 ${MAPPED}0ac00003/0`),
    );
  });

  it("notes that an option was there, valid or not", () => {
    four(AddressForm.Auto, "");
    expect<bool>(LEASE.addressPresent).toBe(true);
    expect<i32>(LEASE.addressCount).toBe(0);
    LEASE.reset(Family.Inet);
    expect<bool>(LEASE.addressPresent).toBe(false);
  });
});

describe("takeAddresses of DHCPv6", () => {
  it("A-02: keeps instances apart as lists of their own", () => {
    LEASE.reset(Family.Inet6);
    takeAddresses(placed, place("20010db8000000000000000000000001"), 142);
    takeAddresses(placed, place("20010db8000000000000000000000002"), 142);
    expect<string>(leaseText()).toBe(
      flat("20010db8000000000000000000000001/0 20010db8000000000000000000000002/1"),
    );
    expect<i32>(LEASE.listCount).toBe(2);
  });
});
