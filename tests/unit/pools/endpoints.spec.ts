import { MAX_CELLS, MAX_ENDPOINTS } from "../../../assembly/limits";
import {
  ALL_CHANNELS,
  appendEndpoint,
  CALL_HOME,
  Channel,
  CHANGED,
  choiceOf,
  counterpartOf,
  countIn,
  dropList,
  endpointAt,
  endpointCount,
  findEndpoint,
  haveAllFailed,
  List,
  nextIn,
  NO_ADDRESS,
  resetEndpoints,
  settleEndpoints,
  SIGNAL,
} from "../../../assembly/pools/endpoints";
import { hexOf, place, placed } from "../support/octets";

const V4: string = "00000000000000000000ffffc00002";

function append(cell: i32, list: List, last: i32): void {
  place(V4 + "00");
  store<u8>(placed, last, 15);
  expect<bool>(appendEndpoint(cell, list, placed, ALL_CHANNELS) !== null).toBe(true);
}

// The last octets of a list's addresses, in their order.
function lasts(cell: i32, list: List): string {
  const parts = new Array<string>();
  for (let slot = nextIn(cell, list, null); slot; slot = nextIn(cell, list, slot)) {
    parts.push(load<u8>(slot.address, 15).toString());
  }
  return parts.join(" ");
}

