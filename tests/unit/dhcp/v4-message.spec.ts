// What the vectors leave out: the lease itself, settings, several sources.

import { hashOctets } from "../../../assembly/bytes/text";
import { ClientKind, Family, LEASE, LeaseEvent } from "../../../assembly/dhcp/lease";
import { parseMessage4 } from "../../../assembly/dhcp/v4-message";
import { resetSettings, setOptionCodes, setStrictDraft } from "../../../assembly/dhcp/settings";
import { isUnspecified } from "../../../assembly/net/address";
import { leaseText } from "../support/lease-text";
import { hexOf, place, placed } from "../support/octets";

const CLIENT_ADDRESS = "c0000263";
const YOUR_ADDRESS = "c0000264";
const NONE = "00000000";

function parse(ciaddr: string, yiaddr: string, options: string): i32 {
  const header = "02010600" + "00".repeat(8) + ciaddr + yiaddr + "00".repeat(216) + "63825363" + "350105";
  LEASE.reset(Family.Inet);
  return parseMessage4(placed, place(header + options + "ff"));
}

function serversText(options: string): string {
  assert(parse(NONE, YOUR_ADDRESS, options) == 0, "the message is well formed");
  const text = leaseText();
  return text.substr(text.indexOf("addresses "));
}

const FIRST = "9408 0a000001 0a000002";
const SECOND = "9408 0a000003 0a000004";
const M = "00000000000000000000ffff";

describe("parseMessage4", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads lifetime, server, router and own address", () => {
    expect<i32>(parse(NONE, YOUR_ADDRESS, "3304 00000e10 3604 c0000201 0304 c00002fe")).toBe(0);
    expect<i32>(LEASE.event).toBe(LeaseEvent.Bound);
    expect<i32>(LEASE.client).toBe(ClientKind.Raw);
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<u32>(LEASE.refreshS).toBe(0);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(M + YOUR_ADDRESS);
    expect<u32>(LEASE.serverKey).toBe(hashOctets(placed, place("c0000201")));
    expect<string>(hexOf(LEASE.router, 16)).toBe(M + "c00002fe");
  });

  it("takes the first router, and none that is cut", () => {
    expect<i32>(parse(NONE, YOUR_ADDRESS, "0308 c00002fd c00002fe")).toBe(0);
    expect<string>(hexOf(LEASE.router, 16)).toBe(M + "c00002fd");
    LEASE.reset(Family.Inet);
    expect<i32>(parse(NONE, YOUR_ADDRESS, "0303 c00002")).toBe(0);
    expect<bool>(isUnspecified(LEASE.router)).toBe(true);
  });

  it("takes the client's address where it asked for options only", () => {
    parse(CLIENT_ADDRESS, NONE, "");
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(M + CLIENT_ADDRESS);
    expect<u32>(LEASE.leaseS).toBe(0);
    expect<u32>(LEASE.serverKey).toBe(0);
    parse(NONE, NONE, "");
    expect<bool>(isUnspecified(LEASE.ownAddress)).toBe(true);
  });

  it("ignores a lifetime of the wrong length", () => {
    expect<i32>(parse(NONE, YOUR_ADDRESS, "3302 0e10")).toBe(0);
    expect<u32>(LEASE.leaseS).toBe(0);
  });

  it("E-09: joins two ADDRESS instances; strict-draft takes the first", () => {
    const all = `addresses ${M}0a000001/0 ${M}0a000002/0 ${M}0a000003/0 ${M}0a000004/0; discarded ; invalid ; warnings `;
    expect<string>(serversText(FIRST + SECOND)).toBe(all);
    setStrictDraft(true);
    expect<string>(serversText(FIRST + SECOND)).toBe(
      `addresses ${M}0a000001/0 ${M}0a000002/0; discarded ; invalid ; warnings 119`,
    );
    expect<string>(serversText(FIRST)).toBe(`addresses ${M}0a000001/0 ${M}0a000002/0; discarded ; invalid ; warnings `);
  });

  it("A-03: strict-draft joins what one option cannot hold", () => {
    setStrictDraft(true);
    let many = "94fc";
    for (let i = 0; i < 63; i++) many += "0a0001" + (i < 16 ? "0" : "") + i.toString(16);
    assert(parse(NONE, YOUR_ADDRESS, many + "9404 0a000201") == 0, "the message is well formed");
    expect<i32>(LEASE.addressCount).toBe(64);
    expect<i32>(LEASE.remarkCount).toBe(0);
  });

  it("reads the options under the codes that are set", () => {
    setOptionCodes(224, 225, 141, 142);
    const text = serversText("e003016100 e1040a000001 93030162 00" + FIRST);
    expect<string>(text).toBe(`addresses ${M}0a000001/0; discarded ; invalid ; warnings `);
    expect<i32>(LEASE.riLength).toBe(3);
  });

  it("R-76: remembers which option the domain came in", () => {
    parse(NONE, YOUR_ADDRESS, "0f08 6973702e74657374 d50a 03697370 0474657374 00");
    expect<i32>(LEASE.domainSource).toBe(213);
    parse(NONE, YOUR_ADDRESS, "0f08 6973702e74657374");
    expect<i32>(LEASE.domainSource).toBe(15);
    parse(NONE, YOUR_ADDRESS, "");
    expect<i32>(LEASE.domainLength).toBe(0);
  });
});
