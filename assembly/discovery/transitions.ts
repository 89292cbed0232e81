// The state machine of a cell, as data. Everything that changes a cell's state
// is in this file; docs/architecture.md's diagram is generated from it.

/** States of a cell (one provisioning domain, one address family). */
export enum State {
  /** No carrier or no address of the family. */
  Down,
  /** Attached; DHCP may still answer. */
  WaitConfig,
  /** The methods are being tried, nothing is published. */
  Discovering,
  /** A list is published. */
  Ready,
  /** The methods are being tried again, the list is still published. */
  Refreshing,
  /** A list is published, but it could not be confirmed (it is stale then) or more may be there. */
  Degraded,
  /** No method gave a server; nothing is published. */
  Failed,
}

/** What can happen to a cell. */
export enum Step {
  /** The network can be used with this family. */
  Attach,
  /** The network can not be used with this family. */
  Detach,
  /** A run begins. */
  Begin,
  /** A method says that it may still have servers soon. */
  Pend,
  /** A method gave servers. */
  Find,
  /** A method gave servers, but not all answers could be had: there may be more, or better ones. */
  Miss,
  /** No method gave a server. */
  Exhaust,
  /** The stale list has been kept long enough. */
  Expire,
  /** A list that was kept of this network is published again. */
  Recall,
}

/** How many of each there are, for tests that walk the whole grid. */
export const STATES: i32 = 7;
export const STEPS: i32 = 9;

// Rows: state, step, next state. A pair that is not here changes nothing.
// prettier-ignore
const TABLE: usize = memory.data<u8>([
  <u8>State.Down,        <u8>Step.Attach,  <u8>State.WaitConfig,
  <u8>State.WaitConfig,  <u8>Step.Begin,   <u8>State.Discovering,
  <u8>State.WaitConfig,  <u8>Step.Recall,  <u8>State.Degraded,
  <u8>State.WaitConfig,  <u8>Step.Detach,  <u8>State.Down,
  <u8>State.Discovering, <u8>Step.Pend,    <u8>State.WaitConfig,
  <u8>State.Discovering, <u8>Step.Find,    <u8>State.Ready,
  <u8>State.Discovering, <u8>Step.Miss,    <u8>State.Degraded,
  <u8>State.Discovering, <u8>Step.Exhaust, <u8>State.Failed,
  <u8>State.Discovering, <u8>Step.Recall,  <u8>State.Refreshing,
  <u8>State.Discovering, <u8>Step.Detach,  <u8>State.Down,
  <u8>State.Ready,       <u8>Step.Begin,   <u8>State.Refreshing,
  <u8>State.Ready,       <u8>Step.Detach,  <u8>State.Down,
  <u8>State.Refreshing,  <u8>Step.Pend,    <u8>State.WaitConfig,
  <u8>State.Refreshing,  <u8>Step.Find,    <u8>State.Ready,
  <u8>State.Refreshing,  <u8>Step.Miss,    <u8>State.Degraded,
  <u8>State.Refreshing,  <u8>Step.Exhaust, <u8>State.Degraded,
  <u8>State.Refreshing,  <u8>Step.Detach,  <u8>State.Down,
  <u8>State.Degraded,    <u8>Step.Begin,   <u8>State.Refreshing,
  <u8>State.Degraded,    <u8>Step.Expire,  <u8>State.Failed,
  <u8>State.Degraded,    <u8>Step.Detach,  <u8>State.Down,
  <u8>State.Failed,      <u8>Step.Begin,   <u8>State.Discovering,
  <u8>State.Failed,      <u8>Step.Recall,  <u8>State.Degraded,
  <u8>State.Failed,      <u8>Step.Detach,  <u8>State.Down,
]);
const ROWS: i32 = 23;

/** The state that follows, or the same one if the step means nothing there. */
export function nextState(state: State, step: Step): State {
  for (let i = 0; i < ROWS; i++) {
    const row = TABLE + i * 3;
    if (load<u8>(row) == <u8>state && load<u8>(row, 1) == <u8>step) return <State>load<u8>(row, 2);
  }
  return state;
}
