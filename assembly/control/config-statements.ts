// The statements: a new one is a row of the table below.

import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_INTERFACE_NAME } from "../limits";
import { SECTION_RESOLVERS } from "../pools/resolvers";
import { GeneralAt, InterfaceAt, MAX_LABEL, sectionNumber, ServerAt } from "../pools/settings";
import { Word } from "../words.gen";
import { applyOptionCodes, applyTrustedNames } from "./config-general";
import { readDomains, readResolverList, readTrustedResolvers } from "./config-names";
import { applyAddresses, applyReferenceIdentifier } from "./config-server";
import { checkLast, needWord, readChoice, readFamilies, readMethods, readNumber, readText } from "./config-values";
import { knownWord, wordFault } from "./words";

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
  Methods,
  OptionCodes,
  TrustedNames,
  ReferenceIdentifier,
  Addresses,
  Resolvers,
  TrustedResolvers,
  Domains,
  // From here on: a number that is stored.
  Families,
  /** One of several words; the argument is the first of them plus `COUNT` times how many. */
  Choice,
  Port,
}

const COUNT: i32 = 4096;

const ROW_SIZE: usize = 6;

// Rows: the statement; its section, its kind and where in the section its value is
// kept; the argument of the kind.
// prettier-ignore
const TABLE: usize = memory.data<u16>([
  <u16>Word.Profile,       <u16>(Section.General << 12 | Kind.Choice << 8 | GeneralAt.Profile), <u16>(4 * COUNT + Word.Auto),
  <u16>Word.Methods,       <u16>(Section.General << 12 | Kind.Methods << 8 | GeneralAt.Methods), 0,
  <u16>Word.AddressForm,   <u16>(Section.General << 12 | Kind.Choice << 8 | GeneralAt.AddressForm), <u16>(3 * COUNT + Word.Flat),
  <u16>Word.OptionCodes,   <u16>(Section.General << 12 | Kind.OptionCodes << 8), 0,
  <u16>Word.StrictDraft,   <u16>(Section.General << 12 | Kind.Choice << 8 | GeneralAt.StrictDraft), <u16>(2 * COUNT + Word.Off),
  <u16>Word.AcceptMultiple, <u16>(Section.General << 12 | Kind.Choice << 8 | GeneralAt.AcceptMultiple), <u16>(2 * COUNT + Word.Off),
  <u16>Word.ManualScope,   <u16>(Section.General << 12 | Kind.Choice << 8 | GeneralAt.ManualReplaces), <u16>(2 * COUNT + Word.Beside),
  <u16>Word.TrustedNames,  <u16>(Section.General << 12 | Kind.TrustedNames << 8), 0,
  <u16>Word.Resolvers,     <u16>(Section.General << 12 | Kind.Resolvers << 8), 0,
  <u16>Word.ResolverTrustAd, <u16>(Section.General << 12 | Kind.TrustedResolvers << 8), 0,
  <u16>Word.DefaultDomain, <u16>(Section.General << 12 | Kind.Domains << 8), 0,
  <u16>Word.Dnssec,        <u16>(Section.General << 12 | Kind.Choice << 8 | GeneralAt.Dnssec), <u16>(3 * COUNT + Word.Require),
  <u16>Word.RiResolution,  <u16>(Section.General << 12 | Kind.Choice << 8 | GeneralAt.RiResolution), <u16>(3 * COUNT + Word.Snaptr),
  <u16>Word.Device,        <u16>(Section.Interface << 12 | Kind.Text << 8 | InterfaceAt.Device), <u16>MAX_INTERFACE_NAME,
  <u16>Word.Families,      <u16>(Section.Interface << 12 | Kind.Families << 8 | InterfaceAt.Families), 0,
  <u16>Word.Methods,       <u16>(Section.Interface << 12 | Kind.Methods << 8 | InterfaceAt.Methods), 0,
  <u16>Word.Addressing,    <u16>(Section.Interface << 12 | Kind.Choice << 8 | InterfaceAt.ProviderIndependent), <u16>(2 * COUNT + Word.Pa),
  <u16>Word.Resolvers,     <u16>(Section.Interface << 12 | Kind.Resolvers << 8), 0,
  <u16>Word.Domains,       <u16>(Section.Interface << 12 | Kind.Domains << 8), 0,
  <u16>Word.Credentials,   <u16>(Section.Interface << 12 | Kind.Text << 8 | InterfaceAt.Credentials), <u16>MAX_LABEL,
  <u16>Word.ReferenceIdentifier, <u16>(Section.Server << 12 | Kind.ReferenceIdentifier << 8), 0,
  <u16>Word.Addresses,     <u16>(Section.Server << 12 | Kind.Addresses << 8), 0,
  <u16>Word.BindInterface, <u16>(Section.Server << 12 | Kind.Text << 8 | ServerAt.Interface), <u16>MAX_INTERFACE_NAME,
  <u16>Word.Families,      <u16>(Section.Server << 12 | Kind.Families << 8 | ServerAt.Families), 0,
  <u16>Word.SignalPort,    <u16>(Section.Server << 12 | Kind.Port << 8 | ServerAt.SignalPort), 0,
  <u16>Word.DataPort,      <u16>(Section.Server << 12 | Kind.Port << 8 | ServerAt.DataPort), 0,
  <u16>Word.Credentials,   <u16>(Section.Server << 12 | Kind.Text << 8 | ServerAt.Credentials), <u16>MAX_LABEL,
]);
const ROWS: usize = 27;

/**
 * Applies the statement that begins with the present word; 0 or a fault with its offset in the line.
 * @param place - where the section keeps its values
 */
export function applyStatement(section: Section, place: usize): i32 {
  const statement = knownWord();
  for (let row = TABLE; row < TABLE + ROWS * ROW_SIZE; row += ROW_SIZE) {
    if (<i32>load<u16>(row) != statement || <i32>load<u8>(row, 3) >> 4 != section) continue;
    return readValues(load<u8>(row, 3) & 15, place + load<u8>(row, 2), load<u16>(row, 4));
  }
  return wordFault(Code.ConfigStatement);
}

function readValues(kind: i32, place: usize, argument: i32): i32 {
  const missing = needWord();
  // What such a line wanted is remembered even where it is in error.
  if (kind == Kind.Addresses) return applyAddresses(missing);
  if (kind == Kind.TrustedNames) return applyTrustedNames(missing);
  if (missing) return missing;
  switch (kind) {
    case Kind.Text:
      return readText(place, argument);
    case Kind.Methods:
      return readMethods(place);
    case Kind.OptionCodes:
      return applyOptionCodes();
    case Kind.ReferenceIdentifier:
      return applyReferenceIdentifier();
    case Kind.Resolvers:
      return readResolverList(SECTION_RESOLVERS + sectionNumber(place));
    case Kind.TrustedResolvers:
      return readTrustedResolvers();
    case Kind.Domains:
      return readDomains(sectionNumber(place));
    default: {
      const value = readOne(kind, argument);
      if (isFault(value)) return value;
      const extra = checkLast();
      if (extra) return extra;
      if (kind == Kind.Port) store<u16>(place, value);
      else store<u8>(place, value);
      return 0;
    }
  }
}

function readOne(kind: i32, argument: i32): i32 {
  switch (kind) {
    case Kind.Families:
      return readFamilies();
    case Kind.Choice:
      return readChoice(argument % COUNT, argument / COUNT);
    default:
      return readNumber(0xffff);
  }
}
