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
  Isp = 235,
  PiTargets = 236,
  Protects = 237,
  Refresh = 238,
  Watch = 239,
  Link = 240,
  Spool = 241,
  Control = 242,
  Entropy = 243,
  WallTime = 244,
  Store = 245,
  Ok = 246,
  Ri = 247,
  Discarded = 248,
  Warnings = 249,
  Length = 250,
  Select = 251,
  Accept = 252,
  Accepted = 253,
  Rejected = 254,
  Group = 255,
  Targets = 256,
  Unmatched = 257,
  Target = 258,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 259;

// The characters of the words, the most frequent first: eradstniolcpum-f_hgvwb6ky.x1034789jq
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 116, 110, 105, 111, 108, 99, 112, 117, 109, 45, 102, 95, 104, 103, 118, 119, 98, 54, 107, 121, 46, 120, 49, 48, 51, 52, 55, 56, 57, 106, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 138, 49, // record
  4, 55, // id
  6, 129, 9, // role
  6, 235, 53, // pvd
  12, 103, 5, 225, 33, 10, // interface
  7, 126, 103, 3, // bind
  10, 30, 210, 151, 174, // family
  11, 164, 184, 224, 114, 3, // scope_id
  10, 234, 35, 102, 144, // channel
  11, 21, 98, 180, 24, 5, // transport
  6, 139, 81, // port
  7, 33, 230, 9, // rank
  17, 4, 225, 5, 225, 226, 20, 200, 11, // server_group
  17, 1, 30, 16, 96, 10, 46, 55, 4, // reference_ids
  5, 100, 7, // sni
  9, 13, 229, 131, 3, // method
  13, 194, 229, 131, 113, 229, 10, // authority
  20, 132, 28, 10, 46, 42, 54, 55, 82, 64, // source_candidates
  12, 27, 224, 113, 206, 64, // prefixes
  17, 27, 224, 113, 206, 46, 158, 103, 3, // prefix_kind
  19, 26, 48, 96, 117, 146, 228, 18, 224, 1, // credentials_ref
  17, 94, 146, 55, 46, 30, 24, 46, 4, // valid_for_s
  7, 84, 146, 0, // stale
  7, 229, 186, 0, // type
  8, 94, 146, 12, // value
  7, 84, 82, 0, // state
  7, 11, 16, 4, // peers
  17, 224, 188, 23, 64, 46, 103, 46, 4, // expires_in_s
  8, 1, 66, 104, // reason
  6, 226, 119, // abi
  10, 117, 13, 46, 77, // time_ms
  8, 103, 203, 69, // inputs
  10, 1, 30, 76, 48, // refused
  12, 137, 78, 46, 137, 84, // log_lost
  13, 203, 126, 121, 228, 3, 3, // published
  7, 30, 129, 13, // from
  4, 133, // to
  7, 16, 129, 1, // error
  10, 232, 225, 65, 80, // offset
  6, 38, 13, // name
  7, 5, 206, 5, // text
  8, 30, 146, 4, // false
  6, 21, 12, // true
  6, 198, 153, // null
  6, 11, 16, // peer
  11, 110, 114, 117, 230, 4, // waiting
  6, 10, 153, // cell
  8, 84, 82, 76, // status
  9, 4, 225, 5, 1, // server
  11, 227, 163, 235, 245, 0, // dhcpv4
  11, 227, 163, 235, 229, 8, // dhcpv6
  9, 116, 78, 38, 9, // signal
  6, 35, 37, // data
  7, 50, 3, 3, // added
  10, 1, 141, 94, 48, // removed
  11, 234, 35, 230, 4, 3, // changed
  9, 202, 17, 96, 5, // current
  6, 98, 174, // any
  5, 60, 11, // udp
  5, 165, 11, // tcp
  8, 183, 14, 55, // ip-id
  9, 99, 228, 112, 3, // dns-id
  6, 103, 80, // inet
  8, 103, 80, 142, // inet6
  4, 43, // pa
  4, 123, // pi
  14, 138, 230, 113, 78, 28, 48, // configured
  8, 184, 117, 104, // option
  6, 121, 6, // line
  8, 110, 62, 82, // what
  8, 110, 62, 174, // why
  8, 232, 102, 16, // owner
  5, 184, 5, // opt
  4, 183, // ip
  8, 129, 92, 16, // router
  11, 4, 225, 5, 113, 3, // serverid
  7, 9, 66, 0, // lease
  8, 131, 45, 103, // domain
  5, 99, 4, // dns
  74, 184, 117, 104, 46, // OPTION_
  75, 43, 68, 229, 19, 12, // PASSTHRU
  75, 50, 19, 64, 4, 4, // ADDRESSES
  73, 4, 225, 5, 1, // SERVER
  8, 6, 110, 46, // new_
  17, 6, 110, 46, 227, 163, 235, 232, 2, // new_dhcp6_
  10, 131, 69, 46, 113, // dots_ri
  15, 131, 69, 46, 50, 19, 64, 4, // dots_address
  16, 162, 10, 68, 46, 131, 45, 103, // access_domain
  14, 131, 45, 103, 46, 38, 13, // domain_name
  13, 183, 46, 50, 19, 64, 4, // ip_address
  15, 183, 142, 46, 50, 19, 64, 4, // ip6_address
  9, 129, 92, 16, 4, // routers
  20, 227, 163, 235, 146, 32, 4, 46, 117, 13, // dhcp_lease_time
  29, 227, 163, 235, 66, 16, 94, 16, 46, 55, 96, 117, 30, 7, 1, // dhcp_server_identifier
  13, 4, 225, 5, 225, 114, 3, // server_id
  13, 45, 206, 46, 121, 30, 0, // max_life
  24, 131, 45, 103, 46, 38, 13, 46, 4, 225, 5, 65, // domain_name_servers
  16, 38, 13, 46, 4, 225, 5, 65, // name_servers
  71, 49, 70, 4, // RDNSS
  73, 33, 46, 99, 4, // RA_DNS
  76, 33, 46, 129, 92, 64, // RA_ROUTES
  22, 39, 46, 38, 222, 46, 39, 46, 50, 19, 222, // ia_na1_ia_addr1
  31, 39, 46, 38, 222, 46, 39, 46, 50, 19, 222, 46, 94, 89, 215, 0, // ia_na1_ia_addr1_vltime
  8, 154, 7, 86, // client
  8, 224, 5, 86, // event
  9, 3, 94, 167, 0, // device
  8, 188, 117, 13, // uptime
  9, 19, 184, 11, 3, // dropped
  9, 60, 62, 186, 10, // udhcpc
  11, 56, 62, 186, 142, 10, // odhcp6c
  11, 227, 163, 121, 96, 5, // dhclient
  9, 227, 163, 171, 3, // dhcpcd
  6, 33, 110, // raw
  10, 13, 68, 226, 4, // message
  8, 190, 103, 80, // .inet
  10, 190, 103, 80, 142, // .inet6
  8, 126, 200, 54, // bound
  8, 1, 6, 110, // renew
  12, 3, 138, 230, 113, 78, // deconfig
  6, 38, 158, // nak
  12, 9, 66, 224, 33, 151, // leasefail
  11, 103, 30, 24, 13, 3, // informed
  9, 188, 35, 5, 3, // updated
  10, 1, 126, 200, 54, // rebound
  13, 33, 14, 188, 35, 5, 3, // ra-updated
  10, 108, 126, 200, 54, // unbound
  9, 84, 184, 11, 3, // stopped
  6, 137, 84, // lost
  9, 226, 71, 96, 5, // absent
  72, 126, 200, 54, // BOUND
  72, 1, 6, 110, // RENEW
  73, 1, 126, 103, 3, // REBIND
  73, 1, 126, 136, 5, // REBOOT
  73, 117, 13, 200, 5, // TIMEOUT
  73, 103, 30, 24, 13, // INFORM
  74, 126, 200, 54, 142, // BOUND6
  74, 1, 6, 110, 142, // RENEW6
  75, 1, 126, 103, 227, 8, // REBIND6
  75, 1, 126, 136, 229, 8, // REBOOT6
  75, 103, 30, 24, 237, 8, // INFORM6
  73, 224, 188, 23, 0, // EXPIRE
  73, 1, 9, 66, 0, // RELEASE
  70, 84, 184, // STOP
  70, 38, 158, // NAK
  73, 84, 184, 11, 3, // STOPPED
  75, 134, 42, 17, 7, 1, // NOCARRIER
  74, 3, 43, 81, 48, // DEPARTED
  75, 224, 188, 23, 224, 8, // EXPIRE6
  75, 1, 9, 66, 224, 8, // RELEASE6
  72, 84, 184, 142, // STOP6
  75, 3, 27, 224, 225, 8, // DEPREF6
  71, 30, 114, 9, // FAIL
  6, 18, 43, // arpa
  7, 137, 42, 9, // local
  12, 137, 42, 233, 131, 84, // localhost
  5, 41, 6, // lan
  7, 62, 216, 0, // home
  13, 137, 42, 57, 216, 114, 6, // localdomain
  10, 103, 5, 97, 146, // internal
  10, 103, 94, 146, 55, // invalid
  7, 104, 135, 6, // onion
  7, 131, 110, 6, // down
  17, 110, 114, 229, 160, 104, 30, 231, 4, // wait-config
  15, 115, 164, 232, 5, 113, 230, 4, // discovering
  8, 1, 50, 174, // ready
  15, 1, 30, 1, 228, 115, 230, 4, // refreshing
  11, 3, 78, 33, 3, 3, // degraded
  9, 30, 114, 9, 3, // failed
  7, 126, 136, 5, // boot
  11, 121, 230, 233, 192, 11, // link-up
  22, 50, 19, 64, 4, 228, 160, 62, 98, 78, 48, // addresses-changed
  23, 6, 229, 134, 225, 73, 14, 234, 35, 230, 4, 3, // networks-changed
  20, 132, 28, 10, 228, 160, 62, 98, 78, 48, // sources-changed
  15, 9, 66, 224, 144, 32, 97, 5, // lease-learnt
  18, 9, 66, 224, 160, 62, 98, 78, 48, // lease-changed
  14, 9, 66, 224, 0, 54, 48, // lease-ended
  17, 6, 110, 14, 6, 229, 134, 225, 9, // new-network
  14, 110, 114, 229, 128, 94, 16, // wait-over
  17, 138, 230, 113, 78, 28, 82, 135, 6, // configuration
  9, 138, 221, 98, 3, // command
  8, 1, 21, 174, // retry
  12, 85, 233, 128, 94, 16, // ttl-over
  10, 27, 232, 113, 9, // profile
  10, 13, 229, 131, 67, // methods
  16, 50, 19, 64, 228, 224, 129, 209, // address-form
  15, 184, 117, 104, 14, 138, 3, 4, // option-codes
  16, 84, 113, 90, 14, 19, 226, 81, // strict-draft
  18, 162, 10, 91, 14, 205, 89, 183, 9, // accept-multiple
  16, 21, 76, 5, 227, 96, 210, 64, // trusted-names
  15, 45, 198, 146, 14, 164, 184, 0, // manual-scope
  11, 30, 210, 151, 7, 4, // families
  13, 50, 19, 64, 116, 230, 4, // addressing
  13, 26, 48, 96, 117, 146, 4, // credentials
  25, 1, 30, 16, 96, 10, 14, 55, 96, 117, 30, 7, 1, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  15, 116, 78, 38, 233, 176, 24, 5, // signal-port
  12, 35, 37, 14, 139, 81, // data-port
  19, 126, 103, 227, 112, 86, 16, 30, 162, 0, // bind-interface
  7, 30, 41, 5, // flat
  7, 121, 84, 4, // lists
  6, 194, 133, // auto
  14, 225, 161, 47, 63, 31, 254, // rfc8973
  12, 19, 226, 81, 238, 222, // draft01
  12, 19, 226, 81, 238, 238, // draft00
  10, 1, 95, 124, 1, // require
  9, 27, 224, 1, 1, // prefer
  7, 232, 225, 1, // off
  4, 104, // on
  9, 126, 64, 55, 0, // beside
  9, 1, 155, 162, 0, // replace
  8, 45, 198, 146, // manual
  10, 98, 174, 42, 84, // anycast
  18, 3, 30, 194, 89, 14, 129, 92, 16, // default-router
  7, 227, 163, 11, // dhcp
  7, 99, 68, 3, // dnssd
  8, 100, 178, 21, // snaptr
  9, 50, 19, 64, 4, // address
  24, 100, 178, 21, 14, 229, 3, 230, 32, 51, 1, 68, // snaptr-then-address
  70, 131, 69, // DOTS
  14, 116, 78, 38, 233, 203, 179, // signal.udp
  14, 116, 78, 38, 233, 91, 186, // signal.tcp
  11, 35, 37, 190, 165, 11, // data.tcp
  83, 131, 69, 14, 42, 153, 14, 62, 216, 0, // DOTS-CALL-HOME
  18, 42, 153, 14, 62, 216, 224, 203, 179, // call-home.udp
  18, 42, 153, 14, 62, 216, 224, 91, 186, // call-home.tcp
  13, 42, 153, 14, 62, 216, 0, // call-home
  19, 42, 153, 14, 62, 216, 224, 176, 24, 5, // call-home-port
  21, 42, 153, 14, 62, 216, 224, 160, 121, 96, 5, // call-home-client
  13, 99, 228, 64, 160, 28, 0, // dns-secure
  12, 1, 132, 233, 5, 65, // resolvers
  18, 3, 30, 194, 89, 14, 131, 45, 103, // default-domain
  9, 131, 45, 103, 4, // domains
  22, 1, 132, 233, 5, 225, 80, 193, 84, 14, 50, // resolver-trust-ad
  8, 99, 68, 160, // dnssec
  16, 113, 14, 1, 132, 201, 117, 104, // ri-resolution
  5, 71, 11, // isp
  14, 123, 14, 37, 225, 4, 69, // pi-targets
  10, 27, 88, 160, 69, // protects
  11, 1, 30, 1, 228, 3, // refresh
  9, 110, 82, 234, 3, // watch
  7, 121, 230, 9, // link
  7, 180, 136, 9, // spool
  9, 138, 86, 129, 9, // control
  10, 96, 21, 184, 174, // entropy
  13, 110, 146, 233, 80, 215, 0, // wall-time
  7, 84, 24, 0, // store
  5, 232, 9, // ok
  4, 113, // ri
  11, 115, 164, 18, 3, 3, // discarded
  12, 110, 18, 118, 230, 68, // warnings
  10, 9, 230, 84, 62, // length
  8, 4, 9, 90, // select
  8, 162, 10, 91, // accept
  10, 162, 10, 91, 48, // accepted
  11, 1, 79, 160, 5, 3, // rejected
  8, 78, 129, 188, // group
  10, 37, 225, 4, 69, // targets
  12, 108, 45, 165, 62, 48, // unmatched
  9, 37, 225, 4, 5, // target
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 77, 173, 239, 309, 370, 487, 593, 669, 746, 825, 940, 1052, 1148, 1247, 1360, 1434]);
const STRIDE: i32 = 16;
const CAPITALS: u32 = 64;
const COUNT: i32 = 63;

