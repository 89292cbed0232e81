import { LinkState } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { MAX_PVDS } from "../../../assembly/limits";
import { addresses, answer, config, lease4, lease6, link, pass, request, spool, start, wait } from "../support/core";
import { events, has, only, runs, values } from "../support/lines";

const TWO: string = "opt148=c000020ac000020b";
const V6: string = "20010db8000000000000000000000001";

describe("a lease", () => {
  beforeEach(() => {
    start();
  });

  it("makes a network, and its servers are published at once", () => {
    const lines = lease4(TWO, "opt147=0161047465737400");
    expect<string>(runs(lines)).toBe("lease-learnt");
    expect<string>(events(lines)).toBe("added added added added added added published credentials-missing state");
    expect<string>(values(only(lines, `log ${Code.IdentifierLearnt} 6`), "name")).toBe("a.test");
    expect<string>(values(only(lines, `log ${Code.AddressesLearnt} 6`), "value")).toBe("2");
    expect<string>(values(only(lines, "event 0"), "state")).toBe("");
    expect<string>(only(lines, "deadline")).toBe("3700000");
  });

  it("that is renewed with the same options changes nothing but its end (E-91)", () => {
    lease4(TWO);
    wait(1_800_000);
    const lines = lease4(TWO);
    expect<bool>(has(lines, Code.LeaseUnchanged)).toBe(true);
    expect<string>(runs(lines)).toBe("");
    expect<string>(only(lines, "event 0")).toBe("");
    expect<string>(only(lines, "file 1")).toBe("");
    expect<string>(only(lines, "deadline")).toBe("5500000");
  });

  it("with other options is looked at at once, ten seconds after the last run", () => {
    lease4(TWO);
    wait(4000);
    expect<string>(runs(lease4("opt148=c000020b"))).toBe("");
    const lines = pass(6000);
    expect<string>(runs(lines)).toBe("lease-changed");
    expect<string>(events(lines)).toBe("removed removed removed published");
  });

  it("that was renewed without options gives its list up only for another", () => {
    lease4(TWO);
    wait(60_000);
    const lines = lease4("domain=isp.test");
    expect<string>(runs(lines)).toBe("lease-changed");
    expect<bool>(has(lines, Code.ListKeptStale)).toBe(true);
    expect<string>(events(lines)).toBe("changed changed changed changed changed changed published state");
  });

  it("that ends takes its list with it in IPv4", () => {
    lease4(TWO);
    const lines = spool("wan.inet", "client=udhcpc\nevent=deconfig\ndevice=eth1\n");
    expect<bool>(has(lines, Code.LeaseLost)).toBe(true);
    expect<string>(events(lines)).toBe("removed removed removed removed removed removed published state");
    expect<string>(values(only(lines, "event 0"), "to")).toBe("down");
    expect<string>(only(lines, "deadline")).toBe("-1");
  });

  it("expires by itself, at its end and not before", () => {
    lease4(TWO);
    expect<i32>(pass(3_599_999).length).toBe(0);
    const lines = pass(1);
    expect<bool>(has(lines, Code.LeaseExpired)).toBe(true);
    expect<string>(values(only(lines, "event 0"), "to")).toBe("down");
  });

  it("that was over before it was read is none", () => {
    wait(1_000_000);
    const lines = lease4(TWO, "uptime=100.00");
    expect<string>(runs(lines)).toBe("lease-learnt");
    wait(3_600_000);
    const late = spool("wwan.inet", "client=udhcpc\nevent=bound\ndevice=wwan0\nlease=3600\nuptime=1100.00\n" + TWO + "\n");
    expect<string>(runs(late)).toBe("");
    expect<bool>(has(late, Code.LeaseLearnt)).toBe(false);
  });

  it("whose file is removed is lost, whatever its device is called", () => {
    lease4(TWO);
    lease6(V6);
    expect<bool>(has(spool("wan.inet", ""), Code.LeaseLost)).toBe(true);
    expect<bool>(has(spool("wan6.inet6", ""), Code.LeaseLost)).toBe(true);
    expect<string>(values(only(request(0, "status"), "send 0"), "interface")).toBe("eth1 eth1");
  });

  it("of a network that nobody knows cannot be lost", () => {
    expect<i32>(spool("wan.inet", "").length).toBe(0);
    expect<string>(values(only(request(0, "status"), "send 0"), "interface")).toBe("");
  });

  it("of IPv6 that ends leaves its list to be confirmed", () => {
    link(2, "eth1", LinkState.Up);
    lease6(V6);
    addresses(2, ["20010db8000000010000000000000001/64"]);
    pass(10_000);
    wait(10_000);
    const lines = spool("wan6.inet6", "client=odhcp6c\nevent=stopped\ndevice=eth1\n");
    expect<bool>(has(lines, Code.LeaseLost)).toBe(true);
    expect<string>(runs(lines)).toBe("lease-ended");
    expect<string>(values(only(lines, "event 0"), "to")).toBe("degraded");
  });

  it("of another network withdraws the list before anything else", () => {
    lease4(TWO, "serverid=192.0.2.1\nrouter=192.0.2.1");
    wait(60_000);
    const lines = lease4(TWO, "serverid=198.51.100.1\nrouter=198.51.100.1");
    expect<bool>(has(lines, Code.NewNetwork)).toBe(true);
    expect<string>(events(lines)).toBe("removed removed removed removed removed removed published state");
    expect<string>(runs(lines)).toBe("");
    expect<string>(runs(pass(1000))).toBe("new-network");
  });

  it("of another DHCP server in the same network is a change", () => {
    lease4(TWO, "serverid=192.0.2.1\nrouter=192.0.2.1");
    wait(60_000);
    const lines = lease4(TWO, "serverid=192.0.2.2\nrouter=192.0.2.1");
    expect<bool>(has(lines, Code.NewNetwork)).toBe(false);
    expect<string>(runs(lines)).toBe("lease-changed");
    expect<string>(only(lines, "event 0")).toBe("");
  });
});

