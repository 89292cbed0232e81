// What comes from the machine itself: interfaces, configuration, spool files, requests,
// time, the store, entropy.
import {
  AddressFlag,
  AddressScope,
  Code,
  ErrorClass,
  InputKind,
  LinkState,
  LinkType,
  MAX_CLIENTS,
  OutputKind,
  StoredInput,
  StoreWrittenInput,
  WallTimeInput,
  WINDOW_SIZE,
} from "../../../host/abi.gen.ts";
import { parsePrefix, toMappedPrefix } from "../../../host/addresses.ts";
import type { Prefix } from "../../../host/addresses.ts";
import { encodeAddresses, encodeClientClosed, encodeControl, encodeLink, encodeSpool } from "../../../host/inputs.ts";
import type { AddressFacts } from "../../../host/inputs.ts";
import { octetsOf } from "../../support/core.ts";
import { Dice } from "./dice.ts";
import { makeSpoolFile } from "./leases.ts";
import { ASKER, Failure, NOTHING } from "./machine.ts";
import type { Machine } from "./machine.ts";
import { mutate } from "./mutate.ts";
import { NETWORKS } from "./networks.ts";
import type { FuzzNetwork } from "./networks.ts";
import { anyText, plainConfiguration, request, wildConfiguration } from "./text.ts";

/** There is nothing wrong with an input, but no room for it. */
const FULL: readonly number[] = [Code.TooManyLinks, Code.TooManyAddresses];

/** Feeds what has nothing wrong in it. */
export function feedRight(machine: Machine, kind: InputKind, payload: Uint8Array): void {
  const { fault } = machine.feed(kind, payload);
  if (fault !== null && !FULL.includes(fault.code))
    throw new Failure(`a right input of kind ${kind} was refused with ${fault.code} at ${fault.offset}`);
}

const INFINITE_S = 0xffffffff;
/** An uptime of more than 2^32 seconds is none. */
const FARTHEST_MS = 2 ** 41;
const RANDOM_OCTETS = 600;

const forever = ({ address, length }: Prefix, scope: AddressScope, flags: number, validS: number): AddressFacts => ({
  ...{ address, prefixLength: length, flags, scope, preferredS: Math.min(validS, INFINITE_S), validS },
});

function addressesOf(dice: Dice, network: FuzzNetwork): AddressFacts[] {
  const { prefix4, prefix6 } = network;
  const texts = [
    `fe80::${network.ifindex.toString(16)}/64`,
    `${prefix4}57/24`,
    `${prefix6}57/64`,
    `${prefix6}58/128`,
    `${prefix4}58/32`,
  ];
  const flags = () => dice.pick([0, 0, 0, AddressFlag.Deprecated, AddressFlag.Tentative, AddressFlag.Temporary]);
  return texts.flatMap((text) => {
    const prefix = parsePrefix(text);
    if (prefix === undefined || dice.oneIn(4)) return [];
    const scope = text.startsWith("fe80") ? AddressScope.Link : AddressScope.Global;
    return [forever(toMappedPrefix(prefix), scope, flags(), dice.pick([0, 60, 7200, INFINITE_S]))];
  });
}

const linkOf = ({ ifindex, device }: FuzzNetwork, state: LinkState): Uint8Array =>
  encodeLink({ ifindex, name: octetsOf(device), state, type: LinkType.Ethernet });

/** A link that comes up with its addresses, as on a router that is at rest. */
export function comeUp(machine: Machine, dice: Dice, network: FuzzNetwork): void {
  feedRight(machine, InputKind.Link, linkOf(network, LinkState.Up));
  feedRight(machine, InputKind.Addresses, encodeAddresses(network.ifindex, addressesOf(dice, network)));
}

