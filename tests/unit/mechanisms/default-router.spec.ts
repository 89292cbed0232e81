import { AddressEntry } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { MAX_ENDPOINTS } from "../../../assembly/limits";
import { collectDefaultRouter } from "../../../assembly/mechanisms/default-router";
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
import { leaseAt, LeaseState, resetLeases } from "../../../assembly/pools/leases";
import { addAddress, resetLinks } from "../../../assembly/pools/links";
import { aliasPvd, ANY_PVD, obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { Method, resetConfiguration, ServerSection } from "../../../assembly/pools/settings";
import { other, place, placed, placeOtherText } from "../support/octets";
import { stagedText } from "../support/staged";
import { addServer } from "../support/texts";

const BOTH: u8 = 3;
const ROUTER: string = "00000000000000000000ffffc0000201";
let wan4: i32 = 0;
let wan6: i32 = 0;

function router(label: string, interfaceName: string = ""): ServerSection {
  const section = addServer(label, BOTH, interfaceName);
  section.use = <u8>(Method.DefaultRouter - Method.Manual);
  return section;
}

function lease(cell: i32, address: string): void {
  leaseAt(cell).state = <u8>LeaseState.Held;
  place(address);
  memory.copy(leaseAt(cell).router, placed, 16);
}

function collected(cell: i32): string {
  dropList(cell, List.Staged);
  return `${collectDefaultRouter(cell)} ${stagedText(cell)}`;
}

describe("the default router", () => {
  beforeEach(() => {
    resetEndpoints();
    resetConfiguration();
    resetLeases();
    resetLinks();
    resetPvds();
    const wan = obtainPvd(other, placeOtherText("eth1"));
    aliasPvd(wan, 0, other, placeOtherText("wan"));
    wan4 = cellOf(wan, 0);
    wan6 = cellOf(wan, 1);
    lease(wan4, ROUTER);
  });

  it("is no server without an identity to prove", () => {
    expect<string>(collected(wan4)).toBe(`${Code.NothingConfigured} `);
    addServer("manual", BOTH, "wan");
    router("elsewhere", "wan2");
    expect<string>(collected(wan4)).toBe(`${Code.NothingConfigured} `);
  });

  it("is one for signals over UDP and TCP (R-131)", () => {
    router("home");
    expect<string>(collected(wan4)).toBe("0 1:3@0/0.0");
    lease(wan6, "fe800000000000000000000000000002");
    expect<string>(collected(wan6)).toBe("0 2:3@0/0.0");
  });

  it("has the identity and the port of the first section for its network", () => {
    router("elsewhere", "wan2");
    router("here", "wan").signalPort = 5000;
    router("any");
    expect<string>(collected(wan4)).toBe("0 1:3@5000/1.1");
    expect<string>(collected(cellOf(ANY_PVD, 0))).toBe(`${Code.NothingConfigured} `);
  });

  it("is unknown without a lease that names one", () => {
    router("home");
    expect<string>(collected(wan6)).toBe(`${Code.NoRouter} `);
    leaseAt(wan4).state = <u8>LeaseState.Ended;
    expect<string>(collected(wan4)).toBe(`${Code.NoRouter} `);
  });

  it("is none of the addresses that nobody can reach it at", () => {
    router("home");
    for (let i = 0; i < 3; i++) {
      lease(wan4, i == 0 ? "00000000000000000000ffff7f000001" : i == 1 ? "00000000000000000000ffff00000000" : "ff02" + "00".repeat(13) + "01");
      expect<string>(collected(wan4)).toBe(`${Code.NoRouter} `);
    }
  });

  it("is not this machine", () => {
    router("home");
    place(ROUTER + "00".repeat(AddressEntry.Size - 16));
    addAddress(2, placed);
    expect<string>(collected(wan4)).toBe(`${Code.OwnAddress} `);
  });

  it("says when the pool is full", () => {
    router("home");
    while (endpointCount() < MAX_ENDPOINTS) appendEndpoint(31, List.Lease, NO_ADDRESS, ALL_CHANNELS);
    expect<i32>(collectDefaultRouter(wan4)).toBe(Code.PoolFull);
  });
});
