// `discover` as a user runs it, beside the name servers, and what a relay between
// them sees of it.

import { execFile } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bundleProgram } from "../../support/bundle-program.ts";
import type { NameServer } from "./authorities.ts";
import type { Network } from "./network.ts";
import { Program, eventually } from "./programs.ts";
import type { SeenQuestion } from "./relay.ts";

const COMMAND = "build/host/dots-discovery.mjs";
const RELAY_PORT = 1053;

/** One record of `discover --json`, as far as the lab looks at it. */
export interface FoundServer {
  readonly family: string;
  readonly rank: number;
  readonly channel: string;
  readonly transport: string;
  readonly address: string;
  readonly port: number;
  readonly sni: string;
  readonly method: string;
  readonly reference_ids: readonly { readonly type: string; readonly value: string }[];
}

export interface Discovery {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** With `--json` only. */
  readonly servers: readonly FoundServer[];
}

/** A discovery and what the relay saw of it. */
export interface WatchedDiscovery extends Discovery {
  readonly questions: readonly SeenQuestion[];
  readonly roundTrips: number;
  /** From the start of the command to its end; for reading only. */
  readonly wallMs: number;
}

export class Discoveries {
  private readonly network: Network;
  private readonly relay: string;
  private readonly log: string;

  constructor(folder: string, network: Network) {
    this.network = network;
    this.relay = join(folder, "relay.mjs");
    this.log = join(folder, "relay");
    bundleProgram("tests/lab/support/relay.ts", this.relay);
  }

  /** Runs the command. */
  run(...words: string[]): Promise<Discovery> {
    const [program, ...args] = this.network.command("provider", process.execPath, COMMAND, "discover", ...words);
    return new Promise((resolve) => {
      const child = execFile(program, args, (_error, out, err) => {
        const isJson = words.includes("--json") && out !== "";
        const servers = isJson
          ? out
              .trimEnd()
              .split("\n")
              .map((line) => JSON.parse(line) as FoundServer)
          : [];
        resolve({ code: child.exitCode ?? -1, out, err, servers });
      });
    });
  }

  /** Runs it against a server at the far end of a relay. */
  async watch(server: NameServer, domain: string): Promise<WatchedDiscovery> {
    const seenFile = `${this.log}.seen`;
    rmSync(seenFile, { force: true });
    const words = [process.execPath, this.relay, server.address, String(RELAY_PORT), seenFile];
    const relay = new Program("relay", `${this.log}.log`, this.network.command("provider", ...words));
    try {
      await eventually("the relay to listen", () => existsSync(seenFile));
      const startMs = performance.now();
      const discovery = await this.run(domain, "--resolver", `${server.address}:${RELAY_PORT}`, "--json");
      const wallMs = Math.round(performance.now() - startMs);
      await relay.stop();
      const lines = readFileSync(seenFile, "utf8").split("\n").slice(0, -1);
      const questions = lines.map((line) => JSON.parse(line) as SeenQuestion);
      const roundTrips = Math.max(0, ...questions.map(({ wave }) => wave));
      return { ...discovery, questions, roundTrips, wallMs };
    } finally {
      await relay.stop();
    }
  }
}
