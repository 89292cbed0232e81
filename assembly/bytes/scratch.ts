// Octets that a parser may use while nothing of its input has been logged yet: the
// log of the input before is told by then, and the log that comes is written over
// them (pools/log.ts).

import { MAX_NAME_LENGTH } from "../limits";

/** Room for the log, and for the longest DHCP option. */
export const SCRATCH_SIZE: i32 = 2992;
export const SCRATCH: usize = memory.data(SCRATCH_SIZE, 8);

/**
 * Room for two names of the input at hand, in wire form, with octets to spare around them: of a lease, of a
 * configuration line or of a DNS message, of which an input is one.
 */
const NAME_MARGIN: i32 = 16;
const NAME_SIZE: i32 = NAME_MARGIN + MAX_NAME_LENGTH + 17;
export const FIRST_NAME: usize = memory.data(2 * NAME_SIZE, 8) + NAME_MARGIN;
export const SECOND_NAME: usize = FIRST_NAME + NAME_SIZE;
