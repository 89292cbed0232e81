// The example of docs/consumers.md as a program of the router, with `dots-discovery` of
// a host on its path.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Host } from "./hosts.ts";
import type { RouterPlace } from "./namespaces.ts";

const PAGE = "docs/consumers.md";
const NAME = "dots-connect";

export class Example {
  private readonly folder: string;
  private readonly place: RouterPlace;
  private readonly environment: NodeJS.ProcessEnv;

  /** @param keys where the key sets are */
  constructor(folder: string, place: RouterPlace, host: Host, socket: string, keys: string) {
    this.folder = join(folder, "bin");
    this.place = place;
    mkdirSync(this.folder, { recursive: true });
    const [program, ...words] = host.client;
    const command = [program, ...words].map((word) => (word.includes("/") ? resolve(word) : word)).join(" ");
    this.write("dots-discovery", `#!/bin/sh\nexec ${command} "$@"\n`);
    this.write(NAME, scriptOf(readFileSync(PAGE, "utf8")));
    const path = `${this.folder}:${String(process.env["PATH"])}`;
    this.environment = { ...process.env, PATH: path, DOTS_SOCKET: socket, DOTS_KEYS: keys };
  }

  /** Connects to the signal channel of a network; the id of the server that it came to, or null. */
  connect(network: string): { readonly id: string | null; readonly err: string } {
    const [program, ...rest] = this.place.command("router", join(this.folder, NAME), network);
    const { status, stdout, stderr } = spawnSync(program, rest, { encoding: "utf8", env: this.environment });
    return { id: status === 0 ? stdout.trim() : null, err: stderr };
  }

  private write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text, { mode: 0o755 });
  }
}

/** The script of the page that begins by saying this name. */
function scriptOf(page: string): string {
  const found = page.split("```sh\n").find((part) => part.startsWith(`#!/bin/sh\n# ${NAME} `));
  if (found === undefined) throw new Error(`${PAGE} has no script ${NAME}`);
  return found.slice(0, found.indexOf("```"));
}
