// The JSON line that was written last, as text.

import { beginLine, closeObject, endLine, openObject } from "../../../assembly/bytes/json";
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

/** Begins a line that is one object. */
export function beginRecord(): void {
  beginLine();
  openObject();
}

/** Ends the object and the line, and returns it. */
export function writtenRecord(): string {
  closeObject();
  return written();
}
