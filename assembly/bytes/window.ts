// The exchange window: the one piece of memory that host and core share. A host
// writes an input record into it before `handle` and reads an output record out
// of it after `pollOutput`; nothing in it survives the next call.

import { WINDOW_SIZE } from "../abi";

/** Address of the exchange window. */
export const WINDOW: usize = memory.data(WINDOW_SIZE, 8);
