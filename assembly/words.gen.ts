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
  OPTION = 55,
  PASSTHRU = 56,
  ADDRESSES = 57,
  SERVER = 58,
  New = 59,
  NewDhcp6 = 60,
  DotsRi = 61,
  DotsAddress = 62,
  AccessDomain = 63,
  DomainName = 64,
  IpAddress = 65,
  Ip6Address = 66,
  Routers = 67,
  DhcpLeaseTime = 68,
  DhcpServerIdentifier = 69,
  ServerId = 70,
  MaxLife = 71,
  IaNa1IaAddr1 = 72,
  IaNa1IaAddr1Vltime = 73,
  Local = 74,
  Localhost = 75,
  Lan = 76,
  Home = 77,
  Arpa = 78,
  Localdomain = 79,
  Internal = 80,
  Invalid = 81,
  Onion = 82,
}

/** How many words there are. */
export const WORD_COUNT: i32 = 83;

const TEXT: usize = memory.data<u8>([
  99, 108, 105, 101, 110, 116, // client
  101, 118, 101, 110, 116, // event
  100, 101, 118, 105, 99, 101, // device
  117, 112, 116, 105, 109, 101, // uptime
  100, 114, 111, 112, 112, 101, 100, // dropped
  117, 100, 104, 99, 112, 99, // udhcpc
  111, 100, 104, 99, 112, 54, 99, // odhcp6c
  100, 104, 99, 108, 105, 101, 110, 116, // dhclient
  100, 104, 99, 112, 99, 100, // dhcpcd
  114, 97, 119, // raw
  109, 101, 115, 115, 97, 103, 101, // message
  46, 105, 110, 101, 116, // .inet
  46, 105, 110, 101, 116, 54, // .inet6
  98, 111, 117, 110, 100, // bound
  114, 101, 110, 101, 119, // renew
  100, 101, 99, 111, 110, 102, 105, 103, // deconfig
  110, 97, 107, // nak
  108, 101, 97, 115, 101, 102, 97, 105, 108, // leasefail
  105, 110, 102, 111, 114, 109, 101, 100, // informed
  117, 112, 100, 97, 116, 101, 100, // updated
  114, 101, 98, 111, 117, 110, 100, // rebound
  114, 97, 45, 117, 112, 100, 97, 116, 101, 100, // ra-updated
  117, 110, 98, 111, 117, 110, 100, // unbound
  115, 116, 111, 112, 112, 101, 100, // stopped
  108, 111, 115, 116, // lost
  97, 98, 115, 101, 110, 116, // absent
  66, 79, 85, 78, 68, // BOUND
  82, 69, 78, 69, 87, // RENEW
  82, 69, 66, 73, 78, 68, // REBIND
  82, 69, 66, 79, 79, 84, // REBOOT
  84, 73, 77, 69, 79, 85, 84, // TIMEOUT
  73, 78, 70, 79, 82, 77, // INFORM
  66, 79, 85, 78, 68, 54, // BOUND6
  82, 69, 78, 69, 87, 54, // RENEW6
  82, 69, 66, 73, 78, 68, 54, // REBIND6
  82, 69, 66, 79, 79, 84, 54, // REBOOT6
  73, 78, 70, 79, 82, 77, 54, // INFORM6
  69, 88, 80, 73, 82, 69, // EXPIRE
  82, 69, 76, 69, 65, 83, 69, // RELEASE
  83, 84, 79, 80, // STOP
  78, 65, 75, // NAK
  83, 84, 79, 80, 80, 69, 68, // STOPPED
  78, 79, 67, 65, 82, 82, 73, 69, 82, // NOCARRIER
  68, 69, 80, 65, 82, 84, 69, 68, // DEPARTED
  69, 88, 80, 73, 82, 69, 54, // EXPIRE6
  82, 69, 76, 69, 65, 83, 69, 54, // RELEASE6
  83, 84, 79, 80, 54, // STOP6
  68, 69, 80, 82, 69, 70, 54, // DEPREF6
  70, 65, 73, 76, // FAIL
  111, 112, 116, // opt
  105, 112, // ip
  114, 111, 117, 116, 101, 114, // router
  115, 101, 114, 118, 101, 114, 105, 100, // serverid
  108, 101, 97, 115, 101, // lease
  100, 111, 109, 97, 105, 110, // domain
  79, 80, 84, 73, 79, 78, 95, // OPTION_
  80, 65, 83, 83, 84, 72, 82, 85, // PASSTHRU
  65, 68, 68, 82, 69, 83, 83, 69, 83, // ADDRESSES
  83, 69, 82, 86, 69, 82, // SERVER
  110, 101, 119, 95, // new_
  110, 101, 119, 95, 100, 104, 99, 112, 54, 95, // new_dhcp6_
  100, 111, 116, 115, 95, 114, 105, // dots_ri
  100, 111, 116, 115, 95, 97, 100, 100, 114, 101, 115, 115, // dots_address
  97, 99, 99, 101, 115, 115, 95, 100, 111, 109, 97, 105, 110, // access_domain
  100, 111, 109, 97, 105, 110, 95, 110, 97, 109, 101, // domain_name
  105, 112, 95, 97, 100, 100, 114, 101, 115, 115, // ip_address
  105, 112, 54, 95, 97, 100, 100, 114, 101, 115, 115, // ip6_address
  114, 111, 117, 116, 101, 114, 115, // routers
  100, 104, 99, 112, 95, 108, 101, 97, 115, 101, 95, 116, 105, 109, 101, // dhcp_lease_time
  100, 104, 99, 112, 95, 115, 101, 114, 118, 101, 114, 95, 105, 100, 101, 110, 116, 105, 102, 105, 101, 114, // dhcp_server_identifier
  115, 101, 114, 118, 101, 114, 95, 105, 100, // server_id
  109, 97, 120, 95, 108, 105, 102, 101, // max_life
  105, 97, 95, 110, 97, 49, 95, 105, 97, 95, 97, 100, 100, 114, 49, // ia_na1_ia_addr1
  105, 97, 95, 110, 97, 49, 95, 105, 97, 95, 97, 100, 100, 114, 49, 95, 118, 108, 116, 105, 109, 101, // ia_na1_ia_addr1_vltime
  108, 111, 99, 97, 108, // local
  108, 111, 99, 97, 108, 104, 111, 115, 116, // localhost
  108, 97, 110, // lan
  104, 111, 109, 101, // home
  97, 114, 112, 97, // arpa
  108, 111, 99, 97, 108, 100, 111, 109, 97, 105, 110, // localdomain
  105, 110, 116, 101, 114, 110, 97, 108, // internal
  105, 110, 118, 97, 108, 105, 100, // invalid
  111, 110, 105, 111, 110, // onion
]);

