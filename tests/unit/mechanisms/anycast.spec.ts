import { Code } from "../../../assembly/codes";
import { MAX_ENDPOINTS } from "../../../assembly/limits";
import { collectAnycast } from "../../../assembly/mechanisms/anycast";
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
import { aliasPvd, ANY_PVD, obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { addManualAddress } from "../../../assembly/pools/manual-addresses";
import { Method, resetConfiguration, ServerSection } from "../../../assembly/pools/settings";
import { other, place, placed, placeOtherText } from "../support/octets";
import { stagedText } from "../support/staged";
import { addServer } from "../support/texts";

const INET: u8 = 1;
const INET6: u8 = 2;
let wan: i32 = 0;

function anycast(label: string, families: u8, interfaceName: string = ""): ServerSection {
  const section = addServer(label, families, interfaceName);
  section.use = <u8>(Method.Anycast - Method.Manual);
  return section;
}

function give(section: i32, address: string): void {
  place(address);
  addManualAddress(section, placed);
}

function collected(cell: i32): string {
  dropList(cell, List.Staged);
  return `${collectAnycast(cell)} ${stagedText(cell)}`;
}

describe("anycast", () => {
  beforeEach(() => {
    resetEndpoints();
    resetConfiguration();
    resetPvds();
    wan = obtainPvd(other, placeOtherText("eth1"));
    aliasPvd(wan, 0, other, placeOtherText("wan"));
  });

  it("stages the configured addresses of the family, with all channels (R-70, R-71)", () => {
    expect<string>(collected(cellOf(wan, 0))).toBe(`${Code.NothingConfigured} `);
    anycast("anywhere", INET | INET6);
    give(0, "00000000000000000000ffffc000000b");
    give(0, "20010db8000000000000000000000016");
    expect<string>(collected(cellOf(wan, 0))).toBe("0 11:7@0/0.0");
    expect<string>(collected(cellOf(wan, 1))).toBe("0 22:7@0/0.0");
    expect<string>(collected(cellOf(ANY_PVD, 0))).toBe(`${Code.NothingConfigured} `, "an interface is needed");
  });

  it("knows nothing of servers by hand and of other interfaces", () => {
    addServer("manual", INET, "wan");
    anycast("elsewhere", INET, "wan2");
    anycast("here", INET, "wan").signalPort = 5000;
    give(0, "00000000000000000000ffffc0000001");
    give(1, "00000000000000000000ffffc0000002");
    give(2, "00000000000000000000ffffc0000003");
    expect<string>(collected(cellOf(wan, 0))).toBe("0 3:3@5000/2.2 3:4@0/2.2");
  });

  it("gives nothing where there are several networks (R-73)", () => {
    anycast("anywhere", INET);
    give(0, "00000000000000000000ffffc000000b");
    const second = obtainPvd(other, placeOtherText("wwan0"));
    expect<string>(collected(cellOf(wan, 0))).toBe(`${Code.SeveralNetworks} `);
    expect<string>(collected(cellOf(second, 0))).toBe(`${Code.SeveralNetworks} `);
  });

  it("says when the pool is full", () => {
    anycast("anywhere", INET);
    give(0, "00000000000000000000ffffc000000b");
    while (endpointCount() < MAX_ENDPOINTS) appendEndpoint(31, List.Lease, NO_ADDRESS, ALL_CHANNELS);
    expect<i32>(collectAnycast(cellOf(wan, 0))).toBe(Code.PoolFull);
  });
});
