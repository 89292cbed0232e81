import { Code } from "../../../assembly/codes";
import { addPrefix as tellPrefix, Family, INFINITE_S, LEASE } from "../../../assembly/dhcp/lease";
import { MAX_LEASE_PREFIXES, MAX_PREFIXES } from "../../../assembly/limits";
import {
  dropDelegations,
  expireDelegations,
  hasSameDelegations,
  isDelegated,
  keepDelegations,
  nextDelegationDeadline,
  retireDelegations,
} from "../../../assembly/pools/delegations";
import { clearLog, logAt, logCount } from "../../../assembly/pools/log";
import { addPrefix, prefixAt, prefixCount, PrefixKind, resetPrefixes } from "../../../assembly/pools/prefixes";
import { advanceClock, resetClock } from "../../../assembly/time/clock";
import { place, placed } from "../support/octets";

const PVD: i32 = 3;
const OTHER: i32 = 4;

// A lease tells the prefix 2001:db8:N::/48.
function tell(n: i32, validS: u32, preferredS: u32 = 1): void {
  place("20010db8" + n.toString(16).padStart(4, "0") + "00".repeat(10));
  tellPrefix(placed, 48, preferredS, validS);
}

function begin(): void {
  LEASE.reset(Family.Inet6);
}

// `N` as it is delegated, `(N)` as it was.
function kept(pvd: i32 = PVD): string {
  let text = "";
  for (let i = 0; i < prefixCount(); i++) {
    const slot = prefixAt(i);
    const n = bswap<u16>(load<u16>(slot.address, 4));
    if (slot.isOf(PrefixKind.Delegated, pvd)) text += `${n} `;
    if (slot.isOf(PrefixKind.Former, pvd)) text += `(${n}) `;
  }
  return text;
}

describe("delegations", () => {
  beforeEach(() => {
    resetPrefixes();
    clearLog();
    resetClock();
    advanceClock(1_000_000);
    begin();
    tell(1, 100);
    tell(2, 300);
    keepDelegations(PVD, 1_000_000);
  });

  it("are those of the lease, with their own end", () => {
    expect<string>(kept()).toBe("1 2 ");
    expect<u32>(prefixAt(0).endS).toBe(1100);
    expect<i64>(nextDelegationDeadline()).toBe(1_100_000);
    expect<string>(kept(OTHER)).toBe("");
    expect<bool>(hasSameDelegations(PVD)).toBe(true);
    expect<bool>(hasSameDelegations(OTHER)).toBe(false);
  });

  it("I-06 count until their valid lifetime ends after a renewal that says nothing of them", () => {
    begin();
    tell(3, 200);
    expect<bool>(hasSameDelegations(PVD)).toBe(false);
    keepDelegations(PVD, 1_000_000);
    expect<string>(kept()).toBe("(1) (2) 3 ");
    expect<i32>(logCount()).toBe(2);
    expect<i32>(logAt(0).code).toBe(Code.PrefixRetired);
    expect<i64>(logAt(0).amount).toBe(300_000);
    expect<bool>(hasSameDelegations(PVD)).toBe(true, "former ones are no difference");
    advanceClock(1_099_999);
    expect<i32>(expireDelegations()).toBe(0);
    advanceClock(1_100_000);
    expect<i32>(expireDelegations()).toBe(1 << PVD);
    expect<string>(kept()).toBe("(2) 3 ");
    advanceClock(1_400_000);
    expect<i32>(expireDelegations()).toBe(1 << PVD);
    expect<string>(kept()).toBe("");
    expect<i64>(nextDelegationDeadline()).toBe(-1);
  });

  it("are gone at once where the renewal takes them away, and back where it gives them again", () => {
    begin();
    tell(1, 0, 0);
    tell(3, 200);
    expect<bool>(hasSameDelegations(PVD)).toBe(false);
    keepDelegations(PVD, 1_000_000);
    expect<string>(kept()).toBe("(2) 3 ");
    begin();
    tell(1, 0, 0);
    tell(3, 200);
    expect<bool>(hasSameDelegations(PVD)).toBe(true, "it is taken away already");
    begin();
    tell(2, 500);
    keepDelegations(PVD, 1_000_000);
    expect<string>(kept()).toBe("(3) 2 ");
    expect<u32>(prefixAt(1).endS).toBe(1500);
  });

  it("keep their place and get a new end by a renewal that says the same", () => {
    begin();
    tell(1, 900);
    tell(2, INFINITE_S);
    expect<bool>(hasSameDelegations(PVD)).toBe(true);
    keepDelegations(PVD, 1_000_000);
    expect<string>(kept()).toBe("1 2 ");
    expect<u32>(prefixAt(0).endS).toBe(1900);
    expect<u32>(prefixAt(1).endS).toBe(u32.MAX_VALUE);
    advanceClock(i64.MAX_VALUE / 2);
    expireDelegations();
    expect<string>(kept()).toBe("2 ");
  });

  it("a lease that ends retires them, one that is lost takes them away, other networks keep theirs", () => {
    begin();
    tell(7, 10);
    keepDelegations(OTHER, 1_000_000);
    retireDelegations(PVD, false);
    expect<string>(kept()).toBe("(1) (2) ");
    dropDelegations(PVD);
    expect<string>(kept()).toBe("");
    expect<string>(kept(OTHER)).toBe("7 ");
  });

  it("an address lies in a prefix with all of its bits, as long as the prefix counts", () => {
    place("20010db80001ffff" + "00".repeat(8));
    expect<bool>(isDelegated(PVD, placed)).toBe(true);
    expect<bool>(isDelegated(OTHER, placed)).toBe(false);
    retireDelegations(PVD, false);
    expect<bool>(isDelegated(PVD, placed)).toBe(true);
    place("20010db80003ffff" + "00".repeat(8));
    expect<bool>(isDelegated(PVD, placed)).toBe(false);
  });

  it("a network that renumbers all the time keeps no more former prefixes than a lease has", () => {
    for (let i = 10; i < 200; i++) {
      begin();
      tell(i, INFINITE_S);
      expect<bool>(keepDelegations(PVD, 1_000_000)).toBe(true);
    }
    expect<i32>(prefixCount()).toBe(MAX_LEASE_PREFIXES + 1);
  });

  it("what there is no room for is told to the caller", () => {
    while (addPrefix(PrefixKind.Configured, 0, placed, 128)) continue;
    expect<i32>(prefixCount()).toBe(MAX_PREFIXES);
    expect<bool>(keepDelegations(PVD, 1_000_000)).toBe(true, "what it had it has");
    tell(3, 100);
    expect<bool>(keepDelegations(PVD, 1_000_000)).toBe(false);
  });
});
