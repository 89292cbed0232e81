// The statements: a new one is a row of the table below.

import { Code } from "../codes";
import { MAX_INTERFACE_NAME } from "../limits";
import { Channel, defaultPort } from "../pools/endpoints";
import { configuredDomainCount, truncateConfiguredDomains } from "../pools/configured-domains";
import { Holder } from "../pools/holders";
import { prefixCount, PrefixKind, truncatePrefixes } from "../pools/prefixes";
import { manualAddressCount, truncateManualAddresses } from "../pools/manual-addresses";
import { truncateTrustedResolvers, trustedResolverCount } from "../pools/resolvers";
import {
  GeneralAt,
  InterfaceAt,
  LAST_METHOD,
  LAST_SERVER_METHOD,
  limitTrust,
  listHas,
  MAX_LABEL,
  MAX_METHODS,
  Method,
  sectionNumber,
  serverSectionAt,
  ServerAt,
  trustedNameCount,
  truncateTrustedNames,
} from "../pools/settings";
import { Word } from "../words.gen";
import {
  readDomain,
  readHeldName,
  readManualAddress,
  readNat64,
  readOptionCodes,
  readPrefix,
  readResolvers,
  readTrustedName,
  readTrustedResolver,
} from "./config-names";
import { newestServer } from "./config-sections";
import { isComplete, needWord, readChoice, readNumber, readText } from "./config-values";
import { lineFault, nextWord, refuse } from "./words";

/** Where a statement stands. */
export const enum Section {
  General,
  Interface,
  Server,
  /** Its first line was in error: what follows applies to nothing. */
  Bad,
}

/** What a statement's values are. */
const enum Kind {
  /** One text; the argument is its greatest length. */
  Text,
  /** One of several words; the argument is the first of them. */
  Choice,
  /** One port; the argument is the channel whose default port is kept as 0. */
  Port,
  /** One domain name; the argument is what holds it, by the section's number. */
  Name,
  OptionCodes,
  /** One number of 32 bits above 0. */
  Number,
  Nat64,
  // From here on: any number of words, each of them one value.
  /** A set of the words from the argument on. */
  Families,
  /** A list of the words from the argument on. */
  Methods,
  TrustedNames,
  Addresses,
  Resolvers,
  TrustedResolvers,
  Domains,
  /** Prefixes of the pool; the argument is their kind. */
  Prefixes,
}

const ROW_SIZE: usize = 4;

