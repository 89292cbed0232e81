// The flash memory of the virtual router: two slots that are written in place, and
// that lose nothing but what a cut of the power leaves half written.

const NOTHING = new Uint8Array(0);

export class VirtualStore {
  private readonly slots: Uint8Array[] = [NOTHING, NOTHING];
  private last: { slot: number; before: Uint8Array; octets: Uint8Array } | undefined;

  /** The octets of a slot, 0 or 1. */
  read(slot: number): Uint8Array {
    return this.slots[slot] ?? NOTHING;
  }

  write(slot: number, octets: Uint8Array): void {
    const before = this.read(slot);
    this.last = { slot, before, octets };
    this.slots[slot] = overwrite(before, octets);
  }

  /** Empties both slots. */
  quarantine(): void {
    this.slots.fill(NOTHING);
    this.last = undefined;
  }

  /** The power went while the last record was being written: only so many of its octets were. */
  tear(octets: number): void {
    if (this.last === undefined) return;
    this.slots[this.last.slot] = overwrite(this.last.before, this.last.octets.subarray(0, octets));
  }
}

/** Octets over the beginning of others; the file is not cut. */
function overwrite(before: Uint8Array, octets: Uint8Array): Uint8Array {
  const after = new Uint8Array(Math.max(before.length, octets.length));
  after.set(before);
  after.set(octets);
  return after;
}
