import { Code } from "../../../assembly/codes";
import { MAX_INTERFACE_SECTIONS, MAX_PREFIXES } from "../../../assembly/limits";
import { prefixAt, prefixCount, PrefixKind, protectors } from "../../../assembly/pools/prefixes";
import { interfaceSectionAt, interfaceSectionCount, Method } from "../../../assembly/pools/settings";
import { configure } from "../support/config";
import { nameLength } from "../../../assembly/names/name";
import { findName } from "../../../assembly/names/table";
import { Holder } from "../../../assembly/pools/holders";
import { prefixAt, prefixCount, PrefixKind } from "../../../assembly/pools/prefixes";
import { hexOf, nameText } from "../support/octets";
import { storedText } from "../support/texts";

// What is wrong with one statement of a section.
function inSection(statement: string): string {
  return configure("interface wan\n" + statement);
}

describe("an interface section", () => {
  it("has the documented defaults", () => {
    expect<string>(inSection("")).toBe("");
    const section = interfaceSectionAt(0);
    expect<string>(storedText(section.name)).toBe("wan");
    expect<string>(storedText(section.device)).toBe("wan");
    expect<i32>(section.families).toBe(3);
    expect<i32>(section.providerIndependent).toBe(0);
    expect<string>(storedText(section.credentials)).toBe("");
    expect<u8>(load<u8>(section.methods)).toBe(0);
  });

  it("takes each of its statements", () => {
    expect<string>(inSection("device pppoe-wan\nfamilies inet6\nmethods dhcp\naddressing pi\ncredentials key-1\n")).toBe("");
    const section = interfaceSectionAt(0);
    expect<string>(storedText(section.name)).toBe("wan");
    expect<string>(storedText(section.device)).toBe("pppoe-wan");
    expect<i32>(section.families).toBe(2);
    expect<string>(hexOf(section.methods, 2)).toBe("010" + `${Method.Dhcp}`);
    expect<i32>(section.providerIndependent).toBe(1);
    expect<string>(storedText(section.credentials)).toBe("key-1");
    expect<string>(inSection("families inet inet6\nfamilies inet\naddressing pi\naddressing pa\n")).toBe("");
    expect<i32>(interfaceSectionAt(0).families).toBe(1);
    expect<i32>(interfaceSectionAt(0).providerIndependent).toBe(0);
  });

  it("checks each of their values", () => {
    expect<string>(inSection("device")).toBe(`2:${Code.ConfigValueMissing}@6`);
    expect<string>(inSection("families")).toBe(`2:${Code.ConfigValueMissing}@8`);
    expect<string>(inSection("families ipv4")).toBe(`2:${Code.ConfigValue}@9`);
    expect<string>(inSection("methods manual none")).toBe(`2:${Code.ConfigValue}@15`);
    expect<string>(inSection("methods")).toBe(`2:${Code.ConfigValueMissing}@7`);
    expect<string>(inSection("addressing ula")).toBe(`2:${Code.ConfigValue}@11`);
    expect<string>(inSection("addressing pa pi")).toBe(`2:${Code.ConfigExtraValue}@14`);
    expect<string>(inSection("credentials")).toBe(`2:${Code.ConfigValueMissing}@11`);
    expect<string>(inSection("credentials a b")).toBe(`2:${Code.ConfigExtraValue}@14`);
    expect<string>(inSection("mtu 1500")).toBe(`2:${Code.ConfigStatement}@0`);
  });

  it("I-04 I-05 I-15 E-116 takes what policy routing, IPv4 over a tunnel and provisioning domains need", () => {
    expect<string>(
      inSection("ipv4-device ds-wan\nnat64 64:ff9b::/96\nmark 4294967295\ntable 100\nshared-address on\npvd-id wan.isp.example\n"),
    ).toBe("");
    const section = interfaceSectionAt(0);
    expect<string>(storedText(section.ipv4Device)).toBe("ds-wan");
    expect<u32>(section.mark).toBe(4294967295);
    expect<u32>(section.table).toBe(100);
    expect<bool>(section.sharedAddress).toBe(true);
    const name = findName(Holder.PvdId);
    expect<string>(nameText(name, nameLength(name))).toBe("wan.isp.example");
    expect<i32>(prefixCount()).toBe(1);
    expect<bool>(prefixAt(0).isOf(PrefixKind.Nat64, 0)).toBe(true);
    expect<string>(hexOf(prefixAt(0).address, 16)).toBe("0064ff9b" + "00".repeat(12));
    expect<string>(inSection("nat64 64:ff9b::/96\nnat64 2001:db8::/96\n")).toBe("");
    expect<i32>(prefixCount()).toBe(1, "the last one counts, and none of the configuration before");
    expect<bool>(findName(Holder.PvdId) == 0).toBe(true);
    expect<u32>(interfaceSectionAt(0).mark).toBe(0);
  });

  it("I-04 I-05 I-15 E-116 checks each of their values", () => {
    expect<string>(inSection("mark 0")).toBe(`2:${Code.ConfigValue}@5`);
    expect<string>(inSection("mark 4294967296")).toBe(`2:${Code.ConfigValue}@5`);
    expect<string>(inSection("mark 0x1")).toBe(`2:${Code.ConfigValue}@5`);
    expect<string>(inSection("table 1 2")).toBe(`2:${Code.ConfigExtraValue}@8`);
    expect<string>(inSection("table main")).toBe(`2:${Code.ConfigValue}@6`);
    expect<u32>(interfaceSectionAt(0).table).toBe(0);
    expect<string>(inSection("nat64 64:ff9b::")).toBe(`2:${Code.ConfigValue}@6`);
    expect<string>(inSection("nat64 64:ff9b::/64")).toBe(`2:${Code.ConfigValue}@6`);
    expect<string>(inSection("nat64 64:ff9b::1/96")).toBe(`2:${Code.TextPrefix}@17`);
    expect<string>(inSection("nat64 0.0.0.0/0")).toBe(`2:${Code.ConfigValue}@6`);
    expect<string>(inSection("nat64 64:ff9b::/96 64:ff9b::/96")).toBe(`2:${Code.ConfigExtraValue}@19`);
    expect<i32>(prefixCount()).toBe(0);
    expect<string>(inSection("shared-address yes")).toBe(`2:${Code.ConfigValue}@15`);
    expect<string>(inSection("pvd-id -a.test")).toBe(`2:${Code.NameHyphen}@7`);
    expect<string>(inSection("pvd-id a.test\npvd-id b.test")).toBe(`3:${Code.ConfigDuplicate}@7`);
    expect<string>(configure("mark 1")).toBe(`1:${Code.ConfigStatement}@0`);
  });

  it("I-01 I-04 two sections for the devices of one family are refused, the first one counts", () => {
    const wan = "interface wan\ndevice eth1\n";
    const overlap = Code.ConfigOverlap;
    expect<string>(configure(wan + "interface b\ndevice eth1\n")).toBe(`3:${overlap}@0`);
    expect<i32>(interfaceSectionAt(0).families).toBe(3);
    expect<i32>(interfaceSectionAt(1).families).toBe(0);
    expect<string>(configure(wan + "interface eth1\n")).toBe(`3:${overlap}@0`);
    expect<string>(configure(wan + "families inet\ninterface b\ndevice eth1\nfamilies inet6\n")).toBe("");
    expect<string>(configure(wan + "families inet\ninterface b\ndevice eth1\nfamilies inet inet6\n")).toBe(`4:${overlap}@0`);
    expect<string>(configure(wan + "ipv4-device ds0\ninterface b\nipv4-device ds0\n")).toBe(`4:${overlap}@0`);
    expect<string>(configure(wan + "ipv4-device ds0\ninterface ds0\nfamilies inet6\n")).toBe(`4:${overlap}@0`);
    expect<string>(configure("interface ds0\n" + wan + "ipv4-device ds0\n")).toBe(`2:${overlap}@0`);
    expect<string>(configure(wan + "ipv4-device ds0\ninterface b\nipv4-device ds1\n")).toBe("");
    expect<string>(configure(wan + "interface b\ndevice eth1\nserver x\nreference-identifier a.test\n")).toBe(`3:${overlap}@0`);
  });

  it("holds texts up to their limits, of harmless characters", () => {
    expect<string>(configure("interface fifteen-octets1\ndevice fifteen-octets2\ncredentials a-label-of-23-octets-ok")).toBe("");
    expect<string>(storedText(interfaceSectionAt(0).device)).toBe("fifteen-octets2");
    expect<string>(configure("interface sixteen-octets-1")).toBe(`1:${Code.ConfigValue}@25`);
    expect<string>(inSection("device sixteen-octets-1")).toBe(`2:${Code.ConfigValue}@22`);
    expect<string>(inSection("credentials a-label-of-24-octets-not")).toBe(`2:${Code.ConfigValue}@35`);
    expect<string>(inSection("device eth/1")).toBe(`2:${Code.ConfigValue}@10`);
    expect<string>(inSection("device eth\"1")).toBe(`2:${Code.ConfigValue}@10`);
    expect<string>(inSection("device eth'1")).toBe(`2:${Code.ConfigValue}@10`);
    expect<string>(inSection("device eth\x7f")).toBe(`2:${Code.ConfigValue}@10`);
    expect<string>(inSection("device \xc3\xa4")).toBe(`2:${Code.ConfigValue}@7`);
    expect<string>(inSection("device eth\x01")).toBe(`2:${Code.ConfigValue}@10`);
    expect<string>(storedText(interfaceSectionAt(0).device)).toBe("wan");
  });

  it("is there once for each name", () => {
    expect<string>(configure("interface")).toBe(`1:${Code.ConfigValueMissing}@9`);
    expect<string>(configure("interface wan\ninterface wan6\ninterface  wan\ndevice eth9")).toBe(
      `3:${Code.ConfigDuplicate}@11 4:${Code.ConfigSection}@0`,
    );
    expect<i32>(interfaceSectionCount()).toBe(2);
  });

  it("is not there more often than the limit", () => {
    let text = "";
    for (let i = 0; i < MAX_INTERFACE_SECTIONS; i++) text += `interface if${i}\n`;
    expect<string>(configure(text + "interface more\ndevice eth1\n")).toBe(
      `${MAX_INTERFACE_SECTIONS + 1}:${Code.ConfigLimit}@10 ${MAX_INTERFACE_SECTIONS + 2}:${Code.ConfigSection}@0`,
    );
    expect<i32>(interfaceSectionCount()).toBe(MAX_INTERFACE_SECTIONS);
    expect<string>(storedText(interfaceSectionAt(MAX_INTERFACE_SECTIONS - 1).device)).toBe(
      `if${MAX_INTERFACE_SECTIONS - 1}`,
    );
  });
});

