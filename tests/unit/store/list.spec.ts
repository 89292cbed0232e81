import { LinkState } from "../../../assembly/abi";
import { MAX_CELLS } from "../../../assembly/limits";
import { appendEndpoint, Channel, List, NO_ADDRESS, nextIn } from "../../../assembly/pools/endpoints";
import { cellAt } from "../../../assembly/pools/cells";
import { Method } from "../../../assembly/pools/settings";
import { isStorable, nextStored, writeList } from "../../../assembly/store/list";
import { addresses, config, lease4, link, start } from "../support/core";
import { hexOf, placed } from "../support/octets";

const INET: i32 = 2;
const V4: string = "00000000000000000000ffff";

describe("a list is to be stored", () => {
  beforeEach(() => {
    start();
    link(2, "eth1", LinkState.Up);
  });

  it("if its network can be recognised", () => {
    lease4("opt148=c000020a");
    expect<bool>(isStorable(INET)).toBe(false);
    lease4("opt148=c000020a", "serverid=192.0.2.1");
    expect<bool>(isStorable(INET)).toBe(true);
    expect<bool>(isStorable(INET + 1)).toBe(false);
  });

  it("if a network taught it: not servers of the configuration, nor anycast, nor the default router", () => {
    addresses(2, [V4 + "c0000239/120"]);
    lease4("opt148=c000020a");
    for (let method = 0; method <= <i32>Method.Snaptr; method++) {
      cellAt(INET).published = method;
      expect<bool>(isStorable(INET)).toBe(method >= <i32>Method.Dhcp);
    }
    config("server any\naddresses 198.51.100.2\nreference-identifier any.test\n");
    expect<i32>(cellAt(0).method).toBe(Method.Manual);
    expect<bool>(isStorable(0)).toBe(false);
  });

  it("if it has a place; a name that waits for addresses is none", () => {
    lease4("opt148=c000020a", "serverid=192.0.2.1");
    const place = nextIn(INET, List.Published, null)!;
    appendEndpoint(INET, List.Published, NO_ADDRESS, Channel.Waiting);
    expect<bool>(nextStored(INET, null) === place).toBe(true);
    expect<bool>(nextStored(INET, place) === null).toBe(true);
    place.channels = <u8>Channel.Waiting;
    expect<bool>(isStorable(INET)).toBe(false);
  });
});

describe("a list is written", () => {
  it("as what it is, without what changes by itself", () => {
    start();
    link(2, "eth1", LinkState.Up);
    lease4("opt148=c000020ac000020b", "opt147=0369737004746573740" + "0");
    addresses(2, [V4 + "c0000239/120"]);
    cellAt(INET).stale = true;
    const end = writeList(INET, placed);
    const text = hexOf(placed, <i32>(end - placed));
    expect<string>(text.substring(0, 10)).toBe("0004006e53");
    // No server, no domain, a subnet.
    expect<string>(text.substring(10, 26)).toBe("0000000000000000");
    expect<string>(text.substring(34)).toBe(
      "0465746831" + "00" + "03697370047465737400" + "ff" + `0000070000${V4}c000020a` + `0000070000${V4}c000020b` + "ff",
    );
    expect<bool>(isStorable(MAX_CELLS - 1)).toBe(false);
  });
});
