// dhcpcd: options declared `binhex` come as plain hex, others as text.

import { Word } from "../words.gen";
import { readNamedVariables } from "./named-variables";
import { Encoding } from "./spool-values";

/** Reads the variables of a lease into `LEASE`. */
export function readDhcpcd(): void {
  readNamedVariables(Encoding.HexOrText, Word.NewDhcp6, Word.IaNa1IaAddr1, Word.IaNa1IaAddr1Vltime);
}
