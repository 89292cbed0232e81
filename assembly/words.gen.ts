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
  IaNa1IaAddr1 = 99,
  IaNa1IaAddr1Vltime = 100,
  Client = 101,
  Event = 102,
  Device = 103,
  Uptime = 104,
  Dropped = 105,
  Udhcpc = 106,
  Odhcp6c = 107,
  Dhclient = 108,
  Dhcpcd = 109,
  Raw = 110,
  Message = 111,
  DotInet = 112,
  DotInet6 = 113,
  Bound = 114,
  Renew = 115,
  Deconfig = 116,
  Nak = 117,
  Leasefail = 118,
  Informed = 119,
  Updated = 120,
  Rebound = 121,
  RaUpdated = 122,
  Unbound = 123,
  Stopped = 124,
  Lost = 125,
  Absent = 126,
  BOUND = 127,
  RENEW = 128,
  REBIND = 129,
  REBOOT = 130,
  TIMEOUT = 131,
  INFORM = 132,
  BOUND6 = 133,
  RENEW6 = 134,
  REBIND6 = 135,
  REBOOT6 = 136,
  INFORM6 = 137,
  EXPIRE = 138,
  RELEASE = 139,
  STOP = 140,
  NAK = 141,
  STOPPED = 142,
  NOCARRIER = 143,
  DEPARTED = 144,
  EXPIRE6 = 145,
  RELEASE6 = 146,
  STOP6 = 147,
  DEPREF6 = 148,
  FAIL = 149,
  Arpa = 150,
  Local = 151,
  Localhost = 152,
  Lan = 153,
  Home = 154,
  Localdomain = 155,
  Internal = 156,
  Invalid = 157,
  Onion = 158,
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
  DefaultRouter = 220,
  Anycast = 221,
  Mdns = 222,
  Dnssd = 223,
  Manual = 224,
  Dhcp = 225,
  Snaptr = 226,
  Address = 227,
  SnaptrThenAddress = 228,
  Dots = 229,
  SignalUdp = 230,
  SignalTcp = 231,
  DataTcp = 232,
  DotsCallHome = 233,
  CallHomeUdp = 234,
  CallHomeTcp = 235,
  CallHome = 236,
  CallHomePort = 237,
  CallHomeClient = 238,
  DnsSecure = 239,
  Resolvers = 240,
  DefaultDomain = 241,
  Domains = 242,
  ResolverTrustAd = 243,
  Dnssec = 244,
  RiResolution = 245,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 246;

// The characters of the words, the most frequent first: eradsntiolpcmuf-_hvgwb6ky.x1034789q
const ALPHABET: usize = memory.data<u8>([101, 114, 97, 100, 115, 110, 116, 105, 111, 108, 112, 99, 109, 117, 102, 45, 95, 104, 118, 103, 119, 98, 54, 107, 121, 46, 120, 49, 48, 51, 52, 55, 56, 57, 113]);

