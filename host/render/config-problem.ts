// Adds to an error in the configuration what only the text itself can tell. The text
// has one character for each octet (latin1), so that columns are those of the core.

import { numberOf, printable } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

/** The particulars with the statement of the line, the label after it and the word at the column. */
export function withConfigurationText(particulars: Particulars, text: string): Particulars {
  const line = configurationLine(particulars, text);
  if (line === null) return particulars;
  const [statement = "", label = ""] = line.split("#")[0]?.trim().split(/\s+/) ?? [];
  const word = /^[^\s#]+/.exec(line.slice(numberOf(particulars, "offset") ?? 0))?.[0] ?? "";
  return { statement, label, text: word, ...particulars };
}

/** The line of the text that the particulars speak of, printable, or null. */
export function configurationLine(particulars: Particulars, text: string): string | null {
  const number = numberOf(particulars, "line");
  const line = number === null ? undefined : text.split("\n")[number - 1];
  return line === undefined ? null : printable(line.replaceAll("\t", " "));
}
