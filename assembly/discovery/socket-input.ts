// What comes back on the resolver's sockets.

import { DatagramInput, FailureInput, TcpMessageInput } from "../abi";
import { Code } from "../codes";
import { MAX_RESOLUTIONS } from "../limits";
import { advanceRun, learn } from "../resolve/runs";
import {
  dropResponse,
  findTransaction,
  isFromResolver,
  takeFailure,
  takeResponse,
  TransactionSlot,
} from "../resolve/transactions";

/** Takes a `Datagram` record. Returns 0. A stale handle means nothing, and neither does an empty datagram. */
export function takeDatagram(record: usize, length: i32): i32 {
  const octets = length - DatagramInput.Bytes;
  const t = findTransaction(load<u16>(record, DatagramInput.Socket));
  if (!t || t.tcp || !octets) return 0;
  if (!isFromResolver(t, record)) dropResponse(t, Code.WrongSource);
  else takeMessage(t, record + DatagramInput.Bytes, octets);
  return 0;
}

/** Takes a `TcpMessage` record. Returns 0. */
export function takeTcpMessage(record: usize, length: i32): i32 {
  const octets = length - TcpMessageInput.Bytes;
  const t = findTransaction(load<u16>(record, TcpMessageInput.Socket));
  if (t && t.tcp) takeMessage(t, record + TcpMessageInput.Bytes, octets);
  return 0;
}

/** Takes a `TcpFailed` or `SocketFailed` record. Returns 0. */
export function takeSocketFailure(record: usize): i32 {
  const t = findTransaction(load<u16>(record, FailureInput.Socket));
  if (t) takeFailure(t);
  return 0;
}

function takeMessage(t: TransactionSlot, message: usize, length: i32): void {
  if (takeResponse(t, message, length)) learn(t, message, length);
}

/** Lets every run go on: answers came, failed, or places became free. */
export function advanceRuns(): void {
  for (let run = 0; run < MAX_RESOLUTIONS; run++) advanceRun(run);
}
