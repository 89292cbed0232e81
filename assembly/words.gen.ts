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
  Count = 71,
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
  RaRoutes = 99,
  IaNa1IaAddr1 = 100,
  IaNa1IaAddr1Vltime = 101,
  Client = 102,
  Event = 103,
  Device = 104,
  Uptime = 105,
  Dropped = 106,
  Udhcpc = 107,
  Odhcp6c = 108,
  Dhclient = 109,
  Dhcpcd = 110,
  Raw = 111,
  Message = 112,
  DotInet = 113,
  DotInet6 = 114,
  Bound = 115,
  Renew = 116,
  Deconfig = 117,
  Nak = 118,
  Leasefail = 119,
  Informed = 120,
  Updated = 121,
  Rebound = 122,
  RaUpdated = 123,
  Unbound = 124,
  Stopped = 125,
  Lost = 126,
  Absent = 127,
  BOUND = 128,
  RENEW = 129,
  REBIND = 130,
  REBOOT = 131,
  TIMEOUT = 132,
  INFORM = 133,
  BOUND6 = 134,
  RENEW6 = 135,
  REBIND6 = 136,
  REBOOT6 = 137,
  INFORM6 = 138,
  EXPIRE = 139,
  RELEASE = 140,
  STOP = 141,
  NAK = 142,
  STOPPED = 143,
  NOCARRIER = 144,
  DEPARTED = 145,
  EXPIRE6 = 146,
  RELEASE6 = 147,
  STOP6 = 148,
  DEPREF6 = 149,
  FAIL = 150,
  Arpa = 151,
  Local = 152,
  Localhost = 153,
  Lan = 154,
  Home = 155,
  Localdomain = 156,
  Internal = 157,
  Invalid = 158,
  Onion = 159,
  Down = 160,
  WaitConfig = 161,
  Discovering = 162,
  Ready = 163,
  Refreshing = 164,
  Degraded = 165,
  Failed = 166,
  Boot = 167,
  LinkUp = 168,
  AddressesChanged = 169,
  NetworksChanged = 170,
  LeaseLearnt = 171,
  LeaseChanged = 172,
  LeaseEnded = 173,
  NewNetwork = 174,
  WaitOver = 175,
  Configuration = 176,
  Command = 177,
  Retry = 178,
  TtlOver = 179,
  RecordsChanged = 180,
  Profile = 181,
  Methods = 182,
  AddressForm = 183,
  OptionCodes = 184,
  StrictDraft = 185,
  AcceptMultiple = 186,
  TrustedNames = 187,
  ManualScope = 188,
  Families = 189,
  Addressing = 190,
  Credentials = 191,
  ReferenceIdentifier = 192,
  Addresses = 193,
  SignalPort = 194,
  DataPort = 195,
  BindInterface = 196,
  Flat = 197,
  Lists = 198,
  Auto = 199,
  Rfc8973 = 200,
  Draft01 = 201,
  Draft00 = 202,
  Require = 203,
  Prefer = 204,
  Off = 205,
  On = 206,
  Beside = 207,
  Replace = 208,
  Refresh = 209,
  Watch = 210,
  Link = 211,
  Spool = 212,
  Control = 213,
  Entropy = 214,
  WallTime = 215,
  Store = 216,
  Ok = 217,
  Ri = 218,
  Discarded = 219,
  Warnings = 220,
  Length = 221,
  Manual = 222,
  Anycast = 223,
  Mdns = 224,
  DefaultRouter = 225,
  Dhcp = 226,
  Dnssd = 227,
  Snaptr = 228,
  Address = 229,
  SnaptrThenAddress = 230,
  Dots = 231,
  SignalUdp = 232,
  SignalTcp = 233,
  DataTcp = 234,
  DnsSecure = 235,
  Resolvers = 236,
  DefaultDomain = 237,
  Domains = 238,
  ResolverTrustAd = 239,
  Dnssec = 240,
  RiResolution = 241,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 242;

