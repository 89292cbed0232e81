// What the virtual name servers of a network know, and what they add to an answer
// without being asked, each after the habit of a real server.
import { DnsRcode } from "./dns-message.ts";
import type { DnsQuestion } from "./dns-message.ts";
import { DnsType, nameKey } from "./dns-record.ts";
import type { DnsName, DnsRecord } from "./dns-record.ts";

/** Server programs that differ in their Additional section; `unbound` as it is configured by default. */
export const SERVER_PROGRAMS = ["bind", "knot", "nsd", "dnsmasq", "unbound", "unbound-full"] as const;
export type ServerProgram = (typeof SERVER_PROGRAMS)[number];

interface Habit {
  /** Does an answer with NAPTR records bring the SRV records that they name? */
  readonly services: boolean;
  /** Does an answer with SRV records bring the addresses of their targets? */
  readonly addresses: boolean;
  /** Are the addresses brought for SRV records that stand in Additional themselves, too? */
  readonly chain: boolean;
  readonly isResolver: boolean;
}

const HABITS: Readonly<Record<ServerProgram, Habit>> = {
  bind: { services: true, addresses: true, chain: true, isResolver: false },
  knot: { services: false, addresses: true, chain: false, isResolver: false },
  nsd: { services: false, addresses: true, chain: false, isResolver: false },
  dnsmasq: { services: false, addresses: true, chain: false, isResolver: true },
  unbound: { services: false, addresses: false, chain: false, isResolver: true },
  "unbound-full": { services: true, addresses: true, chain: false, isResolver: true },
};

const MOST_ALIASES = 16;

export interface ZoneAnswer {
  readonly rcode: number;
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
}

/** True if the program asks others: it answers with recursion available and without authority. */
export function isResolver(program: ServerProgram): boolean {
  return HABITS[program].isResolver;
}

export class DnsZone {
  private readonly records = new Map<string, DnsRecord[]>();
  /** Owners and all names above them. */
  private readonly names = new Set<string>();

  constructor(records: readonly DnsRecord[]) {
    for (const record of records) {
      const key = nameKey(record.name);
      this.records.set(key, [...(this.records.get(key) ?? []), record]);
      record.name.forEach((_, index) => this.names.add(nameKey(record.name.slice(index))));
    }
  }

  /** Records of a name and type; aliases are followed, RFC 1034 §4.3.2. */
  answer({ name, type }: DnsQuestion): ZoneAnswer {
    const answer: DnsRecord[] = [];
    let at = name;
    for (let aliases = 0; aliases <= MOST_ALIASES; aliases++) {
      const found = this.find(at, type);
      if (found.length > 0) return { rcode: DnsRcode.NoError, answer: [...answer, ...found], authority: [] };
      const [alias] = this.find(at, DnsType.CNAME);
      if (alias?.data.kind !== "name") break;
      answer.push(alias);
      at = alias.data.name;
    }
    const rcode = this.names.has(nameKey(at)) ? DnsRcode.NoError : DnsRcode.NxDomain;
    return { rcode, answer, authority: this.authority(at) };
  }

  /** What the program adds to an answer. */
  additional(answer: readonly DnsRecord[], program: ServerProgram): DnsRecord[] {
    const habit = HABITS[program];
    const services = habit.services ? answer.flatMap((record) => this.replacementRecords(record)) : [];
    const named = habit.chain ? [...answer, ...services] : answer;
    const targets = habit.addresses ? named.flatMap((record) => this.targetRecords(record)) : [];
    return distinct([...services, ...targets]).filter((record) => !answer.includes(record));
  }

  private find(name: DnsName, type: number): DnsRecord[] {
    return (this.records.get(nameKey(name)) ?? []).filter((record) => record.type === type);
  }

  /** The SOA of the closest zone around a name, RFC 2308 §3. */
  private authority(name: DnsName): DnsRecord[] {
    for (let index = 0; index <= name.length; index++) {
      const soa = this.find(name.slice(index), DnsType.SOA);
      if (soa.length > 0) return soa;
    }
    return [];
  }

  private replacementRecords({ data }: DnsRecord): DnsRecord[] {
    if (data.kind !== "naptr") return [];
    const flag = data.strings[0]?.toLowerCase();
    if (flag === "s") return this.find(data.replacement, DnsType.SRV);
    return flag === "a" ? this.addresses(data.replacement) : [];
  }

  private targetRecords({ data }: DnsRecord): DnsRecord[] {
    return data.kind === "srv" ? this.addresses(data.target) : [];
  }

  private addresses(name: DnsName): DnsRecord[] {
    return [...this.find(name, DnsType.A), ...this.find(name, DnsType.AAAA)];
  }
}

function distinct(records: readonly DnsRecord[]): DnsRecord[] {
  return [...new Set(records)];
}