// Rows: the statement, none past the 255th word; its section, its kind and how many words there are to choose
// from less one; where in the section its value is kept; the argument of the kind.
// prettier-ignore
const TABLE: usize = memory.data<u8>([
  <u8>Word.Profile, <u8>(Section.General << 6 | Kind.Choice << 2 | 3), <u8>GeneralAt.Profile, <u8>Word.Auto,
  <u8>Word.Methods, <u8>(Section.General << 6 | Kind.Methods << 2), <u8>GeneralAt.Methods, 0,
  <u8>Word.Families, <u8>(Section.General << 6 | Kind.Families << 2 | 1), <u8>GeneralAt.Families, <u8>Word.Inet,
  <u8>Word.AddressForm, <u8>(Section.General << 6 | Kind.Choice << 2 | 2), <u8>GeneralAt.AddressForm, <u8>Word.Flat,
  <u8>Word.OptionCodes, <u8>(Section.General << 6 | Kind.OptionCodes << 2), 0, 0,
  <u8>Word.StrictDraft, <u8>(Section.General << 6 | Kind.Choice << 2 | 1), <u8>GeneralAt.StrictDraft, <u8>Word.Off,
  <u8>Word.AcceptMultiple, <u8>(Section.General << 6 | Kind.Choice << 2 | 1), <u8>GeneralAt.AcceptMultiple, <u8>Word.Off,
  <u8>Word.ManualScope, <u8>(Section.General << 6 | Kind.Choice << 2 | 1), <u8>GeneralAt.ManualReplaces, <u8>Word.Beside,
  <u8>Word.TrustedNames, <u8>(Section.General << 6 | Kind.TrustedNames << 2), 0, 0,
  <u8>Word.Resolvers, <u8>(Section.General << 6 | Kind.Resolvers << 2), 0, 0,
  <u8>Word.ResolverTrustAd, <u8>(Section.General << 6 | Kind.TrustedResolvers << 2), 0, 0,
  <u8>Word.DefaultDomain, <u8>(Section.General << 6 | Kind.Domains << 2), 0, 0,
  <u8>Word.Dnssec, <u8>(Section.General << 6 | Kind.Choice << 2 | 2), <u8>GeneralAt.Dnssec, <u8>Word.Require,
  <u8>Word.RiResolution, <u8>(Section.General << 6 | Kind.Choice << 2 | 2), <u8>GeneralAt.RiResolution, <u8>Word.Snaptr,
  <u8>Word.CallHome, <u8>(Section.General << 6 | Kind.Choice << 2 | 1), <u8>GeneralAt.CallHome, <u8>Word.Off,
  <u8>Word.CallHomePort, <u8>(Section.General << 6 | Kind.Port << 2), <u8>GeneralAt.CallHomePort, <u8>Channel.CallHomeUdp,
  <u8>Word.Device, <u8>(Section.Interface << 6 | Kind.Text << 2), <u8>InterfaceAt.Device, <u8>MAX_INTERFACE_NAME,
  <u8>Word.Families, <u8>(Section.Interface << 6 | Kind.Families << 2 | 1), <u8>InterfaceAt.Families, <u8>Word.Inet,
  <u8>Word.Methods, <u8>(Section.Interface << 6 | Kind.Methods << 2), <u8>InterfaceAt.Methods, 0,
  <u8>Word.Addressing, <u8>(Section.Interface << 6 | Kind.Choice << 2 | 1), <u8>InterfaceAt.ProviderIndependent, <u8>Word.Pa,
  <u8>Word.Resolvers, <u8>(Section.Interface << 6 | Kind.Resolvers << 2), 0, 0,
  <u8>Word.Domains, <u8>(Section.Interface << 6 | Kind.Domains << 2), 0, 0,
  <u8>Word.Credentials, <u8>(Section.Interface << 6 | Kind.Text << 2), <u8>InterfaceAt.Credentials, <u8>MAX_LABEL,
  <u8>Word.Isp, <u8>(Section.Interface << 6 | Kind.Text << 2), <u8>InterfaceAt.Isp, <u8>MAX_LABEL,
  <u8>Word.PiTargets, <u8>(Section.Interface << 6 | Kind.Choice << 2 | 1), <u8>InterfaceAt.TakesOwnTargets, <u8>Word.Off,
  <u8>Word.Prefixes, <u8>(Section.Interface << 6 | Kind.Prefixes << 2), 0, <u8>PrefixKind.Configured,
  <u8>Word.PvdId, <u8>(Section.Interface << 6 | Kind.Name << 2), 0, <u8>(Holder.PvdId >> 8),
  <u8>Word.Ipv4Device, <u8>(Section.Interface << 6 | Kind.Text << 2), <u8>InterfaceAt.Ipv4Device, <u8>MAX_INTERFACE_NAME,
  <u8>Word.Nat64, <u8>(Section.Interface << 6 | Kind.Nat64 << 2), 0, 0,
  <u8>Word.Mark, <u8>(Section.Interface << 6 | Kind.Number << 2), <u8>InterfaceAt.Mark, 0,
  <u8>Word.Table, <u8>(Section.Interface << 6 | Kind.Number << 2), <u8>InterfaceAt.Table, 0,
  <u8>Word.SharedAddress, <u8>(Section.Interface << 6 | Kind.Choice << 2 | 1), <u8>InterfaceAt.SharedAddress, <u8>Word.Off,
  <u8>Word.ReferenceIdentifier, <u8>(Section.Server << 6 | Kind.Name << 2), 0, <u8>(Holder.ServerName >> 8),
  <u8>Word.Addresses, <u8>(Section.Server << 6 | Kind.Addresses << 2), 0, 0,
  <u8>Word.BindInterface, <u8>(Section.Server << 6 | Kind.Text << 2), <u8>ServerAt.Interface, <u8>MAX_INTERFACE_NAME,
  <u8>Word.Families, <u8>(Section.Server << 6 | Kind.Families << 2 | 1), <u8>ServerAt.Families, <u8>Word.Inet,
  <u8>Word.SignalPort, <u8>(Section.Server << 6 | Kind.Port << 2), <u8>ServerAt.SignalPort, <u8>Channel.SignalUdp,
  <u8>Word.DataPort, <u8>(Section.Server << 6 | Kind.Port << 2), <u8>ServerAt.DataPort, <u8>Channel.DataTcp,
  <u8>Word.Credentials, <u8>(Section.Server << 6 | Kind.Text << 2), <u8>ServerAt.Credentials, <u8>MAX_LABEL,
  <u8>Word.Method, <u8>(Section.Server << 6 | Kind.Choice << 2 | (LAST_SERVER_METHOD - 1)), <u8>ServerAt.Use, <u8>Word.Manual,
  <u8>Word.Protects, <u8>(Section.Server << 6 | Kind.Prefixes << 2), 0, <u8>PrefixKind.Protected,
]);
const ROWS: usize = 41;

