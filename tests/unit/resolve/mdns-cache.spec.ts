import { NO_DEADLINE } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { beginRecords, Section } from "../../../assembly/dns/message";
import { MDNS_CACHE_SIZE } from "../../../assembly/limits";
import { equalNames } from "../../../assembly/names/name";
import { cellOf } from "../../../assembly/pools/cells";
import { clearLog, logAt, logCount, LogField, resetLog } from "../../../assembly/pools/log";
import { Method } from "../../../assembly/pools/settings";
import { collect } from "../../../assembly/resolve/answers";
import { addEntry, KnowledgeSlot, nextItem, Status } from "../../../assembly/resolve/knowledge";
import {
  beginCached,
  cachedLeft,
  cachedLife,
  cachedOwner,
  changedNetworks,
  doubtRecords,
  expireRecords,
  firstEnd,
  learnRecords,
  nextCached,
  readCache,
  resetMdnsCache,
  settleChanges,
} from "../../../assembly/resolve/mdns-cache";
import { FREE, resetRuns, run } from "../../../assembly/resolve/run-slots";
import { beginRun, findRun } from "../../../assembly/resolve/runs";
import { advanceClock, nowMs, resetClock } from "../../../assembly/time/clock";
import { other, place, placed, placeOther } from "../support/octets";

/** `_d.local`, `i._d.local`, `h.local`, `h.test`. */
const SERVICE: string = "025f64 056c6f63616c 00";
const INSTANCE: string = "0169 025f64 056c6f63616c 00";
const HOST: string = "0168 056c6f63616c 00";
const ABROAD: string = "0168 0474657374 00";

const PTR: i32 = 12;
const SRV: i32 = 33;
const A: i32 = 1;

const LAN: i32 = 1;
const GUEST: i32 = 2;

let message: string = "";
let count: i32 = 0;

function hex(value: u32, octets: i32): string {
  let text = "";
  for (let shift = octets * 8 - 4; shift >= 0; shift -= 4) text += ((value >> shift) & 15).toString(16);
  return text;
}

function begin(): void {
  message = "";
  count = 0;
}

function add(owner: string, type: i32, recordClass: i32, ttl: u32, rdata: string): void {
  const length = rdata.replaceAll(" ", "").length / 2;
  message += owner + hex(type, 2) + hex(recordClass, 2) + hex(ttl, 4) + hex(length, 2) + rdata;
  count++;
}

/** Has the message heard on a network, where everything that it may say is wanted. */
function hear(pvd: i32 = LAN): void {
  resetRuns();
  findRun(FREE);
  beginRun(cellOf(pvd, 0), Method.Mdns);
  want(SERVICE, PTR);
  want(INSTANCE, SRV);
  want(HOST, A);
  place("0000 8400 0000 " + hex(count, 2) + "0000 0000" + message);
  beginRecords(placed, 12 + message.replaceAll(" ", "").length / 2);
  learnRecords(cellOf(pvd, 0), other);
}

function want(name: string, type: i32): KnowledgeSlot {
  placeOther(name);
  return addEntry(other, type)!;
}

function hearOne(owner: string, type: i32, recordClass: i32, ttl: u32, rdata: string, pvd: i32 = LAN): void {
  begin();
  add(owner, type, recordClass, ttl, rdata);
  hear(pvd);
}

/** Milliseconds left of each cached record, in their order. */
function leftOf(pvd: i32 = LAN): string {
  let text = "";
  for (beginCached(pvd); nextCached(); ) text += `${cachedLeft()} `;
  return text.trim();
}

function after(ms: i64): void {
  advanceClock(nowMs + ms);
  expireRecords(u32.MAX_VALUE);
}

/** How many items a walk takes from the cache for a question. */
function itemsFor(name: string, type: i32, pvd: i32 = LAN): i32 {
  resetRuns();
  findRun(FREE);
  readCache(pvd);
  beginRun(cellOf(pvd, 0), Method.Mdns);
  const entry = want(name, type);
  collect(entry, Section.Additional);
  if (entry.status != <u8>Status.Found) return 0;
  let items = 0;
  for (let item: usize = entry.items; item < <usize>entry.end; item = nextItem(item)) items++;
  return items;
}

