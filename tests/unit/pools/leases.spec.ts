import { NO_DEADLINE } from "../../../assembly/abi";
import { ADDRESSES, DOMAIN, Family, GROUPS, INFINITE_S, LEASE, RI } from "../../../assembly/dhcp/lease";
import { MAX_CELLS, MAX_ENDPOINTS, MAX_NAME_LENGTH } from "../../../assembly/limits";
import { clearNames, findName, setName } from "../../../assembly/names/table";
import { nameLength, textToName } from "../../../assembly/names/name";
import {
  ALL_CHANNELS,
  appendEndpoint,
  countIn,
  endpointCount,
  List,
  nextIn,
  NO_ADDRESS,
  resetEndpoints,
} from "../../../assembly/pools/endpoints";
import { Holder } from "../../../assembly/pools/holders";
import {
  dropLease,
  isSameLease,
  keepLease,
  leaseAt,
  leaseEndMs,
  LeaseState,
  resetLeases,
} from "../../../assembly/pools/leases";
import { hexOf, nameText, other, placeOtherText } from "../support/octets";

const V4: string = "00000000000000000000ffffc000020";
const DAY_MS: i64 = 24 * 3600 * 1000;

// What a parser would leave: two servers with a name, in a domain.
function fillLease(): void {
  LEASE.reset(Family.Inet);
  LEASE.riLength = textToName(other, placeOtherText("mitigate.isp.test"), RI);
  LEASE.domainLength = textToName(other, placeOtherText("isp.test"), DOMAIN);
  LEASE.domainSource = 213;
  LEASE.addressPresent = true;
  LEASE.addressCount = 2;
  for (let i = 0; i < 2; i++) {
    memory.fill(ADDRESSES + i * 16, 0, 16);
    store<u32>(ADDRESSES + i * 16, 0x0a0200c0 + ((<u32>i) << 24), 12);
    store<u16>(ADDRESSES + i * 16, 0xffff, 10);
    store<u8>(GROUPS + i, i);
  }
  LEASE.serverKey = 11;
  memory.fill(LEASE.router, 0x22, 16);
  LEASE.leaseS = 3600;
  memory.fill(LEASE.ownAddress, 0x44, 16);
}

function heldName(holder: i32): string {
  const name = findName(holder);
  return name ? nameText(name, nameLength(name)) : "none";
}

describe("leases", () => {
  beforeEach(() => {
    resetLeases();
    resetEndpoints();
    clearNames(0, 0xffff);
    fillLease();
  });

  it("keep what was parsed, each cell its own", () => {
    expect<bool>(keepLease(2)).toBe(true);
    LEASE.riLength = 0;
    LEASE.addressCount = 1;
    LEASE.addressPresent = false;
    expect<bool>(keepLease(3)).toBe(true);
    const lease = leaseAt(2);
    expect<bool>(lease.isHeld).toBe(true);
    expect<bool>(lease.addressPresent).toBe(true);
    expect<i32>(lease.domainSource).toBe(213);
    expect<u32>(lease.serverKey).toBe(11);
    expect<string>(hexOf(lease.router, 16)).toBe("22222222222222222222222222222222");
    expect<string>(hexOf(lease.ownAddress, 16)).toBe("44444444444444444444444444444444");
    expect<string>(heldName(Holder.LeaseName + 2)).toBe("mitigate.isp.test");
    expect<string>(heldName(Holder.LeaseDomain + 2)).toBe("isp.test");
    expect<i32>(countIn(2, List.Lease)).toBe(2);
    const first = nextIn(2, List.Lease, null)!;
    expect<string>(hexOf(first.address, 16)).toBe(V4 + "a");
    expect<u8>(first.group).toBe(0);
    expect<u8>(first.channels).toBe(ALL_CHANNELS);
    const second = nextIn(2, List.Lease, first)!;
    expect<string>(hexOf(second.address, 16)).toBe(V4 + "b");
    expect<u8>(second.group).toBe(1);
    expect<string>(heldName(Holder.LeaseName + 3)).toBe("none");
    expect<i32>(countIn(3, List.Lease)).toBe(1);
    expect<bool>(leaseAt(3).addressPresent).toBe(false);
  });

  it("take the place of the one before, whole", () => {
    keepLease(2);
    LEASE.addressCount = 1;
    LEASE.domainLength = 0;
    keepLease(2);
    expect<i32>(countIn(2, List.Lease)).toBe(1);
    expect<i32>(endpointCount()).toBe(1);
    expect<string>(heldName(Holder.LeaseDomain + 2)).toBe("none");
  });

  it("are dropped whole and alone", () => {
    keepLease(2);
    keepLease(3);
    dropLease(2);
    expect<i32>(leaseAt(2).state).toBe(LeaseState.None);
    expect<u32>(leaseAt(2).serverKey).toBe(0);
    expect<string>(heldName(Holder.LeaseName + 2)).toBe("none");
    expect<string>(heldName(Holder.LeaseDomain + 2)).toBe("none");
    expect<i32>(countIn(2, List.Lease)).toBe(0);
    expect<bool>(leaseAt(3).isHeld).toBe(true);
    expect<i32>(countIn(3, List.Lease)).toBe(2);
    resetLeases();
    for (let cell = 0; cell < MAX_CELLS; cell++) expect<bool>(leaseAt(cell).isHeld).toBe(false);
  });

  it("are kept whole or not at all when there is no room for their addresses", () => {
    while (endpointCount() < MAX_ENDPOINTS - 1) appendEndpoint(9, List.Staged, NO_ADDRESS, ALL_CHANNELS);
    expect<bool>(keepLease(2)).toBe(false);
    expect<bool>(leaseAt(2).isHeld).toBe(false);
    expect<i32>(countIn(2, List.Lease)).toBe(0);
    expect<string>(heldName(Holder.LeaseName + 2)).toBe("none");
  });

  it("are kept whole or not at all when there is no room for their names", () => {
    memory.fill(other, 0x61, MAX_NAME_LENGTH);
    let holder = 0x5000;
    while (setName(holder, other, MAX_NAME_LENGTH)) holder++;
    while (setName(holder, other, 20)) holder++;
    clearNames(holder - 1, holder - 1);
    expect<bool>(keepLease(2)).toBe(false, "room for one of two names");
    expect<string>(heldName(Holder.LeaseName + 2)).toBe("none");
    expect<bool>(leaseAt(2).isHeld).toBe(false);
    expect<i32>(endpointCount()).toBe(0);
  });
});

