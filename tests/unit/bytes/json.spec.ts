import { MAX_LINE_LENGTH, Output } from "../../../assembly/abi";
import {
  addressElement,
  addressField,
  beginLine,
  beginLineAt,
  boolField,
  closeList,
  closeObject,
  endLine,
  hexField,
  listField,
  nameField,
  nullField,
  numberedField,
  numberElement,
  numberField,
  openElementList,
  openObject,
  prefixElement,
  textField,
  wordElement,
  wordField,
} from "../../../assembly/bytes/json";
import { WINDOW } from "../../../assembly/bytes/window";
import { Word } from "../../../assembly/words.gen";
import { begin, written } from "../support/json-line";
import { place, placed, placeText } from "../support/octets";

const QUOTE = '"';
const BACKSLASH = "\\";
const HEX = "0123456789abcdef";
const OCTET: usize = memory.data(16);
const ROOM: i32 = MAX_LINE_LENGTH + 16;
const BUFFER: usize = memory.data(ROOM);

function address(hex: string): string {
  place(hex);
  begin();
  addressElement(placed);
  return written();
}

function number(value: i64): string {
  begin();
  numberElement(value);
  return written();
}

// Eight groups, all 1 but those whose bit is set, which are 0.
function placeGroups(zeros: i32): void {
  for (let group = 0; group < 8; group++) {
    store<u8>(OCTET + (group << 1), 0);
    store<u8>(OCTET + (group << 1) + 1, (zeros >> group) & 1 ? 0 : 1);
  }
}

// RFC 5952 §4.2 by trying every shortening: the longest, of those the first.
function shortened(zeros: i32): string {
  for (let length = 8; length >= 2; length--) {
    for (let first = 0; first + length <= 8; first++) {
      const run = ((1 << length) - 1) << first;
      if ((zeros & run) == run) return groups(zeros, 0, first) + "::" + groups(zeros, first + length, 8);
    }
  }
  return groups(zeros, 0, 8);
}

function groups(zeros: i32, first: i32, past: i32): string {
  const parts = new Array<string>();
  for (let group = first; group < past; group++) parts.push((zeros >> group) & 1 ? "0" : "1");
  return parts.join(":");
}

function escapedInText(octet: i32): string {
  if (octet < 0x20 || octet > 0x7e) return BACKSLASH + "u00" + HEX.charAt(octet >> 4) + HEX.charAt(octet & 15);
  const character = String.fromCharCode(octet);
  return character == QUOTE || character == BACKSLASH ? BACKSLASH + character : character;
}

// Text form of RFC 4343 §2.1, then JSON's own escapes.
function escapedInName(octet: i32): string {
  const double = BACKSLASH + BACKSLASH;
  if (octet <= 0x20 || octet > 0x7e) return double + octet.toString().padStart(3, "0");
  if (octet == 0x2e) return double + ".";
  return octet == 0x5c ? double + double : escapedInText(octet);
}

describe("JSON structure", () => {
  it("separates fields and elements by one comma", () => {
    begin();
    openObject();
    wordField(Word.Record, Word.Peer);
    listField(Word.Prefixes);
    closeList();
    listField(Word.ReferenceIds);
    openObject();
    numberField(Word.Port, 1);
    closeObject();
    openObject();
    closeObject();
    wordElement(Word.Pa);
    openElementList();
    numberElement(1);
    numberElement(2);
    closeList();
    openElementList();
    closeList();
    closeList();
    boolField(Word.Stale, true);
    boolField(Word.Bind, false);
    nullField(Word.Sni);
    closeObject();
    expect<string>(written()).toBe(
      '{"record":"peer","prefixes":[],"reference_ids":[{"port":1},{},"pa",[1,2],[]],' +
        '"stale":true,"bind":false,"sni":null}',
    );
  });

  it("begins each line without a comma", () => {
    begin();
    numberElement(1);
    begin();
    numberElement(2);
    expect<string>(written()).toBe("2");
  });

  it("writes a numbered word and 64 bits in hex", () => {
    begin();
    openObject();
    numberedField(Word.ServerGroup, Word.Dhcp, 12);
    hexField(Word.Id, 0xfedcba9876543210);
    hexField(Word.Id, 0x000000000000000a);
    closeObject();
    expect<string>(written()).toBe(
      '{"server_group":"dhcp-12","id":"fedcba9876543210","id":"000000000000000a"}',
    );
  });
});

describe("JSON numbers", () => {
  it("are right around every power of ten", () => {
    let power: i64 = 1;
    for (let digits = 1; digits <= 18; digits++) {
      power *= 10;
      expect<string>(number(power - 1)).toBe((power - 1).toString());
      expect<string>(number(power)).toBe(power.toString());
      expect<string>(number(-power)).toBe((-power).toString());
    }
  });

  it("reach both ends of 64 bits", () => {
    expect<string>(number(0)).toBe("0");
    expect<string>(number(-1)).toBe("-1");
    expect<string>(number(i64.MAX_VALUE)).toBe("9223372036854775807");
    expect<string>(number(i64.MIN_VALUE)).toBe("-9223372036854775808");
    expect<string>(number(4294967296)).toBe("4294967296");
    expect<string>(number(9007199254740993)).toBe("9007199254740993");
  });
});

