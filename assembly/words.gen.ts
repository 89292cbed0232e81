// Generated from words.txt by tools/words.mjs: change words.txt instead.

import { equalOctets } from "./bytes/text";

/** Every word of the packed table. */
export enum Word {
  Client = 0,
  Event = 1,
  Device = 2,
  Uptime = 3,
  Dropped = 4,
  Udhcpc = 5,
  Odhcp6c = 6,
  Dhclient = 7,
  Dhcpcd = 8,
  Raw = 9,
  Message = 10,
  DotInet = 11,
  DotInet6 = 12,
  Bound = 13,
  Renew = 14,
  Deconfig = 15,
  Nak = 16,
  Leasefail = 17,
  Informed = 18,
  Updated = 19,
  Rebound = 20,
  RaUpdated = 21,
  Unbound = 22,
  Stopped = 23,
  Lost = 24,
  Absent = 25,
  BOUND = 26,
  RENEW = 27,
  REBIND = 28,
  REBOOT = 29,
  TIMEOUT = 30,
  INFORM = 31,
  BOUND6 = 32,
  RENEW6 = 33,
  REBIND6 = 34,
  REBOOT6 = 35,
  INFORM6 = 36,
  EXPIRE = 37,
  RELEASE = 38,
  STOP = 39,
  NAK = 40,
  STOPPED = 41,
  NOCARRIER = 42,
  DEPARTED = 43,
  EXPIRE6 = 44,
  RELEASE6 = 45,
  STOP6 = 46,
  DEPREF6 = 47,
  FAIL = 48,
  Opt = 49,
  Ip = 50,
  Router = 51,
  Serverid = 52,
  Lease = 53,
  Domain = 54,
  Dns = 55,
  OPTION = 56,
  PASSTHRU = 57,
  ADDRESSES = 58,
  SERVER = 59,
  New = 60,
  NewDhcp6 = 61,
  DotsRi = 62,
  DotsAddress = 63,
  AccessDomain = 64,
  DomainName = 65,
  IpAddress = 66,
  Ip6Address = 67,
  Routers = 68,
  DhcpLeaseTime = 69,
  DhcpServerIdentifier = 70,
  ServerId = 71,
  MaxLife = 72,
  DomainNameServers = 73,
  NameServers = 74,
  RDNSS = 75,
  IaNa1IaAddr1 = 76,
  IaNa1IaAddr1Vltime = 77,
  Arpa = 78,
  Local = 79,
  Localhost = 80,
  Lan = 81,
  Home = 82,
  Localdomain = 83,
  Internal = 84,
  Invalid = 85,
  Onion = 86,
  Record = 87,
  Id = 88,
  Role = 89,
  Pvd = 90,
  Interface = 91,
  Bind = 92,
  Family = 93,
  ScopeId = 94,
  Channel = 95,
  Transport = 96,
  Port = 97,
  Rank = 98,
  ServerGroup = 99,
  ReferenceIds = 100,
  Sni = 101,
  Method = 102,
  Authority = 103,
  SourceCandidates = 104,
  Prefixes = 105,
  PrefixKind = 106,
  CredentialsRef = 107,
  ValidForS = 108,
  Stale = 109,
  Type = 110,
  Value = 111,
  State = 112,
  Peers = 113,
  ExpiresInS = 114,
  Reason = 115,
  Abi = 116,
  TimeMs = 117,
  Inputs = 118,
  Refused = 119,
  LogLost = 120,
  Published = 121,
  From = 122,
  To = 123,
  Option = 124,
  Error = 125,
  Offset = 126,
  Line = 127,
  What = 128,
  Why = 129,
  Name = 130,
  Text = 131,
  Count = 132,
  True = 133,
  False = 134,
  Null = 135,
  Peer = 136,
  Waiting = 137,
  Cell = 138,
  Status = 139,
  Server = 140,
  Dhcpv4 = 141,
  Dhcpv6 = 142,
  Configured = 143,
  Signal = 144,
  Data = 145,
  Udp = 146,
  Tcp = 147,
  Inet = 148,
  Inet6 = 149,
  DnsId = 150,
  IpId = 151,
  Pa = 152,
  Pi = 153,
  Current = 154,
  Added = 155,
  Removed = 156,
  Changed = 157,
  Any = 158,
  Down = 159,
  WaitConfig = 160,
  Discovering = 161,
  Ready = 162,
  Refreshing = 163,
  Degraded = 164,
  Failed = 165,
  Boot = 166,
  LinkUp = 167,
  AddressesChanged = 168,
  NetworksChanged = 169,
  LeaseLearnt = 170,
  LeaseChanged = 171,
  LeaseEnded = 172,
  NewNetwork = 173,
  WaitOver = 174,
  Configuration = 175,
  Command = 176,
  Retry = 177,
  TtlOver = 178,
  Profile = 179,
  Methods = 180,
  AddressForm = 181,
  OptionCodes = 182,
  StrictDraft = 183,
  AcceptMultiple = 184,
  TrustedNames = 185,
  ManualScope = 186,
  Families = 187,
  Addressing = 188,
  Credentials = 189,
  ReferenceIdentifier = 190,
  Addresses = 191,
  SignalPort = 192,
  DataPort = 193,
  BindInterface = 194,
  Flat = 195,
  Lists = 196,
  Auto = 197,
  Rfc8973 = 198,
  Draft01 = 199,
  Draft00 = 200,
  Require = 201,
  Prefer = 202,
  Off = 203,
  On = 204,
  Beside = 205,
  Replace = 206,
  Refresh = 207,
  Watch = 208,
  Link = 209,
  Spool = 210,
  Control = 211,
  Entropy = 212,
  WallTime = 213,
  Store = 214,
  Ok = 215,
  Ri = 216,
  Discarded = 217,
  Warnings = 218,
  Length = 219,
  Manual = 220,
  Dhcp = 221,
  Snaptr = 222,
  Address = 223,
  SnaptrThenAddress = 224,
  Dots = 225,
  SignalUdp = 226,
  SignalTcp = 227,
  DataTcp = 228,
  DnsSecure = 229,
  Resolvers = 230,
  DefaultDomain = 231,
  Domains = 232,
  ResolverTrustAd = 233,
  Dnssec = 234,
  RiResolution = 235,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 236;

// Each word behind its length, walked from the first: shorter than a table of
// offsets, by an octet a word.
const TABLE: usize = memory.data<u8>([
  6, 99, 108, 105, 101, 110, 116, // client
  5, 101, 118, 101, 110, 116, // event
  6, 100, 101, 118, 105, 99, 101, // device
  6, 117, 112, 116, 105, 109, 101, // uptime
  7, 100, 114, 111, 112, 112, 101, 100, // dropped
  6, 117, 100, 104, 99, 112, 99, // udhcpc
  7, 111, 100, 104, 99, 112, 54, 99, // odhcp6c
  8, 100, 104, 99, 108, 105, 101, 110, 116, // dhclient
  6, 100, 104, 99, 112, 99, 100, // dhcpcd
  3, 114, 97, 119, // raw
  7, 109, 101, 115, 115, 97, 103, 101, // message
  5, 46, 105, 110, 101, 116, // .inet
  6, 46, 105, 110, 101, 116, 54, // .inet6
  5, 98, 111, 117, 110, 100, // bound
  5, 114, 101, 110, 101, 119, // renew
  8, 100, 101, 99, 111, 110, 102, 105, 103, // deconfig
  3, 110, 97, 107, // nak
  9, 108, 101, 97, 115, 101, 102, 97, 105, 108, // leasefail
  8, 105, 110, 102, 111, 114, 109, 101, 100, // informed
  7, 117, 112, 100, 97, 116, 101, 100, // updated
  7, 114, 101, 98, 111, 117, 110, 100, // rebound
  10, 114, 97, 45, 117, 112, 100, 97, 116, 101, 100, // ra-updated
  7, 117, 110, 98, 111, 117, 110, 100, // unbound
  7, 115, 116, 111, 112, 112, 101, 100, // stopped
  4, 108, 111, 115, 116, // lost
  6, 97, 98, 115, 101, 110, 116, // absent
  5, 66, 79, 85, 78, 68, // BOUND
  5, 82, 69, 78, 69, 87, // RENEW
  6, 82, 69, 66, 73, 78, 68, // REBIND
  6, 82, 69, 66, 79, 79, 84, // REBOOT
  7, 84, 73, 77, 69, 79, 85, 84, // TIMEOUT
  6, 73, 78, 70, 79, 82, 77, // INFORM
  6, 66, 79, 85, 78, 68, 54, // BOUND6
  6, 82, 69, 78, 69, 87, 54, // RENEW6
  7, 82, 69, 66, 73, 78, 68, 54, // REBIND6
  7, 82, 69, 66, 79, 79, 84, 54, // REBOOT6
  7, 73, 78, 70, 79, 82, 77, 54, // INFORM6
  6, 69, 88, 80, 73, 82, 69, // EXPIRE
  7, 82, 69, 76, 69, 65, 83, 69, // RELEASE
  4, 83, 84, 79, 80, // STOP
  3, 78, 65, 75, // NAK
  7, 83, 84, 79, 80, 80, 69, 68, // STOPPED
  9, 78, 79, 67, 65, 82, 82, 73, 69, 82, // NOCARRIER
  8, 68, 69, 80, 65, 82, 84, 69, 68, // DEPARTED
  7, 69, 88, 80, 73, 82, 69, 54, // EXPIRE6
  8, 82, 69, 76, 69, 65, 83, 69, 54, // RELEASE6
  5, 83, 84, 79, 80, 54, // STOP6
  7, 68, 69, 80, 82, 69, 70, 54, // DEPREF6
  4, 70, 65, 73, 76, // FAIL
  3, 111, 112, 116, // opt
  2, 105, 112, // ip
  6, 114, 111, 117, 116, 101, 114, // router
  8, 115, 101, 114, 118, 101, 114, 105, 100, // serverid
  5, 108, 101, 97, 115, 101, // lease
  6, 100, 111, 109, 97, 105, 110, // domain
  3, 100, 110, 115, // dns
  7, 79, 80, 84, 73, 79, 78, 95, // OPTION_
  8, 80, 65, 83, 83, 84, 72, 82, 85, // PASSTHRU
  9, 65, 68, 68, 82, 69, 83, 83, 69, 83, // ADDRESSES
  6, 83, 69, 82, 86, 69, 82, // SERVER
  4, 110, 101, 119, 95, // new_
  10, 110, 101, 119, 95, 100, 104, 99, 112, 54, 95, // new_dhcp6_
  7, 100, 111, 116, 115, 95, 114, 105, // dots_ri
  12, 100, 111, 116, 115, 95, 97, 100, 100, 114, 101, 115, 115, // dots_address
  13, 97, 99, 99, 101, 115, 115, 95, 100, 111, 109, 97, 105, 110, // access_domain
  11, 100, 111, 109, 97, 105, 110, 95, 110, 97, 109, 101, // domain_name
  10, 105, 112, 95, 97, 100, 100, 114, 101, 115, 115, // ip_address
  11, 105, 112, 54, 95, 97, 100, 100, 114, 101, 115, 115, // ip6_address
  7, 114, 111, 117, 116, 101, 114, 115, // routers
  15, 100, 104, 99, 112, 95, 108, 101, 97, 115, 101, 95, 116, 105, 109, 101, // dhcp_lease_time
  22, 100, 104, 99, 112, 95, 115, 101, 114, 118, 101, 114, 95, 105, 100, 101, 110, 116, 105, 102, 105, 101, 114, // dhcp_server_identifier
  9, 115, 101, 114, 118, 101, 114, 95, 105, 100, // server_id
  8, 109, 97, 120, 95, 108, 105, 102, 101, // max_life
  19, 100, 111, 109, 97, 105, 110, 95, 110, 97, 109, 101, 95, 115, 101, 114, 118, 101, 114, 115, // domain_name_servers
  12, 110, 97, 109, 101, 95, 115, 101, 114, 118, 101, 114, 115, // name_servers
  5, 82, 68, 78, 83, 83, // RDNSS
  15, 105, 97, 95, 110, 97, 49, 95, 105, 97, 95, 97, 100, 100, 114, 49, // ia_na1_ia_addr1
  22, 105, 97, 95, 110, 97, 49, 95, 105, 97, 95, 97, 100, 100, 114, 49, 95, 118, 108, 116, 105, 109, 101, // ia_na1_ia_addr1_vltime
  4, 97, 114, 112, 97, // arpa
  5, 108, 111, 99, 97, 108, // local
  9, 108, 111, 99, 97, 108, 104, 111, 115, 116, // localhost
  3, 108, 97, 110, // lan
  4, 104, 111, 109, 101, // home
  11, 108, 111, 99, 97, 108, 100, 111, 109, 97, 105, 110, // localdomain
  8, 105, 110, 116, 101, 114, 110, 97, 108, // internal
  7, 105, 110, 118, 97, 108, 105, 100, // invalid
  5, 111, 110, 105, 111, 110, // onion
  6, 114, 101, 99, 111, 114, 100, // record
  2, 105, 100, // id
  4, 114, 111, 108, 101, // role
  3, 112, 118, 100, // pvd
  9, 105, 110, 116, 101, 114, 102, 97, 99, 101, // interface
  4, 98, 105, 110, 100, // bind
  6, 102, 97, 109, 105, 108, 121, // family
  8, 115, 99, 111, 112, 101, 95, 105, 100, // scope_id
  7, 99, 104, 97, 110, 110, 101, 108, // channel
  9, 116, 114, 97, 110, 115, 112, 111, 114, 116, // transport
  4, 112, 111, 114, 116, // port
  4, 114, 97, 110, 107, // rank
  12, 115, 101, 114, 118, 101, 114, 95, 103, 114, 111, 117, 112, // server_group
  13, 114, 101, 102, 101, 114, 101, 110, 99, 101, 95, 105, 100, 115, // reference_ids
  3, 115, 110, 105, // sni
  6, 109, 101, 116, 104, 111, 100, // method
  9, 97, 117, 116, 104, 111, 114, 105, 116, 121, // authority
  17, 115, 111, 117, 114, 99, 101, 95, 99, 97, 110, 100, 105, 100, 97, 116, 101, 115, // source_candidates
  8, 112, 114, 101, 102, 105, 120, 101, 115, // prefixes
  11, 112, 114, 101, 102, 105, 120, 95, 107, 105, 110, 100, // prefix_kind
  15, 99, 114, 101, 100, 101, 110, 116, 105, 97, 108, 115, 95, 114, 101, 102, // credentials_ref
  11, 118, 97, 108, 105, 100, 95, 102, 111, 114, 95, 115, // valid_for_s
  5, 115, 116, 97, 108, 101, // stale
  4, 116, 121, 112, 101, // type
  5, 118, 97, 108, 117, 101, // value
  5, 115, 116, 97, 116, 101, // state
  5, 112, 101, 101, 114, 115, // peers
  12, 101, 120, 112, 105, 114, 101, 115, 95, 105, 110, 95, 115, // expires_in_s
  6, 114, 101, 97, 115, 111, 110, // reason
  3, 97, 98, 105, // abi
  7, 116, 105, 109, 101, 95, 109, 115, // time_ms
  6, 105, 110, 112, 117, 116, 115, // inputs
  7, 114, 101, 102, 117, 115, 101, 100, // refused
  8, 108, 111, 103, 95, 108, 111, 115, 116, // log_lost
  9, 112, 117, 98, 108, 105, 115, 104, 101, 100, // published
  4, 102, 114, 111, 109, // from
  2, 116, 111, // to
  6, 111, 112, 116, 105, 111, 110, // option
  5, 101, 114, 114, 111, 114, // error
  6, 111, 102, 102, 115, 101, 116, // offset
  4, 108, 105, 110, 101, // line
  4, 119, 104, 97, 116, // what
  3, 119, 104, 121, // why
  4, 110, 97, 109, 101, // name
  4, 116, 101, 120, 116, // text
  5, 99, 111, 117, 110, 116, // count
  4, 116, 114, 117, 101, // true
  5, 102, 97, 108, 115, 101, // false
  4, 110, 117, 108, 108, // null
  4, 112, 101, 101, 114, // peer
  7, 119, 97, 105, 116, 105, 110, 103, // waiting
  4, 99, 101, 108, 108, // cell
  6, 115, 116, 97, 116, 117, 115, // status
  6, 115, 101, 114, 118, 101, 114, // server
  6, 100, 104, 99, 112, 118, 52, // dhcpv4
  6, 100, 104, 99, 112, 118, 54, // dhcpv6
  10, 99, 111, 110, 102, 105, 103, 117, 114, 101, 100, // configured
  6, 115, 105, 103, 110, 97, 108, // signal
  4, 100, 97, 116, 97, // data
  3, 117, 100, 112, // udp
  3, 116, 99, 112, // tcp
  4, 105, 110, 101, 116, // inet
  5, 105, 110, 101, 116, 54, // inet6
  6, 100, 110, 115, 45, 105, 100, // dns-id
  5, 105, 112, 45, 105, 100, // ip-id
  2, 112, 97, // pa
  2, 112, 105, // pi
  7, 99, 117, 114, 114, 101, 110, 116, // current
  5, 97, 100, 100, 101, 100, // added
  7, 114, 101, 109, 111, 118, 101, 100, // removed
  7, 99, 104, 97, 110, 103, 101, 100, // changed
  3, 97, 110, 121, // any
  4, 100, 111, 119, 110, // down
  11, 119, 97, 105, 116, 45, 99, 111, 110, 102, 105, 103, // wait-config
  11, 100, 105, 115, 99, 111, 118, 101, 114, 105, 110, 103, // discovering
  5, 114, 101, 97, 100, 121, // ready
  10, 114, 101, 102, 114, 101, 115, 104, 105, 110, 103, // refreshing
  8, 100, 101, 103, 114, 97, 100, 101, 100, // degraded
  6, 102, 97, 105, 108, 101, 100, // failed
  4, 98, 111, 111, 116, // boot
  7, 108, 105, 110, 107, 45, 117, 112, // link-up
  17, 97, 100, 100, 114, 101, 115, 115, 101, 115, 45, 99, 104, 97, 110, 103, 101, 100, // addresses-changed
  16, 110, 101, 116, 119, 111, 114, 107, 115, 45, 99, 104, 97, 110, 103, 101, 100, // networks-changed
  12, 108, 101, 97, 115, 101, 45, 108, 101, 97, 114, 110, 116, // lease-learnt
  13, 108, 101, 97, 115, 101, 45, 99, 104, 97, 110, 103, 101, 100, // lease-changed
  11, 108, 101, 97, 115, 101, 45, 101, 110, 100, 101, 100, // lease-ended
  11, 110, 101, 119, 45, 110, 101, 116, 119, 111, 114, 107, // new-network
  9, 119, 97, 105, 116, 45, 111, 118, 101, 114, // wait-over
  13, 99, 111, 110, 102, 105, 103, 117, 114, 97, 116, 105, 111, 110, // configuration
  7, 99, 111, 109, 109, 97, 110, 100, // command
  5, 114, 101, 116, 114, 121, // retry
  8, 116, 116, 108, 45, 111, 118, 101, 114, // ttl-over
  7, 112, 114, 111, 102, 105, 108, 101, // profile
  7, 109, 101, 116, 104, 111, 100, 115, // methods
  12, 97, 100, 100, 114, 101, 115, 115, 45, 102, 111, 114, 109, // address-form
  12, 111, 112, 116, 105, 111, 110, 45, 99, 111, 100, 101, 115, // option-codes
  12, 115, 116, 114, 105, 99, 116, 45, 100, 114, 97, 102, 116, // strict-draft
  15, 97, 99, 99, 101, 112, 116, 45, 109, 117, 108, 116, 105, 112, 108, 101, // accept-multiple
  13, 116, 114, 117, 115, 116, 101, 100, 45, 110, 97, 109, 101, 115, // trusted-names
  12, 109, 97, 110, 117, 97, 108, 45, 115, 99, 111, 112, 101, // manual-scope
  8, 102, 97, 109, 105, 108, 105, 101, 115, // families
  10, 97, 100, 100, 114, 101, 115, 115, 105, 110, 103, // addressing
  11, 99, 114, 101, 100, 101, 110, 116, 105, 97, 108, 115, // credentials
  20, 114, 101, 102, 101, 114, 101, 110, 99, 101, 45, 105, 100, 101, 110, 116, 105, 102, 105, 101, 114, // reference-identifier
  9, 97, 100, 100, 114, 101, 115, 115, 101, 115, // addresses
  11, 115, 105, 103, 110, 97, 108, 45, 112, 111, 114, 116, // signal-port
  9, 100, 97, 116, 97, 45, 112, 111, 114, 116, // data-port
  14, 98, 105, 110, 100, 45, 105, 110, 116, 101, 114, 102, 97, 99, 101, // bind-interface
  4, 102, 108, 97, 116, // flat
  5, 108, 105, 115, 116, 115, // lists
  4, 97, 117, 116, 111, // auto
  7, 114, 102, 99, 56, 57, 55, 51, // rfc8973
  7, 100, 114, 97, 102, 116, 48, 49, // draft01
  7, 100, 114, 97, 102, 116, 48, 48, // draft00
  7, 114, 101, 113, 117, 105, 114, 101, // require
  6, 112, 114, 101, 102, 101, 114, // prefer
  3, 111, 102, 102, // off
  2, 111, 110, // on
  6, 98, 101, 115, 105, 100, 101, // beside
  7, 114, 101, 112, 108, 97, 99, 101, // replace
  7, 114, 101, 102, 114, 101, 115, 104, // refresh
  5, 119, 97, 116, 99, 104, // watch
  4, 108, 105, 110, 107, // link
  5, 115, 112, 111, 111, 108, // spool
  7, 99, 111, 110, 116, 114, 111, 108, // control
  7, 101, 110, 116, 114, 111, 112, 121, // entropy
  9, 119, 97, 108, 108, 45, 116, 105, 109, 101, // wall-time
  5, 115, 116, 111, 114, 101, // store
  2, 111, 107, // ok
  2, 114, 105, // ri
  9, 100, 105, 115, 99, 97, 114, 100, 101, 100, // discarded
  8, 119, 97, 114, 110, 105, 110, 103, 115, // warnings
  6, 108, 101, 110, 103, 116, 104, // length
  6, 109, 97, 110, 117, 97, 108, // manual
  4, 100, 104, 99, 112, // dhcp
  6, 115, 110, 97, 112, 116, 114, // snaptr
  7, 97, 100, 100, 114, 101, 115, 115, // address
  19, 115, 110, 97, 112, 116, 114, 45, 116, 104, 101, 110, 45, 97, 100, 100, 114, 101, 115, 115, // snaptr-then-address
  4, 68, 79, 84, 83, // DOTS
  10, 115, 105, 103, 110, 97, 108, 46, 117, 100, 112, // signal.udp
  10, 115, 105, 103, 110, 97, 108, 46, 116, 99, 112, // signal.tcp
  8, 100, 97, 116, 97, 46, 116, 99, 112, // data.tcp
  10, 100, 110, 115, 45, 115, 101, 99, 117, 114, 101, // dns-secure
  9, 114, 101, 115, 111, 108, 118, 101, 114, 115, // resolvers
  14, 100, 101, 102, 97, 117, 108, 116, 45, 100, 111, 109, 97, 105, 110, // default-domain
  7, 100, 111, 109, 97, 105, 110, 115, // domains
  17, 114, 101, 115, 111, 108, 118, 101, 114, 45, 116, 114, 117, 115, 116, 45, 97, 100, // resolver-trust-ad
  6, 100, 110, 115, 115, 101, 99, // dnssec
  13, 114, 105, 45, 114, 101, 115, 111, 108, 117, 116, 105, 111, 110, // ri-resolution
]);

/** Address of the first octet of a word. */
export function wordPointer(word: i32): usize {
  let entry = TABLE;
  for (; word > 0; word--) entry += 1 + <usize>load<u8>(entry);
  return entry + 1;
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  return load<u8>(wordPointer(word) - 1);
}

/** True if the `length` octets at `pointer` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return wordLength(word) == length && equalOctets(wordPointer(word), pointer, length);
}

/** The word that the `length` octets at `pointer` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  let entry = TABLE;
  for (let word = 0; word < WORD_COUNT; word++) {
    const size = <i32>load<u8>(entry++);
    if (size == length && equalOctets(entry, pointer, size)) return word;
    entry += size;
  }
  return -1;
}
