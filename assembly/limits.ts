// Every capacity of the core, in one place. Reaching one is a typed condition,
// never a silent loss.

/** Provisioning domains; slot 0 stands for "any network" (unbound manual servers). */
export const MAX_PVDS: i32 = 16;
/** One cell for each provisioning domain and address family. */
export const MAX_CELLS: i32 = MAX_PVDS * 2;
/** Interfaces of the machine that are kept track of. */
export const MAX_LINKS: i32 = 32;
/** Targets of one `select` request. */
export const MAX_TARGETS: i32 = 32;
/** Assigned addresses over all interfaces. */
export const MAX_ADDRESSES: i32 = 96;
/** Prefixes that were delegated or configured; with those of assigned addresses there are 256. */
export const MAX_PREFIXES: i32 = 160;
/** Prefixes of one lease; and of those that a network delegated before, how many still count. */
export const MAX_LEASE_PREFIXES: i32 = 8;
/** Addresses taken from one DHCP option. */
export const MAX_OPTION_ADDRESSES: i32 = 64;
/** Addresses of one lease that are told as discarded; the log has room for no more. */
export const MAX_DISCARDS: i32 = 40;
/** Octets of one DHCP option after joining (RFC 3396). */
export const MAX_JOINED_LENGTH: i32 = 2048;
/** Remarks kept for one lease: invalid options and warnings. */
export const MAX_REMARKS: i32 = 24;
/** Endpoints over all lists of all cells, and in one cell. */
export const MAX_ENDPOINTS: i32 = 384;
export const MAX_CELL_ENDPOINTS: i32 = 64;
/** Lists of networks that are not here now, and over all of them endpoints and octets of names with what the table adds: networks that are here come first. */
export const MAX_KEPT: i32 = 12;
export const MAX_KEPT_ENDPOINTS: i32 = 128;
export const MAX_KEPT_NAMES: i32 = 1536;
/** Octets for names that outlive one input. */
export const NAME_TABLE_SIZE: i32 = 5120;
/** Configuration: `interface` and `server` sections, their addresses, trusted names. */
export const MAX_INTERFACE_SECTIONS: i32 = 12;
export const MAX_SERVER_SECTIONS: i32 = 16;
export const MAX_MANUAL_ADDRESSES: i32 = 64;
export const MAX_TRUSTED_NAMES: i32 = 24;
export const MAX_CONFIGURED_DOMAINS: i32 = 16;
/** Log records of one `handle` call; more are counted. */
export const MAX_LOG_RECORDS: i32 = 40;
/** Reports of clients about single peers. */
export const MAX_REPORTS: i32 = 24;
/** Longest interface name (IFNAMSIZ less the final zero). */
export const MAX_INTERFACE_NAME: i32 = 15;
/** Records of one DNS message, and its questions. */
export const MAX_RECORDS: i32 = 256;
/** Compression pointers followed in one name of a DNS message. */
export const MAX_POINTER_HOPS: i32 = 16;
/** Random octets held in reserve. */
export const ENTROPY_POOL_SIZE: i32 = 256;

/** A wire-form domain name, RFC 1035 §3.1. */
export const MAX_NAME_LENGTH: i32 = 255;
export const MAX_LABEL_LENGTH: i32 = 63;

/** Resolution runs at a time; more wait their turn. */
export const MAX_RESOLUTIONS: i32 = 2;
/** Octets for what one run has learnt. */
export const RESOLUTION_SIZE: i32 = 2560;
/** Questions of one run (requirements §2.7). */
export const MAX_QUESTIONS: i32 = 64;
/** Questions under way at once, over all runs. */
export const MAX_TRANSACTIONS: i32 = 16;
/** Names that one run begins with. */
export const MAX_ROOTS: i32 = 8;
/** Resolvers of one provisioning domain. */
export const MAX_RESOLVERS: i32 = 4;
/** Resolvers over all provisioning domains. */
export const MAX_RESOLVER_SLOTS: i32 = 40;
/** NAPTR steps, CNAME steps and records of one set that are followed (requirements §2.7). */
export const MAX_NAPTR_DEPTH: i32 = 5;
export const MAX_CNAMES: i32 = 8;
export const MAX_SET_RECORDS: i32 = 32;

/** Octets of the records that multicast DNS told. */
export const MDNS_CACHE_SIZE: i32 = 1536;
/** Octets of one of its messages (RFC 6762 §17), and of questions behind their header: they pass a link in one piece. */
export const MAX_MDNS_MESSAGE: i32 = 9000;
export const MAX_MDNS_QUERY: i32 = 1400;
