import { LEASE } from "../../../assembly/dhcp/lease";
import { resetSettings, setOptionCodes } from "../../../assembly/dhcp/settings";
import { hexOf } from "../support/octets";
import { spoolText } from "../support/spool";

const M = "00000000000000000000ffff";
const A10 = "fd0a0000000000000000000000000010";
const A11 = "fd0a0000000000000000000000000011";

function four(lines: string): string {
  return spoolText("wan.inet", "client=dhclient\nevent=BOUND\n" + lines);
}

function six(lines: string): string {
  return spoolText("wan.inet6", "client=dhclient\nevent=BOUND6\n" + lines);
}

function invalid(remarks: string): string {
  return `ri ; domain ; flat; addresses ; discarded ; invalid ${remarks}; warnings `;
}

describe("dhclient, DHCPv4", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads unpadded hex and typed addresses", () => {
    expect<string>(
      four(
        "new_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0\nnew_dots_address=10.1.0.10 10.1.0.11\n" +
          "new_ip_address=10.1.0.100\nnew_routers=10.1.0.1\nnew_dhcp_lease_time=3600\nnew_dhcp_server_identifier=10.1.0.1\n",
      ),
    ).toBe(
      `ri dots.ispa.test; domain ; flat; addresses ${M}0a01000a/0 ${M}0a01000b/0; discarded ; invalid ; warnings `,
    );
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(M + "0a010064");
    expect<bool>(LEASE.serverKey != 0).toBe(true);
    expect<string>(hexOf(LEASE.router, 16)).toBe(M + "0a010001");
  });

  it("reads a typed name, with a warning", () => {
    expect<string>(four("new_dots_ri=dots.ispa.test.\n")).toBe(
      "ri dots.ispa.test; domain ; flat; addresses ; discarded ; invalid ; warnings 117",
    );
  });

  it("E-17: takes the first of two typed names", () => {
    expect<string>(four("new_dots_ri=dots.ispa.test. dots2.ispa.test.\n")).toBe(
      "ri dots.ispa.test; domain ; flat; addresses ; discarded ; invalid ; warnings 117 113",
    );
  });

  it("reads addresses in unpadded hex, which look like one IPv6 address", () => {
    expect<string>(four("new_dots_address=a:1:0:a:a:1:0:b\n")).toBe(
      `ri ; domain ; flat; addresses ${M}0a01000a/0 ${M}0a01000b/0; discarded ; invalid ; warnings `,
    );
  });

  it("reads the list form in unpadded hex", () => {
    expect<string>(four("new_dots_address=8:a:1:0:a:a:1:0:b:4:a:1:0:c\n")).toBe(
      `ri ; domain ; lists 2; addresses ${M}0a01000a/0 ${M}0a01000b/0 ${M}0a01000c/1; discarded ; invalid ; warnings `,
    );
  });

  it("E-04: sees through four lists that were declared as addresses", () => {
    expect<string>(four("new_dots_address=4.10.0.0 1.4.10.0 0.2.4.10 0.0.3.4 10.0.0.4\n")).toBe(
      `ri ; domain ; lists 4; addresses ${M}0a000001/0 ${M}0a000002/1 ${M}0a000003/2 ${M}0a000004/3; discarded ; invalid ; warnings 112`,
    );
  });

  it("E-22: does not guess at text that has lost its form", () => {
    expect<string>(four("new_dots_ri=dots.ispa.test\n")).toBe(invalid("147:41@14"));
    const label = "a".repeat(40);
    expect<string>(four(`new_dots_ri=(${label}(${label}\n`)).toBe(invalid("147:41@82"));
    expect<string>(four("new_dots_address=@ABC\n")).toBe(invalid("148:38@0"));
    expect<bool>(LEASE.addressPresent).toBe(true);
  });

  it("E-15, E-19: judges what the hex says", () => {
    expect<string>(four("new_dots_ri=0\n")).toBe(invalid("147:17@0"));
    expect<string>(four("new_dots_ri=4:64:6f:74:73:c0:0\n")).toBe(invalid("147:18@5"));
    expect<string>(four("new_dots_ri=4:64:6f:74:73\n")).toBe(invalid("147:22@5"));
    expect<string>(four("new_dots_ri=\n")).toBe(invalid("147:26@0"));
    expect<string>(four("new_dots_ri=4:zz\n")).toBe(invalid("147:38@2"));
  });

  it("E-23: no shell character survives", () => {
    expect<string>(four("new_dots_ri=\\$(touch\\032PWN).`id`.\n")).toBe(invalid("147:20@0"));
    expect<string>(four("new_dots_ri=a;b.isp.test.\n")).toBe(invalid("147:20@1"));
  });

  it("refuses an option whole for one bad address", () => {
    expect<string>(four("new_dots_address=10.1.0.10 10.1.0.256\n")).toBe(invalid("148:40@10"));
    expect<string>(four("new_dots_address=10.1.0.10  10.1.0.11\n")).toBe(invalid("148:40@10"));
    expect<string>(four("new_dots_address=10.1.0.10 ::1\n")).toBe(invalid("148:40@10"));
  });

  it("takes the domains", () => {
    expect<string>(four("new_domain_name=isp.test\n").substr(0, 20)).toBe("ri ; domain isp.test");
    expect<string>(four("new_access_domain=3:61:63:63:4:74:65:73:74:0\nnew_domain_name=isp.test\n").substr(0, 20)).toBe(
      "ri ; domain acc.test",
    );
    expect<i32>(LEASE.domainSource).toBe(213);
    expect<string>(four("new_access_domain=acc.isp.test.\n")).toBe(
      "ri ; domain acc.isp.test; flat; addresses ; discarded ; invalid ; warnings 117",
    );
  });

  it("ends at the room for one option", () => {
    const octet = "0a:00:00:01:";
    const full = octet.repeat(511) + "0a:00:00:01";
    four("new_dots_address=" + full + "\n");
    expect<i32>(LEASE.addressCount).toBe(1);
    expect<string>(four("new_dots_address=" + full + ":0a:00:00:02\n")).toBe(invalid("148:27@2048"));
    expect<string>(four("new_dots_address=" + "10.0.0.1 ".repeat(512) + "10.0.0.2\n")).toBe(invalid("148:27@4608"));
  });
});

