// odhcp6c of OpenWrt, which no Debian package has: where it is installed it runs, and
// with RECORD=1 leaves its environments in tests/lab/recorded/odhcp6c.json; elsewhere
// what it gave its script is given to the hook again.

import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Program, eventually, must } from "../programs.ts";
import { HOOKS } from "./dhcp-client.ts";
import type { ClientKind, ClientSite, MatrixClient } from "./dhcp-client.ts";
import type { Form } from "./forms.ts";

const FILE = "tests/lab/recorded/odhcp6c.json";
/** What the hook reads. */
const VARIABLES = ["PASSTHRU", "OPTION_141", "OPTION_142", "ADDRESSES", "PREFIXES", "RDNSS", "SERVER"];

type Environment = Record<string, string>;
/** By server, then by form. */
type Recordings = Record<string, Record<string, Environment>>;

export const IS_ODHCP6C_REAL = spawnSync("sh", ["-c", "command -v odhcp6c"]).status === 0;

function readRecordings(): Recordings {
  return existsSync(FILE) ? (JSON.parse(readFileSync(FILE, "utf8")) as Recordings) : {};
}

class Recorded implements MatrixClient {
  private readonly site: ClientSite;

  constructor(site: ClientSite) {
    this.site = site;
  }

  acquire(server: string, { title }: Form): Promise<boolean> {
    const env = readRecordings()[server]?.[title];
    if (env === undefined) throw new Error(`${FILE} has nothing of ${server}: ${title}`);
    const words = Object.entries({ ...env, DOTS_SPOOL_DIR: this.site.spool, DOTS_HOOKS_DIR: HOOKS });
    must("env", "-i", ...words.map((each) => each.join("=")), "sh", join(HOOKS, "odhcp6c.sh"), this.site.link, "bound");
    return Promise.resolve(true);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

const SCRIPT = `#!/bin/sh
[ "$2" = started ] || env >"$ENVIRONMENT"
. "$DOTS_HOOKS_DIR/odhcp6c.sh" "$@"
echo "$2" >>"$RETURNED"
`;

/** Its script runs ten seconds after the lease (script_sync_delay). */
class Real implements MatrixClient {
  private readonly site: ClientSite;
  private program: Program | null = null;
  private runs = 0;

  constructor(site: ClientSite) {
    this.site = site;
  }

  async acquire(server: string, form: Form): Promise<boolean> {
    await this.stop();
    const { folder, spool, network, link } = this.site;
    const script = join(folder, "odhcp6c.script");
    writeFileSync(script, SCRIPT, { mode: 0o755 });
    const run = ++this.runs;
    const env = {
      DOTS_SPOOL_DIR: spool,
      DOTS_HOOKS_DIR: HOOKS,
      ENVIRONMENT: join(folder, `environment${run}`),
      RETURNED: join(folder, `returned${run}`),
    };
    const options = ["-e", "-l", "7", "-r", "141,142", "-s", script, "-p", join(folder, "pid"), link];
    this.program = new Program(
      "odhcp6c",
      join(folder, "odhcp6c.log"),
      network.commandOfClient("odhcp6c", ...options),
      env,
    );
    const isBound = () => existsSync(env.RETURNED) && /^bound$/m.test(readFileSync(env.RETURNED, "utf8"));
    await eventually("odhcp6c to have run its script", isBound);
    if (process.env["RECORD"] === "1") record(server, form.title, readFileSync(env.ENVIRONMENT, "utf8"));
    return true;
  }

  async stop(): Promise<void> {
    await this.program?.stop("SIGKILL");
  }
}

function record(server: string, form: string, text: string): void {
  const all = text.split("\n").map((line): [string, string] => {
    const at = line.indexOf("=");
    return [line.slice(0, at), line.slice(at + 1)];
  });
  const env = Object.fromEntries(all.filter(([key]) => VARIABLES.includes(key)));
  const recordings = readRecordings();
  recordings[server] = { ...recordings[server], [form]: env };
  writeFileSync(FILE, `${JSON.stringify(recordings, null, 2)}\n`);
}

export const ODHCP6C: ClientKind = {
  name: "odhcp6c",
  programs: [],
  make: (site) => (IS_ODHCP6C_REAL ? new Real(site) : new Recorded(site)),
};
