// The services field of a NAPTR record (RFC 3958 §6.5): `DOTS:signal.udp:…`.

import { equalIgnoreCase } from "../bytes/text";
import { Word, wordLength, wordPointer } from "../words.gen";

const COLON: u32 = 0x3a;

/**
 * The channels that a services field offers for the application service DOTS (RFC 8973 §6); 0 if it is of
 * another service or names no protocol.
 */
export function offeredChannels(services: usize, length: i32): i32 {
  let known = 0;
  for (let at = 0; at <= length; at++) {
    const start = at;
    while (at < length && load<u8>(services + at) != COLON) at++;
    // The words stand in the order of the channels, the service before them.
    for (let index = 0; index < 4; index++) {
      if (isTag(services + start, at - start, Word.Dots + index)) known |= 1 << index;
    }
    if (!(known & 1)) return 0;
  }
  return known >> 1;
}

function isTag(text: usize, length: i32, tag: Word): bool {
  return equalIgnoreCase(text, length, wordPointer(tag), wordLength(tag));
}
