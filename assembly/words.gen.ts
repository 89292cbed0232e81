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
  PREFIXES = 82,
  SERVER = 83,
  New = 84,
  NewDhcp6 = 85,
  DotsRi = 86,
  DotsAddress = 87,
  AccessDomain = 88,
  DomainName = 89,
  IpAddress = 90,
  Ip6Address = 91,
  Ip6Prefix = 92,
  Routers = 93,
  DhcpLeaseTime = 94,
  DhcpServerIdentifier = 95,
  ServerId = 96,
  MaxLife = 97,
  DomainNameServers = 98,
  NameServers = 99,
  RDNSS = 100,
  RADNS = 101,
  RaRoutes = 102,
  IaNa1IaAddr1 = 103,
  IaNa1IaAddr1Vltime = 104,
  Client = 105,
  Event = 106,
  Device = 107,
  Uptime = 108,
  Dropped = 109,
  Udhcpc = 110,
  Odhcp6c = 111,
  Dhclient = 112,
  Dhcpcd = 113,
  Raw = 114,
  Message = 115,
  DotInet = 116,
  DotInet6 = 117,
  Bound = 118,
  Renew = 119,
  Deconfig = 120,
  Nak = 121,
  Leasefail = 122,
  Informed = 123,
  Updated = 124,
  Rebound = 125,
  RaUpdated = 126,
  Unbound = 127,
  Stopped = 128,
  Lost = 129,
  Absent = 130,
  BOUND = 131,
  RENEW = 132,
  REBIND = 133,
  REBOOT = 134,
  TIMEOUT = 135,
  INFORM = 136,
  BOUND6 = 137,
  RENEW6 = 138,
  REBIND6 = 139,
  REBOOT6 = 140,
  INFORM6 = 141,
  EXPIRE = 142,
  RELEASE = 143,
  STOP = 144,
  NAK = 145,
  STOPPED = 146,
  NOCARRIER = 147,
  DEPARTED = 148,
  EXPIRE6 = 149,
  RELEASE6 = 150,
  STOP6 = 151,
  DEPREF6 = 152,
  FAIL = 153,
  Arpa = 154,
  Local = 155,
  Localhost = 156,
  Lan = 157,
  Home = 158,
  Localdomain = 159,
  Internal = 160,
  Invalid = 161,
  Onion = 162,
  Down = 163,
  WaitConfig = 164,
  Discovering = 165,
  Ready = 166,
  Refreshing = 167,
  Degraded = 168,
  Failed = 169,
  Boot = 170,
  LinkUp = 171,
  AddressesChanged = 172,
  NetworksChanged = 173,
  SourcesChanged = 174,
  LeaseLearnt = 175,
  LeaseChanged = 176,
  LeaseEnded = 177,
  NewNetwork = 178,
  WaitOver = 179,
  Configuration = 180,
  Command = 181,
  Retry = 182,
  TtlOver = 183,
  RecordsChanged = 184,
  Profile = 185,
  Methods = 186,
  AddressForm = 187,
  OptionCodes = 188,
  StrictDraft = 189,
  AcceptMultiple = 190,
  TrustedNames = 191,
  ManualScope = 192,
  Families = 193,
  Addressing = 194,
  Credentials = 195,
  ReferenceIdentifier = 196,
  Addresses = 197,
  SignalPort = 198,
  DataPort = 199,
  BindInterface = 200,
  Flat = 201,
  Lists = 202,
  Auto = 203,
  Rfc8973 = 204,
  Draft01 = 205,
  Draft00 = 206,
  Require = 207,
  Prefer = 208,
  Off = 209,
  On = 210,
  Beside = 211,
  Replace = 212,
  Manual = 213,
  Anycast = 214,
  Mdns = 215,
  DefaultRouter = 216,
  Dhcp = 217,
  Dnssd = 218,
  Snaptr = 219,
  Address = 220,
  SnaptrThenAddress = 221,
  Dots = 222,
  SignalUdp = 223,
  SignalTcp = 224,
  DataTcp = 225,
  DotsCallHome = 226,
  CallHomeUdp = 227,
  CallHomeTcp = 228,
  CallHome = 229,
  CallHomePort = 230,
  CallHomeClient = 231,
  DnsSecure = 232,
  Resolvers = 233,
  DefaultDomain = 234,
  Domains = 235,
  ResolverTrustAd = 236,
  Dnssec = 237,
  RiResolution = 238,
  Isp = 239,
  PiTargets = 240,
  Protects = 241,
  Refresh = 242,
  Watch = 243,
  Link = 244,
  Spool = 245,
  Control = 246,
  Entropy = 247,
  WallTime = 248,
  Store = 249,
  Ok = 250,
  Ri = 251,
  Discarded = 252,
  Warnings = 253,
  Length = 254,
  Select = 255,
  Accept = 256,
  Accepted = 257,
  Rejected = 258,
  Group = 259,
  Targets = 260,
  Unmatched = 261,
  Target = 262,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 263;

