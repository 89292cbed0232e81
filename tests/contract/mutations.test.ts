// Messages that were right once, with octets changed, taken out and put in: never
// a trap, a typed outcome, the same in both modules.
import { test } from "node:test";
import { outcomeInBoth } from "../support/outcome.ts";
import { fc } from "../support/property.ts";
import { KINDS, PROFILES, VECTORS } from "../support/vectors.ts";

interface Change {
  /** Where, in parts of the whole. */
  readonly at: number;
  readonly removed: number;
  readonly added: Uint8Array;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(4),
  // Octets that mean something to a parser come more often than others.
  added: fc
    .array(fc.oneof(fc.constantFrom(0, 1, 4, 0x3f, 0x40, 0x93, 0x94, 0xc0, 0xff), fc.nat(255)), { maxLength: 4 })
    .map((octets) => Uint8Array.from(octets)),
});

/** The octets after a change. */
function apply(octets: Uint8Array, { at, removed, added }: Change): Uint8Array {
  const start = Math.floor(at * octets.length);
  return Uint8Array.from([...octets.subarray(0, start), ...added, ...octets.subarray(start + removed)]);
}

for (const kind of KINDS) {
  test(`${kind} vectors with changes`, () => {
    const vector = fc.constantFrom(...VECTORS.filter((candidate) => candidate.kind === kind));
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    const profile = fc.constantFrom(...PROFILES);
    fc.assert(
      fc.property(vector, changes, profile, ({ octets }, list, chosen) => {
        outcomeInBoth({ kind, profile: chosen, octets: list.reduce(apply, octets) });
      }),
    );
  });
}
