import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { Family, LEASE, remarkAt } from "../../../assembly/dhcp/lease";
import {
  NO_WORD,
  beginLines,
  findVariable,
  isKey,
  nextLine,
  textOffset,
  valueLength,
  valuePointer,
  wasDropped,
} from "../../../assembly/dhcp/spool-text";
import { Word } from "../../../assembly/words.gen";
import { placeText, placed } from "../support/octets";

function begin(text: string): void {
  LEASE.reset(Family.Inet);
  beginLines(placed, placeText(text));
}

function value(): string {
  let text = "";
  for (let i = 0; i < valueLength; i++) text += String.fromCharCode(load<u8>(valuePointer + i));
  return text;
}

function lineFault(text: string): i32 {
  begin(text);
  return nextLine();
}

describe("nextLine", () => {
  it("reads keys and values", () => {
    begin("client=raw\nip=\nnew_dots_ri=a=b c\n");
    expect<i32>(nextLine()).toBe(1);
    expect<bool>(isKey(Word.Client)).toBe(true);
    expect<string>(value()).toBe("raw");
    expect<i32>(textOffset(valuePointer)).toBe(7);
    expect<i32>(nextLine()).toBe(1);
    expect<bool>(isKey(Word.Client)).toBe(false);
    expect<string>(value()).toBe("");
    expect<i32>(nextLine()).toBe(1);
    expect<string>(value()).toBe("a=b c");
    expect<i32>(nextLine()).toBe(0);
    expect<i32>(nextLine()).toBe(0);
  });

  it("tells where a line is none", () => {
    expect<i32>(lineFault("client")).toBe(fault(Code.SpoolLine, 6));
    expect<i32>(lineFault("client\n")).toBe(fault(Code.SpoolLine, 6));
    expect<i32>(lineFault("=raw\n")).toBe(fault(Code.SpoolLine, 0));
    expect<i32>(lineFault("\n")).toBe(fault(Code.SpoolLine, 0));
    expect<i32>(lineFault("a b=c\n")).toBe(fault(Code.SpoolLine, 1));
    expect<i32>(lineFault("client=raw")).toBe(fault(Code.SpoolLine, 10));
    expect<i32>(lineFault("client=raw\r\n")).toBe(fault(Code.SpoolLine, 10));
    expect<i32>(lineFault("client=r\tw\n")).toBe(fault(Code.SpoolLine, 8));
    expect<i32>(lineFault("client=r\x7fw\n")).toBe(fault(Code.SpoolLine, 8));
    expect<i32>(lineFault("client=r\xe4w\n")).toBe(fault(Code.SpoolLine, 8));
  });
});

describe("findVariable", () => {
  it("finds a word, a word behind a prefix, a number behind a prefix", () => {
    begin("ip=1\nnew_dots_ri=2\nnew_dhcp6_dots_ri=3\nopt14=4\nopt147=5\nopt147x=6\n");
    expect<bool>(findVariable(NO_WORD, Word.Ip, 0, 0)).toBe(true);
    expect<string>(value()).toBe("1");
    expect<bool>(findVariable(Word.New, Word.DotsRi, 0, 0)).toBe(true);
    expect<string>(value()).toBe("2");
    expect<bool>(findVariable(Word.NewDhcp6, Word.DotsRi, 0, 0)).toBe(true);
    expect<string>(value()).toBe("3");
    expect<bool>(findVariable(Word.Opt, NO_WORD, 147, 147)).toBe(true);
    expect<string>(value()).toBe("5");
    expect<bool>(findVariable(Word.Opt, NO_WORD, 148, 148)).toBe(false);
    expect<bool>(findVariable(NO_WORD, Word.Router, 0, 3)).toBe(false);
    expect<bool>(wasDropped).toBe(false);
    expect<i32>(LEASE.remarkCount).toBe(0);
  });

  it("remarks on a variable that the hook dropped", () => {
    begin("dropped=opt148\ndropped=router\n");
    expect<bool>(findVariable(Word.Opt, NO_WORD, 148, 148)).toBe(false);
    expect<bool>(wasDropped).toBe(true);
    expect<i32>(LEASE.remarkCount).toBe(1);
    expect<i32>(remarkAt(0).code).toBe(Code.ValueDropped);
    expect<i32>(remarkAt(0).option).toBe(148);
    expect<bool>(findVariable(Word.Opt, NO_WORD, 147, 147)).toBe(false);
    expect<bool>(wasDropped).toBe(false);
    expect<i32>(LEASE.remarkCount).toBe(1);
  });

  it("takes a value that is there over the word that it was dropped", () => {
    begin("dropped=ip\nip=1\n");
    expect<bool>(findVariable(NO_WORD, Word.Ip, 0, 0)).toBe(true);
    expect<i32>(LEASE.remarkCount).toBe(0);
  });
});
