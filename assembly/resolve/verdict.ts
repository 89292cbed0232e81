// What a response says as a whole, beyond the four bits of its header.

import { beginRecords, Flag, messageFlags, nextRecord, recordTtl, recordType, Section, section, sectionCount } from "../dns/message";
import { Type } from "../dns/types";

/** The response code with the bits that the OPT record adds (RFC 6891 §6.1.3). */
export function responseCode(message: usize, length: i32): i32 {
  const code = messageFlags(message) & 15;
  beginRecords(message, length);
  while (nextRecord() > 0) {
    if (section == Section.Additional && recordType == Type.Opt) return code | <i32>((recordTtl >> 24) << 4);
  }
  return code;
}

/**
 * True if a response has no answer but the name servers of a zone, and no SOA: it
 * comes from one that neither knows nor resolves (RFC 2308 §2.2).
 */
export function isReferral(message: usize, length: i32): bool {
  if (sectionCount(message, Section.Answer) || messageFlags(message) & Flag.Authoritative) return false;
  let hasServers = false;
  beginRecords(message, length);
  while (nextRecord() > 0) {
    if (section != Section.Authority) continue;
    if (recordType == Type.Soa) return false;
    if (recordType == Type.Ns) hasServers = true;
  }
  return hasServers;
}
