// How a suite of the lab begins and ends: with an empty folder and a network, and with
// nothing left over.

import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe } from "node:test";

import { HOST, HOSTS } from "./hosts.ts";
import type { Host } from "./hosts.ts";
import { reasonToSkip } from "./programs.ts";

interface Stoppable {
  stop(): Promise<void>;
}

interface RemovableNetwork {
  make(): void;
  remove(): Promise<string[]>;
}

/** What ends the suites of this process. */
const ends: (() => Promise<unknown>)[] = [];

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void Promise.allSettled(ends.map((end) => end())).then(() => process.exit(1)));
}

export class Stage<Network extends RemovableNetwork> {
  /** Logs, captures, journals and configurations of the last run stay here. */
  readonly folder: string;
  readonly network: Network;
  private readonly host: Host | undefined;
  private readonly kept: Stoppable[] = [];

  /**
   * @param name of its folder in build/lab/; no other suite has it, since files of the lab may run at once
   * @param network not made yet
   * @param host the daemon that the suite is for, if it is for one: it is built, and the folder is its own
   */
  constructor(name: string, network: Network, host?: Host) {
    this.folder = resolve("build/lab", name, host?.name ?? "");
    this.network = network;
    this.host = host;
  }

  /** Has the suite begin with the network and then with `begin`, and end with the end of all that was kept. */
  set(begin: () => Promise<void> | void = () => undefined): void {
    before(async () => {
      this.host?.build();
      rmSync(this.folder, { recursive: true, force: true });
      mkdirSync(this.folder, { recursive: true });
      ends.push(() => this.clear());
      this.network.make();
      await begin();
    });
    after(async () => {
      assert.deepEqual(await this.clear(), []);
    });
  }

  /** A folder for one of several programs of a kind. */
  subfolder(name: string): string {
    const path = join(this.folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  }

  /** Has a program ended with the suite. */
  keep<Kept extends Stoppable>(program: Kept): Kept {
    this.kept.push(program);
    return program;
  }

  /** Ends what was kept up to now, the last first; the network stays. */
  async stop(): Promise<void> {
    for (const each of this.kept.splice(0).reverse()) await each.stop();
  }

  /** Ends everything, and returns what should not have been. */
  private async clear(): Promise<string[]> {
    const failures: string[] = [];
    await this.stop().catch((error: unknown) => failures.push(String(error)));
    return [...failures, ...(await this.network.remove())];
  }
}

/** A suite for the daemon that this run is for: the one on Node, with LAB_HOST=C the one in C. */
export function onHost(title: string, programs: readonly string[], suite: (host: Host) => void): void {
  describe(title, { skip: reasonToSkip(programs) || HOST.missing }, () => suite(HOST));
}

/**
 * The same suite for each host.
 * @param concurrency how many at once: all, since most of what they do is wait
 */
export function onEachHost(
  title: string,
  programs: readonly string[],
  suite: (host: Host) => void,
  concurrency = HOSTS.length,
): void {
  describe(title, { concurrency }, () => {
    for (const host of HOSTS) {
      const skip = reasonToSkip(programs) || host.missing;
      describe(`on ${host.name}`, { skip, concurrency: 1 }, () => suite(host));
    }
  });
}
