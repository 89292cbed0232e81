// Sentences for what is wrong with foreign octets and with the use of the binary
// interface. Each completes "X is not used: ...".

import { Code } from "../abi.gen.ts";
import { textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

export const INPUT_SENTENCES = {
  [Code.Ok]: () => "nothing is wrong",

  [Code.InputKind]: () => "the core does not know this kind of input: host and core are of different releases",
  [Code.InputLength]: () => "the input record is too short or too long for its kind",
  [Code.NotInitialised]: () => "the core was not initialised",
  [Code.ClientHandle]: () => "there is no control client with this handle",
  [Code.LinkName]: () => "an interface name has 1 to 15 octets without blanks or slashes",
  [Code.TooManyLinks]: () => "the machine has more interfaces than are kept track of",
  [Code.TooManyAddresses]: () => "the machine has more addresses than are kept track of",
  [Code.StoreSlot]: () => "the store has two slots, 0 and 1",

  [Code.Truncated]: () => "the octets end in the middle of a value",
  [Code.NameEmpty]: () => "the name has no label",
  [Code.NameLabelType]: () =>
    "a label is of a reserved type, or is compressed where DHCP does not allow it (RFC 8415 §10)",
  [Code.NameTooLong]: () => "the name has more than 255 octets or a label more than 63 (RFC 1035 §3.1)",
  [Code.NameCharacter]: () => "a label has a character that host names do not have",
  [Code.NameHyphen]: () => "a label begins or ends with a hyphen",
  [Code.NameUnterminated]: () => "the name does not end with the root label: it was cut, or sent as plain text",
  [Code.AddressLength]: () => "the length is no whole number of addresses",
  [Code.ListLength]: () => "the length of an address list is zero, no multiple of 4, or beyond the option",
  [Code.OptionEmpty]: () => "the option is empty",
  [Code.OptionTooLong]: () => "the option is longer than is accepted",
  [Code.DhcpTooShort]: () => "the message is shorter than a DHCP message can be",
  [Code.DhcpNotReply]: () => "the message is not from a server to a client",
  [Code.DhcpMagic]: () => "the DHCPv4 magic cookie 63 82 53 63 is missing",
  [Code.DhcpMessageType]: () => "messages of this type carry no lease",
  [Code.DhcpOptionLength]: () => "an option claims more octets than the message has",
  [Code.HexDigit]: () => "this is no hexadecimal digit",
  [Code.HexOdd]: () => "the number of hexadecimal digits is odd",
  [Code.TextAddress]: () => "this is no IP address",
  [Code.TextName]: () => "this is no domain name",
  [Code.TextNumber]: () => "this is no number, or one out of range",
  [Code.TextPrefix]: () => "this is no prefix length, or the address has bits behind it",
  [Code.SpoolName]: () => "the file name is not INTERFACE.inet or INTERFACE.inet6",
  [Code.SpoolClient]: () =>
    "the first line does not name a known DHCP client: client=udhcpc, odhcp6c, dhclient, dhcpcd or raw",
  [Code.SpoolLine]: () => "the line is not key=value",
  [Code.SpoolEvent]: () => "the file has no event that this client knows",
  [Code.SpoolTime]: () => "the time is in the future: the file is of an earlier boot",
  [Code.SpoolDevice]: () => "the device is missing or no interface name",
} satisfies Partial<Record<Code, (particulars: Particulars) => string>>;

/** Sentences for warnings, and for why an address was discarded. */
export const USE_SENTENCES = {
  [Code.Loopback]: () => "it is a loopback address (RFC 8973 §5)",
  [Code.Multicast]: () => "it is a multicast address (RFC 8973 §5)",
  [Code.Unspecified]: () => "it is the unspecified address",
  [Code.Reserved]: () => "it is in a reserved range",
  [Code.OwnAddress]: () => "it is an address of this machine",
  [Code.Unreachable]: () => "this network has no way to reach it",
  [Code.Duplicate]: () => "it is already in the list",
  [Code.OverLimit]: () => "the list is full",
  [Code.PrefixUnusable]: () => "it is no prefix that a network delegates",

  [Code.ListsForm]: () => "the addresses are in the list form of the drafts, each list a server",
  [Code.AddressInTwoNetworks]: () => "another network has a server at the same address: anycast, or one provider twice",
  [Code.LinkLocalAddress]: () => "the address means something on its own link only",
  [Code.MappedAddress]: () => "DHCPv6 gave it as an IPv4-mapped address",
  [Code.CredentialsMissing]: () => "no credentials are configured for it",
  [Code.SynthesisedAddress]: () => "it is an IPv4 address behind the network's NAT64",
  [Code.SecondName]: () => "there is more than one name: only the first counts",
  [Code.TrailingOctets]: () => "octets follow that belong to nothing",
  [Code.NameJoined]: () => "the name came in several options and was joined (RFC 3396)",
  [Code.LastInstance]: () => "this client hands on the last instance of a repeated option, not the first",
  [Code.TypedName]: () => "the client handed the name on as text, not as octets",
  [Code.ValueDropped]: (p) =>
    `the hook refused to write the value of ${textOf(p, ["name", "text", "what"], "a variable")}`,
  [Code.RepeatedOption]: () => "the option is repeated: only the first instance counts",
  [Code.OptionsWithoutReply]: () => "options came without a message around them",
} satisfies Partial<Record<Code, (particulars: Particulars) => string>>;
