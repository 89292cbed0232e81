// One input record, to whoever it is for. What is refused here is refused whole.

import {
  AddressesInput,
  ClientClosedInput,
  ControlInput,
  DatagramInput,
  FailureInput,
  InputKind,
  LinkInput,
  MAX_MESSAGE_LENGTH,
  SpoolInput,
  StoredInput,
  StoreWrittenInput,
  TcpMessageInput,
  WallTimeInput,
} from "./abi";
import { fault } from "./bytes/fault";
import { WINDOW } from "./bytes/window";
import { Code } from "./codes";
import { forgetClient } from "./control/clients";
import { parseConfiguration } from "./control/config";
import { takeRequest } from "./control/requests";
import { takeCalendar } from "./discovery/feedback";
import { takeSpoolFile } from "./discovery/lease-input";
import { applyConfiguration, rememberConfiguration, takeAddresses, takeLink } from "./discovery/networks";
import { takeDatagram, takeSocketFailure, takeTcpMessage } from "./discovery/socket-input";
import { addEntropy } from "./entropy/pool";
import { ENTROPY_POOL_SIZE } from "./limits";
import { feedStarved } from "./resolve/transactions";
import { takeStored, takeStoreWritten } from "./store/slots";

// The least length of each kind's record, in octets, and whether that is its only
// length or the beginning of a text or a message that takes the rest.
const EXACT: u8 = 0x40;
const HOLDS: u8 = 0x80;
const LEAST: u8 = 0x3f;

// prettier-ignore
const LENGTHS: usize = memory.data<u8>([
  /* Config       */ HOLDS,
  /* Addresses    */ <u8>AddressesInput.Entries,
  /* Link         */ <u8>LinkInput.Name,
  /* Spool        */ <u8>SpoolInput.Name,
  /* Control      */ HOLDS | <u8>ControlInput.Line,
  /* Datagram     */ HOLDS | <u8>DatagramInput.Bytes,
  /* TcpMessage   */ HOLDS | <u8>TcpMessageInput.Bytes,
  /* TcpFailed    */ EXACT | <u8>FailureInput.Size,
  /* SocketFailed */ EXACT | <u8>FailureInput.Size,
  /* Stored       */ <u8>StoredInput.Bytes,
  /* StoreWritten */ EXACT | <u8>StoreWrittenInput.Size,
  /* Entropy      */ 1,
  /* TimeReached  */ EXACT,
  /* WallTime     */ EXACT | <u8>WallTimeInput.Size,
  /* ClientClosed */ EXACT | <u8>ClientClosedInput.Size,
]);

/** Takes the record of `length` octets in the window; 0 or a fault. */
export function dispatch(kind: InputKind, length: i32): i32 {
  if (kind < InputKind.Config || kind > InputKind.ClientClosed) return fault(Code.InputKind, 0);
  const wrong = checkLength(load<u8>(LENGTHS + <usize>kind - <usize>InputKind.Config), length);
  if (wrong) return wrong;
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
      return takeRequest(WINDOW, length);
    case InputKind.ClientClosed:
      forgetClient(load<u16>(WINDOW, ClientClosedInput.Client));
      return 0;
    case InputKind.Entropy:
      return takeEntropy(length);
    case InputKind.Stored:
      if (load<u8>(WINDOW, StoredInput.Slot) > 1) return fault(Code.StoreSlot, StoredInput.Slot);
      takeStored(WINDOW, length);
      return 0;
    case InputKind.StoreWritten:
      takeStoreWritten(WINDOW);
      return 0;
    case InputKind.Datagram:
      return takeDatagram(WINDOW, length);
    case InputKind.TcpMessage:
      return takeTcpMessage(WINDOW, length);
    case InputKind.TcpFailed:
    case InputKind.SocketFailed:
      return takeSocketFailure(WINDOW);
    case InputKind.WallTime:
      // Nothing of a lease or a timer hangs on it (E-94).
      takeCalendar(load<i64>(WINDOW, WallTimeInput.UnixMs), load<u8>(WINDOW, WallTimeInput.Trusted) == 1);
      return 0;
    default:
      // Due timers are looked after on every input.
      return 0;
  }
}

function checkLength(rule: u32, length: i32): i32 {
  const least = <i32>(rule & LEAST);
  if (length < least || (rule & EXACT && length != least)) return fault(Code.InputLength, length);
  return rule & HOLDS ? checkRest(length, least) : 0;
}

// A text or a message that begins after `start` octets has its own limit.
function checkRest(length: i32, start: i32): i32 {
  return length - start > MAX_MESSAGE_LENGTH ? fault(Code.InputLength, start + MAX_MESSAGE_LENGTH) : 0;
}

function takeConfig(length: i32): i32 {
  rememberConfiguration();
  parseConfiguration(WINDOW, length);
  applyConfiguration();
  return 0;
}

function takeSpool(length: i32): i32 {
  const nameLength = <i32>load<u8>(WINDOW, SpoolInput.NameLength);
  const text = SpoolInput.Name + nameLength;
  const wrong = length < text ? fault(Code.InputLength, length) : checkRest(length, text);
  if (wrong) return wrong;
  return takeSpoolFile(WINDOW + SpoolInput.Name, nameLength, WINDOW + text, length - text);
}

function takeEntropy(length: i32): i32 {
  if (length > ENTROPY_POOL_SIZE) return fault(Code.InputLength, length);
  addEntropy(WINDOW, length);
  feedStarved();
  return 0;
}
