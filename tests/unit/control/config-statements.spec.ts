import { Code } from "../../../assembly/codes";
import { MAX_INTERFACE_SECTIONS } from "../../../assembly/limits";
import { interfaceSectionAt, interfaceSectionCount, Method } from "../../../assembly/pools/settings";
import { configure } from "../support/config";
import { hexOf } from "../support/octets";
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
