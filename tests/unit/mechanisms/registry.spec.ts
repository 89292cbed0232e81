import { Code } from "../../../assembly/codes";
import { collect, identityHolder, methodWord } from "../../../assembly/mechanisms/registry";
import { resetEndpoints } from "../../../assembly/pools/endpoints";
import { Holder } from "../../../assembly/pools/holders";
import { leaseAt, LeaseState, resetLeases } from "../../../assembly/pools/leases";
import { Method, resetConfiguration } from "../../../assembly/pools/settings";
import { resetTimers } from "../../../assembly/time/timers";
import { Word } from "../../../assembly/words.gen";

describe("mechanisms", () => {
  it("are asked by their own number", () => {
    resetEndpoints();
    resetLeases();
    resetTimers();
    resetConfiguration();
    leaseAt(6).state = <u8>LeaseState.Held;
    expect<i32>(collect(Method.Manual, 6)).toBe(Code.NothingConfigured);
    expect<i32>(collect(Method.Dhcp, 6)).toBe(Code.NoDotsOptions);
  });

  it("have a word each", () => {
    expect<i32>(methodWord(Method.Manual)).toBe(Word.Manual);
    expect<i32>(methodWord(Method.Dhcp)).toBe(Word.Dhcp);
  });

  it("keep their identities apart", () => {
    expect<i32>(identityHolder(Method.Manual, 6, 3)).toBe(Holder.ServerName + 3);
    expect<i32>(identityHolder(Method.Dhcp, 6, 3)).toBe(Holder.LeaseName + 6);
    expect<i32>(identityHolder(Method.Dhcp, 7, 0)).toBe(Holder.LeaseName + 7);
  });
});
