import { LinkState } from "../../../assembly/abi";
import { addresses, config, lease4, lease6, link, pass, request, spool, start, V4, wait } from "../support/core";
import { only, values } from "../support/lines";

const V4_OLD: string = "00000000000000000000ffffc000023a/120/10";
const V6: string = "20010db80000000a0000000000000039/64";
const TENTATIVE: string = "20010db80000000b0000000000000039/64/20";
const LINK_LOCAL: string = "fe800000000000000211220000000001/64/01";
const SERVER: string = "server home\nreference-identifier h.test\n";

function peers(): string {
  return only(request(0, "peers"), "send 0");
}

function row(index: i32): string {
  return peers().split("\n")[index];
}

function expectPart(line: string, part: string): void {
  expect<string>(line.includes(part) ? part : line).toBe(part);
}

describe("the record of a peer", () => {
  beforeEach(() => {
    start();
    link(2, "eth1", LinkState.Up);
  });

  it("has all fields in their order", () => {
    addresses(2, [V4, V6]);
    lease4("opt148=c000020a", "opt147=0161047465737400");
    wait(1_234_567);
    expect<string>(row(0)).toBe(
      '{"record":"peer","id":"8985a92f24f84f10","role":"server","pvd":"wan","interface":"eth1","bind":true,' +
        '"family":"inet","address":"192.0.2.10","scope_id":0,"channel":"signal","transport":"udp","port":4646,' +
        '"rank":1,"server_group":"dhcp-1","reference_ids":[{"type":"dns-id","value":"a.test"}],"sni":"a.test",' +
        '"method":"dhcpv4","authority":"dhcp","source_candidates":["192.0.2.57"],' +
        '"prefixes":["192.0.2.0/24","2001:db8:0:a::/64"],"prefix_kind":"pa","mark":null,"table":null,"credentials_ref":null,' +
        '"valid_for_s":2365,"stale":false,"warnings":[],"failure":null,"redirected_for_s":null}',
    );
    expect<string>(values(peers(), "channel") + values(peers(), "transport")).toBe("signal signal dataudp tcp tcp");
    expect<string>(values(peers(), "port")).toBe("4646 4646 443");
    expect<string>(values(peers(), "rank")).toBe("1 2 3");
  });

  it("proves its address where there is no name, and asks for none (E-90)", () => {
    lease4("opt148=c000020a");
    expectPart(row(0), '"reference_ids":[{"type":"ip-id","value":"192.0.2.10"}],"sni":null,');
  });

  it("that waits has no place, but a reason", () => {
    lease4("opt147=0161047465737400");
    expect<string>(peers()).toBe(
      '{"record":"waiting","id":"' +
        values(peers(), "id") +
        '","role":"server","pvd":"wan","interface":"eth1","bind":true,"family":"inet","reason":178,' +
        '"server_group":"dhcp-1","reference_ids":[{"type":"dns-id","value":"a.test"}],"sni":"a.test",' +
        '"method":"dhcpv4","authority":"dhcp","credentials_ref":null,"valid_for_s":3600,"stale":false}',
    );
  });

  it("lists the sources of its own family, the deprecated last", () => {
    addresses(2, [V4_OLD, LINK_LOCAL, V6, TENTATIVE, V4]);
    lease4("opt148=c000020a");
    lease6("20010db8000000000000000000000001" + "fe800000000000000000000000000001");
    const lines = peers();
    expectPart(lines, '"source_candidates":["192.0.2.57","192.0.2.58"]');
    expectPart(lines, '"address":"2001:db8::1","scope_id":0');
    expectPart(lines, '"source_candidates":["2001:db8:0:a::39"]');
    expectPart(lines, '"address":"fe80::1","scope_id":2');
    expectPart(lines, '"source_candidates":["fe80::211:2200:0:1","2001:db8:0:a::39"]');
  });

  it("lists at most sixteen sources, and a prefix once", () => {
    const many = new Array<string>();
    for (let i = 0; i < 20; i++) many.push(V4.replace("0239/", `02${(0x40 + i).toString(16)}/`));
    addresses(2, many);
    lease4("opt148=c000020a");
    expect<i32>(row(0).split('"192.0.2.0/24"').length - 1).toBe(1);
    expectPart(row(0), '"192.0.2.79"],');
    expect<bool>(row(0).includes('"192.0.2.80"')).toBe(false);
  });

  it("is IPv4 where DHCPv6 gave a mapped address (E-31)", () => {
    addresses(2, [V4, V6]);
    lease6("00000000000000000000ffffc6336414");
    expectPart(row(0), '"family":"inet","address":"198.51.100.20","scope_id":0');
    expectPart(row(0), '"method":"dhcpv6","authority":"dhcp","source_candidates":["192.0.2.57"]');
  });

  it("numbers the servers of lists", () => {
    lease4("opt148=04c000020a04c000020b");
    expect<string>(values(peers(), "server_group")).toBe("dhcp-1 dhcp-2 dhcp-1 dhcp-2 dhcp-1 dhcp-2");
  });

  it("has an identity of its own that lasts over restarts and other lists", () => {
    lease4("opt148=c000020ac000020b");
    const before = values(peers(), "id").split(" ");
    for (let i = 0; i < 6; i++) for (let j = 0; j < i; j++) expect<string>(before[i]).not.toBe(before[j]);
    start();
    lease4("opt148=c000020bc000020c");
    const after = values(peers(), "id").split(" ");
    expect<string>(after[0]).toBe(before[1]);
    expect<string>(after[4]).toBe(before[5]);
    expect<string>(after[1]).not.toBe(before[0]);
  });

  it("has another identity on another device and in another family", () => {
    lease4("opt148=c000020a");
    addresses(2, [V4]);
    lease6("00000000000000000000ffffc000020a");
    spool("wwan.inet", "client=udhcpc\nevent=bound\ndevice=wwan0\nopt148=c000020a\n");
    const ids = values(peers(), "id").split(" ");
    expect<i32>(ids.length).toBe(9);
    for (let i = 0; i < 9; i++) for (let j = 0; j < i; j++) expect<string>(ids[i]).not.toBe(ids[j]);
  });

  it("counts its validity down to zero and never below", () => {
    lease4("opt148=c000020a");
    expect<string>(values(peers(), "valid_for_s")).toBe("3600 3600 3600");
    wait(3_599_001);
    expect<string>(values(peers(), "valid_for_s")).toBe("0 0 0");
  });

  it("has the section's prefix kind and credentials", () => {
    config("interface wan\ndevice eth1\naddressing pi\ncredentials keys\n");
    lease4("opt148=c000020a");
    expectPart(row(0), '"prefix_kind":"pi","mark":null,"table":null,"credentials_ref":"keys"');
  });
});

