// The digest that tests/bench/main.c makes of a decoded message, made of what the
// core and dns-packet found: equal digests, equal content.

export interface Entry {
  readonly section: number;
  readonly type: number;
  readonly class: number;
  readonly ttl: number;
  readonly owner: string;
  /** Rdata as it came, of every type but SRV and NAPTR. */
  readonly rdata: Uint8Array;
  readonly numbers: readonly number[];
  /** Flags, services and regexp of NAPTR. */
  readonly strings: readonly Uint8Array[];
  readonly target: string;
}

export interface Decoded {
  readonly id: number;
  readonly flags: number;
  readonly entries: readonly Entry[];
}

const SRV = 33;
const NAPTR = 35;
const PRIME = 0x100000001b3n;
const MASK = 0xffffffffffffffffn;

class Digest {
  private value = 0xcbf29ce484222325n;

  octets(octets: Uint8Array): void {
    for (const octet of octets) this.value = ((this.value ^ BigInt(octet)) * PRIME) & MASK;
  }

  number(value: number): void {
    this.octets(Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value));
  }

  string(octets: Uint8Array): void {
    this.number(octets.length);
    this.octets(octets);
  }

  name(name: string): void {
    this.string(Buffer.from(name.replace(/\.$/, ""), "latin1"));
  }

  text(): string {
    return this.value.toString(16).padStart(16, "0");
  }
}

function addEntry(digest: Digest, entry: Entry): void {
  for (const value of [entry.section, entry.type, entry.class, entry.ttl]) digest.number(value);
  digest.name(entry.owner);
  if (entry.section === 0) return;
  if (entry.type !== SRV && entry.type !== NAPTR) return digest.string(entry.rdata);
  for (let index = 0; index < 3; index++) digest.number(entry.numbers[index] ?? 0);
  if (entry.type === NAPTR) for (const string of entry.strings) digest.string(string);
  digest.name(entry.target);
}

/** FNV-1a, 64 bits, of everything in a message, in hex. */
export function digestOf({ id, flags, entries }: Decoded): string {
  const digest = new Digest();
  for (const value of [id, flags, entries.length]) digest.number(value);
  for (const entry of entries) addEntry(digest, entry);
  return digest.text();
}
