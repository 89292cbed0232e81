// Whether an attack is on. Then DNS may be dead and DOTS is needed most, so that a
// list that cannot be confirmed is kept longer (requirements §3.6, RFC 9132 §4.6).

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { MAX_CELLS } from "../limits";
import { log, NO_CELL } from "../pools/log";
import { setTimer, Timer, timerDeadline } from "../time/timers";
import { Word } from "../words.gen";

/** How long such a list is kept, in milliseconds, and how much longer while an attack is on. */
const STALE_LIMIT_MS: i64 = 24 * 3600 * 1000;
const ATTACK_MS: i64 = 48 * 3600 * 1000;

/** A client says that an attack is on. */
export let attackIsOn: bool = false;

/** No attack is on. */
export function resetAttack(): void {
  attackIsOn = false;
}

/** How long a list that cannot be confirmed is kept, in milliseconds. */
export function staleLimitMs(): i64 {
  return attackIsOn ? STALE_LIMIT_MS + ATTACK_MS : STALE_LIMIT_MS;
}

/** An attack begins or ends; lists that are stale already stay for longer, or for less. */
export function setAttack(isOn: bool): void {
  if (isOn == attackIsOn) return;
  attackIsOn = isOn;
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    const deadline = timerDeadline(Timer.Stale, cell);
    if (deadline != NO_DEADLINE) setTimer(Timer.Stale, cell, deadline + (isOn ? ATTACK_MS : -ATTACK_MS));
  }
  log(Code.AttackChanged, LogLevel.Notice, NO_CELL).withWhat(isOn ? Word.On : Word.Off).withValue(staleLimitMs());
}