describe("dhclient, DHCPv6", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads the lease that dhclient 4.4 exported", () => {
    expect<string>(
      six(
        "new_dhcp6_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0\nnew_dhcp6_dots_address=fd0a::10 fd0a::11\n" +
          "new_dhcp6_server_id=0:1:0:1:32:94:a6:2:f6:1d:31:be:ee:68\nnew_ip6_address=fd0a::1000\nnew_max_life=4000\n",
      ),
    ).toBe(`ri dots.ispa.test; domain ; flat; addresses ${A10}/0 ${A11}/0; discarded ; invalid ; warnings `);
    expect<u32>(LEASE.leaseS).toBe(4000);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe("fd0a0000000000000000000000001000");
    expect<bool>(LEASE.serverKey != 0).toBe(true);
  });

  it("tells one address from sixteen octets", () => {
    expect<string>(six("new_dhcp6_dots_address=fd:a:0:0:0:0:0:0:0:0:0:0:0:0:0:10\n")).toBe(
      `ri ; domain ; flat; addresses ${A10}/0; discarded ; invalid ; warnings `,
    );
    expect<string>(six("new_dhcp6_dots_address=fd0a::10\n")).toBe(
      `ri ; domain ; flat; addresses ${A10}/0; discarded ; invalid ; warnings `,
    );
    expect<string>(six("new_dhcp6_dots_address=::ffff:198.51.100.20\n")).toBe(
      `ri ; domain ; flat; addresses ${M}c6336414/0; discarded ; invalid ; warnings `,
    );
    expect<string>(six("new_dhcp6_dots_address=fd:a:0:0:0:0:0:0:0:0:0:0:0:0:0\n")).toBe(invalid("142:24@0"));
  });

  it("reads no variable of the other family", () => {
    expect<string>(six("new_dots_ri=4:64:6f:74:73:0\nnew_dots_address=10.0.0.1\nnew_dhcp_lease_time=60\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid ; warnings ",
    );
    expect<u32>(LEASE.leaseS).toBe(0);
    expect<string>(four("new_dhcp6_dots_ri=1:61:0\nnew_max_life=60\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid ; warnings ",
    );
  });

  it("names the option by the code that is set", () => {
    setOptionCodes(147, 148, 65001, 65002);
    expect<string>(six("new_dhcp6_dots_ri=\ndropped=new_dhcp6_dots_address\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 65001:26@0; warnings 118",
    );
  });
});
