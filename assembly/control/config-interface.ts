// The `interface` section.

import { Code } from "../codes";
import { MAX_INTERFACE_NAME } from "../limits";
import { addInterfaceSection, INTERFACE_SIZE, interfaceSectionAt, interfaceSectionCount, putText } from "../pools/settings";
import { checkName } from "./config-values";
import { wordFault, wordSize, wordStart } from "./words";

/** Begins a section with the name in the present word: its address as a positive number, or a fault. */
export function beginInterface(): i32 {
  const result = checkName(MAX_INTERFACE_NAME, interfaceSectionAt(0).name, INTERFACE_SIZE, interfaceSectionCount());
  if (result) return result;
  const section = addInterfaceSection();
  if (!section) return wordFault(Code.ConfigLimit);
  putText(section.name, wordStart, wordSize);
  putText(section.device, wordStart, wordSize);
  return <i32>changetype<usize>(section);
}
