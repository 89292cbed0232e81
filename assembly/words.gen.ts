// Generated from words.txt by tools/words.mjs: change words.txt instead.

import { equalOctets } from "./bytes/text";

/** Every word of the packed table. */
export enum Word {
  Record = 0,
  Id = 1,
  Role = 2,
  Pvd = 3,
  Interface = 4,
  Bind = 5,
  Family = 6,
  ScopeId = 7,
  Channel = 8,
  Transport = 9,
  Port = 10,
  Rank = 11,
  ServerGroup = 12,
  ReferenceIds = 13,
  Sni = 14,
  Method = 15,
  Authority = 16,
  SourceCandidates = 17,
  Prefixes = 18,
  PrefixKind = 19,
  CredentialsRef = 20,
  ValidForS = 21,
  Stale = 22,
  Type = 23,
  Value = 24,
  State = 25,
  Peers = 26,
  ExpiresInS = 27,
  Reason = 28,
  Abi = 29,
  TimeMs = 30,
  Inputs = 31,
  Refused = 32,
  LogLost = 33,
  Published = 34,
  From = 35,
  To = 36,
  Error = 37,
  Offset = 38,
  Name = 39,
  Text = 40,
  False = 41,
  True = 42,
  Null = 43,
  Peer = 44,
  Waiting = 45,
  Cell = 46,
  Status = 47,
  Server = 48,
  Dhcpv4 = 49,
  Dhcpv6 = 50,
  Signal = 51,
  Data = 52,
  Added = 53,
  Removed = 54,
  Changed = 55,
  Current = 56,
  Any = 57,
  Udp = 58,
  Tcp = 59,
  IpId = 60,
  DnsId = 61,
  Inet = 62,
  Inet6 = 63,
  Pa = 64,
  Pi = 65,
  Configured = 66,
  Option = 67,
  Line = 68,
  What = 69,
  Why = 70,
  Owner = 71,
  Opt = 72,
  Ip = 73,
  Router = 74,
  Serverid = 75,
  Lease = 76,
  Domain = 77,
  Dns = 78,
  OPTION = 79,
  PASSTHRU = 80,
  ADDRESSES = 81,
  SERVER = 82,
  New = 83,
  NewDhcp6 = 84,
  DotsRi = 85,
  DotsAddress = 86,
  AccessDomain = 87,
  DomainName = 88,
  IpAddress = 89,
  Ip6Address = 90,
  Routers = 91,
  DhcpLeaseTime = 92,
  DhcpServerIdentifier = 93,
  ServerId = 94,
  MaxLife = 95,
  DomainNameServers = 96,
  NameServers = 97,
  RDNSS = 98,
  RADNS = 99,
  RaRoutes = 100,
  IaNa1IaAddr1 = 101,
  IaNa1IaAddr1Vltime = 102,
  Client = 103,
  Event = 104,
  Device = 105,
  Uptime = 106,
  Dropped = 107,
  Udhcpc = 108,
  Odhcp6c = 109,
  Dhclient = 110,
  Dhcpcd = 111,
  Raw = 112,
  Message = 113,
  DotInet = 114,
  DotInet6 = 115,
  Bound = 116,
  Renew = 117,
  Deconfig = 118,
  Nak = 119,
  Leasefail = 120,
  Informed = 121,
  Updated = 122,
  Rebound = 123,
  RaUpdated = 124,
  Unbound = 125,
  Stopped = 126,
  Lost = 127,
  Absent = 128,
  BOUND = 129,
  RENEW = 130,
  REBIND = 131,
  REBOOT = 132,
  TIMEOUT = 133,
  INFORM = 134,
  BOUND6 = 135,
  RENEW6 = 136,
  REBIND6 = 137,
  REBOOT6 = 138,
  INFORM6 = 139,
  EXPIRE = 140,
  RELEASE = 141,
  STOP = 142,
  NAK = 143,
  STOPPED = 144,
  NOCARRIER = 145,
  DEPARTED = 146,
  EXPIRE6 = 147,
  RELEASE6 = 148,
  STOP6 = 149,
  DEPREF6 = 150,
  FAIL = 151,
  Arpa = 152,
  Local = 153,
  Localhost = 154,
  Lan = 155,
  Home = 156,
  Localdomain = 157,
  Internal = 158,
  Invalid = 159,
  Onion = 160,
  Down = 161,
  WaitConfig = 162,
  Discovering = 163,
  Ready = 164,
  Refreshing = 165,
  Degraded = 166,
  Failed = 167,
  Boot = 168,
  LinkUp = 169,
  AddressesChanged = 170,
  NetworksChanged = 171,
  SourcesChanged = 172,
  LeaseLearnt = 173,
  LeaseChanged = 174,
  LeaseEnded = 175,
  NewNetwork = 176,
  WaitOver = 177,
  Configuration = 178,
  Command = 179,
  Retry = 180,
  TtlOver = 181,
  Profile = 182,
  Methods = 183,
  AddressForm = 184,
  OptionCodes = 185,
  StrictDraft = 186,
  AcceptMultiple = 187,
  TrustedNames = 188,
  ManualScope = 189,
  Families = 190,
  Addressing = 191,
  Credentials = 192,
  ReferenceIdentifier = 193,
  Addresses = 194,
  SignalPort = 195,
  DataPort = 196,
  BindInterface = 197,
  Flat = 198,
  Lists = 199,
  Auto = 200,
  Rfc8973 = 201,
  Draft01 = 202,
  Draft00 = 203,
  Require = 204,
  Prefer = 205,
  Off = 206,
  On = 207,
  Beside = 208,
  Replace = 209,
  Refresh = 210,
  Watch = 211,
  Link = 212,
  Spool = 213,
  Control = 214,
  Entropy = 215,
  WallTime = 216,
  Store = 217,
  Ok = 218,
  Ri = 219,
  Discarded = 220,
  Warnings = 221,
  Length = 222,
  Manual = 223,
  Anycast = 224,
  DefaultRouter = 225,
  Dhcp = 226,
  Snaptr = 227,
  Address = 228,
  SnaptrThenAddress = 229,
  Dots = 230,
  SignalUdp = 231,
  SignalTcp = 232,
  DataTcp = 233,
  DnsSecure = 234,
  Resolvers = 235,
  DefaultDomain = 236,
  Domains = 237,
  ResolverTrustAd = 238,
  Dnssec = 239,
  RiResolution = 240,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 241;

// The characters of the words, the most frequent first: eradsnitolpcuf_m-hgvwb6kyx.1034789q
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 110, 105, 116, 111, 108, 112, 99, 117, 102, 95, 109, 45, 104, 103, 118, 119, 98, 54, 107, 121, 120, 46, 49, 48, 51, 52, 55, 56, 57, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 139, 49, // record
  4, 54, // id
  6, 129, 9, // role
  6, 234, 53, // pvd
  11, 86, 7, 209, 178, 0, // interface
  7, 126, 86, 3, // bind
  10, 45, 30, 150, 174, // family
  11, 180, 168, 224, 96, 3, // scope_id
  10, 235, 35, 85, 144, // channel
  11, 23, 82, 164, 24, 7, // transport
  6, 138, 113, // port
  7, 33, 229, 9, // rank
  17, 4, 225, 5, 225, 224, 20, 200, 10, // server_group
  16, 1, 13, 1, 181, 224, 96, 67, // reference_ids
  5, 84, 6, // sni
  10, 30, 112, 62, 56, // method
  13, 194, 231, 131, 97, 231, 10, // authority
  20, 132, 28, 11, 14, 43, 53, 54, 114, 64, // source_candidates
  11, 26, 208, 230, 11, 4, // prefixes
  16, 26, 208, 230, 235, 224, 105, 53, // prefix_kind
  18, 27, 48, 80, 103, 146, 228, 16, 208, // credentials_ref
  16, 94, 146, 54, 14, 141, 225, 64, // valid_for_s
  7, 116, 146, 0, // stale
  7, 231, 170, 0, // type
  8, 94, 146, 12, // value
  7, 116, 114, 0, // state
  7, 10, 16, 4, // peers
  17, 224, 171, 22, 64, 14, 86, 14, 4, // expires_in_s
  8, 1, 66, 88, // reason
  6, 226, 103, // abi
  12, 103, 30, 224, 224, 65, // time_ms
  8, 86, 202, 71, // inputs
  9, 1, 205, 4, 3, // refused
  12, 137, 78, 14, 137, 116, // log_lost
  13, 202, 126, 105, 228, 3, 3, // published
  7, 29, 232, 1, // from
  4, 135, // to
  7, 16, 129, 1, // error
  8, 216, 77, 112, // offset
  7, 37, 30, 0, // name
  7, 7, 190, 7, // text
  7, 45, 73, 0, // false
  6, 23, 12, // true
  6, 197, 153, // null
  6, 10, 16, // peer
  11, 110, 98, 103, 229, 4, // waiting
  6, 11, 153, // cell
  8, 116, 114, 76, // status
  9, 4, 225, 5, 1, // server
  11, 227, 179, 234, 245, 0, // dhcpv4
  11, 227, 179, 234, 229, 8, // dhcpv6
  9, 100, 78, 37, 9, // signal
  6, 35, 39, // data
  7, 50, 3, 3, // added
  11, 1, 30, 232, 5, 3, // removed
  11, 235, 35, 229, 4, 3, // changed
  9, 203, 17, 80, 7, // current
  6, 82, 174, // any
  5, 60, 10, // udp
  5, 183, 10, // tcp
  8, 166, 46, 54, // ip-id
  9, 83, 228, 98, 3, // dns-id
  6, 86, 112, // inet
  8, 86, 112, 142, // inet6
  4, 42, // pa
  4, 106, // pi
  13, 139, 213, 230, 196, 1, 3, // configured
  8, 168, 103, 88, // option
  6, 105, 5, // line
  8, 110, 62, 114, // what
  8, 110, 62, 174, // why
  8, 232, 86, 16, // owner
  5, 168, 7, // opt
  4, 166, // ip
  8, 129, 124, 16, // router
  11, 4, 225, 5, 97, 3, // serverid
  7, 9, 66, 0, // lease
  9, 131, 30, 98, 5, // domain
  5, 83, 4, // dns
  74, 168, 103, 88, 14, // OPTION_
  75, 42, 68, 231, 19, 12, // PASSTHRU
  75, 50, 19, 64, 4, 4, // ADDRESSES
  73, 4, 225, 5, 1, // SERVER
  8, 5, 110, 14, // new_
  17, 5, 110, 14, 227, 179, 234, 232, 0, // new_dhcp6_
  10, 131, 71, 14, 97, // dots_ri
  15, 131, 71, 14, 50, 19, 64, 4, // dots_address
  17, 178, 11, 68, 14, 131, 30, 98, 5, // access_domain
  16, 131, 30, 98, 229, 80, 226, 1, // domain_name
  13, 166, 14, 50, 19, 64, 4, // ip_address
  15, 166, 142, 14, 50, 19, 64, 4, // ip6_address
  9, 129, 124, 16, 4, // routers
  21, 227, 179, 234, 144, 32, 4, 14, 103, 30, 0, // dhcp_lease_time
  28, 227, 179, 234, 64, 16, 94, 16, 14, 54, 80, 103, 109, 16, // dhcp_server_identifier
  13, 4, 225, 5, 225, 96, 3, // server_id
  13, 30, 226, 235, 144, 214, 0, // max_life
  26, 131, 30, 98, 229, 80, 226, 1, 14, 4, 225, 5, 65, // domain_name_servers
  17, 37, 30, 224, 64, 16, 94, 16, 4, // name_servers
  71, 49, 69, 4, // RDNSS
  73, 33, 14, 83, 4, // RA_DNS
  76, 33, 14, 129, 124, 64, // RA_ROUTES
  22, 38, 14, 37, 222, 14, 38, 14, 50, 19, 222, // ia_na1_ia_addr1
  32, 38, 14, 37, 222, 14, 38, 14, 50, 19, 222, 14, 94, 121, 230, 1, // ia_na1_ia_addr1_vltime
  8, 155, 6, 117, // client
  8, 224, 5, 117, // event
  9, 3, 94, 182, 0, // device
  9, 172, 103, 30, 0, // uptime
  9, 19, 168, 10, 3, // dropped
  9, 60, 62, 171, 11, // udhcpc
  11, 56, 62, 171, 142, 11, // odhcp6c
  11, 227, 179, 105, 80, 7, // dhclient
  9, 227, 179, 186, 3, // dhcpcd
  6, 33, 110, // raw
  11, 30, 64, 36, 78, 0, // message
  8, 206, 86, 112, // .inet
  10, 206, 86, 112, 142, // .inet6
  8, 126, 200, 53, // bound
  8, 1, 5, 110, // renew
  11, 3, 139, 213, 230, 4, // deconfig
  6, 37, 158, // nak
  11, 9, 66, 208, 98, 9, // leasefail
  11, 86, 141, 225, 1, 3, // informed
  9, 172, 35, 7, 3, // updated
  10, 1, 126, 200, 53, // rebound
  13, 33, 46, 172, 35, 7, 3, // ra-updated
  10, 92, 126, 200, 53, // unbound
  9, 116, 168, 10, 3, // stopped
  6, 137, 116, // lost
  9, 226, 71, 80, 7, // absent
  72, 126, 200, 53, // BOUND
  72, 1, 5, 110, // RENEW
  73, 1, 126, 86, 3, // REBIND
  73, 1, 126, 136, 7, // REBOOT
  74, 103, 30, 128, 124, // TIMEOUT
  73, 86, 141, 225, 1, // INFORM
  74, 126, 200, 53, 142, // BOUND6
  74, 1, 5, 110, 142, // RENEW6
  75, 1, 126, 86, 227, 8, // REBIND6
  75, 1, 126, 136, 231, 8, // REBOOT6
  75, 86, 141, 225, 225, 8, // INFORM6
  73, 224, 171, 22, 0, // EXPIRE
  73, 1, 9, 66, 0, // RELEASE
  70, 116, 168, // STOP
  70, 37, 158, // NAK
  73, 116, 168, 10, 3, // STOPPED
  75, 133, 43, 17, 6, 1, // NOCARRIER
  74, 3, 42, 113, 48, // DEPARTED
  75, 224, 171, 22, 224, 8, // EXPIRE6
  75, 1, 9, 66, 224, 8, // RELEASE6
  72, 116, 168, 142, // STOP6
  74, 3, 26, 208, 142, // DEPREF6
  70, 45, 150, // FAIL
  6, 18, 42, // arpa
  7, 137, 43, 9, // local
  12, 137, 43, 233, 131, 116, // localhost
  5, 41, 5, // lan
  8, 62, 232, 1, // home
  14, 137, 43, 57, 232, 33, 86, // localdomain
  10, 86, 7, 81, 146, // internal
  10, 86, 94, 146, 54, // invalid
  7, 88, 134, 5, // onion
  7, 131, 110, 5, // down
  16, 110, 98, 231, 178, 88, 109, 78, // wait-config
  15, 99, 180, 232, 5, 97, 229, 4, // discovering
  8, 1, 50, 174, // ready
  14, 1, 29, 64, 62, 86, 78, // refreshing
  11, 3, 78, 33, 3, 3, // degraded
  8, 45, 150, 48, // failed
  7, 126, 136, 7, // boot
  11, 105, 229, 233, 194, 10, // link-up
  22, 50, 19, 64, 4, 228, 178, 62, 82, 78, 48, // addresses-changed
  23, 5, 231, 134, 225, 73, 46, 235, 35, 229, 4, 3, // networks-changed
  20, 132, 28, 11, 228, 178, 62, 82, 78, 48, // sources-changed
  15, 9, 66, 224, 146, 32, 81, 7, // lease-learnt
  18, 9, 66, 224, 178, 62, 82, 78, 48, // lease-changed
  14, 9, 66, 224, 2, 53, 48, // lease-ended
  17, 5, 110, 46, 5, 231, 134, 225, 9, // new-network
  14, 110, 98, 231, 130, 94, 16, // wait-over
  16, 139, 213, 230, 196, 33, 103, 88, // configuration
  11, 139, 30, 30, 82, 3, // command
  8, 1, 23, 174, // retry
  12, 119, 233, 130, 94, 16, // ttl-over
  9, 26, 216, 150, 0, // profile
  11, 30, 112, 62, 56, 4, // methods
  16, 50, 19, 64, 228, 210, 24, 30, // address-form
  15, 168, 103, 88, 46, 139, 3, 4, // option-codes
  15, 116, 97, 123, 46, 19, 210, 7, // strict-draft
  19, 178, 11, 122, 46, 30, 156, 103, 154, 0, // accept-multiple
  17, 23, 76, 7, 227, 82, 226, 1, 4, // trusted-names
  16, 30, 82, 44, 233, 66, 139, 10, // manual-scope
  11, 45, 30, 150, 6, 4, // families
  13, 50, 19, 64, 100, 229, 4, // addressing
  13, 27, 48, 80, 103, 146, 4, // credentials
  23, 1, 13, 1, 181, 224, 98, 3, 117, 214, 6, 1, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  15, 100, 78, 37, 233, 162, 24, 7, // signal-port
  12, 35, 39, 46, 138, 113, // data-port
  18, 126, 86, 227, 98, 117, 16, 45, 11, // bind-interface
  6, 157, 114, // flat
  7, 105, 116, 4, // lists
  6, 194, 135, // auto
  13, 209, 251, 242, 243, 225, 15, // rfc8973
  11, 19, 210, 231, 238, 13, // draft01
  11, 19, 210, 231, 238, 14, // draft00
  10, 1, 79, 108, 1, // require
  8, 26, 208, 16, // prefer
  5, 216, 13, // off
  4, 88, // on
  9, 126, 64, 54, 0, // beside
  9, 1, 154, 178, 0, // replace
  10, 1, 29, 64, 62, // refresh
  9, 110, 114, 235, 3, // watch
  7, 105, 229, 9, // link
  7, 164, 136, 9, // spool
  9, 139, 117, 129, 9, // control
  10, 80, 23, 168, 174, // entropy
  14, 110, 146, 233, 114, 230, 1, // wall-time
  7, 116, 24, 0, // store
  5, 232, 9, // ok
  4, 97, // ri
  11, 99, 180, 18, 3, 3, // discarded
  12, 110, 18, 101, 229, 68, // warnings
  10, 9, 229, 116, 62, // length
  9, 30, 82, 44, 9, // manual
  10, 82, 174, 43, 116, // anycast
  17, 3, 45, 156, 231, 18, 200, 7, 1, // default-router
  7, 227, 179, 10, // dhcp
  8, 84, 162, 23, // snaptr
  9, 50, 19, 64, 4, // address
  24, 84, 162, 23, 46, 231, 3, 229, 34, 51, 1, 68, // snaptr-then-address
  70, 131, 71, // DOTS
  14, 100, 78, 37, 233, 204, 163, // signal.udp
  14, 100, 78, 37, 233, 124, 171, // signal.tcp
  11, 35, 39, 206, 183, 10, // data.tcp
  13, 83, 228, 66, 176, 28, 0, // dns-secure
  12, 1, 132, 233, 5, 65, // resolvers
  18, 3, 45, 156, 231, 50, 232, 33, 86, // default-domain
  10, 131, 30, 98, 69, // domains
  22, 1, 132, 233, 5, 225, 114, 193, 116, 46, 50, // resolver-trust-ad
  8, 83, 68, 176, // dnssec
  16, 97, 46, 1, 132, 201, 103, 88, // ri-resolution
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 170, 236, 307, 369, 488, 597, 674, 751, 828, 940, 1055, 1146, 1222, 1326]);
const STRIDE: i32 = 16;
const CAPITALS: u32 = 64;
const COUNT: u32 = 63;

