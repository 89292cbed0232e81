import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import {
  checkHostName,
  checkName,
  equalNames,
  nameLength,
  textToName,
  textToPattern,
} from "../../../assembly/names/name";
import { hexOf, nameText, other, place, placeOther, placeText, placed } from "../support/octets";

function encoded(text: string): string {
  const length = textToName(placed, placeText(text), other);
  return length < 0 ? length.toString() : hexOf(other, length);
}

function pattern(text: string): string {
  const length = textToPattern(placed, placeText(text), other);
  return length < 0 ? length.toString() : hexOf(other, length);
}

function encodeFault(code: i32, offset: i32): string {
  return fault(code, offset).toString();
}

function same(a: string, b: string): bool {
  place(a);
  placeOther(b);
  return equalNames(placed, other);
}

const LABEL_63 = "a".repeat(63);

describe("checkName", () => {
  it("takes any octets in labels, and stops behind the root label", () => {
    expect<i32>(checkName(placed, place("03 00ff2e 01 20 00"))).toBe(7);
    expect<i32>(checkName(placed, place("0161 00 0162 00"))).toBe(3);
  });

  it("E-15, E-16, E-19, E-20: gives the code and place of each fault", () => {
    expect<i32>(checkName(placed, 0)).toBe(fault(Code.NameEmpty, 0));
    expect<i32>(checkName(placed, place("00"))).toBe(fault(Code.NameEmpty, 0));
    expect<i32>(checkName(placed, place("0161"))).toBe(fault(Code.NameUnterminated, 2));
    expect<i32>(checkName(placed, place("0161 0261"))).toBe(fault(Code.NameUnterminated, 2));
    expect<i32>(checkName(placed, place("0161 c000"))).toBe(fault(Code.NameLabelType, 2));
    expect<i32>(checkName(placed, place("40"))).toBe(fault(Code.NameLabelType, 0));
  });
});

describe("checkHostName", () => {
  it("E-23: refuses what is no letter, digit or inner hyphen", () => {
    expect<i32>(checkHostName(placed, place("0461304139 00"))).toBe(6);
    expect<i32>(checkHostName(placed, place("03612d62 00"))).toBe(5);
    expect<i32>(checkHostName(placed, place("02612d 00"))).toBe(fault(Code.NameHyphen, 2));
    expect<i32>(checkHostName(placed, place("0161 022d61 00"))).toBe(fault(Code.NameHyphen, 3));
    expect<i32>(checkHostName(placed, place("0161 03615f61 00"))).toBe(fault(Code.NameCharacter, 4));
    const edges = ["2f", "3a", "40", "5b", "60", "7b", "00", "80", "ff", "2e", "2a"];
    for (let i = 0; i < edges.length; i++) {
      expect<i32>(checkHostName(placed, place("01" + edges[i] + "00"))).toBe(fault(Code.NameCharacter, 1), edges[i]);
    }
  });

  it("does not look behind the first name", () => {
    expect<i32>(checkHostName(placed, place("0161 00 2f2f"))).toBe(3);
  });
});

describe("lengths", () => {
  it("count octets with the root label", () => {
    place("046d61696e 03697370 00 ff");
    expect<i32>(nameLength(placed)).toBe(10);
    place("00");
    expect<i32>(nameLength(placed)).toBe(1);
  });
});

describe("equalNames", () => {
  it("E-24: does not mind ASCII case", () => {
    expect<bool>(same("034d495403697370 00", "036d697403495350 00")).toBe(true);
  });

  it("minds labels", () => {
    expect<bool>(same("036d697403697370 00", "036d697403697371 00")).toBe(false);
    expect<bool>(same("036d697403697370 00", "036d6974 00")).toBe(false);
    expect<bool>(same("0161 0161 00", "03610161 00")).toBe(false);
  });
});

describe("textToName", () => {
  it("encodes with and without a final dot", () => {
    expect<string>(encoded("dots.Isp.test")).toBe("04646f7473034973700474657374" + "00");
    expect<string>(encoded("dots.Isp.test.")).toBe("04646f7473034973700474657374" + "00");
    expect<string>(encoded("a")).toBe("016100");
  });

  it("refuses empty and long labels", () => {
    expect<string>(encoded("")).toBe(encodeFault(Code.TextName, 0));
    expect<string>(encoded(".")).toBe(encodeFault(Code.TextName, 0));
    expect<string>(encoded(".a")).toBe(encodeFault(Code.TextName, 0));
    expect<string>(encoded("a..b")).toBe(encodeFault(Code.TextName, 2));
    expect<string>(encoded("a..")).toBe(encodeFault(Code.TextName, 2));
    expect<string>(encoded("b." + LABEL_63 + "a")).toBe(encodeFault(Code.TextName, 2));
    expect<string>(encoded(LABEL_63)).toBe("3f" + "61".repeat(63) + "00");
  });

  it("refuses what is no host name", () => {
    expect<string>(encoded("a.b_c")).toBe(encodeFault(Code.NameCharacter, 3));
    expect<string>(encoded("a.-b")).toBe(encodeFault(Code.NameHyphen, 2));
    expect<string>(encoded("a b")).toBe(encodeFault(Code.NameCharacter, 1));
    expect<string>(encoded("*.a")).toBe(encodeFault(Code.NameCharacter, 0));
  });

  it("E-21: ends at 255 octets", () => {
    const three = `${LABEL_63}.${LABEL_63}.${LABEL_63}.`;
    const longest = three + "a".repeat(61);
    expect<i32>(textToName(placed, placeText(longest), other)).toBe(255);
    expect<string>(nameText(other, 255)).toBe(longest);
    expect<string>(encoded(three + "a".repeat(62))).toBe(encodeFault(Code.NameTooLong, 192));
    expect<i32>(textToName(placed, placeText(longest + "."), other)).toBe(255);
  });
});

describe("textToPattern", () => {
  it("takes one or two stars as the first label", () => {
    expect<string>(pattern("*.isp")).toBe("012a0369737000");
    expect<string>(pattern("**.isp.")).toBe("022a2a0369737000");
    expect<string>(pattern("isp")).toBe("0369737000");
  });

  it("refuses stars anywhere else", () => {
    expect<string>(pattern("*")).toBe(encodeFault(Code.TextName, 1));
    expect<string>(pattern("**")).toBe(encodeFault(Code.TextName, 2));
    expect<string>(pattern("***.isp")).toBe(encodeFault(Code.TextName, 2));
    expect<string>(pattern("*a.isp")).toBe(encodeFault(Code.TextName, 1));
    expect<string>(pattern("*.")).toBe(encodeFault(Code.TextName, 2));
    expect<string>(pattern("a.*.isp")).toBe(encodeFault(Code.NameCharacter, 2));
  });
});
