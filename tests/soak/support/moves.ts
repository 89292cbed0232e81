// What happens to the router: each move changes the world and tells the daemon of it, or
// is none of its business.

import { execFileSync } from "node:child_process";
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Dice } from "../../fuzz/support/dice.ts";
import type { SoakDaemon } from "./daemon.ts";
import { tellLease } from "./hooks.ts";
import type { SoakNameServer } from "./name-servers.ts";
import { MANNERS } from "./name-servers.ts";
import type { SoakNetwork } from "./network.ts";
import { FAMILIES, KINDS, METHODS, PROVIDERS, configurationOf } from "./world.ts";
import type { Lease, Provider, World } from "./world.ts";

/** All that a move can touch. */
export interface Stage {
  readonly dice: Dice;
  readonly world: World;
  readonly network: SoakNetwork;
  readonly daemon: SoakDaemon;
  readonly nameServers: Readonly<Record<Provider, SoakNameServer>>;
  /** Waits until what is published follows from the world. */
  readonly settle: () => Promise<void>;
}

type Move = (stage: Stage) => Promise<void> | void;

const ZONES = 8;
const MOST_SERVERS = 3;

function makeLease(dice: Dice): Lease {
  const kind = dice.pick(KINDS);
  const hasAddresses = kind === "addresses" || kind === "named";
  // Not the resolver, the router, or what the zone has.
  const first = 110 + dice.below(100);
  const servers = hasAddresses ? Array.from({ length: 1 + dice.below(MOST_SERVERS) }, (_, index) => first + index) : [];
  return { kind, servers, hasDomain: dice.oneIn(2) };
}

const bound: Move = ({ dice, world, daemon }) => {
  const [provider, family] = [dice.pick(PROVIDERS), dice.pick(FAMILIES)];
  const lease = makeLease(dice);
  world.leases[provider][family] = lease;
  if (family === "inet6") world.hadDomain[provider] = false;
  tellLease(daemon.spool, provider, family, lease);
};

const renewed: Move = ({ dice, world, daemon }) => {
  const [provider, family] = [dice.pick(PROVIDERS), dice.pick(FAMILIES)];
  const lease = world.leases[provider][family];
  if (lease !== null) tellLease(daemon.spool, provider, family, lease, true);
};

const lost: Move = ({ dice, world, daemon }) => {
  const [provider, family] = [dice.pick(PROVIDERS), dice.pick(FAMILIES)];
  if (family === "inet6") world.hadDomain[provider] ||= world.leases[provider][family]?.hasDomain === true;
  world.leases[provider][family] = null;
  tellLease(daemon.spool, provider, family, null);
};

const carrier: Move = ({ dice, world, network }) => {
  const provider = dice.pick(PROVIDERS);
  world.hasCarrier[provider] = !world.hasCarrier[provider];
  network.setCarrier(provider, world.hasCarrier[provider]);
};

const configured: Move = ({ dice, world, daemon }) => {
  world.methods = dice.pick(METHODS);
  daemon.configure(configurationOf(world));
};

const zoneChanged: Move = async ({ dice, world, daemon, nameServers }) => {
  const provider = dice.pick(PROVIDERS);
  world.zones[provider] = dice.below(ZONES);
  await nameServers[provider].serve(world.zones[provider], dice.pick(MANNERS));
  await daemon.ask("refresh");
};

const resolverDead: Move = async ({ dice, world, daemon, nameServers, settle }) => {
  const provider = dice.pick(PROVIDERS);
  const server = nameServers[provider];
  await server.die();
  world.dead = provider;
  await daemon.ask("refresh");
  await settle();
  await server.revive();
  world.dead = null;
  await daemon.ask("refresh");
};

const powerCut: Move = async ({ daemon }) => {
  await daemon.kill();
  await daemon.start();
};

const attack: Move = async ({ daemon }) => {
  await daemon.ask("attack on");
  await daemon.ask("attack off");
};

const hostileFiles: Move = ({ dice, daemon }) => {
  const path = join(
    daemon.spool,
    `${dice.pick(["wan9", "wan0", "-x", "a b"])}.${dice.pick(["inet7", "inet.old", ""])}`,
  );
  rmSync(path, { force: true });
  dice.pick([
    () => symlinkSync("/etc/passwd", path),
    () => void execFileSync("mkfifo", [path]),
    () => writeFileSync(path, dice.octets(1 + dice.below(20_000))),
  ])();
};

const hostileRequests: Move = async ({ dice, daemon }) => {
  const requests = Array.from({ length: 1 + dice.below(12) }, async () => {
    const begin = dice.pick(["peers", "watch", "select 10.64.0.1", "status x", ""]);
    const octets = Buffer.concat([Buffer.from(begin), dice.octets(dice.below(3000))]);
    await daemon.converse(dice.oneIn(2) ? octets : `${begin}\n`, false);
  });
  await Promise.all(requests);
};

/** Each as often as its weight says. */
export const MOVES: readonly (readonly [weight: number, move: readonly [name: string, make: Move]])[] = [
  [10, ["a lease", bound]],
  [4, ["a renewal", renewed]],
  [3, ["a lease lost", lost]],
  [3, ["a cable", carrier]],
  [2, ["a configuration", configured]],
  [3, ["another zone", zoneChanged]],
  [1, ["a resolver dead and back", resolverDead]],
  [1, ["a power cut", powerCut]],
  [1, ["an attack", attack]],
  [2, ["hostile files", hostileFiles]],
  [2, ["hostile requests", hostileRequests]],
];
