// Which tests a mutant has to pass, and in which order it is found out soonest.
import type { Mutation } from "./operators.ts";
import { isReached, Reach } from "./reach.ts";
import type { Surveyed } from "./worker.ts";

/** What a test is worth that has noticed nothing yet, and how much more a kill in the same function says. */
const UNKNOWN = 0.2;
const SAME_FUNCTION = 10;

interface Known {
  readonly name: string;
  readonly ms: number;
  readonly reached: Uint8Array;
  /** Mutants it has noticed, by function. */
  readonly kills: Map<number, number>;
  total: number;
}

export class TestOrder {
  private readonly reach: Reach;
  private readonly tests: readonly Known[];
  private readonly budgetMs: number;

  /**
   * @param budgetMs how long the tests of one mutant may take together, as the survey took it
   * @throws Error if a test fails on the core itself
   */
  constructor(module: Uint8Array, surveyed: readonly Surveyed[], budgetMs: number) {
    this.reach = new Reach(module);
    this.budgetMs = budgetMs;
    const failed = surveyed.find(({ fault }) => fault !== null);
    if (failed !== undefined) throw new Error(`the core itself does not pass: ${failed.name}: ${failed.fault}`);
    this.tests = surveyed.map(({ name, ms, reached }) => {
      return { name, ms, reached: new Uint8Array(Buffer.from(reached, "base64")), kills: new Map(), total: 0 };
    });
  }

  nameOf(number: number): string {
    return this.tests[number]?.name ?? "";
  }

  describe(): string {
    const ms = this.tests.reduce((sum, test) => sum + test.ms, 0);
    return `${this.tests.length} tests, ${(ms / 1000).toFixed(1)} s together`;
  }

  /** The numbers of the tests that come to the mutation, as many as the budget allows. */
  testsFor({ functionIndex, at }: Mutation): number[] {
    const stretch = this.reach.stretchOf(functionIndex, at);
    const worth = ({ kills, total, ms }: Known) =>
      (UNKNOWN + total + SAME_FUNCTION * (kills.get(functionIndex) ?? 0)) / (ms + 0.5);
    let leftMs = this.budgetMs;
    return this.tests
      .map((test, number) => ({ test, number }))
      .filter(({ test }) => isReached(test.reached, stretch))
      .map(({ test, number }) => ({ number, ms: test.ms, worth: worth(test) }))
      .sort((a, b) => b.worth - a.worth)
      .filter(({ ms }) => (leftMs -= ms) + ms > 0)
      .map(({ number }) => number);
  }

  /** @param killer the test that noticed, null if none did */
  learn({ functionIndex }: Mutation, killer: number | null): void {
    const test = killer === null ? undefined : this.tests[killer];
    if (test === undefined) return;
    test.total++;
    test.kills.set(functionIndex, (test.kills.get(functionIndex) ?? 0) + 1);
  }
}
