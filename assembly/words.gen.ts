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
  Profile = 186,
  Methods = 187,
  AddressForm = 188,
  OptionCodes = 189,
  StrictDraft = 190,
  AcceptMultiple = 191,
  TrustedNames = 192,
  ManualScope = 193,
  Families = 194,
  Addressing = 195,
  Credentials = 196,
  ReferenceIdentifier = 197,
  Addresses = 198,
  SignalPort = 199,
  DataPort = 200,
  BindInterface = 201,
  Flat = 202,
  Lists = 203,
  Auto = 204,
  Rfc8973 = 205,
  Draft01 = 206,
  Draft00 = 207,
  Require = 208,
  Prefer = 209,
  Off = 210,
  On = 211,
  Beside = 212,
  Replace = 213,
  Manual = 214,
  Anycast = 215,
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
  PvdId = 239,
  Ipv4Device = 240,
  Nat64 = 241,
  Mark = 242,
  Table = 243,
  SharedAddress = 244,
  Refresh = 245,
  Watch = 246,
  Link = 247,
  Spool = 248,
  Control = 249,
  Entropy = 250,
  WallTime = 251,
  Store = 252,
  Ok = 253,
  Ri = 254,
  Discarded = 255,
  Warnings = 256,
  Length = 257,
  Networks = 258,
  Network = 259,
  Ipv4Interface = 260,
  PvdIdKey = 261,
  SharedAddressKey = 262,
  Up = 263,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 264;

