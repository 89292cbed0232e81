// The configuration text: docs/configuration.md has the grammar. A line in error
// has no effect and is reported with its number and column; the others count.

import { LogLevel } from "../abi";
import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { log, NO_CELL } from "../pools/log";
import { noteProtectors } from "../pools/prefixes";
import { GENERAL, resetConfiguration } from "../pools/settings";
import { Word } from "../words.gen";
import { beginGeneral, endGeneral } from "./config-general";
import { beginInterface, beginServer, endInterface, endServer } from "./config-sections";
import { applyStatement, Section } from "./config-statements";
import { needWord } from "./config-values";
import { beginWords, knownWord, lineFault, nextWord, refuse } from "./words";

let section: Section = Section.General;
/** Where the section keeps its values. */
let place: usize = 0;
let sectionLine: i32 = 0;

/** Replaces the configuration by what the text says. */
export function parseConfiguration(text: usize, length: i32): void {
  beginGeneral();
  resetConfiguration();
  section = Section.General;
  place = GENERAL;
  let line = 0;
  let start = 0;
  while (start < length) {
    let end = start;
    while (end < length && load<u8>(text + end) != 0x0a) end++;
    beginWords(text + start, end - start);
    line++;
    if (nextWord()) readLine(line);
    tellFault(lineFault, line);
    start = end + 1;
  }
  endSection();
  noteProtectors();
  endGeneral();
  log(Code.ConfigApplied, LogLevel.Info, NO_CELL).withValue(line);
}

function tellFault(result: i32, line: i32): void {
  if (isFault(result)) log(Code.ConfigLine, LogLevel.Error, NO_CELL).withLine(line).withFault(result);
}

function readLine(line: i32): void {
  const word = knownWord();
  if (word == Word.Interface) beginSection(Section.Interface, line);
  else if (word == Word.Server) beginSection(Section.Server, line);
  else if (section == Section.Bad) refuse(Code.ConfigSection);
  else applyStatement(word, section, place);
}

function beginSection(kind: Section, line: i32): void {
  endSection();
  needWord();
  place = kind == Section.Interface ? beginInterface() : beginServer();
  section = place ? kind : Section.Bad;
  sectionLine = line;
}

// A section counts only once it is complete.
function endSection(): void {
  if (section == Section.Server) tellFault(endServer(), sectionLine);
  if (section == Section.Interface) tellFault(endInterface(), sectionLine);
}
