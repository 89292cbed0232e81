import { LogLevel } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { codeRi4 } from "../../../assembly/dhcp/settings";
import { MAX_LOG_RECORDS } from "../../../assembly/limits";
import { findName } from "../../../assembly/names/table";
import { Holder } from "../../../assembly/pools/holders";
import { logAt, logCount, LogField, lostLogRecords, NO_CELL } from "../../../assembly/pools/log";
import {
  interfaceSectionAt,
  interfaceSectionCount,
  manualReplaces,
  serverSectionAt,
  serverSectionCount,
} from "../../../assembly/pools/settings";
import { configure } from "../support/config";
import { storedText } from "../support/texts";

describe("the configuration text", () => {
  it("may be empty, and tells how many lines it had", () => {
    expect<string>(configure("")).toBe("");
    expect<i32>(logCount()).toBe(1);
    expect<i32>(logAt(0).code).toBe(Code.ConfigApplied);
    expect<i64>(logAt(0).amount).toBe(0);
    expect<string>(configure("# one\n\n  \t\n# four")).toBe("");
    expect<i64>(logAt(0).amount).toBe(4);
    expect<string>(configure("methods dhcp\n")).toBe("");
    expect<i64>(logAt(0).amount).toBe(1);
  });

  it("replaces the one before, whole", () => {
    configure("manual-scope replace\noption-codes 224 225 1 2\ninterface wan\nserver one\nreference-identifier a.test\n");
    expect<bool>(manualReplaces).toBe(true);
    expect<i32>(codeRi4).toBe(224);
    expect<usize>(findName(Holder.ServerName)).not.toBe(0);
    configure("");
    expect<bool>(manualReplaces).toBe(false);
    expect<i32>(codeRi4).toBe(147);
    expect<i32>(interfaceSectionCount() + serverSectionCount()).toBe(0);
    expect<usize>(findName(Holder.ServerName)).toBe(0);
  });

  it("reports each line in error by line and column, and uses the others", () => {
    const faults = configure(
      "# comment\n  methids dhcp\ninterface wan\n device\n families inet inet7 # no such\n credentials keys\n nonsense\n",
    );
    expect<string>(faults).toBe(
      `2:${Code.ConfigStatement}@2 4:${Code.ConfigValueMissing}@7 5:${Code.ConfigValue}@15 7:${Code.ConfigStatement}@1`,
    );
    expect<i32>(logAt(0).level).toBe(LogLevel.Error);
    expect<i32>(logAt(0).cell).toBe(NO_CELL);
    expect<string>(storedText(interfaceSectionAt(0).credentials)).toBe("keys");
    expect<i32>(interfaceSectionAt(0).families).toBe(3);
  });

  it("gives statements to the section that they follow", () => {
    expect<string>(
      configure(
        "interface wan\ncredentials one\nserver s\nreference-identifier a.test\ncredentials two\n" +
          "interface lan\ncredentials three\n",
      ),
    ).toBe("");
    expect<string>(storedText(interfaceSectionAt(0).credentials)).toBe("one");
    expect<string>(storedText(serverSectionAt(0).credentials)).toBe("two");
    expect<string>(storedText(interfaceSectionAt(1).credentials)).toBe("three");
  });

  it("has no general statements inside of a section, and no section's statements outside", () => {
    expect<string>(configure("profile auto\nsignal-port 5000\ndevice eth1\ninterface wan\nprofile auto\n")).toBe(
      `2:${Code.ConfigStatement}@0 3:${Code.ConfigStatement}@0 5:${Code.ConfigStatement}@0`,
    );
    expect<string>(configure("interface wan\nsignal-port 5000\n")).toBe(`2:${Code.ConfigStatement}@0`);
    expect<string>(configure("server one\ndevice eth1\nreference-identifier a.test\n")).toBe(`2:${Code.ConfigStatement}@0`);
  });

  it("takes statements of a section in error for nobody's", () => {
    expect<string>(configure("interface wan\ncredentials a\ninterface\ncredentials b\ninterface lan\ncredentials c\n")).toBe(
      `3:${Code.ConfigValueMissing}@9 4:${Code.ConfigSection}@0`,
    );
    expect<i32>(interfaceSectionCount()).toBe(2);
    expect<string>(storedText(interfaceSectionAt(0).credentials)).toBe("a");
    expect<string>(storedText(interfaceSectionAt(1).credentials)).toBe("c");
    expect<string>(configure("server \x80\nreference-identifier a.test\naddresses 192.0.2.1\n")).toBe(
      `1:${Code.ConfigValue}@7 2:${Code.ConfigSection}@0 3:${Code.ConfigSection}@0`,
    );
    expect<i32>(serverSectionCount()).toBe(0);
  });

  it("forgets a section of the text before", () => {
    configure("interface wan\n");
    expect<string>(configure("credentials keys\n")).toBe(`1:${Code.ConfigStatement}@0`);
    configure("server\n");
    expect<string>(configure("profile auto\n")).toBe("");
  });

  it("has no carriage returns", () => {
    expect<string>(configure("profile auto\r\n")).toBe(`1:${Code.ConfigValue}@8`);
  });

  it("tells what it can of very many errors, and counts the rest", () => {
    let text = "";
    for (let i = 0; i < MAX_LOG_RECORDS + 5; i++) text += "x\n";
    configure(text);
    expect<i32>(logCount()).toBe(MAX_LOG_RECORDS);
    expect<i32>(logAt(MAX_LOG_RECORDS - 1).number(LogField.Line)).toBe(MAX_LOG_RECORDS);
    expect<u32>(lostLogRecords()).toBe(6);
  });
});

describe("a line in error has no effect", () => {
  it("where a word is too many", () => {
    expect<string>(configure("manual-scope replace now\n")).toBe(`1:${Code.ConfigExtraValue}@21`);
    expect<bool>(manualReplaces).toBe(false);
    expect<string>(configure("option-codes 224 225 1 2 3\n")).toBe(`1:${Code.ConfigExtraValue}@25`);
    expect<i32>(codeRi4).toBe(147);
    expect<string>(configure("interface wan lan\ncredentials keys\n")).toBe(
      `1:${Code.ConfigExtraValue}@14 2:${Code.ConfigSection}@0`,
    );
    expect<i32>(interfaceSectionCount()).toBe(0);
    expect<string>(configure("interface wan\ndevice eth1 eth2\n")).toBe(`2:${Code.ConfigExtraValue}@12`);
    expect<string>(storedText(interfaceSectionAt(0).device)).toBe("wan");
    expect<string>(configure("server one\nreference-identifier a.test b.test\n")).toBe(
      `2:${Code.ConfigExtraValue}@28 1:${Code.ServerEmpty}@0`,
    );
  });

  it("where there is a comment behind the extra word", () => {
    expect<string>(configure("profile draft01 x # y\n")).toBe(`1:${Code.ConfigExtraValue}@16`);
    expect<string>(configure("profile draft01 # x\n")).toBe("");
  });
});
