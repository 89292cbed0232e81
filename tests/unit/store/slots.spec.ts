import { ErrorClass, LinkState } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { MAX_CELLS } from "../../../assembly/limits";
import { isKept, keptAt } from "../../../assembly/pools/shelf";
import { textLength } from "../../../assembly/pools/settings";
import { clockMs, lease4, link, pass, request, start, stored, storeWritten, wait } from "../support/core";
import { only, values } from "../support/lines";
import { changed, LIST, record } from "../support/record";

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

function storeWord(): string {
  return values(only(request(0, "status"), "send 0"), "store");
}

// A core with a store that holds this.
function begin(a: string = "", b: string = ""): void {
  start();
  stored(0, a);
  stored(1, b);
  link(2, "eth1", LinkState.Up);
}

let last: i32 = 0;

// Another list, of a network that can be recognised.
function change(): string[] {
  last = (last + 1) & 0x7f;
  return lease4(`opt148=c00002${(last | 0x80).toString(16)}`, "serverid=192.0.2.1");
}

// Slot and sequence number of the record that is written, or "".
function written(lines: string[]): string {
  const text = only(lines, "store");
  return text.length ? text.substring(0, 2) + U32.parseInt(text.substr(2 + 16, 8), 16).toString() : "";
}

describe("the slots at the start", () => {
  it("are no store until the host has told both", () => {
    start();
    expect<string>(storeWord()).toBe("absent");
    stored(1, "");
    expect<string>(storeWord()).toBe("absent");
    change();
    expect<string>(only(pass(HOUR), "store")).toBe("");
    stored(0, "");
    expect<string>(storeWord()).toBe("working");
  });

  it("may not be writable, and are tried all the same", () => {
    start();
    stored(0, "", <u8>ErrorClass.ReadOnly);
    stored(1, "");
    expect<string>(storeWord()).toBe("degraded");
    change();
    expect<string>(written(pass(MINUTE))).toBe("0 1");
    storeWritten(0);
    expect<string>(storeWord()).toBe("working");
  });

  it("are as good as the newer of their records, wherever it is", () => {
    const other = changed("0465746831", "056574683132");
    begin(record(5, LIST), record(6, other));
    expect<i32>(textLength(keptAt(MAX_CELLS).device)).toBe(5);
    expect<bool>(isKept(MAX_CELLS + 1)).toBe(false);
    begin(record(6, LIST), record(5, other));
    expect<i32>(textLength(keptAt(MAX_CELLS).device)).toBe(4);
    expect<bool>(isKept(MAX_CELLS + 1)).toBe(false);
  });

  it("know that sequence numbers begin anew", () => {
    const other = changed("0465746831", "056574683132");
    begin(record(0xffffffff, LIST), record(0, other));
    expect<i32>(textLength(keptAt(MAX_CELLS).device)).toBe(5);
    begin(record(0, LIST), record(0xffffffff, other));
    expect<i32>(textLength(keptAt(MAX_CELLS).device)).toBe(4);
    change();
    expect<string>(written(pass(MINUTE))).toBe("1 1");
    begin("", record(0xffffffff, other));
    change();
    expect<string>(written(pass(MINUTE))).toBe("0 0");
  });

  it("are each as good as the other if that is damaged", () => {
    start();
    const lines = stored(0, "00" + record(9, LIST));
    expect<string>(values(only(lines, `log ${Code.StoreDamaged} 4`), "value")).toBe("0");
    expect<string>(only(stored(1, record(3, LIST)), "log")).toBe("");
    expect<bool>(isKept(MAX_CELLS)).toBe(true);
    expect<string>(storeWord()).toBe("working");
  });

  it("do not take a record for the newest whose lists are damaged, in either order", () => {
    const wrong = record(9, changed("0465746831", "00"));
    for (let slot = 0; slot < 2; slot++) {
      start();
      if (slot) stored(1, wrong);
      stored(0, slot ? record(3, LIST) : wrong);
      if (!slot) stored(1, record(3, LIST));
      expect<bool>(isKept(MAX_CELLS)).toBe(true);
      link(2, "eth1", LinkState.Up);
      change();
      expect<string>(written(pass(MINUTE))).toBe(`${slot} 4`);
    }
  });

  it("are put aside if both are damaged, once, and begin anew", () => {
    start();
    expect<bool>(stored(0, "ff").includes("quarantine")).toBe(false);
    expect<bool>(stored(1, "ff").includes("quarantine")).toBe(true);
    expect<bool>(pass(1).includes("quarantine")).toBe(false);
    expect<string>(storeWord()).toBe("working");
    change();
    expect<string>(written(pass(MINUTE))).toBe("0 1");
  });

  it("of a newer release are left alone, both of them", () => {
    for (let slot = 0; slot < 2; slot++) {
      start();
      const newer = record(9, "00", "0202");
      const lines = stored(0, slot ? record(3, LIST) : newer);
      const more = stored(1, slot ? newer : record(3, LIST));
      expect<string>(values(only(slot ? more : lines, `log ${Code.StoreNewer} 4`), "value")).toBe(slot.toString());
      expect<string>(storeWord()).toBe("read-only");
      expect<bool>(isKept(MAX_CELLS)).toBe(true);
      link(2, "eth1", LinkState.Up);
      change();
      expect<string>(only(pass(HOUR), "store")).toBe("");
    }
  });
});

