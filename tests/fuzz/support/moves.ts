// Moves: what may happen next to a router. A move is a number; what it becomes hangs
// on that number and on the state of the machine, so that a history keeps its meaning
// when moves are taken out of it.
import { InputKind } from "../../../host/abi.gen.ts";
import { octetsOf } from "../../support/core.ts";
import { Dice } from "./dice.ts";
import {
  comeUp,
  crowd,
  feedRight,
  hangUp,
  moveAddresses,
  moveConfiguration,
  moveControl,
  moveEntropy,
  moveLink,
  moveRandom,
  moveSpool,
  moveStored,
  moveStoreWritten,
  moveTime,
  moveWallTime,
  storedRecord,
} from "./host-moves.ts";
import { NOTHING } from "./machine.ts";
import type { Machine } from "./machine.ts";
import { NETWORKS } from "./networks.ts";
import { moveAnswer, moveFailure, moveStray } from "./socket-moves.ts";
import { plainConfiguration } from "./text.ts";

type Move = (machine: Machine, dice: Dice) => void;

const wholeNetwork: Move = (machine, dice) => comeUp(machine, dice, dice.pick(NETWORKS));

/** How often each move comes, by the mood of a history. */
const MOODS: readonly (readonly (readonly [number, Move])[])[] = [
  [
    [8, moveSpool],
    [22, moveAnswer],
    [3, moveFailure],
    [2, moveStray],
    [12, moveTime],
    [2, moveControl],
    [1, moveLink],
    [1, moveAddresses],
    [1, moveConfiguration],
    [1, wholeNetwork],
    [1, moveStoreWritten],
  ],
  [
    [14, moveSpool],
    [6, moveAnswer],
    [1, moveFailure],
    [12, moveTime],
    [6, moveControl],
    [5, moveLink],
    [5, moveAddresses],
    [3, moveConfiguration],
    [4, wholeNetwork],
    [2, hangUp],
    [1, crowd],
    [3, moveStored],
    [4, moveStoreWritten],
    [1, moveWallTime],
  ],
  [
    [6, moveSpool],
    [8, moveAnswer],
    [2, moveFailure],
    [8, moveTime],
    [8, moveControl],
    [1, moveLink],
    [1, moveAddresses],
    [12, moveConfiguration],
    [4, wholeNetwork],
    [2, hangUp],
  ],
  [
    [5, moveSpool],
    [5, moveAnswer],
    [3, moveFailure],
    [3, moveStray],
    [6, moveTime],
    [4, moveControl],
    [3, moveLink],
    [3, moveAddresses],
    [4, moveConfiguration],
    [3, hangUp],
    [6, moveStored],
    [4, moveStoreWritten],
    [3, moveWallTime],
    [3, moveEntropy],
    [8, moveRandom],
  ],
];

/** The mood of a history, from its seed. */
export const moodOf = (dice: Dice): number => dice.below(MOODS.length);

/** The router as it is at the begin of a history: most are at rest, some have nothing yet. */
export function begin(machine: Machine, dice: Dice): void {
  machine.timeMs = dice.pick([1, 1000, 2 ** 31 - 5000, 2 ** 32 - 5000, 2 ** 33 + 1]);
  if (dice.oneIn(5)) return;
  feedRight(machine, InputKind.Entropy, dice.octets(256));
  for (const slot of [0, 1]) feedRight(machine, InputKind.Stored, storedRecord(slot, NOTHING));
  feedRight(machine, InputKind.Config, octetsOf(plainConfiguration(dice)));
  for (const network of NETWORKS) if (!dice.oneIn(3)) comeUp(machine, dice, network);
}

/** Makes a move. */
export function make(machine: Machine, mood: number, seed: number): void {
  const dice = new Dice(seed);
  const move = dice.weigh(MOODS[mood] ?? []);
  move(machine, dice);
  machine.settle();
  if (dice.oneIn(6)) machine.compare();
}
