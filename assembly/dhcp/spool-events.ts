// What the clients' words for events mean, docs/spool.md.

import { Word } from "../words.gen";
import { ClientKind, LeaseEvent } from "./lease";

const UDHCPC: u8 = 1 << 0;
const ODHCP6C: u8 = 1 << 1;
const DHCLIENT: u8 = 1 << 2;
const DHCPCD: u8 = 1 << 3;
const RAW: u8 = 1 << 4;

// Above the clients that use the word so.
const EVENT_SHIFT: i32 = 5;
const BOUND: u8 = (<u8>LeaseEvent.Bound) << 5;
const LOST: u8 = (<u8>LeaseEvent.Lost) << 5;
const ABSENT: u8 = (<u8>LeaseEvent.Absent) << 5;

// The words from `Message` to `FAIL`, which stand together in assembly/words.txt.
// prettier-ignore
const EVENTS: usize = memory.data<u8>([
  /* message    */ BOUND | RAW,
  /* .inet      */ 0,
  /* .inet6     */ 0,
  /* bound      */ BOUND | UDHCPC | ODHCP6C,
  /* renew      */ BOUND | UDHCPC,
  /* deconfig   */ LOST | UDHCPC,
  /* nak        */ LOST | UDHCPC,
  /* leasefail  */ ABSENT | UDHCPC,
  /* informed   */ BOUND | ODHCP6C,
  /* updated    */ BOUND | ODHCP6C,
  /* rebound    */ BOUND | ODHCP6C,
  /* ra-updated */ BOUND | ODHCP6C,
  /* unbound    */ LOST | ODHCP6C,
  /* stopped    */ LOST | ODHCP6C,
  /* lost       */ LOST | RAW,
  /* absent     */ ABSENT | RAW,
  /* BOUND      */ BOUND | DHCLIENT | DHCPCD,
  /* RENEW      */ BOUND | DHCLIENT | DHCPCD,
  /* REBIND     */ BOUND | DHCLIENT | DHCPCD,
  /* REBOOT     */ BOUND | DHCLIENT | DHCPCD,
  /* TIMEOUT    */ BOUND | DHCLIENT | DHCPCD,
  /* INFORM     */ BOUND | DHCPCD,
  /* BOUND6     */ BOUND | DHCLIENT | DHCPCD,
  /* RENEW6     */ BOUND | DHCLIENT | DHCPCD,
  /* REBIND6    */ BOUND | DHCLIENT | DHCPCD,
  /* REBOOT6    */ BOUND | DHCPCD,
  /* INFORM6    */ BOUND | DHCPCD,
  /* EXPIRE     */ LOST | DHCLIENT | DHCPCD,
  /* RELEASE    */ LOST | DHCLIENT | DHCPCD,
  /* STOP       */ LOST | DHCLIENT | DHCPCD,
  /* NAK        */ LOST | DHCPCD,
  /* STOPPED    */ LOST | DHCPCD,
  /* NOCARRIER  */ LOST | DHCPCD,
  /* DEPARTED   */ LOST | DHCPCD,
  /* EXPIRE6    */ LOST | DHCLIENT | DHCPCD,
  /* RELEASE6   */ LOST | DHCLIENT | DHCPCD,
  /* STOP6      */ LOST | DHCLIENT | DHCPCD,
  /* DEPREF6    */ LOST | DHCLIENT,
  /* FAIL       */ ABSENT | DHCLIENT | DHCPCD,
]);

/** What a word (or -1, for one that is not in the table) of a client means. */
export function eventOf(client: ClientKind, word: i32): LeaseEvent {
  // A row has no bit for it: its words for an end are those of `raw`.
  if (client == ClientKind.Provisioned) {
    if (word == Word.Bound) return LeaseEvent.Bound;
    if (word == Word.Message) return LeaseEvent.Ignored;
    client = ClientKind.Raw;
  }
  const row = word - Word.Message;
  if (<u32>row > <u32>(Word.FAIL - Word.Message)) return LeaseEvent.Ignored;
  const rule: u32 = load<u8>(EVENTS + row);
  return (rule >> client) & 1 ? <LeaseEvent>(rule >> EVENT_SHIFT) : LeaseEvent.Ignored;
}
