import { Code } from "../../../assembly/codes";
import { markStale, publishStaged, touchPublished, withdraw } from "../../../assembly/discovery/publication";
import { MAX_NAME_LENGTH } from "../../../assembly/limits";
import { nameLength, textToName } from "../../../assembly/names/name";
import { clearNames, findName, setName } from "../../../assembly/names/table";
import { cellAt, resetCells } from "../../../assembly/pools/cells";
import {
  ALL_CHANNELS,
  appendEndpoint,
  Channel,
  CHANGED,
  endpointCount,
  List,
  nextIn,
  NO_ADDRESS,
  resetEndpoints,
  settleEndpoints,
} from "../../../assembly/pools/endpoints";
import { Holder, publishedHolder } from "../../../assembly/pools/holders";
import { logAt, logCount, resetLog } from "../../../assembly/pools/log";
import { Method } from "../../../assembly/pools/settings";
import { nameText, other, placeOtherText } from "../support/octets";

const CELL: i32 = 4;
const ADDRESS: usize = memory.data(16);

function stage(last: u8, channels: i32 = ALL_CHANNELS, group: u8 = 0, identity: u8 = 0, port: u16 = 0): void {
  memory.fill(ADDRESS, 0, 16);
  store<u16>(ADDRESS, 0xffff, 10);
  store<u8>(ADDRESS, last, 15);
  const slot = appendEndpoint(CELL, List.Staged, channels == Channel.Waiting ? NO_ADDRESS : ADDRESS, channels)!;
  slot.group = group;
  slot.identity = identity;
  slot.port = port;
}

function name(holder: i32, text: string): void {
  const length = text.length ? textToName(other, placeOtherText(text), other + 512) : 0;
  setName(holder, other + 512, length);
}

function publish(method: Method = Method.Dhcp): void {
  publishStaged(CELL, method);
}

// The next input begins: what was told is over.
function settle(): void {
  settleEndpoints();
  cellAt(CELL).listChanged = false;
  resetLog();
}

// `LAST:CHANNELS` of each published endpoint; `+` new channels, `*` changed.
function published(): string {
  const parts = new Array<string>();
  for (let slot = nextIn(CELL, List.Published, null); slot; slot = nextIn(CELL, List.Published, slot)) {
    let text = `${load<u8>(slot.address, 15)}:${slot.channels & 15}`;
    if (slot.marks & 15) text += `+${slot.marks & 15}`;
    if (slot.channels & CHANGED) text += "*";
    parts.push(text);
  }
  return parts.join(" ");
}

// `LAST:CHANNELS` of each endpoint that lost channels.
function gone(): string {
  const parts = new Array<string>();
  for (let slot = nextIn(CELL, List.Leaving, null); slot; slot = nextIn(CELL, List.Leaving, slot)) {
    if (slot.channels & 15) parts.push(`${load<u8>(slot.address, 15)}:${slot.channels & 15}`);
  }
  return parts.join(" ");
}

function publishedName(identity: i32): string {
  const held = findName(publishedHolder(CELL, identity));
  return held ? nameText(held, nameLength(held)) : "none";
}

// Leaves no room in the name table at all.
function fillNames(): void {
  memory.fill(other, 0x61, MAX_NAME_LENGTH);
  let holder = 0x5000;
  for (let length = MAX_NAME_LENGTH; length > 0; length--) {
    while (setName(holder, other, length)) holder++;
  }
}

function reset(): void {
  resetCells();
  resetEndpoints();
  resetLog();
  clearNames(0, 0xffff);
  name(Holder.LeaseName + CELL, "a.test");
}

function publishTwo(): void {
  stage(1);
  stage(2);
  publish();
  settle();
}

