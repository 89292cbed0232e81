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
  Manual = 210,
  Anycast = 211,
  DefaultRouter = 212,
  Dhcp = 213,
  Dnssd = 214,
  Snaptr = 215,
  Address = 216,
  SnaptrThenAddress = 217,
  Dots = 218,
  SignalUdp = 219,
  SignalTcp = 220,
  DataTcp = 221,
  DotsCallHome = 222,
  CallHomeUdp = 223,
  CallHomeTcp = 224,
  CallHome = 225,
  CallHomePort = 226,
  CallHomeClient = 227,
  DnsSecure = 228,
  Resolvers = 229,
  DefaultDomain = 230,
  Domains = 231,
  ResolverTrustAd = 232,
  Dnssec = 233,
  RiResolution = 234,
  Refresh = 235,
  Watch = 236,
  Link = 237,
  Spool = 238,
  Control = 239,
  Entropy = 240,
  WallTime = 241,
  Store = 242,
  Ok = 243,
  Ri = 244,
  Discarded = 245,
  Warnings = 246,
  Length = 247,
  Working = 248,
  ReadOnly = 249,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 250;

// The characters of the words, the most frequent first: eradsntiolcpu-fm_hgvwb6ky.x1034789q
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 110, 116, 105, 111, 108, 99, 112, 117, 45, 102, 109, 95, 104, 103, 118, 119, 98, 54, 107, 121, 46, 120, 49, 48, 51, 52, 55, 56, 57, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 138, 49, // record
  4, 55, // id
  6, 129, 9, // role
  6, 235, 53, // pvd
  12, 87, 6, 225, 32, 10, // interface
  7, 126, 87, 3, // bind
  11, 14, 226, 113, 233, 10, // family
  11, 164, 184, 224, 114, 3, // scope_id
  10, 234, 35, 85, 144, // channel
  11, 22, 82, 180, 24, 6, // transport
  6, 139, 97, // port
  7, 33, 229, 9, // rank
  17, 4, 225, 5, 225, 226, 20, 200, 11, // server_group
  17, 1, 14, 16, 80, 10, 46, 55, 4, // reference_ids
  5, 84, 7, // sni
  10, 30, 96, 62, 56, // method
  13, 194, 230, 131, 113, 230, 10, // authority
  20, 132, 28, 10, 46, 42, 53, 55, 98, 64, // source_candidates
  12, 27, 224, 112, 206, 64, // prefixes
  17, 27, 224, 112, 206, 46, 158, 87, 3, // prefix_kind
  19, 26, 48, 80, 118, 146, 228, 18, 224, 0, // credentials_ref
  17, 94, 146, 55, 46, 14, 24, 46, 4, // valid_for_s
  7, 100, 146, 0, // stale
  7, 230, 186, 0, // type
  8, 94, 146, 12, // value
  7, 100, 98, 0, // state
  7, 11, 16, 4, // peers
  17, 224, 188, 23, 64, 46, 87, 46, 4, // expires_in_s
  8, 1, 66, 88, // reason
  6, 226, 119, // abi
  12, 118, 30, 224, 226, 65, // time_ms
  8, 87, 203, 70, // inputs
  10, 1, 14, 76, 48, // refused
  12, 137, 78, 46, 137, 100, // log_lost
  13, 203, 126, 121, 228, 3, 3, // published
  8, 14, 129, 30, // from
  4, 134, // to
  7, 16, 129, 1, // error
  10, 232, 224, 64, 96, // offset
  7, 37, 30, 0, // name
  7, 6, 206, 6, // text
  8, 14, 146, 4, // false
  6, 22, 12, // true
  6, 197, 153, // null
  6, 11, 16, // peer
  11, 110, 114, 118, 229, 4, // waiting
  6, 10, 153, // cell
  8, 100, 98, 76, // status
  9, 4, 225, 5, 1, // server
  11, 227, 163, 235, 245, 0, // dhcpv4
  11, 227, 163, 235, 229, 8, // dhcpv6
  9, 116, 78, 37, 9, // signal
  6, 35, 38, // data
  7, 50, 3, 3, // added
  11, 1, 30, 232, 5, 3, // removed
  11, 234, 35, 229, 4, 3, // changed
  9, 202, 17, 80, 6, // current
  6, 82, 174, // any
  5, 60, 11, // udp
  5, 166, 11, // tcp
  7, 183, 125, 3, // ip-id
  8, 83, 212, 55, // dns-id
  6, 87, 96, // inet
  8, 87, 96, 142, // inet6
  4, 43, // pa
  4, 123, // pi
  14, 138, 229, 112, 78, 28, 48, // configured
  8, 184, 118, 88, // option
  6, 121, 5, // line
  8, 110, 62, 98, // what
  8, 110, 62, 174, // why
  8, 232, 86, 16, // owner
  5, 184, 6, // opt
  4, 183, // ip
  8, 129, 108, 16, // router
  11, 4, 225, 5, 113, 3, // serverid
  7, 9, 66, 0, // lease
  9, 131, 30, 114, 5, // domain
  5, 83, 4, // dns
  74, 184, 118, 88, 46, // OPTION_
  75, 43, 68, 230, 19, 12, // PASSTHRU
  75, 50, 19, 64, 4, 4, // ADDRESSES
  73, 4, 225, 5, 1, // SERVER
  8, 5, 110, 46, // new_
  17, 5, 110, 46, 227, 163, 235, 232, 2, // new_dhcp6_
  10, 131, 70, 46, 113, // dots_ri
  15, 131, 70, 46, 50, 19, 64, 4, // dots_address
  17, 162, 10, 68, 46, 131, 30, 114, 5, // access_domain
  16, 131, 30, 114, 229, 82, 226, 1, // domain_name
  13, 183, 46, 50, 19, 64, 4, // ip_address
  15, 183, 142, 46, 50, 19, 64, 4, // ip6_address
  9, 129, 108, 16, 4, // routers
  21, 227, 163, 235, 146, 32, 4, 46, 118, 30, 0, // dhcp_lease_time
  29, 227, 163, 235, 66, 16, 94, 16, 46, 55, 80, 118, 14, 7, 1, // dhcp_server_identifier
  13, 4, 225, 5, 225, 114, 3, // server_id
  14, 30, 226, 236, 146, 231, 0, // max_life
  26, 131, 30, 114, 229, 82, 226, 1, 46, 4, 225, 5, 65, // domain_name_servers
  17, 37, 30, 224, 66, 16, 94, 16, 4, // name_servers
  71, 49, 69, 4, // RDNSS
  73, 33, 46, 83, 4, // RA_DNS
  76, 33, 46, 129, 108, 64, // RA_ROUTES
  22, 39, 46, 37, 222, 46, 39, 46, 50, 19, 222, // ia_na1_ia_addr1
  32, 39, 46, 37, 222, 46, 39, 46, 50, 19, 222, 46, 94, 105, 231, 1, // ia_na1_ia_addr1_vltime
  8, 154, 7, 101, // client
  8, 224, 5, 101, // event
  9, 3, 94, 167, 0, // device
  9, 188, 118, 30, 0, // uptime
  9, 19, 184, 11, 3, // dropped
  9, 60, 62, 186, 10, // udhcpc
  11, 56, 62, 186, 142, 10, // odhcp6c
  11, 227, 163, 121, 80, 6, // dhclient
  9, 227, 163, 171, 3, // dhcpcd
  6, 33, 110, // raw
  11, 30, 64, 36, 78, 0, // message
  8, 190, 87, 96, // .inet
  10, 190, 87, 96, 142, // .inet6
  8, 126, 200, 53, // bound
  8, 1, 5, 110, // renew
  12, 3, 138, 229, 112, 78, // deconfig
  6, 37, 158, // nak
  12, 9, 66, 224, 32, 151, // leasefail
  12, 87, 14, 24, 30, 48, // informed
  9, 188, 35, 6, 3, // updated
  10, 1, 126, 200, 53, // rebound
  12, 33, 205, 59, 98, 48, // ra-updated
  10, 92, 126, 200, 53, // unbound
  9, 100, 184, 11, 3, // stopped
  6, 137, 100, // lost
  9, 226, 71, 80, 6, // absent
  72, 126, 200, 53, // BOUND
  72, 1, 5, 110, // RENEW
  73, 1, 126, 87, 3, // REBIND
  73, 1, 126, 136, 6, // REBOOT
  74, 118, 30, 128, 108, // TIMEOUT
  74, 87, 14, 24, 30, // INFORM
  74, 126, 200, 53, 142, // BOUND6
  74, 1, 5, 110, 142, // RENEW6
  75, 1, 126, 87, 227, 8, // REBIND6
  75, 1, 126, 136, 230, 8, // REBOOT6
  76, 87, 14, 24, 30, 142, // INFORM6
  73, 224, 188, 23, 0, // EXPIRE
  73, 1, 9, 66, 0, // RELEASE
  70, 100, 184, // STOP
  70, 37, 158, // NAK
  73, 100, 184, 11, 3, // STOPPED
  75, 133, 42, 17, 7, 1, // NOCARRIER
  74, 3, 43, 97, 48, // DEPARTED
  75, 224, 188, 23, 224, 8, // EXPIRE6
  75, 1, 9, 66, 224, 8, // RELEASE6
  72, 100, 184, 142, // STOP6
  75, 3, 27, 224, 224, 8, // DEPREF6
  71, 14, 114, 9, // FAIL
  6, 18, 43, // arpa
  7, 137, 42, 9, // local
  12, 137, 42, 233, 131, 100, // localhost
  5, 41, 5, // lan
  8, 62, 232, 1, // home
  14, 137, 42, 57, 232, 33, 87, // localdomain
  10, 87, 6, 81, 146, // internal
  10, 87, 94, 146, 55, // invalid
  7, 88, 135, 5, // onion
  7, 131, 110, 5, // down
  16, 110, 114, 214, 138, 229, 112, 78, // wait-config
  15, 115, 164, 232, 5, 113, 229, 4, // discovering
  8, 1, 50, 174, // ready
  15, 1, 14, 1, 228, 115, 229, 4, // refreshing
  11, 3, 78, 33, 3, 3, // degraded
  9, 14, 114, 9, 3, // failed
  7, 126, 136, 6, // boot
  10, 121, 229, 217, 188, // link-up
  21, 50, 19, 64, 4, 212, 234, 35, 229, 4, 3, // addresses-changed
  22, 5, 230, 134, 225, 73, 173, 62, 82, 78, 48, // networks-changed
  19, 132, 28, 10, 212, 234, 35, 229, 4, 3, // sources-changed
  14, 9, 66, 208, 9, 18, 101, // lease-learnt
  17, 9, 66, 208, 234, 35, 229, 4, 3, // lease-changed
  13, 9, 66, 208, 80, 3, 3, // lease-ended
  16, 5, 110, 93, 96, 110, 24, 158, // new-network
  13, 110, 114, 214, 232, 5, 1, // wait-over
  17, 138, 229, 112, 78, 28, 98, 135, 5, // configuration
  11, 138, 30, 30, 82, 3, // command
  8, 1, 22, 174, // retry
  11, 102, 217, 232, 5, 1, // ttl-over
  10, 27, 232, 112, 9, // profile
  11, 30, 96, 62, 56, 4, // methods
  16, 50, 19, 64, 212, 14, 24, 30, // address-form
  14, 184, 118, 88, 173, 56, 64, // option-codes
  15, 100, 113, 106, 61, 33, 14, 6, // strict-draft
  18, 162, 10, 107, 237, 193, 105, 183, 9, // accept-multiple
  16, 22, 76, 6, 211, 37, 30, 64, // trusted-names
  15, 30, 82, 44, 217, 164, 184, 0, // manual-scope
  12, 14, 226, 113, 121, 64, // families
  13, 50, 19, 64, 116, 229, 4, // addressing
  13, 26, 48, 80, 118, 146, 4, // credentials
  24, 1, 14, 16, 80, 10, 125, 3, 101, 231, 112, 16, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  14, 116, 78, 37, 217, 139, 97, // signal-port
  11, 35, 38, 189, 24, 6, // data-port
  18, 126, 87, 211, 87, 6, 225, 32, 10, // bind-interface
  7, 14, 41, 6, // flat
  7, 121, 100, 4, // lists
  6, 194, 134, // auto
  14, 225, 160, 47, 63, 31, 254, // rfc8973
  12, 19, 226, 96, 238, 222, // draft01
  12, 19, 226, 96, 238, 238, // draft00
  10, 1, 79, 124, 1, // require
  9, 27, 224, 0, 1, // prefer
  7, 232, 224, 0, // off
  4, 88, // on
  9, 126, 64, 55, 0, // beside
  9, 1, 155, 162, 0, // replace
  9, 30, 82, 44, 9, // manual
  10, 82, 174, 42, 100, // anycast
  17, 3, 14, 194, 105, 29, 200, 6, 1, // default-router
  7, 227, 163, 11, // dhcp
  7, 83, 68, 3, // dnssd
  8, 84, 178, 22, // snaptr
  9, 50, 19, 64, 4, // address
  22, 84, 178, 22, 109, 62, 80, 45, 51, 1, 68, // snaptr-then-address
  70, 131, 70, // DOTS
  14, 116, 78, 37, 233, 203, 179, // signal.udp
  14, 116, 78, 37, 233, 107, 186, // signal.tcp
  11, 35, 38, 190, 166, 11, // data.tcp
  82, 131, 70, 173, 146, 217, 62, 232, 1, // DOTS-CALL-HOME
  18, 42, 153, 237, 131, 30, 224, 203, 179, // call-home.udp
  18, 42, 153, 237, 131, 30, 224, 107, 186, // call-home.tcp
  13, 42, 153, 237, 131, 30, 0, // call-home
  18, 42, 153, 237, 131, 30, 208, 139, 97, // call-home-port
  20, 42, 153, 237, 131, 30, 208, 154, 7, 101, // call-home-client
  12, 83, 212, 4, 202, 1, // dns-secure
  12, 1, 132, 233, 5, 65, // resolvers
  18, 3, 14, 194, 105, 61, 232, 33, 87, // default-domain
  10, 131, 30, 114, 69, // domains
  20, 1, 132, 233, 5, 209, 22, 76, 214, 50, // resolver-trust-ad
  8, 83, 68, 160, // dnssec
  15, 113, 29, 64, 152, 108, 135, 5, // ri-resolution
  11, 1, 14, 1, 228, 3, // refresh
  9, 110, 98, 234, 3, // watch
  7, 121, 229, 9, // link
  7, 180, 136, 9, // spool
  9, 138, 101, 129, 9, // control
  10, 80, 22, 184, 174, // entropy
  13, 110, 146, 217, 118, 30, 0, // wall-time
  7, 100, 24, 0, // store
  5, 232, 9, // ok
  4, 113, // ri
  11, 115, 164, 18, 3, 3, // discarded
  12, 110, 18, 117, 229, 68, // warnings
  10, 9, 229, 100, 62, // length
  12, 110, 24, 158, 87, 78, // working
  12, 1, 50, 141, 149, 174, // read-only
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 78, 175, 242, 312, 374, 494, 603, 679, 756, 835, 946, 1058, 1151, 1249, 1356]);
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
