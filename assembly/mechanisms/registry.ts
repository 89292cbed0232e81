// The mechanisms, and what tells them apart. A new one is a file of its own and
// a line in each of the functions below.

import { NO_DEADLINE } from "../abi";
import { findName } from "../names/table";
import { cellPvd } from "../pools/cells";
import { domainHolder, isStillDomain } from "../pools/domains";
import { Holder, MAX_IDENTITIES, publishedHolder } from "../pools/holders";
import { cellMethods } from "../pools/pvds";
import { isStillConfigured } from "../pools/servers";
import { LAST_SERVER_METHOD, listHas, Method } from "../pools/settings";
import { isTrusted } from "../pools/trust";
import { firstEnd } from "../resolve/mdns-cache";
import { Timer, timerDeadline } from "../time/timers";
import { Word } from "../words.gen";
import { collectAnycast, isOnlyNetwork } from "./anycast";
import { collectDefaultRouter } from "./default-router";
import { collectDhcp } from "./dhcp";
import { collectDnssd } from "./dns-sd";
import { collectManual } from "./manual";
import { collectMdns } from "./mdns";
import { collectSnaptr } from "./s-naptr";

/**
 * Lets a method stage what it knows for a cell.
 * @returns 0 if there is something to publish; `Code.MethodPending` if there may be soon, `Code.Resolving` while it awaits answers; else the
 *   code of why there is nothing. `Code.ServedByAnyNetwork` ends the search with an empty list.
 */
export function collect(method: Method, cell: i32): i32 {
  switch (method) {
    case Method.Manual:
      return collectManual(cell);
    case Method.Anycast:
      return collectAnycast(cell);
    case Method.Mdns:
      return collectMdns(cell);
    case Method.DefaultRouter:
      return collectDefaultRouter(cell);
    case Method.Snaptr:
      return collectSnaptr(cell);
    case Method.Dnssd:
      return collectDnssd(cell);
    default:
      return collectDhcp(cell);
  }
}

/** The word that configuration and records have for a method; assembly/words.txt has them in the same order. */
export function methodWord(method: Method): Word {
  return <Word>(Word.Manual - 1 + method);
}

/**
 * True if the published list of a cell may stay while it cannot be confirmed: not if the
 * administrator took its servers, its domains or its method away, or the trust in its name.
 */
export function mayStay(method: Method, cell: i32): bool {
  if (!listHas(cellMethods(cell), method)) return false;
  if (method == Method.Dhcp) return isTrusted(findName(publishedHolder(cell, 0)));
  if (method <= LAST_SERVER_METHOD) return isStillConfigured(cell, method) && (method != Method.Anycast || isOnlyNetwork());
  for (let identity = 0; identity < MAX_IDENTITIES; identity++) {
    const name = findName(publishedHolder(cell, identity));
    if (name && !isStillDomain(cell, identity, name)) return false;
  }
  return true;
}

/** Whose word the servers of a method are, unless they come from the DNS. */
export function authorityWord(method: Method): Word {
  switch (method) {
    case Method.Manual:
    case Method.Anycast:
      return Word.Configured;
    case Method.Mdns:
      return Word.Mdns;
    default:
      return Word.Dhcp;
  }
}

/** Until when what a method says holds for a cell, unless it comes from the DNS: milliseconds, or `NO_DEADLINE`. */
export function endOf(method: Method, cell: i32): i64 {
  switch (method) {
    case Method.Dhcp:
    case Method.DefaultRouter:
      return timerDeadline(Timer.Lease, cell);
    case Method.Mdns:
      return firstEnd(cellPvd(cell));
    default:
      return NO_DEADLINE;
  }
}

/** Who holds the reference identifier of what a method stages. */
export function identityHolder(method: Method, cell: i32, identity: i32): i32 {
  if (method <= LAST_SERVER_METHOD) return Holder.ServerName + identity;
  return method == Method.Dhcp ? Holder.LeaseName + cell : domainHolder(cell, identity);
}
