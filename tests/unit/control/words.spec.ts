import { fault, faultCode, faultOffset } from "../../../assembly/bytes/fault";
import {
  beginWords,
  checkLast,
  inWord,
  knownWord,
  lineFault,
  nextWord,
  refuse,
  refuseInside,
  wordSize,
  wordStart,
} from "../../../assembly/control/words";
import { Word } from "../../../assembly/words.gen";
import { placed, placeText } from "../support/octets";

// The words of a line with their offsets: `WORD@OFFSET`.
function split(line: string): string {
  beginWords(placed, placeText(line));
  const parts = new Array<string>();
  while (nextWord()) parts.push(`${String.UTF8.decodeUnsafe(wordStart, wordSize)}@${wordStart - placed}`);
  return parts.join(" ");
}

describe("words of a line", () => {
  it("are what stands between blanks", () => {
    expect<string>(split("status")).toBe("status@0");
    expect<string>(split("  peers\t wan ")).toBe("peers@2 wan@9");
    expect<string>(split("a b c")).toBe("a@0 b@2 c@4");
    expect<string>(split("")).toBe("");
    expect<string>(split(" \t ")).toBe("");
  });

  it("end at a comment, wherever it stands", () => {
    expect<string>(split("# nothing")).toBe("");
    expect<string>(split("a # b")).toBe("a@0");
    expect<string>(split("a#b c")).toBe("a@0");
    expect<string>(split("a b ## c")).toBe("a@0 b@2");
  });

  it("may hold any octet but blanks", () => {
    expect<string>(split("a;b \x7f\x01\r")).toBe("a;b@0 \x7f\x01\r@4");
  });

  it("stay at an end once there", () => {
    beginWords(placed, placeText("a  "));
    expect<bool>(nextWord()).toBe(true);
    expect<bool>(nextWord()).toBe(false);
    expect<bool>(nextWord()).toBe(false);
    expect<i32>(wordSize).toBe(0);
    refuse(1);
    expect<i32>(faultOffset(lineFault)).toBe(3);
  });

  it("are known by their exact spelling", () => {
    beginWords(placed, placeText("dhcp Dhcp dhc dhcpx refresh"));
    nextWord();
    expect<i32>(knownWord()).toBe(Word.Dhcp);
    for (let i = 0; i < 3; i++) {
      nextWord();
      expect<i32>(knownWord()).toBe(-1);
    }
    nextWord();
    expect<i32>(knownWord()).toBe(Word.Refresh);
  });

  it("give faults their place in the line", () => {
    beginWords(placed, placeText("ab  cdef"));
    expect<i32>(lineFault).toBe(0);
    nextWord();
    nextWord();
    refuse(66);
    expect<i32>(faultCode(lineFault)).toBe(66);
    expect<i32>(faultOffset(lineFault)).toBe(4);
    beginWords(placed, placeText("ab  cdef"));
    nextWord();
    nextWord();
    expect<i32>(inWord(7)).toBe(7);
    expect<i32>(lineFault).toBe(0);
    inWord(fault(67, 3));
    expect<i32>(faultCode(lineFault)).toBe(67);
    expect<i32>(faultOffset(lineFault)).toBe(7);
  });

  it("end with the first fault, which stays", () => {
    beginWords(placed, placeText("a b c"));
    nextWord();
    refuseInside(66, 1);
    expect<bool>(nextWord()).toBe(false);
    refuse(67);
    expect<i32>(faultCode(lineFault)).toBe(66);
    expect<i32>(faultOffset(lineFault)).toBe(1);
  });

  it("are refused behind the last one, which stays present", () => {
    beginWords(placed, placeText("a  "));
    nextWord();
    checkLast(66);
    expect<i32>(lineFault).toBe(0);
    beginWords(placed, placeText("a  b"));
    nextWord();
    checkLast(66);
    expect<i32>(faultOffset(lineFault)).toBe(3);
    expect<usize>(wordStart).toBe(placed);
  });
});
