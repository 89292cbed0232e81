// What happens to octets that were right once.
import { WINDOW_SIZE } from "../../../host/abi.gen.ts";
import type { Dice } from "./dice.ts";

/** Octets that mean something to one parser or another. */
const TELLING = [
  0x00, 0x01, 0x04, 0x0a, 0x10, 0x20, 0x23, 0x2e, 0x30, 0x3d, 0x3f, 0x40, 0x5c, 0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xff,
];
const MOST_CHANGES = 4;
const LONGEST_PIECE = 24;

function changeOnce(dice: Dice, octets: Uint8Array): Uint8Array {
  const at = dice.below(octets.length + 1);
  const [head, tail] = [octets.subarray(0, at), octets.subarray(at)];
  const piece = dice.below(LONGEST_PIECE);
  const changed = (octet: number) => Buffer.concat([head, Uint8Array.of(octet & 0xff), tail.subarray(1)]);
  switch (dice.below(8)) {
    case 0:
      return changed((tail[0] ?? 0) ^ (1 << dice.below(8)));
    case 1:
      return changed(dice.pick(TELLING));
    case 2:
      return changed((tail[0] ?? 0) + dice.pick([1, -1, 2, 16, 64]));
    case 3:
      return Buffer.concat([head, Uint8Array.of(dice.pick(TELLING)), tail]);
    case 4:
      return Buffer.concat([head, tail.subarray(piece)]);
    case 5:
      return Buffer.concat([head, tail.subarray(0, piece), tail]);
    case 6:
      return Buffer.concat([head, new Uint8Array(piece).fill(dice.pick(TELLING)), tail]);
    default:
      return head;
  }
}

/** The octets with a few changes; they still fit the exchange window behind `room` octets. */
export function mutate(dice: Dice, octets: Uint8Array, room = 32): Uint8Array {
  let changed = octets;
  for (let count = 1 + dice.below(MOST_CHANGES); count > 0; count--) changed = changeOnce(dice, changed);
  return Uint8Array.from(changed.subarray(0, WINDOW_SIZE - room));
}