// Each word as nibbles, 14 of them for the first characters of the alphabet and the others for the beginning of two,
// behind an octet: how many nibbles with those two, and whether the word is in capitals.
const TABLE: usize = memory.data<u8>([
  8, 1, 139, 49, // record
  4, 55, // id
  6, 129, 9, // role
  6, 234, 52, // pvd
  12, 87, 6, 225, 32, 11, // interface
  7, 126, 87, 3, // bind
  10, 14, 194, 151, 174, // family
  11, 180, 168, 224, 114, 3, // scope_id
  10, 235, 35, 85, 144, // channel
  11, 22, 82, 164, 24, 6, // transport
  6, 138, 97, // port
  7, 33, 229, 9, // rank
  17, 4, 225, 4, 225, 226, 21, 216, 10, // server_group
  17, 1, 14, 16, 80, 11, 46, 55, 4, // reference_ids
  5, 84, 7, // sni
  9, 12, 230, 131, 3, // method
  13, 210, 230, 131, 113, 230, 10, // authority
  20, 132, 29, 11, 46, 43, 53, 55, 98, 64, // source_candidates
  12, 26, 224, 112, 206, 64, // prefixes
  17, 26, 224, 112, 206, 46, 158, 87, 3, // prefix_kind
  19, 27, 48, 80, 118, 146, 228, 18, 224, 0, // credentials_ref
  17, 78, 146, 55, 46, 14, 24, 46, 4, // valid_for_s
  7, 100, 146, 0, // stale
  7, 230, 170, 0, // type
  8, 78, 146, 13, // value
  7, 100, 98, 0, // state
  7, 10, 16, 4, // peers
  17, 224, 172, 23, 64, 46, 87, 46, 4, // expires_in_s
  8, 1, 66, 88, // reason
  6, 226, 119, // abi
  10, 118, 12, 46, 76, // time_ms
  8, 87, 218, 70, // inputs
  10, 1, 14, 77, 48, // refused
  12, 137, 94, 46, 137, 100, // log_lost
  13, 218, 126, 121, 228, 3, 3, // published
  7, 14, 129, 12, // from
  4, 134, // to
  7, 16, 129, 1, // error
  10, 232, 224, 64, 96, // offset
  6, 37, 12, // name
  7, 6, 206, 6, // text
  8, 14, 146, 4, // false
  6, 22, 13, // true
  6, 213, 153, // null
  6, 10, 16, // peer
  11, 110, 114, 118, 229, 5, // waiting
  6, 11, 153, // cell
  8, 100, 98, 77, // status
  9, 4, 225, 4, 1, // server
  11, 227, 179, 234, 244, 0, // dhcpv4
  11, 227, 179, 234, 228, 8, // dhcpv6
  9, 116, 94, 37, 9, // signal
  6, 35, 38, // data
  7, 50, 3, 3, // added
  10, 1, 140, 78, 48, // removed
  11, 235, 35, 229, 5, 3, // changed
  9, 219, 17, 80, 6, // current
  6, 82, 174, // any
  5, 61, 10, // udp
  5, 182, 10, // tcp
  8, 167, 30, 55, // ip-id
  9, 83, 228, 113, 3, // dns-id
  6, 87, 96, // inet
  8, 87, 96, 142, // inet6
  4, 42, // pa
  4, 122, // pi
  14, 139, 229, 112, 94, 29, 48, // configured
  8, 168, 118, 88, // option
  6, 121, 5, // line
  8, 110, 62, 98, // what
  8, 110, 62, 174, // why
  7, 139, 93, 6, // count
  5, 168, 6, // opt
  4, 167, // ip
  8, 129, 109, 16, // router
  11, 4, 225, 4, 113, 3, // serverid
  7, 9, 66, 0, // lease
  8, 131, 44, 87, // domain
  5, 83, 4, // dns
  74, 168, 118, 88, 46, // OPTION_
  75, 42, 68, 230, 19, 13, // PASSTHRU
  75, 50, 19, 64, 4, 4, // ADDRESSES
  73, 4, 225, 4, 1, // SERVER
  8, 5, 110, 46, // new_
  17, 5, 110, 46, 227, 179, 234, 232, 2, // new_dhcp6_
  10, 131, 70, 46, 113, // dots_ri
  15, 131, 70, 46, 50, 19, 64, 4, // dots_address
  16, 178, 11, 68, 46, 131, 44, 87, // access_domain
  14, 131, 44, 87, 46, 37, 12, // domain_name
  13, 167, 46, 50, 19, 64, 4, // ip_address
  15, 167, 142, 46, 50, 19, 64, 4, // ip6_address
  9, 129, 109, 16, 4, // routers
  20, 227, 179, 234, 146, 32, 4, 46, 118, 12, // dhcp_lease_time
  29, 227, 179, 234, 66, 16, 78, 16, 46, 55, 80, 118, 14, 7, 1, // dhcp_server_identifier
  13, 4, 225, 4, 225, 114, 3, // server_id
  13, 44, 206, 46, 121, 14, 0, // max_life
  24, 131, 44, 87, 46, 37, 12, 46, 4, 225, 4, 65, // domain_name_servers
  16, 37, 12, 46, 4, 225, 4, 65, // name_servers
  71, 49, 69, 4, // RDNSS
  22, 39, 46, 37, 222, 46, 39, 46, 50, 19, 222, // ia_na1_ia_addr1
  31, 39, 46, 37, 222, 46, 39, 46, 50, 19, 222, 46, 78, 105, 199, 0, // ia_na1_ia_addr1_vltime
  8, 155, 7, 101, // client
  8, 224, 4, 101, // event
  9, 3, 78, 183, 0, // device
  8, 173, 118, 12, // uptime
  9, 19, 168, 10, 3, // dropped
  9, 61, 62, 171, 11, // udhcpc
  11, 56, 62, 171, 142, 11, // odhcp6c
  11, 227, 179, 121, 80, 6, // dhclient
  9, 227, 179, 186, 3, // dhcpcd
  6, 33, 110, // raw
  10, 12, 68, 226, 5, // message
  8, 190, 87, 96, // .inet
  10, 190, 87, 96, 142, // .inet6
  8, 126, 216, 53, // bound
  8, 1, 5, 110, // renew
  12, 3, 139, 229, 112, 94, // deconfig
  6, 37, 158, // nak
  12, 9, 66, 224, 32, 151, // leasefail
  11, 87, 14, 24, 12, 3, // informed
  9, 173, 35, 6, 3, // updated
  10, 1, 126, 216, 53, // rebound
  13, 33, 30, 173, 35, 6, 3, // ra-updated
  10, 93, 126, 216, 53, // unbound
  9, 100, 168, 10, 3, // stopped
  6, 137, 100, // lost
  9, 226, 71, 80, 6, // absent
  72, 126, 216, 53, // BOUND
  72, 1, 5, 110, // RENEW
  73, 1, 126, 87, 3, // REBIND
  73, 1, 126, 136, 6, // REBOOT
  73, 118, 12, 216, 6, // TIMEOUT
  73, 87, 14, 24, 12, // INFORM
  74, 126, 216, 53, 142, // BOUND6
  74, 1, 5, 110, 142, // RENEW6
  75, 1, 126, 87, 227, 8, // REBIND6
  75, 1, 126, 136, 230, 8, // REBOOT6
  75, 87, 14, 24, 236, 8, // INFORM6
  73, 224, 172, 23, 0, // EXPIRE
  73, 1, 9, 66, 0, // RELEASE
  70, 100, 168, // STOP
  70, 37, 158, // NAK
  73, 100, 168, 10, 3, // STOPPED
  75, 133, 43, 17, 7, 1, // NOCARRIER
  74, 3, 42, 97, 48, // DEPARTED
  75, 224, 172, 23, 224, 8, // EXPIRE6
  75, 1, 9, 66, 224, 8, // RELEASE6
  72, 100, 168, 142, // STOP6
  75, 3, 26, 224, 224, 8, // DEPREF6
  71, 14, 114, 9, // FAIL
  6, 18, 42, // arpa
  7, 137, 43, 9, // local
  12, 137, 43, 233, 131, 100, // localhost
  5, 41, 5, // lan
  7, 62, 200, 0, // home
  13, 137, 43, 57, 200, 114, 5, // localdomain
  10, 87, 6, 81, 146, // internal
  10, 87, 78, 146, 55, // invalid
  7, 88, 135, 5, // onion
  7, 131, 110, 5, // down
  17, 110, 114, 230, 177, 88, 14, 231, 5, // wait-config
  15, 115, 180, 232, 4, 113, 229, 5, // discovering
  8, 1, 50, 174, // ready
  15, 1, 14, 1, 228, 115, 229, 5, // refreshing
  11, 3, 94, 33, 3, 3, // degraded
  9, 14, 114, 9, 3, // failed
  7, 126, 136, 6, // boot
  11, 121, 229, 233, 209, 10, // link-up
  22, 50, 19, 64, 4, 228, 177, 62, 82, 94, 48, // addresses-changed
  23, 5, 230, 134, 225, 73, 30, 235, 35, 229, 5, 3, // networks-changed
  15, 9, 66, 224, 145, 32, 81, 6, // lease-learnt
  18, 9, 66, 224, 177, 62, 82, 94, 48, // lease-changed
  14, 9, 66, 224, 1, 53, 48, // lease-ended
  17, 5, 110, 30, 5, 230, 134, 225, 9, // new-network
  14, 110, 114, 230, 129, 78, 16, // wait-over
  17, 139, 229, 112, 94, 29, 98, 135, 5, // configuration
  9, 139, 204, 82, 3, // command
  8, 1, 22, 174, // retry
  12, 102, 233, 129, 78, 16, // ttl-over
  10, 26, 232, 112, 9, // profile
  10, 12, 230, 131, 67, // methods
  16, 50, 19, 64, 228, 225, 128, 193, // address-form
  15, 168, 118, 88, 30, 139, 3, 4, // option-codes
  16, 100, 113, 107, 30, 19, 226, 96, // strict-draft
  18, 178, 11, 106, 30, 220, 105, 167, 9, // accept-multiple
  16, 22, 77, 6, 227, 81, 194, 64, // trusted-names
  15, 44, 213, 146, 30, 180, 168, 0, // manual-scope
  11, 14, 194, 151, 7, 4, // families
  13, 50, 19, 64, 116, 229, 5, // addressing
  13, 27, 48, 80, 118, 146, 4, // credentials
  25, 1, 14, 16, 80, 11, 30, 55, 80, 118, 14, 7, 1, // reference-identifier
  11, 50, 19, 64, 4, 4, // addresses
  15, 116, 94, 37, 233, 161, 24, 6, // signal-port
  12, 35, 38, 30, 138, 97, // data-port
  19, 126, 87, 227, 113, 101, 16, 14, 178, 0, // bind-interface
  7, 14, 41, 6, // flat
  7, 121, 100, 4, // lists
  6, 210, 134, // auto
  14, 225, 176, 47, 63, 31, 254, // rfc8973
  12, 19, 226, 96, 238, 222, // draft01
  12, 19, 226, 96, 238, 238, // draft00
  10, 1, 79, 125, 1, // require
  9, 26, 224, 0, 1, // prefer
  7, 232, 224, 0, // off
  4, 88, // on
  9, 126, 64, 55, 0, // beside
  9, 1, 154, 178, 0, // replace
  11, 1, 14, 1, 228, 3, // refresh
  9, 110, 98, 235, 3, // watch
  7, 121, 229, 9, // link
  7, 164, 136, 9, // spool
  9, 139, 101, 129, 9, // control
  10, 80, 22, 168, 174, // entropy
  13, 110, 146, 233, 97, 199, 0, // wall-time
  7, 100, 24, 0, // store
  5, 232, 9, // ok
  4, 113, // ri
  11, 115, 180, 18, 3, 3, // discarded
  12, 110, 18, 117, 229, 69, // warnings
  10, 9, 229, 101, 62, // length
  18, 3, 14, 210, 105, 30, 129, 109, 16, // default-router
  10, 82, 174, 43, 100, // anycast
  6, 60, 69, // mdns
  7, 83, 68, 3, // dnssd
  8, 44, 213, 146, // manual
  7, 227, 179, 10, // dhcp
  8, 84, 162, 22, // snaptr
  9, 50, 19, 64, 4, // address
  24, 84, 162, 22, 30, 230, 3, 229, 33, 51, 1, 68, // snaptr-then-address
  70, 131, 70, // DOTS
  14, 116, 94, 37, 233, 219, 163, // signal.udp
  14, 116, 94, 37, 233, 107, 171, // signal.tcp
  11, 35, 38, 190, 182, 10, // data.tcp
  83, 131, 70, 30, 43, 153, 30, 62, 200, 0, // DOTS-CALL-HOME
  18, 43, 153, 30, 62, 200, 224, 219, 163, // call-home.udp
  18, 43, 153, 30, 62, 200, 224, 107, 171, // call-home.tcp
  13, 43, 153, 30, 62, 200, 0, // call-home
  19, 43, 153, 30, 62, 200, 224, 161, 24, 6, // call-home-port
  21, 43, 153, 30, 62, 200, 224, 177, 121, 80, 6, // call-home-client
  13, 83, 228, 65, 176, 29, 0, // dns-secure
  12, 1, 132, 233, 4, 65, // resolvers
  18, 3, 14, 210, 105, 30, 131, 44, 87, // default-domain
  9, 131, 44, 87, 4, // domains
  22, 1, 132, 233, 4, 225, 97, 209, 100, 30, 50, // resolver-trust-ad
  8, 83, 68, 176, // dnssec
  16, 113, 30, 1, 132, 217, 118, 88, // ri-resolution
]);
// Where every 16th word stands in the table.
const OFFSETS: usize = memory.data<u16>([0, 77, 173, 239, 309, 370, 487, 590, 667, 746, 822, 944, 1057, 1143, 1220, 1335]);
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
