// The mechanisms, and what tells them apart. A new one is a file of its own and
// a line in each of the three functions below.

import { Holder } from "../pools/holders";
import { Method } from "../pools/settings";
import { Word } from "../words.gen";
import { collectDhcp } from "./dhcp";
import { collectManual } from "./manual";

/**
 * Lets a method stage what it knows for a cell.
 * @returns 0 if there is something to publish; `Code.MethodPending` if there may be soon; else the
 *   code of why there is nothing. `Code.ServedByAnyNetwork` ends the search with an empty list.
 */
export function collect(method: Method, cell: i32): i32 {
  switch (method) {
    case Method.Manual:
      return collectManual(cell);
    default:
      return collectDhcp(cell);
  }
}

/** The word that configuration and records have for a method. */
export function methodWord(method: Method): Word {
  switch (method) {
    case Method.Manual:
      return Word.Manual;
    default:
      return Word.Dhcp;
  }
}

/** Who holds the reference identifier of what a method stages. */
export function identityHolder(method: Method, cell: i32, identity: i32): i32 {
  switch (method) {
    case Method.Manual:
      return Holder.ServerName + identity;
    default:
      return Holder.LeaseName + cell;
  }
}
