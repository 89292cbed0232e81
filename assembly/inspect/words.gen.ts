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
  Trap = 59,
  TrapDrain = 60,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 61;

// The characters of the words, the most frequent first: eratsdinopcmlguxyfhv_qw-z
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 116, 115, 100, 105, 110, 111, 112, 99, 109, 108, 103, 117, 120, 121, 102, 104, 118, 95, 113, 119, 45, 122]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  4, 86, // id
  5, 126, 1, // qr
  8, 152, 138, 5, // opcode
  4, 34, // aa
  4, 163, // tc
  4, 81, // rd
  4, 33, // ra
  4, 82, // ad
  4, 90, // cd
  7, 161, 88, 0, // rcode
  12, 126, 14, 64, 99, 120, // question
  9, 114, 228, 8, 1, // answer
  14, 226, 48, 78, 24, 54, 46, // authority
  12, 82, 101, 99, 120, 194, // additional
  6, 39, 11, // name
  7, 227, 146, 0, // type
  7, 202, 66, 4, // class
  5, 51, 12, // ttl
  6, 37, 35, // data
  7, 78, 224, 1, // hex
  9, 82, 21, 64, 4, // address
  11, 25, 134, 97, 227, 2, // priority
  10, 142, 96, 237, 52, // weight
  6, 137, 49, // port
  8, 35, 209, 48, // target
  7, 24, 5, 1, // order
  13, 25, 224, 3, 1, 167, 0, // preference
  8, 62, 44, 77, // flags
  11, 4, 225, 101, 10, 4, // services
  9, 1, 13, 30, 9, // regexp
  13, 1, 201, 162, 176, 112, 3, // replacement
  9, 52, 97, 215, 4, // strings
  7, 123, 178, 0, // mname
  7, 113, 178, 0, // rname
  8, 4, 97, 194, // serial
  11, 1, 62, 1, 228, 4, // refresh
  8, 1, 19, 46, // retry
  9, 224, 145, 22, 0, // expire
  10, 107, 103, 235, 176, // minimum
  13, 14, 149, 110, 100, 174, 0, // udp_size
  18, 224, 49, 112, 5, 229, 22, 138, 5, // extended_rcode
  10, 94, 16, 100, 120, // version
  4, 133, // do
  9, 152, 99, 120, 4, // options
  6, 138, 5, // code
  67, 2, // A
  71, 122, 178, 0, // CNAME
  69, 132, 2, // SOA
  69, 57, 1, // PTR
  70, 227, 49, // TXT
  70, 34, 34, // AAAA
  70, 20, 94, // SRV
  71, 39, 57, 1, // NAPTR
  69, 152, 3, // OPT
  68, 118, // IN
  71, 227, 146, 0, // TYPE
  71, 202, 66, 4, // CLASS
  7, 19, 14, 0, // true
  8, 62, 194, 4, // false
  6, 19, 146, // trap
  13, 19, 146, 158, 21, 98, 7, // trap-drain
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 56, 131, 203]);
const STRIDE: i32 = 16;
const CAPITALS: u32 = 64;
const COUNT: i32 = 63;

const SPELLED: usize = memory.data(14);
/** Length of the word that was asked for last. */
export let spelledLength: i32 = 0;

// The nibble at a place, which is twice an address or one more.
function nibbleAt(place: usize): u32 {
  return (load<u8>(place >> 1) >> <u8>((place & 1) << 2)) & 15;
}

/** Nibbles of an entry, with the two of its first octet. */
function nibbleCount(entry: usize): i32 {
  return load<u8>(entry) & COUNT;
}

/** The entry behind an entry. */
function nextEntry(entry: usize): usize {
  return entry + ((nibbleCount(entry) + 1) >> 1);
}

/** Spells the word of an entry. */
function spell(entry: usize): void {
  const header: u32 = load<u8>(entry);
  let place = entry << 1;
  const end = place + nibbleCount(entry);
  spelledLength = 0;
  for (place += 2; place < end; place++) {
    let code = nibbleAt(place);
    if (code >= 14) code = (code << 4) + nibbleAt(++place) - 210;
    let octet: u32 = load<u8>(ALPHABET + code);
    if (octet > 0x60) octet -= (header & CAPITALS) >> 1;
    store<u8>(SPELLED + spelledLength++, octet);
  }
}

function entryOf(word: i32): usize {
  let entry = TABLE + load<u16>(OFFSETS + (<usize>(word / STRIDE) << 1));
  for (word %= STRIDE; word > 0; word--) entry = nextEntry(entry);
  return entry;
}

/** Address of the first octet of a word, until the next word is asked for. */
export function wordPointer(word: i32): usize {
  spell(entryOf(word));
  return SPELLED;
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  wordPointer(word);
  return spelledLength;
}

function isEntry(entry: usize, pointer: usize, length: i32): bool {
  // A character takes one nibble or two: other lengths need no spelling.
  if (<u32>(nibbleCount(entry) - 2 - length) > <u32>length) return false;
  spell(entry);
  return spelledLength == length && equalOctets(SPELLED, pointer, length);
}

/** True if the `length` octets at `pointer` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return isEntry(entryOf(word), pointer, length);
}

/** The word that the `length` octets at `pointer` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  let entry = TABLE;
  for (let word = 0; word < WORD_COUNT; word++) {
    if (isEntry(entry, pointer, length)) return word;
    entry = nextEntry(entry);
  }
  return -1;
}
