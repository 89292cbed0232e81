// The 8 octets that every output begins with.

import { Output, OutputKind } from "../abi";
import { WINDOW } from "../bytes/window";

/** Writes the header of an output into the window: its length. */
export function writeHeader(kind: OutputKind, flags: i32, handle: i32): i32 {
  store<u64>(WINDOW, 0);
  store<u8>(WINDOW, kind, Output.Kind);
  store<u8>(WINDOW, flags, Output.Flags);
  store<u16>(WINDOW, handle, Output.Handle);
  return Output.Payload;
}
