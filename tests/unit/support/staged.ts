// What a method staged for a cell, as text: `LAST:CHANNELS@PORT/GROUP.IDENTITY`.

import { endpointAt, List, nextIn } from "../../../assembly/pools/endpoints";

/** The staged endpoints of a cell in their order; LAST is the last octet of the address. */
export function stagedText(cell: i32): string {
  const parts = new Array<string>();
  for (let i = nextIn(cell, List.Staged, -1); i >= 0; i = nextIn(cell, List.Staged, i)) {
    const slot = endpointAt(i);
    const place = `${load<u8>(slot.address, 15)}:${slot.channels}@${slot.port}`;
    parts.push(`${place}/${slot.group}.${slot.identity}`);
  }
  return parts.join(" ");
}
