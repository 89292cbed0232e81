// Words and lines from a grammar that is wider than what the core takes.
import { readText } from "../../support/project.ts";
import type { Dice } from "./dice.ts";
import { NETWORKS, NEUTRAL, resolversOf } from "./networks.ts";
import type { FuzzNetwork } from "./networks.ts";

/** Every word that the core knows, whatever it is for: new ones take part by themselves. */
const VOCABULARY: readonly string[] = readText("assembly/words.txt")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(" ").at(-1) ?? "");

const NUMBERS = [
  "0",
  "1",
  "4646",
  "443",
  "65535",
  "65536",
  "-1",
  "007",
  "4294967296",
  "99999999999999999999",
  "1e3",
  "0x10",
];

/** Names below a network's label, or, for null, of nobody. */
export function nameText(dice: Dice, network: FuzzNetwork | null): string {
  if (network === null) return dice.pick(NEUTRAL.names);
  const domain = `${network.label}.test`;
  return dice.pick([
    domain,
    `dots.${domain}`,
    `m1.${domain}`,
    `_dots-signal._udp.${domain}`,
    `${"l".repeat(1 + dice.below(63))}.${domain}`,
  ]);
}

/** An address in a network, or, for null, of nobody. */
export function addressText(dice: Dice, network: FuzzNetwork | null): string {
  if (network === null || dice.oneIn(12)) return dice.pick([...NEUTRAL.addresses4, ...NEUTRAL.addresses6]);
  const host = 1 + dice.below(90);
  return dice.oneIn(2) ? `${network.prefix4}${host}` : `${network.prefix6}${host.toString(16)}`;
}

/** One word of any kind. */
export function anyWord(dice: Dice): string {
  return dice.weigh<() => string>([
    [8, () => dice.pick(VOCABULARY)],
    [3, () => nameText(dice, null)],
    [3, () => addressText(dice, null)],
    [2, () => `${addressText(dice, null)}${dice.pick(["/24", "/128", "/129", "@53", "@0", "%eth1", "/"])}`],
    [2, () => dice.pick(NUMBERS)],
    [
      2,
      () =>
        dice.pick([
          "*.mssp.test",
          "**.example",
          "*",
          "\\000.test",
          "a..b",
          ".",
          "#",
          "\t",
          "ü",
          "\0",
          "x".repeat(dice.below(300)),
        ]),
    ],
    [1, () => dice.pick(NETWORKS).name],
  ])();
}

const anyLine = (dice: Dice): string => dice.list(7, () => anyWord(dice)).join(dice.pick([" ", " ", "  ", "\t"]));

/** A line of a spool file with one of the words that the core knows for a key; what it says is the network's own. */
export function anyVariable(dice: Dice, network: FuzzNetwork): string {
  const key = `${dice.pick(["", "new_", "new_dhcp6_", "OPTION_"])}${dice.pick(VOCABULARY)}`.replace(
    /[^A-Za-z0-9_]/g,
    "_",
  );
  const { prefix4, prefix6 } = network;
  const lifetimes = dice.pick(["", ",60,60", ",0,0", ",3600,7200,1,2", ",-1,x"]);
  const values = dice.list(3, () =>
    dice.pick([
      addressText(dice, network),
      `${prefix4}0/24`,
      `${prefix6}/56${lifetimes}`,
      `${prefix6}/200`,
      "00:1:fe",
      "0a0b",
      dice.pick(NUMBERS),
    ]),
  );
  // What the hook itself writes stays as it is, and so do whole messages: there a fault is one of the file.
  return `${OWN_KEYS.includes(key) ? "x" : key}=${values.join(dice.pick([" ", " ", ","]))}`;
}
const OWN_KEYS = ["client", "event", "device", "uptime", "message", "PASSTHRU"];

/** Lines of nothing but words that are known somewhere. */
export const anyText = (dice: Dice, most: number): string => dice.list(most, () => anyLine(dice)).join("\n");

const GENERAL: readonly ((dice: Dice) => string)[] = [
  (dice) => `profile ${dice.pick(["auto", "rfc8973", "draft01", "draft00"])}`,
  (dice) =>
    `methods ${dice.pick(["manual dhcp snaptr dnssd", "snaptr", "dnssd snaptr", "dhcp", "manual anycast default-router", "snaptr mdns dnssd"])}`,
  (dice) => `families ${dice.pick(["inet", "inet6", "inet inet6", "inet6 inet"])}`,
  (dice) => `address-form ${dice.pick(["flat", "lists", "auto"])}`,
  (dice) => `call-home ${dice.pick(["on", "off"])}`,
  () => "call-home-port 4800",
  (dice) => `option-codes ${dice.pick(["147 148 141 142", "224 225 65000 65001", "147 147 141 141"])}`,
  (dice) => `strict-draft ${dice.pick(["on", "off"])}`,
  (dice) => `accept-multiple ${dice.pick(["on", "off"])}`,
  (dice) =>
    `trusted-names ${dice.pick(["**.test", "*.mssp.test mssp.test", "**.example", "**.fixnet.test **.mobilcell.test"])}`,
  (dice) => `manual-scope ${dice.pick(["beside", "replace"])}`,
  (dice) => `ri-resolution ${dice.pick(["snaptr", "address", "snaptr-then-address"])}`,
  (dice) => `dnssec ${dice.pick(["off", "prefer", "require"])}`,
  (dice) => `resolver-trust-ad ${dice.pick(NETWORKS.flatMap(resolversOf))}`,
  () => "resolvers 9.9.9.9 2620:fe::9@5353",
  (dice) => `default-domain ${nameText(dice, null)}`,
];

