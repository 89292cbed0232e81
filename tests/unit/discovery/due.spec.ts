import { InputKind, LinkState } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { addresses, clockMs, config, feed, lease4, link, pass, request, spool, start, V4, wait } from "../support/core";
import { only, runs, values } from "../support/lines";

describe("what is due", () => {
  beforeEach(() => {
    start();
  });

  it("is done with whatever input comes next, not before its time", () => {
    link(2, "eth1", LinkState.Up);
    lease4("opt148=c000020a");
    wait(3_599_999);
    expect<i32>(feed(InputKind.TimeReached, 0).length).toBe(0);
    wait(1);
    const lines = request(0, "status");
    expect<string>(values(only(lines, "event 0"), "to")).toBe("down");
    expect<string>(values(only(lines, "send 0"), "state")).toBe("down down");
  });

  it("is told as the deadline, once for each change", () => {
    const lines = lease4("opt148=c000020a");
    expect<string>(only(lines, "deadline")).toBe((clockMs + 3_600_000).toString());
    expect<string>(only(pass(1000), "deadline")).toBe("");
    expect<string>(only(request(0, "status"), "deadline")).toBe("");
    const expired = pass(3_599_000);
    expect<string>(only(expired, "deadline")).toBe("-1");
  });

  it("is done cell by cell, all of it", () => {
    config("interface a\ndevice eth1\ninterface b\ndevice eth2\n");
    link(3, "eth2", LinkState.Up);
    link(2, "eth1", LinkState.Up);
    addresses(2, [V4]);
    addresses(3, [V4]);
    const lines = pass(15_000);
    expect<string>(runs(lines)).toBe("wait-over wait-over");
    expect<string>(values(only(lines, `log ${Code.RunBegins} 6`), "pvd")).toBe("b a");
    expect<string>(only(lines, "deadline")).toBe("-1");
  });

  it("comes long after it was due where the host slept", () => {
    lease4("opt148=c000020a");
    wait(0x100000000);
    expect<string>(values(only(pass(0x100000000), "event 0"), "to")).toBe("down");
  });

  it("does not come back when the time jumps back", () => {
    lease4("opt148=c000020a");
    wait(-50_000);
    expect<i32>(pass(0).length).toBe(0);
    spool("wan.inet", "client=udhcpc\nevent=bound\ndevice=eth1\nlease=60\nopt148=c000020a\n");
    expect<string>(values(only(pass(110_000), "event 0"), "to")).toBe("down");
  });
});