describe("the cache of multicast DNS", () => {
  beforeEach(() => {
    resetMdnsCache();
    settleChanges();
    resetLog();
    resetClock();
    advanceClock(5000);
  });

  it("keeps what answers a question, with the life that it was given", () => {
    begin();
    add(SERVICE, PTR, 1, 4500, INSTANCE);
    add(INSTANCE, SRV, 0x8001, 120, "0000 0000 1388" + HOST);
    add(HOST, A, 0x8001, 120, "c0a80109");
    hear();
    expect<string>(leftOf()).toBe("4500000 120000 120000");
    expect<i32>(changedNetworks).toBe(1 << LAN);
    beginCached(LAN);
    nextCached();
    placeOther(SERVICE);
    expect<bool>(equalNames(cachedOwner(), other)).toBe(true);
    expect<i32>(cachedLife()).toBe(4500000);
  });

  it("keeps nothing else: other names, types and classes, questions, what leads out of local", () => {
    begin();
    add(ABROAD, A, 1, 120, "c0a80109");
    add(HOST, 28, 1, 120, "20010db8000000000000000000000009");
    add(HOST, A, 3, 120, "c0a80109");
    add(HOST, PTR, 1, 120, INSTANCE);
    add(INSTANCE, SRV, 1, 120, "0000 0000 1388" + ABROAD);
    add(INSTANCE, SRV, 1, 120, "0000 0000 1388 00");
    hear();
    expect<string>(leftOf()).toBe("");
    expect<i32>(changedNetworks).toBe(0);
  });

  it("gives each record to the walk of its own network", () => {
    hearOne(HOST, A, 1, 120, "c0a80109");
    hearOne(HOST, A, 1, 120, "c0a80209", GUEST);
    hearOne(HOST, A, 1, 120, "c0a8020a", GUEST);
    expect<i32>(itemsFor(HOST, A)).toBe(1);
    expect<i32>(itemsFor(HOST, A, GUEST)).toBe(2);
    expect<i32>(itemsFor(HOST, A, 3)).toBe(0);
    expect<i32>(itemsFor(INSTANCE, SRV)).toBe(0);
  });

  it("takes the same record once, and its life anew", () => {
    hearOne(HOST, A, 1, 120, "c0a80109");
    settleChanges();
    after(60_000);
    hearOne("0148 056c6f63614c 00", A, 0x8001, 100, "c0a80109");
    expect<string>(leftOf()).toBe("100000");
    expect<i32>(changedNetworks).toBe(0);
  });

  it("keeps a record that was taken back for a second (E-80)", () => {
    hearOne(SERVICE, PTR, 1, 4500, INSTANCE);
    settleChanges();
    hearOne(SERVICE, PTR, 1, 0, INSTANCE);
    expect<string>(leftOf()).toBe("1000");
    after(999);
    expect<string>(leftOf()).toBe("1");
    expect<i32>(changedNetworks).toBe(0);
    after(1);
    expect<string>(leftOf()).toBe("");
    expect<i32>(changedNetworks).toBe(1 << LAN);
  });

  it("keeps it for good if it is announced again meanwhile (E-80), and knows no goodbye to what it has not", () => {
    hearOne(SERVICE, PTR, 1, 4500, INSTANCE);
    hearOne(SERVICE, PTR, 1, 0, INSTANCE);
    after(300);
    hearOne(SERVICE, PTR, 1, 4500, INSTANCE);
    after(2000);
    expect<string>(leftOf()).toBe("4498000");
    hearOne(SERVICE, PTR, 1, 0, HOST);
    expect<string>(leftOf()).toBe("4498000");
  });

  it("takes back the older ones of a set where a unique record says so (E-79)", () => {
    hearOne(HOST, A, 1, 120, "c0a80101");
    after(500);
    hearOne(HOST, A, 1, 120, "c0a80102");
    after(501);
    begin();
    add(HOST, A, 0x8001, 120, "c0a80103");
    hear();
    // The second is not older than a second.
    expect<string>(leftOf()).toBe("1000 119499 120000");
    after(1000);
    expect<string>(leftOf()).toBe("118499 119000");
  });

  it("does so without the bit never, with it not at PTR records (E-81), nor at a goodbye", () => {
    hearOne(HOST, A, 1, 120, "c0a80101");
    hearOne(SERVICE, PTR, 1, 120, INSTANCE);
    after(2000);
    hearOne(HOST, A, 1, 120, "c0a80102");
    hearOne(SERVICE, PTR, 0x8001, 120, HOST);
    hearOne(HOST, A, 0x8001, 0, "c0a80103");
    expect<string>(leftOf()).toBe("118000 118000 120000 120000");
  });

  it("does not take back the records of the same message, in whatever order they stand", () => {
    hearOne(HOST, A, 0x8001, 120, "c0a80101");
    after(60_000);
    begin();
    add(HOST, A, 0x8001, 120, "c0a80102");
    add(HOST, A, 0x8001, 120, "c0a80101");
    hear();
    expect<string>(leftOf()).toBe("120000 120000");
  });

  it("believes nothing for longer than a day (E-82); a time to live with its top bit set is none", () => {
    hearOne(HOST, A, 1, 86_401, "c0a80101");
    hearOne(HOST, A, 1, 0x7fffffff, "c0a80102");
    hearOne(HOST, A, 1, 0x80000000, "c0a80103");
    expect<string>(leftOf()).toBe("86400000 86400000");
  });

  it("lets records that are in doubt be asked for anew, and end after 10 s (RFC 6762 §10.4)", () => {
    hearOne(HOST, A, 1, 120, "c0a80101");
    hearOne(HOST, A, 1, 5, "c0a80102");
    hearOne(HOST, A, 1, 120, "c0a80101", GUEST);
    doubtRecords(LAN);
    expect<string>(leftOf()).toBe("10000 5000");
    expect<string>(leftOf(GUEST)).toBe("120000");
    beginCached(LAN);
    nextCached();
    expect<i32>(cachedLife()).toBe(50_000);
    after(2000);
    // What is in doubt already ends no later for it.
    doubtRecords(LAN);
    expect<string>(leftOf()).toBe("8000 3000");
    hearOne(HOST, A, 1, 120, "c0a80101");
    expect<string>(leftOf()).toBe("120000 3000");
  });

  it("knows when the first record of a network ends", () => {
    hearOne(HOST, A, 1, 120, "c0a80101");
    hearOne(HOST, A, 1, 60, "c0a80102");
    hearOne(HOST, A, 1, 5, "c0a80103", GUEST);
    expect<i64>(firstEnd(LAN)).toBe(nowMs + 60_000);
    expect<i64>(firstEnd(3)).toBe(NO_DEADLINE);
  });

  it("tells what comes up, with who said it, and what ends; nothing of what goes on living", () => {
    clearLog();
    hearOne(HOST, A, 1, 1, "c0a80101");
    hearOne(HOST, A, 1, 1, "c0a80101");
    expect<i32>(logCount()).toBe(1);
    expect<i32>(logAt(0).code).toBe(Code.RecordHeard);
    expect<i32>(logAt(0).cell).toBe(<i8>cellOf(LAN, 0));
    expect<bool>(logAt(0).has(LogField.Address)).toBe(true);
    after(1000);
    expect<i32>(logCount()).toBe(2);
    expect<i32>(logAt(1).code).toBe(Code.RecordEnded);
    hearOne(HOST, A, 1, 1, "c0a80101");
    expireRecords(0);
    expect<i32>(logCount()).toBe(3);
  });

  it("lives through the moment at which 32 bits of milliseconds begin anew", () => {
    advanceClock(0xffff_ff00);
    hearOne(HOST, A, 1, 1, "c0a80101");
    after(999);
    expect<string>(leftOf()).toBe("1");
    after(1);
    expect<string>(leftOf()).toBe("");
  });

  it("forgets a network where nobody listens", () => {
    hearOne(HOST, A, 1, 120, "c0a80101");
    hearOne(HOST, A, 1, 120, "c0a80101", GUEST);
    expireRecords(1 << cellOf(GUEST, 1));
    expect<string>(leftOf()).toBe("");
    expect<string>(leftOf(GUEST)).toBe("120000");
  });

  it("keeps what it has when it is full, counts the rest, and still knows a goodbye", () => {
    let told = 0;
    for (let i = 0; i < 200; i++) {
      clearLog();
      hearOne(HOST, A, 1, 120, "c0a801" + hex(i, 1));
      if (logCount() && logAt(0).code == <u8>Code.LimitReached) told++;
    }
    let kept = 0;
    for (beginCached(LAN); nextCached(); ) kept++;
    expect<i32>(kept).toBe((MDNS_CACHE_SIZE - 12) / (15 + 9 + 10 + 4));
    // 1, 2, 4 … 128 of those that were lost.
    expect<i32>(told).toBe(8);
    expect<i32>(itemsFor(HOST, A)).toBe(32);
    hearOne(HOST, A, 1, 0, "c0a80100");
    beginCached(LAN);
    nextCached();
    expect<i32>(cachedLeft()).toBe(1000);
    after(1000);
    hearOne(HOST, A, 1, 120, "c0a801ff");
    let again = 0;
    for (beginCached(LAN); nextCached(); ) again++;
    expect<i32>(again).toBe(kept);
  });
});
