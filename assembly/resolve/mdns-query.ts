// A question of multicast DNS (RFC 6762 §5.4, §7.1): whatever is due now, and what is
// known already, so that nobody says it again. Answers may go to everybody: the port
// is shared with other programs, who would not see those to one alone (§15.1).

import { HEADER_SIZE } from "../dns/message";
import { CLASS_IN, Type } from "../dns/types";
import { MAX_MDNS_QUERY } from "../limits";
import { equalNames, nameLength } from "../names/name";
import { cellPvd } from "../pools/cells";
import { nowMs } from "../time/clock";
import { ListenerSlot } from "./mdns";
import { lengthOf, leftOf, lifetimeOf, nextCached, ownerOf, readCache, targetOf, TTL_AT, typeOf } from "./mdns-cache";
import { serviceName } from "./service-names";

const QUESTION_TAIL: i32 = 4;

let first: usize = 0;
let at: usize = 0;

/** Writes what a listener has to ask now at `target`, and notes that it was sent: the length. */
export function writeQuestions(slot: ListenerSlot, target: usize): i32 {
  memory.fill(target, 0, HEADER_SIZE);
  first = at = target + HEADER_SIZE;
  readCache(cellPvd(slot.cell));
  let questions = 0;
  if (slot.browseIn <= 0) {
    slot.noteBrowse();
    for (let i = 0; serviceName(i); i++) questions += ask(serviceName(i), Type.Ptr);
  }
  for (let record: usize = 0; (record = nextCached(record)); ) {
    const type = typeOf(record);
    if (slot.refreshIn(record) <= 0) questions += ask(ownerOf(record), type);
    if (slot.followIn(record) <= 0) questions += ask(targetOf(record), slot.typeAfter(type));
  }
  const asked = at;
  let answers = 0;
  for (let record: usize = 0; (record = nextCached(record)); ) {
    const length = lengthOf(record);
    if (leftOf(record) * 2 <= lifetimeOf(record) || !isAsked(ownerOf(record), typeOf(record), asked)) continue;
    if (at + length > first + MAX_MDNS_QUERY) break;
    memory.copy(at, ownerOf(record), length);
    store<u32>(at + nameLength(at), bswap(leftOf(record) / 1000), TTL_AT, 1);
    at += length;
    answers++;
  }
  store<u32>(target, bswap((questions << 16) | answers), 4);
  slot.sent = <u32>nowMs;
  return <i32>(at - target);
}

function isAsked(name: usize, type: i32, end: usize): bool {
  for (let question = first; question < end; question += nameLength(question) + QUESTION_TAIL) {
    if (load<u8>(question + nameLength(question), 1) == <u8>type && equalNames(question, name)) return true;
  }
  return false;
}

// Asks a question once, if there is room: how many there are more.
function ask(name: usize, type: i32): i32 {
  const length = nameLength(name);
  if (isAsked(name, type, at) || at + length + QUESTION_TAIL > first + MAX_MDNS_QUERY) return 0;
  memory.copy(at, name, length);
  at += length;
  store<u32>(at, (type << 8) | (CLASS_IN << 24), 0, 1);
  at += QUESTION_TAIL;
  return 1;
}
