import { MAX_CELLS, MAX_ENDPOINTS, MAX_KEPT, MAX_KEPT_ENDPOINTS, MAX_KEPT_NAMES } from "../../../assembly/limits";
import { clearNames, findName, setName } from "../../../assembly/names/table";
import { nameLength, textToName } from "../../../assembly/names/name";
import { cellAt, resetCells } from "../../../assembly/pools/cells";
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
import { MAX_IDENTITIES, publishedHolder } from "../../../assembly/pools/holders";
import { Method } from "../../../assembly/pools/settings";
import {
  dropKept,
  dropOldest,
  END_KEPT,
  freeKept,
  isKept,
  keepEndpoint,
  keepName,
  keptAt,
  moveList,
  resetShelf,
} from "../../../assembly/pools/shelf";
import { nameText, other, placeOtherText, placed } from "../support/octets";

function name(text: string): i32 {
  return textToName(other, placeOtherText(text), placed);
}

function keep(cell: i32, endMs: i64): void {
  cellAt(cell).published = Method.Snaptr;
  keptAt(cell).endMs = endMs;
}

describe("the shelf", () => {
  beforeEach(() => {
    resetCells();
    resetEndpoints();
    clearNames(0, 0xffff);
    resetShelf();
  });

  it("has numbers behind those of the cells, the first free one first", () => {
    expect<i32>(END_KEPT - MAX_CELLS).toBe(MAX_KEPT);
    for (let cell = MAX_CELLS; cell < END_KEPT; cell++) {
      expect<i32>(freeKept()).toBe(cell);
      keep(cell, 0);
      expect<bool>(isKept(cell)).toBe(true);
    }
    expect<i32>(freeKept()).toBe(0);
    dropKept(MAX_CELLS + 3);
    expect<i32>(freeKept()).toBe(MAX_CELLS + 3);
  });

  it("does not let the networks of two lists overlap", () => {
    for (let cell = MAX_CELLS; cell < END_KEPT; cell++) {
      const slot = keptAt(cell);
      slot.endMs = cell;
      slot.family = <u8>cell;
      memory.fill(slot.marks, <u8>cell, 12);
      memory.fill(slot.device, <u8>cell, 16);
    }
    for (let cell = MAX_CELLS; cell < END_KEPT; cell++) {
      const slot = keptAt(cell);
      expect<i64>(slot.endMs).toBe(cell);
      expect<u8>(slot.family).toBe(<u8>cell);
      for (let i = 0; i < 12; i++) expect<u8>(load<u8>(slot.marks + i)).toBe(<u8>cell);
      for (let i = 0; i < 16; i++) expect<u8>(load<u8>(slot.device + i)).toBe(<u8>cell);
    }
  });

  it("gives up the list that ends first, of equal ones the last", () => {
    expect<bool>(dropOldest()).toBe(false);
    keep(MAX_CELLS, 70);
    keep(MAX_CELLS + 1, 50);
    keep(MAX_CELLS + 2, 50);
    keep(MAX_CELLS + 3, 60);
    expect<bool>(dropOldest()).toBe(true);
    expect<bool>(isKept(MAX_CELLS + 2)).toBe(false);
    dropOldest();
    expect<bool>(isKept(MAX_CELLS + 1)).toBe(false);
    dropOldest();
    expect<bool>(isKept(MAX_CELLS + 3)).toBe(false);
    expect<bool>(isKept(MAX_CELLS)).toBe(true);
  });

  it("holds so many endpoints over all lists, whatever the cells have", () => {
    appendEndpoint(0, List.Published, NO_ADDRESS, ALL_CHANNELS);
    for (let i = 0; i < MAX_KEPT_ENDPOINTS; i++) expect<bool>(keepEndpoint(MAX_CELLS + i % 3, NO_ADDRESS, 1, i, 2, 3)).toBe(true);
    expect<bool>(keepEndpoint(MAX_CELLS, NO_ADDRESS, 1, 0, 0, 0)).toBe(false);
    const last = nextIn(MAX_CELLS + 1, List.Published, null)!;
    expect<u16>(last.port).toBe(1);
    expect<u8>(last.group).toBe(2);
    expect<u8>(last.identity).toBe(3);
    expect<u8>(last.channels).toBe(1);
    dropKept(MAX_CELLS);
    expect<bool>(keepEndpoint(MAX_CELLS, NO_ADDRESS, 1, 0, 0, 0)).toBe(true);
  });

  it("holds none when the pool is full", () => {
    while (appendEndpoint(0, List.Staged, NO_ADDRESS, 1)) continue;
    expect<i32>(endpointCount()).toBe(MAX_ENDPOINTS);
    expect<bool>(keepEndpoint(MAX_CELLS, NO_ADDRESS, 1, 0, 0, 0)).toBe(false);
  });

  it("holds so many octets of names, whatever the cells have", () => {
    const length = name("a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(60));
    setName(publishedHolder(0, 0), placed, length);
    const fits = MAX_KEPT_NAMES / (length + 3);
    for (let i = 0; i < fits; i++) expect<bool>(keepName(MAX_CELLS + i, 1, placed, length)).toBe(true);
    expect<bool>(keepName(MAX_CELLS + fits, 1, placed, length)).toBe(false);
    dropKept(MAX_CELLS + fits);
    dropKept(MAX_CELLS);
    expect<bool>(keepName(MAX_CELLS + fits, 1, placed, length)).toBe(true);
  });

  it("moves a list whole, and leaves nothing behind", () => {
    keep(MAX_CELLS + 1, 5);
    cellAt(MAX_CELLS + 1).order = 0o67123;
    cellAt(MAX_CELLS + 1).secure = true;
    for (let i = 0; i < 3; i++) keepEndpoint(MAX_CELLS + 1, NO_ADDRESS, 1, i + 1, 0, 0);
    keepName(MAX_CELLS + 1, MAX_IDENTITIES - 1, placed, name("isp.test"));
    moveList(MAX_CELLS + 1, 4);
    expect<bool>(isKept(MAX_CELLS + 1)).toBe(false);
    expect<i32>(countIn(MAX_CELLS + 1, List.Published)).toBe(0);
    expect<usize>(findName(publishedHolder(MAX_CELLS + 1, MAX_IDENTITIES - 1))).toBe(0);
    expect<i32>(countIn(4, List.Published)).toBe(3);
    expect<u16>(nextIn(4, List.Published, null)!.port).toBe(1);
    expect<bool>(cellAt(4).secure).toBe(true);
    expect<u8>(cellAt(4).method).toBe(<u8>Method.Snaptr);
    expect<u16>(cellAt(4).order).toBe(0o67123);
    const held = findName(publishedHolder(4, MAX_IDENTITIES - 1));
    expect<string>(nameText(held, nameLength(held))).toBe("isp.test");
  });
});
