import { LinkState } from "../../../assembly/abi";
import { isMarked, isSameNetwork, MARKS_SIZE, networkMarks } from "../../../assembly/pools/marks";
import { addresses, lease4, lease6, link, spool, start } from "../support/core";
import { hexOf, place, placed } from "../support/octets";

const INET: i32 = 2;
const INET6: i32 = 3;
const NONE: string = "00000000";
const V4: string = "00000000000000000000ffff";

// The marks of a cell: server, domain, subnet.
function marks(cell: i32): string[] {
  const text = hexOf(networkMarks(cell), MARKS_SIZE);
  return [text.substr(0, 8), text.substr(8, 8), text.substr(16, 8)];
}

describe("the marks of a network", () => {
  beforeEach(() => {
    start();
    link(2, "eth1", LinkState.Up);
  });

  it("are none without a lease and without an address", () => {
    lease4("opt148=c000020a");
    expect<string>(marks(INET).join(" ")).toBe([NONE, NONE, NONE].join(" "));
    expect<bool>(isMarked(networkMarks(INET))).toBe(false);
  });

  it("have the server of the own lease while that is held", () => {
    lease4("opt148=c000020a", "serverid=192.0.2.1");
    const server = marks(INET)[0];
    expect<string>(server).not.toBe(NONE);
    expect<string>(marks(INET6)[0]).toBe(NONE);
    lease4("opt148=c000020a", "serverid=192.0.2.2");
    expect<string>(marks(INET)[0]).not.toBe(server);
    spool("wan.inet", "client=udhcpc\nevent=deconfig\ndevice=eth1\n");
    expect<string>(marks(INET)[0]).toBe(NONE);
  });

  it("have the domain that the lease of either family says, the own one first", () => {
    lease4("opt213=036973700474657374" + "00");
    const domain = marks(INET)[1];
    expect<string>(domain).not.toBe(NONE);
    lease6("20010db8000000010000000000000001");
    expect<string>(marks(INET6)[1]).toBe(domain);
  });

  it("have the first global subnet of the own family, not the address in it", () => {
    lease4("opt148=c000020a");
    addresses(2, [V4 + "c0000239/120", "20010db8000000010000000000000039/64"]);
    const subnet = marks(INET)[2];
    const subnet6 = marks(INET6)[2];
    expect<string>(subnet).not.toBe(NONE);
    expect<string>(subnet6).not.toBe(NONE);
    expect<string>(subnet6).not.toBe(subnet);
    addresses(2, [V4 + "c0000240/120", "20010db8000000010000000000000040/64"]);
    expect<string>(marks(INET)[2]).toBe(subnet);
    expect<string>(marks(INET6)[2]).toBe(subnet6);
    addresses(2, [V4 + "c0000339/120"]);
    expect<string>(marks(INET)[2]).not.toBe(subnet);
    expect<string>(marks(INET6)[2]).toBe(NONE);
  });

  it("have no subnet that many networks have, and none of another interface", () => {
    lease4("opt148=c000020a");
    addresses(2, [V4 + "0a000039/120", V4 + "c0a80139/120", V4 + "64400039/106", "fd000000000000000000000000000039/64", "fe800000000000000000000000000039/64/02"]);
    addresses(3, [V4 + "c0000239/120"]);
    expect<string>(marks(INET)[2]).toBe(NONE);
    expect<string>(marks(INET6)[2]).toBe(NONE);
  });
});

describe("two networks", () => {
  it("are the same if one known mark is", () => {
    const length = place("01000000 02000000 03000000" + "09000000 02000000 00000000" + "03000000 01000000 02000000" + "00000000 00000000 00000000");
    expect<i32>(length).toBe(4 * MARKS_SIZE);
    expect<bool>(isSameNetwork(placed, placed + MARKS_SIZE)).toBe(true);
    expect<bool>(isSameNetwork(placed, placed + 2 * MARKS_SIZE)).toBe(false);
    expect<bool>(isSameNetwork(placed, placed + 3 * MARKS_SIZE)).toBe(false);
    expect<bool>(isSameNetwork(placed + 3 * MARKS_SIZE, placed + 3 * MARKS_SIZE)).toBe(false);
  });
});
