// The provider's place and the router's, joined by one link.

import { Namespaces } from "./namespaces.ts";

export const PROVIDER_LINK = "isp0";
export const ROUTER_LINK = "wan0";

export class Network extends Namespaces<"provider"> {
  constructor() {
    super({ provider: "isp", router: "cpe" });
  }

  /** Makes the namespaces and the link, and gives the provider its addresses. */
  make(): void {
    this.makeNamespaces();
    this.join("provider", PROVIDER_LINK, ROUTER_LINK);
    this.ip("provider", "addr", "add", "10.1.0.1/24", "dev", PROVIDER_LINK);
    this.ip("provider", "addr", "add", "fd0a::1/64", "dev", PROVIDER_LINK);
  }
}
