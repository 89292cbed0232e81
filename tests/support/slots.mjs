// How much runs at a time.

/**
 * Lets a number of jobs run at a time; the others begin in the order in which they came.
 * @returns function that runs a job, which returns a promise, when there is room for it
 */
export function createSlots(count) {
  const waiting = [];
  let free = count;
  return async (job) => {
    if (free > 0) free--;
    else await new Promise((begin) => waiting.push(begin));
    try {
      return await job();
    } finally {
      if (waiting.length > 0) waiting.shift()();
      else free++;
    }
  };
}
