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
  Refresh = 239,
  Watch = 240,
  Link = 241,
  Spool = 242,
  Control = 243,
  Entropy = 244,
  WallTime = 245,
  Store = 246,
  Ok = 247,
  Ri = 248,
  Discarded = 249,
  Warnings = 250,
  Length = 251,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 252;

// The characters of the words, the most frequent first: eradsnitolpcfum-_hgvw6bkxy.1034789q
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 110, 105, 116, 111, 108, 112, 99, 102, 117, 109, 45, 95, 104, 103, 118, 119, 54, 98, 107, 120, 121, 46, 49, 48, 51, 52, 55, 56, 57, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 139, 49, // record
  4, 54, // id
  6, 129, 9, // role
  6, 234, 53, // pvd
  11, 86, 7, 193, 178, 0, // interface
  7, 142, 86, 3, // bind
  10, 44, 14, 150, 190, // family
  11, 180, 168, 224, 98, 3, // scope_id
  10, 235, 35, 85, 144, // channel
  11, 23, 82, 164, 24, 7, // transport
  6, 138, 113, // port
  7, 33, 229, 9, // rank
  17, 4, 225, 5, 225, 226, 20, 216, 10, // server_group
  16, 1, 12, 1, 181, 224, 98, 67, // reference_ids
  5, 84, 6, // sni
  10, 14, 112, 62, 56, // method
  13, 210, 231, 131, 97, 231, 11, // authority
  20, 132, 29, 11, 46, 43, 53, 54, 114, 64, // source_candidates
  11, 26, 192, 230, 10, 4, // prefixes
  16, 26, 192, 230, 234, 226, 105, 53, // prefix_kind
  18, 27, 48, 80, 103, 146, 228, 18, 192, // credentials_ref
  16, 94, 146, 54, 46, 140, 225, 66, // valid_for_s
  7, 116, 146, 0, // stale
  7, 231, 171, 0, // type
  8, 94, 146, 13, // value
  7, 116, 114, 0, // state
  7, 10, 16, 4, // peers
  17, 224, 170, 22, 64, 46, 86, 46, 4, // expires_in_s
  8, 1, 66, 88, // reason
  6, 226, 104, // abi
  12, 103, 14, 224, 226, 64, // time_ms
  8, 86, 218, 71, // inputs
  9, 1, 220, 4, 3, // refused
  12, 137, 78, 46, 137, 116, // log_lost
  13, 218, 142, 105, 228, 3, 3, // published
  7, 28, 232, 0, // from
  4, 135, // to
  7, 16, 129, 1, // error
  8, 200, 76, 112, // offset
  7, 37, 14, 0, // name
  7, 7, 174, 7, // text
  7, 44, 73, 0, // false
  6, 23, 13, // true
  6, 213, 153, // null
  6, 10, 16, // peer
  11, 110, 98, 103, 229, 4, // waiting
  6, 11, 153, // cell
  8, 116, 114, 77, // status
  9, 4, 225, 5, 1, // server
  11, 227, 179, 234, 245, 0, // dhcpv4
  11, 227, 179, 234, 229, 7, // dhcpv6
  9, 100, 78, 37, 9, // signal
  6, 35, 39, // data
  7, 50, 3, 3, // added
  11, 1, 14, 232, 5, 3, // removed
  11, 235, 35, 229, 4, 3, // changed
  9, 219, 17, 80, 7, // current
  6, 82, 190, // any
  5, 61, 10, // udp
  5, 183, 10, // tcp
  8, 166, 30, 54, // ip-id
  9, 83, 228, 97, 3, // dns-id
  6, 86, 112, // inet
  8, 86, 112, 126, // inet6
  4, 42, // pa
  4, 106, // pi
  13, 139, 197, 230, 212, 1, 3, // configured
  8, 168, 103, 88, // option
  6, 105, 5, // line
  8, 110, 62, 114, // what
  8, 110, 62, 190, // why
  8, 232, 86, 16, // owner
  5, 168, 7, // opt
  4, 166, // ip
  8, 129, 125, 16, // router
  11, 4, 225, 5, 97, 3, // serverid
  7, 9, 66, 0, // lease
  9, 131, 14, 98, 5, // domain
  5, 83, 4, // dns
  74, 168, 103, 88, 46, // OPTION_
  75, 42, 68, 231, 19, 13, // PASSTHRU
  75, 50, 19, 64, 4, 4, // ADDRESSES
  75, 26, 192, 230, 10, 4, // PREFIXES
  73, 4, 225, 5, 1, // SERVER
  8, 5, 110, 46, // new_
  17, 5, 110, 46, 227, 179, 234, 231, 2, // new_dhcp6_
  10, 131, 71, 46, 97, // dots_ri
  15, 131, 71, 46, 50, 19, 64, 4, // dots_address
  17, 178, 11, 68, 46, 131, 14, 98, 5, // access_domain
  16, 131, 14, 98, 229, 82, 226, 0, // domain_name
  13, 166, 46, 50, 19, 64, 4, // ip_address
  15, 166, 126, 46, 50, 19, 64, 4, // ip6_address
  15, 166, 126, 46, 26, 192, 230, 10, // ip6_prefix
  9, 129, 125, 16, 4, // routers
  21, 227, 179, 234, 146, 32, 4, 46, 103, 14, 0, // dhcp_lease_time
  28, 227, 179, 234, 66, 16, 94, 16, 46, 54, 80, 103, 108, 16, // dhcp_server_identifier
  13, 4, 225, 5, 225, 98, 3, // server_id
  13, 14, 226, 234, 146, 198, 0, // max_life
  26, 131, 14, 98, 229, 82, 226, 0, 46, 4, 225, 5, 65, // domain_name_servers
  17, 37, 14, 224, 66, 16, 94, 16, 4, // name_servers
  71, 49, 69, 4, // RDNSS
  73, 33, 46, 83, 4, // RA_DNS
  76, 33, 46, 129, 125, 64, // RA_ROUTES
  22, 38, 46, 37, 222, 46, 38, 46, 50, 19, 222, // ia_na1_ia_addr1
  32, 38, 46, 37, 222, 46, 38, 46, 50, 19, 222, 46, 94, 121, 230, 0, // ia_na1_ia_addr1_vltime
  8, 155, 6, 117, // client
  8, 224, 5, 117, // event
  9, 3, 94, 182, 0, // device
  9, 173, 103, 14, 0, // uptime
  9, 19, 168, 10, 3, // dropped
  9, 61, 62, 171, 11, // udhcpc
  11, 56, 62, 171, 126, 11, // odhcp6c
  11, 227, 179, 105, 80, 7, // dhclient
  9, 227, 179, 186, 3, // dhcpcd
  6, 33, 110, // raw
  11, 14, 64, 36, 78, 0, // message
  8, 206, 86, 112, // .inet
  10, 206, 86, 112, 126, // .inet6
  8, 142, 216, 53, // bound
  8, 1, 5, 110, // renew
  11, 3, 139, 197, 230, 4, // deconfig
  6, 37, 158, // nak
  11, 9, 66, 192, 98, 9, // leasefail
  11, 86, 140, 225, 0, 3, // informed
  9, 173, 35, 7, 3, // updated
  10, 1, 142, 216, 53, // rebound
  13, 33, 30, 173, 35, 7, 3, // ra-updated
  10, 93, 142, 216, 53, // unbound
  9, 116, 168, 10, 3, // stopped
  6, 137, 116, // lost
  9, 226, 72, 80, 7, // absent
  72, 142, 216, 53, // BOUND
  72, 1, 5, 110, // RENEW
  73, 1, 142, 86, 3, // REBIND
  73, 1, 142, 136, 7, // REBOOT
  74, 103, 14, 128, 125, // TIMEOUT
  73, 86, 140, 225, 0, // INFORM
  74, 142, 216, 53, 126, // BOUND6
  74, 1, 5, 110, 126, // RENEW6
  75, 1, 142, 86, 227, 7, // REBIND6
  75, 1, 142, 136, 231, 7, // REBOOT6
  75, 86, 140, 225, 224, 7, // INFORM6
  73, 224, 170, 22, 0, // EXPIRE
  73, 1, 9, 66, 0, // RELEASE
  70, 116, 168, // STOP
  70, 37, 158, // NAK
  73, 116, 168, 10, 3, // STOPPED
  75, 133, 43, 17, 6, 1, // NOCARRIER
  74, 3, 42, 113, 48, // DEPARTED
  75, 224, 170, 22, 224, 7, // EXPIRE6
  75, 1, 9, 66, 224, 7, // RELEASE6
  72, 116, 168, 126, // STOP6
  74, 3, 26, 192, 126, // DEPREF6
  70, 44, 150, // FAIL
  6, 18, 42, // arpa
  7, 137, 43, 9, // local
  12, 137, 43, 233, 131, 116, // localhost
  5, 41, 5, // lan
  8, 62, 232, 0, // home
  14, 137, 43, 57, 232, 32, 86, // localdomain
  10, 86, 7, 81, 146, // internal
  10, 86, 94, 146, 54, // invalid
  7, 88, 134, 5, // onion
  7, 131, 110, 5, // down
  16, 110, 98, 231, 177, 88, 108, 78, // wait-config
  15, 99, 180, 232, 5, 97, 229, 4, // discovering
  8, 1, 50, 190, // ready
  14, 1, 28, 64, 62, 86, 78, // refreshing
  11, 3, 78, 33, 3, 3, // degraded
  8, 44, 150, 48, // failed
  7, 142, 136, 7, // boot
  11, 105, 229, 233, 209, 10, // link-up
  22, 50, 19, 64, 4, 228, 177, 62, 82, 78, 48, // addresses-changed
  23, 5, 231, 134, 225, 73, 30, 235, 35, 229, 4, 3, // networks-changed
  20, 132, 29, 11, 228, 177, 62, 82, 78, 48, // sources-changed
  15, 9, 66, 224, 145, 32, 81, 7, // lease-learnt
  18, 9, 66, 224, 177, 62, 82, 78, 48, // lease-changed
  14, 9, 66, 224, 1, 53, 48, // lease-ended
  17, 5, 110, 30, 5, 231, 134, 225, 9, // new-network
  14, 110, 98, 231, 129, 94, 16, // wait-over
  16, 139, 197, 230, 212, 33, 103, 88, // configuration
  11, 139, 14, 14, 82, 3, // command
  8, 1, 23, 190, // retry
  12, 119, 233, 129, 94, 16, // ttl-over
  20, 1, 139, 49, 228, 177, 62, 82, 78, 48, // records-changed
  9, 26, 200, 150, 0, // profile
  11, 14, 112, 62, 56, 4, // methods
  16, 50, 19, 64, 228, 193, 24, 14, // address-form
  15, 168, 103, 88, 30, 139, 3, 4, // option-codes
  15, 116, 97, 123, 30, 19, 194, 7, // strict-draft
  19, 178, 11, 122, 30, 14, 157, 103, 154, 0, // accept-multiple
  17, 23, 77, 7, 227, 81, 226, 0, 4, // trusted-names
  16, 14, 82, 45, 233, 65, 139, 10, // manual-scope
  11, 44, 14, 150, 6, 4, // families
  13, 50, 19, 64, 100, 229, 4, // addressing
  13, 27, 48, 80, 103, 146, 4, // credentials
  23, 1, 12, 1, 181, 224, 97, 3, 117, 198, 6, 1, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  15, 100, 78, 37, 233, 161, 24, 7, // signal-port
  12, 35, 39, 30, 138, 113, // data-port
  18, 142, 86, 227, 97, 117, 16, 44, 11, // bind-interface
  6, 156, 114, // flat
  7, 105, 116, 4, // lists
  6, 210, 135, // auto
  13, 193, 251, 242, 243, 225, 15, // rfc8973
  11, 19, 194, 231, 238, 13, // draft01
  11, 19, 194, 231, 238, 14, // draft00
  10, 1, 79, 109, 1, // require
  8, 26, 192, 16, // prefer
  5, 200, 12, // off
  4, 88, // on
  9, 142, 64, 54, 0, // beside
  9, 1, 154, 178, 0, // replace
  9, 14, 82, 45, 9, // manual
  10, 82, 190, 43, 116, // anycast
  7, 14, 83, 4, // mdns
  17, 3, 44, 157, 231, 17, 216, 7, 1, // default-router
  7, 227, 179, 10, // dhcp
  7, 83, 68, 3, // dnssd
  8, 84, 162, 23, // snaptr
  9, 50, 19, 64, 4, // address
  24, 84, 162, 23, 30, 231, 3, 229, 33, 51, 1, 68, // snaptr-then-address
  70, 131, 71, // DOTS
  14, 100, 78, 37, 233, 220, 163, // signal.udp
  14, 100, 78, 37, 233, 124, 171, // signal.tcp
  11, 35, 39, 206, 183, 10, // data.tcp
  84, 131, 71, 30, 43, 153, 30, 62, 232, 0, // DOTS-CALL-HOME
  19, 43, 153, 30, 62, 232, 0, 206, 61, 10, // call-home.udp
  19, 43, 153, 30, 62, 232, 0, 206, 183, 10, // call-home.tcp
  14, 43, 153, 30, 62, 232, 0, // call-home
  20, 43, 153, 30, 62, 232, 0, 30, 138, 113, // call-home-port
  22, 43, 153, 30, 62, 232, 0, 30, 155, 6, 117, // call-home-client
  13, 83, 228, 65, 176, 29, 0, // dns-secure
  12, 1, 132, 233, 5, 65, // resolvers
  18, 3, 44, 157, 231, 49, 232, 32, 86, // default-domain
  10, 131, 14, 98, 69, // domains
  22, 1, 132, 233, 5, 225, 113, 209, 116, 30, 50, // resolver-trust-ad
  8, 83, 68, 176, // dnssec
  16, 97, 30, 1, 132, 217, 103, 88, // ri-resolution
  10, 1, 28, 64, 62, // refresh
  9, 110, 114, 235, 3, // watch
  7, 105, 229, 9, // link
  7, 164, 136, 9, // spool
  9, 139, 117, 129, 9, // control
  10, 80, 23, 168, 190, // entropy
  14, 110, 146, 233, 113, 230, 0, // wall-time
  7, 116, 24, 0, // store
  5, 232, 9, // ok
  4, 97, // ri
  11, 99, 180, 18, 3, 3, // discarded
  12, 110, 18, 101, 229, 68, // warnings
  10, 9, 229, 116, 62, // length
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 76, 170, 236, 307, 369, 488, 600, 680, 759, 832, 938, 1058, 1161, 1242, 1368]);
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