describe("a client without a server", () => {
  it("ends the wait for DHCP", () => {
    start();
    config("interface wan\ndevice eth1\n");
    link(2, "eth1", LinkState.Up);
    expect<string>(runs(addresses(2, ["00000000000000000000ffffc0000239/120"]))).toBe("boot");
    const lines = spool("wan.inet", "client=udhcpc\nevent=leasefail\ndevice=eth1\n");
    expect<bool>(has(lines, Code.NoDhcpServer)).toBe(true);
    expect<string>(runs(lines)).toBe("wait-over");
    expect<string>(values(only(lines, "event 0"), "to")).toBe("failed");
  });
});

describe("a spool file", () => {
  beforeEach(() => {
    start();
  });

  it("with a word that means nothing changes nothing", () => {
    lease4(TWO);
    expect<i32>(spool("wan.inet", "client=udhcpc\nevent=started\ndevice=eth1\n").length).toBe(0);
  });

  it("in error is refused whole and changes nothing", () => {
    lease4(TWO);
    const lines = spool("wan.inet", "client=udhcpc\nevent=bound\ndevice=../etc\nlease=1\n");
    expect<string>(answer).toBe(`${Code.SpoolDevice}@33`);
    expect<string>(only(lines, `log ${Code.InputRefused} 4`)).toBe(`{"error":${Code.SpoolDevice},"offset":33,"value":4}`);
    expect<i32>(lines.length).toBe(1);
  });

  it("of an interface that is not configured is ignored (I-07)", () => {
    config("interface wan\ndevice eth1\n");
    const lines = spool("lan.inet", "client=udhcpc\nevent=bound\ndevice=br-lan\n" + TWO + "\n");
    expect<string>(only(lines, `log ${Code.InterfaceIgnored} 6`)).toBe('{"text":"lan"}');
    expect<i32>(lines.length).toBe(1);
    expect<string>(runs(lease4(TWO))).toBe("lease-learnt");
  });

  it("of a second logical name belongs to the network of the device (I-01)", () => {
    config("interface wan\ndevice eth1\n");
    lease4(TWO);
    const lines = lease6(V6);
    expect<string>(runs(lines)).toBe("lease-learnt");
    expect<string>(events(lines)).toBe("added added added published credentials-missing state");
    expect<string>(values(only(request(0, "status"), "send 0"), "pvd")).toBe("wan wan");
  });

  it("of one network too many is told and not taken", () => {
    for (let i = 1; i < MAX_PVDS; i++) {
      spool(`w${i}.inet`, `client=udhcpc\nevent=bound\ndevice=e${i}\n${TWO}\n`);
    }
    const lines = spool("more.inet", "client=udhcpc\nevent=bound\ndevice=more\n" + TWO + "\n");
    expect<string>(only(lines, `log ${Code.PoolFull} 3`)).toBe('{"text":"more"}');
    expect<string>(only(lines, "event 0")).toBe("");
  });

  it("has its remarks and discarded addresses told, the silent ones for debugging only (E-11)", () => {
    const lines = lease4("opt148=7f000001c000020a00000001", "opt147=c000");
    expect<string>(only(lines, `log ${Code.OptionIgnored} 4`)).toBe(
      '{"pvd":"wan","interface":"eth1","family":"inet","option":147,"error":18,"offset":0}',
    );
    expect<string>(values(only(lines, `log ${Code.AddressDiscarded} 7`), "address")).toBe("127.0.0.1");
    expect<string>(values(only(lines, `log ${Code.AddressDiscarded} 5`), "address")).toBe("0.0.0.1");
    expect<string>(values(only(lines, `log ${Code.AddressDiscarded} 5`), "error")).toBe(Code.Reserved.toString());
  });
});
