import { WORD_COUNT, Word, isWord, wordAt, wordLength, wordPointer } from "../../assembly/words.gen";
import { placeText, placed } from "./support/octets";

describe("words", () => {
  it("are all found by their own text", () => {
    let lost = -1;
    for (let word = 0; word < WORD_COUNT; word++) {
      const length = wordLength(word);
      memory.copy(placed, wordPointer(word), length);
      if (wordAt(placed, length) != word) lost = word;
    }
    expect<i32>(lost).toBe(-1);
    expect<bool>(WORD_COUNT > 50).toBe(true);
  });

  it("are found whole and with their capitals", () => {
    expect<i32>(wordAt(placed, placeText("bound"))).toBe(Word.Bound);
    expect<i32>(wordAt(placed, placeText("BOUND"))).toBe(Word.BOUND);
    expect<i32>(wordAt(placed, placeText("Bound"))).toBe(-1);
    expect<i32>(wordAt(placed, placeText("boun"))).toBe(-1);
    expect<i32>(wordAt(placed, placeText("bound "))).toBe(-1);
    expect<i32>(wordAt(placed, 0)).toBe(-1);
  });

  it("can be asked for one by one", () => {
    expect<bool>(isWord(Word.Udhcpc, placed, placeText("udhcpc"))).toBe(true);
    expect<bool>(isWord(Word.Udhcpc, placed, placeText("udhcpd"))).toBe(false);
    expect<bool>(isWord(Word.Udhcpc, placed, placeText("udhcp"))).toBe(false);
  });
});
