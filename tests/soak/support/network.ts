// A router with an uplink to each of two providers, with IPv4 and IPv6.

import { Namespaces } from "../../lab/support/namespaces.ts";
import { FAMILIES, LINKS, PROVIDERS, addressOf } from "./world.ts";
import type { Provider } from "./world.ts";

const PROVIDER_LINK = "isp0";
const LENGTHS = { inet: 24, inet6: 64 } as const;
export const RESOLVER_NUMBER = 53;
export const ROUTER_NUMBER = 100;

export class SoakNetwork extends Namespaces<Provider> {
  constructor() {
    super({ a: "soaka", b: "soakb", router: "soakr" });
  }

  make(): void {
    this.makeNamespaces();
    for (const provider of PROVIDERS) {
      this.join(provider, PROVIDER_LINK, LINKS[provider]);
      // A link that goes down takes its IPv6 addresses along otherwise.
      this.sysctl(provider, `net/ipv6/conf/${PROVIDER_LINK}/keep_addr_on_down`, "1");
      for (const family of FAMILIES) {
        const at = (number: number) => `${addressOf(provider, family, number)}/${LENGTHS[family]}`;
        this.ip(provider, "addr", "add", at(RESOLVER_NUMBER), "dev", PROVIDER_LINK);
        this.ip("router", "addr", "add", at(ROUTER_NUMBER), "dev", LINKS[provider]);
      }
    }
  }

  /** Pulls the cable at the provider's end, or puts it back. */
  setCarrier(provider: Provider, hasCarrier: boolean): void {
    this.ip(provider, "link", "set", PROVIDER_LINK, hasCarrier ? "up" : "down");
  }
}
