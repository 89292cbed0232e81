// A provider and a router with several uplinks to it, one for each DHCP client, each
// a subnet of its own.

import { Namespaces } from "../namespaces.ts";

/** One uplink: the names of its ends, and its part of the addresses. */
export interface Uplink {
  readonly providerLink: string;
  readonly link: string;
  /** `10.1.N`, the first three octets. */
  readonly prefix: string;
  /** `fd0a:N::`. */
  readonly prefix6: string;
}

/** One that is there, with the hardware address of the router's end. */
export interface LiveUplink extends Uplink {
  readonly hardwareAddress: string;
}

/** The uplinks, counted from 1. */
export function uplinks(count: number): Uplink[] {
  return Array.from({ length: count }, (_, index) => {
    const n = index + 1;
    return { providerLink: `isp${n}`, link: `wan${n}`, prefix: `10.1.${n}`, prefix6: `fd0a:${n}::` };
  });
}

export class Uplinks extends Namespaces<"provider"> {
  readonly all: readonly Uplink[];

  constructor(count: number) {
    super({ provider: "isp", router: "cpe" });
    this.all = uplinks(count);
  }

  /** Makes the namespaces and the links, and gives the provider its addresses. */
  make(): void {
    this.makeNamespaces();
    for (const { providerLink, link, prefix, prefix6 } of this.all) {
      this.join("provider", providerLink, link);
      this.ip("provider", "addr", "add", `${prefix}.1/24`, "dev", providerLink);
      this.ip("provider", "addr", "add", `${prefix6}1/64`, "dev", providerLink);
    }
  }

  /** The uplinks as they have been made. */
  live(): LiveUplink[] {
    return this.all.map((uplink) => {
      const [found] = JSON.parse(this.ip("router", "-j", "link", "show", uplink.link)) as { address: string }[];
      return { ...uplink, hardwareAddress: found?.address ?? "" };
    });
  }
}
