import { NAME_TABLE_SIZE } from "../../../assembly/limits";
import { nameLength, textToName } from "../../../assembly/names/name";
import { clearNames, findName, namesSize, passName, setName } from "../../../assembly/names/table";
import { nameText, other, placeText, placed } from "../support/octets";

function set(holder: i32, text: string): bool {
  const length = text.length ? textToName(placed, placeText(text), other) : 0;
  return setName(holder, other, length);
}

function get(holder: i32): string {
  const name = findName(holder);
  return name ? nameText(name, nameLength(name)) : "";
}

describe("name table", () => {
  beforeEach(() => {
    clearNames(0, 0xffff);
  });

  it("keeps a name for each holder", () => {
    expect<bool>(set(1, "one.test")).toBe(true);
    expect<bool>(set(0xffff, "last.test")).toBe(true);
    expect<string>(get(1)).toBe("one.test");
    expect<string>(get(0xffff)).toBe("last.test");
    expect<usize>(findName(2)).toBe(0);
  });

  it("replaces a name by a longer or a shorter one and leaves the others", () => {
    set(1, "one.test");
    set(2, "two.test");
    set(3, "three.test");
    set(1, "a-much-longer-name.test");
    expect<string>(get(1)).toBe("a-much-longer-name.test");
    set(1, "o.test");
    expect<string>(get(1)).toBe("o.test");
    expect<string>(get(2)).toBe("two.test");
    expect<string>(get(3)).toBe("three.test");
  });

  it("takes a name away", () => {
    set(1, "one.test");
    set(2, "two.test");
    expect<bool>(set(1, "")).toBe(true);
    expect<string>(get(1)).toBe("");
    expect<string>(get(2)).toBe("two.test");
    expect<bool>(set(7, "")).toBe(true);
  });

  it("takes the name of another holder, on either side", () => {
    set(1, "one.test");
    set(2, "two.test");
    set(3, "number-three.test");
    const third = findName(3);
    expect<bool>(setName(1, third, nameLength(third))).toBe(true);
    expect<string>(get(1)).toBe("number-three.test");
    expect<string>(get(3)).toBe("number-three.test");
    const second = findName(2);
    expect<bool>(setName(3, second, nameLength(second))).toBe(true);
    expect<string>(get(3)).toBe("two.test");
    expect<string>(get(2)).toBe("two.test");
    expect<string>(get(1)).toBe("number-three.test");
  });

  it("clears a range of holders and no other", () => {
    for (let holder = 1; holder <= 6; holder++) set(holder, `h${holder}.test`);
    clearNames(2, 4);
    expect<string>(get(1)).toBe("h1.test");
    expect<string>(get(2)).toBe("");
    expect<string>(get(4)).toBe("");
    expect<string>(get(5)).toBe("h5.test");
    expect<string>(get(6)).toBe("h6.test");
  });

  it("says when it is full and changes nothing then", () => {
    // 13 octets an entry: 3 of header and 10 of name.
    const fit = NAME_TABLE_SIZE / 13;
    for (let holder = 0; holder < fit; holder++) assert(set(holder, "abc.test"), "there is room");
    expect<bool>(set(fit, "abc.test")).toBe(false);
    expect<string>(get(fit)).toBe("");
    expect<bool>(set(0, "a-name-with-more-octets-than-are-left.test")).toBe(false);
    expect<string>(get(0)).toBe("abc.test");
    expect<string>(get(fit - 1)).toBe("abc.test");
    expect<bool>(set(0, "xyz.test")).toBe(true);
    set(1, "");
    expect<bool>(set(fit, "abc.test")).toBe(true);
    expect<string>(get(fit)).toBe("abc.test");
    expect<string>(get(0)).toBe("xyz.test");
  });
});

describe("names of several holders", () => {
  beforeEach(() => {
    clearNames(0, 0xffff);
    set(1, "one.test");
    set(2, "two.test");
    set(9, "nine.test");
  });

  it("are counted with what the table adds", () => {
    // 10, 10 and 11 octets in wire form, and 3 more each.
    expect<i32>(namesSize(1, 2)).toBe(26);
    expect<i32>(namesSize(2, 9)).toBe(27);
    expect<i32>(namesSize(3, 8)).toBe(0);
  });

  it("are passed on", () => {
    passName(2, 5);
    passName(7, 8);
    expect<string>(get(5)).toBe("two.test");
    expect<usize>(findName(2)).toBe(0);
    expect<usize>(findName(8)).toBe(0);
    expect<i32>(namesSize(0, 0xffff)).toBe(40);
  });
});
