import { Code } from "../../../assembly/codes";
import { answer, config, feed, hangUp, lease4, lease6, request, spool, start, wait } from "../support/core";
import { events, kinds, only, values } from "../support/lines";
import { InputKind } from "../../../assembly/abi";

const V6: string = "20010db8000000000000000000000001";

function wwan(): void {
  spool("wwan.inet", "client=udhcpc\nevent=bound\ndevice=wwan0\nopt148=c6336414\n");
}

// What is wrong with a request: `CODE@OFFSET`.
function faultOf(line: string): string {
  const lines = request(0, line);
  expect<string>(kinds(lines)).toBe("send close");
  const reply = only(lines, "send 0");
  expect<string>(values(reply, "record")).toBe("error");
  return `${values(reply, "error")}@${values(reply, "offset")}`;
}

function addressesOf(lines: string[], beginning: string): string {
  return values(only(lines, beginning), "address");
}

function runs(lines: string[]): string {
  return values(only(lines, `log ${Code.RunBegins} 6`), "pvd");
}

describe("a request", () => {
  beforeEach(() => {
    start();
  });

  it("is a known one, or answered with an error and its place", () => {
    expect<string>(faultOf("")).toBe(`${Code.ControlRequest}@0`);
    expect<string>(faultOf("  # status")).toBe(`${Code.ControlRequest}@2`);
    expect<string>(faultOf(" reload")).toBe(`${Code.ControlRequest}@1`);
    expect<string>(faultOf("STATUS")).toBe(`${Code.ControlRequest}@0`);
    expect<string>(faultOf("manual")).toBe(`${Code.ControlRequest}@0`);
    expect<string>(faultOf("status now")).toBe(`${Code.ControlExtra}@7`);
    expect<string>(faultOf("watch wan")).toBe(`${Code.ControlExtra}@6`);
    expect<string>(faultOf("select")).toBe(`${Code.ControlTargetMissing}@6`);
    expect<string>(faultOf("accept interface ::1")).toBe(`${Code.ControlInterface}@17`);
    expect<string>(faultOf("peers wan")).toBe(`${Code.ControlInterface}@6`);
    expect<string>(faultOf("networks wan")).toBe(`${Code.ControlInterface}@9`);
    expect<string>(faultOf("refresh \xff")).toBe(`${Code.ControlInterface}@8`);
    lease4("opt148=c000020a");
    expect<string>(faultOf("peers wan eth1")).toBe(`${Code.ControlExtra}@10`);
    expect<string>(faultOf("networks wan wan")).toBe(`${Code.ControlExtra}@13`);
    expect<string>(faultOf("refresh wan wan")).toBe(`${Code.ControlExtra}@12`);
  });

  it("that is wrong changes nothing", () => {
    lease4("opt148=c000020a");
    wait(60_000);
    expect<string>(runs(request(0, "refresh wan x"))).toBe("");
    request(0, "watch x");
    expect<string>(only(lease4("opt148=c000020b"), "event 1")).toBe("");
  });

  it("may have blanks and a comment", () => {
    expect<string>(values(only(request(0, "\t status  # please"), "send 0"), "record")).toBe("status");
  });

  it("is refused as a whole without a client", () => {
    request(8, "status");
    expect<string>(answer).toBe(`${Code.ClientHandle}@0`);
    request(0x1ff, "status");
    expect<string>(answer).toBe(`${Code.ClientHandle}@0`);
    feed(InputKind.Control, 3);
    expect<string>(answer).toBe(`${Code.InputLength}@3`);
    feed(InputKind.ClientClosed, 1);
    expect<string>(answer).toBe(`${Code.InputLength}@1`);
  });

  it("is answered under the whole handle, then the client is let go", () => {
    const lines = request(0x2a07, "status");
    expect<string>(lines[0].split(" ")[1]).toBe("10759");
    expect<string>(lines[lines.length - 1]).toBe("close 10759");
  });
});

describe("status", () => {
  it("tells the numbers and every cell", () => {
    start();
    lease4("opt148=c000020a");
    feed(InputKind.Entropy, 0);
    const lines = request(1, "status");
    expect<string>(only(lines, "send 1").split("\n")[0]).toBe(
      '{"record":"status","abi":1,"time_ms":100000,"inputs":4,"refused":1,"log_lost":0,"published":1,"attack":false,"store":"absent"}',
    );
    expect<string>(values(only(lines, "send 1"), "record")).toBe("status cell cell");
    expect<string>(kinds(lines)).toBe("send close");
  });
});

