// The configuration text: docs/configuration.md has the grammar. A line in error
// has no effect and is reported with its number and column; the others count.

import { LogLevel } from "../abi";
import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { log, NO_CELL } from "../pools/log";
import { GENERAL, resetConfiguration, ServerSection } from "../pools/settings";
import { Word } from "../words.gen";
import { beginGeneral, endGeneral } from "./config-general";
import { beginInterface } from "./config-interface";
import { beginServer, endServer } from "./config-server";
import { applyStatement, Section } from "./config-statements";
import { needWord } from "./config-values";
import { beginWords, knownWord, nextWord, wordFault } from "./words";

let section: Section = Section.General;
/** Where the section keeps its values. */
let place: usize = GENERAL;
let serverLine: i32 = 0;

/** Replaces the configuration by what the text says. */
export function parseConfiguration(text: usize, length: i32): void {
  resetConfiguration();
  beginGeneral();
  let line = 0;
  let start = 0;
  while (start < length) {
    let end = start;
    while (end < length && load<u8>(text + end) != 0x0a) end++;
    tellFault(parseLine(text + start, end - start, ++line), line);
    start = end + 1;
  }
  endSection();
  endGeneral();
  log(Code.ConfigApplied, LogLevel.Info, NO_CELL).withValue(line);
}

function tellFault(result: i32, line: i32): void {
  if (isFault(result)) log(Code.ConfigLine, LogLevel.Error, NO_CELL).withLine(line).withFault(result);
}

function parseLine(text: usize, length: i32, line: i32): i32 {
  beginWords(text, length);
  if (!nextWord()) return 0;
  return parseStatement(line);
}

function parseStatement(line: i32): i32 {
  const word = knownWord();
  if (word == Word.Interface || word == Word.Server) return beginSection(word, line);
  return section == Section.Bad ? wordFault(Code.ConfigSection) : applyStatement(section, place);
}

function beginSection(word: Word, line: i32): i32 {
  endSection();
  section = Section.Bad;
  const missing = needWord();
  if (missing) return missing;
  const result = word == Word.Interface ? beginInterface() : beginServer();
  if (isFault(result)) return result;
  section = word == Word.Interface ? Section.Interface : Section.Server;
  place = result;
  serverLine = line;
  return 0;
}

// A server counts only once its section is complete.
function endSection(): void {
  if (section == Section.Server) tellFault(endServer(changetype<ServerSection>(place)), serverLine);
  section = Section.General;
  place = GENERAL;
}
