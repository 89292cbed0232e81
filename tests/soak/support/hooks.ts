// Leases as the DHCP clients' hooks tell them: the project's own hooks, with the variables of udhcpc and odhcp6c.

import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { wireAddresses, wireName } from "../../lab/support/option-values.ts";
import { RESOLVER_NUMBER, ROUTER_NUMBER } from "./network.ts";
import { LINKS, ORIGINS, addressOf, nameOf } from "./world.ts";
import type { Family, Lease, Provider } from "./world.ts";

const HOOKS = resolve("board/hooks");
const NO_WHOLE_LENGTH = "0a0102";

const nameOctets = (name: string) => wireName(...name.split(".")).toString("hex");
const addressOctets = (...addresses: string[]) => wireAddresses(...addresses).toString("hex");

/** The variables of a lease, by what they mean. */
function contentOf(provider: Provider, family: Family, lease: Lease) {
  const name = nameOf(provider, lease);
  const addresses = addressOctets(...lease.servers.map((number) => addressOf(provider, family, number)));
  return {
    name: name === null ? undefined : nameOctets(name),
    addresses: lease.kind === "malformed" ? NO_WHOLE_LENGTH : addresses || undefined,
    resolver: addressOf(provider, family, RESOLVER_NUMBER),
    own: addressOf(provider, family, ROUTER_NUMBER),
  };
}

function run(
  hook: string,
  words: readonly string[],
  spool: string,
  variables: Record<string, string | undefined>,
): void {
  const env = { PATH: process.env["PATH"], DOTS_HOOKS_DIR: HOOKS, DOTS_SPOOL_DIR: spool, ...variables };
  const { status, stderr } = spawnSync("sh", [`${HOOKS}/${hook}.sh`, ...words], { env, encoding: "utf8" });
  if (status !== 0 || stderr !== "") throw new Error(`the hook of ${hook} failed: ${stderr}`);
}

/** Has a client tell of a lease, or of its end. */
export function tellLease(
  spool: string,
  provider: Provider,
  family: Family,
  lease: Lease | null,
  renewed = false,
): void {
  const device = LINKS[provider];
  const content = lease && contentOf(provider, family, lease);
  if (family === "inet") {
    run("udhcpc", [lease === null ? "deconfig" : renewed ? "renew" : "bound"], spool, {
      interface: device,
      ip: content?.own,
      serverid: content?.resolver,
      lease: lease === null ? undefined : "86400",
      domain: lease?.hasDomain ? ORIGINS[provider] : undefined,
      dns: content?.resolver,
      opt147: content?.name,
      opt148: content?.addresses,
    });
    return;
  }
  run("odhcp6c", [device, lease === null ? "unbound" : renewed ? "updated" : "bound"], spool, {
    OPTION_141: content?.name,
    OPTION_142: content?.addresses,
    OPTION_57: lease?.hasDomain ? nameOctets(ORIGINS[provider]) : undefined,
    ADDRESSES: content === null ? undefined : `${content.own}/64,86400,86400`,
    RDNSS: content?.resolver,
  });
}
