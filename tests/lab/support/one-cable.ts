// One cable from a router, and two providers whose socket it may be plugged into.

import { Namespaces } from "./namespaces.ts";
import { PROVIDER_LINK, ROUTER_LINK } from "./network.ts";
import type { Subnet } from "./provider.ts";
import type { Provider } from "./two-providers.ts";

export const SUBNETS: Readonly<Record<Provider, Subnet>> = {
  a: { prefix: "10.1.0.0/24", first: "10.1.0.100", last: "10.1.0.100", router: "10.1.0.1" },
  b: { prefix: "10.2.0.0/24", first: "10.2.0.100", last: "10.2.0.100", router: "10.2.0.1" },
};

export class OneCable extends Namespaces<Provider> {
  constructor() {
    super({ a: "ispa", b: "ispb", router: "cpe" });
  }

  /** Makes the namespaces, with the cable at the first provider. */
  make(): void {
    this.makeNamespaces();
    this.join("a", PROVIDER_LINK, ROUTER_LINK);
    this.address("a");
  }

  /** Pulls the cable out of a provider's socket. */
  unplug(from: Provider): void {
    this.ip(from, "link", "set", PROVIDER_LINK, "down");
  }

  /** Puts it into the other's. */
  plug(from: Provider, to: Provider): void {
    this.move(PROVIDER_LINK, from, to);
    this.address(to);
  }

  private address(provider: Provider): void {
    this.ip(provider, "addr", "add", `${SUBNETS[provider].router}/24`, "dev", PROVIDER_LINK);
  }
}
