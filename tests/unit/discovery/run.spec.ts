import { LinkState } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { addresses, config, lease4, link, pass, request, spool, start, V4, wait } from "../support/core";
import { events, has, only, values } from "../support/lines";

const DAY_MS: i64 = 24 * 3600 * 1000;
const SERVER: string = "server home\nreference-identifier h.test\nbind-interface eth1\naddresses 198.51.100.1\n";

// State, method, peers and staleness of the first cell.
function cell(): string {
  const line = only(request(0, "status"), "send 0").split("\n")[1];
  return `${values(line, "state")} ${values(line, "method")} ${values(line, "peers")} ${values(line, "stale")}`;
}

// A lease without end.
function forEver(options: string): string[] {
  return spool("wan.inet", `client=udhcpc\nevent=renew\ndevice=eth1\nlease=4294967295\n${options}\n`);
}

describe("a run", () => {
  beforeEach(() => {
    start();
    link(2, "eth1", LinkState.Up);
  });

  it("takes the first method that has servers, and does not mix (R-03, E-85)", () => {
    config(SERVER);
    const lines = lease4("opt148=c000020a");
    expect<string>(values(only(lines, `log ${Code.MethodFound} 6`), "what")).toBe("manual");
    expect<string>(values(only(lines, "event 0"), "address")).toBe("198.51.100.1 198.51.100.1 198.51.100.1");
    expect<string>(cell()).toBe("ready manual 3 false");
    const other = config("methods dhcp manual\n" + SERVER);
    expect<string>(values(only(other, `log ${Code.MethodFound} 6`), "what")).toBe("dhcp");
    expect<string>(events(other)).toBe("removed removed removed added added added published credentials-missing");
    expect<string>(cell()).toBe("ready dhcp 3 false");
  });

  it("tells each method that had nothing, and why", () => {
    const lines = lease4("domain=isp.test");
    expect<string>(values(only(lines, `log ${Code.MethodEmpty} 6`), "what")).toBe("manual dhcp snaptr dnssd");
    expect<string>(values(only(lines, `log ${Code.MethodEmpty} 6`), "error")).toBe(
      `${Code.NothingConfigured} ${Code.NoDotsOptions} ${Code.NoResolver} ${Code.NoResolver}`,
    );
    expect<bool>(has(lines, Code.AllMethodsEmpty)).toBe(true);
    expect<string>(cell()).toBe("failed null 0 false");
  });

  it("that finds a name alone waits for DNS", () => {
    const lines = lease4("opt147=0161047465737400");
    expect<string>(only(lines, `log ${Code.WaitingForDns} 6`)).toBe(
      '{"pvd":"wan","interface":"eth1","family":"inet","what":"dhcp","name":"a.test"}',
    );
    expect<string>(values(only(lines, "event 0"), "record")).toBe("waiting");
    expect<string>(cell()).toBe("ready dhcp 0 false");
  });

  it("goes on to find servers when DHCP answers late (E-96)", () => {
    config("interface wan\ndevice eth1\n");
    addresses(2, [V4]);
    pass(15_000);
    expect<string>(cell()).toBe("failed null 0 false");
    wait(15_000);
    expect<string>(events(lease4("opt148=c000020a"))).toBe("added added added published credentials-missing state");
    expect<string>(cell()).toBe("ready dhcp 3 false");
  });
});

describe("a list that cannot be confirmed", () => {
  beforeEach(() => {
    start();
    link(2, "eth1", LinkState.Up);
    lease4("opt148=c000020a");
    wait(60_000);
    forEver("domain=isp.test");
  });

  it("is kept as stale", () => {
    expect<string>(cell()).toBe("degraded dhcp 3 true");
  });

  it("is given up after a day, to the millisecond, whatever is tried meanwhile", () => {
    pass(3_000_000);
    request(0, "refresh");
    expect<string>(cell()).toBe("degraded dhcp 3 true");
    pass(DAY_MS - 3_000_001);
    expect<string>(cell()).toBe("degraded dhcp 3 true");
    const lines = pass(1);
    expect<bool>(has(lines, Code.ListWithdrawn)).toBe(true);
    expect<string>(events(lines)).toBe("removed removed removed published state");
    expect<string>(cell()).toBe("failed null 0 false");
  });

  it("is good again once it is confirmed, and its day begins anew", () => {
    wait(60_000);
    expect<string>(events(forEver("opt148=c000020a"))).toBe("changed changed changed published state");
    expect<string>(cell()).toBe("ready dhcp 3 false");
    expect<i32>(pass(2 * DAY_MS).length).toBe(0);
  });
});

describe("servers of the configuration", () => {
  it("that are there no more are published no more, at once", () => {
    start();
    link(2, "eth1", LinkState.Up);
    config(SERVER);
    lease4("domain=isp.test");
    expect<string>(cell()).toBe("ready manual 3 false");
    wait(60_000);
    const lines = config("");
    expect<string>(events(lines)).toBe("removed removed removed published state");
    expect<string>(cell()).toBe("failed null 0 false");
  });

  it("that are there no more leave nothing while DHCP is waited for, and the wait is heeded", () => {
    start();
    link(2, "eth1", LinkState.Up);
    config("interface eth1\n" + SERVER);
    addresses(2, [V4]);
    expect<string>(cell()).toBe("ready manual 3 false");
    wait(5000);
    config("interface eth1\n");
    expect<string>(cell()).toBe("wait-config null 0 false");
    pass(10_000);
    expect<string>(cell()).toBe("failed null 0 false");
  });

  it("serve the only network without a list of its own", () => {
    start();
    link(2, "eth1", LinkState.Up);
    config("server home\nreference-identifier h.test\naddresses 198.51.100.1\n");
    const lines = lease4("opt148=c000020a");
    expect<string>(values(only(lines, `log ${Code.MethodEmpty} 6`), "error")).toBe(Code.ServedByAnyNetwork.toString());
    expect<string>(events(lines)).toBe("state");
    expect<string>(only(lines, "file 3") + only(lines, "file 1")).toBe("", "the result file is the same");
  });
});