// The characters of the words, the most frequent first: erdasnitolpcfu-_mhvgw6bkxy.1403789q
const ALPHABET: usize = memory.data<u8>([101, 114, 100, 97, 115, 110, 105, 116, 111, 108, 112, 99, 102, 117, 45, 95, 109, 104, 118, 103, 119, 54, 98, 107, 120, 121, 46, 49, 52, 48, 51, 55, 56, 57, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 139, 33, // record
  4, 38, // id
  6, 129, 9, // role
  6, 234, 36, // pvd
  11, 86, 7, 193, 179, 0, // interface
  7, 142, 86, 2, // bind
  10, 60, 46, 150, 190, // family
  11, 180, 168, 224, 97, 2, // scope_id
  10, 235, 51, 85, 144, // channel
  11, 23, 83, 164, 24, 7, // transport
  6, 138, 113, // port
  7, 49, 229, 9, // rank
  17, 4, 225, 4, 225, 225, 21, 216, 10, // server_group
  16, 1, 12, 1, 181, 224, 97, 66, // reference_ids
  5, 84, 6, // sni
  10, 46, 112, 62, 40, // method
  13, 211, 231, 131, 97, 231, 11, // authority
  20, 132, 29, 11, 30, 59, 37, 38, 115, 64, // source_candidates
  11, 26, 192, 230, 10, 4, // prefixes
  16, 26, 192, 230, 234, 225, 105, 37, // prefix_kind
  18, 27, 32, 80, 103, 147, 228, 17, 192, // credentials_ref
  16, 78, 147, 38, 30, 140, 225, 65, // valid_for_s
  7, 116, 147, 0, // stale
  7, 231, 171, 0, // type
  8, 78, 147, 13, // value
  7, 116, 115, 0, // state
  7, 10, 16, 4, // peers
  17, 224, 170, 22, 64, 30, 86, 30, 4, // expires_in_s
  8, 1, 67, 88, // reason
  6, 227, 104, // abi
  12, 103, 46, 224, 225, 66, // time_ms
  8, 86, 218, 71, // inputs
  9, 1, 220, 4, 2, // refused
  12, 137, 94, 30, 137, 116, // log_lost
  13, 218, 142, 105, 228, 3, 2, // published
  7, 28, 232, 2, // from
  4, 135, // to
  7, 16, 129, 1, // error
  8, 200, 76, 112, // offset
  7, 53, 46, 0, // name
  7, 7, 174, 7, // text
  7, 60, 73, 0, // false
  6, 23, 13, // true
  6, 213, 153, // null
  6, 10, 16, // peer
  11, 110, 99, 103, 229, 5, // waiting
  6, 11, 153, // cell
  8, 116, 115, 77, // status
  9, 4, 225, 4, 1, // server
  11, 226, 179, 234, 228, 14, // dhcpv4
  11, 226, 179, 234, 228, 7, // dhcpv6
  9, 100, 94, 53, 9, // signal
  6, 50, 55, // data
  7, 35, 2, 2, // added
  11, 1, 46, 232, 4, 2, // removed
  11, 235, 51, 229, 5, 2, // changed
  9, 219, 17, 80, 7, // current
  6, 83, 190, // any
  5, 45, 10, // udp
  5, 183, 10, // tcp
  8, 166, 14, 38, // ip-id
  9, 82, 228, 96, 2, // dns-id
  6, 86, 112, // inet
  8, 86, 112, 126, // inet6
  4, 58, // pa
  4, 106, // pi
  13, 139, 197, 230, 213, 1, 2, // configured
  8, 168, 103, 88, // option
  6, 105, 5, // line
  8, 110, 62, 115, // what
  8, 110, 62, 190, // why
  8, 232, 86, 16, // owner
  5, 168, 7, // opt
  4, 166, // ip
  8, 129, 125, 16, // router
  11, 4, 225, 4, 97, 2, // serverid
  7, 9, 67, 0, // lease
  9, 130, 46, 99, 5, // domain
  5, 82, 4, // dns
  74, 168, 103, 88, 30, // OPTION_
  75, 58, 68, 231, 19, 13, // PASSTHRU
  75, 35, 18, 64, 4, 4, // ADDRESSES
  75, 26, 192, 230, 10, 4, // PREFIXES
  73, 4, 225, 4, 1, // SERVER
  8, 5, 110, 30, // new_
  17, 5, 110, 30, 226, 179, 234, 231, 1, // new_dhcp6_
  10, 130, 71, 30, 97, // dots_ri
  15, 130, 71, 30, 35, 18, 64, 4, // dots_address
  17, 179, 11, 68, 30, 130, 46, 99, 5, // access_domain
  16, 130, 46, 99, 229, 81, 227, 2, // domain_name
  13, 166, 30, 35, 18, 64, 4, // ip_address
  15, 166, 126, 30, 35, 18, 64, 4, // ip6_address
  15, 166, 126, 30, 26, 192, 230, 10, // ip6_prefix
  9, 129, 125, 16, 4, // routers
  21, 226, 179, 234, 145, 48, 4, 30, 103, 46, 0, // dhcp_lease_time
  28, 226, 179, 234, 65, 16, 78, 16, 30, 38, 80, 103, 108, 16, // dhcp_server_identifier
  13, 4, 225, 4, 225, 97, 2, // server_id
  13, 46, 227, 234, 145, 198, 0, // max_life
  26, 130, 46, 99, 229, 81, 227, 2, 30, 4, 225, 4, 65, // domain_name_servers
  17, 53, 46, 224, 65, 16, 78, 16, 4, // name_servers
  71, 33, 69, 4, // RDNSS
  73, 49, 30, 82, 4, // RA_DNS
  76, 49, 30, 129, 125, 64, // RA_ROUTES
  23, 1, 12, 1, 181, 224, 97, 2, 117, 198, 6, 1, // reference_identifier
  22, 54, 30, 53, 222, 30, 54, 30, 35, 18, 222, // ia_na1_ia_addr1
  32, 54, 30, 53, 222, 30, 54, 30, 35, 18, 222, 30, 78, 121, 230, 2, // ia_na1_ia_addr1_vltime
  8, 155, 6, 117, // client
  8, 224, 4, 117, // event
  9, 2, 78, 182, 0, // device
  9, 173, 103, 46, 0, // uptime
  9, 18, 168, 10, 2, // dropped
  9, 45, 62, 171, 11, // udhcpc
  11, 40, 62, 171, 126, 11, // odhcp6c
  11, 226, 179, 105, 80, 7, // dhclient
  9, 226, 179, 186, 2, // dhcpcd
  6, 49, 110, // raw
  14, 26, 232, 100, 100, 88, 32, // provisioned
  11, 46, 64, 52, 94, 0, // message
  8, 206, 86, 112, // .inet
  10, 206, 86, 112, 126, // .inet6
  8, 142, 216, 37, // bound
  8, 1, 5, 110, // renew
  11, 2, 139, 197, 230, 5, // deconfig
  6, 53, 158, // nak
  11, 9, 67, 192, 99, 9, // leasefail
  11, 86, 140, 225, 2, 2, // informed
  9, 173, 50, 7, 2, // updated
  10, 1, 142, 216, 37, // rebound
  13, 49, 14, 173, 50, 7, 2, // ra-updated
  10, 93, 142, 216, 37, // unbound
  9, 116, 168, 10, 2, // stopped
  6, 137, 116, // lost
  9, 227, 72, 80, 7, // absent
  72, 142, 216, 37, // BOUND
  72, 1, 5, 110, // RENEW
  73, 1, 142, 86, 2, // REBIND
  73, 1, 142, 136, 7, // REBOOT
  74, 103, 46, 128, 125, // TIMEOUT
  73, 86, 140, 225, 2, // INFORM
  74, 142, 216, 37, 126, // BOUND6
  74, 1, 5, 110, 126, // RENEW6
  75, 1, 142, 86, 226, 7, // REBIND6
  75, 1, 142, 136, 231, 7, // REBOOT6
  75, 86, 140, 225, 226, 7, // INFORM6
  73, 224, 170, 22, 0, // EXPIRE
  73, 1, 9, 67, 0, // RELEASE
  70, 116, 168, // STOP
  70, 53, 158, // NAK
  73, 116, 168, 10, 2, // STOPPED
  75, 133, 59, 17, 6, 1, // NOCARRIER
  74, 2, 58, 113, 32, // DEPARTED
  75, 224, 170, 22, 224, 7, // EXPIRE6
  75, 1, 9, 67, 224, 7, // RELEASE6
  72, 116, 168, 126, // STOP6
  74, 2, 26, 192, 126, // DEPREF6
  70, 60, 150, // FAIL
  6, 19, 58, // arpa
  7, 137, 59, 9, // local
  12, 137, 59, 233, 131, 116, // localhost
  5, 57, 5, // lan
  8, 62, 232, 2, // home
  14, 137, 59, 41, 232, 50, 86, // localdomain
  10, 86, 7, 81, 147, // internal
  10, 86, 78, 147, 38, // invalid
  7, 88, 134, 5, // onion
  7, 130, 110, 5, // down
  16, 110, 99, 231, 176, 88, 108, 94, // wait-config
  15, 98, 180, 232, 4, 97, 229, 5, // discovering
  8, 1, 35, 190, // ready
  14, 1, 28, 64, 62, 86, 94, // refreshing
  11, 2, 94, 49, 2, 2, // degraded
  8, 60, 150, 32, // failed
  7, 142, 136, 7, // boot
  11, 105, 229, 233, 208, 10, // link-up
  22, 35, 18, 64, 4, 228, 176, 62, 83, 94, 32, // addresses-changed
  23, 5, 231, 134, 225, 73, 14, 235, 51, 229, 5, 2, // networks-changed
  20, 132, 29, 11, 228, 176, 62, 83, 94, 32, // sources-changed
  15, 9, 67, 224, 144, 48, 81, 7, // lease-learnt
  18, 9, 67, 224, 176, 62, 83, 94, 32, // lease-changed
  14, 9, 67, 224, 0, 37, 32, // lease-ended
  17, 5, 110, 14, 5, 231, 134, 225, 9, // new-network
  14, 110, 99, 231, 128, 78, 16, // wait-over
  16, 139, 197, 230, 213, 49, 103, 88, // configuration
  11, 139, 46, 46, 83, 2, // command
  8, 1, 23, 190, // retry
  12, 119, 233, 128, 78, 16, // ttl-over
  9, 26, 200, 150, 0, // profile
  11, 46, 112, 62, 40, 4, // methods
  16, 35, 18, 64, 228, 192, 24, 46, // address-form
  15, 168, 103, 88, 14, 139, 2, 4, // option-codes
  15, 116, 97, 123, 14, 18, 195, 7, // strict-draft
  19, 179, 11, 122, 14, 46, 157, 103, 154, 0, // accept-multiple
  17, 23, 77, 7, 226, 80, 227, 2, 4, // trusted-names
  16, 46, 83, 61, 233, 64, 139, 10, // manual-scope
  11, 60, 46, 150, 6, 4, // families
  13, 35, 18, 64, 100, 229, 5, // addressing
  13, 27, 32, 80, 103, 147, 4, // credentials
  23, 1, 12, 1, 181, 224, 96, 2, 117, 198, 6, 1, // reference-identifier
  11, 35, 18, 64, 4, 4, // addresses
  15, 100, 94, 53, 233, 160, 24, 7, // signal-port
  12, 50, 55, 14, 138, 113, // data-port
  18, 142, 86, 226, 96, 117, 16, 60, 11, // bind-interface
  6, 156, 115, // flat
  7, 105, 116, 4, // lists
  6, 211, 135, // auto
  13, 193, 251, 242, 243, 241, 0, // rfc8973
  11, 18, 195, 231, 239, 13, // draft01
  11, 18, 195, 231, 239, 15, // draft00
  10, 1, 79, 109, 1, // require
  8, 26, 192, 16, // prefer
  5, 200, 12, // off
  4, 88, // on
  9, 142, 64, 38, 0, // beside
  9, 1, 154, 179, 0, // replace
  9, 46, 83, 61, 9, // manual
  10, 83, 190, 59, 116, // anycast
  17, 2, 60, 157, 231, 16, 216, 7, 1, // default-router
  7, 226, 179, 10, // dhcp
  7, 82, 68, 2, // dnssd
  8, 84, 163, 23, // snaptr
  9, 35, 18, 64, 4, // address
  24, 84, 163, 23, 14, 231, 3, 229, 48, 34, 1, 68, // snaptr-then-address
  70, 130, 71, // DOTS
  14, 100, 94, 53, 233, 220, 162, // signal.udp
  14, 100, 94, 53, 233, 124, 171, // signal.tcp
  11, 50, 55, 206, 183, 10, // data.tcp
  84, 130, 71, 14, 59, 153, 14, 62, 232, 2, // DOTS-CALL-HOME
  19, 59, 153, 14, 62, 232, 2, 206, 45, 10, // call-home.udp
  19, 59, 153, 14, 62, 232, 2, 206, 183, 10, // call-home.tcp
  14, 59, 153, 14, 62, 232, 2, // call-home
  20, 59, 153, 14, 62, 232, 2, 14, 138, 113, // call-home-port
  22, 59, 153, 14, 62, 232, 2, 14, 155, 6, 117, // call-home-client
  13, 82, 228, 64, 176, 29, 0, // dns-secure
  12, 1, 132, 233, 4, 65, // resolvers
  18, 2, 60, 157, 231, 32, 232, 50, 86, // default-domain
  10, 130, 46, 99, 69, // domains
  22, 1, 132, 233, 4, 225, 112, 209, 116, 14, 35, // resolver-trust-ad
  8, 82, 68, 176, // dnssec
  16, 97, 14, 1, 132, 217, 103, 88, // ri-resolution
  10, 234, 36, 14, 38, // pvd-id
  17, 166, 78, 238, 14, 2, 78, 182, 0, // ipv4-device
  9, 53, 231, 231, 14, // nat64
  8, 46, 19, 158, // mark
  8, 55, 142, 9, // table
  18, 228, 51, 1, 226, 48, 34, 1, 68, // shared-address
  10, 1, 28, 64, 62, // refresh
  9, 110, 115, 235, 3, // watch
  7, 105, 229, 9, // link
  7, 164, 136, 9, // spool
  9, 139, 117, 129, 9, // control
  10, 80, 23, 168, 190, // entropy
  14, 110, 147, 233, 112, 230, 2, // wall-time
  7, 116, 24, 0, // store
  5, 232, 9, // ok
  4, 97, // ri
  11, 98, 180, 19, 2, 2, // discarded
  12, 110, 19, 101, 229, 69, // warnings
  10, 9, 229, 117, 62, // length
  12, 5, 231, 134, 225, 73, // networks
  11, 5, 231, 134, 225, 9, // network
  19, 166, 78, 238, 30, 86, 7, 193, 179, 0, // ipv4_interface
  10, 234, 36, 30, 38, // pvd_id
  18, 228, 51, 1, 226, 49, 34, 1, 68, // shared_address
  4, 173, // up
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 170, 236, 307, 369, 488, 606, 687, 768, 840, 939, 1058, 1165, 1247, 1373, 1454]);
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
