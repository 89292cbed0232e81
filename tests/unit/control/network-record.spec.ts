import { LinkState } from "../../../assembly/abi";
import { addresses, config, lease4, lease6, link, request, spool, start, V4 } from "../support/core";
import { only, values } from "../support/lines";

const V6: string = "20010db80000000a0000000000000039/64";

function networks(line: string = "networks"): string {
  return only(request(0, line), "send 0");
}

describe("the record of a network", () => {
  beforeEach(() => {
    start();
  });

  it("has all fields in their order", () => {
    config(
      "interface wan\ndevice eth1\nipv4-device ds0\nmark 1\ntable 2\npvd-id a.test\nshared-address on\nnat64 64:ff9b::/96\n" +
        "resolvers 192.0.2.53 2001:db8::53@5353\ndomains b.test c.test\ncredentials key\naddressing pi\n",
    );
    link(2, "eth1", LinkState.Up);
    link(3, "ds0", LinkState.Up);
    addresses(2, [V4, V6]);
    addresses(3, ["00000000000000000000ffffc0000002/125"]);
    lease6(V6.substring(0, 32));
    expect<string>(networks()).toBe(
      '{"record":"network","pvd":"wan","interface":"eth1","ipv4_interface":"ds0","pvd_id":"a.test","up":true,"isp":null,' +
        '"mark":1,"table":2,"shared_address":true,"nat64":"64:ff9b::/96","addresses":["2001:db8:0:a::39","192.0.0.2"],' +
        '"prefixes":["2001:db8:0:a::/64","192.0.0.0/29"],"prefix_kind":"pi",' +
        '"resolvers":[{"address":"192.0.2.53","port":53},{"address":"2001:db8::53","port":5353}],"routers":[],' +
        '"domains":["b.test","c.test"],"credentials_ref":"key"}',
    );
  });

  it("says so where there is nothing", () => {
    spool("wan.inet", "client=udhcpc\nevent=bound\ndevice=eth1\n");
    expect<string>(networks()).toBe(
      '{"record":"network","pvd":"wan","interface":"eth1","ipv4_interface":null,"pvd_id":null,"up":true,"isp":null,' +
        '"mark":null,"table":null,"shared_address":false,"nat64":null,"addresses":[],"prefixes":[],"prefix_kind":"pa",' +
        '"resolvers":[],"routers":[],"domains":[],"credentials_ref":null}',
    );
    spool("wan.inet", "client=udhcpc\nevent=deconfig\ndevice=eth1\n");
    expect<string>(values(networks(), "up")).toBe("false");
  });

  it("is there for each network, or for the one that is asked for, and for no server by hand", () => {
    expect<string>(networks()).toBe("");
    config("server x\nreference-identifier a.test\naddresses 192.0.2.1\n");
    expect<string>(networks()).toBe("");
    lease4("opt148=c000020a\nrouter=192.0.2.1 192.0.2.2\ndns=192.0.2.53\ndomain=isp.test");
    spool("wwan.inet", "client=udhcpc\nevent=bound\ndevice=wwan0\nopt148=c6336414\n");
    expect<string>(values(networks(), "pvd")).toBe("wan wwan");
    expect<string>(values(networks("networks wwan0"), "pvd")).toBe("wwan");
    expect<bool>(networks("networks wan").includes('"routers":["192.0.2.1"],"domains":["isp.test"]')).toBe(true);
  });

  it("names a domain once that both leases name", () => {
    spool("wan.inet", "client=udhcpc\nevent=bound\ndevice=eth1\ndomain=isp.test\n");
    spool("wan.inet6", "client=odhcp6c\nevent=bound\ndevice=eth1\nOPTION_57=03697370047465737400\n");
    expect<bool>(networks().includes('"domains":["isp.test"]')).toBe(true);
  });
});
