// A question of multicast DNS (RFC 6762 §5.4, §7.1): whatever is due now, and what is
// known already, so that nobody says it again. Answers may go to everybody: the port
// is shared with other programs, who would not see those to one alone (§15.1).

import { equalOctets } from "../bytes/text";
import { HEADER_SIZE } from "../dns/message";
import { CLASS_IN, Type } from "../dns/types";
import { MAX_MDNS_QUERY } from "../limits";
import { nameLength } from "../names/name";
import { cellPvd } from "../pools/cells";
import { entryAt, Status } from "./knowledge";
import { noteSent, refreshIn, takeBrowse } from "./mdns";
import { beginCached, cachedLeft, cachedLength, cachedLifetime, cachedOwner, cachedType, nextCached, TTL_AT } from "./mdns-cache";
import { walkCache } from "./mdns-walk";
import { run } from "./run-slots";

/** TYPE and CLASS. */
const TAIL_SIZE: i32 = 4;

let first: usize = 0;
let at: usize = 0;
let questions: i32 = 0;

/** Writes what a cell has to ask now at `target`, and notes that it was sent: the length, 0 if there is nothing. */
export function writeQuestions(cell: i32, target: usize): i32 {
  memory.fill(target, 0, HEADER_SIZE);
  first = at = target + HEADER_SIZE;
  questions = 0;
  const browses = takeBrowse(cell);
  if (walkCache(cell)) {
    for (let at = run.next; at; at = entryAt(at).next) {
      const entry = entryAt(at);
      if (entry.type == <u8>Type.Ptr ? browses : entry.status != <u8>Status.Found) ask(entry.name, entry.type);
    }
  }
  for (beginCached(cellPvd(cell)); nextCached(); ) if (refreshIn(cell) <= 0) ask(cachedOwner(), cachedType());
  const asked = at;
  let answers = 0;
  for (beginCached(cellPvd(cell)); nextCached(); ) {
    const length = cachedLength();
    if (cachedLeft() * 2 <= cachedLifetime() || !hasRoom(length) || !isAsked(cachedOwner(), asked)) continue;
    memory.copy(at, cachedOwner(), length);
    store<u32>(at + nameLength(at), bswap(cachedLeft() / 1000), TTL_AT, 1);
    at += length;
    answers++;
  }
  store<u32>(target, bswap((questions << 16) | answers), 4);
  noteSent(cell);
  return questions ? <i32>(at - target) : 0;
}

function hasRoom(length: i32): bool {
  return at + length <= first + MAX_MDNS_QUERY;
}

// True if the name and the type at `name` are among the questions up to `end`.
function isAsked(name: usize, end: usize): bool {
  const length = nameLength(name) + 2;
  for (let question = first; question < end; question += nameLength(question) + TAIL_SIZE) {
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
