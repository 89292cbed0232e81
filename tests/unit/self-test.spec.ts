import { selfTest } from "../../assembly/self-test";

describe("the self-test", () => {
  it("finds nothing wrong with a sound runtime", () => {
    expect<i32>(memory.size()).toBe(1);
    expect<i32>(selfTest()).toBe(0);
    expect<i32>(selfTest()).toBe(0);
  });

  it("names the check that fails: a memory that is not one page", () => {
    memory.grow(1);
    expect<i32>(selfTest()).toBe(1);
  });
});
