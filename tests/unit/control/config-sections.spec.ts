import { Code } from "../../../assembly/codes";
import { MAX_MANUAL_ADDRESSES, MAX_SERVER_SECTIONS } from "../../../assembly/limits";
import { hasUnboundServer } from "../../../assembly/mechanisms/manual";
import { nameLength } from "../../../assembly/names/name";
import { findName } from "../../../assembly/names/table";
import { Holder } from "../../../assembly/pools/holders";
import { manualAddressAt, manualAddressCount, manualAddressSection } from "../../../assembly/pools/manual-addresses";
import { Method, serverSectionAt, serverSectionCount } from "../../../assembly/pools/settings";
import { configure } from "../support/config";
import { hexOf, nameText } from "../support/octets";
import { storedText } from "../support/texts";

const NAMED: string = "server one\nreference-identifier a.test\n";
/** The section is left with nothing to reach. */
const EMPTY: string = `1:${Code.ServerEmpty}@0`;

// What is wrong with one statement of a good section.
function inSection(statement: string): string {
  return configure(NAMED + statement);
}

function identifier(index: i32): string {
  const name = findName(Holder.ServerName + index);
  return name ? nameText(name, nameLength(name)) : "none";
}

function use(): i32 {
  return serverSectionAt(0).use + Method.Manual;
}

function families(): i32 {
  return serverSectionAt(0).families;
}

