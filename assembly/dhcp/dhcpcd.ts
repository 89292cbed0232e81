// dhcpcd: options declared `binhex` come as plain hex, others as text.

import { Word } from "../words.gen";
import { LeaseEvent } from "./lease";
import { readNamedVariables } from "./named-variables";
import { Encoding } from "./spool-values";

/** What a word of dhcpcd means. */
export function dhcpcdEvent(word: i32): LeaseEvent {
  switch (word) {
    case Word.BOUND:
    case Word.RENEW:
    case Word.REBIND:
    case Word.REBOOT:
    case Word.INFORM:
    case Word.TIMEOUT:
    case Word.BOUND6:
    case Word.RENEW6:
    case Word.REBIND6:
    case Word.REBOOT6:
    case Word.INFORM6:
      return LeaseEvent.Bound;
    case Word.EXPIRE:
    case Word.NAK:
    case Word.RELEASE:
    case Word.STOP:
    case Word.STOPPED:
    case Word.NOCARRIER:
    case Word.DEPARTED:
    case Word.EXPIRE6:
    case Word.RELEASE6:
    case Word.STOP6:
      return LeaseEvent.Lost;
    case Word.FAIL:
      return LeaseEvent.Absent;
  }
  return LeaseEvent.Ignored;
}

/** Reads the variables of a lease into `LEASE`. */
export function readDhcpcd(): void {
  readNamedVariables(Encoding.HexOrText, Word.NewDhcp6, Word.IaNa1IaAddr1, Word.IaNa1IaAddr1Vltime);
}
