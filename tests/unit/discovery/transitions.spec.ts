import { nextState, State, STATES, Step, STEPS } from "../../../assembly/discovery/transitions";

// Written from the state machine's description, one row a state, one column a
// step: attach, detach, begin, pend, find, miss, exhaust, expire, recall.
const EXPECTED: string[] = [
  "wait-config down down down down down down down down", // down
  "wait-config down discovering wait-config wait-config wait-config wait-config wait-config degraded", // wait-config
  "discovering down discovering wait-config ready degraded failed discovering refreshing", // discovering
  "ready down refreshing ready ready ready ready ready ready", // ready
  "refreshing down refreshing wait-config ready degraded degraded refreshing refreshing", // refreshing
  "degraded down refreshing degraded degraded degraded degraded failed degraded", // degraded
  "failed down discovering failed failed failed failed failed degraded", // failed
];

const NAMES: string[] = ["down", "wait-config", "discovering", "ready", "refreshing", "degraded", "failed"];

describe("transitions", () => {
  it("are these for every state and every step", () => {
    expect<i32>(STATES * STEPS).toBe(63);
    for (let state = 0; state < STATES; state++) {
      const row = new Array<string>();
      for (let step = 0; step < STEPS; step++) row.push(NAMES[nextState(state as State, step as Step)]);
      expect<string>(row.join(" ")).toBe(EXPECTED[state]);
    }
  });

  it("number states and steps as the table does", () => {
    expect<i32>(State.Down).toBe(0);
    expect<i32>(State.WaitConfig).toBe(1);
    expect<i32>(State.Discovering).toBe(2);
    expect<i32>(State.Ready).toBe(3);
    expect<i32>(State.Refreshing).toBe(4);
    expect<i32>(State.Degraded).toBe(5);
    expect<i32>(State.Failed).toBe(6);
    expect<i32>(Step.Attach).toBe(0);
    expect<i32>(Step.Detach).toBe(1);
    expect<i32>(Step.Begin).toBe(2);
    expect<i32>(Step.Pend).toBe(3);
    expect<i32>(Step.Find).toBe(4);
    expect<i32>(Step.Miss).toBe(5);
    expect<i32>(Step.Exhaust).toBe(6);
    expect<i32>(Step.Expire).toBe(7);
    expect<i32>(Step.Recall).toBe(8);
  });

  it("lead out of every state to down, and from down only by an attachment", () => {
    for (let state = 0; state < STATES; state++) {
      expect<i32>(nextState(state as State, Step.Detach)).toBe(State.Down);
    }
    for (let step = 1; step < STEPS; step++) expect<i32>(nextState(State.Down, step as Step)).toBe(State.Down);
  });
});