describe("a lease is the same", () => {
  beforeEach(() => {
    resetLeases();
    resetEndpoints();
    clearNames(0, 0xffff);
    fillLease();
    keepLease(2);
  });

  it("while all that it says about servers is the same", () => {
    expect<bool>(isSameLease(2)).toBe(true);
    LEASE.leaseS = 7200;
    LEASE.refreshS = 600;
    LEASE.writtenMs = 5;
    LEASE.riLength = textToName(other, placeOtherText("mitigate.isp.test"), RI);
    expect<bool>(isSameLease(2)).toBe(true, "times do not count (E-91)");
    leaseAt(2).state = <u8>LeaseState.Ended;
    expect<bool>(isSameLease(2)).toBe(true);
  });

  it("never where there was none", () => {
    expect<bool>(isSameLease(3)).toBe(false);
  });

  it("not when a server was added, removed, moved or replaced", () => {
    LEASE.addressCount = 1;
    expect<bool>(isSameLease(2)).toBe(false, "one less");
    LEASE.addressCount = 3;
    memory.copy(ADDRESSES + 32, ADDRESSES, 16);
    expect<bool>(isSameLease(2)).toBe(false, "one more");
    fillLease();
    store<u8>(ADDRESSES, 0x0c, 15);
    expect<bool>(isSameLease(2)).toBe(false, "another address");
    fillLease();
    store<u8>(ADDRESSES, 0x0b, 15);
    store<u8>(ADDRESSES, 0x0a, 31);
    expect<bool>(isSameLease(2)).toBe(false, "another order (R-32)");
    fillLease();
    store<u8>(GROUPS, 0, 1);
    expect<bool>(isSameLease(2)).toBe(false, "another list");
  });

  it("not when a name, the server, the router or the option's presence changed", () => {
    LEASE.riLength = textToName(other, placeOtherText("mitigate.isp.tesu"), RI);
    expect<bool>(isSameLease(2)).toBe(false, "identifier");
    fillLease();
    LEASE.riLength = 0;
    expect<bool>(isSameLease(2)).toBe(false, "no identifier");
    fillLease();
    LEASE.domainLength = textToName(other, placeOtherText("isq.test"), DOMAIN);
    expect<bool>(isSameLease(2)).toBe(false, "domain");
    fillLease();
    LEASE.domainLength = 0;
    expect<bool>(isSameLease(2)).toBe(false, "no domain");
    fillLease();
    LEASE.serverKey = 12;
    expect<bool>(isSameLease(2)).toBe(false, "DHCP server");
    fillLease();
    store<u8>(LEASE.router, 0x23, 15);
    expect<bool>(isSameLease(2)).toBe(false, "default router");
    fillLease();
    LEASE.addressPresent = false;
    expect<bool>(isSameLease(2)).toBe(false, "no ADDRESS option");
  });
});

describe("the end of a lease", () => {
  beforeEach(() => {
    LEASE.reset(Family.Inet6);
  });

  it("is unknown without any time", () => {
    expect<i64>(leaseEndMs(5000, 50)).toBe(NO_DEADLINE);
  });

  it("is its time after it was written, to the millisecond", () => {
    LEASE.leaseS = 3600;
    expect<i64>(leaseEndMs(5000, 100)).toBe(3605000);
    LEASE.leaseS = INFINITE_S - 1;
    expect<i64>(leaseEndMs(0x7fffffff, 0)).toBe(0x7fffffff + 4294967294000);
  });

  it("never comes if it is infinite, whatever the refresh time", () => {
    LEASE.leaseS = INFINITE_S;
    LEASE.refreshS = 600;
    expect<i64>(leaseEndMs(5000, 0)).toBe(NO_DEADLINE);
  });

  it("goes before the refresh time", () => {
    LEASE.leaseS = 10;
    LEASE.refreshS = 600;
    expect<i64>(leaseEndMs(0, 0)).toBe(10000);
  });

  it("is the refresh time with up to a tenth more", () => {
    LEASE.refreshS = 600;
    expect<i64>(leaseEndMs(1000, 0)).toBe(601000);
    expect<i64>(leaseEndMs(1000, 37)).toBe(1000 + 600 * 1037);
    expect<i64>(leaseEndMs(1000, 100)).toBe(661000);
  });

  it("is seven days at most for a refresh time, the infinite one too (E-40)", () => {
    LEASE.refreshS = 7 * 24 * 3600;
    expect<i64>(leaseEndMs(0, 0)).toBe(7 * DAY_MS);
    LEASE.refreshS = 7 * 24 * 3600 + 1;
    expect<i64>(leaseEndMs(0, 0)).toBe(7 * DAY_MS);
    LEASE.refreshS = INFINITE_S;
    expect<i64>(leaseEndMs(0, 100)).toBe((7 * DAY_MS * 11) / 10);
  });
});
