// Where the inspect build leaves what it found. The window keeps the message, so
// that the parsers' offsets into it stay good while the result is written.

/**
 * Octets for a result. The longest is the line of a message of 256 SOA records and
 * 256 questions, every name of which is 255 octets that are written as `\\DDD`.
 */
export const RESULT_SIZE: i32 = 0x158000;

/** Address of the result. */
export const RESULT: usize = memory.data(RESULT_SIZE, 8);
