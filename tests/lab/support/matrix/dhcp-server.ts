// A DHCP server of the provider that can be told one form after the other.

import type { Place } from "../namespaces.ts";
import type { Family } from "../router.ts";
import type { LiveUplink } from "./uplinks.ts";
import type { Form } from "./forms.ts";

/** Where a server runs. */
export interface Site {
  readonly family: Family;
  readonly folder: string;
  readonly place: Place;
  readonly uplinks: readonly LiveUplink[];
}

export interface MatrixServer {
  /**
   * Tells clients this from now on; starts the server if it does not run yet.
   * @returns what the server says of a form that it refuses, else null
   */
  offer(form: Form): Promise<string | null>;
  stop(): Promise<void>;
}

/** A server by its name, what it needs, and how to make one. */
export interface ServerKind {
  readonly name: string;
  readonly programs: readonly string[];
  /** Sends whatever it is told. */
  readonly isCrafted?: boolean;
  make(site: Site): MatrixServer;
}

/** The codes of RFC 8973 §5. */
export const CODES: Readonly<Record<Family, { readonly name: number; readonly addresses: number }>> = {
  inet: { name: 147, addresses: 148 },
  inet6: { name: 141, addresses: 142 },
};