/** Applies the statement that begins with the present word, `statement`; `place` is where the section keeps its values. */
export function applyStatement(statement: Word, section: Section, place: usize): void {
  let row = TABLE;
  do {
    if (<i32>load<u8>(row) != statement || <i32>load<u8>(row, 1) >> 6 != section) continue;
    readStatement((load<u8>(row, 1) >> 2) & 15, place + load<u8>(row, 2), load<u8>(row, 3), (load<u8>(row, 1) & 3) + 1);
    return;
  } while ((row += ROW_SIZE) < TABLE + ROWS * ROW_SIZE);
  refuse(Code.ConfigStatement);
}

const LIST: usize = memory.data(1 + MAX_METHODS);

// A line has its effect whole or not at all.
function readStatement(kind: i32, place: usize, argument: i32, count: i32): void {
  const names = trustedNameCount();
  const domains = configuredDomainCount();
  const addresses = manualAddressCount();
  const prefixes = prefixCount();
  const resolvers = trustedResolverCount();
  // What such a line wanted is remembered even where it is in error.
  if (kind == Kind.TrustedNames) limitTrust();
  needWord();
  set = 0;
  store<u8>(LIST, 0);
  if (!lineFault) {
    do readValue(kind, place, argument, count);
    while (nextWord());
  }
  if (lineFault) {
    truncateTrustedNames(names);
    truncateConfiguredDomains(domains);
    truncateManualAddresses(addresses);
    truncatePrefixes(prefixes);
    truncateTrustedResolvers(resolvers);
    if (kind == Kind.Addresses) serverSectionAt(newestServer()).lacksAddresses = true;
    return;
  }
  if (kind == Kind.Families) store<u8>(place, set);
  if (kind == Kind.Methods) memory.copy(place, LIST, 1 + MAX_METHODS);
}

let set: i32 = 0;

function readValue(kind: i32, place: usize, argument: i32, count: i32): void {
  switch (kind) {
    case Kind.Text:
      return readText(place, argument);
    case Kind.Choice: {
      const choice = readChoice(argument, count);
      if (isComplete()) store<u8>(place, choice);
      return;
    }
    case Kind.Port: {
      const port = <i32>readNumber(0xffff);
      // A default port that is written out is the same place as none.
      if (isComplete()) store<u16>(place, port == defaultPort(argument) ? 0 : port);
      return;
    }
    case Kind.Name:
      return readHeldName((argument << 8) + (argument == Holder.PvdId >> 8 ? sectionNumber(place) : newestServer()));
    case Kind.OptionCodes:
      return readOptionCodes();
    case Kind.Number: {
      const value = readNumber(0xffffffff);
      if (isComplete()) store<u32>(place, value);
      return;
    }
    case Kind.Nat64:
      return readNat64(sectionNumber(place));
    case Kind.Families:
      set |= 1 << readChoice(argument, count);
      return;
    case Kind.Methods:
      return addMethod(readChoice(Word.Manual, LAST_METHOD) + 1);
    case Kind.TrustedNames:
      return readTrustedName();
    case Kind.Addresses:
      return readManualAddress();
    case Kind.Resolvers:
      return readResolvers(place);
    case Kind.TrustedResolvers:
      return readTrustedResolver();
    case Kind.Prefixes:
      return readPrefix(<PrefixKind>argument, place);
    default:
      return readDomain(place);
  }
}

function addMethod(method: Method): void {
  if (listHas(LIST, method)) refuse(Code.ConfigDuplicate);
  // Anybody on a link speaks in multicast DNS: never before what an administrator, DHCP or the DNS says.
  if ((method == Method.Manual || method > LAST_SERVER_METHOD) && listHas(LIST, Method.Mdns)) refuse(Code.ConfigOrder);
  const count = load<u8>(LIST) + 1;
  store<u8>(LIST, count);
  store<u8>(LIST + count, method);
}
