// Octets that a parser may use while nothing of its input has been logged yet: the
// log of the input before is told by then, and the log that comes is written over
// them (pools/log.ts).

/** Room for the log, and for the longest DHCP option. */
export const SCRATCH_SIZE: i32 = 2992;
export const SCRATCH: usize = memory.data(SCRATCH_SIZE, 8);