describe("a server section", () => {
  it("takes each of its statements", () => {
    expect<string>(
      inSection(
        "addresses 192.0.2.1 2001:db8::1\naddresses 192.0.2.2\nbind-interface wan\nfamilies inet\n" +
          "signal-port 1\ndata-port 65535\ncredentials key-1\n",
      ),
    ).toBe("");
    const section = serverSectionAt(0);
    expect<string>(storedText(section.label)).toBe("one");
    expect<string>(identifier(0)).toBe("a.test");
    expect<i32>(manualAddressCount()).toBe(3);
    expect<string>(hexOf(manualAddressAt(0), 16)).toBe("00000000000000000000ffffc0000201");
    expect<string>(hexOf(manualAddressAt(1), 16)).toBe("20010db8000000000000000000000001");
    expect<i32>(manualAddressSection(2)).toBe(0);
    expect<string>(storedText(section.interface_)).toBe("wan");
    expect<i32>(families()).toBe(1);
    expect<i32>(section.signalPort).toBe(1);
    expect<i32>(section.dataPort).toBe(65535);
    expect<string>(storedText(section.credentials)).toBe("key-1");
    expect<i32>(section.accepted).toBe(1);
  });

  it("is refused if its families leave none of its addresses", () => {
    expect<string>(configure("server a\nreference-identifier a.test\naddresses 192.0.2.1\nfamilies inet6")).toBe(EMPTY);
  });

  it("has no port of its own where it names the default one", () => {
    const text = "server a\nreference-identifier a.test\naddresses 192.0.2.1\nsignal-port 4646\ndata-port 443";
    expect<string>(configure(text)).toBe("");
    expect<i32>(serverSectionAt(0).signalPort).toBe(0);
    expect<i32>(serverSectionAt(0).dataPort).toBe(0);
  });

  it("is of the families of its addresses, of both with a name alone", () => {
    expect<string>(inSection("addresses 192.0.2.1")).toBe("");
    expect<i32>(families()).toBe(1);
    expect<string>(inSection("addresses 2001:db8::1")).toBe("");
    expect<i32>(families()).toBe(2);
    expect<string>(inSection("addresses 192.0.2.1 2001:db8::1")).toBe("");
    expect<i32>(families()).toBe(3);
    expect<string>(inSection("addresses ::ffff:192.0.2.1")).toBe("");
    expect<i32>(families()).toBe(1);
    expect<string>(inSection("")).toBe("");
    expect<i32>(families()).toBe(3);
    expect<string>(inSection("families inet6")).toBe("");
    expect<i32>(families()).toBe(2);
  });

  it("serves no family in which it has no address", () => {
    expect<string>(inSection("families inet inet6\naddresses 192.0.2.1\n")).toBe("");
    expect<bool>(hasUnboundServer(0)).toBe(true);
    expect<bool>(hasUnboundServer(1)).toBe(false);
  });

  it("is for one method", () => {
    expect<string>(inSection("")).toBe("");
    expect<i32>(use()).toBe(Method.Manual);
    expect<string>(inSection("method manual")).toBe("");
    expect<i32>(use()).toBe(Method.Manual);
    expect<string>(inSection("addresses 192.0.2.1\nmethod anycast")).toBe("");
    expect<i32>(use()).toBe(Method.Anycast);
    expect<i32>(families()).toBe(1);
    expect<string>(inSection("method default-router\nfamilies inet6")).toBe("");
    expect<i32>(use()).toBe(Method.DefaultRouter);
    expect<i32>(families()).toBe(2);
    expect<string>(inSection("method")).toBe(`3:${Code.ConfigValueMissing}@6`);
    expect<string>(inSection("method dhcp")).toBe(`3:${Code.ConfigValue}@7`);
    expect<string>(inSection("method snaptr")).toBe(`3:${Code.ConfigValue}@7`);
    expect<string>(inSection("method anycast manual")).toBe(`3:${Code.ConfigExtraValue}@15`);
    expect<i32>(use()).toBe(Method.Manual);
  });

  it("for anycast has addresses, for what is found otherwise none", () => {
    const wrong = `1:${Code.ServerAddresses}@0`;
    expect<string>(inSection("method anycast")).toBe(wrong);
    expect<i32>(serverSectionAt(0).accepted).toBe(0);
    expect<string>(inSection("method default-router\naddresses 192.0.2.1")).toBe(wrong);
    expect<i32>(serverSectionAt(0).accepted).toBe(0);
    expect<string>(inSection("addresses 2001:db8::1\nmethod default-router")).toBe(wrong);
    expect<string>(inSection("method default-router\naddresses 192.0.2.256")).toBe(`4:${Code.TextAddress}@20 ${EMPTY}`);
    expect<string>(inSection("method anycast\naddresses 192.0.2.1\nfamilies inet6")).toBe(EMPTY);
    expect<string>(configure("server a\nmethod anycast\naddresses 192.0.2.1")).toBe(
      `1:${Code.ServerWithoutReferenceIdentifier}@0`,
    );
    expect<string>(configure("server a\nmethod default-router")).toBe(EMPTY);
    expect<i32>(serverSectionAt(0).accepted).toBe(0);
  });

  it("without a reference identifier is refused, and the others are used (E-84)", () => {
    expect<string>(
      configure(`server bad\naddresses 192.0.2.1\n\n${NAMED}server worse\naddresses 2001:db8::1\nsignal-port 5\n`),
    ).toBe(`1:${Code.ServerWithoutReferenceIdentifier}@0 6:${Code.ServerWithoutReferenceIdentifier}@0`);
    expect<i32>(serverSectionAt(0).accepted).toBe(0);
    expect<i32>(serverSectionAt(1).accepted).toBe(1);
    expect<i32>(serverSectionAt(2).accepted).toBe(0);
  });

  it("with nothing at all is refused", () => {
    expect<string>(configure("server bad\nsignal-port 5000\n")).toBe(`1:${Code.ServerEmpty}@0`);
    expect<string>(configure("interface wan\nserver bad\ninterface lan\n")).toBe(`2:${Code.ServerEmpty}@0`);
    expect<i32>(serverSectionAt(0).accepted).toBe(0);
  });

  it("with a wrong reference identifier has none", () => {
    expect<string>(configure("server bad\nreference-identifier a_b.test\naddresses 192.0.2.1\n")).toBe(
      `2:${Code.NameCharacter}@22 1:${Code.ServerWithoutReferenceIdentifier}@0`,
    );
    expect<string>(configure("server bad\nreference-identifier *.test\n")).toBe(
      `2:${Code.NameCharacter}@21 1:${Code.ServerEmpty}@0`,
    );
    expect<string>(configure("server bad\nreference-identifier\n")).toBe(
      `2:${Code.ConfigValueMissing}@20 1:${Code.ServerEmpty}@0`,
    );
    expect<string>(inSection("reference-identifier b.test")).toBe(`3:${Code.ConfigDuplicate}@21`);
    expect<string>(identifier(0)).toBe("a.test");
  });

  it("checks its addresses", () => {
    expect<string>(inSection("addresses")).toBe(`3:${Code.ConfigValueMissing}@9 ${EMPTY}`);
    expect<string>(inSection("addresses 192.0.2.256")).toBe(`3:${Code.TextAddress}@20 ${EMPTY}`);
    expect<string>(inSection("addresses 192.0.2")).toBe(`3:${Code.TextAddress}@17 ${EMPTY}`);
    expect<string>(inSection("addresses 192.0.2.1,192.0.2.2")).toBe(`3:${Code.TextAddress}@19 ${EMPTY}`);
    expect<string>(inSection("addresses 2001:db8::1::1")).toBe(`3:${Code.TextAddress}@22 ${EMPTY}`);
    expect<string>(inSection("addresses fe80::1%eth0")).toBe(`3:${Code.TextAddress}@17 ${EMPTY}`);
    expect<string>(inSection("addresses a.test")).toBe(`3:${Code.TextAddress}@11 ${EMPTY}`);
    expect<string>(inSection("addresses 224.0.0.1")).toBe(`3:${Code.Multicast}@10 ${EMPTY}`);
    expect<string>(inSection("addresses 0.0.0.0")).toBe(`3:${Code.Unspecified}@10 ${EMPTY}`);
    expect<string>(inSection("addresses ::")).toBe(`3:${Code.Unspecified}@10 ${EMPTY}`);
    expect<string>(inSection("addresses 255.255.255.255")).toBe(`3:${Code.Reserved}@10 ${EMPTY}`);
    expect<string>(inSection("addresses ff02::1")).toBe(`3:${Code.Multicast}@10 ${EMPTY}`);
    expect<i32>(manualAddressCount()).toBe(0);
    expect<i32>(serverSectionAt(0).accepted).toBe(0, "a name that was to be proved is not resolved instead");
  });

  it("takes a line of addresses whole or not at all", () => {
    expect<string>(inSection("addresses 192.0.2.1\naddresses 192.0.2.2 192.0.2.3 192.0.2.256")).toBe(
      `4:${Code.TextAddress}@40`,
    );
    expect<i32>(manualAddressCount()).toBe(1);
    expect<i32>(serverSectionAt(0).accepted).toBe(1);
  });

  it("may be on this machine, on a private network or on the link", () => {
    expect<string>(inSection("addresses 127.0.0.1 ::1 10.0.0.1 169.254.0.1 fe80::1 fd00::1")).toBe("");
    expect<i32>(manualAddressCount()).toBe(6);
  });

  it("checks its other values", () => {
    expect<string>(inSection("signal-port 0")).toBe(`3:${Code.ConfigValue}@12`);
    expect<string>(inSection("signal-port 65536")).toBe(`3:${Code.ConfigValue}@12`);
    expect<string>(inSection("data-port")).toBe(`3:${Code.ConfigValueMissing}@9`);
    expect<string>(inSection("data-port 44 3")).toBe(`3:${Code.ConfigExtraValue}@13`);
    expect<string>(inSection("data-port https")).toBe(`3:${Code.ConfigValue}@10`);
    expect<string>(inSection("families inet inet6 any")).toBe(`3:${Code.ConfigValue}@20`);
    expect<string>(inSection("bind-interface")).toBe(`3:${Code.ConfigValueMissing}@14`);
    expect<string>(inSection("bind-interface sixteen-octets-1")).toBe(`3:${Code.ConfigValue}@30`);
    expect<string>(inSection("methods dhcp")).toBe(`3:${Code.ConfigStatement}@0`);
    const section = serverSectionAt(0);
    expect<i32>(section.signalPort).toBe(0);
    expect<i32>(section.dataPort).toBe(0);
  });

  it("is there once for each label", () => {
    expect<string>(configure("server")).toBe(`1:${Code.ConfigValueMissing}@6`);
    expect<string>(configure(NAMED + "server one\nreference-identifier b.test\n")).toBe(
      `3:${Code.ConfigDuplicate}@7 4:${Code.ConfigSection}@0`,
    );
    expect<string>(configure("server a-label-of-24-octets-not")).toBe(`1:${Code.ConfigValue}@30`);
    expect<string>(identifier(0)).toBe("none");
  });

  it("is not there more often than the limit", () => {
    let text = "";
    for (let i = 0; i < MAX_SERVER_SECTIONS; i++) text += `server s${i}\nreference-identifier s${i}.test\n`;
    expect<string>(configure(text + "server more\nreference-identifier more.test\n")).toBe(
      `${MAX_SERVER_SECTIONS * 2 + 1}:${Code.ConfigLimit}@7 ${MAX_SERVER_SECTIONS * 2 + 2}:${Code.ConfigSection}@0`,
    );
    expect<i32>(serverSectionCount()).toBe(MAX_SERVER_SECTIONS);
    expect<string>(identifier(MAX_SERVER_SECTIONS - 1)).toBe(`s${MAX_SERVER_SECTIONS - 1}.test`);
  });

  it("has no more addresses with the others than the limit", () => {
    let text = NAMED;
    for (let i = 0; i < MAX_MANUAL_ADDRESSES; i++) text += `addresses 192.0.2.${i + 1}\n`;
    expect<string>(configure(text)).toBe("");
    expect<string>(configure(text + "server two\nreference-identifier b.test\naddresses 2001:db8::1\n")).toBe(
      `${MAX_MANUAL_ADDRESSES + 5}:${Code.ConfigLimit}@10 ${MAX_MANUAL_ADDRESSES + 3}:${Code.ServerEmpty}@0`,
    );
    expect<i32>(manualAddressCount()).toBe(MAX_MANUAL_ADDRESSES);
  });
});
