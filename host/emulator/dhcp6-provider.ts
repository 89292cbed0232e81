// A virtual provider's DHCPv6 server, RFC 8415 §18.3: real messages in, real
// messages out. It serves one client and keeps no leases.
import {
  Dhcp6Code,
  Dhcp6Type,
  decodeDhcp6,
  decodeIaNa,
  decodeIaPd,
  encodeDhcp6,
  encodeIaNa,
  encodeIaPd,
  firstOption,
} from "./dhcp6-message.ts";
import type { Dhcp6Message, Dhcp6Option, IaAddress, IaNa, IaPrefix } from "./dhcp6-message.ts";
import { OctetWriter, concat, readU16 } from "./octets.ts";

/** An option exactly as it shall stand on the wire. */
export interface RawDhcp6Option extends Dhcp6Option {
  /** Inside the identity association instead of the top level. */
  inIa: boolean;
}

/** What the provider has to say about DOTS and domains; names are in wire form, addresses 16 octets. */
export interface Dhcp6Options {
  names: Uint8Array[];
  addresses: Uint8Array[];
  accessDomain: Uint8Array | undefined;
  dns: Uint8Array[];
  /** Seconds, RFC 8415 §21.23. */
  refreshS: number | undefined;
  raw: RawDhcp6Option[];
}

export interface Dhcp6Service {
  /** Undefined: no address is leased. */
  address: Uint8Array | undefined;
  /** What is delegated to whoever asks for a prefix. */
  prefixes: IaPrefix[];
  preferredS: number;
  validS: number;
  t1S: number;
  t2S: number;
  options: Dhcp6Options;
  /** What stands in an Advertise, if not the same. */
  advertise: Dhcp6Options | undefined;
  /** Options are given even if they were not asked for. */
  always: boolean;
  /** Codes of RI and ADDRESS. */
  codes: { ri: number; address: number };
}

/** DUID-LL of the virtual server, RFC 8415 §11.4. */
const SERVER_DUID = Uint8Array.of(0, 3, 0, 1, 0x02, 0, 0, 0, 0, 0x01);

export class Dhcp6Provider {
  /** What is served; may change at any time. */
  service: Dhcp6Service;

  constructor(service: Dhcp6Service) {
    this.service = service;
  }

  /** The answer to a client's message; undefined if there is none. */
  answer(octets: Uint8Array): Uint8Array | undefined {
    const request = decodeDhcp6(octets);
    if (request === undefined) return undefined;
    switch (request.type) {
      case Dhcp6Type.Solicit:
        return this.reply(request, Dhcp6Type.Advertise, this.service.advertise ?? this.service.options);
      case Dhcp6Type.Request:
      case Dhcp6Type.Renew:
      case Dhcp6Type.Rebind:
      case Dhcp6Type.InformationRequest:
        return this.reply(request, Dhcp6Type.Reply, this.service.options);
      default:
        return undefined;
    }
  }

  private reply(request: Dhcp6Message, type: number, options: Dhcp6Options): Uint8Array {
    const asked = requestedCodes(request);
    const isGiven = ({ code }: Dhcp6Option) => this.service.always || asked.has(code);
    const raw = options.raw.filter(isGiven);
    const given: Dhcp6Option[] = [
      { code: Dhcp6Code.ClientId, octets: firstOption(request, Dhcp6Code.ClientId) ?? new Uint8Array() },
      { code: Dhcp6Code.ServerId, octets: SERVER_DUID },
    ];
    const wanted = decodeIaNa(request);
    if (wanted !== undefined) given.push(encodeIaNa(this.association(wanted, raw)));
    const delegated = decodeIaPd(request);
    if (delegated !== undefined) {
      const { t1S, t2S, prefixes } = this.service;
      given.push(encodeIaPd({ id: delegated.id, t1S, t2S, prefixes }));
    }
    given.push(...this.offeredOptions(options).filter(isGiven), ...raw.filter((option) => !option.inIa));
    return encodeDhcp6({ type, transaction: request.transaction, options: given });
  }

  private association(wanted: IaNa, raw: readonly RawDhcp6Option[]): IaNa {
    const { address, preferredS, validS, t1S, t2S } = this.service;
    const current = address === undefined ? [] : [{ address, preferredS, validS }];
    const isCurrent = (old: IaAddress) => address?.every((octet, index) => octet === old.address[index]) ?? false;
    const withdrawn = wanted.addresses
      .filter((old) => !isCurrent(old))
      .map((old) => ({ address: old.address, preferredS: 0, validS: 0 }));
    const others = raw.filter((option) => option.inIa);
    return { id: wanted.id, t1S, t2S, addresses: [...current, ...withdrawn], others };
  }

  private offeredOptions(options: Dhcp6Options): Dhcp6Option[] {
    const { codes } = this.service;
    const offered: Dhcp6Option[] = [];
    const give = (code: number, parts: readonly Uint8Array[]) => {
      if (parts.length > 0) offered.push({ code, octets: concat(parts) });
    };
    give(Dhcp6Code.DnsServers, options.dns);
    if (options.refreshS !== undefined) give(Dhcp6Code.RefreshTime, [new OctetWriter().u32(options.refreshS).finish()]);
    if (options.accessDomain !== undefined) give(Dhcp6Code.AccessDomain, [options.accessDomain]);
    give(codes.ri, options.names);
    give(codes.address, options.addresses);
    return offered;
  }
}

/** The codes that the client asks for, RFC 8415 §21.7. */
function requestedCodes(request: Dhcp6Message): Set<number> {
  const octets = firstOption(request, Dhcp6Code.OptionRequest) ?? new Uint8Array();
  const codes = new Set<number>();
  for (let offset = 0; offset + 2 <= octets.length; offset += 2) codes.add(readU16(octets, offset));
  return codes;
}
