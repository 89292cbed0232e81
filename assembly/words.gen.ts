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
  PeersFailed = 182,
  CertificateEnds = 183,
  Profile = 184,
  Methods = 185,
  AddressForm = 186,
  OptionCodes = 187,
  StrictDraft = 188,
  AcceptMultiple = 189,
  TrustedNames = 190,
  ManualScope = 191,
  Families = 192,
  Addressing = 193,
  Credentials = 194,
  ReferenceIdentifier = 195,
  Addresses = 196,
  SignalPort = 197,
  DataPort = 198,
  BindInterface = 199,
  Flat = 200,
  Lists = 201,
  Auto = 202,
  Rfc8973 = 203,
  Draft01 = 204,
  Draft00 = 205,
  Require = 206,
  Prefer = 207,
  Off = 208,
  On = 209,
  Beside = 210,
  Replace = 211,
  Manual = 212,
  Anycast = 213,
  DefaultRouter = 214,
  Dhcp = 215,
  Dnssd = 216,
  Snaptr = 217,
  Address = 218,
  SnaptrThenAddress = 219,
  Dots = 220,
  SignalUdp = 221,
  SignalTcp = 222,
  DataTcp = 223,
  DotsCallHome = 224,
  CallHomeUdp = 225,
  CallHomeTcp = 226,
  CallHome = 227,
  CallHomePort = 228,
  CallHomeClient = 229,
  DnsSecure = 230,
  Resolvers = 231,
  DefaultDomain = 232,
  Domains = 233,
  ResolverTrustAd = 234,
  Dnssec = 235,
  RiResolution = 236,
  Refresh = 237,
  Watch = 238,
  Link = 239,
  Spool = 240,
  Control = 241,
  Entropy = 242,
  WallTime = 243,
  Store = 244,
  Ok = 245,
  Ri = 246,
  Discarded = 247,
  Warnings = 248,
  Length = 249,
  Report = 250,
  Redirected = 251,
  ConnectFailed = 252,
  IdentityFailed = 253,
  NotAfter = 254,
  Attack = 255,
  Failure = 256,
  RedirectedForS = 257,
  CredentialsMissing = 258,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 259;

