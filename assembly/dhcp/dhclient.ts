// ISC dhclient: options declared `string` come as unpadded hex with colons,
// unless all octets are printable; declared by type they come as text.

import { Word } from "../words.gen";
import { LeaseEvent } from "./lease";
import { readNamedVariables } from "./named-variables";
import { Encoding } from "./spool-values";

/** What a word of dhclient means. */
export function dhclientEvent(word: i32): LeaseEvent {
  switch (word) {
    case Word.BOUND:
    case Word.RENEW:
    case Word.REBIND:
    case Word.REBOOT:
    case Word.TIMEOUT:
    case Word.BOUND6:
    case Word.RENEW6:
    case Word.REBIND6:
      return LeaseEvent.Bound;
    case Word.EXPIRE:
    case Word.RELEASE:
    case Word.STOP:
    case Word.EXPIRE6:
    case Word.RELEASE6:
    case Word.STOP6:
    case Word.DEPREF6:
      return LeaseEvent.Lost;
    case Word.FAIL:
      return LeaseEvent.Absent;
  }
  return LeaseEvent.Ignored;
}

/** Reads the variables of a lease into `LEASE`. */
export function readDhclient(): void {
  readNamedVariables(Encoding.ColonHexOrText, Word.New, Word.Ip6Address, Word.MaxLife);
}
