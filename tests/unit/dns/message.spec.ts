// What the vectors leave out: the fields of a record, and how a walk begins and ends.

import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import {
  beginRecords,
  Flag,
  messageFlags,
  messageId,
  nextRecord,
  OWNER,
  ownerLength,
  rdataLength,
  rdataOffset,
  recordClass,
  recordTtl,
  recordType,
  Section,
  section,
  sectionCount,
} from "../../../assembly/dns/message";
import { hexOf, place, placed } from "../support/octets";

const HEADER = "1a2b8580 0001 0001 0000 0001";
const QUESTION = "0161 00 00ff 8001";
const RECORD = "c00c 0041 8001 0000003c 0002 beef";

describe("the header", () => {
  it("has an id, flags and counts", () => {
    place(HEADER);
    expect<i32>(messageId(placed)).toBe(0x1a2b);
    expect<i32>(messageFlags(placed)).toBe(
      Flag.Response | Flag.Authoritative | Flag.RecursionDesired | Flag.RecursionAvailable,
    );
    expect<i32>(sectionCount(placed, Section.Answer)).toBe(1);
    expect<i32>(sectionCount(placed, Section.Authority)).toBe(0);
  });
});

describe("nextRecord", () => {
  it("gives questions and records in their order", () => {
    const end = place(HEADER + QUESTION + RECORD + RECORD);
    expect<i32>(beginRecords(placed, end)).toBe(0);
    expect<i32>(nextRecord()).toBe(1);
    expect<i32>(section).toBe(Section.Question);
    expect<i32>(recordType).toBe(255);
    expect<i32>(recordClass).toBe(1);
    expect<u32>(recordTtl).toBe(0);
    expect<i32>(rdataLength).toBe(0);
    expect<i32>(nextRecord()).toBe(1);
    expect<i32>(section).toBe(Section.Answer);
    expect<i32>(recordType).toBe(65);
    expect<i32>(recordClass).toBe(1);
    expect<u32>(recordTtl).toBe(60);
    expect<string>(hexOf(OWNER, ownerLength)).toBe("016100");
    expect<string>(hexOf(placed + rdataOffset, rdataLength)).toBe("beef");
    expect<i32>(nextRecord()).toBe(1);
    expect<i32>(section).toBe(Section.Additional);
    expect<i32>(nextRecord()).toBe(0);
    expect<i32>(nextRecord()).toBe(0);
  });

  it("gives a fault again and again", () => {
    const end = place(HEADER + QUESTION + "c0ff");
    beginRecords(placed, end);
    expect<i32>(nextRecord()).toBe(1);
    for (let i = 0; i < 3; i++) expect<i32>(nextRecord()).toBe(fault(Code.PointerForward, 19));
  });

  it("begins anew", () => {
    const end = place(HEADER + QUESTION + RECORD + RECORD + "00");
    for (let i = 0; i < 2; i++) {
      beginRecords(placed, end);
      for (let record = 0; record < 3; record++) expect<i32>(nextRecord()).toBe(1);
      expect<i32>(nextRecord()).toBe(fault(Code.TrailingOctets, 47));
    }
  });
});
