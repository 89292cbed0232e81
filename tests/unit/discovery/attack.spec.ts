import { Code } from "../../../assembly/codes";
import { attackIsOn, resetAttack, staleLimitMs } from "../../../assembly/discovery/attack";
import { pass, request, spool, start } from "../support/core";
import { events, only, values } from "../support/lines";

const DAY_MS: i64 = 86_400_000;

// A lease on `eth1` that never ends.
function forEver(options: string): void {
  spool("wan.inet", `client=udhcpc\nevent=bound\ndevice=eth1\n${options}\n`);
}

// What the list could not be confirmed for is told once, with how long it stays.
function staleFor(lines: string[]): string {
  return values(only(lines, `log ${Code.ListKeptStale} 4`), "value");
}

function isKept(): bool {
  return only(request(0, "peers"), "send 0") != "";
}

describe("an attack", () => {
  beforeEach(() => {
    start();
    forEver("opt148=c000020a");
    pass(60_000);
  });

  it("lets a list that cannot be confirmed stay for three days (E-95)", () => {
    request(0, "attack on");
    forEver("domain=isp.test");
    pass(3 * DAY_MS - 1);
    expect<bool>(isKept()).toBe(true);
    pass(1);
    expect<bool>(isKept()).toBe(false);
  });

  it("is told with the list that stays", () => {
    request(0, "attack on");
    const lines = spool("wan.inet", "client=udhcpc\nevent=bound\ndevice=eth1\ndomain=isp.test\n");
    expect<string>(staleFor(lines)).toBe("259200000");
  });

  it("that begins and ends later counts for lists that are stale already", () => {
    forEver("domain=isp.test");
    pass(DAY_MS - 1);
    request(0, "attack on");
    request(0, "attack on");
    pass(DAY_MS);
    expect<bool>(isKept()).toBe(true);
    const lines = request(0, "attack off");
    expect<string>(events(lines)).toBe("removed removed removed published state");
    expect<bool>(isKept()).toBe(false);
  });

  it("that ends in time takes the longer time back", () => {
    request(0, "attack on");
    forEver("domain=isp.test");
    pass(DAY_MS - 1);
    request(0, "attack off");
    expect<bool>(isKept()).toBe(true);
    pass(1);
    expect<bool>(isKept()).toBe(false);
  });

  it("is over after a start", () => {
    request(0, "attack on");
    expect<bool>(attackIsOn).toBe(true);
    expect<i64>(staleLimitMs()).toBe(3 * DAY_MS);
    resetAttack();
    expect<bool>(attackIsOn).toBe(false);
    expect<i64>(staleLimitMs()).toBe(DAY_MS);
  });
});
