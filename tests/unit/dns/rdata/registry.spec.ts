// What each type leaves in its fields.

import { beginRecords, nextRecord, rdataOffset } from "../../../../assembly/dns/message";
import { ADDRESS, readAddress } from "../../../../assembly/dns/rdata/address";
import { TARGET, targetLength } from "../../../../assembly/dns/rdata/name";
import { flagsOffset, order, preference, regexpOffset, servicesOffset } from "../../../../assembly/dns/rdata/naptr";
import { dnssecOk, extendedRcode, udpSize, version } from "../../../../assembly/dns/rdata/opt";
import {
  MAILBOX,
  minimum,
  numbersOffset,
  readNames,
  SERVER,
} from "../../../../assembly/dns/rdata/soa";
import { port, priority, weight } from "../../../../assembly/dns/rdata/srv";
import { hexOf, place, placed } from "../../support/octets";

const HEADER = "000080000000000100000000";

// Reads a message with one record of these octets behind its owner, the root.
function read(record: string): void {
  expect<i32>(beginRecords(placed, place(HEADER + "00" + record))).toBe(0);
  expect<i32>(nextRecord()).toBe(1);
  expect<i32>(nextRecord()).toBe(0);
}

describe("rdata", () => {
  it("A and AAAA", () => {
    read("0001 0001 00000000 0004 c0000201");
    readAddress();
    expect<string>(hexOf(ADDRESS, 16)).toBe("00000000000000000000ffffc0000201");
    read("001c 0001 00000000 0010 20010db8000000000000000000000001");
    readAddress();
    expect<string>(hexOf(ADDRESS, 16)).toBe("20010db8000000000000000000000001");
  });

  it("CNAME and PTR", () => {
    read("0005 0001 00000000 0003 016100");
    expect<string>(hexOf(TARGET, targetLength)).toBe("016100");
    read("000c 0001 00000000 0005 0162016100");
    expect<string>(hexOf(TARGET, targetLength)).toBe("0162016100");
  });

  it("SRV", () => {
    read("0021 0001 00000000 0009 000a ffff 1226 016d00");
    expect<i32>(priority()).toBe(10);
    expect<i32>(weight()).toBe(0xffff);
    expect<i32>(port()).toBe(4646);
    expect<string>(hexOf(TARGET, targetLength)).toBe("016d00");
  });

  it("NAPTR", () => {
    read("0023 0001 00000000 000e 0064 fffe 0173 02444f 0121 016d00");
    expect<i32>(order()).toBe(100);
    expect<i32>(preference()).toBe(0xfffe);
    expect<string>(hexOf(placed + flagsOffset(), 2)).toBe("0173");
    expect<string>(hexOf(placed + servicesOffset(), 3)).toBe("02444f");
    expect<string>(hexOf(placed + regexpOffset(), 2)).toBe("0121");
    expect<string>(hexOf(TARGET, targetLength)).toBe("016d00");
  });

  it("SOA", () => {
    read("0006 0001 00000000 001c 016100 0162016100 000000010000000200000003000000040000000a");
    expect<i32>(readNames()).toBe(rdataOffset + 3);
    expect<string>(hexOf(SERVER, 3)).toBe("016100");
    expect<string>(hexOf(MAILBOX, 5)).toBe("0162016100");
    expect<string>(hexOf(placed + numbersOffset(), 4)).toBe("00000001");
    expect<u32>(minimum()).toBe(10);
  });

  it("OPT, whatever its class and its TTL", () => {
    read("0029 ffff ff018000 0000");
    expect<i32>(udpSize()).toBe(0xffff);
    expect<i32>(extendedRcode()).toBe(255);
    expect<i32>(version()).toBe(1);
    expect<bool>(dnssecOk()).toBe(true);
    read("0029 04d0 00007fff 0004 000a0000");
    expect<i32>(udpSize()).toBe(1232);
    expect<i32>(extendedRcode()).toBe(0);
    expect<i32>(version()).toBe(0);
    expect<bool>(dnssecOk()).toBe(false);
  });

  it("of another class is left alone", () => {
    read("0005 0001 00000000 0003 016100");
    read("0005 0003 00000000 0003 016200");
    expect<string>(hexOf(TARGET, targetLength)).toBe("016100");
  });
});