describe("a publication", () => {
  beforeEach(() => {
    reset();
  });

  it("is all new the first time", () => {
    stage(1);
    stage(2, Channel.SignalUdp);
    publish();
    expect<string>(published()).toBe("1:7+7 2:1+1");
    expect<string>(gone()).toBe("");
    expect<bool>(cellAt(CELL).listChanged).toBe(true);
    expect<i32>(cellAt(CELL).method).toBe(Method.Dhcp);
    expect<string>(publishedName(0)).toBe("a.test");
  });

  it("is none when each element is the same (E-91)", () => {
    publishTwo();
    stage(1);
    stage(2);
    publish();
    expect<string>(published()).toBe("1:7 2:7");
    expect<string>(gone()).toBe("");
    expect<bool>(cellAt(CELL).listChanged).toBe(false);
    expect<i32>(endpointCount()).toBe(2);
    expect<i32>(logAt(logCount() - 1).code).toBe(Code.ListUnchanged);
  });

  it("is none when a name differs in case alone (E-24)", () => {
    publishTwo();
    name(Holder.LeaseName + CELL, "A.Test");
    stage(1);
    stage(2);
    publish();
    expect<bool>(cellAt(CELL).listChanged).toBe(false);
  });

  it("tells what was added and what was removed", () => {
    publishTwo();
    stage(2);
    stage(3);
    publish();
    expect<string>(published()).toBe("2:7 3:7+7");
    expect<string>(gone()).toBe("1:7");
    settle();
    expect<string>(published()).toBe("2:7 3:7");
    expect<i32>(endpointCount()).toBe(2);
  });

  it("tells it channel by channel", () => {
    stage(1, Channel.SignalUdp | Channel.SignalTcp);
    publish();
    settle();
    stage(1, Channel.SignalTcp | Channel.DataTcp);
    publish();
    expect<string>(published()).toBe("1:6+4");
    expect<string>(gone()).toBe("1:1");
  });

  it("takes another port for another endpoint", () => {
    publishTwo();
    stage(1, ALL_CHANNELS, 0, 0, 5000);
    stage(2);
    publish();
    expect<string>(published()).toBe("1:7+7 2:7");
    expect<string>(gone()).toBe("1:7");
  });

  it("is a change of all when the identity to prove changed", () => {
    publishTwo();
    name(Holder.LeaseName + CELL, "b.test");
    stage(1);
    stage(2);
    publish();
    expect<string>(published()).toBe("1:7* 2:7*");
    expect<string>(gone()).toBe("");
    expect<string>(publishedName(0)).toBe("b.test");
    settle();
    name(Holder.LeaseName + CELL, "");
    stage(1);
    stage(2);
    publish();
    expect<string>(published()).toBe("1:7* 2:7*");
    expect<string>(publishedName(0)).toBe("none");
  });

  it("is a change when a server's number changed", () => {
    publishTwo();
    stage(1);
    stage(2, ALL_CHANNELS, 1);
    publish();
    expect<string>(published()).toBe("1:7 2:7*");
  });

  it("with another order alone is told without additions and removals (R-32)", () => {
    publishTwo();
    stage(2);
    stage(1);
    publish();
    expect<string>(published()).toBe("2:7 1:7");
    expect<string>(gone()).toBe("");
    expect<bool>(cellAt(CELL).listChanged).toBe(true);
  });

  it("of another method changes every endpoint that stays", () => {
    publishTwo();
    name(Holder.ServerName, "a.test");
    stage(1);
    stage(2);
    publish(Method.Manual);
    expect<string>(published()).toBe("1:7* 2:7*");
    expect<i32>(cellAt(CELL).method).toBe(Method.Manual);
  });

  it("makes a stale list good again", () => {
    publishTwo();
    markStale(CELL);
    expect<string>(published()).toBe("1:7* 2:7*");
    expect<bool>(cellAt(CELL).listChanged).toBe(true);
    settle();
    markStale(CELL);
    expect<bool>(cellAt(CELL).listChanged).toBe(false, "stale already");
    stage(1);
    stage(2);
    publish();
    expect<bool>(cellAt(CELL).stale).toBe(false);
    expect<string>(published()).toBe("1:7* 2:7*");
  });

  it("of nothing in place of nothing is none", () => {
    publish(Method.Manual);
    expect<i32>(cellAt(CELL).method).toBe(Method.Manual);
    expect<bool>(cellAt(CELL).listChanged).toBe(false);
  });

  it("of nothing removes everything", () => {
    publishTwo();
    publish(Method.Manual);
    expect<string>(published()).toBe("");
    expect<string>(gone()).toBe("1:7 2:7");
    expect<bool>(cellAt(CELL).listChanged).toBe(true);
  });
});

