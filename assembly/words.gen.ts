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
  PeersFailed = 185,
  CertificateEnds = 186,
  Profile = 187,
  Methods = 188,
  AddressForm = 189,
  OptionCodes = 190,
  StrictDraft = 191,
  AcceptMultiple = 192,
  TrustedNames = 193,
  ManualScope = 194,
  Families = 195,
  Addressing = 196,
  Credentials = 197,
  ReferenceIdentifier = 198,
  Addresses = 199,
  SignalPort = 200,
  DataPort = 201,
  BindInterface = 202,
  Flat = 203,
  Lists = 204,
  Auto = 205,
  Rfc8973 = 206,
  Draft01 = 207,
  Draft00 = 208,
  Require = 209,
  Prefer = 210,
  Off = 211,
  On = 212,
  Beside = 213,
  Replace = 214,
  Manual = 215,
  Anycast = 216,
  Mdns = 217,
  DefaultRouter = 218,
  Dhcp = 219,
  Dnssd = 220,
  Snaptr = 221,
  Address = 222,
  SnaptrThenAddress = 223,
  Dots = 224,
  SignalUdp = 225,
  SignalTcp = 226,
  DataTcp = 227,
  DotsCallHome = 228,
  CallHomeUdp = 229,
  CallHomeTcp = 230,
  CallHome = 231,
  CallHomePort = 232,
  CallHomeClient = 233,
  DnsSecure = 234,
  Resolvers = 235,
  DefaultDomain = 236,
  Domains = 237,
  ResolverTrustAd = 238,
  Dnssec = 239,
  RiResolution = 240,
  Isp = 241,
  PiTargets = 242,
  Protects = 243,
  Refresh = 244,
  Watch = 245,
  Link = 246,
  Spool = 247,
  Control = 248,
  Entropy = 249,
  WallTime = 250,
  Store = 251,
  Ok = 252,
  Ri = 253,
  Discarded = 254,
  Warnings = 255,
  Length = 256,
  Select = 257,
  Accept = 258,
  Accepted = 259,
  Rejected = 260,
  Group = 261,
  Targets = 262,
  Unmatched = 263,
  Target = 264,
  Report = 265,
  Redirected = 266,
  ConnectFailed = 267,
  IdentityFailed = 268,
  NotAfter = 269,
  Attack = 270,
  Failure = 271,
  RedirectedForS = 272,
  CredentialsMissing = 273,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 274;

