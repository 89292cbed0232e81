// What clients tell of the peers that they use, and of an attack:
//
//   report PEER ok [not-after UNIX_SECONDS]
//   report PEER redirected SECONDS
//   report PEER connect-failed
//   report PEER identity-failed
//   attack on
//   attack off

import { hexDigit, parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { setAttack } from "../discovery/attack";
import { FAILURE_MS, takeReport } from "../discovery/feedback";
import { Report } from "../pools/reports";
import { nowMs } from "../time/clock";
import { Word } from "../words.gen";
import { findRow, NO_ROW } from "./rows";
import { knownWord, nextWord, refuse, wordSize, wordStart } from "./words";

/** Digits of an `id`. */
const ID_LENGTH: i32 = 16;
/** The longest time of a redirection, in seconds (RFC 9132 §4.6), and the last moment of a certificate, in seconds since 1970. */
const MOST_REDIRECTED_S: u64 = 0xffff_ffff;
const MOST_UNIX_S: u64 = 1 << 40;

// What the line at hand says.
let row: i32 = NO_ROW;
let kind: Report = Report.None;
let endMs: i64 = 0;
let isOn: bool = false;

/** Reads the words after `report`; a line in error is refused. */
export function readReport(): void {
  nextWord();
  row = readPeer();
  nextWord();
  endMs = nowMs + FAILURE_MS;
  switch (knownWord()) {
    case Word.Ok:
      kind = Report.Ok;
      endMs = readEnd();
      break;
    case Word.Redirected:
      kind = Report.Redirected;
      const seconds = readNumber(MOST_REDIRECTED_S);
      endMs = seconds ? nowMs + seconds * 1000 : 0;
      break;
    case Word.ConnectFailed:
      kind = Report.ConnectFailed;
      break;
    case Word.IdentityFailed:
      kind = Report.IdentityFailed;
      break;
    default:
      refuse(Code.ControlResult);
  }
}

function readPeer(): i32 {
  let id: u64 = 0;
  let at = 0;
  for (; at < wordSize; at++) {
    const digit = hexDigit(load<u8>(wordStart + at));
    if (digit < 0) break;
    id = (id << 4) | digit;
  }
  const found = at == wordSize && at == ID_LENGTH ? findRow(id) : NO_ROW;
  if (found == NO_ROW) refuse(Code.ControlPeer);
  return found;
}

// Milliseconds since 1970; 0: the line has no `not-after`.
function readEnd(): i64 {
  if (!nextWord()) return 0;
  if (knownWord() != Word.NotAfter) refuse(Code.ControlResult);
  // A certificate that ended at the very beginning of 1970 is long over too.
  return max<i64>(readNumber(MOST_UNIX_S) * 1000, 1);
}

function readNumber(most: u64): i64 {
  nextWord();
  const value = parseDecimal(wordStart, wordSize, most);
  if (value < 0) refuse(Code.ControlNumber);
  return value;
}

/** Reads the word after `attack`; another than `on` and `off` is refused. */
export function readSwitch(): void {
  nextWord();
  const word = knownWord();
  isOn = word == Word.On;
  if (!isOn && word != Word.Off) refuse(Code.ControlSwitch);
}

/** Does what the line says that `readReport` took. */
export function doReport(): void {
  takeReport(row, kind, endMs);
}

/** Does what the line says that `readSwitch` took. */
export function doAttack(): void {
  setAttack(isOn);
}
