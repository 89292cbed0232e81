// A question of multicast DNS (RFC 6762 §5.4, §7.1): whatever is due now, and what is
// known already, so that nobody says it again. Answers may go to everybody: the port
// is shared with other programs, who would not see those to one alone (§15.1).

import { Output } from "../abi";
import { equalOctets } from "../bytes/text";
import { WINDOW } from "../bytes/window";
import { HEADER_SIZE } from "../dns/message";
import { CLASS_IN, Type } from "../dns/types";
import { MAX_MDNS_QUERY } from "../limits";
import { nameLength } from "../names/name";
import { cellPvd } from "../pools/cells";
import { entryAt, Status } from "./knowledge";
import { noteSent, refreshIn, takeBrowse } from "./mdns";
import { beginCached, cachedLeft, cachedLength, cachedLife, cachedOwner, nextCached } from "./mdns-cache";
import { walkCache } from "./mdns-walk";
import { run } from "./run-slots";

/** TYPE and CLASS, and where the TTL stands behind them. */
const TAIL_SIZE: i32 = 4;
const TTL_AT: usize = 4;

const MESSAGE: usize = WINDOW + Output.Payload;
const FIRST: usize = MESSAGE + HEADER_SIZE;

let at: usize = 0;
let questions: i32 = 0;

/** Writes what a cell has to ask now behind the header of an output, and notes that it was sent: the length, 0 if there is nothing. */
export function writeQuestions(cell: i32): i32 {
  memory.fill(MESSAGE, 0, HEADER_SIZE);
  at = FIRST;
  questions = 0;
  const browses = takeBrowse(cell);
  if (walkCache(cell, false)) {
    for (let next = run.next; next; next = entryAt(next).next) {
      const entry = entryAt(next);
      if (entry.type == <u8>Type.Ptr ? browses : entry.status != <u8>Status.Found) ask(entry.name, entry.type);
    }
  }
  for (beginCached(cellPvd(cell)); nextCached(); ) {
    const owner = cachedOwner();
    if (refreshIn(cell) <= 0) ask(owner, load<u8>(owner + nameLength(owner), 1));
  }
  const asked = at;
  let answers = 0;
  for (beginCached(cellPvd(cell)); nextCached(); ) {
    const length = cachedLength();
    if (cachedLeft() * 2 <= cachedLife() || !hasRoom(length) || !isAsked(cachedOwner(), asked)) continue;
    memory.copy(at, cachedOwner(), length);
    store<u32>(at + nameLength(at), bswap(cachedLeft() / 1000), TTL_AT, 1);
    at += length;
    answers++;
  }
  store<u32>(MESSAGE, bswap((questions << 16) | answers), 4);
  noteSent(cell);
  return questions ? <i32>(at - MESSAGE) : 0;
}

function hasRoom(length: i32): bool {
  return at + length <= FIRST + MAX_MDNS_QUERY;
}

// True if the name and the type at `name` are among the questions up to `end`.
function isAsked(name: usize, end: usize): bool {
  const length = nameLength(name) + 2;
  for (let question = FIRST; question < end; question += nameLength(question) + TAIL_SIZE) {
    if (equalOctets(question, name, length)) return true;
  }
  return false;
}

// Asks a question once, if there is room for it.
function ask(name: usize, type: i32): void {
  const length = nameLength(name);
  if (!hasRoom(length + TAIL_SIZE)) return;
  memory.copy(at, name, length);
  store<u32>(at + length, (type << 8) | (CLASS_IN << 24), 0, 1);
  if (isAsked(at, at)) return;
  at += length + TAIL_SIZE;
  questions++;
}
