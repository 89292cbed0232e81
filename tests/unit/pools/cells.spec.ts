import { MAX_CELLS, MAX_PVDS } from "../../../assembly/limits";
import { cellAt, cellFamily, cellOf, cellPvd, resetCells } from "../../../assembly/pools/cells";

describe("cells", () => {
  it("are numbered by network and family, without a gap", () => {
    let next = 0;
    for (let pvd = 0; pvd < MAX_PVDS; pvd++) {
      for (let family = 0; family < 2; family++) {
        const cell = cellOf(pvd, family);
        expect<i32>(cell).toBe(next++);
        expect<i32>(cellPvd(cell)).toBe(pvd);
        expect<i32>(cellFamily(cell)).toBe(family);
      }
    }
    expect<i32>(next).toBe(MAX_CELLS);
  });

  it("do not overlap, with any of their fields, and are all forgotten by a reset", () => {
    resetCells();
    for (let cell = 0; cell < MAX_CELLS; cell++) {
      const slot = cellAt(cell);
      slot.lastRunMs = -1 - cell;
      slot.state = <u8>cell;
      slot.wasAttached = true;
      slot.keepS = cell + 1000;
      slot.secure = true;
      slot.endMs = cell + 2000;
      slot.missed = 0xff;
      slot.order = 0xffff;
    }
    for (let cell = 0; cell < MAX_CELLS; cell++) {
      const slot = cellAt(cell);
      expect<i64>(slot.lastRunMs).toBe(-1 - cell);
      expect<u8>(slot.state).toBe(<u8>cell);
      expect<bool>(slot.stale).toBe(false);
      expect<u32>(slot.keepS).toBe(cell + 1000);
      expect<u32>(slot.endMs).toBe(cell + 2000);
      expect<u8>(slot.missed).toBe(0xff);
    }
    resetCells();
    for (let cell = 0; cell < MAX_CELLS; cell++) {
      expect<i64>(cellAt(cell).lastRunMs).toBe(0);
      expect<bool>(cellAt(cell).wasAttached).toBe(false);
      expect<u32>(cellAt(cell).keepS).toBe(0);
      expect<bool>(cellAt(cell).secure).toBe(false);
    }
  });
});
