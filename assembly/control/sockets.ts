// What the resolver has to tell the host of its sockets: close, open, send, ask
// over TCP. One record a call, until every transaction has done its duties.

import { McastJoinOutput, Output, OutputKind, TcpAskOutput, UdpOpenOutput } from "../abi";
import { WINDOW } from "../bytes/window";
import { encodeQuery } from "../dns/query";
import { MAX_LISTENERS, MAX_TRANSACTIONS } from "../limits";
import { copyAddress, isMapped } from "../net/address";
import { cellFamily, cellPvd } from "../pools/cells";
import { firstSource } from "../pools/links";
import { pvdLink } from "../pools/pvds";
import { ListenerDuty, ListenerSlot, listenerAt, MDNS_PORT } from "../resolve/mdns";
import { writeQuestions } from "../resolve/mdns-query";
import { resolverOf, run } from "../resolve/run-slots";
import { Duty, queryOptions, selectTransaction, t } from "../resolve/transactions";
import { writeHeader } from "./header";

/** The next record about a socket: its length, or 0 when there is none. */
export function pollSocket(): i32 {
  let slot = 0;
  do {
    selectTransaction(slot);
    const duties = t.duties;
    if (duties & <u8>Duty.Close) {
      t.duties = duties & ~(<u8>Duty.Close);
      return writeHeader(OutputKind.Close, 0, (t.handle - 0x100) & 0xffff);
    }
    if (duties) return writeDuty(duties);
  } while (++slot < MAX_TRANSACTIONS);
  slot = 0;
  do {
    const length = pollListener(listenerAt(slot));
    if (length) return length;
  } while (++slot < MAX_LISTENERS);
  return 0;
}

// The groups of RFC 6762 §3.
// prettier-ignore
const GROUPS: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 224, 0, 0, 251,
  0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xfb,
]);

function pollListener(slot: ListenerSlot): i32 {
  const duties = slot.duties;
  if (duties & <u8>ListenerDuty.Close) {
    slot.duties = 0;
    return writeHeader(OutputKind.Close, 0, (slot.handle - 0x100) & 0xffff);
  }
  if (duties & <u8>ListenerDuty.Join) {
    slot.duties = duties ^ <u8>ListenerDuty.Join;
    writeHeader(OutputKind.McastJoin, 0, slot.handle);
    copyAddress(WINDOW + McastJoinOutput.Group, GROUPS + cellFamily(slot.cell) * 16);
    const link = pvdLink(cellPvd(slot.cell));
    store<u32>(WINDOW, link ? link.ifindex : 0, McastJoinOutput.Ifindex);
    store<u32>(WINDOW, MDNS_PORT, McastJoinOutput.Port);
    return McastJoinOutput.Size;
  }
  if (!duties) return 0;
  slot.duties = 0;
  writeHeader(OutputKind.UdpSend, 0, slot.handle);
  return Output.Payload + writeQuestions(slot, WINDOW + Output.Payload);
}

function writeDuty(duties: i32): i32 {
  t.duties = duties & Duty.Udp ? <u8>Duty.Send : 0;
  if (duties & Duty.Send) {
    writeHeader(OutputKind.UdpSend, 0, t.handle);
    return encode(Output.Payload);
  }
  writeHeader(duties & Duty.Udp ? OutputKind.UdpOpen : OutputKind.TcpAsk, 0, t.handle);
  writeEnds();
  return duties & Duty.Udp ? UdpOpenOutput.Size : encode(TcpAskOutput.Bytes);
}

// `UdpOpen` and `TcpAsk` begin alike: own address, resolver, interface. A network's
// questions leave by its interface and from its address.
function writeEnds(): void {
  const resolver = resolverOf(t.resolver);
  const link = pvdLink(cellPvd(run.cell));
  memory.fill(WINDOW + UdpOpenOutput.Local, 0, UdpOpenOutput.Size - UdpOpenOutput.Local);
  if (link) {
    const source = firstSource(link.ifindex, <i32>!isMapped(resolver.address));
    if (source) copyAddress(WINDOW + UdpOpenOutput.Local, source);
    store<u32>(WINDOW, link.ifindex, UdpOpenOutput.Ifindex);
  }
  copyAddress(WINDOW + UdpOpenOutput.Remote, resolver.address);
  store<u16>(WINDOW, resolver.port, UdpOpenOutput.RemotePort);
}

// Writes the question behind `offset` octets of the record; the length of both.
function encode(offset: i32): i32 {
  return offset + encodeQuery(WINDOW + offset, t.id, t.question.name, t.question.type, queryOptions());
}