describe("what says whose prefixes are whose", () => {
  it("is kept with its section", () => {
    expect<string>(inSection("isp north\npi-targets off\nprefixes 192.0.2.0/24 2001:db8::/48\nprefixes 198.51.100.7\n")).toBe("");
    expect<string>(storedText(interfaceSectionAt(0).isp)).toBe("north");
    expect<bool>(interfaceSectionAt(0).takesOwnTargets).toBe(false);
    expect<i32>(prefixCount()).toBe(3);
    expect<bool>(prefixAt(0).isOf(PrefixKind.Configured, 0)).toBe(true);
    expect<i32>(prefixAt(0).length).toBe(120);
    expect<i32>(prefixAt(1).length).toBe(48);
    expect<i32>(prefixAt(2).length).toBe(128);
    expect<string>(inSection("pi-targets on\n")).toBe("");
    expect<bool>(interfaceSectionAt(0).takesOwnTargets).toBe(true);
    expect<i32>(prefixCount()).toBe(0, "those of the configuration before are gone");
  });

  it("is by default that a network gets targets of the site's own, and has no provider's name", () => {
    inSection("");
    expect<bool>(interfaceSectionAt(0).takesOwnTargets).toBe(true);
    expect<string>(storedText(interfaceSectionAt(0).isp)).toBe("");
  });

  it("can be everything for a server, and nothing that nobody has", () => {
    const server = "server a\nreference-identifier a.test\n";
    expect<string>(configure(server + "protects 0.0.0.0/0 ::/0")).toBe("");
    expect<i32>(protectors).toBe(1);
    expect<string>(inSection("prefixes 0.0.0.0/0")).toBe(`2:${Code.Unspecified}@9`);
    expect<string>(inSection("prefixes ::/0")).toBe(`2:${Code.Unspecified}@9`);
    expect<string>(configure(server + "protects 224.0.0.0/4")).toBe(`3:${Code.Multicast}@9`);
    expect<string>(configure(server + "protects 0.0.0.0/1")).toBe(`3:${Code.Unspecified}@9`);
    expect<string>(inSection("prefixes 127.0.0.0/8")).toBe(`2:${Code.Loopback}@9`);
    expect<string>(inSection("prefixes 240.0.0.0/4")).toBe(`2:${Code.Reserved}@9`);
    expect<string>(inSection("prefixes fe80::/10")).toBe(`2:${Code.ConfigValue}@9`);
    expect<string>(inSection("prefixes 169.254.0.0/16")).toBe(`2:${Code.ConfigValue}@9`);
  });

  it("is refused at its place, with the whole line", () => {
    expect<string>(inSection("prefixes")).toBe(`2:${Code.ConfigValueMissing}@8`);
    expect<string>(inSection("prefixes 192.0.2.0/24 here")).toBe(`2:${Code.TextAddress}@22`);
    expect<i32>(prefixCount()).toBe(0);
    expect<string>(inSection("prefixes 192.0.2.0/33")).toBe(`2:${Code.TextPrefix}@19`);
    expect<string>(inSection("prefixes 192.0.2.1/24")).toBe(`2:${Code.TextPrefix}@19`);
    expect<string>(inSection("pi-targets maybe")).toBe(`2:${Code.ConfigValue}@11`);
    expect<string>(inSection("isp")).toBe(`2:${Code.ConfigValueMissing}@3`);
    expect<string>(inSection("protects 192.0.2.0/24")).toBe(`2:${Code.ConfigStatement}@0`);
    expect<string>(configure("prefixes 192.0.2.0/24")).toBe(`1:${Code.ConfigStatement}@0`);
    expect<i32>(protectors).toBe(0);
  });

  it("is there once in its section, and no part of another", () => {
    expect<string>(inSection("prefixes 192.0.2.0/24 192.0.2.0/24")).toBe(`2:${Code.ConfigDuplicate}@22`);
    expect<string>(inSection("prefixes 192.0.2.0/24\nprefixes 192.0.2.7")).toBe(`3:${Code.PrefixOverlap}@9`);
    expect<i32>(prefixCount()).toBe(1);
    expect<string>(inSection("prefixes 2001:db8:1::/48 2001:db8::/32")).toBe(`2:${Code.PrefixOverlap}@25`);
    expect<string>(inSection("prefixes 192.0.2.0/25 192.0.2.128/25 2001:db8::/32")).toBe("");
    const sections = "interface wan\nprefixes 192.0.2.0/24\ninterface lte\nprefixes 192.0.2.0/24 \n";
    expect<string>(configure(sections + "server a\nreference-identifier a.test\nprotects 192.0.2.0/25\n")).toBe("");
    expect<i32>(prefixCount()).toBe(3);
  });

  it("is not more than there is room for", () => {
    let text = "prefixes";
    for (let i = 0; i < MAX_PREFIXES; i++) text += ` 198.18.${i}.0/24`;
    expect<string>(inSection(text)).toBe("");
    expect<string>(inSection(text + "\nprefixes 192.0.2.0/24")).toBe(`3:${Code.ConfigLimit}@9`);
    expect<i32>(prefixCount()).toBe(MAX_PREFIXES);
  });
});
