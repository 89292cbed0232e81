import { Code } from "../../../assembly/codes";
import { DISCARDS, INFINITE_S, LEASE, remarkAt, RESOLVERS } from "../../../assembly/dhcp/lease";
import { resetSettings, setOptionCodes } from "../../../assembly/dhcp/settings";
import { isUnspecified } from "../../../assembly/net/address";
import { prefixesText } from "../support/lease-text";
import { hexOf } from "../support/octets";
import { readSpool, spoolText } from "../support/spool";

const LINK = "fe80000000000000000000000000000";
const A10 = "fd0a0000000000000000000000000010";
const A11 = "fd0a0000000000000000000000000011";
const RI = "04646f74730469737061047465737400";
const RI2 = "05646f7473320469737061047465737400";
const P: string = "fd0a00000001" + "00".repeat(10);
const DNS = "00170010fd0a0000000000000000000000000001";

function read(lines: string): string {
  return spoolText("wan6.inet6", "client=odhcp6c\nevent=bound\n" + lines);
}

// The default router that a value of RA_ROUTES leads to.
function router(routes: string): string {
  read(`RA_ROUTES=${routes}\n`);
  return hexOf(LEASE.router, 16);
}

describe("odhcp6c", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads the lease that the client exported", () => {
    expect<string>(
      read(
        "ADDRESSES=fd0a::1002/128,2990,3990,990,1990\nSERVER=fe80::f41d:31ff:febe:ee68\n" +
          `PASSTHRU=${DNS}008d0010${RI}008e0020${A10}${A11}\nOPTION_141=${RI}\nOPTION_142=${A10}${A11}\n`,
      ),
    ).toBe(`ri dots.ispa.test; domain ; flat; addresses ${A10}/0 ${A11}/0; discarded ; invalid ; warnings `);
    expect<u32>(LEASE.leaseS).toBe(3990);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe("fd0a0000000000000000000000001002");
    expect<bool>(LEASE.serverKey != 0).toBe(true);
  });

  it("takes the first default route that is valid (R-131)", () => {
    expect<string>(router("::/0,fe80::1,1800,512 2001:db8::/32,fe80::2,1800,512")).toBe(LINK + "1");
    expect<string>(router("2001:db8:1::/64,,86400,256 2001:db8::/32,fe80::3,1800,512 ::/0,fe80::2,9,384")).toBe(LINK + "2");
    expect<string>(router("::/0,fe80::1,0,512 ::/0,fe80::2,1800,512")).toBe(LINK + "2", "RFC 4861 §4.2");
    expect<string>(router("::/0,fe80::1,1800,512\nPASSTHRU=" + DNS)).toBe(LINK + "1");
  });

  it("knows no router from routes that name none", () => {
    const none = "00".repeat(16);
    expect<string>(router("")).toBe(none);
    expect<string>(router("::/0")).toBe(none);
    expect<string>(router("::/0,")).toBe(none);
    expect<string>(router("::/0,,1800,256")).toBe(none);
    expect<string>(router("::/0,fe80::1%eth0,1800,512")).toBe(none);
    expect<string>(router("::/0 fe80::1,fe80::1,1800,512")).toBe(none);
    expect<string>(router("::/01,fe80::1,1800,512")).toBe(none);
    expect<string>(router("2001:db8::/32,fe80::1,1800,512")).toBe(none);
    expect<string>(router("::/0,fe80::1,0,512")).toBe(none);
    expect<string>(router("      ")).toBe(none);
    expect<string>(router(":\nRDNSS=/0,fe80::1,1800,512")).toBe(none, "a value ends with its line");
  });

  it("E-39, R-27: finds the first of two instances in PASSTHRU", () => {
    expect<string>(
      read(
        `PASSTHRU=${DNS}008d0010${RI}008d0011${RI2}008e0010${A10}008e0010${A11}\nOPTION_141=${RI2}\nOPTION_142=${A11}\n`,
      ),
    ).toBe(`ri dots.ispa.test; domain ; flat; addresses ${A10}/0; discarded ; invalid ; warnings 119 119`);
  });

  it("E-39: warns where it has the last instance only", () => {
    const expected = `ri dots2.ispa.test; domain ; flat; addresses ${A11}/0; discarded ; invalid ; warnings 116 116`;
    expect<string>(read(`OPTION_141=${RI2}\nOPTION_142=${A11}\n`)).toBe(expected);
    expect<string>(read(`PASSTHRU=\nOPTION_141=${RI2}\nOPTION_142=${A11}\n`)).toBe(expected);
  });

  it("reads empty options", () => {
    expect<string>(read(`PASSTHRU=${DNS}008d0000008e0000\nOPTION_141=\nOPTION_142=\n`)).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 141:26@24 142:26@28; warnings ",
    );
    expect<bool>(LEASE.addressPresent).toBe(true);
    expect<string>(read("OPTION_141=\nOPTION_142=\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 142:26@0 141:26@0; warnings 116 116",
    );
  });

  it("takes the access domain from either", () => {
    const domain = "03616363036973700474657374" + "00";
    expect<string>(read(`PASSTHRU=0039000e${domain}\n`).substr(0, 24)).toBe("ri ; domain acc.isp.test");
    expect<string>(read(`OPTION_57=${domain}\n`).substr(0, 24)).toBe("ri ; domain acc.isp.test");
    expect<i32>(LEASE.domainSource).toBe(57);
  });

  it("reads the options under the codes that are set", () => {
    setOptionCodes(147, 148, 65001, 65002);
    expect<string>(read(`OPTION_65001=016100\nOPTION_65002=${A10}\nOPTION_141=016200\n`)).toBe(
      `ri a; domain ; flat; addresses ${A10}/0; discarded ; invalid ; warnings 116 116`,
    );
  });

  it("refuses a PASSTHRU that is broken, with the place in its octets", () => {
    expect<string>(readSpool("wan6.inet6", "client=odhcp6c\nevent=bound\nPASSTHRU=008g\n")).toBe("fault 38@3");
    expect<string>(readSpool("wan6.inet6", "client=odhcp6c\nevent=bound\nPASSTHRU=008\n")).toBe("fault 39@3");
    expect<string>(readSpool("wan6.inet6", `client=odhcp6c\nevent=bound\nPASSTHRU=${DNS}008d0010\n`)).toBe(
      "fault 34@20",
    );
  });

  it("octets of PASSTHRU are never lines", () => {
    // Decoded, the value of option 4096 would be a line of its own.
    const line = "0a4f5054494f4e5f3134313d3031363130300a";
    expect<string>(read(`PASSTHRU=10000013${line}\n`)).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid ; warnings ",
    );
  });

  it("I-08: takes the resolvers of the router advertisement where DHCPv6 has none", () => {
    const ra = "fd0a0000000000000000000000000001";
    read("RA_DNS=fd0a::1\n");
    expect<string>(hexOf(RESOLVERS, LEASE.resolverCount * 16)).toBe(ra);
    read("RDNSS=\nRA_DNS=fd0a::1\n");
    expect<string>(hexOf(RESOLVERS, LEASE.resolverCount * 16)).toBe(ra);
    read("RA_DNS=fd0a::1\nRDNSS=fd0a::2\n");
    expect<string>(hexOf(RESOLVERS, LEASE.resolverCount * 16)).toBe("fd0a0000000000000000000000000002");
    read("RDNSS=\nRA_DNS=\n");
    expect<i32>(LEASE.resolverCount).toBe(0);
  });

  it("remarks on a fifth resolver, once, with its place", () => {
    read("RDNSS=fd0a::1 fd0a::2 fd0a::3 fd0a::4 fd0a::5 fd0a::6\n");
    expect<i32>(LEASE.resolverCount).toBe(4);
    expect<i32>(LEASE.remarkCount).toBe(1);
    expect<i32>(remarkAt(0).code).toBe(Code.OverLimit);
    expect<i32>(remarkAt(0).option).toBe(23);
    expect<i32>(remarkAt(0).offset).toBe(32);
  });

  it("has no lease where there is no address", () => {
    read("ADDRESSES=\nPASSTHRU=\n");
    expect<u32>(LEASE.leaseS).toBe(0);
    expect<bool>(isUnspecified(LEASE.ownAddress)).toBe(true);
    expect<i32>(LEASE.remarkCount).toBe(0);
  });

  it("takes the first of several addresses", () => {
    read("ADDRESSES=fd0a::1/128,100,4294967295 fd0a::2/128,1,2\n");
    expect<u32>(LEASE.leaseS).toBe(INFINITE_S);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe("fd0a0000000000000000000000000001");
  });

  it("remarks on an address without lifetimes", () => {
    expect<string>(read("ADDRESSES=fd0a::zz\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 5:42@8 5:40@6; warnings ",
    );
    expect<string>(read("dropped=PASSTHRU\ndropped=ADDRESSES\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid ; warnings 118 118",
    );
  });

  it("I-03 reads the prefixes that are delegated, with their valid lifetimes", () => {
    read("PREFIXES=fd0a:0:1::/56,2990,3990,990,1990\n");
    expect<string>(prefixesText()).toBe(`${P}/56,3990`);
    expect<u32>(LEASE.leaseS).toBe(3990, "without an address it is the lease's own");
    read("PREFIXES=fd0a:0:1::/56,10,20,class=7,excluded=fd0a:0:1:1::/64 2001:db8::/48,0,4294967295\nADDRESSES=fd0a::2/128,100,200\n");
    expect<string>(prefixesText()).toBe(`${P}/56,20 20010db8${"00".repeat(12)}/48,4294967295`);
    expect<u32>(LEASE.leaseS).toBe(20, "the shortest that may still be used");
    read("PREFIXES=\n");
    expect<string>(prefixesText()).toBe("");
    expect<i32>(LEASE.remarkCount).toBe(0);
  });

  it("I-03 a prefix that is none ends the list, and is remarked on with its place", () => {
    const good = "fd0a:0:1::/56,1,2";
    const bad = [
      "x", "/56", "fd0a::1/56,1,2", "fd0a::/129,1,2", "fd0a::/,1,2", "fd0a::/56,,2", "fd0a::/56,1,", "fd0a::/56,1,4294967296",
      "fd0a::/56,-1,2", "fd0a::/56,1x,2", "$(reboot)", ",,,", "fd0a::/56,1,2%",
    ];
    for (let i = 0; i < bad.length; i++) {
      read(`PREFIXES=${good} ${bad[i]} 2001:db8::/48,1,2\n`);
      expect<string>(prefixesText()).toBe(`${P}/56,2`, bad[i]);
      expect<i32>(LEASE.remarkCount).toBe(1, bad[i]);
      expect<i32>(remarkAt(0).option).toBe(26);
      expect<bool>(remarkAt(0).isWarning).toBe(false);
      expect<bool>(remarkAt(0).offset >= 18).toBe(true, bad[i]);
    }
  });

  it("I-03 discards what nobody can be delegated: all of the Internet, multicast, one's own link, IPv4", () => {
    const none = ["::/0", "2000::/15", "ff00::/16", "fe80::/16", "fe80::/64", "::/96", "10.0.0.0/24", "::1/128"];
    for (let i = 0; i < none.length; i++) {
      read(`PREFIXES=${none[i]},1,2 fd0a:0:1::/56,1,2\n`);
      expect<string>(prefixesText()).toBe(`${P}/56,2`, none[i]);
      expect<i32>(LEASE.discardCount).toBe(1, none[i]);
      expect<i32>(load<u8>(DISCARDS, 16)).toBe(Code.PrefixUnusable, none[i]);
    }
    expect<string>(read("PREFIXES=2000::/16,1,2\n")).toBe("ri ; domain ; flat; addresses ; discarded ; invalid ; warnings ");
    expect<i32>(LEASE.prefixCount).toBe(1);
  });

  it("I-03 takes a prefix once, and eight of them", () => {
    let text = "PREFIXES=";
    for (let i = 0; i < 20; i++) text += `2001:db8:${i >> 1}::/48,1,${i} `;
    read(text + "\n");
    expect<i32>(LEASE.prefixCount).toBe(8);
    expect<i32>(remarkAt(0).code).toBe(Code.OverLimit);
    expect<i32>(remarkAt(0).option).toBe(26);
  });
});
