import { textToName, textToPattern } from "../../../assembly/names/name";
import { clearNames, setName } from "../../../assembly/names/table";
import { Holder } from "../../../assembly/pools/holders";
import { addTrustedName, resetConfiguration, trustedNameCount } from "../../../assembly/pools/settings";
import { isTrusted } from "../../../assembly/pools/trust";
import { other, placed, placeOtherText } from "../support/octets";

function trust(pattern: string): void {
  const length = textToPattern(other, placeOtherText(pattern), placed);
  setName(Holder.TrustedName + trustedNameCount(), placed, length);
  addTrustedName();
}

function trusts(name: string): bool {
  textToName(other, placeOtherText(name), placed);
  return isTrusted(placed);
}

describe("trusted names", () => {
  beforeEach(() => {
    clearNames(0, 0xffff);
    resetConfiguration();
  });

  it("are all names while there is no list, and no name at all", () => {
    expect<bool>(trusts("a.test")).toBe(true);
    expect<bool>(isTrusted(0)).toBe(true);
  });

  it("are those that any entry covers (E-89)", () => {
    trust("mitigate.other.test");
    trust("*.isp.test");
    expect<bool>(trusts("Mitigate.Other.test")).toBe(true);
    expect<bool>(trusts("a.isp.test")).toBe(true);
    expect<bool>(trusts("isp.test")).toBe(false);
    expect<bool>(trusts("a.b.isp.test")).toBe(false);
    expect<bool>(trusts("other.test")).toBe(false);
    expect<bool>(isTrusted(0)).toBe(false);
  });
});