export function moveLink(machine: Machine, dice: Dice): void {
  const network = dice.pick(NETWORKS);
  const state = dice.pick([LinkState.Up, LinkState.Up, LinkState.Down, LinkState.Gone]);
  if (dice.oneIn(6)) {
    const ifindex = dice.pick([0, 2, 7, 300, 0xffffffff, 1 + dice.below(50)]);
    const name = octetsOf(
      dice.pick([...NETWORKS.map(({ device }) => device), "lo", "br-lan", `dummy${dice.below(50)}`]),
    );
    const record = encodeLink({ ifindex, name, state, type: dice.below(8) as LinkType });
    machine.feed(InputKind.Link, dice.oneIn(3) ? mutate(dice, record) : record);
  } else feedRight(machine, InputKind.Link, linkOf(network, state));
}

export function moveAddresses(machine: Machine, dice: Dice): void {
  const network = dice.pick(NETWORKS);
  const facts = dice.oneIn(5) ? [] : addressesOf(dice, network);
  if (dice.oneIn(12)) {
    const many = Array.from({ length: dice.below(110) }, () =>
      forever({ address: dice.octets(16), length: dice.below(140) }, 0, 0, 60),
    );
    machine.feed(InputKind.Addresses, encodeAddresses(dice.pick([0, 9, network.ifindex]), many));
  } else if (dice.oneIn(8)) machine.feed(InputKind.Addresses, mutate(dice, encodeAddresses(network.ifindex, facts)));
  else feedRight(machine, InputKind.Addresses, encodeAddresses(network.ifindex, facts));
}

export function moveConfiguration(machine: Machine, dice: Dice): void {
  const text = dice.weigh<() => Uint8Array>([
    [5, () => octetsOf(plainConfiguration(dice))],
    [3, () => octetsOf(wildConfiguration(dice))],
    [2, () => mutate(dice, octetsOf(wildConfiguration(dice)), 256)],
    [1, () => octetsOf(anyText(dice, 40)).subarray(0, 16384)],
  ])();
  feedRight(machine, InputKind.Config, text);
}

export function moveSpool(machine: Machine, dice: Dice): void {
  const { name, text, isRight } = makeSpoolFile(dice, machine.timeMs);
  const record = encodeSpool(octetsOf(name), text);
  if (isRight) feedRight(machine, InputKind.Spool, record);
  else machine.feed(InputKind.Spool, record);
}

/** Client slots between the one that watches and the one that compares. */
const clientOf = (dice: Dice): number => (1 + dice.below(ASKER - 1)) | (dice.below(4) << 8);

export function moveControl(machine: Machine, dice: Dice): void {
  const line = octetsOf(request(dice));
  if (dice.oneIn(20)) {
    const handle = MAX_CLIENTS + dice.below(0xf0);
    machine.feed(InputKind.Control, encodeControl(handle, line));
  } else
    feedRight(machine, InputKind.Control, encodeControl(clientOf(dice), dice.oneIn(6) ? mutate(dice, line) : line));
}

/** On to when the core wants to be woken, or a little before, or far beyond. */
export function moveTime(machine: Machine, dice: Dice): void {
  const { deadlineMs, timeMs } = machine;
  const wanted = Math.max(deadlineMs ?? timeMs, timeMs);
  const next = dice.weigh<() => number>([
    [10, () => wanted],
    [3, () => Math.max(wanted - 1, timeMs)],
    [6, () => timeMs + dice.below(3000)],
    [3, () => timeMs + dice.below(120_000)],
    [1, () => timeMs + dice.pick([3_600_000, 86_400_000, 30 * 86_400_000])],
    [1, () => timeMs - dice.below(5000)],
  ])();
  machine.timeMs = Math.min(Math.max(next, 0), FARTHEST_MS);
  feedRight(machine, InputKind.TimeReached, NOTHING);
}

export function moveWallTime(machine: Machine, dice: Dice): void {
  const record = new Uint8Array(WallTimeInput.Size);
  const unixMs = dice.pick([
    0n,
    1n,
    1_780_000_000_000n + BigInt(dice.below(86_400_000)),
    -1n,
    2n ** 63n - 1n,
    -(2n ** 63n),
  ]);
  new DataView(record.buffer).setBigInt64(WallTimeInput.UnixMs, unixMs, true);
  record[WallTimeInput.Trusted] = dice.below(3);
  machine.feed(InputKind.WallTime, record);
}

