// Sentences for errors in the configuration and in control requests: what is
// wrong, and what to write instead (docs/configuration.md).

import { Code } from "../abi.gen.ts";
import { textOf } from "./particulars.ts";
import type { Particulars } from "./particulars.ts";

const GENERAL =
  "profile, methods, families, address-form, option-codes, strict-draft, accept-multiple, trusted-names, manual-scope, " +
  "ri-resolution, dnssec, resolver-trust-ad, resolvers, default-domain, call-home, call-home-port";
const INTERFACE =
  "device, ipv4-device, families, methods, resolvers, domains, addressing, prefixes, pi-targets, isp, nat64, mark, table, shared-address, pvd-id, credentials";
const SERVER =
  "method, reference-identifier, addresses, bind-interface, families, protects, signal-port, data-port, credentials";

/** What each statement takes. */
const VALUES: Readonly<Record<string, string>> = {
  profile: '"profile auto", "profile rfc8973", "profile draft01" or "profile draft00"',
  methods:
    '"methods" and one or more of manual, dhcp, snaptr, dnssd, mdns, anycast, default-router in order of preference',
  "address-form": '"address-form flat", "address-form lists" or "address-form auto"',
  "option-codes": '"option-codes" and four numbers, such as "option-codes 147 148 141 142"',
  "strict-draft": '"strict-draft on" or "strict-draft off"',
  "accept-multiple": '"accept-multiple on" or "accept-multiple off"',
  "trusted-names": '"trusted-names" and names, such as "trusted-names *.isp.example"',
  "manual-scope": '"manual-scope beside" or "manual-scope replace"',
  "ri-resolution": '"ri-resolution snaptr-then-address", "ri-resolution snaptr" or "ri-resolution address"',
  dnssec: '"dnssec off", "dnssec prefer" or "dnssec require"',
  "resolver-trust-ad": '"resolver-trust-ad" and IP addresses of resolvers, such as "resolver-trust-ad 192.0.2.53"',
  resolvers: '"resolvers" and up to 4 IP addresses, such as "resolvers 192.0.2.53 2001:db8::53@5353"',
  "default-domain": '"default-domain" and domain names, such as "default-domain isp.example"',
  domains: '"domains" and domain names, such as "domains isp.example"',
  interface: '"interface" and an interface name of at most 15 characters, such as "interface wan"',
  "bind-interface": '"bind-interface" and an interface name of at most 15 characters, such as "bind-interface wan"',
  device: '"device" and an interface name of at most 15 characters, such as "device eth1"',
  families: '"families inet", "families inet6" or "families inet inet6"',
  "ipv4-device": '"ipv4-device" and an interface name of at most 15 characters, such as "ipv4-device ds-wan"',
  nat64: '"nat64" and a prefix of 96 bits, such as "nat64 64:ff9b::/96"',
  mark: '"mark" and a number from 1 to 4294967295',
  table: '"table" and a number from 1 to 4294967295',
  "shared-address": '"shared-address on" or "shared-address off"',
  "pvd-id": '"pvd-id" and one domain name, such as "pvd-id wan.isp.example"',
  addressing: '"addressing pa" or "addressing pi"',
  credentials: '"credentials" and one word',
  prefixes: '"prefixes" and prefixes of this network, such as "prefixes 192.0.2.0/24 2001:db8::/48"',
  "pi-targets": '"pi-targets on" or "pi-targets off"',
  isp: '"isp" and one word',
  protects: '"protects" and prefixes, such as "protects 192.0.2.0/24 2001:db8::/48"',
  server: '"server" and a label of your choice, such as "server backup"',
  method: '"method manual", "method anycast", "method mdns" or "method default-router"',
  "reference-identifier": '"reference-identifier" and one domain name, such as "reference-identifier dots.isp.example"',
  addresses: '"addresses" and IP addresses, such as "addresses 192.0.2.1 2001:db8::1"',
  "call-home": '"call-home on" or "call-home off"',
  "call-home-port": '"call-home-port" and a number from 1 to 65535',
  "signal-port": '"signal-port" and a number from 1 to 65535',
  "data-port": '"data-port" and a number from 1 to 65535',
};

/** What to write instead, if the record says which statement it was. */
function instead(particulars: Particulars): string {
  const values = VALUES[textOf(particulars, "statement", "")];
  return values === undefined ? "see docs/configuration.md for what the statement takes" : `write ${values}`;
}

function quoted(particulars: Particulars, otherwise: string): string {
  const text = textOf(particulars, ["text", "value"], "");
  return text === "" ? otherwise : `"${text}"`;
}

function server(particulars: Particulars): string {
  return `server ${textOf(particulars, "label", "")}`.trim();
}

export const CONFIG_SENTENCES = {
  [Code.ConfigStatement]: (p) =>
    `there is no statement ${quoted(p, "of this name")} here; statements are ${GENERAL}; ` +
    `after "interface NAME" ${INTERFACE}; after "server LABEL" ${SERVER}`,
  [Code.ConfigValue]: (p) => `${quoted(p, "this value")} is not possible here; ${instead(p)}`,
  [Code.ConfigValueMissing]: (p) => `a value is missing; ${instead(p)}`,
  [Code.ConfigExtraValue]: (p) => `${quoted(p, "this word")} is one word too many; ${instead(p)}`,
  [Code.ConfigSection]: () => "this statement belongs to a section whose first line is in error; mend that line first",
  [Code.ConfigLimit]: () => "there are more of these than this program holds; remove some",
  [Code.ConfigDuplicate]: (p) => `${quoted(p, "this")} is there twice; remove one of them`,
  [Code.ConfigOrder]: (p) =>
    `${quoted(p, "this method")} cannot stand behind "mdns": anybody on the link can speak there; put "mdns" behind it`,
  [Code.ServerWithoutReferenceIdentifier]: (p) =>
    `${server(p)} has addresses but no reference identifier; add "reference-identifier NAME", the other servers are used`,
  [Code.ServerEmpty]: (p) =>
    `${server(p)} has nothing that can be used; it needs "reference-identifier NAME", and if it has "addresses", one of its "families"`,
  [Code.ConfigOverlap]: () =>
    "this interface is not used: one above it has its device for the same family, or the device of its IPv4",
  [Code.ServerAddresses]: (p) =>
    `${server(p)} is not used: with "method anycast" it needs "addresses", with "method mdns" or "method default-router" it has none`,
  [Code.PrefixOverlap]: (p) => `${quoted(p, "this prefix")} overlaps another one of its section; leave out one of them`,

  [Code.ControlRequest]: () =>
    'there is no such request; send "status", "peers", "networks", "refresh", "watch", "select", "accept", "report" or "attack"',
  [Code.ControlInterface]: () => 'no interface of this name is in use; "status" lists those that are',
  [Code.ControlTargets]: () => "there are more than 32 targets; ask in several requests",
  [Code.ControlTargetMissing]: () =>
    'a target is missing; send "select" or "accept", perhaps "interface NAME", and addresses or prefixes',
  [Code.ControlLength]: () => "the request is too long; ask in several requests",
  [Code.ControlExtra]: () => "there is one word too many; leave it out",
  [Code.ControlPeer]: () => 'no server has this id now; "peers --json" shows the id of each',
  [Code.ControlResult]: () =>
    'the result is "ok", "ok not-after UNIX_SECONDS", "redirected SECONDS", "connect-failed" or "identity-failed"',
  [Code.ControlNumber]: () => "here stands a number of seconds: up to 4294967295 for a redirection",
  [Code.ControlSwitch]: () => 'write "attack on" or "attack off"',
} satisfies Partial<Record<Code, (particulars: Particulars) => string>>;
