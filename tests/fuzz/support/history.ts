// A history: a router from its start on, and one move after the other.
import { makeCore } from "../../support/core.ts";
import { Dice } from "./dice.ts";
import { Failure, Machine } from "./machine.ts";
import { begin, make, moodOf } from "./moves.ts";

export interface History {
  readonly seed: number;
  readonly moves: readonly number[];
}

/** What became of a history. */
export interface Outcome {
  readonly inputs: number;
  readonly outputs: number;
  /** Of everything that went in and came out. */
  readonly digest: string;
  /** Null: all was as it has to be. */
  readonly failure: Failure | null;
  /** The inputs, docs/abi.md. */
  journal(): Uint8Array;
}

/** The history of a seed. */
export function makeHistory(seed: number, length: number): History {
  const dice = new Dice(seed);
  return { seed, moves: Array.from({ length }, () => dice.next()) };
}

/** Lives through a history. */
export function live({ seed, moves }: History): Outcome {
  const dice = new Dice(~seed);
  const entropy = new Dice(dice.next());
  const machine = new Machine(makeCore(), (count) => entropy.octets(count));
  let failure: Failure | null = null;
  try {
    const mood = moodOf(dice);
    begin(machine, dice);
    for (const move of moves) make(machine, mood, move);
    machine.compare();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    failure = error;
  }
  return {
    inputs: machine.inputs,
    outputs: machine.outputs,
    digest: machine.hash(),
    failure,
    journal: () => machine.journal(),
  };
}

/** A history with fewer moves that fails in the same way. */
export function minimise(history: History, failure: Failure): History {
  const kindOf = ({ message }: Failure) => message.replace(/\d+/g, "#").slice(0, 80);
  const wanted = kindOf(failure);
  const fails = (moves: readonly number[]) => {
    const { failure: found } = live({ ...history, moves });
    return found !== null && kindOf(found) === wanted;
  };
  let { moves } = history;
  for (let size = Math.ceil(moves.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < moves.length;) {
      const fewer = [...moves.slice(0, at), ...moves.slice(at + size)];
      if (fails(fewer)) moves = fewer;
      else at += size;
    }
  }
  return { ...history, moves };
}
