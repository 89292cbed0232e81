import { LinkState, LinkType } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { MAX_ADDRESSES, MAX_LINKS, MAX_PVDS } from "../../../assembly/limits";
import { addresses, answer, config, feed, lease4, link, pass, spool, start, V4, wait } from "../support/core";
import { events, only, runs, states, values } from "../support/lines";
import { InputKind } from "../../../assembly/abi";

const TWO: string = "opt148=c000020ac000020b";
const V6: string = "20010db8000000010000000000000039/64";
const LINK_LOCAL: string = "fe800000000000000000000000000001/64/01";

describe("an interface", () => {
  beforeEach(() => {
    start();
  });

  it("is a network once it is configured and there", () => {
    link(2, "eth1", LinkState.Up);
    expect<string>(states()).toBe("");
    config("interface wan\ndevice eth1\n");
    expect<string>(states()).toBe("down down");
    expect<string>(runs(addresses(2, [V4]))).toBe("boot");
    expect<string>(states()).toBe("wait-config down");
  });

  it("is one too when it comes after the configuration", () => {
    config("interface wan\ndevice eth1\n");
    link(3, "eth2", LinkState.Up);
    expect<string>(states()).toBe("");
    link(2, "eth1", LinkState.Down);
    expect<string>(states()).toBe("down down");
    addresses(2, [V4, V6]);
    expect<string>(states()).toBe("down down");
    const lines = link(2, "eth1", LinkState.Up);
    expect<string>(only(lines, `log ${Code.LinkUp} 6`)).toBe('{"text":"eth1"}');
    expect<string>(states()).toBe("wait-config wait-config");
  });

  it("works in a family with an address beyond the link", () => {
    config("interface wan\ndevice eth1\n");
    link(2, "eth1", LinkState.Up);
    addresses(2, [LINK_LOCAL]);
    expect<string>(states()).toBe("down down");
    addresses(2, [LINK_LOCAL, V6]);
    expect<string>(states()).toBe("down wait-config");
    addresses(2, [LINK_LOCAL, V6, V4 + "/20"]);
    expect<string>(states()).toBe("down wait-config", "a tentative address");
    addresses(2, [LINK_LOCAL]);
    expect<string>(states()).toBe("down down");
  });

  it("that goes down withdraws its list and looks again when it comes up, after a quiet second", () => {
    link(2, "eth1", LinkState.Up);
    lease4(TWO);
    wait(60_000);
    const down = link(2, "eth1", LinkState.Down);
    expect<string>(only(down, `log ${Code.LinkDown} 6`)).toBe('{"text":"eth1"}');
    expect<string>(events(down)).toBe("removed removed removed removed removed removed published state");
    wait(100);
    expect<string>(runs(link(2, "eth1", LinkState.Up))).toBe("");
    const up = pass(1000);
    expect<string>(runs(up)).toBe("link-up");
    expect<string>(events(up)).toBe("added added added added added added published credentials-missing state");
  });

  it("that flaps ten times a second is looked at once (E-93)", () => {
    link(2, "eth1", LinkState.Up);
    lease4(TWO);
    wait(60_000);
    let began = "";
    for (let i = 0; i < 20; i++) {
      wait(50);
      began += runs(link(2, "eth1", i % 2 ? LinkState.Up : LinkState.Down));
    }
    expect<string>(began).toBe("");
    expect<string>(runs(pass(999))).toBe("");
    expect<string>(runs(pass(1))).toBe("link-up");
    expect<string>(runs(pass(60_000))).toBe("");
  });

  it("that is gone is told under the names and numbers that it had", () => {
    link(2, "eth1", LinkState.Up);
    const added = lease4("opt148=c000020a");
    const ids = values(only(added, "event 0"), "id");
    const lines = link(2, "eth1", LinkState.Gone);
    expect<string>(events(lines)).toBe("removed removed removed published state");
    expect<string>(values(only(lines, "event 0"), "id")).toBe(ids);
    expect<string>(values(only(lines, "event 0"), "interface")).toBe("eth1 eth1 eth1 eth1 eth1");
    expect<string>(values(only(lines, "event 0"), "pvd")).toBe("wan wan wan wan wan");
    expect<string>(states()).toBe("");
    expect<i32>(pass(3_600_000).length).toBe(0, "nothing of it is due any more");
  });

  it("never works as loopback", () => {
    config("interface lo\n");
    link(1, "lo", LinkState.Up, LinkType.Loopback);
    addresses(1, [V4]);
    expect<string>(states()).toBe("down down");
  });

  it("is refused without an index or with a name that is none", () => {
    link(0, "eth1", LinkState.Up);
    expect<string>(answer).toBe(`${Code.LinkName}@0`);
    link(2, "", LinkState.Up);
    expect<string>(answer).toBe(`${Code.LinkName}@6`);
    link(2, "sixteen-octets-1", LinkState.Up);
    expect<string>(answer).toBe(`${Code.LinkName}@6`);
    link(2, "fifteen-octets1", LinkState.Up);
    expect<string>(answer).toBe("0");
  });

  it("is refused past the limit", () => {
    for (let i = 1; i <= MAX_LINKS; i++) link(i, `e${i}`, LinkState.Up);
    expect<string>(answer).toBe("0");
    link(99, "more", LinkState.Up);
    expect<string>(answer).toBe(`${Code.TooManyLinks}@0`);
    link(5, "e5", LinkState.Gone);
    link(99, "more", LinkState.Up);
    expect<string>(answer).toBe("0");
  });
});

