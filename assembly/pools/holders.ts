// Who holds a name of the name table. The low octets number the holder: a cell,
// a section, or a cell and an identity.

import { MAX_CONFIGURED_DOMAINS } from "../limits";

export enum Holder {
  /** Reference identifier of a lease, by cell. */
  LeaseName = 0x100,
  /** Access domain of a lease, by cell. */
  LeaseDomain = 0x200,
  /** Reference identifier of a `server` section, by section. */
  ServerName = 0x300,
  /** `trusted-names`, by index. */
  TrustedName = 0x400,
  /** `domains` and `default-domain`, by index. */
  ConfiguredDomain = 0x500,
  /** `pvd-id`, by `interface` section. */
  PvdId = 0x600,
  /** Channel that a provisioned lease came by, a name of one label, by cell. */
  LeaseChannel = 0x700,
  /** Identity of published endpoints, by cell * MAX_IDENTITIES + identity. */
  Published = 0x1000,
}

/** Identities for the domains that the two leases of a network say; those of the configuration come after them. */
export const LEARNT_IDENTITIES: i32 = 2;
/** Identities that one cell can publish: one for each domain that it can have, which are more than `server` sections. */
export const MAX_IDENTITIES: i32 = LEARNT_IDENTITIES + MAX_CONFIGURED_DOMAINS;

/** The holder of one identity of a cell's published list. */
export function publishedHolder(cell: i32, identity: i32): i32 {
  return Holder.Published + cell * MAX_IDENTITIES + identity;
}