// The characters of the words, the most frequent first: erdasnitolpcuf_m-hgvwb6kyx.1034789q
const ALPHABET: usize = memory.data<u8>([101, 114, 100, 97, 115, 110, 105, 116, 111, 108, 112, 99, 117, 102, 95, 109, 45, 104, 103, 118, 119, 98, 54, 107, 121, 120, 46, 49, 48, 51, 52, 55, 56, 57, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 139, 33, // record
  4, 38, // id
  6, 129, 9, // role
  6, 234, 37, // pvd
  11, 86, 7, 209, 179, 0, // interface
  7, 126, 86, 2, // bind
  10, 61, 30, 150, 174, // family
  11, 180, 168, 224, 96, 2, // scope_id
  10, 235, 51, 85, 144, // channel
  11, 23, 83, 164, 24, 7, // transport
  6, 138, 113, // port
  7, 49, 229, 9, // rank
  17, 4, 225, 5, 225, 224, 20, 200, 10, // server_group
  16, 1, 13, 1, 181, 224, 96, 66, // reference_ids
  5, 84, 6, // sni
  10, 30, 112, 62, 40, // method
  13, 195, 231, 131, 97, 231, 10, // authority
  20, 132, 28, 11, 14, 59, 37, 38, 115, 64, // source_candidates
  11, 26, 208, 230, 11, 4, // prefixes
  16, 26, 208, 230, 235, 224, 105, 37, // prefix_kind
  18, 27, 32, 80, 103, 147, 228, 16, 208, // credentials_ref
  16, 94, 147, 38, 14, 141, 225, 64, // valid_for_s
  7, 116, 147, 0, // stale
  7, 231, 170, 0, // type
  8, 94, 147, 12, // value
  7, 116, 115, 0, // state
  7, 10, 16, 4, // peers
  17, 224, 171, 22, 64, 14, 86, 14, 4, // expires_in_s
  8, 1, 67, 88, // reason
  6, 227, 103, // abi
  12, 103, 30, 224, 224, 65, // time_ms
  8, 86, 202, 71, // inputs
  9, 1, 205, 4, 2, // refused
  12, 137, 78, 14, 137, 116, // log_lost
  13, 202, 126, 105, 228, 3, 2, // published
  7, 29, 232, 1, // from
  4, 135, // to
  7, 16, 129, 1, // error
  8, 216, 77, 112, // offset
  7, 53, 30, 0, // name
  7, 7, 190, 7, // text
  7, 61, 73, 0, // false
  6, 23, 12, // true
  6, 197, 153, // null
  6, 10, 16, // peer
  11, 110, 99, 103, 229, 4, // waiting
  6, 11, 153, // cell
  8, 116, 115, 76, // status
  9, 4, 225, 5, 1, // server
  11, 226, 179, 234, 245, 0, // dhcpv4
  11, 226, 179, 234, 229, 8, // dhcpv6
  9, 100, 78, 53, 9, // signal
  6, 50, 55, // data
  7, 35, 2, 2, // added
  11, 1, 30, 232, 5, 2, // removed
  11, 235, 51, 229, 4, 2, // changed
  9, 203, 17, 80, 7, // current
  6, 83, 174, // any
  5, 44, 10, // udp
  5, 183, 10, // tcp
  8, 166, 46, 38, // ip-id
  9, 82, 228, 98, 2, // dns-id
  6, 86, 112, // inet
  8, 86, 112, 142, // inet6
  4, 58, // pa
  4, 106, // pi
  13, 139, 213, 230, 196, 1, 2, // configured
  8, 168, 103, 88, // option
  6, 105, 5, // line
  8, 110, 62, 115, // what
  8, 110, 62, 174, // why
  7, 139, 92, 7, // count
  5, 168, 7, // opt
  4, 166, // ip
  8, 129, 124, 16, // router
  11, 4, 225, 5, 97, 2, // serverid
  7, 9, 67, 0, // lease
  9, 130, 30, 99, 5, // domain
  5, 82, 4, // dns
  74, 168, 103, 88, 14, // OPTION_
  75, 58, 68, 231, 19, 12, // PASSTHRU
  75, 35, 18, 64, 4, 4, // ADDRESSES
  73, 4, 225, 5, 1, // SERVER
  8, 5, 110, 14, // new_
  17, 5, 110, 14, 226, 179, 234, 232, 0, // new_dhcp6_
  10, 130, 71, 14, 97, // dots_ri
  15, 130, 71, 14, 35, 18, 64, 4, // dots_address
  17, 179, 11, 68, 14, 130, 30, 99, 5, // access_domain
  16, 130, 30, 99, 229, 80, 227, 1, // domain_name
  13, 166, 14, 35, 18, 64, 4, // ip_address
  15, 166, 142, 14, 35, 18, 64, 4, // ip6_address
  9, 129, 124, 16, 4, // routers
  21, 226, 179, 234, 144, 48, 4, 14, 103, 30, 0, // dhcp_lease_time
  28, 226, 179, 234, 64, 16, 94, 16, 14, 38, 80, 103, 109, 16, // dhcp_server_identifier
  13, 4, 225, 5, 225, 96, 2, // server_id
  13, 30, 227, 235, 144, 214, 0, // max_life
  26, 130, 30, 99, 229, 80, 227, 1, 14, 4, 225, 5, 65, // domain_name_servers
  17, 53, 30, 224, 64, 16, 94, 16, 4, // name_servers
  71, 33, 69, 4, // RDNSS
  76, 49, 14, 129, 124, 64, // RA_ROUTES
  22, 54, 14, 53, 222, 14, 54, 14, 35, 18, 222, // ia_na1_ia_addr1
  32, 54, 14, 53, 222, 14, 54, 14, 35, 18, 222, 14, 94, 121, 230, 1, // ia_na1_ia_addr1_vltime
  8, 155, 6, 117, // client
  8, 224, 5, 117, // event
  9, 2, 94, 182, 0, // device
  9, 172, 103, 30, 0, // uptime
  9, 18, 168, 10, 2, // dropped
  9, 44, 62, 171, 11, // udhcpc
  11, 40, 62, 171, 142, 11, // odhcp6c
  11, 226, 179, 105, 80, 7, // dhclient
  9, 226, 179, 186, 2, // dhcpcd
  6, 49, 110, // raw
  11, 30, 64, 52, 78, 0, // message
  8, 206, 86, 112, // .inet
  10, 206, 86, 112, 142, // .inet6
  8, 126, 200, 37, // bound
  8, 1, 5, 110, // renew
  11, 2, 139, 213, 230, 4, // deconfig
  6, 53, 158, // nak
  11, 9, 67, 208, 99, 9, // leasefail
  11, 86, 141, 225, 1, 2, // informed
  9, 172, 50, 7, 2, // updated
  10, 1, 126, 200, 37, // rebound
  13, 49, 46, 172, 50, 7, 2, // ra-updated
  10, 92, 126, 200, 37, // unbound
  9, 116, 168, 10, 2, // stopped
  6, 137, 116, // lost
  9, 227, 71, 80, 7, // absent
  72, 126, 200, 37, // BOUND
  72, 1, 5, 110, // RENEW
  73, 1, 126, 86, 2, // REBIND
  73, 1, 126, 136, 7, // REBOOT
  74, 103, 30, 128, 124, // TIMEOUT
  73, 86, 141, 225, 1, // INFORM
  74, 126, 200, 37, 142, // BOUND6
  74, 1, 5, 110, 142, // RENEW6
  75, 1, 126, 86, 226, 8, // REBIND6
  75, 1, 126, 136, 231, 8, // REBOOT6
  75, 86, 141, 225, 225, 8, // INFORM6
  73, 224, 171, 22, 0, // EXPIRE
  73, 1, 9, 67, 0, // RELEASE
  70, 116, 168, // STOP
  70, 53, 158, // NAK
  73, 116, 168, 10, 2, // STOPPED
  75, 133, 59, 17, 6, 1, // NOCARRIER
  74, 2, 58, 113, 32, // DEPARTED
  75, 224, 171, 22, 224, 8, // EXPIRE6
  75, 1, 9, 67, 224, 8, // RELEASE6
  72, 116, 168, 142, // STOP6
  74, 2, 26, 208, 142, // DEPREF6
  70, 61, 150, // FAIL
  6, 19, 58, // arpa
  7, 137, 59, 9, // local
  12, 137, 59, 233, 131, 116, // localhost
  5, 57, 5, // lan
  8, 62, 232, 1, // home
  14, 137, 59, 41, 232, 49, 86, // localdomain
  10, 86, 7, 81, 147, // internal
  10, 86, 94, 147, 38, // invalid
  7, 88, 134, 5, // onion
  7, 130, 110, 5, // down
  16, 110, 99, 231, 178, 88, 109, 78, // wait-config
  15, 98, 180, 232, 5, 97, 229, 4, // discovering
  8, 1, 35, 174, // ready
  14, 1, 29, 64, 62, 86, 78, // refreshing
  11, 2, 78, 49, 2, 2, // degraded
  8, 61, 150, 32, // failed
  7, 126, 136, 7, // boot
  11, 105, 229, 233, 194, 10, // link-up
  22, 35, 18, 64, 4, 228, 178, 62, 83, 78, 32, // addresses-changed
  23, 5, 231, 134, 225, 73, 46, 235, 51, 229, 4, 2, // networks-changed
  15, 9, 67, 224, 146, 48, 81, 7, // lease-learnt
  18, 9, 67, 224, 178, 62, 83, 78, 32, // lease-changed
  14, 9, 67, 224, 2, 37, 32, // lease-ended
  17, 5, 110, 46, 5, 231, 134, 225, 9, // new-network
  14, 110, 99, 231, 130, 94, 16, // wait-over
  16, 139, 213, 230, 196, 49, 103, 88, // configuration
  11, 139, 30, 30, 83, 2, // command
  8, 1, 23, 174, // retry
  12, 119, 233, 130, 94, 16, // ttl-over
  20, 1, 139, 33, 228, 178, 62, 83, 78, 32, // records-changed
  9, 26, 216, 150, 0, // profile
  11, 30, 112, 62, 40, 4, // methods
  16, 35, 18, 64, 228, 210, 24, 30, // address-form
  15, 168, 103, 88, 46, 139, 2, 4, // option-codes
  15, 116, 97, 123, 46, 18, 211, 7, // strict-draft
  19, 179, 11, 122, 46, 30, 156, 103, 154, 0, // accept-multiple
  17, 23, 76, 7, 226, 82, 227, 1, 4, // trusted-names
  16, 30, 83, 60, 233, 66, 139, 10, // manual-scope
  11, 61, 30, 150, 6, 4, // families
  13, 35, 18, 64, 100, 229, 4, // addressing
  13, 27, 32, 80, 103, 147, 4, // credentials
  23, 1, 13, 1, 181, 224, 98, 2, 117, 214, 6, 1, // reference-identifier
  11, 35, 18, 64, 4, 4, // addresses
  15, 100, 78, 53, 233, 162, 24, 7, // signal-port
  12, 50, 55, 46, 138, 113, // data-port
  18, 126, 86, 226, 98, 117, 16, 61, 11, // bind-interface
  6, 157, 115, // flat
  7, 105, 116, 4, // lists
  6, 195, 135, // auto
  13, 209, 251, 242, 243, 225, 15, // rfc8973
  11, 18, 211, 231, 238, 13, // draft01
  11, 18, 211, 231, 238, 14, // draft00
  10, 1, 79, 108, 1, // require
  8, 26, 208, 16, // prefer
  5, 216, 13, // off
  4, 88, // on
  9, 126, 64, 38, 0, // beside
  9, 1, 154, 179, 0, // replace
  10, 1, 29, 64, 62, // refresh
  9, 110, 115, 235, 3, // watch
  7, 105, 229, 9, // link
  7, 164, 136, 9, // spool
  9, 139, 117, 129, 9, // control
  10, 80, 23, 168, 174, // entropy
  14, 110, 147, 233, 114, 230, 1, // wall-time
  7, 116, 24, 0, // store
  5, 232, 9, // ok
  4, 97, // ri
  11, 98, 180, 19, 2, 2, // discarded
  12, 110, 19, 101, 229, 68, // warnings
  10, 9, 229, 116, 62, // length
  9, 30, 83, 60, 9, // manual
  10, 83, 174, 59, 116, // anycast
  7, 30, 82, 4, // mdns
  17, 2, 61, 156, 231, 18, 200, 7, 1, // default-router
  7, 226, 179, 10, // dhcp
  7, 82, 68, 2, // dnssd
  8, 84, 163, 23, // snaptr
  9, 35, 18, 64, 4, // address
  24, 84, 163, 23, 46, 231, 3, 229, 50, 34, 1, 68, // snaptr-then-address
  70, 130, 71, // DOTS
  14, 100, 78, 53, 233, 204, 162, // signal.udp
  14, 100, 78, 53, 233, 124, 171, // signal.tcp
  11, 50, 55, 206, 183, 10, // data.tcp
  13, 82, 228, 66, 176, 28, 0, // dns-secure
  12, 1, 132, 233, 5, 65, // resolvers
  18, 2, 61, 156, 231, 34, 232, 49, 86, // default-domain
  10, 130, 30, 99, 69, // domains
  22, 1, 132, 233, 5, 225, 114, 193, 116, 46, 35, // resolver-trust-ad
  8, 82, 68, 176, // dnssec
  16, 97, 46, 1, 132, 201, 103, 88, // ri-resolution
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 170, 236, 307, 369, 488, 595, 674, 751, 827, 941, 1057, 1146, 1222, 1325]);
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
