import { AddressEntry, AddressFlag, AddressScope, LinkState, LinkType } from "../../../assembly/abi";
import { MAX_ADDRESSES, MAX_LINKS } from "../../../assembly/limits";
import {
  addAddress,
  addressAt,
  addressCount,
  addressesElsewhere,
  dropAddresses,
  dropLink,
  findLink,
  findLinkByName,
  hasAddress,
  isDeprecated,
  isLoopback,
  isOnLink,
  isOwnAddress,
  isUsableSource,
  LinkSlot,
  putLink,
  resetLinks,
} from "../../../assembly/pools/links";
import { hexOf, other, place, placed, placeOther, placeOtherText } from "../support/octets";

const V4: string = "00000000000000000000ffffc0000239";
const V6: string = "20010db8000000000000000000000039";

function put(ifindex: u32, name: string, state: LinkState = LinkState.Up): bool {
  return putLink(ifindex, <u8>state, <u8>LinkType.Ethernet, other, placeOtherText(name));
}

function byName(name: string): LinkSlot | null {
  return findLinkByName(other, placeOtherText(name));
}

// Places an `AddressEntry` with lifetimes that count.
function entry(address: string, prefixLength: i32, flags: i32 = 0, scope: i32 = 0): usize {
  place(address);
  memory.fill(placed + 16, 0, AddressEntry.Size - 16);
  store<u8>(placed, prefixLength, AddressEntry.PrefixLength);
  store<u8>(placed, flags, AddressEntry.Flags);
  store<u8>(placed, scope, AddressEntry.Scope);
  store<u32>(placed, 1800, AddressEntry.PreferredS);
  store<u32>(placed, 3600, AddressEntry.ValidS);
  return placed;
}

function sameAddresses(ifindex: u32, entries: usize, count: i32): bool {
  return addressesElsewhere(ifindex, entries, count) < 0;
}

describe("links", () => {
  beforeEach(() => {
    resetLinks();
  });

  it("are found by index and by name", () => {
    put(2, "eth1");
    put(3, "eth10", LinkState.Down);
    expect<bool>(findLink(2) === byName("eth1")).toBe(true);
    expect<bool>(findLink(3) === byName("eth10")).toBe(true);
    expect<bool>(findLink(2)!.isUp).toBe(true);
    expect<bool>(findLink(3)!.isUp).toBe(false);
    expect<bool>(byName("eth") === null).toBe(true);
    expect<bool>(byName("eth11") === null).toBe(true);
    expect<bool>(findLink(4) === null).toBe(true);
  });

  it("take a new name, state and type under the same index", () => {
    put(2, "eth1");
    expect<bool>(putLink(2, <u8>LinkState.Down, <u8>LinkType.Loopback, other, placeOtherText("lo"))).toBe(true);
    expect<bool>(byName("eth1") === null).toBe(true);
    expect<bool>(byName("lo") === findLink(2)).toBe(true);
    expect<bool>(findLink(2)!.isUp).toBe(false);
    expect<bool>(isLoopback(findLink(2)!)).toBe(true);
  });

  it("say when there are too many, and change the known ones all the same", () => {
    for (let i = 1; i <= MAX_LINKS; i++) expect<bool>(put(i, `e${i}`)).toBe(true);
    expect<bool>(put(MAX_LINKS + 1, "more")).toBe(false);
    expect<bool>(put(7, "e7", LinkState.Down)).toBe(true);
    expect<bool>(findLink(7)!.isUp).toBe(false);
    dropLink(9);
    expect<bool>(put(MAX_LINKS + 1, "more")).toBe(true);
  });

  it("are forgotten with their addresses", () => {
    put(2, "eth1");
    put(3, "eth2");
    addAddress(2, entry(V4, 120));
    addAddress(3, entry(V6, 64));
    dropLink(2);
    expect<bool>(findLink(2) === null).toBe(true);
    expect<bool>(byName("eth1") === null).toBe(true);
    expect<i32>(addressCount()).toBe(1);
    expect<u32>(addressAt(0).ifindex).toBe(3);
    expect<string>(hexOf(addressAt(0).address, 16)).toBe(V6);
  });
});

