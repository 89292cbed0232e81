// The name servers of both providers, each in its namespace.

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { RESOLVER_NUMBER } from "./network.ts";
import type { SoakNetwork } from "./network.ts";
import { ORIGINS, addressOf, zoneOf } from "./world.ts";
import type { Provider } from "./world.ts";

const PROGRAM = "build/tests/soak-name-server.mjs";

/** Things that a name server, or somebody who pretends to be it, does besides answering. */
export const MANNERS: readonly object[] = [
  {},
  { like: "bind" },
  { like: "knot" },
  { forge: [{ wrong: "id", times: 3, zone: [] }] },
  { forge: [{ wrong: "name", times: 2, zone: [] }] },
  { reply: "truncate" },
  { edns: false },
];

export class SoakNameServer {
  private readonly provider: Provider;
  private readonly child: ChildProcess;
  private version = 0;
  private manner: object = {};

  private constructor(provider: Provider, network: SoakNetwork) {
    this.provider = provider;
    const [program, ...words] = network.command(provider, process.execPath, PROGRAM);
    this.child = spawn(program, words, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  }

  static async start(provider: Provider, network: SoakNetwork): Promise<SoakNameServer> {
    const server = new SoakNameServer(provider, network);
    await once(server.child, "message");
    await server.serve(0, {});
    return server;
  }

  /** Serves one of the provider's zones. */
  async serve(version: number, manner: object): Promise<void> {
    this.version = version;
    this.manner = manner;
    await this.tell({
      origin: ORIGINS[this.provider],
      ttl_s: 3600,
      zone: zoneOf(this.provider, version),
      servers: [{ address: addressOf(this.provider, "inet", RESOLVER_NUMBER), ...manner }],
    });
  }

  /** Nobody listens on its port any more. */
  die(): Promise<void> {
    return this.tell(null);
  }

  revive(): Promise<void> {
    return this.serve(this.version, this.manner);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, "exit");
    this.child.disconnect();
    await ended;
  }

  private async tell(settings: object | null): Promise<void> {
    if (!this.child.connected) throw new Error(`the name server of provider ${this.provider} has ended`);
    const done = once(this.child, "message");
    this.child.send(settings as object);
    await done;
  }
}