// The characters of the words, the most frequent first: eradstniolcpufm-_hgvw6bkxy.1034789jq
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 116, 110, 105, 111, 108, 99, 112, 117, 102, 109, 45, 95, 104, 103, 118, 119, 54, 98, 107, 120, 121, 46, 49, 48, 51, 52, 55, 56, 57, 106, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 138, 49, // record
  4, 55, // id
  6, 129, 9, // role
  6, 235, 53, // pvd
  11, 103, 5, 209, 162, 0, // interface
  7, 142, 103, 3, // bind
  10, 45, 14, 151, 190, // family
  11, 164, 184, 224, 114, 3, // scope_id
  10, 234, 35, 102, 144, // channel
  11, 21, 98, 180, 24, 5, // transport
  6, 139, 81, // port
  7, 33, 230, 9, // rank
  17, 4, 225, 5, 225, 226, 20, 200, 11, // server_group
  16, 1, 13, 1, 166, 224, 114, 67, // reference_ids
  5, 100, 7, // sni
  10, 14, 80, 62, 56, // method
  13, 194, 229, 131, 113, 229, 11, // authority
  20, 132, 28, 10, 46, 42, 54, 55, 82, 64, // source_candidates
  11, 27, 208, 231, 10, 4, // prefixes
  16, 27, 208, 231, 234, 226, 121, 54, // prefix_kind
  18, 26, 48, 96, 117, 146, 228, 18, 208, // credentials_ref
  16, 94, 146, 55, 46, 141, 225, 66, // valid_for_s
  7, 84, 146, 0, // stale
  7, 229, 187, 0, // type
  8, 94, 146, 12, // value
  7, 84, 82, 0, // state
  7, 11, 16, 4, // peers
  17, 224, 186, 23, 64, 46, 103, 46, 4, // expires_in_s
  8, 1, 66, 104, // reason
  6, 226, 120, // abi
  12, 117, 14, 224, 226, 64, // time_ms
  8, 103, 203, 69, // inputs
  9, 1, 205, 4, 3, // refused
  12, 137, 78, 46, 137, 84, // log_lost
  13, 203, 142, 121, 228, 3, 3, // published
  7, 29, 232, 0, // from
  4, 133, // to
  7, 16, 129, 1, // error
  8, 216, 77, 80, // offset
  7, 38, 14, 0, // name
  7, 5, 174, 5, // text
  7, 45, 73, 0, // false
  6, 21, 12, // true
  6, 198, 153, // null
  6, 11, 16, // peer
  11, 110, 114, 117, 230, 4, // waiting
  6, 10, 153, // cell
  8, 84, 82, 76, // status
  9, 4, 225, 5, 1, // server
  11, 227, 163, 235, 245, 0, // dhcpv4
  11, 227, 163, 235, 229, 7, // dhcpv6
  9, 116, 78, 38, 9, // signal
  6, 35, 37, // data
  7, 50, 3, 3, // added
  11, 1, 14, 232, 5, 3, // removed
  11, 234, 35, 230, 4, 3, // changed
  9, 202, 17, 96, 5, // current
  6, 98, 190, // any
  5, 60, 11, // udp
  5, 165, 11, // tcp
  8, 183, 30, 55, // ip-id
  9, 99, 228, 113, 3, // dns-id
  6, 103, 80, // inet
  8, 103, 80, 126, // inet6
  4, 43, // pa
  4, 123, // pi
  13, 138, 214, 231, 196, 1, 3, // configured
  8, 184, 117, 104, // option
  6, 121, 6, // line
  8, 110, 62, 82, // what
  8, 110, 62, 190, // why
  8, 232, 102, 16, // owner
  5, 184, 5, // opt
  4, 183, // ip
  8, 129, 92, 16, // router
  11, 4, 225, 5, 113, 3, // serverid
  7, 9, 66, 0, // lease
  9, 131, 14, 114, 6, // domain
  5, 99, 4, // dns
  74, 184, 117, 104, 46, // OPTION_
  75, 43, 68, 229, 19, 12, // PASSTHRU
  75, 50, 19, 64, 4, 4, // ADDRESSES
  75, 27, 208, 231, 10, 4, // PREFIXES
  73, 4, 225, 5, 1, // SERVER
  8, 6, 110, 46, // new_
  17, 6, 110, 46, 227, 163, 235, 231, 2, // new_dhcp6_
  10, 131, 69, 46, 113, // dots_ri
  15, 131, 69, 46, 50, 19, 64, 4, // dots_address
  17, 162, 10, 68, 46, 131, 14, 114, 6, // access_domain
  16, 131, 14, 114, 230, 98, 226, 0, // domain_name
  13, 183, 46, 50, 19, 64, 4, // ip_address
  15, 183, 126, 46, 50, 19, 64, 4, // ip6_address
  15, 183, 126, 46, 27, 208, 231, 10, // ip6_prefix
  9, 129, 92, 16, 4, // routers
  21, 227, 163, 235, 146, 32, 4, 46, 117, 14, 0, // dhcp_lease_time
  28, 227, 163, 235, 66, 16, 94, 16, 46, 55, 96, 117, 125, 16, // dhcp_server_identifier
  13, 4, 225, 5, 225, 114, 3, // server_id
  13, 14, 226, 234, 146, 215, 0, // max_life
  26, 131, 14, 114, 230, 98, 226, 0, 46, 4, 225, 5, 65, // domain_name_servers
  17, 38, 14, 224, 66, 16, 94, 16, 4, // name_servers
  71, 49, 70, 4, // RDNSS
  73, 33, 46, 99, 4, // RA_DNS
  76, 33, 46, 129, 92, 64, // RA_ROUTES
  22, 39, 46, 38, 222, 46, 39, 46, 50, 19, 222, // ia_na1_ia_addr1
  32, 39, 46, 38, 222, 46, 39, 46, 50, 19, 222, 46, 94, 89, 231, 0, // ia_na1_ia_addr1_vltime
  8, 154, 7, 86, // client
  8, 224, 5, 86, // event
  9, 3, 94, 167, 0, // device
  9, 188, 117, 14, 0, // uptime
  9, 19, 184, 11, 3, // dropped
  9, 60, 62, 186, 10, // udhcpc
  11, 56, 62, 186, 126, 10, // odhcp6c
  11, 227, 163, 121, 96, 5, // dhclient
  9, 227, 163, 171, 3, // dhcpcd
  6, 33, 110, // raw
  11, 14, 64, 36, 78, 0, // message
  8, 206, 103, 80, // .inet
  10, 206, 103, 80, 126, // .inet6
  8, 142, 200, 54, // bound
  8, 1, 6, 110, // renew
  11, 3, 138, 214, 231, 4, // deconfig
  6, 38, 158, // nak
  11, 9, 66, 208, 114, 9, // leasefail
  11, 103, 141, 225, 0, 3, // informed
  9, 188, 35, 5, 3, // updated
  10, 1, 142, 200, 54, // rebound
  13, 33, 30, 188, 35, 5, 3, // ra-updated
  10, 108, 142, 200, 54, // unbound
  9, 84, 184, 11, 3, // stopped
  6, 137, 84, // lost
  9, 226, 72, 96, 5, // absent
  72, 142, 200, 54, // BOUND
  72, 1, 6, 110, // RENEW
  73, 1, 142, 103, 3, // REBIND
  73, 1, 142, 136, 5, // REBOOT
  74, 117, 14, 128, 92, // TIMEOUT
  73, 103, 141, 225, 0, // INFORM
  74, 142, 200, 54, 126, // BOUND6
  74, 1, 6, 110, 126, // RENEW6
  75, 1, 142, 103, 227, 7, // REBIND6
  75, 1, 142, 136, 229, 7, // REBOOT6
  75, 103, 141, 225, 224, 7, // INFORM6
  73, 224, 186, 23, 0, // EXPIRE
  73, 1, 9, 66, 0, // RELEASE
  70, 84, 184, // STOP
  70, 38, 158, // NAK
  73, 84, 184, 11, 3, // STOPPED
  75, 134, 42, 17, 7, 1, // NOCARRIER
  74, 3, 43, 81, 48, // DEPARTED
  75, 224, 186, 23, 224, 7, // EXPIRE6
  75, 1, 9, 66, 224, 7, // RELEASE6
  72, 84, 184, 126, // STOP6
  74, 3, 27, 208, 126, // DEPREF6
  70, 45, 151, // FAIL
  6, 18, 43, // arpa
  7, 137, 42, 9, // local
  12, 137, 42, 233, 131, 84, // localhost
  5, 41, 6, // lan
  8, 62, 232, 0, // home
  14, 137, 42, 57, 232, 32, 103, // localdomain
  10, 103, 5, 97, 146, // internal
  10, 103, 94, 146, 55, // invalid
  7, 104, 135, 6, // onion
  7, 131, 110, 6, // down
  16, 110, 114, 229, 161, 104, 125, 78, // wait-config
  15, 115, 164, 232, 5, 113, 230, 4, // discovering
  8, 1, 50, 190, // ready
  14, 1, 29, 64, 62, 103, 78, // refreshing
  11, 3, 78, 33, 3, 3, // degraded
  8, 45, 151, 48, // failed
  7, 142, 136, 5, // boot
  11, 121, 230, 233, 193, 11, // link-up
  22, 50, 19, 64, 4, 228, 161, 62, 98, 78, 48, // addresses-changed
  23, 6, 229, 134, 225, 73, 30, 234, 35, 230, 4, 3, // networks-changed
  20, 132, 28, 10, 228, 161, 62, 98, 78, 48, // sources-changed
  15, 9, 66, 224, 145, 32, 97, 5, // lease-learnt
  18, 9, 66, 224, 161, 62, 98, 78, 48, // lease-changed
  14, 9, 66, 224, 1, 54, 48, // lease-ended
  17, 6, 110, 30, 6, 229, 134, 225, 9, // new-network
  14, 110, 114, 229, 129, 94, 16, // wait-over
  16, 138, 214, 231, 196, 33, 117, 104, // configuration
  11, 138, 14, 14, 98, 3, // command
  8, 1, 21, 190, // retry
  12, 85, 233, 129, 94, 16, // ttl-over
  20, 1, 138, 49, 228, 161, 62, 98, 78, 48, // records-changed
  9, 27, 216, 151, 0, // profile
  11, 14, 80, 62, 56, 4, // methods
  16, 50, 19, 64, 228, 209, 24, 14, // address-form
  15, 184, 117, 104, 30, 138, 3, 4, // option-codes
  15, 84, 113, 90, 30, 19, 210, 5, // strict-draft
  19, 162, 10, 91, 30, 14, 156, 117, 155, 0, // accept-multiple
  17, 21, 76, 5, 227, 97, 226, 0, 4, // trusted-names
  16, 14, 98, 44, 233, 65, 138, 11, // manual-scope
  11, 45, 14, 151, 7, 4, // families
  13, 50, 19, 64, 116, 230, 4, // addressing
  13, 26, 48, 96, 117, 146, 4, // credentials
  23, 1, 13, 1, 166, 224, 113, 3, 86, 215, 7, 1, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  15, 116, 78, 38, 233, 177, 24, 5, // signal-port
  12, 35, 37, 30, 139, 81, // data-port
  18, 142, 103, 227, 113, 86, 16, 45, 10, // bind-interface
  6, 157, 82, // flat
  7, 121, 84, 4, // lists
  6, 194, 133, // auto
  13, 209, 250, 242, 243, 225, 15, // rfc8973
  11, 19, 210, 229, 238, 13, // draft01
  11, 19, 210, 229, 238, 14, // draft00
  10, 1, 95, 124, 1, // require
  8, 27, 208, 16, // prefer
  5, 216, 13, // off
  4, 104, // on
  9, 142, 64, 55, 0, // beside
  9, 1, 155, 162, 0, // replace
  9, 14, 98, 44, 9, // manual
  10, 98, 190, 42, 84, // anycast
  7, 14, 99, 4, // mdns
  17, 3, 45, 156, 229, 17, 200, 5, 1, // default-router
  7, 227, 163, 11, // dhcp
  7, 99, 68, 3, // dnssd
  8, 100, 178, 21, // snaptr
  9, 50, 19, 64, 4, // address
  24, 100, 178, 21, 30, 229, 3, 230, 33, 51, 1, 68, // snaptr-then-address
  70, 131, 69, // DOTS
  14, 116, 78, 38, 233, 204, 179, // signal.udp
  14, 116, 78, 38, 233, 92, 186, // signal.tcp
  11, 35, 37, 206, 165, 11, // data.tcp
  84, 131, 69, 30, 42, 153, 30, 62, 232, 0, // DOTS-CALL-HOME
  19, 42, 153, 30, 62, 232, 0, 206, 60, 11, // call-home.udp
  19, 42, 153, 30, 62, 232, 0, 206, 165, 11, // call-home.tcp
  14, 42, 153, 30, 62, 232, 0, // call-home
  20, 42, 153, 30, 62, 232, 0, 30, 139, 81, // call-home-port
  22, 42, 153, 30, 62, 232, 0, 30, 154, 7, 86, // call-home-client
  13, 99, 228, 65, 160, 28, 0, // dns-secure
  12, 1, 132, 233, 5, 65, // resolvers
  18, 3, 45, 156, 229, 49, 232, 32, 103, // default-domain
  10, 131, 14, 114, 70, // domains
  22, 1, 132, 233, 5, 225, 81, 193, 84, 30, 50, // resolver-trust-ad
  8, 99, 68, 160, // dnssec
  16, 113, 30, 1, 132, 201, 117, 104, // ri-resolution
  5, 71, 11, // isp
  14, 123, 30, 37, 225, 4, 69, // pi-targets
  10, 27, 88, 160, 69, // protects
  10, 1, 29, 64, 62, // refresh
  9, 110, 82, 234, 3, // watch
  7, 121, 230, 9, // link
  7, 180, 136, 9, // spool
  9, 138, 86, 129, 9, // control
  10, 96, 21, 184, 190, // entropy
  14, 110, 146, 233, 81, 231, 0, // wall-time
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
  13, 108, 14, 82, 234, 3, 3, // unmatched
  9, 37, 225, 4, 5, // target
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 170, 236, 307, 369, 488, 600, 680, 759, 832, 938, 1058, 1161, 1242, 1366, 1443]);
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

function entryOf(word: i32): usize {
  let entry = TABLE + load<u16>(OFFSETS + (<usize>(word / STRIDE) << 1));
  for (word %= STRIDE; word > 0; word--) entry = nextEntry(entry);
  return entry;
}

/** Address of the first octet of a word, until the next word is asked for. */
export function wordPointer(word: i32): usize {
  spell(entryOf(word));
  return SPELLED;
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  wordPointer(word);
  return spelledLength;
}

function isEntry(entry: usize, pointer: usize, length: i32): bool {
  // A character takes one nibble or two: other lengths need no spelling.
  if (<u32>(nibbleCount(entry) - 2 - length) > <u32>length) return false;
  spell(entry);
  return spelledLength == length && equalOctets(SPELLED, pointer, length);
}

/** True if the `length` octets at `pointer` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return isEntry(entryOf(word), pointer, length);
}

/** The word that the `length` octets at `pointer` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  let entry = TABLE;
  for (let word = 0; word < WORD_COUNT; word++) {
    if (isEntry(entry, pointer, length)) return word;
    entry = nextEntry(entry);
  }
  return -1;
}
