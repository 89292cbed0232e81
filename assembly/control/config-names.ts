// Statements about DNS: resolvers and domains, general ones and those of an
// `interface` section.

import { isFault } from "../bytes/fault";
import { parseDecimal } from "../bytes/text";
import { Code } from "../codes";
import { MAX_CONFIGURED_DOMAINS, MAX_NAME_LENGTH } from "../limits";
import { isSpecialUse } from "../names/match";
import { textToName } from "../names/name";
import { setName } from "../names/table";
import { specialRange } from "../net/special";
import { parseAddress } from "../net/text";
import { Holder } from "../pools/holders";
import { addResolver, DNS_PORT, dropResolvers, trustResolver } from "../pools/resolvers";
import { addConfiguredDomain, configuredDomainCount, truncateConfiguredDomains } from "../pools/settings";
import { inWord } from "./config-values";
import { nextWord, wordFault, wordSize, wordStart } from "./words";

const AT: u32 = 0x40;
const ADDRESS: usize = memory.data(16, 8);
const NAME: usize = memory.data(MAX_NAME_LENGTH + 1, 8);

/** Takes the present word and the remaining ones, `ADDRESS[@PORT]`, as the resolvers of a source; 0 or a fault. */
export function readResolverList(source: i32): i32 {
  dropResolvers(source, source);
  do {
    const result = readResolver(source);
    if (!isFault(result)) continue;
    dropResolvers(source, source);
    return result;
  } while (nextWord());
  return 0;
}

function readResolver(source: i32): i32 {
  let size = wordSize;
  let port = DNS_PORT;
  for (let i = 0; i < wordSize; i++) {
    if (load<u8>(wordStart + i) != AT) continue;
    size = i;
    port = <i32>parseDecimal(wordStart + i + 1, wordSize - i - 1, 0xffff);
    if (port < 1) return wordFault(Code.ConfigValue);
    break;
  }
  const result = readAskable(size);
  if (isFault(result)) return result;
  return addResolver(source, ADDRESS, port) ? 0 : wordFault(Code.ConfigLimit);
}

function readAskable(size: i32): i32 {
  const result = parseAddress(wordStart, size, ADDRESS);
  if (isFault(result)) return inWord(result);
  // A resolver on this machine is common.
  const range = specialRange(ADDRESS);
  return range && range != Code.Loopback ? wordFault(range) : 0;
}

/** Takes the present word and the remaining ones as resolvers whose AD bit counts; 0 or a fault. */
export function readTrustedResolvers(): i32 {
  do {
    const result = readAskable(wordSize);
    if (isFault(result)) return result;
    if (!trustResolver(ADDRESS)) return wordFault(Code.ConfigLimit);
  } while (nextWord());
  return 0;
}

/** Takes the present word and the remaining ones as domains of a section, or general ones; 0 or a fault. */
export function readDomains(section: i32): i32 {
  const before = configuredDomainCount();
  const result = addDomains(section);
  if (isFault(result)) truncateConfiguredDomains(before);
  return result;
}

function addDomains(section: i32): i32 {
  do {
    const length = textToName(wordStart, wordSize, NAME);
    if (isFault(length)) return inWord(length);
    if (isSpecialUse(NAME)) return wordFault(Code.ConfigValue);
    const index = configuredDomainCount();
    if (index == MAX_CONFIGURED_DOMAINS || !setName(Holder.ConfiguredDomain + index, NAME, length)) {
      return wordFault(Code.ConfigLimit);
    }
    addConfiguredDomain(section);
  } while (nextWord());
  return 0;
}
