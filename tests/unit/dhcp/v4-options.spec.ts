import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { VALUE } from "../../../assembly/dhcp/lease";
import {
  beginOptions4,
  firstLength,
  firstOffset,
  instanceCount,
  joinOption4,
  locateOption4,
  nextOption4,
  optionCode,
  optionLength,
  optionOffset,
  secondOffset,
} from "../../../assembly/dhcp/v4-options";
import { hexOf, place, placed } from "../support/octets";

const ZERO = "00";

function filled(field: string, size: i32): string {
  return field + ZERO.repeat(size - field.length / 2);
}

// A message with these octets in the fields that can hold options.
function message(options: string, file: string = "", sname: string = ""): i32 {
  return place(ZERO.repeat(44) + filled(sname, 64) + filled(file, 128) + "63825363" + options);
}

// Every option as `code:length@offset`, and how the walk ended.
function walk(length: i32): string {
  let text = "";
  beginOptions4(placed, length);
  let found = nextOption4();
  while (found > 0) {
    text += `${optionCode}:${optionLength}@${optionOffset} `;
    found = nextOption4();
  }
  return text + found.toString();
}

describe("nextOption4", () => {
  it("skips pads and ends at 255", () => {
    expect<string>(walk(message("0000 35 01 05 00 36 00 ff 37 01 00"))).toBe("53:1@244 54:0@248 0");
  });

  it("needs no end octet", () => {
    expect<string>(walk(message("35 01 05"))).toBe("53:1@242 0");
    expect<string>(walk(message(""))).toBe("0");
  });

  it("E-10: goes on to file and then sname as option 52 says", () => {
    expect<string>(walk(message("340103 ff", "930161ff", "940162ff"))).toBe("52:1@242 147:1@110 148:1@46 0");
    expect<string>(walk(message("340101 ff", "930161ff", "940162ff"))).toBe("52:1@242 147:1@110 0");
    expect<string>(walk(message("340102 ff", "930161ff", "940162ff"))).toBe("52:1@242 148:1@46 0");
    expect<string>(walk(message("ff", "930161ff", "940162ff"))).toBe("0");
  });

  it("takes no other value of option 52, and not from file", () => {
    expect<string>(walk(message("340104 ff", "930161ff", "940162ff"))).toBe("52:1@242 0");
    expect<string>(walk(message("34020303 ff", "930161ff", "940162ff"))).toBe("52:2@242 0");
    expect<string>(walk(message("340101 ff", "340103ff", "940162ff"))).toBe("52:1@242 52:1@110 0");
  });

  it("stops at an option that runs past its field", () => {
    const short = fault(Code.DhcpOptionLength, 243).toString();
    expect<string>(walk(message("350105 9302 61"))).toBe("53:1@242 " + short);
    expect<string>(walk(message("350105 93"))).toBe("53:1@242 " + short);
    const inFile = fault(Code.DhcpOptionLength, 108).toString();
    expect<string>(walk(message("340101 ff", "937f" + "61".repeat(126)))).toBe("52:1@242 " + inFile);
    expect<string>(walk(message("340101 ff", "937e" + "61".repeat(126)))).toBe("52:1@242 147:126@110 0");
  });
});

function join(length: i32, code: i32): i32 {
  beginOptions4(placed, length);
  return joinOption4(code);
}

describe("joinOption4", () => {
  it("R-40: joins in the order options, file, sname", () => {
    const length = message("9402 6162 340103 9401 63 ff", "940164ff", "940165ff");
    expect<i32>(join(length, 148)).toBe(5);
    expect<string>(hexOf(VALUE, 5)).toBe("6162636465");
    expect<i32>(instanceCount).toBe(4);
    expect<i32>(firstLength).toBe(2);
    expect<i32>(firstOffset).toBe(242);
    expect<i32>(secondOffset).toBe(249);
  });

  it("tells an empty option from none", () => {
    const length = message("9400 ff");
    expect<i32>(join(length, 148)).toBe(0);
    expect<i32>(instanceCount).toBe(1);
    expect<i32>(join(length, 147)).toBe(0);
    expect<i32>(instanceCount).toBe(0);
  });

  it("ends at the room for it", () => {
    const instance = "94ff" + "61".repeat(255);
    const full = instance.repeat(8) + "9408" + "62".repeat(8);
    expect<i32>(join(message(full), 148)).toBe(2048);
    expect<i32>(join(message(full + "940163"), 148)).toBe(fault(Code.OptionTooLong, 2048));
  });
});

describe("locateOption4", () => {
  it("finds joined octets in the message", () => {
    beginOptions4(placed, message("9402 6162 9300 9401 63 ff"));
    expect<i32>(locateOption4(148, 0)).toBe(242);
    expect<i32>(locateOption4(148, 1)).toBe(243);
    expect<i32>(locateOption4(148, 2)).toBe(248);
    expect<i32>(locateOption4(148, 3)).toBe(249);
  });
});
