// Peers that clients report of: a router that has some, and when it wants to be called again.
import { InputKind, OutputKind } from "../../../host/abi.gen.ts";
import { encodeWallTime } from "../../../host/inputs.ts";
import { BOUND4, Router } from "./router.ts";
import type { Fields } from "./router.ts";

/** A router with a list of DHCP, 192.0.2.16 and so on: each address has three rows. */
export function publish(addresses: number, ...config: readonly string[]): Router {
  const router = new Router()
    .configure(...config)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24");
  const octets = Array.from({ length: addresses }, (_, index) => `c00002${(16 + index).toString(16)}`).join("");
  router.spool("wan.inet", ...BOUND4, `opt148=${octets}`);
  return router.pass(60_000);
}

export const peersOf = (router: Router): Fields[] => router.ask("peers").filter(({ record }) => record === "peer");
export const idsOf = (router: Router): string[] => peersOf(router).map(({ id }) => id as string);

/** When the last input has the router called again, in milliseconds from now, or `NO_DEADLINE`; null: that has not changed. */
export function deadlineOf(router: Router): number | null {
  const told = router.outputs.find(({ kind }) => kind === OutputKind.Deadline);
  if (told === undefined) return null;
  const at = Number(Buffer.from(told.payload).readBigInt64LE());
  return at < 0 ? at : at - router.timeMs;
}

/** The calendar says so many seconds since 1970. */
export const setCalendar = (router: Router, unixS: number, isTrusted = true): Router =>
  router.feed(InputKind.WallTime, encodeWallTime(Math.round(unixS * 1000), isTrusted));
