import { MAX_CELLS, MAX_SERVER_SECTIONS, MAX_TRUSTED_NAMES } from "../../../assembly/limits";
import { Holder, MAX_IDENTITIES, publishedHolder } from "../../../assembly/pools/holders";

describe("holders of names", () => {
  it("are all different", () => {
    const seen = new Set<i32>();
    let count = 0;
    for (let cell = 0; cell < MAX_CELLS; cell++, count += 2) {
      seen.add(Holder.LeaseName + cell);
      seen.add(Holder.LeaseDomain + cell);
    }
    for (let i = 0; i < MAX_SERVER_SECTIONS; i++, count++) seen.add(Holder.ServerName + i);
    for (let i = 0; i < MAX_TRUSTED_NAMES; i++, count++) seen.add(Holder.TrustedName + i);
    for (let cell = 0; cell < MAX_CELLS; cell++) {
      for (let i = 0; i < MAX_IDENTITIES; i++, count++) seen.add(publishedHolder(cell, i));
    }
    expect<i32>(seen.size).toBe(count);
    expect<bool>(publishedHolder(MAX_CELLS - 1, MAX_IDENTITIES - 1) <= 0xffff).toBe(true);
  });

  it("leave an identity for every server section", () => {
    expect<bool>(MAX_SERVER_SECTIONS <= MAX_IDENTITIES).toBe(true);
  });
});
