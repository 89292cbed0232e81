import { Code } from "../../../assembly/codes";
import { MAX_ENDPOINTS } from "../../../assembly/limits";
import { collectManual, hasUnboundServer } from "../../../assembly/mechanisms/manual";
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
import { logAt, logCount, LogField, resetLog } from "../../../assembly/pools/log";
import { aliasPvd, ANY_PVD, obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { addManualAddress } from "../../../assembly/pools/manual-addresses";
import { Method, resetConfiguration, serverSectionAt, setManualReplaces } from "../../../assembly/pools/settings";
import { other, place, placed, placeOtherText } from "../support/octets";
import { stagedText } from "../support/staged";
import { addInterface, addServer } from "../support/texts";

const INET: u8 = 1;
const INET6: u8 = 2;
const ANY4: i32 = cellOf(ANY_PVD, 0);
const ANY6: i32 = cellOf(ANY_PVD, 1);

let wan4: i32 = 0;
let wan6: i32 = 0;

function network(device: string, name: string): i32 {
  const pvd = obtainPvd(other, placeOtherText(device));
  aliasPvd(pvd, 0, other, placeOtherText(name));
  return pvd;
}

function give(section: i32, last: i32, inet6: bool = false): void {
  place(inet6 ? "20010db8000000000000000000000000" : "00000000000000000000ffffc0000200");
  store<u8>(placed, last, 15);
  addManualAddress(section, placed);
}

// What a run of the method gives: its code, then what it staged.
function collected(cell: i32): string {
  dropList(cell, List.Staged);
  return `${collectManual(cell)} ${stagedText(cell)}`;
}

describe("servers configured by hand", () => {
  beforeEach(() => {
    resetEndpoints();
    resetConfiguration();
    resetPvds();
    resetLog();
    const wan = network("eth1", "wan");
    wan4 = cellOf(wan, 0);
    wan6 = cellOf(wan, 1);
  });

  it("are none without configuration", () => {
    expect<string>(collected(wan4)).toBe(`${Code.NothingConfigured} `);
    expect<string>(collected(ANY4)).toBe(`${Code.NothingConfigured} `);
    expect<bool>(hasUnboundServer(0)).toBe(false);
  });

  it("are staged in the order of sections and addresses, on default ports", () => {
    addServer("one", INET, "wan");
    addServer("two", INET, "wan");
    give(0, 9);
    give(0, 5);
    give(1, 3);
    expect<string>(collected(wan4)).toBe("0 9:7@0/0.0 5:7@0/0.0 3:7@0/1.1");
  });

  it("are of the family of their addresses (E-86)", () => {
    addServer("one", INET | INET6, "wan");
    give(0, 4);
    give(0, 6, true);
    expect<string>(collected(wan4)).toBe("0 4:7@0/0.0");
    expect<string>(collected(wan6)).toBe("0 6:7@0/0.0");
    serverSectionAt(0).families = INET6;
    expect<string>(collected(wan4)).toBe(`${Code.NothingConfigured} `);
    expect<string>(collected(wan6)).toBe("0 6:7@0/0.0");
  });

  it("wait for DNS where they have a name alone, in each of their families", () => {
    addServer("one", INET | INET6, "wan");
    addServer("two", INET6, "wan");
    expect<string>(collected(wan4)).toBe("0 0:8@0/0.0");
    expect<string>(collected(wan6)).toBe("0 0:8@0/0.0 0:8@0/1.1");
  });

  it("do not wait in a family where their addresses are all of the other", () => {
    addServer("one", INET | INET6, "wan");
    give(0, 4);
    expect<string>(collected(wan6)).toBe(`${Code.NothingConfigured} `);
  });

  it("are bound to the interface by section name, hook name or device", () => {
    addServer("by-device", INET, "eth1");
    addServer("by-hook", INET, "wan");
    addServer("elsewhere", INET, "wan2");
    for (let i = 0; i < 3; i++) give(i, i);
    expect<string>(collected(wan4)).toBe("0 0:7@0/0.0 1:7@0/1.1");
    addInterface("home", "eth1");
    serverSectionAt(2).families = INET;
    expect<string>(collected(wan4)).toBe("0 0:7@0/0.0", "the section's name takes the place of the hook's");
    addServer("by-section", INET, "home");
    give(3, 3);
    expect<string>(collected(wan4)).toBe("0 0:7@0/0.0 3:7@0/3.3");
    expect<string>(collected(ANY4)).toBe(`${Code.NothingConfigured} `);
  });

  it("are not those of sections for another method", () => {
    addServer("one", INET, "wan").use = <u8>(Method.Anycast - Method.Manual);
    addServer("two", INET | INET6).use = <u8>(Method.DefaultRouter - Method.Manual);
    give(0, 4);
    expect<string>(collected(wan4)).toBe(`${Code.NothingConfigured} `);
    expect<string>(collected(ANY4)).toBe(`${Code.NothingConfigured} `);
    expect<bool>(hasUnboundServer(0)).toBe(false);
    addServer("three", INET, "wan");
    give(2, 6);
    expect<string>(collected(wan4)).toBe("0 6:7@0/2.2");
  });

  it("are not those that were refused", () => {
    addServer("one", INET, "wan").accepted = 0;
    give(0, 4);
    expect<string>(collected(wan4)).toBe(`${Code.NothingConfigured} `);
  });

  it("have signal and data on the ports that are set", () => {
    const section = addServer("one", INET, "wan");
    give(0, 4);
    section.signalPort = 5000;
    expect<string>(collected(wan4)).toBe("0 4:3@5000/0.0 4:4@0/0.0");
    section.dataPort = 8443;
    expect<string>(collected(wan4)).toBe("0 4:3@5000/0.0 4:4@8443/0.0");
    section.signalPort = 0;
    expect<string>(collected(wan4)).toBe("0 4:3@0/0.0 4:4@8443/0.0");
  });

  it("keep both channels where both are set to one port", () => {
    const section = addServer("one", INET, "wan");
    give(0, 4);
    section.signalPort = 443;
    section.dataPort = 443;
    expect<string>(collected(wan4)).toBe("0 4:7@443/0.0");
    expect<i32>(logCount()).toBe(0);
  });

  it("are taken once each, and the second time is told", () => {
    addServer("one", INET, "wan");
    addServer("two", INET, "wan");
    give(0, 4);
    give(0, 4);
    give(1, 4);
    give(1, 5);
    expect<string>(collected(wan4)).toBe("0 4:7@0/0.0 5:7@0/1.1");
    expect<i32>(logCount()).toBe(2);
    expect<i32>(logAt(0).code).toBe(Code.AddressDiscarded);
    expect<i32>(logAt(0).number(LogField.Error)).toBe(Code.Duplicate);
    expect<i32>(logAt(0).cell).toBe(wan4);
  });

  it("are two on two ports of one address", () => {
    addServer("one", INET, "wan");
    addServer("two", INET, "wan").signalPort = 5000;
    serverSectionAt(1).dataPort = 5001;
    give(0, 4);
    give(1, 4);
    expect<string>(collected(wan4)).toBe("0 4:7@0/0.0 4:3@5000/1.1 4:4@5001/1.1");
  });

  it("say when the pool is full", () => {
    addServer("one", INET, "wan");
    give(0, 4);
    give(0, 5);
    while (endpointCount() < MAX_ENDPOINTS - 1) appendEndpoint(31, List.Lease, NO_ADDRESS, ALL_CHANNELS);
    expect<i32>(collectManual(wan4)).toBe(Code.PoolFull);
  });
});

describe("servers of any network (A-11)", () => {
  beforeEach(() => {
    resetEndpoints();
    resetConfiguration();
    resetPvds();
    const wan = network("eth1", "wan");
    wan4 = cellOf(wan, 0);
    wan6 = cellOf(wan, 1);
    addServer("home", INET);
    give(0, 4);
  });

  it("belong to the cell of any network and family", () => {
    expect<string>(collected(ANY4)).toBe("0 4:7@0/0.0");
    expect<string>(collected(ANY6)).toBe(`${Code.NothingConfigured} `);
    expect<bool>(hasUnboundServer(0)).toBe(true);
    expect<bool>(hasUnboundServer(1)).toBe(false);
  });

  it("serve the only network, in their family", () => {
    expect<string>(collected(wan4)).toBe(`${Code.ServedByAnyNetwork} `);
    expect<string>(collected(wan6)).toBe(`${Code.NothingConfigured} `);
  });

  it("stand beside the servers of several networks", () => {
    network("wwan0", "wwan");
    expect<string>(collected(wan4)).toBe(`${Code.NothingConfigured} `);
    expect<string>(collected(ANY4)).toBe("0 4:7@0/0.0");
  });

  it("take their place if that is configured", () => {
    const second = network("wwan0", "wwan");
    setManualReplaces(true);
    expect<string>(collected(wan4)).toBe(`${Code.ServedByAnyNetwork} `);
    expect<string>(collected(cellOf(second, 0))).toBe(`${Code.ServedByAnyNetwork} `);
    expect<string>(collected(cellOf(second, 1))).toBe(`${Code.NothingConfigured} `);
  });

  it("do not take the place of those bound to the network", () => {
    setManualReplaces(true);
    addServer("here", INET, "wan");
    give(1, 7);
    expect<string>(collected(wan4)).toBe("0 7:7@0/1.1");
  });
});
