// What the resolver has to tell the host of its sockets: close, open, send, ask
// over TCP. One record a call, until every transaction has done its duties.

import { McastJoinOutput, Output, OutputKind, TcpAskOutput, UdpOpenOutput } from "../abi";
import { WINDOW } from "../bytes/window";
import { encodeQuery } from "../dns/query";
import { MAX_CELLS, MAX_TRANSACTIONS } from "../limits";
import { copyAddress, isMapped } from "../net/address";
import { cellFamily, cellPvd } from "../pools/cells";
import { askedPvd, familyLink } from "../pools/pvds";
import { bestSource } from "../pools/sources";
import { dropSocket, isDue, isListening, makeSocket, MDNS_PORT, socketOf } from "../resolve/mdns";
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
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    const length = pollListener(cell);
    if (length) return length;
  }
  return 0;
}

// The groups of RFC 6762 §3.
// prettier-ignore
const GROUPS: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 224, 0, 0, 251,
  0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xfb,
]);

function pollListener(cell: i32): i32 {
  const socket = socketOf(cell);
  if (!isListening(cell)) {
    dropSocket(cell);
    return socket ? writeHeader(OutputKind.Close, 0, socket) : 0;
  }
  if (!isDue(cell)) return 0;
  if (socket) {
    const length = writeQuestions(cell);
    return length ? length + writeHeader(OutputKind.UdpSend, 0, socket) : 0;
  }
  const link = familyLink(cellPvd(cell), cellFamily(cell));
  writeHeader(OutputKind.McastJoin, 0, makeSocket(cell));
  copyAddress(WINDOW + McastJoinOutput.Group, GROUPS + cellFamily(cell) * 16);
  store<u32>(WINDOW, link ? link.ifindex : 0, McastJoinOutput.Ifindex);
  store<u32>(WINDOW, MDNS_PORT, McastJoinOutput.Port);
  return McastJoinOutput.Size;
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