describe("peers", () => {
  beforeEach(() => {
    start();
    lease4("opt148=c000020a");
    lease6(V6);
    wwan();
  });

  it("are those of every network", () => {
    expect<string>(addressesOf(request(0, "peers"), "send 0")).toBe(
      "192.0.2.10 192.0.2.10 192.0.2.10 2001:db8::1 2001:db8::1 2001:db8::1 198.51.100.20 198.51.100.20 198.51.100.20",
    );
  });

  it("are those of one network, by its name or its device", () => {
    const expected = "198.51.100.20 198.51.100.20 198.51.100.20";
    expect<string>(addressesOf(request(0, "peers wwan"), "send 0")).toBe(expected);
    expect<string>(addressesOf(request(0, "peers wwan0"), "send 0")).toBe(expected);
    const wan = request(0, "peers wan");
    expect<string>(values(only(wan, "send 0"), "family")).toBe("inet inet inet inet6 inet6 inet6");
    expect<string>(kinds(wan)).toBe("send close");
  });

  it("may be none", () => {
    start();
    expect<string>(request(0, "peers").join()).toBe("close 0");
  });
});

describe("replies to what changes with the same input", () => {
  it("have the present rows", () => {
    start();
    lease4("opt148=c000020a");
    lease4("opt148=c000020b");
    wait(10_000);
    const lines = request(0, "peers");
    expect<string>(events(lines)).toBe(
      "removed removed removed added added added published credentials-missing",
    );
    expect<string>(addressesOf(lines, "send 0")).toBe("192.0.2.11 192.0.2.11 192.0.2.11");
  });

  it("have rows where there were none before", () => {
    start();
    lease4("domain=isp.test");
    lease4("opt148=c000020b");
    wait(10_000);
    expect<string>(addressesOf(request(0, "peers"), "send 0")).toBe("192.0.2.11 192.0.2.11 192.0.2.11");
  });

  it("begin a watch with the present rows", () => {
    start();
    lease4("opt148=c000020a");
    lease4("opt148=c000020b");
    wait(10_000);
    const lines = request(0, "watch");
    expect<string>(only(lines, "event 1")).toBe("", "the client watches from now on");
    expect<string>(addressesOf(lines, "send 0")).toBe("192.0.2.11 192.0.2.11 192.0.2.11");
  });
});

describe("refresh", () => {
  beforeEach(() => {
    start();
    lease4("opt148=c000020a");
    wwan();
  });

  it("looks at every network at once, however short ago the last time was", () => {
    const lines = request(0, "refresh");
    expect<string>(runs(lines)).toBe("wan wwan");
    expect<string>(values(only(lines, `log ${Code.RunBegins} 6`), "why")).toBe("command command");
    expect<string>(only(lines, "send 0")).toBe("");
    expect<string>(only(lines, "close")).toBe("0");
  });

  it("looks at one network", () => {
    expect<string>(runs(request(0, "refresh wwan0"))).toBe("wwan");
  });

  it("has nothing to do for what is down", () => {
    spool("wwan.inet", "client=udhcpc\nevent=deconfig\ndevice=wwan0\n");
    const lines = request(0, "refresh wwan");
    expect<string>(runs(lines)).toBe("");
    expect<string>(only(lines, "close")).toBe("0");
  });

  it("looks at the servers of any network", () => {
    config("server home\nreference-identifier h.test\naddresses 192.0.2.99 2001:db8::99\n");
    expect<string>(runs(request(0, "refresh"))).toBe("any any wan wwan");
    config("server home\nreference-identifier h.test\n");
    expect<string>(runs(request(0, "refresh"))).toBe("wan wwan any any", "A-13 by way of each network");
    expect<string>(runs(request(0, "refresh wan"))).toBe("wan any");
  });
});

describe("watch", () => {
  beforeEach(() => {
    start();
    lease4("opt148=c000020a");
  });

  it("begins with the whole state, and the client stays", () => {
    const lines = request(2, "watch");
    expect<string>(values(only(lines, "send 2"), "event")).toBe("current current current");
    expect<string>(only(lines, "close")).toBe("");
    expect<string>(kinds(lines)).toBe("send");
  });

  it("goes on with every event, for all that watch", () => {
    request(2, "watch");
    request(5, "watch");
    const lines = spool("wan.inet", "");
    expect<string>(values(only(lines, "event 36"), "event")).toBe("removed removed removed published state");
    hangUp(2);
    wait(60_000);
    expect<string>(values(only(lease4("opt148=c000020a"), "event 32"), "event")).toBe(
      "added added added published credentials-missing state",
    );
  });

  it("ends when the client hangs up, not when an older one of its slot does", () => {
    request(0x102, "watch");
    hangUp(2);
    hangUp(0x202);
    wait(60_000);
    expect<string>(values(only(lease4("opt148=c000020b"), "event 4"), "event")).not.toBe("");
    hangUp(0x102);
    wait(60_000);
    expect<string>(events(lease4("opt148=c000020c"))).not.toBe("");
  });

  it("ends when the client asks for something else", () => {
    request(2, "watch");
    request(2, "status");
    wait(60_000);
    expect<string>(only(lease4("opt148=c000020b"), "event 4")).toBe("");
  });

  it("of an empty list is silent until there is something", () => {
    start();
    expect<i32>(request(0, "watch").length).toBe(0);
    expect<string>(values(only(lease4("opt148=c000020a"), "event 1"), "event")).toBe(
      "added added added published credentials-missing state",
    );
  });
});
