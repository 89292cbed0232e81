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
  ReferenceIdentifierKey = 103,
  IaNa1IaAddr1 = 104,
  IaNa1IaAddr1Vltime = 105,
  Client = 106,
  Event = 107,
  Device = 108,
  Uptime = 109,
  Dropped = 110,
  Udhcpc = 111,
  Odhcp6c = 112,
  Dhclient = 113,
  Dhcpcd = 114,
  Raw = 115,
  Provisioned = 116,
  Message = 117,
  DotInet = 118,
  DotInet6 = 119,
  Bound = 120,
  Renew = 121,
  Deconfig = 122,
  Nak = 123,
  Leasefail = 124,
  Informed = 125,
  Updated = 126,
  Rebound = 127,
  RaUpdated = 128,
  Unbound = 129,
  Stopped = 130,
  Lost = 131,
  Absent = 132,
  BOUND = 133,
  RENEW = 134,
  REBIND = 135,
  REBOOT = 136,
  TIMEOUT = 137,
  INFORM = 138,
  BOUND6 = 139,
  RENEW6 = 140,
  REBIND6 = 141,
  REBOOT6 = 142,
  INFORM6 = 143,
  EXPIRE = 144,
  RELEASE = 145,
  STOP = 146,
  NAK = 147,
  STOPPED = 148,
  NOCARRIER = 149,
  DEPARTED = 150,
  EXPIRE6 = 151,
  RELEASE6 = 152,
  STOP6 = 153,
  DEPREF6 = 154,
  FAIL = 155,
  Arpa = 156,
  Local = 157,
  Localhost = 158,
  Lan = 159,
  Home = 160,
  Localdomain = 161,
  Internal = 162,
  Invalid = 163,
  Onion = 164,
  Down = 165,
  WaitConfig = 166,
  Discovering = 167,
  Ready = 168,
  Refreshing = 169,
  Degraded = 170,
  Failed = 171,
  Boot = 172,
  LinkUp = 173,
  AddressesChanged = 174,
  NetworksChanged = 175,
  SourcesChanged = 176,
  LeaseLearnt = 177,
  LeaseChanged = 178,
  LeaseEnded = 179,
  NewNetwork = 180,
  WaitOver = 181,
  Configuration = 182,
  Command = 183,
  Retry = 184,
  TtlOver = 185,
  RecordsChanged = 186,
  PeersFailed = 187,
  CertificateEnds = 188,
  Profile = 189,
  Methods = 190,
  AddressForm = 191,
  OptionCodes = 192,
  StrictDraft = 193,
  AcceptMultiple = 194,
  TrustedNames = 195,
  ManualScope = 196,
  Families = 197,
  Addressing = 198,
  Credentials = 199,
  ReferenceIdentifier = 200,
  Addresses = 201,
  SignalPort = 202,
  DataPort = 203,
  BindInterface = 204,
  Flat = 205,
  Lists = 206,
  Auto = 207,
  Rfc8973 = 208,
  Draft01 = 209,
  Draft00 = 210,
  Require = 211,
  Prefer = 212,
  Off = 213,
  On = 214,
  Beside = 215,
  Replace = 216,
  Manual = 217,
  Anycast = 218,
  Mdns = 219,
  DefaultRouter = 220,
  Dhcp = 221,
  Dnssd = 222,
  Snaptr = 223,
  Address = 224,
  SnaptrThenAddress = 225,
  Dots = 226,
  SignalUdp = 227,
  SignalTcp = 228,
  DataTcp = 229,
  DotsCallHome = 230,
  CallHomeUdp = 231,
  CallHomeTcp = 232,
  CallHome = 233,
  CallHomePort = 234,
  CallHomeClient = 235,
  DnsSecure = 236,
  Resolvers = 237,
  DefaultDomain = 238,
  Domains = 239,
  ResolverTrustAd = 240,
  Dnssec = 241,
  RiResolution = 242,
  Isp = 243,
  PiTargets = 244,
  Protects = 245,
  PvdId = 246,
  Ipv4Device = 247,
  Nat64 = 248,
  Mark = 249,
  Table = 250,
  SharedAddress = 251,
  Refresh = 252,
  Watch = 253,
  Link = 254,
  Spool = 255,
  Control = 256,
  Entropy = 257,
  WallTime = 258,
  Store = 259,
  Ok = 260,
  Ri = 261,
  Discarded = 262,
  Warnings = 263,
  Length = 264,
  Select = 265,
  Accept = 266,
  Accepted = 267,
  Rejected = 268,
  Group = 269,
  Targets = 270,
  Unmatched = 271,
  Target = 272,
  Report = 273,
  Redirected = 274,
  ConnectFailed = 275,
  IdentityFailed = 276,
  NotAfter = 277,
  Attack = 278,
  Failure = 279,
  RedirectedForS = 280,
  CredentialsMissing = 281,
  Networks = 282,
  Network = 283,
  Ipv4Interface = 284,
  PvdIdKey = 285,
  SharedAddressKey = 286,
  Up = 287,
  Working = 288,
  ReadOnly = 289,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 290;

