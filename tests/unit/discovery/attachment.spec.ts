import { LinkState } from "../../../assembly/abi";
import { addresses, config, lease4, link, pass, start, V4, wait } from "../support/core";
import { events, only, runs, states, values } from "../support/lines";

const V6: string = "20010db8000000010000000000000039/64";
const SERVER: string = "server home\nreference-identifier h.test\naddresses 198.51.100.1\n";

function begin(text: string): void {
  start();
  config(text);
  link(2, "eth1", LinkState.Up);
}

describe("an attachment", () => {
  it("within the first minute belongs to the start", () => {
    begin("interface wan\ndevice eth1\n");
    wait(59_000);
    expect<string>(runs(addresses(2, [V4]))).toBe("boot");
  });

  it("later comes after a quiet second", () => {
    begin("interface wan\ndevice eth1\n");
    wait(60_000);
    expect<string>(runs(addresses(2, [V4]))).toBe("");
    expect<string>(runs(pass(1000))).toBe("link-up");
  });

  it("by a lease is looked at at once, at the start too", () => {
    begin("");
    expect<string>(runs(lease4("opt148=c000020a"))).toBe("lease-learnt");
  });

  it("waits for DHCP 15 s in IPv4 and 30 s in IPv6, then goes on without", () => {
    begin("interface wan\ndevice eth1\n");
    addresses(2, [V4, V6]);
    expect<string>(states()).toBe("wait-config wait-config");
    expect<string>(runs(pass(14_999))).toBe("");
    expect<string>(runs(pass(1))).toBe("wait-over");
    expect<string>(states()).toBe("failed wait-config");
    expect<string>(runs(pass(15_000))).toBe("wait-over");
    expect<string>(states()).toBe("failed failed");
  });

  it("does not wait for DHCP where it is not to be used", () => {
    begin("methods manual\ninterface wan\ndevice eth1\n");
    addresses(2, [V4]);
    expect<string>(states()).toBe("failed down");
  });

  it("of any network is a server without an interface, and needs no interface", () => {
    start();
    const lines = config(SERVER);
    expect<string>(runs(lines)).toBe("boot");
    expect<string>(values(only(lines, "event 0"), "address")).toBe("198.51.100.1 198.51.100.1 198.51.100.1");
    expect<string>(states()).toBe("ready");
    expect<string>(states()).toBe("ready");
    config("");
    expect<string>(states()).toBe("");
  });

  it("of a server configured later is looked at at once: no list goes before the other is there", () => {
    begin("");
    lease4("opt148=c000020a");
    wait(120_000);
    const lines = config(SERVER);
    expect<string>(events(lines)).toBe(
      "added added added published credentials-missing state removed removed removed published",
    );
  });

  it("again after a detachment is no start", () => {
    begin("interface wan\ndevice eth1\n");
    addresses(2, [V4]);
    link(2, "eth1", LinkState.Down);
    wait(20_000);
    expect<string>(runs(link(2, "eth1", LinkState.Up))).toBe("");
    expect<string>(runs(pass(1000))).toBe("link-up");
  });
});

describe("a detachment", () => {
  it("stops everything that was due", () => {
    begin("interface wan\ndevice eth1\n");
    addresses(2, [V4]);
    const lines = link(2, "eth1", LinkState.Down);
    expect<string>(only(lines, "deadline")).toBe("-1");
    expect<i32>(pass(60_000).length).toBe(0);
  });
});
