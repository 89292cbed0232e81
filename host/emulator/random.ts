// The emulator's only source of randomness: a counter that is mixed into 32
// bits. The same seed gives the same run on every machine.

/** Weyl step of the counter: 2^32 divided by the golden ratio, made odd. */
const STEP = 0x9e3779b9;

/**
 * Deterministic random numbers: the counter grows by `STEP` with every draw
 * and goes through the 32-bit finalizer of MurmurHash3. Not for cryptography.
 */
export class SeededRandom {
  private counter: number;

  /** @param seed any integer; only its low 32 bits count */
  constructor(seed: number) {
    this.counter = seed >>> 0;
  }

  /** The next number, 0 to 2^32 - 1. */
  next(): number {
    this.counter = (this.counter + STEP) >>> 0;
    let mixed = this.counter;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  }

  /** Fresh octets, four from each number. */
  octets(count: number): Uint8Array {
    const result = new Uint8Array(count);
    for (let i = 0; i < count; i += 4) {
      const value = this.next();
      for (let j = 0; j < 4 && i + j < count; j++) result[i + j] = value >>> (8 * j);
    }
    return result;
  }
}