describe("endpoints", () => {
  beforeEach(() => {
    resetEndpoints();
  });

  it("begin with defaults and a copy of the address", () => {
    memory.fill(changetype<usize>(endpointAt(0)), 0xff, 24);
    place(V4 + "0a");
    const slot = appendEndpoint(31, List.Lease, placed, Channel.SignalTcp)!;
    place(V4 + "0b");
    expect<string>(hexOf(slot.address, 16)).toBe(V4 + "0a");
    expect<u16>(slot.port).toBe(0);
    expect<u8>(slot.cell).toBe(31);
    expect<i32>(slot.list).toBe(List.Lease);
    expect<u8>(slot.group).toBe(0);
    expect<u8>(slot.identity).toBe(0);
    expect<i32>(slot.channels).toBe(Channel.SignalTcp);
    expect<u8>(slot.marks).toBe(0);
  });

  it("keep the order of each list, whatever stands between", () => {
    append(2, List.Lease, 9);
    append(3, List.Lease, 1);
    append(2, List.Staged, 2);
    append(2, List.Lease, 4);
    append(2, List.Lease, 7);
    expect<string>(lasts(2, List.Lease)).toBe("9 4 7");
    expect<string>(lasts(3, List.Lease)).toBe("1");
    expect<string>(lasts(2, List.Staged)).toBe("2");
    expect<string>(lasts(2, List.Published)).toBe("");
    expect<i32>(countIn(2, List.Lease)).toBe(3);
    expect<i32>(countIn(2, List.Published)).toBe(0);
    expect<bool>(nextIn(2, List.Published, null) === null).toBe(true);
  });

  it("close the gaps of a dropped list and leave the others as they were", () => {
    for (let i = 0; i < 12; i++) append(i % 3, i % 2 ? List.Lease : List.Published, i);
    dropList(1, List.Lease);
    expect<i32>(endpointCount()).toBe(10);
    expect<string>(lasts(1, List.Lease)).toBe("");
    expect<string>(lasts(1, List.Published)).toBe("4 10");
    expect<string>(lasts(0, List.Lease)).toBe("3 9");
    expect<string>(lasts(2, List.Lease)).toBe("5 11");
    expect<string>(lasts(0, List.Published)).toBe("0 6");
    dropList(1, List.Lease);
    expect<i32>(endpointCount()).toBe(10);
  });

  it("are found by address and port, in their list only", () => {
    append(2, List.Staged, 10);
    append(2, List.Staged, 11);
    endpointAt(1).port = 5000;
    place(V4 + "0b");
    expect<bool>(findEndpoint(2, List.Staged, placed, 5000) === endpointAt(1)).toBe(true);
    expect<bool>(findEndpoint(2, List.Staged, placed, 0) === null).toBe(true);
    expect<bool>(findEndpoint(2, List.Published, placed, 5000) === null).toBe(true);
    expect<bool>(findEndpoint(3, List.Staged, placed, 5000) === null).toBe(true);
    place(V4 + "0c");
    expect<bool>(findEndpoint(2, List.Staged, placed, 0) === null).toBe(true);
  });

  it("have a counterpart at the same place, or of the same identity where they have no place yet", () => {
    append(2, List.Staged, 10);
    append(2, List.Published, 11);
    append(2, List.Published, 10);
    append(3, List.Published, 10);
    expect<bool>(counterpartOf(endpointAt(0), List.Published) === endpointAt(2)).toBe(true);
    expect<bool>(counterpartOf(endpointAt(1), List.Staged) === null).toBe(true);
    endpointAt(0).identity = 4;
    expect<bool>(counterpartOf(endpointAt(0), List.Published) === endpointAt(2)).toBe(true);
    endpointAt(0).port = 5000;
    expect<bool>(counterpartOf(endpointAt(0), List.Published) === null).toBe(true);
    for (let identity = 0; identity < 3; identity++) {
      appendEndpoint(2, List.Published, NO_ADDRESS, Channel.Waiting)!.identity = <u8>identity;
    }
    const waiting = appendEndpoint(2, List.Staged, NO_ADDRESS, Channel.Waiting)!;
    waiting.identity = 2;
    expect<bool>(counterpartOf(waiting, List.Published) === endpointAt(6)).toBe(true);
    waiting.identity = 3;
    expect<bool>(counterpartOf(waiting, List.Published) === null).toBe(true);
  });

  it("say when the pool is full, and have room again after a drop", () => {
    for (let i = 0; i < MAX_ENDPOINTS; i++) {
      const slot = appendEndpoint(i % MAX_CELLS, List.Lease, NO_ADDRESS, ALL_CHANNELS);
      expect<bool>(slot !== null).toBe(true);
    }
    expect<bool>(appendEndpoint(0, List.Staged, NO_ADDRESS, ALL_CHANNELS) === null).toBe(true);
    expect<i32>(endpointCount()).toBe(MAX_ENDPOINTS);
    dropList(5, List.Lease);
    expect<i32>(endpointCount()).toBe(MAX_ENDPOINTS - MAX_ENDPOINTS / MAX_CELLS);
    expect<bool>(appendEndpoint(0, List.Staged, NO_ADDRESS, ALL_CHANNELS) !== null).toBe(true);
  });

  it("settle: what left is gone, marks are gone, the rest stays", () => {
    append(2, List.Published, 1);
    append(2, List.Leaving, 2);
    append(3, List.Leaving, 3);
    append(3, List.Lease, 4);
    endpointAt(0).marks = 0x37;
    endpointAt(0).channels |= CHANGED;
    settleEndpoints();
    expect<i32>(endpointCount()).toBe(2);
    expect<string>(lasts(2, List.Published)).toBe("1");
    expect<string>(lasts(3, List.Lease)).toBe("4");
    expect<u8>(endpointAt(0).marks).toBe(0);
    expect<u8>(endpointAt(0).channels).toBe(ALL_CHANNELS);
  });

  it("say when all of some channels have failed", () => {
    append(2, List.Published, 1);
    append(2, List.Published, 2);
    append(2, List.Lease, 3);
    endpointAt(0).failed = SIGNAL;
    endpointAt(1).failed = <u8>Channel.SignalUdp;
    expect<bool>(haveAllFailed(2, SIGNAL)).toBe(false);
    expect<bool>(haveAllFailed(2, Channel.SignalUdp)).toBe(true);
    endpointAt(1).failed = SIGNAL;
    expect<bool>(haveAllFailed(2, SIGNAL)).toBe(true);
    expect<bool>(haveAllFailed(2, Channel.DataTcp)).toBe(false);
    expect<bool>(haveAllFailed(2, CALL_HOME)).toBe(false, "there are none");
    expect<bool>(haveAllFailed(3, SIGNAL)).toBe(false);
  });

  it("can be replaced by others that serve the same end", () => {
    expect<i32>(choiceOf(Channel.SignalUdp)).toBe(3);
    expect<i32>(choiceOf(Channel.SignalTcp)).toBe(3);
    expect<i32>(choiceOf(Channel.DataTcp)).toBe(4);
    expect<i32>(choiceOf(Channel.CallHomeUdp)).toBe(48);
    expect<i32>(choiceOf(Channel.CallHomeTcp)).toBe(48);
  });
});
