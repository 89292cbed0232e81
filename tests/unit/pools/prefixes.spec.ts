import { MAX_PREFIXES } from "../../../assembly/limits";
import {
  addPrefix,
  dropPrefixes,
  noteProtectors,
  prefixAt,
  prefixCount,
  PrefixKind,
  protectors,
  resetPrefixes,
  truncatePrefixes,
} from "../../../assembly/pools/prefixes";
import { hexOf, place, placed } from "../support/octets";

const ADDRESS: string = "20010db8000900000000000000000000";

// Each as `KIND.OWNER/LENGTH`.
function listed(): string {
  const parts = new Array<string>();
  for (let i = 0; i < prefixCount(); i++) parts.push(`${prefixAt(i).kind}.${prefixAt(i).owner}/${prefixAt(i).length}`);
  return parts.join(" ");
}

describe("the pool of prefixes", () => {
  beforeEach(() => {
    resetPrefixes();
    place(ADDRESS);
  });

  it("keeps them in their order, and drops those of one kind and owner", () => {
    addPrefix(PrefixKind.Delegated, 2, placed, 56);
    addPrefix(PrefixKind.Configured, 2, placed, 48);
    addPrefix(PrefixKind.Configured, 3, placed, 128);
    addPrefix(PrefixKind.Protected, 2, placed, 0);
    expect<string>(listed()).toBe("0.2/56 2.2/48 2.3/128 3.2/0");
    expect<string>(hexOf(prefixAt(2).address, 16)).toBe(ADDRESS);
    dropPrefixes(PrefixKind.Configured, 2);
    expect<string>(listed()).toBe("0.2/56 2.3/128 3.2/0");
    expect<bool>(prefixAt(1).isOf(PrefixKind.Configured, 3)).toBe(true);
    expect<bool>(prefixAt(1).isOf(PrefixKind.Configured, 2)).toBe(false);
    truncatePrefixes(1);
    expect<string>(listed()).toBe("0.2/56");
  });

  it("says when there is no room", () => {
    for (let i = 0; i < MAX_PREFIXES; i++) expect<bool>(addPrefix(PrefixKind.Former, 1, placed, 64)).toBe(true);
    expect<bool>(addPrefix(PrefixKind.Former, 1, placed, 64)).toBe(false);
    expect<i32>(prefixCount()).toBe(MAX_PREFIXES);
  });

  it("knows which sections protect something", () => {
    addPrefix(PrefixKind.Configured, 1, placed, 64);
    addPrefix(PrefixKind.Protected, 0, placed, 64);
    addPrefix(PrefixKind.Protected, 15, placed, 64);
    noteProtectors();
    expect<i32>(protectors).toBe(0x8001);
    dropPrefixes(PrefixKind.Protected, 0);
    noteProtectors();
    expect<i32>(protectors).toBe(0x8000);
  });
});