// The characters of the words, the most frequent first: eradsntiolcpf-um_hgvwb6ky.x1034789q
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 110, 116, 105, 111, 108, 99, 112, 102, 45, 117, 109, 95, 104, 103, 118, 119, 98, 54, 107, 121, 46, 120, 49, 48, 51, 52, 55, 56, 57, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 138, 49, // record
  4, 55, // id
  6, 129, 9, // role
  6, 235, 53, // pvd
  11, 87, 6, 193, 162, 0, // interface
  7, 126, 87, 3, // bind
  10, 44, 30, 151, 174, // family
  11, 164, 184, 224, 114, 3, // scope_id
  10, 234, 35, 85, 144, // channel
  11, 22, 82, 180, 24, 6, // transport
  6, 139, 97, // port
  7, 33, 229, 9, // rank
  18, 4, 225, 5, 225, 226, 20, 232, 176, // server_group
  16, 1, 12, 1, 165, 224, 114, 67, // reference_ids
  5, 84, 7, // sni
  10, 30, 96, 62, 56, // method
  14, 226, 96, 62, 24, 103, 174, // authority
  21, 132, 14, 161, 224, 162, 82, 115, 35, 6, 4, // source_candidates
  11, 27, 192, 231, 12, 4, // prefixes
  16, 27, 192, 231, 236, 226, 121, 53, // prefix_kind
  18, 26, 48, 80, 118, 146, 228, 18, 192, // credentials_ref
  16, 94, 146, 55, 46, 140, 225, 66, // valid_for_s
  7, 100, 146, 0, // stale
  7, 230, 186, 0, // type
  9, 94, 146, 14, 0, // value
  7, 100, 98, 0, // state
  7, 11, 16, 4, // peers
  17, 224, 188, 23, 64, 46, 87, 46, 4, // expires_in_s
  8, 1, 66, 88, // reason
  6, 226, 119, // abi
  12, 118, 30, 224, 226, 65, // time_ms
  9, 87, 235, 96, 4, // inputs
  10, 1, 236, 64, 48, // refused
  12, 137, 78, 46, 137, 100, // log_lost
  14, 235, 224, 151, 71, 62, 48, // published
  7, 28, 232, 1, // from
  4, 134, // to
  7, 16, 129, 1, // error
  8, 200, 76, 96, // offset
  7, 37, 30, 0, // name
  7, 6, 206, 6, // text
  7, 44, 73, 0, // false
  7, 22, 14, 0, // true
  7, 229, 144, 9, // null
  6, 11, 16, // peer
  11, 110, 114, 118, 229, 4, // waiting
  6, 10, 153, // cell
  9, 100, 98, 14, 4, // status
  9, 4, 225, 5, 1, // server
  11, 227, 163, 235, 245, 0, // dhcpv4
  11, 227, 163, 235, 229, 8, // dhcpv6
  9, 116, 78, 37, 9, // signal
  6, 35, 38, // data
  7, 50, 3, 3, // added
  11, 1, 30, 232, 5, 3, // removed
  11, 234, 35, 229, 4, 3, // changed
  10, 234, 16, 1, 101, // current
  6, 82, 174, // any
  6, 14, 179, // udp
  5, 166, 11, // tcp
  7, 183, 125, 3, // ip-id
  8, 83, 212, 55, // dns-id
  6, 87, 96, // inet
  8, 87, 96, 142, // inet6
  4, 43, // pa
  4, 123, // pi
  14, 138, 197, 231, 228, 16, 48, // configured
  8, 184, 118, 88, // option
  6, 121, 5, // line
  8, 110, 62, 98, // what
  8, 110, 62, 174, // why
  8, 232, 86, 16, // owner
  5, 184, 6, // opt
  4, 183, // ip
  9, 129, 14, 6, 1, // router
  11, 4, 225, 5, 113, 3, // serverid
  7, 9, 66, 0, // lease
  9, 131, 30, 114, 5, // domain
  5, 83, 4, // dns
  74, 184, 118, 88, 46, // OPTION_
  76, 43, 68, 230, 19, 14, // PASSTHRU
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
  10, 129, 14, 6, 65, // routers
  21, 227, 163, 235, 146, 32, 4, 46, 118, 30, 0, // dhcp_lease_time
  28, 227, 163, 235, 66, 16, 94, 16, 46, 55, 80, 118, 124, 16, // dhcp_server_identifier
  13, 4, 225, 5, 225, 114, 3, // server_id
  13, 30, 226, 236, 146, 199, 0, // max_life
  26, 131, 30, 114, 229, 82, 226, 1, 46, 4, 225, 5, 65, // domain_name_servers
  17, 37, 30, 224, 66, 16, 94, 16, 4, // name_servers
  71, 49, 69, 4, // RDNSS
  73, 33, 46, 83, 4, // RA_DNS
  77, 33, 46, 129, 14, 6, 4, // RA_ROUTES
  22, 39, 46, 37, 222, 46, 39, 46, 50, 19, 222, // ia_na1_ia_addr1
  32, 39, 46, 37, 222, 46, 39, 46, 50, 19, 222, 46, 94, 105, 231, 1, // ia_na1_ia_addr1_vltime
  8, 154, 7, 101, // client
  8, 224, 5, 101, // event
  9, 3, 94, 167, 0, // device
  10, 14, 107, 231, 1, // uptime
  9, 19, 184, 11, 3, // dropped
  10, 14, 227, 163, 171, // udhcpc
  11, 56, 62, 186, 142, 10, // odhcp6c
  11, 227, 163, 121, 80, 6, // dhclient
  9, 227, 163, 171, 3, // dhcpcd
  6, 33, 110, // raw
  11, 30, 64, 36, 78, 0, // message
  8, 190, 87, 96, // .inet
  10, 190, 87, 96, 142, // .inet6
  9, 126, 232, 80, 3, // bound
  8, 1, 5, 110, // renew
  11, 3, 138, 197, 231, 4, // deconfig
  6, 37, 158, // nak
  11, 9, 66, 192, 114, 9, // leasefail
  11, 87, 140, 225, 1, 3, // informed
  10, 14, 59, 98, 48, // updated
  11, 1, 126, 232, 80, 3, // rebound
  13, 33, 237, 176, 35, 6, 3, // ra-updated
  12, 14, 229, 135, 14, 53, // unbound
  9, 100, 184, 11, 3, // stopped
  6, 137, 100, // lost
  9, 226, 71, 80, 6, // absent
  73, 126, 232, 80, 3, // BOUND
  72, 1, 5, 110, // RENEW
  73, 1, 126, 87, 3, // REBIND
  73, 1, 126, 136, 6, // REBOOT
  75, 118, 30, 128, 14, 6, // TIMEOUT
  73, 87, 140, 225, 1, // INFORM
  75, 126, 232, 80, 227, 8, // BOUND6
  74, 1, 5, 110, 142, // RENEW6
  75, 1, 126, 87, 227, 8, // REBIND6
  75, 1, 126, 136, 230, 8, // REBOOT6
  75, 87, 140, 225, 225, 8, // INFORM6
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
  74, 3, 27, 192, 142, // DEPREF6
  70, 44, 151, // FAIL
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
  15, 110, 114, 214, 138, 197, 231, 4, // wait-config
  15, 115, 164, 232, 5, 113, 229, 4, // discovering
  8, 1, 50, 174, // ready
  14, 1, 28, 64, 62, 87, 78, // refreshing
  11, 3, 78, 33, 3, 3, // degraded
  8, 44, 151, 48, // failed
  7, 126, 136, 6, // boot
  11, 121, 229, 217, 14, 11, // link-up
  21, 50, 19, 64, 4, 212, 234, 35, 229, 4, 3, // addresses-changed
  22, 5, 230, 134, 225, 73, 173, 62, 82, 78, 48, // networks-changed
  20, 132, 14, 161, 64, 173, 62, 82, 78, 48, // sources-changed
  14, 9, 66, 208, 9, 18, 101, // lease-learnt
  17, 9, 66, 208, 234, 35, 229, 4, 3, // lease-changed
  13, 9, 66, 208, 80, 3, 3, // lease-ended
  16, 5, 110, 93, 96, 110, 24, 158, // new-network
  13, 110, 114, 214, 232, 5, 1, // wait-over
  17, 138, 197, 231, 228, 16, 98, 135, 5, // configuration
  11, 138, 30, 30, 82, 3, // command
  8, 1, 22, 174, // retry
  11, 102, 217, 232, 5, 1, // ttl-over
  14, 11, 16, 212, 44, 151, 48, // peers-failed
  18, 10, 97, 199, 167, 98, 208, 80, 67, // certificate-ends
  9, 27, 200, 151, 0, // profile
  11, 30, 96, 62, 56, 4, // methods
  15, 50, 19, 64, 212, 140, 225, 1, // address-form
  14, 184, 118, 88, 173, 56, 64, // option-codes
  14, 100, 113, 106, 61, 33, 108, // strict-draft
  19, 162, 10, 107, 237, 225, 144, 118, 155, 0, // accept-multiple
  17, 22, 14, 100, 48, 93, 226, 1, 4, // trusted-names
  16, 30, 82, 14, 146, 77, 138, 11, // manual-scope
  11, 44, 30, 151, 7, 4, // families
  13, 50, 19, 64, 116, 229, 4, // addressing
  13, 26, 48, 80, 118, 146, 4, // credentials
  22, 1, 12, 1, 165, 208, 55, 80, 118, 124, 16, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  14, 116, 78, 37, 217, 139, 97, // signal-port
  11, 35, 38, 189, 24, 6, // data-port
  17, 126, 87, 211, 87, 6, 193, 162, 0, // bind-interface
  6, 156, 98, // flat
  7, 121, 100, 4, // lists
  7, 226, 96, 8, // auto
  13, 193, 250, 242, 243, 225, 15, // rfc8973
  11, 19, 194, 230, 238, 13, // draft01
  11, 19, 194, 230, 238, 14, // draft00
  11, 1, 79, 14, 23, 0, // require
  8, 27, 192, 16, // prefer
  5, 200, 12, // off
  4, 88, // on
  9, 126, 64, 55, 0, // beside
  9, 1, 155, 162, 0, // replace
  10, 30, 82, 14, 146, // manual
  10, 82, 174, 42, 100, // anycast
  18, 3, 44, 14, 105, 29, 232, 96, 16, // default-router
  7, 227, 163, 11, // dhcp
  7, 83, 68, 3, // dnssd
  8, 84, 178, 22, // snaptr
  9, 50, 19, 64, 4, // address
  22, 84, 178, 22, 109, 62, 80, 45, 51, 1, 68, // snaptr-then-address
  70, 131, 70, // DOTS
  15, 116, 78, 37, 233, 235, 48, 11, // signal.udp
  14, 116, 78, 37, 233, 107, 186, // signal.tcp
  11, 35, 38, 190, 166, 11, // data.tcp
  82, 131, 70, 173, 146, 217, 62, 232, 1, // DOTS-CALL-HOME
  19, 42, 153, 237, 131, 30, 224, 235, 48, 11, // call-home.udp
  18, 42, 153, 237, 131, 30, 224, 107, 186, // call-home.tcp
  13, 42, 153, 237, 131, 30, 0, // call-home
  18, 42, 153, 237, 131, 30, 208, 139, 97, // call-home-port
  20, 42, 153, 237, 131, 30, 208, 154, 7, 101, // call-home-client
  13, 83, 212, 4, 234, 16, 0, // dns-secure
  12, 1, 132, 233, 5, 65, // resolvers
  18, 3, 44, 14, 105, 61, 232, 33, 87, // default-domain
  10, 131, 30, 114, 69, // domains
  21, 1, 132, 233, 5, 209, 22, 14, 100, 45, 3, // resolver-trust-ad
  8, 83, 68, 160, // dnssec
  16, 113, 29, 64, 152, 14, 118, 88, // ri-resolution
  10, 1, 28, 64, 62, // refresh
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
  8, 1, 139, 97, // report
  12, 1, 115, 1, 106, 48, // redirected
  16, 138, 85, 160, 214, 44, 151, 48, // connect-failed
  18, 55, 80, 118, 230, 218, 44, 151, 48, // identity-failed
  11, 133, 214, 194, 6, 1, // not-after
  9, 98, 38, 234, 9, // attack
  10, 44, 151, 14, 1, // failure
  20, 1, 115, 1, 106, 48, 46, 140, 225, 66, // redirected_for_s
  23, 26, 48, 80, 118, 146, 212, 30, 71, 116, 229, 4, // credentials-missing
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 173, 242, 312, 375, 494, 604, 684, 764, 841, 951, 1067, 1166, 1252, 1370, 1455]);
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
