// What the clients' words for events mean, docs/spool.md.

import { Word } from "../words.gen";
import { ClientKind, LeaseEvent } from "./lease";

const UDHCPC: u16 = 1 << 0;
const ODHCP6C: u16 = 1 << 1;
const DHCLIENT: u16 = 1 << 2;
const DHCPCD: u16 = 1 << 3;
const RAW: u16 = 1 << 4;

const ROW_SIZE: i32 = 6;
const ROWS: i32 = 37;

// Word, event, the clients that use the word so.
// prettier-ignore
const EVENTS: usize = memory.data<u16>([
  <u16>Word.Bound,     <u16>LeaseEvent.Bound,  UDHCPC | ODHCP6C,
  <u16>Word.Renew,     <u16>LeaseEvent.Bound,  UDHCPC,
  <u16>Word.Deconfig,  <u16>LeaseEvent.Lost,   UDHCPC,
  <u16>Word.Nak,       <u16>LeaseEvent.Lost,   UDHCPC,
  <u16>Word.Leasefail, <u16>LeaseEvent.Absent, UDHCPC,

  <u16>Word.Informed,  <u16>LeaseEvent.Bound,  ODHCP6C,
  <u16>Word.Updated,   <u16>LeaseEvent.Bound,  ODHCP6C,
  <u16>Word.Rebound,   <u16>LeaseEvent.Bound,  ODHCP6C,
  <u16>Word.RaUpdated, <u16>LeaseEvent.Bound,  ODHCP6C,
  <u16>Word.Unbound,   <u16>LeaseEvent.Lost,   ODHCP6C,
  <u16>Word.Stopped,   <u16>LeaseEvent.Lost,   ODHCP6C,

  <u16>Word.BOUND,     <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.RENEW,     <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.REBIND,    <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.REBOOT,    <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.TIMEOUT,   <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.INFORM,    <u16>LeaseEvent.Bound,  DHCPCD,
  <u16>Word.BOUND6,    <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.RENEW6,    <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.REBIND6,   <u16>LeaseEvent.Bound,  DHCLIENT | DHCPCD,
  <u16>Word.REBOOT6,   <u16>LeaseEvent.Bound,  DHCPCD,
  <u16>Word.INFORM6,   <u16>LeaseEvent.Bound,  DHCPCD,
  <u16>Word.EXPIRE,    <u16>LeaseEvent.Lost,   DHCLIENT | DHCPCD,
  <u16>Word.RELEASE,   <u16>LeaseEvent.Lost,   DHCLIENT | DHCPCD,
  <u16>Word.STOP,      <u16>LeaseEvent.Lost,   DHCLIENT | DHCPCD,
  <u16>Word.NAK,       <u16>LeaseEvent.Lost,   DHCPCD,
  <u16>Word.STOPPED,   <u16>LeaseEvent.Lost,   DHCPCD,
  <u16>Word.NOCARRIER, <u16>LeaseEvent.Lost,   DHCPCD,
  <u16>Word.DEPARTED,  <u16>LeaseEvent.Lost,   DHCPCD,
  <u16>Word.EXPIRE6,   <u16>LeaseEvent.Lost,   DHCLIENT | DHCPCD,
  <u16>Word.RELEASE6,  <u16>LeaseEvent.Lost,   DHCLIENT | DHCPCD,
  <u16>Word.STOP6,     <u16>LeaseEvent.Lost,   DHCLIENT | DHCPCD,
  <u16>Word.DEPREF6,   <u16>LeaseEvent.Lost,   DHCLIENT,
  <u16>Word.FAIL,      <u16>LeaseEvent.Absent, DHCLIENT | DHCPCD,

  <u16>Word.Message,   <u16>LeaseEvent.Bound,  RAW,
  <u16>Word.Lost,      <u16>LeaseEvent.Lost,   RAW,
  <u16>Word.Absent,    <u16>LeaseEvent.Absent, RAW,
]);

/** What a word (or -1, for one that is not in the table) of a client means. */
export function eventOf(client: ClientKind, word: i32): LeaseEvent {
  for (let row = EVENTS; row < EVENTS + ROWS * ROW_SIZE; row += ROW_SIZE) {
    if (<i32>load<u16>(row) == word && <i32>load<u16>(row, 4) & (1 << client)) return load<u16>(row, 2);
  }
  return LeaseEvent.Ignored;
}
