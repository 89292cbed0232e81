import { faultCode, faultOffset, isFault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { MAX_CELLS, MAX_KEPT, MAX_KEPT_ENDPOINTS } from "../../../assembly/limits";
import { init } from "../../../assembly/index";
import { cellAt } from "../../../assembly/pools/cells";
import { countIn, endpointCount, List, nextIn } from "../../../assembly/pools/endpoints";
import { isKept, KEEP_MS, keptAt } from "../../../assembly/pools/shelf";
import { nowMs } from "../../../assembly/time/clock";
import { checkRecord, loadLists, recordSequence, sealRecord, writeLists } from "../../../assembly/store/record";
import { changed, HEAD, ISP, LIST, NAMES, octets, PLACE, record } from "../support/record";
import { place, placed } from "../support/octets";

// What becomes of a record: its lists' octets, or `CODE@OFFSET`.
function check(hex: string): string {
  return outcome(checkRecord(placed, place(hex)));
}

function outcome(result: i32): string {
  return isFault(result) ? `${faultCode(result)}@${faultOffset(result)}` : result.toString();
}

function checkLists(lists: string): string {
  return check(record(1, lists));
}

const DAMAGED: string = Code.StoreDamaged.toString();

describe("a record", () => {
  beforeEach(() => {
    init();
  });

  it("without lists is one", () => {
    expect<string>(check(record(0x01020304, ""))).toBe("0");
    expect<u32>(recordSequence).toBe(0x01020304);
  });

  it("ends where it says; what is behind it does not matter", () => {
    expect<string>(check(record(1, LIST) + "ffffffff")).toBe("56");
  });

  it("is damaged without its magic, and wherever it is cut", () => {
    const whole = record(1, LIST);
    expect<string>(check("454f5453" + whole.substring(8))).toBe(`${DAMAGED}@0`);
    for (let length = 0; length < whole.length; length += 2) {
      const result = checkRecord(placed, place(whole.substring(0, length)));
      expect<bool>(isFault(result)).toBe(true);
      expect<bool>(faultCode(result) != Code.StoreNewer).toBe(true);
    }
  });

  it("is damaged by any bit, and never taken for a newer one", () => {
    const length = place(record(1, LIST));
    for (let bit = 0; bit < length * 8; bit++) {
      const at = placed + (bit >> 3);
      store<u8>(at, <i32>load<u8>(at) ^ (1 << (bit & 7)));
      const result = checkRecord(placed, length);
      expect<bool>(isFault(result) && faultCode(result) != Code.StoreNewer).toBe(true);
      store<u8>(at, <i32>load<u8>(at) ^ (1 << (bit & 7)));
    }
    expect<string>(outcome(checkRecord(placed, length))).toBe("56");
  });

  it("of a newer format is read if it says that this reader may, else left alone", () => {
    expect<string>(check(record(1, LIST, "0201"))).toBe("56");
    expect<string>(check(record(1, LIST, "0202"))).toBe(`${Code.StoreNewer}@5`);
    expect<string>(check(record(1, LIST, "ffff"))).toBe(`${Code.StoreNewer}@5`);
  });

  it("with a length past its end is damaged, however long", () => {
    for (let i = 0; i < 4; i++) {
      const length = place(record(1, ""));
      store<u8>(placed + 12 + i, i ? 0xff : 0x7f);
      expect<bool>(isFault(checkRecord(placed, length))).toBe(true);
    }
  });
});

describe("a list with a good checksum", () => {
  beforeEach(() => {
    init();
  });

  it("may have another method, family, Call Home, and no name if a lease gave it", () => {
    expect<string>(checkLists(LIST + LIST)).toBe("112");
    expect<string>(checkLists(changed("00 06 01", "00 05 03"))).toBe("56");
    expect<string>(checkLists(changed("00 06 01", "01 06 00"))).toBe("56");
    expect<string>(checkLists(changed("00 00 01 0000", "00 00 31 1226"))).toBe("56");
    expect<string>(checkLists(HEAD.replace("00 06 01", "00 04 00") + "ff " + PLACE + "ff")).toBe("45");
  });

  it("is refused where it is not what the core writes, with the place", () => {
    // The facts end at 40.
    expect<string>(checkLists(changed("00 06 01", "02 06 01"))).toBe(`${DAMAGED}@38`);
    for (let method = 0; method < 256; method++) {
      const isLearnt = method >= 4 && method <= 6;
      const text = method.toString(16).padStart(2, "0");
      const result = checkLists(changed("00 06 01", `00 ${text} 01`));
      expect<string>(result).toBe(isLearnt ? "56" : `${DAMAGED}@38`);
    }
    expect<string>(checkLists(changed(" 0465746831 ", " 00 "))).toBe(`${DAMAGED}@34`);
    expect<string>(checkLists(changed(" 0465746831 ", " 10" + "61".repeat(16) + " "))).toBe(`${DAMAGED}@50`);
  });

  it("is refused with a protocol twice or unknown in its order", () => {
    expect<string>(checkLists(changed("6e53", "0000"))).toBe(`${DAMAGED}@38`);
    expect<string>(checkLists(changed("6e53", "ee53"))).toBe(`${DAMAGED}@38`);
    expect<string>(checkLists(changed("6e53", "6e5b"))).toBe(`${DAMAGED}@38`);
    expect<string>(checkLists(changed("6e53", "6e54"))).toBe(`${DAMAGED}@38`);
    expect<string>(checkLists(changed("6e53", "6c9f"))).toBe(`${DAMAGED}@38`);
  });

  it("is refused with a name that is none, of an identity that there is not, or two from a lease", () => {
    expect<string>(checkLists(changed(ISP, "03692070047465737400"))).toBe(`${DAMAGED}@39`);
    expect<string>(checkLists(changed(ISP, "3f" + "61".repeat(9)))).toBe(`${DAMAGED}@39`);
    expect<string>(checkLists(changed(NAMES, "12 " + ISP + " ff "))).toBe(`${DAMAGED}@39`);
    expect<string>(checkLists(changed("00 06 01", "00 04 01").replace(NAMES, "01 " + ISP + " ff "))).toBe(`${DAMAGED}@39`);
  });

  it("is refused without a place, with one that cannot be, or with one that proves nothing", () => {
    expect<string>(checkLists(changed(PLACE, ""))).toBe(`${DAMAGED}@51`);
    const places: string[] = [
      "00 00 00 0000 00000000000000000000ffffc000020a ",
      "00 00 08 0000 00000000000000000000ffffc000020a ",
      "00 00 81 0000 00000000000000000000ffffc000020a ",
      "00 00 10 0000 00000000000000000000ffffc000020a ",
      "00 00 01 0000 00000000000000000000ffff7f000001 ",
      "00 00 01 0000 ff020000000000000000000000000001 ",
      "00 00 01 0000 20010db8000000000000000000000001 ",
      "01 00 01 0000 00000000000000000000ffffc000020a ",
      "12 00 01 0000 00000000000000000000ffffc000020a ",
      "20 00 01 0000 00000000000000000000ffffc000020a ",
    ];
    for (let i = 0; i < places.length; i++) expect<string>(checkLists(changed(PLACE, places[i]))).toBe(`${DAMAGED}@71`);
  });

  it("is refused wherever it ends early", () => {
    const whole = LIST.replaceAll(" ", "");
    for (let length = 2; length < whole.length; length += 2) {
      const result = checkRecord(placed, place(record(1, whole.substring(0, length))));
      expect<bool>(isFault(result)).toBe(true);
      expect<bool>(faultOffset(result) <= 16 + (length >> 1)).toBe(true);
    }
    expect<i32>(endpointCount()).toBe(0);
  });
});

describe("the lists of a record", () => {
  beforeEach(() => {
    init();
  });

  it("go on the shelf and come back the same", () => {
    const lists = LIST + changed("0465746831", "0465746832").replace("00 06 01", "01 05 03").replace("6e53", "6e5a");
    const whole = record(7, lists);
    const size = checkRecord(placed, place(whole));
    expect<i32>(loadLists(placed, size)).toBe(0);
    expect<bool>(isKept(MAX_CELLS) && isKept(MAX_CELLS + 1) && !isKept(MAX_CELLS + 2)).toBe(true);
    expect<i64>(keptAt(MAX_CELLS).endMs).toBe(nowMs + KEEP_MS);
    expect<bool>(cellAt(MAX_CELLS).resolved && !cellAt(MAX_CELLS).secure && !cellAt(MAX_CELLS).stale).toBe(true);
    expect<bool>(cellAt(MAX_CELLS + 1).resolved && cellAt(MAX_CELLS + 1).secure).toBe(true);
    expect<i32>(countIn(MAX_CELLS, List.Published)).toBe(1);
    expect<u8>(nextIn(MAX_CELLS, List.Published, null)!.marks).toBe(0);
    place("");
    const length = sealRecord(placed, writeLists(placed), 7);
    expect<string>(octets(placed, length)).toBe(whole);
  });

  it("are taken as far as there is room, the first ones first", () => {
    const size = checkRecord(placed, place(record(1, LIST.repeat(MAX_KEPT + 1))));
    expect<string>(outcome(loadLists(placed, size))).toBe(`${Code.PoolFull}@${16 + MAX_KEPT * 56}`);
    expect<i32>(endpointCount()).toBe(MAX_KEPT);
  });

  it("are taken or left whole", () => {
    const long = changed(PLACE, PLACE.repeat(MAX_KEPT_ENDPOINTS - 1));
    const size = checkRecord(placed, place(record(1, long + changed(PLACE, PLACE + PLACE))));
    expect<bool>(isFault(loadLists(placed, size))).toBe(true);
    expect<i32>(endpointCount()).toBe(MAX_KEPT_ENDPOINTS - 1);
    expect<bool>(isKept(MAX_CELLS) && !isKept(MAX_CELLS + 1)).toBe(true);
  });
});
