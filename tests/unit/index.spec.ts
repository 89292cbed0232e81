import { ABI_VERSION, InputKind, LinkState, NO_DEADLINE, WINDOW_SIZE } from "../../assembly/abi";
import { faultCode, faultOffset } from "../../assembly/bytes/fault";
import { WINDOW } from "../../assembly/bytes/window";
import { Code } from "../../assembly/codes";
import { entropyLeft } from "../../assembly/entropy/pool";
import { abiVersion, handle, init, pollOutput, window } from "../../assembly/index";
import { findName } from "../../assembly/names/table";
import { cellOf } from "../../assembly/pools/cells";
import { Holder } from "../../assembly/pools/holders";
import { pvdCount } from "../../assembly/pools/pvds";
import { interfaceSectionCount } from "../../assembly/pools/settings";
import { nextDeadline } from "../../assembly/time/timers";
import {
  addresses,
  config,
  drain,
  lease4,
  lease6,
  link,
  pass,
  request,
  spool,
  start,
  START_MS,
  wait,
} from "./support/core";
import { only, values } from "./support/lines";

// One of everything, as the text of all outputs.
function story(): string {
  let lines = new Array<string>();
  lines = lines.concat(config("interface wan\ndevice eth1\nnonsense\n"));
  lines = lines.concat(link(2, "eth1", LinkState.Up));
  lines = lines.concat(addresses(2, ["00000000000000000000ffffc0000239/120"]));
  lines = lines.concat(lease4("opt148=c000020ac000020b", "opt147=0161047465737400"));
  lines = lines.concat(lease6("20010db8000000000000000000000001"));
  lines = lines.concat(request(1, "watch"));
  lines = lines.concat(pass(12_345));
  lines = lines.concat(config("manual-scope replace\nserver s\nreference-identifier s.test\n"));
  lines = lines.concat(spool("wan.inet", ""));
  lines = lines.concat(link(2, "eth1", LinkState.Gone));
  lines = lines.concat(request(0, "status"));
  return lines.join("\n");
}

// Something in every table, and everything due.
function leaveTraces(): void {
  wait(0x100000000);
  link(2, "eth1", LinkState.Up);
  link(3, "eth2", LinkState.Up);
  addresses(3, ["00000000000000000000ffffc0000239/120"]);
  request(0, "watch");
  lease4("opt148=c000020ac000020b", "opt147=0161047465737400");
  lease6("20010db8000000000000000000000001");
  spool("wwan.inet", "client=udhcpc\nevent=bound\ndevice=wwan0\nlease=60\nopt147=0161047465737400\n");
  config("x\n".repeat(60));
  config("methods dhcp\noption-codes 1 2 3 4\ninterface wan\ndevice eth1\ninterface wwan\n");
}

function expectLease(writtenMs: i64): void {
  start();
  wait(writtenMs - START_MS);
  expect<string>(only(lease4("opt148=c000020a"), "deadline")).toBe((writtenMs + 3_600_000).toString());
  expect<i32>(pass(3_599_999).length).toBe(0);
  expect<string>(values(only(pass(1), "event 0"), "to")).toBe("down");
}

describe("the exports", () => {
  it("need init first", () => {
    const result = handle(InputKind.TimeReached, 0, 0, 0);
    expect<i32>(faultCode(result)).toBe(Code.NotInitialised);
    expect<i32>(pollOutput()).toBe(0);
    expect<i32>(init()).toBe(0);
    expect<i32>(handle(InputKind.TimeReached, 0, 0, 0)).toBe(0);
  });

  it("tell version and window", () => {
    expect<i32>(abiVersion()).toBe(ABI_VERSION);
    expect<i32>(window()).toBe(<i32>WINDOW);
  });

  it("refuse lengths that are not within the window", () => {
    init();
    for (let kind = 0; kind < 20; kind++) {
      expect<i32>(faultCode(handle(kind, WINDOW_SIZE + 1, 0, 0))).toBe(Code.InputLength);
      expect<i32>(faultCode(handle(kind, -1, 0, 0))).toBe(Code.InputLength);
      expect<i32>(faultOffset(handle(kind, i32.MIN_VALUE, 0, 0))).toBe(0);
    }
  });

  it("take time in two unsigned halves", () => {
    init();
    handle(InputKind.TimeReached, 0, -1, 0);
    drain();
    expect<i32>(handle(InputKind.TimeReached, 0, 7, 0x200000)).toBe(0);
    drain();
    start();
    wait(0x20000000000007 - 100_000);
    expect<string>(values(only(request(0, "status"), "send 0"), "time_ms")).toBe("9007199254740999");
  });

  it("keep a lease's end past 2^32 and 2^53 milliseconds", () => {
    expectLease(0x7ffffff0);
    expectLease(0xfffffff0);
    expectLease(0x1ffffffffffff0);
  });

  it("leave nothing behind an init", () => {
    start();
    leaveTraces();
    const wwan = Holder.LeaseName + cellOf(pvdCount(), 0);
    expect<usize>(findName(wwan)).not.toBe(0);
    expect<i64>(nextDeadline()).not.toBe(NO_DEADLINE);
    init();
    expect<usize>(findName(wwan)).toBe(0);
    expect<i64>(nextDeadline()).toBe(NO_DEADLINE);
    expect<i32>(pvdCount()).toBe(0);
    expect<i32>(interfaceSectionCount()).toBe(0);
    expect<i32>(entropyLeft()).toBe(0);
  });

  it("forget everything with init: the same inputs have the same outputs again", () => {
    start();
    const first = story();
    expect<bool>(first.includes('"event":"removed"') && first.includes('"event":"current"')).toBe(true);
    start();
    expect<string>(story()).toBe(first);
    leaveTraces();
    start();
    expect<string>(story()).toBe(first);
  });
});
