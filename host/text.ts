// Text <-> octets without TextEncoder, which small JavaScript engines lack.

const CHUNK = 4096;

/** The octets of a text in UTF-8. A lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): Uint8Array {
  const octets: number[] = [];
  for (const character of text) {
    let point = character.codePointAt(0) as number;
    if (point >= 0xd800 && point <= 0xdfff) point = 0xfffd;
    if (point < 0x80) octets.push(point);
    else if (point < 0x800) octets.push(0xc0 | (point >> 6), tail(point));
    else if (point < 0x10000) octets.push(0xe0 | (point >> 12), tail(point >> 6), tail(point));
    else octets.push(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
  }
  return Uint8Array.from(octets);
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/**
 * The text of a record of the core, which is ASCII. An octet outside of it is
 * shown as U+FFFD, so that a core gone wrong cannot reach a terminal.
 */
export function decodeAscii(octets: Uint8Array): string {
  let text = "";
  for (let at = 0; at < octets.length; at += CHUNK) {
    const part = Array.from(octets.subarray(at, at + CHUNK), printable);
    text += String.fromCharCode.apply(null, part);
  }
  return text;
}

function printable(octet: number): number {
  return octet >= 0x20 && octet < 0x7f ? octet : 0xfffd;
}
