// Inputs of the greatest length in shapes that make the core work: what `cost.test.ts`
// measures. A shape that costs more belongs here.
import { MAX_MESSAGE_LENGTH } from "../../host/abi.gen.ts";
import { octetsOf } from "./core.ts";
import { nameOf } from "./dns-builder.ts";
import type { Message, Name, Resource } from "./dns-builder.ts";

const fill = (unit: string, head = ""): Uint8Array => {
  const body = unit.repeat(Math.floor((MAX_MESSAGE_LENGTH - head.length - 1) / unit.length));
  return octetsOf(`${head}${body}${unit.endsWith("\n") ? "" : "\n"}`);
};
const INET = "client=udhcpc\nevent=bound\n";
const INET6 = "client=odhcp6c\nevent=bound\n";
const RAW = "client=raw\nevent=message\nmessage=";
const DHCP4_HEAD = `02${"00".repeat(235)}63825363350105`;
const DHCP6_HEAD = "07010203";

export const CONFIGURATIONS: Readonly<Record<string, Uint8Array>> = {
  "lines in error": fill("x\n"),
  "words nobody knows": fill("x "),
  "one word": fill("x"),
  comments: fill("#\n"),
  "interface sections": fill("interface i\n"),
  "server sections": fill("server s\nreference-identifier a.test\naddresses 2001:db8::1\n"),
  "trusted names": fill("trusted-names **.a.test\n"),
  "trusted names in one line": fill("**.a.test ", "trusted-names "),
  "addresses in one line": fill("2001:db8:1:2:3:4:192.0.2.1 ", "server s\nreference-identifier a.test\naddresses "),
  "resolvers in one line": fill("::1@53 ", "resolvers "),
  "domains in one line": fill("a.example ", "default-domain "),
  "a name without an end": fill("a.", "default-domain "),
  "the same statement again and again": fill("methods manual dhcp snaptr dnssd\n"),
};

export const FILES: Readonly<Record<string, readonly [name: string, text: Uint8Array]>> = {
  "lines that nobody reads": ["wan.inet", fill("a=\n", INET)],
  "values that were dropped": ["wan.inet", fill("dropped=new_x\n", INET)],
  "names of variables that are nearly right": ["wan.inet", fill("opt14=\n", INET)],
  "an option that is all of the file": ["wan.inet", fill("0", `${INET}opt148=`)],
  resolvers: ["wan.inet", fill("192.0.2.53 ", `${INET}dns=`)],
  routes: ["wan.inet6", fill("::/0,::1,0,1 ", `${INET6}RA_ROUTES=`)],
  "assigned addresses": ["wan.inet6", fill("2001:db8::1/64,1,1 ", `${INET6}ADDRESSES=`)],
  "PASSTHRU of empty options": ["wan.inet6", fill("008d0000", `${INET6}PASSTHRU=`)],
  "PASSTHRU of addresses": ["wan.inet6", fill("008e001020010db8000000000000000000000001", `${INET6}PASSTHRU=`)],
  "a DHCPv4 message of pads": ["wan.inet", fill("00", `${RAW}${DHCP4_HEAD}`)],
  "a DHCPv4 message of empty options": ["wan.inet", fill("9300", `${RAW}${DHCP4_HEAD}`)],
  "a DHCPv4 message of one-octet options": ["wan.inet", fill("940101", `${RAW}${DHCP4_HEAD}`)],
  "a DHCPv6 message of empty options": ["wan.inet6", fill("008e0000", `${RAW}${DHCP6_HEAD}`)],
  "typed names": ["wan.inet", fill("a.", "client=dhclient\nevent=BOUND\nnew_dots_ri=")],
  "colon hex": ["wan.inet", fill("4:", "client=dhclient\nevent=BOUND\nnew_dots_address=")],
};

export const REQUESTS: Readonly<Record<string, Uint8Array>> = {
  "one word": fill("x"),
  "many words": fill("x "),
  blanks: fill(" "),
  "a name that is too long": fill("x", "peers "),
  status: octetsOf("status"),
  peers: octetsOf("peers"),
  refresh: octetsOf("refresh"),
  watch: octetsOf("watch"),
};

const LONGEST: Name = [63, 63, 63, 61].map((length) => new Uint8Array(length).fill(0x41));

const resource = (name: Name, data: Resource["data"]): Resource => ({ name, class: 1, ttl: 300, data });
const naptr = (name: Name, replacement: Name, services = "DOTS:signal.udp"): Resource =>
  resource(name, {
    ...{ kind: "NAPTR", order: 1, preference: 1, regexp: octetsOf(""), replacement },
    ...{ flags: octetsOf("s"), services: octetsOf(services) },
  });
const address = (name: Name): Resource => resource(name, { kind: "A", octets: Uint8Array.of(192, 0, 2, 1) });
const options = (count: number): Resource["data"] => ({
  ...{ kind: "OPT", udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false },
  options: repeat(count, () => ({ code: 15, octets: new Uint8Array(0) })),
});
const repeat = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Aliases from a name on; the last one leads to `end`. */
const aliases = (name: Name, end: Name): Resource[] =>
  repeat(255, (index) => {
    const target = index === 254 ? end : nameOf(`a${index + 1}.test`);
    return resource(index === 0 ? name : nameOf(`a${index}.test`), { kind: "CNAME", name: target });
  });

/** Sections of an answer to the question for NAPTR records of a name. */
export const ANSWERS: Readonly<Record<string, (name: Name) => Partial<Message>>> = {
  "256 records that lead somewhere": (name) => ({
    answer: repeat(256, (index) => naptr(name, nameOf(`r${index}.test`))),
  }),
  "records with the longest names": (name) => ({ answer: repeat(256, () => naptr(name, LONGEST)) }),
  "owners with the longest names": (name) => ({
    answer: [naptr(name, LONGEST)],
    additional: repeat(255, () => address(LONGEST)),
  }),
  "a chain of aliases": (name) => ({ answer: aliases(name, nameOf("end.test")) }),
  "aliases in a ring, last first": (name) => ({ answer: aliases(name, name).reverse() }),
  "services of other protocols": (name) => ({
    answer: repeat(60, () => naptr(name, LONGEST, "DOTS:x".padEnd(200, ":y"))),
  }),
  "options of EDNS that fill the message": (name) => ({
    answer: [naptr(name, LONGEST)],
    additional: [resource([], options(3900))],
  }),
};