const SPELLED: usize = memory.data(22);
/** Length of the word that was asked for last. */
export let spelledLength: i32 = 0;

// The nibble at a place, which is twice an address or one more.
function nibbleAt(place: usize): u32 {
  return (load<u8>(place >> 1) >> <u8>((place & 1) << 2)) & 15;
}

/** Nibbles of an entry, with the two of its first octet. */
function nibbleCount(entry: usize): i32 {
  return load<u8>(entry) & COUNT;
}

/** The entry behind an entry. */
function nextEntry(entry: usize): usize {
  return entry + ((nibbleCount(entry) + 1) >> 1);
}

/** Spells the word of an entry. */
function spell(entry: usize): void {
  const header: u32 = load<u8>(entry);
  let place = entry << 1;
  const end = place + nibbleCount(entry);
  spelledLength = 0;
  for (place += 2; place < end; place++) {
    let code = nibbleAt(place);
    if (code >= 14) code = (code << 4) + nibbleAt(++place) - 210;
    let octet: u32 = load<u8>(ALPHABET + code);
    if (octet > 0x60) octet -= (header & CAPITALS) >> 1;
    store<u8>(SPELLED + spelledLength++, octet);
  }
}

/** Address of the first octet of a word, until the next word is asked for. */
export function wordPointer(word: i32): usize {
  let entry = TABLE + load<u16>(OFFSETS + (<usize>(word / STRIDE) << 1));
  for (word %= STRIDE; word > 0; word--) entry = nextEntry(entry);
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
    // A character takes one nibble or two: other lengths need no spelling.
    if (<u32>(nibbleCount(entry) - 2 - length) <= <u32>length) {
      spell(entry);
      if (isSpelled(pointer, length)) return word;
    }
    entry = nextEntry(entry);
  }
  return -1;
}
