// Statements of several words: names, addresses, resolvers, option codes.

import { parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { setOptionCodes } from "../dhcp/settings";
import { MAX_CONFIGURED_DOMAINS, MAX_TRUSTED_NAMES } from "../limits";
import { isSpecialUse } from "../names/match";
import { textToName, textToPattern } from "../names/name";
import { findName } from "../names/table";
import { isMapped } from "../net/address";
import { isSamePrefix } from "../net/policy";
import { isLinkLocal, specialRange } from "../net/special";
import { parsePrefix } from "../net/text";
import { addConfiguredDomain, configuredDomainCount } from "../pools/configured-domains";
import { Holder } from "../pools/holders";
import { NAT64_BITS } from "../pools/nat64";
import { addPrefix, dropPrefixes, prefixAt, prefixCount, PrefixKind } from "../pools/prefixes";
import { addResolver, DNS_PORT, dropResolvers, SECTION_RESOLVERS, trustResolver } from "../pools/resolvers";
import { addManualAddress } from "../pools/manual-addresses";
import { addTrustedName, sectionNumber, trustedNameCount } from "../pools/settings";
import { newestServer } from "./config-sections";
import { ADDRESS, isComplete, keep, keepName, NAME, needWord, readAddress, readNumber } from "./config-values";
import { inWord, lineFault, nextWord, refuse, wordSize, wordStart } from "./words";

const AT: u32 = 0x40;

/** A word of `addresses`. */
export function readManualAddress(): void {
  readAddress(wordSize);
  keep(!lineFault && addManualAddress(newestServer(), ADDRESS));
}

/**
 * A word of `prefixes`, in the `interface` section that keeps its values at `place`, or of `protects`: it has no
 * part in common with another one of its section.
 */
export function readPrefix(kind: PrefixKind, place: usize): void {
  const owner = kind == PrefixKind.Protected ? newestServer() : sectionNumber(place);
  const length = inWord(parsePrefix(wordStart, wordSize, ADDRESS));
  if (lineFault) return;
  // A server may protect everything; nobody owns that.
  const isEverything = kind == PrefixKind.Protected && length == (isMapped(ADDRESS) ? 96 : 0);
  const range = specialRange(ADDRESS);
  if (range && !isEverything) refuse(range);
  if (isLinkLocal(ADDRESS)) refuse(Code.ConfigValue);
  for (let i = 0; i < prefixCount(); i++) {
    const slot = prefixAt(i);
    if (!slot.isOf(kind, owner) || !isSamePrefix(slot.address, ADDRESS, min(length, <i32>slot.length))) continue;
    refuse(<i32>slot.length == length ? Code.ConfigDuplicate : Code.PrefixOverlap);
  }
  keep(!lineFault && addPrefix(kind, owner, ADDRESS, length));
}

/** The words of `resolvers`, `ADDRESS[@PORT]`, in place of those that the section had. */
export function readResolvers(place: usize): void {
  const source = SECTION_RESOLVERS + sectionNumber(place);
  dropResolvers(source, source);
  do readResolver(source);
  while (nextWord());
  if (lineFault) dropResolvers(source, source);
}

function readResolver(source: i32): void {
  let size = 0;
  let port = DNS_PORT;
  while (size < wordSize && load<u8>(wordStart + size) != AT) size++;
  if (size < wordSize) port = <i32>parseDecimal(wordStart + size + 1, wordSize - size - 1, 0xffff);
  if (port < 1) refuse(Code.ConfigValue);
  readAddress(size);
  keep(!lineFault && addResolver(source, ADDRESS, port));
}

/** A word of `resolver-trust-ad`. */
export function readTrustedResolver(): void {
  readAddress(wordSize);
  keep(!lineFault && trustResolver(ADDRESS));
}

/** A word of `domains` or `default-domain`. */
export function readDomain(place: usize): void {
  const length = inWord(textToName(wordStart, wordSize, NAME));
  if (!lineFault && isSpecialUse(NAME)) refuse(Code.ConfigValue);
  const index = configuredDomainCount();
  keep(index < MAX_CONFIGURED_DOMAINS);
  keepName(Holder.ConfiguredDomain + index, length);
  if (!lineFault) addConfiguredDomain(sectionNumber(place));
}

/** A word of `trusted-names`. */
export function readTrustedName(): void {
  const length = inWord(textToPattern(wordStart, wordSize, NAME));
  const index = trustedNameCount();
  keep(index < MAX_TRUSTED_NAMES);
  keepName(Holder.TrustedName + index, length);
  addTrustedName();
}

/** The word of `nat64`: a prefix of 96 bits (RFC 6052 §2.2), which leaves the last 32 for an IPv4 address. */
export function readNat64(section: i32): void {
  const bits = inWord(parsePrefix(wordStart, wordSize, ADDRESS));
  if (bits != NAT64_BITS || isMapped(ADDRESS)) refuse(Code.ConfigValue);
  if (!isComplete()) return;
  dropPrefixes(PrefixKind.Nat64, section);
  keep(addPrefix(PrefixKind.Nat64, section, ADDRESS, bits));
}

/** The word of `reference-identifier` or `pvd-id`, which is there once. */
export function readHeldName(holder: i32): void {
  if (findName(holder)) refuse(Code.ConfigDuplicate);
  const length = inWord(textToName(wordStart, wordSize, NAME));
  if (isComplete()) keepName(holder, length);
}

/**
 * The words of `option-codes`. DHCPv4 codes are one octet without Pad and End, DHCPv6 codes two; a
 * protocol's two options cannot share a code.
 */
export function readOptionCodes(): void {
  const ri4 = <i32>readNumber(254);
  const address4 = readOtherCode(254, ri4);
  const ri6 = readOtherCode(0xffff, 0);
  const address6 = readOtherCode(0xffff, ri6);
  if (isComplete()) setOptionCodes(ri4, address4, ri6, address6);
}

function readOtherCode(most: i32, taken: i32): i32 {
  needWord();
  const code = <i32>readNumber(most);
  if (code == taken) refuse(Code.ConfigDuplicate);
  return code;
}
