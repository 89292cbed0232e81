// The configuration text: docs/configuration.md has the grammar. A line in error
// has no effect and is reported with its number and column; the others count.

import { LogLevel } from "../abi";
import { isFault } from "../bytes/fault";
import { Code } from "../codes";
import { log, NO_CELL } from "../pools/log";
import { InterfaceSection, resetConfiguration, ServerSection } from "../pools/settings";
import { Word } from "../words.gen";
import { applyGeneral, beginGeneral, endGeneral } from "./config-general";
import { applyInterface, beginInterface } from "./config-interface";
import { applyServer, beginServer, endServer } from "./config-server";
import { beginWords, knownWord, nextWord, wordFault } from "./words";

let interfaceSection: InterfaceSection | null = null;
let serverSection: ServerSection | null = null;
let serverLine: i32 = 0;
// Statements of a section whose first line was in error apply to nothing.
let inBadSection: bool = false;

/** Replaces the configuration by what the text says. */
export function parseConfiguration(text: usize, length: i32): void {
  resetConfiguration();
  beginGeneral();
  inBadSection = false;
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
  return applyStatement(line);
}

function applyStatement(line: i32): i32 {
  const statement = knownWord();
  if (statement == Word.Interface || statement == Word.Server) return beginSection(statement, line);
  if (inBadSection) return wordFault(Code.ConfigSection);
  if (interfaceSection) return applyInterface(interfaceSection!, statement);
  if (serverSection) return applyServer(serverSection!, statement);
  return applyGeneral(statement);
}

function beginSection(statement: Word, line: i32): i32 {
  endSection();
  const result = statement == Word.Interface ? beginInterface() : beginServer();
  inBadSection = isFault(result);
  if (inBadSection) return result;
  if (statement == Word.Interface) {
    interfaceSection = changetype<InterfaceSection>(result);
  } else {
    serverSection = changetype<ServerSection>(result);
    serverLine = line;
  }
  return 0;
}

// A server counts only once its section is complete.
function endSection(): void {
  if (serverSection) tellFault(endServer(serverSection!), serverLine);
  interfaceSection = null;
  serverSection = null;
}
