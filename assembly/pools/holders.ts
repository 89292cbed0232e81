// Who holds a name of the name table. The low octets number the holder: a cell,
// a section, or a cell and an identity.

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
  /** Identity of published endpoints, by cell * 16 + identity. */
  Published = 0x1000,
}

/** Identities that one cell can publish. */
export const MAX_IDENTITIES: i32 = 16;

/** The holder of one identity of a cell's published list. */
export function publishedHolder(cell: i32, identity: i32): i32 {
  return Holder.Published + cell * MAX_IDENTITIES + identity;
}