const OFFSETS: usize = memory.data<u16>(
  [
    0,
    6,
    11,
    17,
    23,
    30,
    36,
    43,
    51,
    57,
    60,
    67,
    72,
    78,
    83,
    88,
    96,
    99,
    108,
    116,
    123,
    130,
    140,
    147,
    154,
    158,
    164,
    169,
    174,
    180,
    186,
    193,
    199,
    205,
    211,
    218,
    225,
    232,
    238,
    245,
    249,
    252,
    259,
    268,
    276,
    283,
    291,
    296,
    303,
    307,
    310,
    312,
    318,
    326,
    331,
    337,
    344,
    352,
    361,
    367,
    371,
    381,
    388,
    400,
    413,
    424,
    434,
    445,
    452,
    467,
    489,
    498,
    506,
    521,
    543,
    548,
    557,
    560,
    564,
    568,
    579,
    587,
    594,
    599,
  ],
  2,
);

/** Address of the first octet of a word. */
export function wordPointer(word: i32): usize {
  return TEXT + load<u16>(OFFSETS + (<usize>word << 1));
}

/** Length of a word in octets. */
export function wordLength(word: i32): i32 {
  const slot = OFFSETS + (<usize>word << 1);
  return <i32>load<u16>(slot, 2) - <i32>load<u16>(slot);
}

/** True if the `length` octets at `pointer` are this word; capitals matter. */
export function isWord(word: i32, pointer: usize, length: i32): bool {
  return wordLength(word) == length && equalOctets(wordPointer(word), pointer, length);
}

/** The word that the `length` octets at `pointer` spell, or -1. */
export function wordAt(pointer: usize, length: i32): i32 {
  for (let word = 0; word < WORD_COUNT; word++) {
    if (isWord(word, pointer, length)) return word;
  }
  return -1;
}