// The characters of the words, the most frequent first: erdastinoclpf-u_mhgvw6bkyx.1403789jq
const ALPHABET: usize = memory.data<u8>([101, 114, 100, 97, 115, 116, 105, 110, 111, 99, 108, 112, 102, 45, 117, 95, 109, 104, 103, 118, 119, 54, 98, 107, 121, 120, 46, 49, 52, 48, 51, 55, 56, 57, 106, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 137, 33, // record
  4, 38, // id
  6, 129, 10, // role
  6, 235, 37, // pvd
  11, 118, 5, 193, 147, 0, // interface
  7, 142, 118, 2, // bind
  10, 60, 46, 166, 174, // family
  11, 148, 184, 224, 97, 2, // scope_id
  10, 233, 51, 119, 160, // channel
  11, 21, 115, 180, 24, 5, // transport
  6, 139, 81, // port
  7, 49, 231, 9, // rank
  18, 4, 225, 5, 225, 225, 20, 232, 176, // server_group
  16, 1, 12, 1, 151, 224, 97, 66, // reference_ids
  5, 116, 6, // sni
  10, 46, 80, 62, 40, // method
  14, 227, 80, 62, 24, 86, 174, // authority
  21, 132, 14, 145, 224, 145, 115, 98, 50, 5, 4, // source_candidates
  11, 27, 192, 230, 11, 4, // prefixes
  16, 27, 192, 230, 235, 225, 105, 39, // prefix_kind
  18, 25, 32, 112, 101, 163, 228, 17, 192, // credentials_ref
  16, 94, 163, 38, 30, 140, 225, 65, // valid_for_s
  7, 84, 163, 0, // stale
  7, 229, 186, 0, // type
  9, 94, 163, 14, 0, // value
  7, 84, 83, 0, // state
  7, 11, 16, 4, // peers
  17, 224, 187, 22, 64, 30, 118, 30, 4, // expires_in_s
  8, 1, 67, 120, // reason
  6, 227, 104, // abi
  12, 101, 46, 224, 225, 66, // time_ms
  9, 118, 235, 80, 4, // inputs
  10, 1, 236, 64, 32, // refused
  12, 138, 78, 30, 138, 84, // log_lost
  14, 235, 224, 168, 70, 62, 32, // published
  7, 28, 232, 2, // from
  4, 133, // to
  7, 16, 129, 1, // error
  8, 200, 76, 80, // offset
  7, 55, 46, 0, // name
  7, 5, 190, 5, // text
  7, 60, 74, 0, // false
  7, 21, 14, 0, // true
  7, 231, 160, 10, // null
  6, 11, 16, // peer
  11, 110, 99, 101, 231, 4, // waiting
  6, 9, 170, // cell
  9, 84, 83, 14, 4, // status
  9, 4, 225, 5, 1, // server
  11, 226, 147, 235, 229, 14, // dhcpv4
  11, 226, 147, 235, 229, 7, // dhcpv6
  9, 100, 78, 55, 10, // signal
  6, 50, 53, // data
  7, 35, 2, 2, // added
  11, 1, 46, 232, 5, 2, // removed
  11, 233, 51, 231, 4, 2, // changed
  10, 233, 16, 1, 87, // current
  6, 115, 174, // any
  6, 14, 178, // udp
  5, 149, 11, // tcp
  7, 182, 109, 2, // ip-id
  8, 114, 212, 38, // dns-id
  6, 118, 80, // inet
  8, 118, 80, 126, // inet6
  4, 59, // pa
  4, 107, // pi
  14, 137, 199, 230, 228, 16, 32, // configured
  8, 184, 101, 120, // option
  6, 106, 7, // line
  8, 110, 62, 83, // what
  8, 110, 62, 174, // why
  8, 232, 118, 16, // owner
  5, 184, 5, // opt
  4, 182, // ip
  9, 129, 14, 5, 1, // router
  11, 4, 225, 5, 97, 2, // serverid
  7, 10, 67, 0, // lease
  9, 130, 46, 99, 7, // domain
  5, 114, 4, // dns
  74, 184, 101, 120, 30, // OPTION_
  76, 59, 68, 229, 19, 14, // PASSTHRU
  75, 35, 18, 64, 4, 4, // ADDRESSES
  75, 27, 192, 230, 11, 4, // PREFIXES
  73, 4, 225, 5, 1, // SERVER
  8, 7, 110, 30, // new_
  17, 7, 110, 30, 226, 147, 235, 231, 1, // new_dhcp6_
  10, 130, 69, 30, 97, // dots_ri
  15, 130, 69, 30, 35, 18, 64, 4, // dots_address
  17, 147, 9, 68, 30, 130, 46, 99, 7, // access_domain
  16, 130, 46, 99, 231, 113, 227, 2, // domain_name
  13, 182, 30, 35, 18, 64, 4, // ip_address
  15, 182, 126, 30, 35, 18, 64, 4, // ip6_address
  15, 182, 126, 30, 27, 192, 230, 11, // ip6_prefix
  10, 129, 14, 5, 65, // routers
  21, 226, 147, 235, 161, 48, 4, 30, 101, 46, 0, // dhcp_lease_time
  28, 226, 147, 235, 65, 16, 94, 16, 30, 38, 112, 101, 108, 16, // dhcp_server_identifier
  13, 4, 225, 5, 225, 97, 2, // server_id
  13, 46, 227, 235, 161, 198, 0, // max_life
  26, 130, 46, 99, 231, 113, 227, 2, 30, 4, 225, 5, 65, // domain_name_servers
  17, 55, 46, 224, 65, 16, 94, 16, 4, // name_servers
  71, 33, 71, 4, // RDNSS
  73, 49, 30, 114, 4, // RA_DNS
  77, 49, 30, 129, 14, 5, 4, // RA_ROUTES
  23, 1, 12, 1, 151, 224, 97, 2, 87, 198, 6, 1, // reference_identifier
  22, 54, 30, 55, 222, 30, 54, 30, 35, 18, 222, // ia_na1_ia_addr1
  32, 54, 30, 55, 222, 30, 54, 30, 35, 18, 222, 30, 94, 90, 230, 2, // ia_na1_ia_addr1_vltime
  8, 169, 6, 87, // client
  8, 224, 5, 87, // event
  9, 2, 94, 150, 0, // device
  10, 14, 91, 230, 2, // uptime
  9, 18, 184, 11, 2, // dropped
  10, 14, 226, 147, 155, // udhcpc
  11, 40, 62, 185, 126, 9, // odhcp6c
  11, 226, 147, 106, 112, 5, // dhclient
  9, 226, 147, 155, 2, // dhcpcd
  6, 49, 110, // raw
  14, 27, 232, 101, 100, 120, 32, // provisioned
  11, 46, 64, 52, 78, 0, // message
  8, 206, 118, 80, // .inet
  10, 206, 118, 80, 126, // .inet6
  9, 142, 232, 112, 2, // bound
  8, 1, 7, 110, // renew
  11, 2, 137, 199, 230, 4, // deconfig
  6, 55, 158, // nak
  11, 10, 67, 192, 99, 10, // leasefail
  11, 118, 140, 225, 2, 2, // informed
  10, 14, 43, 83, 32, // updated
  11, 1, 142, 232, 112, 2, // rebound
  13, 49, 237, 176, 50, 5, 2, // ra-updated
  12, 14, 231, 136, 14, 39, // unbound
  9, 84, 184, 11, 2, // stopped
  6, 138, 84, // lost
  9, 227, 72, 112, 5, // absent
  73, 142, 232, 112, 2, // BOUND
  72, 1, 7, 110, // RENEW
  73, 1, 142, 118, 2, // REBIND
  73, 1, 142, 136, 5, // REBOOT
  75, 101, 46, 128, 14, 5, // TIMEOUT
  73, 118, 140, 225, 2, // INFORM
  75, 142, 232, 112, 226, 7, // BOUND6
  74, 1, 7, 110, 126, // RENEW6
  75, 1, 142, 118, 226, 7, // REBIND6
  75, 1, 142, 136, 229, 7, // REBOOT6
  75, 118, 140, 225, 226, 7, // INFORM6
  73, 224, 187, 22, 0, // EXPIRE
  73, 1, 10, 67, 0, // RELEASE
  70, 84, 184, // STOP
  70, 55, 158, // NAK
  73, 84, 184, 11, 2, // STOPPED
  75, 135, 57, 17, 6, 1, // NOCARRIER
  74, 2, 59, 81, 32, // DEPARTED
  75, 224, 187, 22, 224, 7, // EXPIRE6
  75, 1, 10, 67, 224, 7, // RELEASE6
  72, 84, 184, 126, // STOP6
  74, 2, 27, 192, 126, // DEPREF6
  70, 60, 166, // FAIL
  6, 19, 59, // arpa
  7, 138, 57, 10, // local
  12, 138, 57, 234, 131, 84, // localhost
  5, 58, 7, // lan
  8, 62, 232, 2, // home
  14, 138, 57, 42, 232, 50, 118, // localdomain
  10, 118, 5, 113, 163, // internal
  10, 118, 94, 163, 38, // invalid
  7, 120, 134, 7, // onion
  7, 130, 110, 7, // down
  15, 110, 99, 213, 137, 199, 230, 4, // wait-config
  15, 98, 148, 232, 5, 97, 231, 4, // discovering
  8, 1, 35, 174, // ready
  14, 1, 28, 64, 62, 118, 78, // refreshing
  11, 2, 78, 49, 2, 2, // degraded
  8, 60, 166, 32, // failed
  7, 142, 136, 5, // boot
  11, 106, 231, 217, 14, 11, // link-up
  21, 35, 18, 64, 4, 212, 233, 51, 231, 4, 2, // addresses-changed
  22, 7, 229, 134, 225, 73, 157, 62, 115, 78, 32, // networks-changed
  20, 132, 14, 145, 64, 157, 62, 115, 78, 32, // sources-changed
  14, 10, 67, 208, 10, 19, 87, // lease-learnt
  17, 10, 67, 208, 233, 51, 231, 4, 2, // lease-changed
  13, 10, 67, 208, 112, 2, 2, // lease-ended
  16, 7, 110, 125, 80, 110, 24, 158, // new-network
  13, 110, 99, 213, 232, 5, 1, // wait-over
  17, 137, 199, 230, 228, 16, 83, 134, 7, // configuration
  11, 137, 46, 46, 115, 2, // command
  8, 1, 21, 174, // retry
  11, 85, 218, 232, 5, 1, // ttl-over
  19, 1, 137, 33, 212, 233, 51, 231, 4, 2, // records-changed
  14, 11, 16, 212, 60, 166, 32, // peers-failed
  18, 9, 81, 198, 150, 83, 208, 112, 66, // certificate-ends
  9, 27, 200, 166, 0, // profile
  11, 46, 80, 62, 40, 4, // methods
  15, 35, 18, 64, 212, 140, 225, 2, // address-form
  14, 184, 101, 120, 157, 40, 64, // option-codes
  14, 84, 97, 89, 45, 49, 92, // strict-draft
  19, 147, 9, 91, 237, 226, 160, 101, 171, 0, // accept-multiple
  17, 21, 14, 84, 32, 125, 227, 2, 4, // trusted-names
  16, 46, 115, 14, 163, 77, 137, 11, // manual-scope
  11, 60, 46, 166, 6, 4, // families
  13, 35, 18, 64, 100, 231, 4, // addressing
  13, 25, 32, 112, 101, 163, 4, // credentials
  22, 1, 12, 1, 151, 208, 38, 112, 101, 108, 16, // reference-identifier
  11, 35, 18, 64, 4, 4, // addresses
  14, 100, 78, 55, 218, 139, 81, // signal-port
  11, 50, 53, 189, 24, 5, // data-port
  17, 142, 118, 210, 118, 5, 193, 147, 0, // bind-interface
  6, 172, 83, // flat
  7, 106, 84, 4, // lists
  7, 227, 80, 8, // auto
  13, 193, 249, 242, 243, 241, 0, // rfc8973
  11, 18, 195, 229, 239, 13, // draft01
  11, 18, 195, 229, 239, 15, // draft00
  11, 1, 95, 14, 22, 0, // require
  8, 27, 192, 16, // prefer
  5, 200, 12, // off
  4, 120, // on
  9, 142, 64, 38, 0, // beside
  9, 1, 171, 147, 0, // replace
  10, 46, 115, 14, 163, // manual
  10, 115, 174, 57, 84, // anycast
  7, 46, 114, 4, // mdns
  18, 2, 60, 14, 90, 29, 232, 80, 16, // default-router
  7, 226, 147, 11, // dhcp
  7, 114, 68, 2, // dnssd
  8, 116, 179, 21, // snaptr
  9, 35, 18, 64, 4, // address
  22, 116, 179, 21, 93, 62, 112, 61, 34, 1, 68, // snaptr-then-address
  70, 130, 69, // DOTS
  15, 100, 78, 55, 234, 236, 32, 11, // signal.udp
  14, 100, 78, 55, 234, 92, 185, // signal.tcp
  11, 50, 53, 206, 149, 11, // data.tcp
  82, 130, 69, 157, 163, 218, 62, 232, 2, // DOTS-CALL-HOME
  19, 57, 170, 237, 131, 46, 224, 236, 32, 11, // call-home.udp
  18, 57, 170, 237, 131, 46, 224, 92, 185, // call-home.tcp
  13, 57, 170, 237, 131, 46, 0, // call-home
  18, 57, 170, 237, 131, 46, 208, 139, 81, // call-home-port
  20, 57, 170, 237, 131, 46, 208, 169, 6, 87, // call-home-client
  13, 114, 212, 4, 233, 16, 0, // dns-secure
  12, 1, 132, 234, 5, 65, // resolvers
  18, 2, 60, 14, 90, 45, 232, 50, 118, // default-domain
  10, 130, 46, 99, 71, // domains
  21, 1, 132, 234, 5, 209, 21, 14, 84, 61, 2, // resolver-trust-ad
  8, 114, 68, 144, // dnssec
  16, 97, 29, 64, 168, 14, 101, 120, // ri-resolution
  5, 70, 11, // isp
  13, 107, 93, 19, 78, 80, 4, // pi-targets
  10, 27, 88, 144, 69, // protects
  9, 235, 37, 109, 2, // pvd-id
  16, 182, 94, 238, 45, 224, 101, 9, // ipv4-device
  9, 55, 229, 231, 14, // nat64
  8, 46, 19, 158, // mark
  8, 53, 142, 10, // table
  17, 228, 51, 1, 210, 35, 18, 64, 4, // shared-address
  10, 1, 28, 64, 62, // refresh
  9, 110, 83, 233, 3, // watch
  7, 106, 231, 9, // link
  7, 180, 136, 10, // spool
  9, 137, 87, 129, 10, // control
  10, 112, 21, 184, 174, // entropy
  13, 110, 163, 218, 101, 46, 0, // wall-time
  7, 84, 24, 0, // store
  5, 232, 9, // ok
  4, 97, // ri
  11, 98, 148, 19, 2, 2, // discarded
  12, 110, 19, 103, 231, 68, // warnings
  10, 10, 231, 84, 62, // length
  8, 4, 10, 89, // select
  8, 147, 9, 91, // accept
  10, 147, 9, 91, 32, // accepted
  11, 1, 79, 144, 5, 2, // rejected
  9, 78, 129, 14, 11, // group
  10, 53, 225, 4, 69, // targets
  14, 14, 231, 50, 149, 62, 32, // unmatched
  9, 53, 225, 4, 5, // target
  8, 1, 139, 81, // report
  12, 1, 98, 1, 89, 32, // redirected
  16, 137, 119, 144, 213, 60, 166, 32, // connect-failed
  18, 38, 112, 101, 229, 218, 60, 166, 32, // identity-failed
  11, 135, 213, 195, 5, 1, // not-after
  9, 83, 53, 233, 9, // attack
  10, 60, 166, 14, 1, // failure
  20, 1, 98, 1, 89, 32, 30, 140, 225, 65, // redirected_for_s
  23, 25, 32, 112, 101, 163, 212, 46, 70, 100, 231, 4, // credentials-missing
  12, 7, 229, 134, 225, 73, // networks
  11, 7, 229, 134, 225, 9, // network
  19, 182, 94, 238, 30, 118, 5, 193, 147, 0, // ipv4_interface
  10, 235, 37, 30, 38, // pvd_id
  18, 228, 51, 1, 226, 49, 34, 1, 68, // shared_address
  5, 14, 11, // up
  12, 110, 24, 158, 118, 78, // working
  12, 1, 35, 141, 167, 174, // read-only
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 173, 242, 312, 375, 494, 613, 696, 781, 853, 951, 1069, 1180, 1259, 1380, 1471, 1550, 1659]);
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