describe("addresses of an interface", () => {
  beforeEach(() => {
    start();
    link(2, "eth1", LinkState.Up);
    lease4("opt148=c000020a");
    wait(60_000);
  });

  it("change the rows that name them, and are looked at after a quiet second", () => {
    const lines = addresses(2, [V4]);
    expect<string>(events(lines)).toBe("changed changed changed published");
    expect<string>(values(only(lines, "event 0"), "source_candidates")).toBe("[192.0.2.57] [192.0.2.57] [192.0.2.57]");
    expect<string>(runs(pass(1000))).toBe("addresses-changed");
  });

  it("that are the same change nothing", () => {
    addresses(2, [V4]);
    pass(1000);
    expect<i32>(addresses(2, [V4]).length).toBe(0);
  });

  it("are not lost where a run is due with the same input", () => {
    addresses(2, [V4]);
    wait(1000);
    const lines = addresses(2, [V4.replace("39/", "3a/")]);
    expect<string>(values(only(lines, "event 0"), "source_candidates")).toBe("[192.0.2.58] [192.0.2.58] [192.0.2.58]");
  });

  it("make servers out of reach that are the machine's own", () => {
    addresses(2, [V4.replace("39/", "0a/")]);
    const lines = pass(1000);
    expect<string>(values(only(lines, `log ${Code.AddressDiscarded} 5`), "error")).toBe(Code.OwnAddress.toString());
  });

  it("are refused past the limit over all interfaces, and the ones before stay", () => {
    addresses(2, [V4]);
    const many = new Array<string>();
    for (let i = 0; i < MAX_ADDRESSES - 1; i++) many.push(V6);
    addresses(3, many);
    expect<string>(answer).toBe("0");
    many.push(V6);
    addresses(3, many);
    expect<string>(answer).toBe(`${Code.TooManyAddresses}@4`);
    addresses(2, [V4, V6]);
    expect<string>(answer).toBe(`${Code.TooManyAddresses}@4`);
    addresses(2, [V6]);
    expect<string>(answer).toBe("0");
  });

  it("are refused for no interface", () => {
    addresses(0, [V4]);
    expect<string>(answer).toBe(`${Code.LinkName}@0`);
  });

  it("are refused where count and length differ", () => {
    addresses(2, [V4, V6]);
    feed(InputKind.Addresses, 8 + 28);
    expect<string>(answer).toBe(`${Code.InputLength}@4`);
  });
});

describe("a configuration", () => {
  beforeEach(() => {
    start();
    lease4("opt148=c000020a");
    wait(60_000);
  });

  it("has every network look again at once", () => {
    const lines = config("");
    expect<string>(runs(lines)).toBe("configuration");
    expect<string>(only(lines, "event 0")).toBe("", "nothing changed");
  });

  it("takes networks away that it does not name", () => {
    const lines = config("interface other\n");
    expect<string>(events(lines)).toBe("removed removed removed published state");
    expect<string>(values(only(lines, "event 0"), "interface")).toBe("eth1 eth1 eth1 eth1 eth1");
    expect<string>(states()).toBe("");
  });

  it("that names a network otherwise changes its rows", () => {
    const lines = config("interface home\ndevice eth1\ncredentials keys\n");
    expect<string>(events(lines)).toBe("changed changed changed published");
    expect<string>(values(only(lines, "event 0"), "pvd")).toBe("home home home home");
    expect<string>(values(only(lines, "event 0"), "credentials_ref")).toBe("keys keys keys");
    expect<string>(events(config("interface home\ndevice eth1\ncredentials keys\n# no news\n"))).toBe("");
  });

  it("that gives a network other prefixes changes its rows", () => {
    const section = "interface wan\ndevice eth1\n";
    config(section);
    const lines = config(section + "prefixes 2001:db8:9::/48\n");
    expect<string>(events(lines)).toBe("changed changed changed published");
    expect<string>(events(config(section + "prefixes 2001:db8:9::/48 # no news\n"))).toBe("");
    expect<string>(events(config(section + "prefixes 2001:db8:8::/47\n"))).toBe("changed changed changed published");
  });

  it("without a family takes its list away", () => {
    const lines = config("interface wan\ndevice eth1\nfamilies inet6\n");
    expect<string>(events(lines)).toBe("removed removed removed published state");
    expect<string>(states()).toBe("down down");
  });

  it("without DHCP takes its list away", () => {
    const lines = config("methods manual\n");
    expect<string>(events(lines)).toBe("removed removed removed published state");
    expect<string>(states()).toBe("failed down");
  });

  it("with a server for any network silences DHCP on the only one (A-11)", () => {
    const server = "server home\nreference-identifier h.test\naddresses 198.51.100.1\n";
    const lines = config(server);
    expect<string>(values(only(lines, "event 0"), "address")).toBe(
      "198.51.100.1 198.51.100.1 198.51.100.1 192.0.2.10 192.0.2.10 192.0.2.10",
    );
    expect<string>(events(lines)).toBe(
      "added added added published credentials-missing state removed removed removed published",
    );
    wait(60_000);
    spool("wwan.inet", "client=udhcpc\nevent=bound\ndevice=wwan0\nopt148=c633640a\n");
    const second = pass(1000);
    expect<string>(runs(second)).toBe("networks-changed networks-changed", "of the network and of any network");
    expect<string>(values(only(second, "event 0"), "address")).toBe("192.0.2.10 192.0.2.10 192.0.2.10");
    wait(60_000);
    expect<string>(events(config("manual-scope replace\n" + server))).toBe(
      "removed removed removed published removed removed removed published",
    );
  });

  it("names no more networks than there is room for", () => {
    for (let i = 1; i < MAX_PVDS - 1; i++) {
      spool(`w${i}.inet`, `client=udhcpc\nevent=bound\ndevice=e${i}\nopt148=c000020a\n`);
    }
    config("interface wan\ndevice eth1\ninterface w1\ndevice e1\ninterface new\n");
    expect<string>(states()).toBe("ready down ready down");
  });
});
