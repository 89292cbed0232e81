// The `interface` section.

import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_INTERFACE_NAME } from "../limits";
import {
  addInterfaceSection,
  InterfaceSection,
  interfaceSectionAt,
  interfaceSectionCount,
  interfaceSectionIndex,
  isText,
  MAX_LABEL,
  putText,
} from "../pools/settings";
import { SECTION_RESOLVERS } from "../pools/resolvers";
import { readDomains, readResolverList } from "./config-names";
import { Word } from "../words.gen";
import { readChoice, readFamilies, readMethods, readText } from "./config-values";
import { wordFault, wordSize, wordStart } from "./words";

const NAME: usize = memory.data(MAX_INTERFACE_NAME + 1);

/** Begins a section: its address as a positive number, or a fault. */
export function beginInterface(): i32 {
  const result = readText(NAME, MAX_INTERFACE_NAME);
  if (isFault(result)) return result;
  const count = interfaceSectionCount();
  for (let i = 0; i < count; i++) {
    if (isText(interfaceSectionAt(i).name, wordStart, wordSize)) return wordFault(Code.ConfigDuplicate);
  }
  const section = addInterfaceSection();
  if (!section) return wordFault(Code.ConfigLimit);
  putText(section.name, wordStart, wordSize);
  putText(section.device, wordStart, wordSize);
  return <i32>changetype<usize>(section);
}

/** Applies one statement of the section; 0 or a fault with its offset in the line. */
export function applyInterface(section: InterfaceSection, statement: Word): i32 {
  switch (statement) {
    case Word.Device:
      return readText(section.device, MAX_INTERFACE_NAME);
    case Word.Families: {
      const families = readFamilies();
      if (isFault(families)) return families;
      section.families = <u8>families;
      return 0;
    }
    case Word.Methods:
      return readMethods(section.methods);
    case Word.Addressing: {
      const choice = readChoice(Word.Pa, Word.Pi);
      if (isFault(choice)) return choice;
      section.providerIndependent = <u8>choice;
      return 0;
    }
    case Word.Resolvers:
      return readResolverList(SECTION_RESOLVERS + interfaceSectionIndex(section));
    case Word.Domains:
      return readDomains(interfaceSectionIndex(section));
    case Word.Credentials:
      return readText(section.credentials, MAX_LABEL);
    default:
      return wordFault(Code.ConfigStatement);
  }
}
