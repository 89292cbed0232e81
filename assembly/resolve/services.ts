// The services field of a NAPTR record (RFC 3958 §6.5): `DOTS:signal.udp:…`.

import { equalIgnoreCase } from "../bytes/text";
import { Channel } from "../pools/endpoints";
import { Word, wordLength, wordPointer } from "../words.gen";

const COLON: u32 = 0x3a;

/**
 * The channels that a services field offers for the application service DOTS (RFC 8973 §6); 0 if it is of
 * another service or names no protocol.
 */
export function offeredChannels(services: usize, length: i32): i32 {
  let end = nextColon(services, 0, length);
  if (!isTag(services, 0, end, Word.Dots)) return 0;
  let channels = 0;
  while (end < length) {
    const start = end + 1;
    end = nextColon(services, start, length);
    if (isTag(services, start, end, Word.SignalUdp)) channels |= Channel.SignalUdp;
    else if (isTag(services, start, end, Word.SignalTcp)) channels |= Channel.SignalTcp;
    else if (isTag(services, start, end, Word.DataTcp)) channels |= Channel.DataTcp;
  }
  return channels;
}

function nextColon(services: usize, at: i32, length: i32): i32 {
  while (at < length && load<u8>(services + at) != COLON) at++;
  return at;
}

function isTag(services: usize, start: i32, end: i32, tag: Word): bool {
  return equalIgnoreCase(services + start, end - start, wordPointer(tag), wordLength(tag));
}
