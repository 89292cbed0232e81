// ISC dhclient: options declared `string` come as unpadded hex with colons,
// unless all octets are printable; declared by type they come as text.

import { Word } from "../words.gen";
import { readNamedVariables } from "./named-variables";
import { Encoding } from "./spool-values";

/** Reads the variables of a lease into `LEASE`. */
export function readDhclient(): void {
  readNamedVariables(Encoding.ColonHexOrText, Word.New, Word.Ip6Address, Word.MaxLife);
}
