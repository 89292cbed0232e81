// What the resolver has to tell the host of its sockets: close, open, send, ask
// over TCP. One record a call, until every transaction has done its duties.

import { Output, OutputKind, TcpAskOutput, UdpOpenOutput } from "../abi";
import { WINDOW } from "../bytes/window";
import { encodeQuery } from "../dns/query";
import { MAX_TRANSACTIONS } from "../limits";
import { copyAddress } from "../net/address";
import { isMapped } from "../net/address";
import { cellPvd } from "../pools/cells";
import { firstSource } from "../pools/links";
import { pvdLink } from "../pools/pvds";
import { entryAt } from "../resolve/knowledge";
import { resolverOf, runCell } from "../resolve/run-slots";
import { Duty, queryOptions, transactionAt, TransactionSlot } from "../resolve/transactions";
import { writeHeader } from "./header";

/** The next record about a socket: its length, or 0 when there is none. */
export function pollSocket(): i32 {
  let slot = 0;
  do {
    const t = transactionAt(slot);
    const duties = t.duties;
    if (duties & <u8>Duty.Close) {
      t.duties = duties & ~(<u8>Duty.Close);
      return writeHeader(OutputKind.Close, 0, t.closing);
    }
    if (duties) return writeDuty(t, duties);
  } while (++slot < MAX_TRANSACTIONS);
  return 0;
}

function writeDuty(t: TransactionSlot, duties: i32): i32 {
  t.duties = duties & Duty.Udp ? <u8>Duty.Send : 0;
  if (duties & Duty.Send) {
    writeHeader(OutputKind.UdpSend, 0, t.handle);
    return Output.Payload + encode(t, WINDOW + Output.Payload);
  }
  writeHeader(duties & Duty.Udp ? OutputKind.UdpOpen : OutputKind.TcpAsk, 0, t.handle);
  writeEnds(t);
  return duties & Duty.Udp ? UdpOpenOutput.Size : TcpAskOutput.Bytes + encode(t, WINDOW + TcpAskOutput.Bytes);
}

// `UdpOpen` and `TcpAsk` begin alike: own address, resolver, interface. A network's
// questions leave by its interface and from its address.
function writeEnds(t: TransactionSlot): void {
  const resolver = resolverOf(t.run, t.resolver);
  const link = pvdLink(cellPvd(runCell(t.run)));
  memory.fill(WINDOW + UdpOpenOutput.Local, 0, UdpOpenOutput.Size - UdpOpenOutput.Local);
  if (link) {
    const source = firstSource(link.ifindex, <i32>!isMapped(resolver.address));
    if (source) copyAddress(WINDOW + UdpOpenOutput.Local, source);
    store<u32>(WINDOW, link.ifindex, UdpOpenOutput.Ifindex);
  }
  copyAddress(WINDOW + UdpOpenOutput.Remote, resolver.address);
  store<u16>(WINDOW, resolver.port, UdpOpenOutput.RemotePort);
}

function encode(t: TransactionSlot, target: usize): i32 {
  const entry = entryAt(t.run, t.question)!;
  return encodeQuery(target, t.id, entry.name, entry.type, queryOptions(t));
}
