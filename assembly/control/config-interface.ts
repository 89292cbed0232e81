// The `interface` section.

import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { MAX_INTERFACE_NAME } from "../limits";
import {
  addInterfaceSection,
  interfaceSectionAt,
  interfaceSectionCount,
  isText,
  putText,
} from "../pools/settings";
import { readText } from "./config-values";
import { wordFault, wordSize, wordStart } from "./words";

const NAME: usize = memory.data(MAX_INTERFACE_NAME + 1);

/** Begins a section with the name in the present word: its address as a positive number, or a fault. */
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
