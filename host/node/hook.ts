// A program of the administrator that is run for events, one at a time, without a shell. What
// waits is bounded, and it is ended if it takes too long.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { constants, statSync } from "node:fs";
import { isAbsolute } from "node:path";
import { eventNotice } from "../render/event-environment.ts";
import type { EventNotice } from "../render/event-environment.ts";
import { errorCode, GuardError, isOurs } from "./guarded-files.ts";

export interface HookOptions {
  readonly program: string;
  /** The only events that it is run for; all if undefined. */
  readonly events?: readonly string[];
  /** Variables besides those of the event. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly report: (sentence: string) => void;
  /** How long it may run, in milliseconds. */
  readonly limitMs?: number;
}

/** Events that wait; beyond that one `resync` stands for all. */
export const MAX_WAITING = 256;
const LIMIT_MS = 30_000;
const OTHERS_MAY_WRITE = 0o022;
const ANY_MAY_RUN = constants.S_IXUSR | constants.S_IXGRP | constants.S_IXOTH;
const RESYNC: EventNotice = { event: "resync", key: "resync", variables: { DOTS_EVENT: "resync" } };

export class Hook {
  private readonly options: HookOptions;
  private readonly waiting = new Map<string, EventNotice>();
  private child: ChildProcess | null = null;
  private timer: NodeJS.Timeout | null = null;
  private scheduled: NodeJS.Immediate | null = null;
  private stopped = false;

  /** @throws GuardError if the program is none, or one that somebody else could change */
  constructor(options: HookOptions) {
    checkProgram(options.program);
    this.options = options;
  }

  /** Takes an event of the core, as its JSON line. */
  event(line: string): void {
    const notice = eventNotice(line);
    const { events } = this.options;
    if (notice === null || (events !== undefined && !events.includes(notice.event))) return;
    this.add(notice);
    // The result file is written later in the same turn: the program shall find it.
    this.scheduled ??= setImmediate(() => {
      this.scheduled = null;
      this.next();
    });
  }

  /** Ends the program if it runs; no other is run. */
  stop(): void {
    this.stopped = true;
    this.waiting.clear();
    this.kill();
  }

  private add(notice: EventNotice): void {
    // The newest word on a matter takes its turn at the end.
    this.waiting.delete(notice.key);
    this.waiting.set(notice.key, notice);
    if (this.waiting.size <= MAX_WAITING) return;
    this.waiting.clear();
    this.waiting.set(RESYNC.key, RESYNC);
  }

  private next(): void {
    const [notice] = this.waiting.values();
    if (notice === undefined || this.child !== null || this.stopped) return;
    this.waiting.delete(notice.key);
    const { program, variables, limitMs = LIMIT_MS } = this.options;
    const env = { PATH: process.env["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin", ...variables, ...notice.variables };
    // A group of its own, so that what a script starts can be ended with it.
    const child = spawn(program, [], { env, cwd: "/", detached: true, stdio: ["ignore", "ignore", "inherit"] });
    this.child = child;
    let isLate = false;
    this.timer = setTimeout(() => {
      isLate = true;
      this.kill();
    }, limitMs);
    child.once("error", (error) => this.ended(notice, `cannot be run (${errorCode(error)})`));
    child.once("exit", (code, signal) => {
      if (isLate) this.ended(notice, `was ended: it ran for more than ${limitMs / 1000} s`);
      else if (signal !== null) this.ended(notice, `was ended by ${signal}`);
      else this.ended(notice, code === 0 ? null : `failed with exit code ${code}`);
    });
  }

  private ended({ event }: EventNotice, complaint: string | null): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.child = null;
    if (complaint !== null && !this.stopped)
      this.options.report(`the hook ${this.options.program} for the event ${event} ${complaint}`);
    this.next();
  }

  private kill(): void {
    const pid = this.child?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended in the meantime.
    }
  }
}

function checkProgram(path: string): void {
  if (!isAbsolute(path)) throw new GuardError(`the hook ${path} has no absolute path: begin it with /`);
  let stat;
  try {
    stat = statSync(path);
  } catch (error) {
    throw new GuardError(`the hook ${path} cannot be found (${errorCode(error)})`);
  }
  if (!stat.isFile() || !(stat.mode & ANY_MAY_RUN)) throw new GuardError(`the hook ${path} is no program`);
  if (!isOurs(stat.uid)) throw new GuardError(`the hook ${path} belongs to another user: it is not run`);
  if (stat.mode & OTHERS_MAY_WRITE) throw new GuardError(`others can write to ${path}: run "chmod go-w ${path}"`);
}
