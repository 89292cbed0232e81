// What a method staged for a cell, as text: `LAST:CHANNELS@PORT/GROUP.IDENTITY`.

import { List, nextIn } from "../../../assembly/pools/endpoints";

/** The staged endpoints of a cell in their order; LAST is the last octet of the address. */
export function stagedText(cell: i32): string {
  const parts = new Array<string>();
  for (let slot = nextIn(cell, List.Staged, null); slot; slot = nextIn(cell, List.Staged, slot)) {
    const place = `${load<u8>(slot.address, 15)}:${slot.channels}@${slot.port}`;
    parts.push(`${place}/${slot.group}.${slot.identity}`);
  }
  return parts.join(" ");
}