// The characters of the words, the most frequent first: eradstinoclpf-um_hgvw6bkyx.1034789jq
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 116, 105, 110, 111, 99, 108, 112, 102, 45, 117, 109, 95, 104, 103, 118, 119, 54, 98, 107, 121, 120, 46, 49, 48, 51, 52, 55, 56, 57, 106, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 137, 49, // record
  4, 54, // id
  6, 129, 10, // role
  6, 235, 53, // pvd
  11, 118, 5, 193, 146, 0, // interface
  7, 142, 118, 3, // bind
  10, 44, 30, 166, 174, // family
  11, 148, 184, 224, 98, 3, // scope_id
  10, 233, 35, 119, 160, // channel
  11, 21, 114, 180, 24, 5, // transport
  6, 139, 81, // port
  7, 33, 231, 9, // rank
  18, 4, 225, 5, 225, 226, 20, 232, 176, // server_group
  16, 1, 12, 1, 151, 224, 98, 67, // reference_ids
  5, 116, 6, // sni
  10, 30, 80, 62, 56, // method
  14, 226, 80, 62, 24, 86, 174, // authority
  21, 132, 14, 145, 224, 146, 114, 99, 35, 5, 4, // source_candidates
  11, 27, 192, 230, 11, 4, // prefixes
  16, 27, 192, 230, 235, 226, 105, 55, // prefix_kind
  18, 25, 48, 112, 101, 162, 228, 18, 192, // credentials_ref
  16, 94, 162, 54, 46, 140, 225, 66, // valid_for_s
  7, 84, 162, 0, // stale
  7, 229, 186, 0, // type
  9, 94, 162, 14, 0, // value
  7, 84, 82, 0, // state
  7, 11, 16, 4, // peers
  17, 224, 187, 22, 64, 46, 118, 46, 4, // expires_in_s
  8, 1, 66, 120, // reason
  6, 226, 104, // abi
  12, 101, 30, 224, 226, 65, // time_ms
  9, 118, 235, 80, 4, // inputs
  10, 1, 236, 64, 48, // refused
  12, 138, 78, 46, 138, 84, // log_lost
  14, 235, 224, 168, 70, 62, 48, // published
  7, 28, 232, 1, // from
  4, 133, // to
  7, 16, 129, 1, // error
  8, 200, 76, 80, // offset
  7, 39, 30, 0, // name
  7, 5, 190, 5, // text
  7, 44, 74, 0, // false
  7, 21, 14, 0, // true
  7, 231, 160, 10, // null
  6, 11, 16, // peer
  11, 110, 98, 101, 231, 4, // waiting
  6, 9, 170, // cell
  9, 84, 82, 14, 4, // status
  9, 4, 225, 5, 1, // server
  11, 227, 147, 235, 245, 0, // dhcpv4
  11, 227, 147, 235, 229, 7, // dhcpv6
  9, 100, 78, 39, 10, // signal
  6, 35, 37, // data
  7, 50, 3, 3, // added
  11, 1, 30, 232, 5, 3, // removed
  11, 233, 35, 231, 4, 3, // changed
  10, 233, 16, 1, 87, // current
  6, 114, 174, // any
  6, 14, 179, // udp
  5, 149, 11, // tcp
  7, 182, 109, 3, // ip-id
  8, 115, 212, 54, // dns-id
  6, 118, 80, // inet
  8, 118, 80, 126, // inet6
  4, 43, // pa
  4, 107, // pi
  14, 137, 199, 230, 228, 16, 48, // configured
  8, 184, 101, 120, // option
  6, 106, 7, // line
  8, 110, 62, 82, // what
  8, 110, 62, 174, // why
  8, 232, 118, 16, // owner
  5, 184, 5, // opt
  4, 182, // ip
  9, 129, 14, 5, 1, // router
  11, 4, 225, 5, 97, 3, // serverid
  7, 10, 66, 0, // lease
  9, 131, 30, 98, 7, // domain
  5, 115, 4, // dns
  74, 184, 101, 120, 46, // OPTION_
  76, 43, 68, 229, 19, 14, // PASSTHRU
  75, 50, 19, 64, 4, 4, // ADDRESSES
  75, 27, 192, 230, 11, 4, // PREFIXES
  73, 4, 225, 5, 1, // SERVER
  8, 7, 110, 46, // new_
  17, 7, 110, 46, 227, 147, 235, 231, 2, // new_dhcp6_
  10, 131, 69, 46, 97, // dots_ri
  15, 131, 69, 46, 50, 19, 64, 4, // dots_address
  17, 146, 9, 68, 46, 131, 30, 98, 7, // access_domain
  16, 131, 30, 98, 231, 114, 226, 1, // domain_name
  13, 182, 46, 50, 19, 64, 4, // ip_address
  15, 182, 126, 46, 50, 19, 64, 4, // ip6_address
  15, 182, 126, 46, 27, 192, 230, 11, // ip6_prefix
  10, 129, 14, 5, 65, // routers
  21, 227, 147, 235, 162, 32, 4, 46, 101, 30, 0, // dhcp_lease_time
  28, 227, 147, 235, 66, 16, 94, 16, 46, 54, 112, 101, 108, 16, // dhcp_server_identifier
  13, 4, 225, 5, 225, 98, 3, // server_id
  13, 30, 226, 235, 162, 198, 0, // max_life
  26, 131, 30, 98, 231, 114, 226, 1, 46, 4, 225, 5, 65, // domain_name_servers
  17, 39, 30, 224, 66, 16, 94, 16, 4, // name_servers
  71, 49, 71, 4, // RDNSS
  73, 33, 46, 115, 4, // RA_DNS
  77, 33, 46, 129, 14, 5, 4, // RA_ROUTES
  22, 38, 46, 39, 222, 46, 38, 46, 50, 19, 222, // ia_na1_ia_addr1
  32, 38, 46, 39, 222, 46, 38, 46, 50, 19, 222, 46, 94, 90, 230, 1, // ia_na1_ia_addr1_vltime
  8, 169, 6, 87, // client
  8, 224, 5, 87, // event
  9, 3, 94, 150, 0, // device
  10, 14, 91, 230, 1, // uptime
  9, 19, 184, 11, 3, // dropped
  10, 14, 227, 147, 155, // udhcpc
  11, 56, 62, 185, 126, 9, // odhcp6c
  11, 227, 147, 106, 112, 5, // dhclient
  9, 227, 147, 155, 3, // dhcpcd
  6, 33, 110, // raw
  11, 30, 64, 36, 78, 0, // message
  8, 206, 118, 80, // .inet
  10, 206, 118, 80, 126, // .inet6
  9, 142, 232, 112, 3, // bound
  8, 1, 7, 110, // renew
  11, 3, 137, 199, 230, 4, // deconfig
  6, 39, 158, // nak
  11, 10, 66, 192, 98, 10, // leasefail
  11, 118, 140, 225, 1, 3, // informed
  10, 14, 59, 82, 48, // updated
  11, 1, 142, 232, 112, 3, // rebound
  13, 33, 237, 176, 35, 5, 3, // ra-updated
  12, 14, 231, 136, 14, 55, // unbound
  9, 84, 184, 11, 3, // stopped
  6, 138, 84, // lost
  9, 226, 72, 112, 5, // absent
  73, 142, 232, 112, 3, // BOUND
  72, 1, 7, 110, // RENEW
  73, 1, 142, 118, 3, // REBIND
  73, 1, 142, 136, 5, // REBOOT
  75, 101, 30, 128, 14, 5, // TIMEOUT
  73, 118, 140, 225, 1, // INFORM
  75, 142, 232, 112, 227, 7, // BOUND6
  74, 1, 7, 110, 126, // RENEW6
  75, 1, 142, 118, 227, 7, // REBIND6
  75, 1, 142, 136, 229, 7, // REBOOT6
  75, 118, 140, 225, 225, 7, // INFORM6
  73, 224, 187, 22, 0, // EXPIRE
  73, 1, 10, 66, 0, // RELEASE
  70, 84, 184, // STOP
  70, 39, 158, // NAK
  73, 84, 184, 11, 3, // STOPPED
  75, 135, 41, 17, 6, 1, // NOCARRIER
  74, 3, 43, 81, 48, // DEPARTED
  75, 224, 187, 22, 224, 7, // EXPIRE6
  75, 1, 10, 66, 224, 7, // RELEASE6
  72, 84, 184, 126, // STOP6
  74, 3, 27, 192, 126, // DEPREF6
  70, 44, 166, // FAIL
  6, 18, 43, // arpa
  7, 138, 41, 10, // local
  12, 138, 41, 234, 131, 84, // localhost
  5, 42, 7, // lan
  8, 62, 232, 1, // home
  14, 138, 41, 58, 232, 33, 118, // localdomain
  10, 118, 5, 113, 162, // internal
  10, 118, 94, 162, 54, // invalid
  7, 120, 134, 7, // onion
  7, 131, 110, 7, // down
  15, 110, 98, 213, 137, 199, 230, 4, // wait-config
  15, 99, 148, 232, 5, 97, 231, 4, // discovering
  8, 1, 50, 174, // ready
  14, 1, 28, 64, 62, 118, 78, // refreshing
  11, 3, 78, 33, 3, 3, // degraded
  8, 44, 166, 48, // failed
  7, 142, 136, 5, // boot
  11, 106, 231, 217, 14, 11, // link-up
  21, 50, 19, 64, 4, 212, 233, 35, 231, 4, 3, // addresses-changed
  22, 7, 229, 134, 225, 73, 157, 62, 114, 78, 48, // networks-changed
  20, 132, 14, 145, 64, 157, 62, 114, 78, 48, // sources-changed
  14, 10, 66, 208, 10, 18, 87, // lease-learnt
  17, 10, 66, 208, 233, 35, 231, 4, 3, // lease-changed
  13, 10, 66, 208, 112, 3, 3, // lease-ended
  16, 7, 110, 125, 80, 110, 24, 158, // new-network
  13, 110, 98, 213, 232, 5, 1, // wait-over
  17, 137, 199, 230, 228, 16, 82, 134, 7, // configuration
  11, 137, 30, 30, 114, 3, // command
  8, 1, 21, 174, // retry
  11, 85, 218, 232, 5, 1, // ttl-over
  19, 1, 137, 49, 212, 233, 35, 231, 4, 3, // records-changed
  14, 11, 16, 212, 44, 166, 48, // peers-failed
  18, 9, 81, 198, 150, 82, 208, 112, 67, // certificate-ends
  9, 27, 200, 166, 0, // profile
  11, 30, 80, 62, 56, 4, // methods
  15, 50, 19, 64, 212, 140, 225, 1, // address-form
  14, 184, 101, 120, 157, 56, 64, // option-codes
  14, 84, 97, 89, 61, 33, 92, // strict-draft
  19, 146, 9, 91, 237, 225, 160, 101, 171, 0, // accept-multiple
  17, 21, 14, 84, 48, 125, 226, 1, 4, // trusted-names
  16, 30, 114, 14, 162, 77, 137, 11, // manual-scope
  11, 44, 30, 166, 6, 4, // families
  13, 50, 19, 64, 100, 231, 4, // addressing
  13, 25, 48, 112, 101, 162, 4, // credentials
  22, 1, 12, 1, 151, 208, 54, 112, 101, 108, 16, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  14, 100, 78, 39, 218, 139, 81, // signal-port
  11, 35, 37, 189, 24, 5, // data-port
  17, 142, 118, 211, 118, 5, 193, 146, 0, // bind-interface
  6, 172, 82, // flat
  7, 106, 84, 4, // lists
  7, 226, 80, 8, // auto
  13, 193, 249, 242, 243, 225, 15, // rfc8973
  11, 19, 194, 229, 238, 13, // draft01
  11, 19, 194, 229, 238, 14, // draft00
  11, 1, 95, 14, 22, 0, // require
  8, 27, 192, 16, // prefer
  5, 200, 12, // off
  4, 120, // on
  9, 142, 64, 54, 0, // beside
  9, 1, 171, 146, 0, // replace
  10, 30, 114, 14, 162, // manual
  10, 114, 174, 41, 84, // anycast
  7, 30, 115, 4, // mdns
  18, 3, 44, 14, 90, 29, 232, 80, 16, // default-router
  7, 227, 147, 11, // dhcp
  7, 115, 68, 3, // dnssd
  8, 116, 178, 21, // snaptr
  9, 50, 19, 64, 4, // address
  22, 116, 178, 21, 93, 62, 112, 45, 51, 1, 68, // snaptr-then-address
  70, 131, 69, // DOTS
  15, 100, 78, 39, 234, 236, 48, 11, // signal.udp
  14, 100, 78, 39, 234, 92, 185, // signal.tcp
  11, 35, 37, 206, 149, 11, // data.tcp
  82, 131, 69, 157, 162, 218, 62, 232, 1, // DOTS-CALL-HOME
  19, 41, 170, 237, 131, 30, 224, 236, 48, 11, // call-home.udp
  18, 41, 170, 237, 131, 30, 224, 92, 185, // call-home.tcp
  13, 41, 170, 237, 131, 30, 0, // call-home
  18, 41, 170, 237, 131, 30, 208, 139, 81, // call-home-port
  20, 41, 170, 237, 131, 30, 208, 169, 6, 87, // call-home-client
  13, 115, 212, 4, 233, 16, 0, // dns-secure
  12, 1, 132, 234, 5, 65, // resolvers
  18, 3, 44, 14, 90, 61, 232, 33, 118, // default-domain
  10, 131, 30, 98, 71, // domains
  21, 1, 132, 234, 5, 209, 21, 14, 84, 45, 3, // resolver-trust-ad
  8, 115, 68, 144, // dnssec
  16, 97, 29, 64, 168, 14, 101, 120, // ri-resolution
  5, 70, 11, // isp
  13, 107, 93, 18, 78, 80, 4, // pi-targets
  10, 27, 88, 144, 69, // protects
  10, 1, 28, 64, 62, // refresh
  9, 110, 82, 233, 3, // watch
  7, 106, 231, 9, // link
  7, 180, 136, 10, // spool
  9, 137, 87, 129, 10, // control
  10, 112, 21, 184, 174, // entropy
  13, 110, 162, 218, 101, 30, 0, // wall-time
  7, 84, 24, 0, // store
  5, 232, 9, // ok
  4, 97, // ri
  11, 99, 148, 18, 3, 3, // discarded
  12, 110, 18, 103, 231, 68, // warnings
  10, 10, 231, 84, 62, // length
  8, 4, 10, 89, // select
  8, 146, 9, 91, // accept
  10, 146, 9, 91, 48, // accepted
  11, 1, 79, 144, 5, 3, // rejected
  9, 78, 129, 14, 11, // group
  10, 37, 225, 4, 69, // targets
  14, 14, 231, 33, 149, 62, 48, // unmatched
  9, 37, 225, 4, 5, // target
  8, 1, 139, 81, // report
  12, 1, 99, 1, 89, 48, // redirected
  16, 137, 119, 144, 213, 44, 166, 48, // connect-failed
  18, 54, 112, 101, 229, 218, 44, 166, 48, // identity-failed
  11, 135, 213, 194, 5, 1, // not-after
  9, 82, 37, 233, 9, // attack
  10, 44, 166, 14, 1, // failure
  20, 1, 99, 1, 89, 48, 46, 140, 225, 66, // redirected_for_s
  23, 25, 48, 112, 101, 162, 212, 30, 70, 100, 231, 4, // credentials-missing
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 173, 242, 312, 375, 494, 607, 690, 772, 845, 949, 1064, 1174, 1256, 1376, 1455, 1544]);
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
