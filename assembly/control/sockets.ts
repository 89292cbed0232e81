// What the resolver has to tell the host of its sockets: close, open, send, ask
// over TCP. One record a call, until every transaction has done its duties.

import { Output, OutputKind, TcpAskOutput, UdpOpenOutput } from "../abi";
import { WINDOW } from "../bytes/window";
import { encodeQuery } from "../dns/query";
import { MAX_TRANSACTIONS } from "../limits";
import { copyAddress, isMapped } from "../net/address";
import { cellPvd } from "../pools/cells";
import { askedPvd, familyLink } from "../pools/pvds";
import { bestSource } from "../pools/sources";
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
  return 0;
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
  const pvd = askedPvd(cellPvd(run.cell));
  const link = familyLink(pvd, <i32>!isMapped(resolver.address));
  memory.fill(WINDOW + UdpOpenOutput.Local, 0, UdpOpenOutput.Size - UdpOpenOutput.Local);
  if (link) {
    const source = bestSource(pvd, resolver.address);
    if (source) copyAddress(WINDOW + UdpOpenOutput.Local, source.address);
    store<u32>(WINDOW, link.ifindex, UdpOpenOutput.Ifindex);
  }
  copyAddress(WINDOW + UdpOpenOutput.Remote, resolver.address);
  store<u16>(WINDOW, resolver.port, UdpOpenOutput.RemotePort);
}

// Writes the question behind `offset` octets of the record; the length of both.
function encode(offset: i32): i32 {
  return offset + encodeQuery(WINDOW + offset, t.id, t.question.name, t.question.type, queryOptions());
}
