// The JSON line that was written last, as text.

import { beginLine, endLine } from "../../../assembly/bytes/json";
import { Output } from "../../../assembly/abi";
import { WINDOW } from "../../../assembly/bytes/window";

/** Begins a line. */
export function begin(): void {
  beginLine();
}

/** Ends the line and returns it. */
export function written(): string {
  return String.UTF8.decodeUnsafe(WINDOW + Output.Payload, endLine());
}