export const storedRecord = (slot: number, octets: Uint8Array): Uint8Array => {
  const record = new Uint8Array(StoredInput.Bytes + octets.length);
  record[StoredInput.Slot] = slot;
  record.set(octets, StoredInput.Bytes);
  return record;
};

/** The slots as they are read at a start; the host tells them at no other time, but it could. */
export function moveStored(machine: Machine, dice: Dice): void {
  const slot = dice.oneIn(12) ? dice.below(256) : dice.below(2);
  const octets = dice.weigh<() => Uint8Array>([
    [3, () => dice.pick(machine.stored)],
    [4, () => mutate(dice, dice.pick(machine.stored))],
    [2, () => NOTHING],
    [1, () => dice.octets(dice.below(RANDOM_OCTETS))],
  ])();
  machine.feed(InputKind.Stored, storedRecord(slot, octets));
}

export function moveStoreWritten(machine: Machine, dice: Dice): void {
  const record = new Uint8Array(StoreWrittenInput.Size);
  const next = dice.oneIn(8) ? undefined : machine.unwritten.shift();
  record[StoreWrittenInput.Slot] = next?.slot ?? dice.below(3);
  record[StoreWrittenInput.Class] = dice.oneIn(3) ? dice.below(12) : ErrorClass.None;
  machine.feed(InputKind.StoreWritten, record);
}

/** Now the machine has entropy, now it has none. */
export function moveEntropy(machine: Machine, dice: Dice): void {
  const isStarved = dice.oneIn(3);
  const source = new Dice(dice.next());
  machine.entropy = isStarved ? () => null : (count) => source.octets(count);
  feedRight(machine, InputKind.Entropy, dice.octets(1 + dice.below(isStarved ? 6 : 256)));
}

export function moveRandom(machine: Machine, dice: Dice): void {
  const kind = dice.oneIn(6) ? dice.below(OutputKind.UdpOpen) : dice.pick(Object.values(InputKind));
  // A random request could end what watches.
  if (kind === InputKind.Control || kind === InputKind.ClientClosed) return moveControl(machine, dice);
  const payload = dice.octets(dice.oneIn(30) ? WINDOW_SIZE - dice.below(300) : dice.below(RANDOM_OCTETS));
  machine.feed(kind as InputKind, payload);
}

/** Many interfaces at once, with a lease each: there is an end to every pool. */
export function crowd(machine: Machine, dice: Dice): void {
  for (let left = 4 + dice.below(16); left > 0; left--) {
    const device = `crowd${dice.below(40)}`;
    const ifindex = 1000 + Number(device.slice(5));
    machine.feed(
      InputKind.Link,
      encodeLink({ ifindex, name: octetsOf(device), state: LinkState.Up, type: LinkType.Other }),
    );
    const label = "l".repeat(1 + dice.below(63));
    const lines = [
      ...["client=dhcpcd", `event=${dice.oneIn(5) ? "EXPIRE6" : "BOUND6"}`, `device=${device}`],
      ...[`new_dhcp6_dots_ri=${label}.${label}.${label}.example`, "new_dhcp6_name_servers=2620:fe::9 2620:fe::10"],
      `new_dhcp6_dots_address=${dice.list(64, () => `2620:fe:0:9::${dice.below(999)}`).join(" ")}`,
    ];
    machine.feed(
      InputKind.Spool,
      encodeSpool(octetsOf(`${device}.inet6`), octetsOf(lines.map((line) => `${line}\n`).join(""))),
    );
  }
}

/** A client of some slot hangs up, whether it was there or not. */
export function hangUp(machine: Machine, dice: Dice): void {
  machine.feed(InputKind.ClientClosed, encodeClientClosed(clientOf(dice)));
}
