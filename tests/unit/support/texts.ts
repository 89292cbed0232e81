// Stored texts (a length octet, then the octets) as strings, and sections of the
// configuration by what the administrator wrote.

import {
  addInterfaceSection,
  addServerSection,
  InterfaceSection,
  putText,
  ServerSection,
  textLength,
  textPointer,
} from "../../../assembly/pools/settings";
import { other, placeOtherText } from "./octets";

/** A stored text as a string. */
export function storedText(text: usize): string {
  return String.UTF8.decodeUnsafe(textPointer(text), textLength(text));
}

/** Stores a string. */
export function storeText(text: usize, value: string): void {
  putText(text, other, placeOtherText(value));
}

/** Adds an `interface` section. */
export function addInterface(name: string, device: string): InterfaceSection {
  const section = addInterfaceSection()!;
  storeText(section.name, name);
  storeText(section.device, device);
  return section;
}

/** Adds an accepted `server` section; no interface: any network. */
export function addServer(label: string, families: u8, interfaceName: string = ""): ServerSection {
  const section = addServerSection()!;
  storeText(section.label, label);
  storeText(section.interface_, interfaceName);
  section.families = families;
  section.accepted = 1;
  return section;
}
