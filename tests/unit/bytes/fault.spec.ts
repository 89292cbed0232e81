import { fault, faultCode, faultOffset, isFault, shiftFault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";

describe("fault", () => {
  it("is negative and gives back its code and offset", () => {
    const made = fault(Code.NameHyphen, 300);
    expect<bool>(isFault(made)).toBe(true);
    expect<i32>(faultCode(made)).toBe(Code.NameHyphen);
    expect<i32>(faultOffset(made)).toBe(300);
  });

  it("is not what a value is", () => {
    expect<bool>(isFault(0)).toBe(false);
    expect<bool>(isFault(16384)).toBe(false);
  });

  it("keeps offsets of the longest message", () => {
    expect<i32>(faultOffset(fault(Code.Truncated, 16384))).toBe(16384);
    expect<i32>(faultCode(fault(Code.OptionsWithoutReply, 65535))).toBe(Code.OptionsWithoutReply);
  });

  it("moves with the buffer that encloses it", () => {
    const moved = shiftFault(fault(Code.TextAddress, 4), 20);
    expect<i32>(faultCode(moved)).toBe(Code.TextAddress);
    expect<i32>(faultOffset(moved)).toBe(24);
  });
});
