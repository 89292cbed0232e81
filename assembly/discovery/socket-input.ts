// What comes back on the resolver's sockets.

import { DatagramInput, FailureInput, MAX_MESSAGE_LENGTH, TcpMessageInput } from "../abi";
import { fault } from "../bytes/fault";
import { Code } from "../codes";
import { learn } from "../resolve/runs";
import { dropResponse, findTransaction, isFromResolver, retry, t, takeResponse } from "../resolve/transactions";

export { advanceRuns } from "../resolve/runs";

/** Takes a `Datagram` record; 0 or a fault. A stale handle means nothing, and neither does an empty datagram. */
export function takeDatagram(record: usize, length: i32): i32 {
  const octets = length - DatagramInput.Bytes;
  if (octets < 0) return fault(Code.InputLength, length);
  if (octets > MAX_MESSAGE_LENGTH) return fault(Code.InputLength, DatagramInput.Bytes + MAX_MESSAGE_LENGTH);
  if (!findTransaction(load<u16>(record, DatagramInput.Socket)) || t.tcp || !octets) return 0;
  if (!isFromResolver(record)) dropResponse(Code.WrongSource);
  else takeMessage(record + DatagramInput.Bytes, octets);
  return 0;
}

/** Takes a `TcpMessage` record; 0 or a fault. */
export function takeTcpMessage(record: usize, length: i32): i32 {
  const octets = length - TcpMessageInput.Bytes;
  if (octets < 0) return fault(Code.InputLength, length);
  if (octets > MAX_MESSAGE_LENGTH) return fault(Code.InputLength, TcpMessageInput.Bytes + MAX_MESSAGE_LENGTH);
  if (findTransaction(load<u16>(record, TcpMessageInput.Socket)) && t.tcp) takeMessage(record + TcpMessageInput.Bytes, octets);
  return 0;
}

/** Takes a `TcpFailed` or `SocketFailed` record; 0 or a fault. */
export function takeSocketFailure(record: usize, length: i32): i32 {
  if (length != FailureInput.Size) return fault(Code.InputLength, length);
  if (findTransaction(load<u16>(record, FailureInput.Socket))) retry(Code.NetworkFailure);
  return 0;
}

function takeMessage(message: usize, length: i32): void {
  if (takeResponse(message, length)) learn();
}