function interfaceSection(dice: Dice, network: FuzzNetwork): string[] {
  const { name, device } = network;
  const lines = [
    `families ${dice.pick(["inet", "inet6", "inet inet6"])}`,
    `methods ${dice.pick(["dhcp snaptr", "snaptr dnssd", "manual", "manual dhcp snaptr dnssd anycast default-router", "snaptr mdns"])}`,
    `resolvers ${resolversOf(network).join(" ")}`,
    `domains ${nameText(dice, network)} ${nameText(dice, network)}`,
    `addressing ${dice.pick(["pa", "pi"])}`,
    `credentials key-${name}`,
  ];
  return [`interface ${name}`, `device ${device}`, ...lines.filter(() => dice.oneIn(3))];
}

function serverSection(dice: Dice, index: number): string[] {
  const network = dice.oneIn(2) ? dice.pick(NETWORKS) : null;
  const lines = [
    `method ${dice.pick(["manual", "anycast", "default-router"])}`,
    `addresses ${dice.list(4, () => addressText(dice, null)).join(" ")}`,
    `families ${dice.pick(["inet", "inet6"])}`,
    `signal-port ${1 + dice.below(65535)}`,
    `data-port ${1 + dice.below(65535)}`,
    `credentials key-${index}`,
    ...(network === null ? [] : [`bind-interface ${network.name}`]),
  ];
  return [`server s${index}`, `reference-identifier ${nameText(dice, null)}`, ...lines.filter(() => dice.oneIn(2))];
}

/** A configuration whose statements are right, each with the network that it is for. */
export function plainConfiguration(dice: Dice): string {
  const general = GENERAL.filter(() => dice.oneIn(5)).map((line) => line(dice));
  const sections = NETWORKS.filter(() => dice.oneIn(3)).flatMap((network) => interfaceSection(dice, network));
  const servers = dice.list(dice.oneIn(6) ? 18 : 3, (index) => serverSection(dice, index)).flat();
  return [...general, ...sections, ...servers].map((line) => `${line}\n`).join("");
}

/** Statements in any order, with words that do not belong there; names and addresses are nobody's. */
export function wildConfiguration(dice: Dice): string {
  const lines = dice.list(16, () =>
    dice.weigh<() => string>([
      [4, () => dice.pick(GENERAL)(dice)],
      [2, () => dice.pick(serverSection(dice, dice.below(4)))],
      [2, () => `interface ${anyWord(dice)}`],
      [1, () => `device ${dice.pick([...NETWORKS.map(({ device }) => device), anyWord(dice)])}`],
      [
        3,
        () =>
          `${dice.pick(["domains", "resolvers", "addresses", "default-domain", "trusted-names", "prefixes"])} ${anyLine(dice)}`,
      ],
      [4, () => anyLine(dice)],
    ])(),
  );
  // Marked names and addresses have their place in a section; here there is no telling whose section it is.
  return lines
    .join(dice.pick(["\n", "\n", "\r\n", "\n\n"]))
    .replace(new RegExp(NETWORKS.map(({ label }) => label).join("|"), "gi"), "mssp")
    .replace(
      new RegExp(NETWORKS.flatMap(({ prefix4, prefix6 }) => [prefix4.replaceAll(".", "\\."), prefix6]).join("|"), "gi"),
      "9.9.9.",
    );
}

const PLACES = [...NETWORKS.flatMap(({ name, name6, device }) => [name, name6, device]), "lan", "nowhere", "any"];

/** A request line. */
export function request(dice: Dice): string {
  const place = () => (dice.oneIn(2) ? ` ${dice.pick(PLACES)}` : "");
  return dice.weigh<() => string>([
    [3, () => `status${place()}`],
    [3, () => `peers${place()}`],
    [4, () => `refresh${place()}`],
    [2, () => `watch${place()}`],
    [4, () => `${dice.pick(["select", "report", "attack", "feedback", "store"])} ${anyLine(dice)}`],
    [2, () => anyLine(dice)],
  ])();
}
