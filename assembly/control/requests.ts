// Control requests: `status`, `peers [INTERFACE]`, `refresh [INTERFACE]`, `watch`.

import { ControlInput, MAX_CLIENTS } from "../abi";
import { fault, isFault } from "../bytes/fault";
import { Code } from "../codes";
import { replan } from "../discovery/networks";
import { Cause } from "../discovery/triggers";
import { MAX_PVDS } from "../limits";
import { ANY_PVD, isPvdNamed, pvdExists } from "../pools/pvds";
import { Word } from "../words.gen";
import { clientAt, ClientSlot, Reply } from "./clients";
import { BEFORE_ROWS } from "./rows";
import { beginWords, knownWord, nextWord, wordFault, wordSize, wordStart } from "./words";

/** All networks. */
const EVERY_PVD: i32 = -1;

/** Takes a `Control` record of checked length; 0 or a fault. What is wrong with the request is the client's reply. */
export function takeRequest(record: usize, length: i32): i32 {
  const handle = <i32>load<u16>(record, ControlInput.Client);
  if ((handle & 0xff) >= MAX_CLIENTS) return fault(Code.ClientHandle, ControlInput.Client);
  const client = clientAt(handle & 0xff);
  client.handle = <u16>handle;
  client.watches = false;
  client.failure = 0;
  client.pvd = EVERY_PVD;
  client.position = BEFORE_ROWS;
  const result = readRequest(client, record + ControlInput.Line, length - ControlInput.Line);
  if (isFault(result)) {
    client.failure = result;
    client.reply = <u8>Reply.Error;
  }
  return 0;
}

function readRequest(client: ClientSlot, line: usize, length: i32): i32 {
  beginWords(line, length);
  if (!nextWord()) return wordFault(Code.ControlRequest);
  switch (knownWord()) {
    case Word.Status:
      client.reply = <u8>Reply.Status;
      client.position = 0;
      return endOfRequest();
    case Word.Peers:
      client.reply = <u8>Reply.Peers;
      return readNetwork(client);
    case Word.Refresh: {
      const result = readNetwork(client);
      if (!result) refresh(client.pvd);
      client.reply = <u8>Reply.Done;
      return result;
    }
    case Word.Watch:
      client.reply = <u8>Reply.Watch;
      return endOfRequest();
    default:
      return wordFault(Code.ControlRequest);
  }
}

function endOfRequest(): i32 {
  return nextWord() ? wordFault(Code.ControlExtra) : 0;
}

function readNetwork(client: ClientSlot): i32 {
  if (!nextWord()) return 0;
  for (let pvd = ANY_PVD + 1; pvd < MAX_PVDS; pvd++) {
    if (!pvdExists(pvd) || !isPvdNamed(pvd, wordStart, wordSize)) continue;
    client.pvd = pvd;
    return endOfRequest();
  }
  return wordFault(Code.ControlInterface);
}

function refresh(only: i32): void {
  for (let pvd = ANY_PVD; pvd < MAX_PVDS; pvd++) {
    if (only == EVERY_PVD || only == pvd) replan(pvd, Cause.Command);
  }
}
