// One input record, to whoever it is for. What is refused here is refused whole.

import {
  ControlInput,
  InputKind,
  MAX_MESSAGE_LENGTH,
  SpoolInput,
  StoredInput,
  StoreWrittenInput,
  WallTimeInput,
} from "./abi";
import { fault } from "./bytes/fault";
import { WINDOW } from "./bytes/window";
import { Code } from "./codes";
import { parseConfiguration } from "./control/config";
import { takeClientClosed, takeRequest } from "./control/requests";
import { takeSpoolFile } from "./discovery/lease-input";
import { applyConfiguration, rememberConfiguration, takeAddresses, takeLink } from "./discovery/networks";
import { takeDatagram, takeSocketFailure, takeTcpMessage } from "./discovery/socket-input";
import { addEntropy } from "./entropy/pool";
import { ENTROPY_POOL_SIZE } from "./limits";
import { feedStarved } from "./resolve/transactions";

/** Takes the record of `length` octets in the window; 0 or a fault. */
export function dispatch(kind: InputKind, length: i32): i32 {
  switch (kind) {
    case InputKind.Config:
      return takeConfig(length);
    case InputKind.Addresses:
      return takeAddresses(WINDOW, length);
    case InputKind.Link:
      return takeLink(WINDOW, length);
    case InputKind.Spool:
      return takeSpool(length);
    case InputKind.Control:
      return takeControl(length);
    case InputKind.ClientClosed:
      return takeClientClosed(WINDOW, length);
    case InputKind.Entropy:
      return takeEntropy(length);
    case InputKind.TimeReached:
      return exactly(length, 0);
    case InputKind.WallTime:
      // Nothing of a lease or a timer hangs on the calendar (E-94).
      return exactly(length, WallTimeInput.Size);
    case InputKind.Stored:
      return takeStored(length);
    case InputKind.StoreWritten:
      return exactly(length, StoreWrittenInput.Size);
    case InputKind.Datagram:
      return takeDatagram(WINDOW, length);
    case InputKind.TcpMessage:
      return takeTcpMessage(WINDOW, length);
    case InputKind.TcpFailed:
    case InputKind.SocketFailed:
      return takeSocketFailure(WINDOW, length);
    default:
      return fault(Code.InputKind, 0);
  }
}

function exactly(length: i32, size: i32): i32 {
  return length == size ? 0 : fault(Code.InputLength, length);
}

// A record that holds a text or a message after `start` octets of its own. Those for
// sockets end here: none is open, and a stale handle means nothing.
function holding(length: i32, start: i32): i32 {
  if (length < start) return fault(Code.InputLength, length);
  return length - start > MAX_MESSAGE_LENGTH ? fault(Code.InputLength, start + MAX_MESSAGE_LENGTH) : 0;
}

function takeConfig(length: i32): i32 {
  const wrong = holding(length, 0);
  if (wrong) return wrong;
  rememberConfiguration();
  parseConfiguration(WINDOW, length);
  applyConfiguration();
  return 0;
}

function takeSpool(length: i32): i32 {
  if (length < SpoolInput.Name) return fault(Code.InputLength, length);
  const nameLength = <i32>load<u8>(WINDOW, SpoolInput.NameLength);
  const text = SpoolInput.Name + nameLength;
  const wrong = holding(length, text);
  if (wrong) return wrong;
  return takeSpoolFile(WINDOW + SpoolInput.Name, nameLength, WINDOW + text, length - text);
}

function takeControl(length: i32): i32 {
  const wrong = holding(length, ControlInput.Line);
  return wrong ? wrong : takeRequest(WINDOW, length);
}

function takeEntropy(length: i32): i32 {
  if (length < 1 || length > ENTROPY_POOL_SIZE) return fault(Code.InputLength, length);
  addEntropy(WINDOW, length);
  feedStarved();
  return 0;
}

// The store's format comes with the store; until then only an empty slot is known.
function takeStored(length: i32): i32 {
  if (length < StoredInput.Bytes) return fault(Code.InputLength, length);
  if (load<u8>(WINDOW, StoredInput.Slot) > 1) return fault(Code.StoreFormat, StoredInput.Slot);
  return length == StoredInput.Bytes ? 0 : fault(Code.StoreFormat, StoredInput.Bytes);
}
