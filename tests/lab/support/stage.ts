// What every test of a host's life needs: a folder, a network, and an end at which
// nothing is left over.

import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe } from "node:test";

import { HOSTS } from "./hosts.ts";
import type { Host } from "./hosts.ts";
import { reasonToSkip } from "./programs.ts";

interface Stoppable {
  stop(): Promise<void>;
}

interface RemovableNetwork {
  make(): void;
  remove(): Promise<string[]>;
}

export class Stage<Network extends RemovableNetwork> {
  /** Logs, journals and configurations of the last run stay here. */
  readonly folder: string;
  readonly network: Network;
  readonly host: Host;
  private readonly running: Stoppable[] = [];

  /** @param network not made yet */
  constructor(name: string, host: Host, network: Network) {
    this.folder = resolve("build/lab", name, host.name);
    this.network = network;
    this.host = host;
  }

  /** Has the suite begin with the network and then with `begin`, and end with the end of all that was kept. */
  set(begin: () => Promise<void>): void {
    before(async () => {
      this.host.build();
      rmSync(this.folder, { recursive: true, force: true });
      mkdirSync(this.folder, { recursive: true });
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        process.once(signal, () => void this.clear().finally(() => process.exit(1)));
      }
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
    this.running.push(program);
    return program;
  }

  private async clear(): Promise<string[]> {
    for (const each of this.running.splice(0).reverse()) await each.stop();
    return this.network.remove();
  }
}

/** The same suite for each host, all at once: most of what they do is wait. */
export function onEachHost(title: string, programs: readonly string[], suite: (host: Host) => void): void {
  describe(title, { concurrency: HOSTS.length }, () => {
    for (const host of HOSTS) {
      const skip = reasonToSkip(programs) || host.missing;
      describe(`on ${host.name}`, { skip, concurrency: 1 }, () => suite(host));
    }
  });
}