describe("addresses", () => {
  beforeEach(() => {
    resetLinks();
  });

  it("are copied with all they came with", () => {
    addAddress(7, entry(V6, 56, AddressFlag.Temporary, AddressScope.Global));
    const slot = addressAt(0);
    expect<u32>(slot.ifindex).toBe(7);
    expect<string>(hexOf(slot.address, 16)).toBe(V6);
    expect<u8>(slot.prefixLength).toBe(56);
    expect<i32>(slot.flags).toBe(AddressFlag.Temporary);
  });

  it("have at most 128 prefix bits", () => {
    addAddress(7, entry(V6, 255));
    expect<u8>(addressAt(0).prefixLength).toBe(128);
  });

  it("are dropped by interface, in order", () => {
    for (let i = 0; i < MAX_ADDRESSES; i++) addAddress(i % 3, entry(V6, i % 100));
    expect<i32>(addressCount()).toBe(MAX_ADDRESSES);
    expect<i32>(addressesElsewhere(1, placed, 0)).toBe((MAX_ADDRESSES / 3) * 2);
    expect<i32>(addressesElsewhere(9, placed, 1)).toBe(MAX_ADDRESSES);
    dropAddresses(1);
    expect<i32>(addressCount()).toBe((MAX_ADDRESSES / 3) * 2);
    expect<u8>(addressAt(0).prefixLength).toBe(0);
    expect<u8>(addressAt(1).prefixLength).toBe(2);
    expect<u8>(addressAt(2).prefixLength).toBe(3);
  });

  it("are the same set while nothing but their lifetimes changes", () => {
    addAddress(9, entry(V6, 64));
    addAddress(2, entry(V4, 120));
    expect<bool>(sameAddresses(2, entry(V4, 120), 1)).toBe(true);
    store<u32>(entry(V4, 120), 1, AddressEntry.ValidS);
    store<u32>(placed, 0, AddressEntry.PreferredS);
    expect<bool>(sameAddresses(2, placed, 1)).toBe(true);
    expect<bool>(sameAddresses(2, entry(V6, 120), 1)).toBe(false, "address");
    expect<bool>(sameAddresses(2, entry(V4, 121), 1)).toBe(false, "prefix length");
    expect<bool>(sameAddresses(2, entry(V4, 120, AddressFlag.Deprecated), 1)).toBe(false, "flags");
    expect<bool>(sameAddresses(2, entry(V4, 120, 0, AddressScope.Link), 1)).toBe(false, "scope");
    expect<bool>(sameAddresses(2, placed, 0)).toBe(false, "one less");
    expect<bool>(sameAddresses(3, entry(V4, 120), 1)).toBe(false, "another interface");
    expect<bool>(sameAddresses(3, placed, 0)).toBe(true, "none and none");
    memory.copy(entry(V4, 120) + AddressEntry.Size, placed, AddressEntry.Size);
    expect<bool>(sameAddresses(2, placed, 2)).toBe(false, "one more");
  });

  it("are told apart by their set's order", () => {
    addAddress(2, entry(V4, 120));
    addAddress(2, entry(V6, 64));
    entry(V4, 120);
    memory.copy(other, placed, AddressEntry.Size);
    entry(V6, 64);
    memory.copy(placed + AddressEntry.Size, other, AddressEntry.Size);
    expect<bool>(sameAddresses(2, placed, 2)).toBe(false);
  });

  it("serve as a source unless they are tentative or of the host", () => {
    addAddress(2, entry(V6, 64));
    addAddress(2, entry(V6, 64, AddressFlag.Tentative));
    addAddress(2, entry(V6, 64, AddressFlag.Deprecated | AddressFlag.Temporary));
    addAddress(2, entry(V6, 128, 0, AddressScope.Host));
    expect<bool>(isUsableSource(addressAt(0))).toBe(true);
    expect<bool>(isUsableSource(addressAt(1))).toBe(false);
    expect<bool>(isUsableSource(addressAt(2))).toBe(true);
    expect<bool>(isUsableSource(addressAt(3))).toBe(false);
    expect<bool>(isDeprecated(addressAt(0))).toBe(false);
    expect<bool>(isDeprecated(addressAt(2))).toBe(true);
  });

  it("make a family usable only beyond the link, on their own interface", () => {
    addAddress(2, entry("fe800000000000000000000000000001", 64, 0, AddressScope.Link));
    addAddress(2, entry(V6, 64, AddressFlag.Tentative));
    addAddress(2, entry("00000000000000000000ffff7f000001", 104, 0, AddressScope.Host));
    expect<bool>(hasAddress(2, 0)).toBe(false);
    expect<bool>(hasAddress(2, 1)).toBe(false);
    addAddress(2, entry(V4, 120));
    expect<bool>(hasAddress(2, 0)).toBe(true);
    expect<bool>(hasAddress(2, 1)).toBe(false);
    addAddress(2, entry(V6, 64, AddressFlag.Deprecated));
    expect<bool>(hasAddress(2, 1)).toBe(true);
    expect<bool>(hasAddress(3, 0)).toBe(false);
  });

  it("are the machine's own on whatever interface", () => {
    addAddress(2, entry(V4, 120));
    addAddress(3, entry(V6, 64, AddressFlag.Tentative));
    placeOther(V6);
    expect<bool>(isOwnAddress(other)).toBe(true);
    placeOther(V4);
    expect<bool>(isOwnAddress(other)).toBe(true);
    store<u8>(other, 0x3a, 15);
    expect<bool>(isOwnAddress(other)).toBe(false);
  });

  it("say what is on their link (RFC 6762 §11)", () => {
    addAddress(2, entry(V4, 120));
    addAddress(2, entry(V6, 64));
    addAddress(3, entry("00000000000000000000ffffc6336439", 120));
    placeOther("00000000000000000000ffffc00002fe");
    expect<bool>(isOnLink(2, other)).toBe(true);
    expect<bool>(isOnLink(3, other)).toBe(false);
    placeOther("00000000000000000000ffffc00003fe");
    expect<bool>(isOnLink(2, other)).toBe(false);
    placeOther("20010db8000000000000000000000099");
    expect<bool>(isOnLink(2, other)).toBe(true);
    expect<bool>(isOnLink(3, other)).toBe(false);
    placeOther("20010db8000000010000000000000099");
    expect<bool>(isOnLink(2, other)).toBe(false);
    placeOther("fe800000000000000000000000000099");
    expect<bool>(isOnLink(3, other)).toBe(true);
    placeOther("00000000000000000000ffffa9fe0101");
    expect<bool>(isOnLink(3, other)).toBe(true);
  });
});
