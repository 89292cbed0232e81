// Virtual time: a clock that jumps from one task to the next.

/** A task that waits for its time; cancelling is idempotent. */
export interface Timer {
  cancel(): void;
}

interface Entry {
  timeMs: number;
  order: number;
  task: () => void;
}

/** What tells the time and takes tasks for later; times are milliseconds since boot. */
export type Tasks = Pick<Schedule, "now" | "at" | "after">;

/** Runs tasks in order of their time; tasks of the same time in order of their making. */
export class Schedule {
  private readonly entries: Entry[] = [];
  private made = 0;
  private nowMs: number;

  /** @param startMs what the clock shows at the start, milliseconds since boot */
  constructor(startMs: number) {
    this.nowMs = startMs;
  }

  now(): number {
    return this.nowMs;
  }

  /** Runs `task` at `timeMs`, or as soon as possible if that is over. */
  at(timeMs: number, task: () => void): Timer {
    const entry = { timeMs: Math.max(timeMs, this.nowMs), order: this.made++, task };
    const later = this.entries.findIndex((other) => other.timeMs > entry.timeMs);
    this.entries.splice(later < 0 ? this.entries.length : later, 0, entry);
    return { cancel: () => this.remove(entry) };
  }

  /** Runs `task` when `delayMs` have passed. */
  after(delayMs: number, task: () => void): Timer {
    return this.at(this.nowMs + delayMs, task);
  }

  /** Runs every task up to `untilMs` and leaves the clock there. */
  runUntil(untilMs: number): void {
    let next = this.entries[0];
    while (next !== undefined && next.timeMs <= untilMs) {
      this.entries.shift();
      this.nowMs = next.timeMs;
      next.task();
      next = this.entries[0];
    }
    this.nowMs = Math.max(this.nowMs, untilMs);
  }

  private remove(entry: Entry): void {
    const index = this.entries.indexOf(entry);
    if (index >= 0) this.entries.splice(index, 1);
  }
}

/** The time and the tasks of a machine while it has power; its clock counts from when that came. */
export class MachineTasks implements Tasks {
  /** How much later than the clock of the schedule this one began, in milliseconds. */
  readonly lateMs: number;
  private readonly schedule: Schedule;
  private isOn = true;

  /** @param startMs what the clock shows now */
  constructor(schedule: Schedule, startMs: number) {
    this.schedule = schedule;
    this.lateMs = schedule.now() - startMs;
  }

  get hasPower(): boolean {
    return this.isOn;
  }

  now(): number {
    return this.schedule.now() - this.lateMs;
  }

  at(timeMs: number, task: () => void): Timer {
    return this.schedule.at(timeMs + this.lateMs, () => {
      if (this.isOn) task();
    });
  }

  after(delayMs: number, task: () => void): Timer {
    return this.at(this.now() + delayMs, task);
  }

  /** Nothing that was planned happens any more. */
  powerOff(): void {
    this.isOn = false;
  }
}
