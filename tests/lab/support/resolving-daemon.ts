// The daemon beside the name servers, with a domain to look in.

import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Make } from "../../board/support/daemons.ts";
import { optionsOf, placesIn } from "../../support/daemon-places.ts";
import type { Network } from "./network.ts";
import { Program, eventually } from "./programs.ts";

const FAMILIES = ["inet", "inet6"];

/** What `status` says of a family, and `peers` of its servers. */
export interface FamilyResult {
  readonly state: string;
  /** `signal/udp 10.2.0.10 4646 dns-secure`, best first. */
  readonly rows: readonly string[];
}

type JsonRecord = Readonly<Record<string, unknown>>;

export class ResolvingDaemon {
  private readonly program: Program;
  private readonly socket: string;
  private readonly host: Make;

  /**
   * Starts it.
   * @param folder its own
   * @param configuration lines
   * @param host which of the daemons
   */
  constructor(folder: string, network: Network, configuration: readonly string[], host: Make) {
    this.host = host;
    const places = placesIn(folder);
    mkdirSync(places.spool, { recursive: true, mode: 0o700 });
    this.socket = places.socket;
    writeFileSync(places.config, [...configuration, ""].join("\n"));
    const command = network.command("provider", ...host.daemon, "--verbose", ...optionsOf(places));
    this.program = new Program("daemon", join(folder, "log"), command);
  }

  /** Waits until both families have come to a result. */
  async results(): Promise<FamilyResult[]> {
    return eventually("the daemon to have looked", () => {
      const cells = this.ask("status").filter(({ record, pvd }) => record === "cell" && pvd === "any");
      const states = FAMILIES.map((wanted) => String(cells.find(({ family }) => family === wanted)?.["state"]));
      if (!states.every((state) => ["ready", "failed"].includes(state))) return null;
      const peers = this.ask("peers");
      return FAMILIES.map((family, index) => ({
        state: states[index] ?? "",
        rows: peers.filter((peer) => peer["family"] === family).map(rowText),
      }));
    });
  }

  /** Waits until it has written about both families what a pattern is for. */
  async tells(pattern: RegExp): Promise<void> {
    // The daemon in C writes the record, without a sentence.
    const isTold = (family: string) => (line: string) =>
      (line.includes(`any ${family}: `) || line.includes(`"pvd":"any","interface":null,"family":"${family}"`)) &&
      pattern.test(line);
    await eventually(`the daemon to write ${String(pattern)}`, () => {
      const lines = this.program.lines();
      return FAMILIES.every((family) => lines.some(isTold(family)));
    });
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  private ask(request: string): JsonRecord[] {
    const [program, ...client] = this.host.client;
    const words = [...client, request, "--json", "--socket", this.socket];
    const { stdout } = spawnSync(program, words, { encoding: "utf8" });
    return stdout
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as JsonRecord);
  }
}

function rowText({ channel, transport, address, port, authority }: JsonRecord): string {
  return `${String(channel)}/${String(transport)} ${String(address)} ${String(port)} ${String(authority)}`;
}
