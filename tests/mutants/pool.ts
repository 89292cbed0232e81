// The workers: processes with all tests at hand. One that is stuck or unsound is replaced.
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Report, Request, Surveyed } from "./worker.ts";

/** Nothing that ends at all takes so long with a mutant: what loops in the core has run out of fuel long before. */
const HANG_MS = 240_000;

/** What came of a mutant. */
export interface Judgement {
  /** The number of the test that noticed; null: none did. */
  readonly killer: number | null;
  readonly why: string;
}

export class TestWorker {
  private readonly bundle: string;
  private readonly core: string;
  private child: ChildProcess | null = null;

  /** @param core the module that every test has to pass on */
  constructor(bundle: string, core: string) {
    this.bundle = bundle;
    this.core = core;
  }

  private start(): Promise<ChildProcess> {
    const child = fork(this.bundle, {
      env: { ...process.env, CORE_MODULE: this.core },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.child = child;
    return new Promise((resolve, reject) => {
      child.once("message", () => resolve(child));
      child.once("exit", (code) => reject(new Error(`a worker ended before it began: ${String(code)}`)));
    });
  }

  stop(): void {
    this.child?.kill("SIGKILL");
    this.child = null;
  }

  /** Asks and waits; when a test does not end or takes the process with it, that is the answer. */
  private async ask(request: Request): Promise<Report> {
    const child = this.child ?? (await this.start());
    let test = 0;
    return new Promise((resolve) => {
      let watchdog: NodeJS.Timeout | undefined;
      const answer = (report: Report) => {
        clearTimeout(watchdog);
        child.removeAllListeners();
        resolve(report);
      };
      const giveUp = (why: string) => {
        this.stop();
        answer({ killer: test, why, isSound: true });
      };
      const wait = () => {
        clearTimeout(watchdog);
        // On the core itself every test ends, on a busy machine late.
        if ("tests" in request) watchdog = setTimeout(() => giveUp("does not end"), HANG_MS);
      };
      child.on("exit", () => giveUp("the process ends"));
      child.on("message", (report: Report) => {
        if (!("begins" in report)) return answer(report);
        test = report.begins;
        wait();
      });
      wait();
      child.send(request);
    });
  }

  /** Runs every `of`th test from `part` on on a core, as it came from the compiler, and says where each of them comes to. */
  async survey(core: string, part: number, of: number): Promise<readonly Surveyed[]> {
    const report = await this.ask({ core, part, of });
    if ("surveyed" in report) return report.surveyed;
    throw new Error(`the survey failed: ${JSON.stringify(report)}`);
  }

  /** Runs tests on a mutant up to the first that fails. What left the tests themselves unsound is asked again. */
  async judge(core: string, tests: readonly number[]): Promise<Judgement> {
    const report = await this.ask({ core, tests });
    if (!("killer" in report)) throw new Error(`a worker said ${JSON.stringify(report)}`);
    if (report.isSound) return report;
    this.stop();
    const again = await this.ask({ core, tests });
    this.stop();
    if (!("killer" in again)) throw new Error(`a worker said ${JSON.stringify(again)}`);
    return again;
  }
}
