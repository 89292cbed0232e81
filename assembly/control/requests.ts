// Control requests: `status`, `peers [INTERFACE]`, `networks [INTERFACE]`, `refresh [INTERFACE]`, `watch`,
// `select` and `accept` with `[interface INTERFACE] TARGET…`, and those of feedback-requests.ts.

import { ControlInput, MAX_CLIENTS } from "../abi";
import { fault } from "../bytes/fault";
import { Code } from "../codes";
import { replan } from "../discovery/networks";
import { EVERY_PVD } from "../discovery/selection";
import { Cause } from "../discovery/triggers";
import { MAX_PVDS } from "../limits";
import { ANY_PVD, isPvdNamed, pvdExists } from "../pools/pvds";
import { isWord, Word } from "../words.gen";
import { clientAt, Reply } from "./clients";
import { doAttack, doReport, readReport, readSwitch } from "./feedback-requests";
import { takeTargets } from "./select";
import { beginWords, checkLast, knownWord, lineFault, nextWord, refuse, wordSize, wordStart } from "./words";

/** Takes a `Control` record of checked length; 0 or a fault. What is wrong with the request is the client's reply. */
export function takeRequest(record: usize, length: i32): i32 {
  const handle = <i32>load<u16>(record, ControlInput.Client);
  if ((handle & 0xff) >= MAX_CLIENTS) return fault(Code.ClientHandle, ControlInput.Client);
  const client = clientAt(handle & 0xff);
  beginWords(record + ControlInput.Line, length - ControlInput.Line);
  nextWord();
  const request = knownWord();
  const reply = replyTo(request);
  client.handle = <u16>handle;
  client.watches = false;
  client.pvd = request == Word.Peers || request == Word.Networks || request == Word.Refresh ? readNetwork() : EVERY_PVD;
  if (reply == Reply.Selection) readTargets(request == Word.Accept);
  else if (request == Word.Report) readReport();
  else if (request == Word.Attack) readSwitch();
  client.position = 0;
  checkLast(Code.ControlExtra);
  client.failure = lineFault;
  client.reply = <u8>(lineFault ? Reply.Error : reply);
  if (client.reply == <u8>Reply.Done) carryOut(request, client.pvd);
  return 0;
}

function carryOut(request: Word, pvd: i32): void {
  if (request == Word.Report) doReport();
  else if (request == Word.Attack) doAttack();
  else refresh(pvd);
}

function replyTo(request: Word): Reply {
  switch (request) {
    case Word.Status:
      return Reply.Status;
    case Word.Peers:
      return Reply.Peers;
    case Word.Networks:
      return Reply.Networks;
    case Word.Refresh:
    case Word.Report:
    case Word.Attack:
      return Reply.Done;
    case Word.Watch:
      return Reply.Watch;
    case Word.Select:
    case Word.Accept:
      return Reply.Selection;
    default:
      refuse(Code.ControlRequest);
      return Reply.Error;
  }
}

function readNetwork(): i32 {
  if (!nextWord()) return EVERY_PVD;
  let pvd = ANY_PVD + 1;
  do {
    if (pvdExists(pvd) && isPvdNamed(pvd, wordStart, wordSize)) return pvd;
  } while (++pvd < MAX_PVDS);
  refuse(Code.ControlInterface);
  return EVERY_PVD;
}

function readTargets(isGateway: bool): void {
  let pvd = EVERY_PVD;
  nextWord();
  if (isWord(Word.Interface, wordStart, wordSize)) {
    pvd = readNetwork();
    nextWord();
  }
  takeTargets(pvd, isGateway);
}

function refresh(only: i32): void {
  let pvd = ANY_PVD;
  do {
    if (only == EVERY_PVD || only == pvd) replan(pvd, Cause.Command);
  } while (++pvd < MAX_PVDS);
}
