// Multicast DNS on the link between provider and router: who answers on it, and what the
// router finds.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { bundleProgram } from "../../support/bundle-program.ts";
import { Network, PROVIDER_LINK, ROUTER_LINK } from "./network.ts";
import { Program, eventually } from "./programs.ts";
import type { Family, Router } from "./router.ts";

export const FAMILIES: readonly Family[] = ["inet", "inet6"];
/** The provider's addresses. */
export const OWN = { inet: "10.1.0.1", inet6: "fd0a::1" };

/** Whose names a service has: those of RFC 8973, or of the drafts before it. */
export type Names = "rfc" | "drafts";

/** A channel with its transport, and a port: `signal/udp`, 4646. */
export type ServicePlace = readonly [protocol: string, port: number];

/** What the project's own responder has. */
export const RESPONDER_PLACES: readonly ServicePlace[] = [
  ["signal/udp", 4999],
  ["data/tcp", 4998],
];

/** The router has addresses already. */
export class MulticastNetwork extends Network {
  override make(): void {
    super.make();
    for (const address of ["10.1.0.2/24", "fd0a::2/64"]) this.ip("router", "addr", "add", address, "dev", ROUTER_LINK);
  }
}

/** Lines of a configuration by which the daemon asks on the link alone. */
export function askOnLink(names: Names): string[] {
  const profile = names === "drafts" ? ["profile draft00"] : [];
  const server = ["server lan", "method mdns", "reference-identifier dots.lan.test"];
  return [...profile, `interface ${ROUTER_LINK}`, "methods mdns", ...server];
}

/**
 * Starts the project's own responder at the provider.
 * @param folder its own, made if need be
 */
export function startResponder(network: MulticastNetwork, folder: string, names: Names): Program {
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "responder.mjs");
  bundleProgram("tests/lab/support/responder.ts", program);
  const words = [process.execPath, program, OWN.inet, OWN.inet6, PROVIDER_LINK, names];
  return new Program("responder", join(folder, "log"), network.command("provider", ...words));
}

/** Waits until a router has servers in both families: those with these places, in this order. */
export async function assertFinds(router: Router, places: readonly ServicePlace[]): Promise<void> {
  for (const family of FAMILIES) {
    const rows = places.map(
      ([protocol, port]) => `${ROUTER_LINK} mdns ${protocol} ${OWN[family]} ${port} dns-id:dots.lan.test`,
    );
    await eventually(`the ${family} servers`, () => router.peers(family).length === rows.length);
    assert.deepEqual(router.peers(family), rows);
  }
}
