// Generated from words.txt by tools/words.mjs: change words.txt instead.

import { equalOctets } from "../bytes/text";

/** Every word of the packed table. */
export enum Word {
  Id = 0,
  Qr = 1,
  Opcode = 2,
  Aa = 3,
  Tc = 4,
  Rd = 5,
  Ra = 6,
  Ad = 7,
  Cd = 8,
  Rcode = 9,
  Question = 10,
  Answer = 11,
  Authority = 12,
  Additional = 13,
  Name = 14,
  Type = 15,
  Class = 16,
  Ttl = 17,
  Data = 18,
  Hex = 19,
  Address = 20,
  Priority = 21,
  Weight = 22,
  Port = 23,
  Target = 24,
  Order = 25,
  Preference = 26,
  Flags = 27,
  Services = 28,
  Regexp = 29,
  Replacement = 30,
  Strings = 31,
  Mname = 32,
  Rname = 33,
  Serial = 34,
  Refresh = 35,
  Retry = 36,
  Expire = 37,
  Minimum = 38,
  UdpSize = 39,
  ExtendedRcode = 40,
  Version = 41,
  Do = 42,
  Options = 43,
  Code = 44,
  A = 45,
  CNAME = 46,
  SOA = 47,
  PTR = 48,
  TXT = 49,
  AAAA = 50,
  SRV = 51,
  NAPTR = 52,
  OPT = 53,
  IN = 54,
  TypeNumber = 55,
  ClassNumber = 56,
  True = 57,
  False = 58,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 59;

const TEXT: usize = memory.data<u8>([
  105, 100, // id
  113, 114, // qr
  111, 112, 99, 111, 100, 101, // opcode
  97, 97, // aa
  116, 99, // tc
  114, 100, // rd
  114, 97, // ra
  97, 100, // ad
  99, 100, // cd
  114, 99, 111, 100, 101, // rcode
  113, 117, 101, 115, 116, 105, 111, 110, // question
  97, 110, 115, 119, 101, 114, // answer
  97, 117, 116, 104, 111, 114, 105, 116, 121, // authority
  97, 100, 100, 105, 116, 105, 111, 110, 97, 108, // additional
  110, 97, 109, 101, // name
  116, 121, 112, 101, // type
  99, 108, 97, 115, 115, // class
  116, 116, 108, // ttl
  100, 97, 116, 97, // data
  104, 101, 120, // hex
  97, 100, 100, 114, 101, 115, 115, // address
  112, 114, 105, 111, 114, 105, 116, 121, // priority
  119, 101, 105, 103, 104, 116, // weight
  112, 111, 114, 116, // port
  116, 97, 114, 103, 101, 116, // target
  111, 114, 100, 101, 114, // order
  112, 114, 101, 102, 101, 114, 101, 110, 99, 101, // preference
  102, 108, 97, 103, 115, // flags
  115, 101, 114, 118, 105, 99, 101, 115, // services
  114, 101, 103, 101, 120, 112, // regexp
  114, 101, 112, 108, 97, 99, 101, 109, 101, 110, 116, // replacement
  115, 116, 114, 105, 110, 103, 115, // strings
  109, 110, 97, 109, 101, // mname
  114, 110, 97, 109, 101, // rname
  115, 101, 114, 105, 97, 108, // serial
  114, 101, 102, 114, 101, 115, 104, // refresh
  114, 101, 116, 114, 121, // retry
  101, 120, 112, 105, 114, 101, // expire
  109, 105, 110, 105, 109, 117, 109, // minimum
  117, 100, 112, 95, 115, 105, 122, 101, // udp_size
  101, 120, 116, 101, 110, 100, 101, 100, 95, 114, 99, 111, 100, 101, // extended_rcode
  118, 101, 114, 115, 105, 111, 110, // version
  100, 111, // do
  111, 112, 116, 105, 111, 110, 115, // options
  99, 111, 100, 101, // code
  65, // A
  67, 78, 65, 77, 69, // CNAME
  83, 79, 65, // SOA
  80, 84, 82, // PTR
  84, 88, 84, // TXT
  65, 65, 65, 65, // AAAA
  83, 82, 86, // SRV
  78, 65, 80, 84, 82, // NAPTR
  79, 80, 84, // OPT
  73, 78, // IN
  84, 89, 80, 69, // TYPE
  67, 76, 65, 83, 83, // CLASS
  116, 114, 117, 101, // true
  102, 97, 108, 115, 101, // false
]);

const OFFSETS: usize = memory.data<u16>(
  [
    0,
    2,
    4,
    10,
    12,
    14,
    16,
    18,
    20,
    22,
    27,
    35,
    41,
    50,
    60,
    64,
    68,
    73,
    76,
    80,
    83,
    90,
    98,
    104,
    108,
    114,
    119,
    129,
    134,
    142,
    148,
    159,
    166,
    171,
    176,
    182,
    189,
    194,
    200,
    207,
    215,
    229,
    236,
    238,
    245,
    249,
    250,
    255,
    258,
    261,
    264,
    268,
    271,
    276,
    279,
    281,
    285,
    290,
    294,
    299,
  ],
  2,
);

/** Address of the first octet of a word. */
export function wordPointer(word: i32): usize {
  return TEXT + load<u16>(OFFSETS + (<usize>word << 1));
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  const slot = OFFSETS + (<usize>word << 1);
  return <i32>load<u16>(slot, 2) - <i32>load<u16>(slot);
}

/** True if the `length` octets at `pointer` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return wordLength(word) == length && equalOctets(wordPointer(word), pointer, length);
}

/** The word that the `length` octets at `pointer` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  for (let word = 0; word < WORD_COUNT; word++) {
    if (isWord(word, pointer, length)) return word;
  }
  return -1;
}
