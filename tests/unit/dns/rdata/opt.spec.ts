import { beginRecords, nextRecord } from "../../../../assembly/dns/message";
import { isBogus } from "../../../../assembly/dns/rdata/opt";
import { place, placed } from "../../support/octets";

/** A message of one OPT record with these options. */
function readOptions(options: string): bool {
  const octets = options.split(" ").join("").length / 2;
  const length = place("1a2b 8002 0000 0000 0000 0001 00 0029 04d0 00000000 00" + octets.toString(16).padStart(2, "0") + options);
  beginRecords(placed, length);
  expect<i32>(nextRecord()).toBe(1);
  return isBogus();
}

describe("an extended error", () => {
  it("E-71 says that data is bogus by the codes 6 to 12", () => {
    for (let info = 0; info < 30; info++) {
      const isOf = info >= 6 && info <= 12;
      expect<bool>(readOptions("000f 0002 00" + info.toString(16).padStart(2, "0"))).toBe(isOf);
    }
    expect<bool>(readOptions("000f 0002 0106")).toBe(false);
  });

  it("may have a text, and other options before it", () => {
    expect<bool>(readOptions("000f 0005 0006 626164")).toBe(true);
    expect<bool>(readOptions("0003 0000 000a 0003 010203 000f 0002 0016 000f 0002 0009")).toBe(true);
  });

  it("is not seen in what other options hold, nor in one that is too short", () => {
    expect<bool>(readOptions("")).toBe(false);
    expect<bool>(readOptions("0003 0006 000f 0002 0006")).toBe(false);
    expect<bool>(readOptions("000f 0001 00 0600 0000")).toBe(false);
    expect<bool>(readOptions("000f 0000 0006 0000")).toBe(false);
  });
});