describe("the record of a configured server", () => {
  beforeEach(() => {
    start();
    link(2, "eth1", LinkState.Up);
  });

  it("has its label, ports and credentials, and no end", () => {
    config(
      SERVER + "bind-interface eth1\naddresses 198.51.100.1\nsignal-port 5000\ndata-port 5001\ncredentials mine\n" +
        "server two\nreference-identifier two.test\nbind-interface eth1\naddresses 198.51.100.2\n" +
        "interface eth1\ncredentials keys\n",
    );
    lease4("opt148=c000020a");
    const lines = peers();
    expect<string>(values(lines, "server_group")).toBe("home two home two home two");
    expect<string>(values(lines, "port")).toBe("5000 4646 5000 4646 5001 443");
    expect<string>(values(lines, "credentials_ref")).toBe("mine keys mine keys mine keys");
    expect<string>(values(lines, "valid_for_s")).toBe("null null null null null null");
    expectPart(row(0), '"sni":"h.test","method":"manual","authority":"configured"');
  });

  it("by anycast is configured, with the label and the credentials of its section", () => {
    config(
      "methods anycast\nserver one\nmethod anycast\nreference-identifier one.test\naddresses 198.51.100.1\n" +
        SERVER + "method anycast\naddresses 198.51.100.2\ncredentials mine\n",
    );
    lease4("serverid=192.0.2.1");
    expectPart(row(3), '"server_group":"home","reference_ids":[{"type":"dns-id","value":"h.test"}],"sni":"h.test"');
    expectPart(row(3), '"method":"anycast","authority":"configured"');
    expectPart(row(3), '"credentials_ref":"mine","valid_for_s":null,');
  });

  it("that is the default router lasts as long as the lease", () => {
    config("methods default-router\n" + SERVER + "method default-router\ncredentials mine\n");
    lease4("router=192.0.2.1");
    const lines = peers();
    expect<string>(values(lines, "address")).toBe("192.0.2.1 192.0.2.1");
    expect<string>(values(lines, "transport")).toBe("udp tcp");
    expect<string>(values(lines, "channel")).toBe("signal signal");
    expectPart(row(0), '"server_group":"default-router-1","reference_ids":[{"type":"dns-id","value":"h.test"}]');
    expectPart(row(0), '"method":"default-router","authority":"dhcp"');
    expectPart(row(0), '"credentials_ref":"mine","valid_for_s":3600,');
  });

  it("of any network is bound to none", () => {
    config(SERVER + "addresses 198.51.100.1\n");
    expectPart(row(0), '"pvd":"any","interface":null,"bind":false,');
    expectPart(row(0), '"source_candidates":[],"prefixes":["0.0.0.0/0","::/0"],"prefix_kind":"pa"');
  });

  it("that waits can be told from the others that wait", () => {
    config("server a\nreference-identifier a.test\nserver b\nreference-identifier b.test\nfamilies inet\n");
    const ids = values(peers(), "id").split(" ");
    expect<string>(values(peers(), "server_group")).toBe("a b a");
    expect<string>(values(peers(), "family")).toBe("inet inet inet6");
    expect<i32>(ids.length).toBe(3);
    for (let i = 0; i < 3; i++) for (let j = 0; j < i; j++) expect<string>(ids[i]).not.toBe(ids[j]);
  });
});

describe("the record of a row that is no more", () => {
  it("has the identity and the place that it had", () => {
    start();
    lease4("opt148=c000020a", "opt147=0161047465737400");
    const id = values(row(0), "id");
    const lines = spool("wan.inet", "");
    expect<string>(only(lines, "event 0").split("\n")[0]).toBe(
      `{"event":"removed","record":"peer","id":"${id}","role":"server","pvd":"wan","interface":"eth1",` +
        '"family":"inet","address":"192.0.2.10","scope_id":0,"channel":"signal","transport":"udp","port":4646}',
    );
  });

  it("has its identity where it waited", () => {
    start();
    lease4("opt147=0161047465737400");
    const id = values(row(0), "id");
    lease4("opt148=c000020a", "opt147=0161047465737400");
    expect<string>(only(pass(10_000), "event 0").split("\n")[0]).toBe(
      `{"event":"removed","record":"waiting","id":"${id}","role":"server","pvd":"wan","interface":"eth1","family":"inet"}`,
    );
  });
});
