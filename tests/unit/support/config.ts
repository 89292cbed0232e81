// A configuration text, and what is wrong with it.

import { parseConfiguration } from "../../../assembly/control/config";
import { Code } from "../../../assembly/codes";
import { logAt, logCount, LogField, resetLog } from "../../../assembly/pools/log";
import { placed, placeText } from "./octets";

/** Applies a text; returns what is reported as `LINE:CODE@OFFSET`. */
export function configure(text: string): string {
  resetLog();
  parseConfiguration(placed, placeText(text));
  const parts = new Array<string>();
  for (let i = 0; i < logCount(); i++) {
    const slot = logAt(i);
    if (slot.code != <u8>Code.ConfigLine) continue;
    const place = `@${slot.number(LogField.Offset)}`;
    parts.push(`${slot.number(LogField.Line)}:${slot.number(LogField.Error)}` + place);
  }
  return parts.join(" ");
}
