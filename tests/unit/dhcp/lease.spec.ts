import { Code } from "../../../assembly/codes";
import { addResolver, DISCARDS, DISCARD_SIZE, Family, LEASE, discard, remark, remarkAt } from "../../../assembly/dhcp/lease";
import { MAX_DISCARDS, MAX_REMARKS, MAX_RESOLVERS } from "../../../assembly/limits";
import { isUnspecified } from "../../../assembly/net/address";
import { hexOf, place, placed } from "../support/octets";

describe("lease", () => {
  it("forgets everything but the family", () => {
    LEASE.reset(Family.Inet6);
    LEASE.riLength = 5;
    LEASE.leaseS = 7;
    LEASE.addressPresent = true;
    memory.fill(LEASE.ownAddress, 0xff, 16);
    remark(Code.SecondName, 141, 1);
    LEASE.reset(Family.Inet6);
    expect<i32>(LEASE.family).toBe(Family.Inet6);
    expect<i32>(LEASE.riLength).toBe(0);
    expect<u32>(LEASE.leaseS).toBe(0);
    expect<bool>(LEASE.addressPresent).toBe(false);
    expect<i32>(LEASE.remarkCount).toBe(0);
    expect<i64>(LEASE.writtenMs).toBe(-1);
    expect<bool>(isUnspecified(LEASE.ownAddress)).toBe(true);
  });

  it("keeps remarks up to the limit", () => {
    LEASE.reset(Family.Inet);
    for (let i = 0; i < MAX_REMARKS + 3; i++) remark(Code.TrailingOctets, 147, 300 + i);
    expect<i32>(LEASE.remarkCount).toBe(MAX_REMARKS);
    const last = remarkAt(MAX_REMARKS - 1);
    expect<i32>(last.code).toBe(Code.TrailingOctets);
    expect<i32>(last.option).toBe(147);
    expect<i32>(last.offset).toBe(300 + MAX_REMARKS - 1);
  });

  it("tells faults and warnings apart", () => {
    LEASE.reset(Family.Inet);
    remark(Code.HexOdd, 147, 0);
    remark(Code.OverLimit, 148, 0);
    remark(Code.TypedName, 147, 0);
    expect<bool>(remarkAt(0).isWarning).toBe(false);
    expect<bool>(remarkAt(1).isWarning).toBe(true);
    expect<bool>(remarkAt(2).isWarning).toBe(true);
  });

  it("keeps as many resolvers as there is room for, and remarks on the first beyond", () => {
    LEASE.reset(Family.Inet6);
    place("20010db8000000000000000000000035");
    for (let i = 0; i < MAX_RESOLVERS; i++) expect<bool>(addResolver(placed, 23, i)).toBe(true);
    expect<i32>(LEASE.remarkCount).toBe(0);
    expect<bool>(addResolver(placed, 23, 64)).toBe(false);
    expect<i32>(LEASE.resolverCount).toBe(MAX_RESOLVERS);
    expect<i32>(remarkAt(0).code).toBe(Code.OverLimit);
    expect<i32>(remarkAt(0).option).toBe(23);
    expect<i32>(remarkAt(0).offset).toBe(64);
    place("00000000000000000000000000000001");
    expect<bool>(addResolver(placed, 23, 80)).toBe(true, "one that cannot be asked needs no room");
    expect<i32>(LEASE.remarkCount).toBe(1);
  });

  it("keeps as many discarded addresses as there is room for", () => {
    LEASE.reset(Family.Inet6);
    place("ff020000000000000000000000000001");
    for (let i = 0; i < MAX_DISCARDS - 1; i++) discard(placed, Code.Loopback);
    for (let i = 0; i < 3; i++) discard(placed, Code.Multicast + i);
    expect<i32>(LEASE.discardCount).toBe(MAX_DISCARDS);
    const last = DISCARDS + (MAX_DISCARDS - 1) * DISCARD_SIZE;
    expect<string>(hexOf(last, DISCARD_SIZE)).toBe("ff02000000000000000000000000000161");
  });
});