const SPELLED: usize = memory.data(22);
/** Length of the word that was asked for last. */
export let spelledLength: i32 = 0;

// The nibble at a place, which is twice an address or one more.
function nibbleAt(place: usize): u32 {
  return (load<u8>(place >> 1) >> <u8>((place & 1) << 2)) & 15;
}

/** Spells the word of an entry, and returns the address of the next entry. */
function spell(entry: usize): usize {
  const header: u32 = load<u8>(entry);
  let place = entry << 1;
  const end = place + (header & COUNT);
  spelledLength = 0;
  for (place += 2; place < end; place++) {
    let code = nibbleAt(place);
    if (code >= 14) code = (code << 4) + nibbleAt(++place) - 210;
    let octet: u32 = load<u8>(ALPHABET + code);
    if (octet > 0x60) octet -= (header & CAPITALS) >> 1;
    store<u8>(SPELLED + spelledLength++, octet);
  }
  return (end + 1) >> 1;
}

/** Address of the first octet of a word, until the next word is asked for. */
export function wordPointer(word: i32): usize {
  let entry = TABLE + load<u16>(OFFSETS + (<usize>(word / STRIDE) << 1));
  for (word %= STRIDE; word > 0; word--) entry += ((load<u8>(entry) & COUNT) + 1) >> 1;
  spell(entry);
  return SPELLED;
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  wordPointer(word);
  return spelledLength;
}

function isSpelled(pointer: usize, length: i32): bool {
  return spelledLength == length && equalOctets(SPELLED, pointer, length);
}

/** True if the `length` octets at `pointer` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  wordPointer(word);
  return isSpelled(pointer, length);
}

/** The word that the `length` octets at `pointer` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  let entry = TABLE;
  for (let word = 0; word < WORD_COUNT; word++) {
    entry = spell(entry);
    if (isSpelled(pointer, length)) return word;
  }
  return -1;
}
