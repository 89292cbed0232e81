// What the lines say that a drain became (core.ts).

import { Code } from "../../../assembly/codes";
import { request } from "./core";

/** The lines that begin so, without that beginning, one below the other. */
export function only(lines: string[], beginning: string): string {
  const chosen = new Array<string>();
  for (let i = 0; i < lines.length; i++) {
    if (lines[i].startsWith(beginning + " ")) chosen.push(lines[i].substring(beginning.length + 1));
  }
  return chosen.join("\n");
}

/** The first words of all lines, those alike in a row only once. */
export function kinds(lines: string[]): string {
  const words = new Array<string>();
  for (let i = 0; i < lines.length; i++) {
    const word = lines[i].split(" ")[0];
    if (!words.length || words[words.length - 1] != word) words.push(word);
  }
  return words.join(" ");
}

/** The value of a field in every line that has it: `A B C`. */
export function values(text: string, field: string): string {
  const found = new Array<string>();
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const at = lines[i].indexOf(`"${field}":`);
    if (at < 0) continue;
    const rest = lines[i].substring(at + field.length + 3);
    const end = min(<u32>rest.indexOf(","), <u32>rest.indexOf("}"));
    found.push(rest.substring(0, <i32>end).replaceAll('"', ""));
  }
  return found.join(" ");
}

/** The causes of the runs that began. */
export function runs(lines: string[]): string {
  return values(only(lines, `log ${Code.RunBegins} 6`), "why");
}

/** The events that a client is told. */
export function events(lines: string[]): string {
  return values(only(lines, "event 0"), "event");
}

/** The states of all cells. */
export function states(): string {
  return values(only(request(0, "status"), "send 0"), "state");
}

/** Whether something of this code is in the log. */
export function has(lines: string[], code: Code): bool {
  return lines.join("\n").includes(`log ${code} `);
}
