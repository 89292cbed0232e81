// A router that lives for a while: moves at random, and after each of them the list is
// what an independent judge says, and the daemon has grown by nothing.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Dice } from "../../fuzz/support/dice.ts";
import { SoakDaemon } from "./daemon.ts";
import type { Host } from "./daemon.ts";
import { MOVES } from "./moves.ts";
import type { Stage } from "./moves.ts";
import { SoakNameServer } from "./name-servers.ts";
import { SoakNetwork } from "./network.ts";
import type { Vitals } from "./vitals.ts";
import { Judge, configurationOf, makeWorld } from "./world.ts";
import type { Row } from "./world.ts";

const POLL_MS = 5;
/** What is not published by then never will be: a failed question is asked anew within a minute. */
const GIVE_UP_MS = 90_000;
/** After each time that it asked for more, twice as long: looking anew begins with the first question again. */
const IMPATIENCE_MS = 700;
const PATIENT_ONE_IN = 8;
/** Nothing is to be done for so long when it is counted how often the daemon wakes up. */
const QUIET_MS = 1000;

export interface Settings {
  readonly host: Host;
  readonly seed: number;
  readonly folder: string;
  /** Whether another move shall be made. */
  readonly goesOn: (moves: number) => boolean;
  /** Moves between two looks at the daemon. */
  readonly lookEvery: number;
  readonly onLook?: (look: Look) => void;
}

/** What was seen of the daemon after so many moves. */
export interface Look extends Vitals {
  readonly moves: number;
  /** How often it woke up in a second in which nothing happened. */
  readonly wakeUps: number;
}

export interface Outcome {
  readonly looks: readonly Look[];
  /** How often each move was made. */
  readonly counts: Readonly<Record<string, number>>;
  /** What should not have been left behind. */
  readonly complaints: readonly string[];
}

type Witness = Pick<Stage, "daemon" | "world" | "dice">;

async function published(daemon: SoakDaemon): Promise<Row[]> {
  const peers = (await daemon.ask("peers")).filter(({ record }) => record === "peer");
  return peers.map(({ pvd, family, channel, transport, address, port, reference_ids, stale }) => {
    const [identity] = reference_ids as readonly { value: string }[];
    const service = `${String(channel)}/${String(transport)}`;
    return { text: [pvd, family, service, address, port, identity?.value].join(" "), isStale: stale === true };
  });
}

/** Waits until the list follows from the world. A cell looks once in 10 s by itself: whoever cannot wait asks for more. */
async function settle({ daemon, world, dice }: Witness, judge: Judge, history: readonly string[]): Promise<void> {
  const isPatient = dice.oneIn(PATIENT_ONE_IN);
  const began = Date.now();
  let nextAskMs = IMPATIENCE_MS;
  for (;;) {
    const complaint = judge.complain(world, await published(daemon));
    if (complaint === null) return;
    const passedMs = Date.now() - began;
    if (passedMs > GIVE_UP_MS) {
      const last = history.slice(-8).join(", ");
      throw new Error(`after ${history.length} moves (${last}) ${complaint}\nin ${JSON.stringify(world)}`);
    }
    if (!isPatient && passedMs > nextAskMs) {
      nextAskMs = 2 * passedMs;
      await daemon.ask("refresh");
    }
    await sleep(POLL_MS);
  }
}

async function look(daemon: SoakDaemon, moves: number): Promise<Look> {
  // What a move left to be done, such as the retry of what failed, is none of its rest.
  await sleep(QUIET_MS);
  const before = daemon.vitals();
  await sleep(QUIET_MS);
  const after = daemon.vitals();
  return { ...after, moves, wakeUps: after.waits - before.waits };
}

async function live(stage: Stage, { goesOn, lookEvery, onLook }: Settings, history: string[]): Promise<Look[]> {
  const looks: Look[] = [];
  while (goesOn(history.length)) {
    const [name, make] = stage.dice.weigh(MOVES);
    history.push(name);
    await make(stage);
    await stage.settle();
    if (history.length % lookEvery !== 0) continue;
    const seen = await look(stage.daemon, history.length);
    looks.push(seen);
    onLook?.(seen);
    // Nothing came after what was right.
    await stage.settle();
  }
  return looks;
}

/** Runs a session. Throws if the list is not what it should be; the folder keeps the daemon's log. */
export async function soak(settings: Settings): Promise<Outcome> {
  rmSync(settings.folder, { recursive: true, force: true });
  mkdirSync(settings.folder, { recursive: true, mode: 0o755 });
  const network = new SoakNetwork();
  network.make();
  const daemon = new SoakDaemon(settings.host, join(settings.folder, settings.host), network);
  const nameServers: Partial<Record<"a" | "b", SoakNameServer>> = {};
  const world = makeWorld();
  const dice = new Dice(settings.seed);
  const judge = new Judge();
  const history: string[] = [];
  let looks: Look[] = [];
  let complaints: string[] = [];
  try {
    const servers = { a: await SoakNameServer.start("a", network), b: await SoakNameServer.start("b", network) };
    Object.assign(nameServers, servers);
    daemon.configure(configurationOf(world));
    await daemon.start();
    const stage: Stage = {
      dice,
      world,
      network,
      daemon,
      nameServers: servers,
      settle: () => settle({ daemon, world, dice }, judge, history),
    };
    looks = await live(stage, settings, history);
  } finally {
    await daemon.kill("SIGTERM");
    for (const server of Object.values(nameServers)) await server.stop();
    complaints = await network.remove();
  }
  const counts: Record<string, number> = {};
  for (const name of history) counts[name] = (counts[name] ?? 0) + 1;
  return { looks, counts, complaints };
}
