// What comes back on the resolver's sockets.

import { DatagramInput, FailureInput, TcpMessageInput } from "../abi";
import { Code } from "../codes";
import { hear, loseSocket } from "../resolve/mdns";
import { learn } from "../resolve/runs";
import { dropResponse, findTransaction, isFromResolver, retry, t, takeResponse } from "../resolve/transactions";

export { advanceRuns } from "../resolve/runs";

/** Takes a `Datagram` record. Returns 0. A stale handle means nothing, and neither does an empty datagram. */
export function takeDatagram(record: usize, length: i32): i32 {
  const octets = length - DatagramInput.Bytes;
  hear(record, octets);
  if (!findTransaction(load<u16>(record, DatagramInput.Socket)) || t.tcp || !octets) return 0;
  if (!isFromResolver(record)) dropResponse(Code.WrongSource);
  else takeMessage(record + DatagramInput.Bytes, octets);
  return 0;
}

/** Takes a `TcpMessage` record. Returns 0. */
export function takeTcpMessage(record: usize, length: i32): i32 {
  const octets = length - TcpMessageInput.Bytes;
  if (findTransaction(load<u16>(record, TcpMessageInput.Socket)) && t.tcp) takeMessage(record + TcpMessageInput.Bytes, octets);
  return 0;
}

/** Takes a `TcpFailed` or `SocketFailed` record. Returns 0. */
export function takeSocketFailure(record: usize): i32 {
  loseSocket(load<u16>(record, FailureInput.Socket));
  if (findTransaction(load<u16>(record, FailureInput.Socket))) retry(Code.NetworkFailure);
  return 0;
}

function takeMessage(message: usize, length: i32): void {
  if (takeResponse(message, length)) learn();
}