describe("a publication after a touch", () => {
  beforeEach(() => {
    reset();
    publishTwo();
  });

  it("of the same list leaves the touch", () => {
    touchPublished(CELL);
    stage(1);
    stage(2);
    publish();
    expect<string>(published()).toBe("1:7* 2:7*");
    expect<bool>(cellAt(CELL).listChanged).toBe(true);
    expect<i32>(endpointCount()).toBe(2);
  });

  it("of another list keeps it on what stays", () => {
    touchPublished(CELL);
    stage(2);
    stage(3);
    publish();
    expect<string>(published()).toBe("2:7* 3:7+7");
    expect<string>(gone()).toBe("1:7");
  });

  it("has none where there is no list", () => {
    touchPublished(CELL + 1);
    expect<bool>(cellAt(CELL + 1).listChanged).toBe(false);
  });
});

describe("names that wait for addresses", () => {
  beforeEach(() => {
    reset();
    for (let i = 0; i < 3; i++) name(Holder.ServerName + i, `s${i}.test`);
    for (let i = 0; i < 3; i++) stage(0, Channel.Waiting, <u8>i, <u8>i);
    publish(Method.Manual);
    settle();
  });

  it("are the same while each is", () => {
    for (let i = 0; i < 3; i++) stage(0, Channel.Waiting, <u8>i, <u8>i);
    publish(Method.Manual);
    expect<bool>(cellAt(CELL).listChanged).toBe(false);
  });

  it("leave and come one by one", () => {
    stage(0, Channel.Waiting, 0, 0);
    stage(0, Channel.Waiting, 1, 1);
    publish(Method.Manual);
    expect<string>(published()).toBe("0:8 0:8");
    expect<string>(gone()).toBe("0:8");
    settle();
    for (let i = 0; i < 3; i++) stage(0, Channel.Waiting, <u8>i, <u8>i);
    publish(Method.Manual);
    expect<string>(published()).toBe("0:8 0:8 0:8+8");
    expect<string>(gone()).toBe("");
  });

  it("change one by one", () => {
    name(Holder.ServerName + 1, "other.test");
    for (let i = 0; i < 3; i++) stage(0, Channel.Waiting, <u8>i, <u8>i);
    publish(Method.Manual);
    expect<string>(published()).toBe("0:8 0:8* 0:8");
    expect<string>(gone()).toBe("");
  });
});

describe("a withdrawal", () => {
  beforeEach(() => {
    reset();
    publishTwo();
  });

  it("removes everything and is told", () => {
    markStale(CELL);
    settle();
    withdraw(CELL);
    expect<string>(published()).toBe("");
    expect<string>(gone()).toBe("1:7 2:7");
    expect<bool>(cellAt(CELL).listChanged).toBe(true);
    expect<bool>(cellAt(CELL).stale).toBe(false);
    expect<i32>(cellAt(CELL).method).toBe(Method.None);
    expect<i32>(logAt(0).code).toBe(Code.ListWithdrawn);
  });

  it("of nothing is none", () => {
    withdraw(CELL);
    settle();
    withdraw(CELL);
    expect<bool>(cellAt(CELL).listChanged).toBe(false);
    expect<i32>(logCount()).toBe(0);
  });

  it("gives back the room of the names", () => {
    withdraw(CELL);
    expect<string>(publishedName(0)).toBe("none");
  });

  it("takes the place of a list whose names have no room", () => {
    name(Holder.ServerName, "a-name.test");
    name(Holder.ServerName + 1, "another-name.test");
    fillNames();
    stage(3);
    stage(4, ALL_CHANNELS, 1, 1);
    publish(Method.Manual);
    expect<string>(published()).toBe("");
    expect<string>(gone()).toBe("1:7 2:7");
    expect<bool>(cellAt(CELL).listChanged).toBe(true);
    expect<i32>(cellAt(CELL).method).toBe(Method.None);
    expect<i32>(logAt(0).code).toBe(Code.PoolFull);
    expect<bool>(nextIn(CELL, List.Staged, null) === null).toBe(true);
    settle();
    expect<i32>(endpointCount()).toBe(0);
  });
});
