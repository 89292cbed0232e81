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

// Each word behind its length, walked from the first: shorter than a table of
// offsets, by an octet a word.
const TABLE: usize = memory.data<u8>([
  2, 105, 100, // id
  2, 113, 114, // qr
  6, 111, 112, 99, 111, 100, 101, // opcode
  2, 97, 97, // aa
  2, 116, 99, // tc
  2, 114, 100, // rd
  2, 114, 97, // ra
  2, 97, 100, // ad
  2, 99, 100, // cd
  5, 114, 99, 111, 100, 101, // rcode
  8, 113, 117, 101, 115, 116, 105, 111, 110, // question
  6, 97, 110, 115, 119, 101, 114, // answer
  9, 97, 117, 116, 104, 111, 114, 105, 116, 121, // authority
  10, 97, 100, 100, 105, 116, 105, 111, 110, 97, 108, // additional
  4, 110, 97, 109, 101, // name
  4, 116, 121, 112, 101, // type
  5, 99, 108, 97, 115, 115, // class
  3, 116, 116, 108, // ttl
  4, 100, 97, 116, 97, // data
  3, 104, 101, 120, // hex
  7, 97, 100, 100, 114, 101, 115, 115, // address
  8, 112, 114, 105, 111, 114, 105, 116, 121, // priority
  6, 119, 101, 105, 103, 104, 116, // weight
  4, 112, 111, 114, 116, // port
  6, 116, 97, 114, 103, 101, 116, // target
  5, 111, 114, 100, 101, 114, // order
  10, 112, 114, 101, 102, 101, 114, 101, 110, 99, 101, // preference
  5, 102, 108, 97, 103, 115, // flags
  8, 115, 101, 114, 118, 105, 99, 101, 115, // services
  6, 114, 101, 103, 101, 120, 112, // regexp
  11, 114, 101, 112, 108, 97, 99, 101, 109, 101, 110, 116, // replacement
  7, 115, 116, 114, 105, 110, 103, 115, // strings
  5, 109, 110, 97, 109, 101, // mname
  5, 114, 110, 97, 109, 101, // rname
  6, 115, 101, 114, 105, 97, 108, // serial
  7, 114, 101, 102, 114, 101, 115, 104, // refresh
  5, 114, 101, 116, 114, 121, // retry
  6, 101, 120, 112, 105, 114, 101, // expire
  7, 109, 105, 110, 105, 109, 117, 109, // minimum
  8, 117, 100, 112, 95, 115, 105, 122, 101, // udp_size
  14, 101, 120, 116, 101, 110, 100, 101, 100, 95, 114, 99, 111, 100, 101, // extended_rcode
  7, 118, 101, 114, 115, 105, 111, 110, // version
  2, 100, 111, // do
  7, 111, 112, 116, 105, 111, 110, 115, // options
  4, 99, 111, 100, 101, // code
  1, 65, // A
  5, 67, 78, 65, 77, 69, // CNAME
  3, 83, 79, 65, // SOA
  3, 80, 84, 82, // PTR
  3, 84, 88, 84, // TXT
  4, 65, 65, 65, 65, // AAAA
  3, 83, 82, 86, // SRV
  5, 78, 65, 80, 84, 82, // NAPTR
  3, 79, 80, 84, // OPT
  2, 73, 78, // IN
  4, 84, 89, 80, 69, // TYPE
  5, 67, 76, 65, 83, 83, // CLASS
  4, 116, 114, 117, 101, // true
  5, 102, 97, 108, 115, 101, // false
]);

/** Address of the first octet of a word. */
export function wordPointer(word: i32): usize {
  let entry = TABLE;
  for (; word > 0; word--) entry += 1 + <usize>load<u8>(entry);
  return entry + 1;
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  return load<u8>(wordPointer(word) - 1);
}

/** True if the `length` octets at `pointer` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return wordLength(word) == length && equalOctets(wordPointer(word), pointer, length);
}

/** The word that the `length` octets at `pointer` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  let entry = TABLE;
  for (let word = 0; word < WORD_COUNT; word++) {
    const size = <i32>load<u8>(entry++);
    if (size == length && equalOctets(entry, pointer, size)) return word;
    entry += size;
  }
  return -1;
}
