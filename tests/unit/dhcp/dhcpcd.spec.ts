import { LEASE } from "../../../assembly/dhcp/lease";
import { resetSettings } from "../../../assembly/dhcp/settings";
import { hexOf } from "../support/octets";
import { spoolText } from "../support/spool";

const M = "00000000000000000000ffff";
const A10 = "fd0a0000000000000000000000000010";
const A11 = "fd0a0000000000000000000000000011";
const BOTH4 = `${M}0a01000a/0 ${M}0a01000b/0`;

function four(lines: string): string {
  return spoolText("wan.inet", "client=dhcpcd\nevent=BOUND\n" + lines);
}

function six(lines: string): string {
  return spoolText("wan.inet6", "client=dhcpcd\nevent=BOUND6\n" + lines);
}

function invalid(remarks: string): string {
  return `ri ; domain ; flat; addresses ; discarded ; invalid ${remarks}; warnings `;
}

describe("dhcpcd, DHCPv4", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads binhex and typed addresses", () => {
    expect<string>(
      four(
        "new_dots_address=10.1.0.10 10.1.0.11\nnew_dots_ri=04646f74730469737061047465737400\n" +
          "new_dhcp_lease_time=3600\nnew_ip_address=10.1.0.100\n",
      ),
    ).toBe(`ri dots.ispa.test; domain ; flat; addresses ${BOTH4}; discarded ; invalid ; warnings `);
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(M + "0a010064");
  });

  it("reads binhex addresses and a typed name, with a warning", () => {
    expect<string>(four("new_dots_address=0a01000a0a01000b\nnew_dots_ri=dots.ispa.test\n")).toBe(
      `ri dots.ispa.test; domain ; flat; addresses ${BOTH4}; discarded ; invalid ; warnings 117`,
    );
  });

  it("E-17: takes the first of two typed names", () => {
    expect<string>(four("new_dots_ri=dots.ispa.test dots2.ispa.test\n")).toBe(
      "ri dots.ispa.test; domain ; flat; addresses ; discarded ; invalid ; warnings 117 113",
    );
  });

  it("takes what is all hex for hex", () => {
    expect<string>(four("new_dots_ri=cafe\n")).toBe(invalid("147:18@0"));
    expect<string>(four("new_dots_ri=abc\n")).toBe(invalid("147:39@3"));
    expect<string>(four("new_dots_ri=016100\n").substr(0, 5)).toBe("ri a;");
    expect<string>(four("new_dots_ri=cafe.fee\n").substr(0, 12)).toBe("ri cafe.fee;");
  });

  it("reads an empty option as such", () => {
    expect<string>(four("new_dots_ri=\nnew_dots_address=10.1.0.10\n")).toBe(
      `ri ; domain ; flat; addresses ${M}0a01000a/0; discarded ; invalid 147:26@0; warnings `,
    );
  });

  it("E-23: no shell character survives", () => {
    expect<string>(four("new_dots_address=273b69643b0a23\nnew_dots_ri=$(touch PWN).`id`\n")).toBe(
      invalid("148:25@0 147:20@0"),
    );
  });

  it("E-02: a draft list under an array of addresses loses its tail", () => {
    expect<string>(four("new_dots_address=8.10.1.0 10.10.1.0 11.4.10.1\n")).toBe(
      `ri ; domain ; flat; addresses ${M}080a0100/0 ${M}0a0a0100/0 ${M}0b040a01/0; discarded ; invalid ; warnings `,
    );
  });
});

describe("dhcpcd, DHCPv6", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads the lease that dhcpcd 9.4 exported", () => {
    expect<string>(
      six(
        "new_dhcp6_dots_address=fd0a::10 fd0a::11\nnew_dhcp6_dots_ri=04646f74730469737061047465737400\n" +
          "new_dhcp6_ia_na1_ia_addr1=fd0a::1001\nnew_dhcp6_ia_na1_ia_addr1_vltime=4000\n" +
          "new_dhcp6_server_id=000100013294a602f61d31beee68\n",
      ),
    ).toBe(`ri dots.ispa.test; domain ; flat; addresses ${A10}/0 ${A11}/0; discarded ; invalid ; warnings `);
    expect<u32>(LEASE.leaseS).toBe(4000);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe("fd0a0000000000000000000000001001");
    expect<bool>(LEASE.serverKey != 0).toBe(true);
  });

  it("reads binhex addresses", () => {
    expect<string>(six(`new_dhcp6_dots_address=${A10}${A11}\n`)).toBe(
      `ri ; domain ; flat; addresses ${A10}/0 ${A11}/0; discarded ; invalid ; warnings `,
    );
    expect<string>(six("new_dhcp6_dots_address=\nnew_dhcp6_dots_ri=\n")).toBe(invalid("142:26@0 141:26@0"));
  });

  it("takes the access domain", () => {
    expect<string>(six("new_dhcp6_access_domain=acc.isp.test\n").substr(0, 24)).toBe("ri ; domain acc.isp.test");
    expect<i32>(LEASE.domainSource).toBe(57);
  });
});