describe("JSON text", () => {
  it("escapes every octet that JSON or a terminal would take for something else", () => {
    for (let octet = 0; octet < 256; octet++) {
      store<u8>(OCTET, octet);
      begin();
      openObject();
      textField(Word.Text, OCTET, 1);
      closeObject();
      expect<string>(written()).toBe('{"text":"' + escapedInText(octet) + '"}');
    }
  });

  it("takes only the octets that it was given", () => {
    const length = placeText("eth1-and-more");
    begin();
    openObject();
    textField(Word.Text, placed, length - 9);
    textField(Word.Text, placed, 0);
    closeObject();
    expect<string>(written()).toBe('{"text":"eth1","text":""}');
  });
});

describe("JSON names", () => {
  it("have dots between labels and none at the end", () => {
    place("046d6f6f6e 04 49737031 04 74657374 00");
    begin();
    openObject();
    nameField(Word.Name, placed);
    closeObject();
    expect<string>(written()).toBe('{"name":"moon.Isp1.test"}');
  });

  it("escape every octet inside of a label", () => {
    for (let octet = 0; octet < 256; octet++) {
      place("03 61 00 62 01 7a 00");
      store<u8>(placed + 2, octet);
      begin();
      openObject();
      nameField(Word.Name, placed);
      closeObject();
      expect<string>(written()).toBe('{"name":"a' + escapedInName(octet) + 'b.z"}');
    }
  });
});

describe("JSON addresses", () => {
  it("follow RFC 5952", () => {
    expect<string>(address("00000000000000000000000000000000")).toBe('"::"');
    expect<string>(address("00000000000000000000000000000001")).toBe('"::1"');
    expect<string>(address("00010000000000000000000000000000")).toBe('"1::"');
    expect<string>(address("20010db8000000000000000000000001")).toBe('"2001:db8::1"');
    expect<string>(address("20010DB8000000010001000100010001".toLowerCase())).toBe('"2001:db8:0:1:1:1:1:1"');
    expect<string>(address("20010db8000000000001000000000001")).toBe('"2001:db8::1:0:0:1"');
    expect<string>(address("20010000000000010000000000000001")).toBe('"2001:0:0:1::1"');
    expect<string>(address("fe80000000000000021122fffe334455")).toBe('"fe80::211:22ff:fe33:4455"');
    expect<string>(address("0a0b0c0d0e0f00100203040506070809")).toBe('"a0b:c0d:e0f:10:203:405:607:809"');
    expect<string>(address("20010db8aaaabbbbccccddddeeee0abc")).toBe('"2001:db8:aaaa:bbbb:cccc:dddd:eeee:abc"');
  });

  it("shorten the longest run of zeros, the first of equal ones, for every set of zero groups", () => {
    for (let zeros = 0; zeros < 256; zeros++) {
      placeGroups(zeros);
      begin();
      addressElement(OCTET);
      expect<string>(written()).toBe(QUOTE + shortened(zeros) + QUOTE);
    }
  });

  it("are dotted for IPv4, and only for the mapped form", () => {
    expect<string>(address("00000000000000000000ffffc000020a")).toBe('"192.0.2.10"');
    expect<string>(address("00000000000000000000ffff00000000")).toBe('"0.0.0.0"');
    expect<string>(address("00000000000000000000ffffffffffff")).toBe('"255.255.255.255"');
    expect<string>(address("00000000000000000000fffec000020a")).toBe('"::fffe:c000:20a"');
    expect<string>(address("0000000000000000000000000a000001")).toBe('"::a00:1"');
    expect<string>(address("0000000000000001 0000ffffc000020a")).toBe('"::1:0:ffff:c000:20a"');
  });

  it("carry prefix lengths of their own family", () => {
    begin();
    openObject();
    listField(Word.Prefixes);
    place("00000000000000000000ffffc0000200");
    prefixElement(placed, 120);
    prefixElement(placed, 96);
    place("20010db8000000000000000000000000");
    prefixElement(placed, 48);
    prefixElement(placed, 128);
    closeList();
    addressField(Word.Address, placed);
    closeObject();
    expect<string>(written()).toBe(
      '{"prefixes":["192.0.2.0/24","192.0.2.0/0","2001:db8::/48","2001:db8::/128"],"address":"2001:db8::"}',
    );
  });
});

describe("JSON line limit", () => {
  it("lets a line of exactly the limit pass", () => {
    beginLineAt(BUFFER, MAX_LINE_LENGTH);
    for (let i = 0; i < MAX_LINE_LENGTH / 2; i++) numberElement(7);
    expect<i32>(endLine()).toBe(MAX_LINE_LENGTH - 1);
    openObject();
    expect<i32>(endLine()).toBe(0, "the comma fits, the brace does not");
    beginLineAt(BUFFER, MAX_LINE_LENGTH);
    openObject();
    closeObject();
    for (let i = 1; i < MAX_LINE_LENGTH / 2; i++) numberElement(7);
    expect<i32>(endLine()).toBe(MAX_LINE_LENGTH);
  });

  it("writes nothing past the limit and says 0", () => {
    memory.fill(BUFFER, 0xa5, ROOM);
    beginLineAt(BUFFER, MAX_LINE_LENGTH);
    place("20010db8aaaabbbbccccddddeeeeffff");
    for (let i = 0; i < 400; i++) addressElement(placed);
    expect<i32>(endLine()).toBe(0);
    for (let i = MAX_LINE_LENGTH; i < ROOM; i++) expect<u8>(load<u8>(BUFFER + i)).toBe(0xa5);
    expect<u8>(load<u8>(BUFFER + MAX_LINE_LENGTH - 1)).not.toBe(0xa5);
  });

  it("stays within the payload of an output", () => {
    beginLine();
    numberElement(5);
    expect<i32>(endLine()).toBe(1);
    expect<u8>(load<u8>(WINDOW + Output.Payload)).toBe(0x35);
  });
});
