import { AddressEntry, LinkState, LinkType } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { resetSettings, setStrictDraft } from "../../../assembly/dhcp/settings";
import { MAX_ENDPOINTS } from "../../../assembly/limits";
import { collectDhcp } from "../../../assembly/mechanisms/dhcp";
import { textToName, textToPattern } from "../../../assembly/names/name";
import { clearNames, setName } from "../../../assembly/names/table";
import { copyAddress } from "../../../assembly/net/address";
import { cellOf } from "../../../assembly/pools/cells";
import {
  ALL_CHANNELS,
  appendEndpoint,
  dropList,
  endpointCount,
  List,
  NO_ADDRESS,
  resetEndpoints,
} from "../../../assembly/pools/endpoints";
import { Holder } from "../../../assembly/pools/holders";
import { leaseAt, LeaseState, resetLeases } from "../../../assembly/pools/leases";
import { addAddress, putLink, resetLinks } from "../../../assembly/pools/links";
import { logAt, logCount, LogField, resetLog } from "../../../assembly/pools/log";
import { obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { addTrustedName, resetConfiguration, trustedNameCount } from "../../../assembly/pools/settings";
import { resetTimers, setTimer, Timer } from "../../../assembly/time/timers";
import { other, place, placed, placeOtherText } from "../support/octets";
import { stagedText } from "../support/staged";

const V4: string = "00000000000000000000ffffc0000200";
const V6: string = "20010db8000000000000000000000000";
const NAME: usize = memory.data(256);

let inet: i32 = 0;
let inet6: i32 = 0;

function hold(cell: i32, name: string): void {
  const lease = leaseAt(cell);
  lease.state = <u8>LeaseState.Held;
  lease.addressPresent = false;
  if (name.length) setName(Holder.LeaseName + cell, NAME, textToName(other, placeOtherText(name), NAME));
}

function offer(cell: i32, address: string, last: i32, group: u8 = 0): void {
  place(address);
  store<u8>(placed, last, 15);
  appendEndpoint(cell, List.Lease, placed, ALL_CHANNELS)!.group = group;
  leaseAt(cell).addressPresent = true;
}

function trust(pattern: string): void {
  const length = textToPattern(other, placeOtherText(pattern), NAME);
  setName(Holder.TrustedName + trustedNameCount(), NAME, length);
  addTrustedName();
}

function assign(ifindex: u32, address: string, last: i32): void {
  place(address);
  memory.fill(placed + 16, 0, AddressEntry.Size - 16);
  store<u8>(placed, last, 15);
  store<u8>(placed, 128, AddressEntry.PrefixLength);
  addAddress(ifindex, placed);
}

// What a run of the method gives: its code, then what it staged.
function collected(cell: i32): string {
  dropList(cell, List.Staged);
  return `${collectDhcp(cell)} ${stagedText(cell)}`;
}

function reset(): void {
  resetEndpoints();
  resetLeases();
  resetLinks();
  resetPvds();
  resetTimers();
  resetConfiguration();
  resetSettings();
  resetLog();
  clearNames(0, 0xffff);
  const pvd = obtainPvd(other, placeOtherText("eth1"));
  putLink(2, <u8>LinkState.Up, <u8>LinkType.Ethernet, other, placeOtherText("eth1"));
  inet = cellOf(pvd, 0);
  inet6 = cellOf(pvd, 1);
}

describe("servers of the lease", () => {
  beforeEach(() => {
    reset();
  });

  it("may still come while the wait for DHCP lasts", () => {
    setTimer(Timer.Wait, inet, 15000);
    expect<string>(collected(inet)).toBe(`${Code.MethodPending} `);
    expect<string>(collected(inet6)).toBe(`${Code.NoLease} `);
  });

  it("are no more when the lease has ended", () => {
    hold(inet6, "a.test");
    offer(inet6, V6, 1);
    leaseAt(inet6).state = <u8>LeaseState.Ended;
    expect<string>(collected(inet6)).toBe(`${Code.LeaseEnded} `);
  });

  it("are none if the lease names none", () => {
    hold(inet, "");
    expect<string>(collected(inet)).toBe(`${Code.NoDotsOptions} `);
  });

  it("are all its addresses in its order, the name being their identity (R-28)", () => {
    hold(inet, "mitigate.isp.test");
    offer(inet, V4, 10);
    offer(inet, V4, 3, 1);
    offer(inet, V4, 7, 1);
    expect<string>(collected(inet)).toBe("0 10:7@0/0.0 3:7@0/1.0 7:7@0/1.0");
    expect<i32>(logCount()).toBe(0);
  });

  it("can do without a name (R-30)", () => {
    hold(inet, "");
    offer(inet, V4, 10);
    expect<string>(collected(inet)).toBe("0 10:7@0/0.0");
  });

  it("wait for DNS where there is a name alone (R-29)", () => {
    hold(inet, "mitigate.isp.test");
    expect<string>(collected(inet)).toBe("0 0:8@0/0.0");
  });

  it("wait for DNS where no address can be used, except by the drafts' rule (A-05)", () => {
    hold(inet, "mitigate.isp.test");
    leaseAt(inet).addressPresent = true;
    expect<string>(collected(inet)).toBe("0 0:8@0/0.0");
    setStrictDraft(true);
    expect<string>(collected(inet)).toBe(`${Code.NoUsableAddress} `);
    leaseAt(inet).addressPresent = false;
    expect<string>(collected(inet)).toBe("0 0:8@0/0.0");
  });

  it("are none without a name and without a usable address", () => {
    hold(inet, "");
    leaseAt(inet).addressPresent = true;
    expect<string>(collected(inet)).toBe(`${Code.NoUsableAddress} `);
  });

  it("say when the pool is full", () => {
    hold(inet, "");
    offer(inet, V4, 1);
    offer(inet, V4, 2);
    while (endpointCount() < MAX_ENDPOINTS - 1) appendEndpoint(31, List.Lease, NO_ADDRESS, ALL_CHANNELS);
    expect<i32>(collectDhcp(inet)).toBe(Code.PoolFull);
    dropList(31, List.Lease);
    reset();
    hold(inet, "a.test");
    while (endpointCount() < MAX_ENDPOINTS) appendEndpoint(31, List.Lease, NO_ADDRESS, ALL_CHANNELS);
    expect<i32>(collectDhcp(inet)).toBe(Code.PoolFull);
  });
});

describe("addresses of the lease are refused", () => {
  beforeEach(() => {
    reset();
    hold(inet, "");
    hold(inet6, "");
  });

  it("where they are this machine's own (A-16)", () => {
    offer(inet, V4, 10);
    offer(inet, V4, 57);
    assign(9, V4, 57);
    expect<string>(collected(inet)).toBe("0 10:7@0/0.0");
    expect<i32>(logAt(0).code).toBe(Code.AddressDiscarded);
    expect<i32>(logAt(0).number(LogField.Error)).toBe(Code.OwnAddress);
    expect<u8>(load<u8>(logAt(0).address, 15)).toBe(57);
  });

  it("where they are the one that the lease gave, before the host reports it", () => {
    offer(inet, V4, 57);
    place(V4);
    store<u8>(placed, 57, 15);
    copyAddress(leaseAt(inet).ownAddress, placed);
    expect<string>(collected(inet)).toBe(`${Code.NoUsableAddress} `);
  });

  it("where they are IPv4 in DHCPv6 and the network has no IPv4 (E-32)", () => {
    leaseAt(inet).state = <u8>LeaseState.None;
    offer(inet6, V4, 20);
    offer(inet6, V6, 6);
    expect<string>(collected(inet6)).toBe("0 6:7@0/0.0");
    expect<i32>(logAt(0).number(LogField.Error)).toBe(Code.Unreachable);
    leaseAt(inet).state = <u8>LeaseState.Ended;
    expect<string>(collected(inet6)).toBe("0 6:7@0/0.0", "a lease that has ended");
    assign(9, V4, 57);
    expect<string>(collected(inet6)).toBe("0 6:7@0/0.0", "an address of another interface");
  });

  it("but not with an IPv4 lease, or an IPv4 address on the interface (E-31)", () => {
    offer(inet6, V4, 20);
    expect<string>(collected(inet6)).toBe("0 20:7@0/0.0", "lease");
    leaseAt(inet).state = <u8>LeaseState.None;
    assign(2, V4, 57);
    expect<string>(collected(inet6)).toBe("0 20:7@0/0.0", "address");
  });
});

describe("trusted names", () => {
  beforeEach(() => {
    reset();
    trust("mitigate.isp.test");
    trust("*.other.test");
  });

  it("let through what they cover, whatever its case", () => {
    hold(inet, "MITIGATE.Isp.Test");
    offer(inet, V4, 10);
    expect<string>(collected(inet)).toBe("0 10:7@0/0.0");
    hold(inet6, "a.other.test");
    expect<string>(collected(inet6)).toBe("0 0:8@0/0.0");
  });

  it("refuse any other name, with a warning (E-88)", () => {
    hold(inet, "a.b.other.test");
    offer(inet, V4, 10);
    expect<string>(collected(inet)).toBe(`${Code.NameNotTrusted} `);
    expect<i32>(logAt(0).code).toBe(Code.NameNotTrusted);
    expect<i32>(logAt(0).number(LogField.Name)).toBe(Holder.LeaseName + inet);
  });

  it("refuse addresses without any name (A-25)", () => {
    hold(inet, "");
    offer(inet, V4, 10);
    expect<string>(collected(inet)).toBe(`${Code.NameMissing} `);
  });

  it("say nothing about a lease that names nothing", () => {
    hold(inet, "");
    expect<string>(collected(inet)).toBe(`${Code.NoDotsOptions} `);
  });
});
