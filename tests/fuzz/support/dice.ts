// Choices from a seed: the same seed makes the same choices on every machine.
import { SeededRandom } from "../../../host/emulator/random.ts";

export class Dice {
  private readonly random: SeededRandom;

  constructor(seed: number) {
    this.random = new SeededRandom(seed);
  }

  /** 0 to 2^32 - 1. */
  next(): number {
    return this.random.next();
  }

  /** 0 to `bound` - 1. */
  below(bound: number): number {
    return this.next() % bound;
  }

  /** True once in `count` times. */
  oneIn(count: number): boolean {
    return this.below(count) === 0;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)] as T;
  }

  /** At most `most` things. */
  list<T>(most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  }

  /** One of several things, each as often as its weight says. */
  weigh<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) if ((left -= weight) < 0) return choice;
    throw new RangeError("nothing to choose from");
  }

  octets(count: number): Uint8Array {
    return this.random.octets(count);
  }
}
