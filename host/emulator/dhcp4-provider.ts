// A virtual provider's DHCPv4 server, RFC 2131 §4.3: real messages in, real
// messages out. It serves one client and keeps no leases.
import { ipv4Mask } from "../addresses.ts";
import type { Prefix } from "../addresses.ts";
import {
  Dhcp4Code,
  Dhcp4Type,
  NO_ADDRESS,
  decodeDhcp4,
  dhcp4Type,
  encodeDhcp4,
  joinOption,
  splitOption,
} from "./dhcp4-message.ts";
import type { Dhcp4Instance, Dhcp4Message } from "./dhcp4-message.ts";
import { OctetWriter, asciiOctets, concat } from "./octets.ts";

/** What the provider has to say about DOTS and domains; names are in wire form, addresses 4 octets. */
export interface Dhcp4Options {
  names: Uint8Array[];
  addresses: Uint8Array[];
  /** The drafts' list form of the ADDRESS option; goes instead of `addresses`. */
  lists: Uint8Array[][];
  accessDomain: Uint8Array | undefined;
  domain: string | undefined;
  dns: Uint8Array[];
  /** Instances exactly as they shall stand on the wire. */
  raw: Dhcp4Instance[];
}

export interface Dhcp4Service {
  address: Prefix;
  router: Uint8Array;
  server: Uint8Array;
  leaseS: number;
  /** T1 and T2 of RFC 2131 §4.4.5, in seconds; undefined: the client's own choice. */
  t1S: number | undefined;
  t2S: number | undefined;
  options: Dhcp4Options;
  /** What stands in an OFFER, if not the same. */
  offer: Dhcp4Options | undefined;
  /** Options are given even if they were not asked for. */
  always: boolean;
  /** Codes of RI and ADDRESS. */
  codes: { ri: number; address: number };
}

export class Dhcp4Provider {
  /** What is served; may change at any time. */
  service: Dhcp4Service;
  /** The next REQUEST is answered with a NAK. */
  refuseNext = false;

  constructor(service: Dhcp4Service) {
    this.service = service;
  }

  /** The answer to a client's message; undefined if there is none. */
  answer(octets: Uint8Array): Uint8Array | undefined {
    const request = decodeDhcp4(octets);
    if (request === undefined || request.isReply) return undefined;
    switch (dhcp4Type(request)) {
      case Dhcp4Type.Discover:
        return this.reply(request, Dhcp4Type.Offer, this.service.offer ?? this.service.options);
      case Dhcp4Type.Request:
        return this.grants(request) ? this.reply(request, Dhcp4Type.Ack, this.service.options) : this.refuse(request);
      default:
        return undefined;
    }
  }

  /** Is this the address that the client has or wants? RFC 2131 §4.3.2. */
  private grants(request: Dhcp4Message): boolean {
    const refused = this.refuseNext;
    this.refuseNext = false;
    const wanted = joinOption(request, Dhcp4Code.RequestedAddress) ?? request.clientAddress;
    return !refused && this.service.address.address.every((octet, index) => octet === wanted[index]);
  }

  private refuse(request: Dhcp4Message): Uint8Array {
    const instances = [...messageType(Dhcp4Type.Nak), ...splitOption(Dhcp4Code.ServerId, this.service.server)];
    return encodeDhcp4({ ...request, isReply: true, clientAddress: NO_ADDRESS, yourAddress: NO_ADDRESS, instances });
  }

  private reply(request: Dhcp4Message, type: number, options: Dhcp4Options): Uint8Array {
    const asked = new Set(joinOption(request, Dhcp4Code.ParameterRequestList));
    const given = this.offeredInstances(options).filter(({ code }) => this.service.always || asked.has(code));
    return encodeDhcp4({
      ...request,
      isReply: true,
      clientAddress: type === Dhcp4Type.Ack ? request.clientAddress : NO_ADDRESS,
      yourAddress: this.service.address.address,
      instances: [...messageType(type), ...this.leaseInstances(), ...given],
    });
  }

  private leaseInstances(): Dhcp4Instance[] {
    const { server, leaseS, t1S, t2S } = this.service;
    const times: [number, number | undefined][] = [
      [Dhcp4Code.LeaseTime, leaseS],
      [Dhcp4Code.RenewalTime, t1S],
      [Dhcp4Code.RebindingTime, t2S],
    ];
    const instances = splitOption(Dhcp4Code.ServerId, server);
    for (const [code, seconds] of times) {
      if (seconds !== undefined) instances.push(...splitOption(code, new OctetWriter().u32(seconds).finish()));
    }
    return instances;
  }

  private offeredInstances(options: Dhcp4Options): Dhcp4Instance[] {
    const { address, router, codes } = this.service;
    const instances = [
      ...splitOption(Dhcp4Code.SubnetMask, ipv4Mask(address.length)),
      ...splitOption(Dhcp4Code.Router, router),
    ];
    const give = (code: number, octets: Uint8Array | undefined) => {
      if (octets !== undefined) instances.push(...splitOption(code, octets));
    };
    give(Dhcp4Code.DnsServers, nonEmpty(options.dns));
    give(Dhcp4Code.DomainName, options.domain === undefined ? undefined : asciiOctets(options.domain));
    give(codes.ri, nonEmpty(options.names));
    give(codes.address, nonEmpty(options.lists.map(encodeList)) ?? nonEmpty(options.addresses));
    give(Dhcp4Code.AccessDomain, options.accessDomain);
    return [...instances, ...options.raw];
  }
}

function messageType(type: number): Dhcp4Instance[] {
  return splitOption(Dhcp4Code.MessageType, Uint8Array.of(type));
}

function nonEmpty(parts: readonly Uint8Array[]): Uint8Array | undefined {
  return parts.length === 0 ? undefined : concat(parts);
}

/** One list of the drafts' form: its length in octets, then its addresses. */
function encodeList(addresses: readonly Uint8Array[]): Uint8Array {
  const octets = concat(addresses);
  return concat([Uint8Array.of(octets.length), octets]);
}