describe("a record is written", () => {
  beforeEach(() => {
    begin();
  });

  it("a minute after the first change, with all of that minute", () => {
    expect<string>(only(change(), "deadline")).toBe((clockMs + MINUTE).toString());
    wait(50_000);
    change();
    expect<string>(written(pass(9_999))).toBe("");
    expect<string>(written(pass(1))).toBe("0 1");
    expect<string>(written(pass(MINUTE))).toBe("");
  });

  it("in turn, and again with the next change only", () => {
    const turns: string[] = ["0 1", "1 2", "0 3", "1 4"];
    for (let turn = 0; turn < 4; turn++) {
      change();
      expect<string>(written(pass(MINUTE))).toBe(turns[turn]);
      storeWritten(<u8>turn & 1);
      expect<string>(written(pass(MINUTE))).toBe("");
    }
  });

  it("not while another is; what changes meanwhile is not forgotten", () => {
    change();
    expect<string>(written(pass(MINUTE))).toBe("0 1");
    wait(20_000);
    change();
    expect<string>(written(pass(MINUTE))).toBe("");
    storeWritten(1);
    expect<string>(written(pass(MINUTE))).toBe("");
    storeWritten(0);
    expect<string>(written(pass(MINUTE))).toBe("1 2");
  });

  it("not if it would say the same", () => {
    change();
    pass(MINUTE);
    storeWritten(0);
    link(2, "eth1", LinkState.Down);
    expect<string>(written(pass(MINUTE))).toBe("");
    link(2, "eth1", LinkState.Up);
    expect<string>(written(pass(MINUTE))).toBe("");
  });

  it("again in five minutes if it failed, over the same slot, and that is told once", () => {
    change();
    pass(MINUTE);
    const lines = storeWritten(0, <u8>ErrorClass.NoSpace);
    expect<string>(values(only(lines, `log ${Code.StoreFailed} 3`), "value")).toBe(ErrorClass.NoSpace.toString());
    expect<string>(storeWord()).toBe("degraded");
    change();
    expect<string>(written(pass(299_999))).toBe("");
    expect<string>(written(pass(1))).toBe("0 2");
    expect<string>(only(storeWritten(0, <u8>ErrorClass.Io), "log")).toBe("");
    expect<string>(written(pass(300_000))).toBe("0 3");
    storeWritten(0);
    expect<string>(storeWord()).toBe("working");
  });

  it("48 times a day, then not until a day after the first of them", () => {
    for (let i = 0; i < 48; i++) {
      change();
      expect<string>(written(pass(MINUTE))).not.toBe("");
      storeWritten(<u8>i & 1);
    }
    change();
    const lines = pass(MINUTE);
    expect<string>(written(lines)).toBe("");
    expect<i32>(only(lines, `log ${Code.StoreRests} 4`).length).not.toBe(0);
    change();
    expect<string>(written(pass(22 * HOUR + 59 * MINUTE))).toBe("");
    lease4("opt148=c0000207", "serverid=192.0.2.1");
    expect<string>(written(pass(HOUR))).toBe("0 49");
  });

  it("not on a word about a slot that nobody wrote", () => {
    storeWritten(0);
    storeWritten(7);
    expect<string>(only(storeWritten(1, 9), "log")).toBe("");
    expect<string>(storeWord()).toBe("working");
  });
});
