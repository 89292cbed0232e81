// The services field of a NAPTR record (RFC 3958 §6.5): `DOTS:signal.udp:…`.

import { equalIgnoreCase } from "../bytes/text";
import { ALL_CHANNELS, CALL_HOME } from "../pools/endpoints";
import { isCallHomeOn } from "../pools/settings";
import { Word, spelledLength, wordPointer } from "../words.gen";

const COLON: u32 = 0x3a;

/** Bits of the services among those of the words. */
const DOTS: i32 = 1;
const SERVICES: i32 = 17;

/**
 * The channels that a services field offers for the application service DOTS (RFC 8973 §6), or for that of Call
 * Home clients if they are wanted; 0 if it is of another service or names no protocol.
 */
export function offeredChannels(services: usize, length: i32): i32 {
  let known = 0;
  let service = 0;
  for (let at = 0; at <= length; at++) {
    const start = at;
    while (at < length && load<u8>(services + at) != COLON) at++;
    // The words stand in the order of the channels, between the two services.
    for (let index = 0; index < 5; index++) {
      if (isTag(services + start, at - start, Word.Dots + index)) known |= 1 << index;
    }
    if (!start) service = known & SERVICES;
    if (!service) return 0;
  }
  if (service == DOTS) return (known >> 1) & ALL_CHANNELS;
  return isCallHomeOn() ? (known << 3) & CALL_HOME : 0;
}

function isTag(text: usize, length: i32, tag: Word): bool {
  return equalIgnoreCase(text, length, wordPointer(tag), spelledLength);
}
