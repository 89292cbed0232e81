import { MAX_CELLS, MAX_REPORTS } from "../../../assembly/limits";
import {
  addReport,
  dropReport,
  findReport,
  Report,
  reportAt,
  reportCount,
  reportWord,
  resetReports,
  roundsOf,
  setRounds,
} from "../../../assembly/pools/reports";
import { Word } from "../../../assembly/words.gen";

// Ids of all reports in their order.
function ids(): string {
  const parts = new Array<string>();
  for (let i = 0; i < reportCount(); i++) parts.push(reportAt(i).id.toString());
  return parts.join(" ");
}

describe("reports", () => {
  beforeEach(() => {
    resetReports();
  });

  it("keep what they were given", () => {
    const slot = addReport(0xfedcba9876543210, 31, Report.IdentityFailed, 1 << 50);
    slot.looks = 2;
    addReport(2, 1, Report.Ok, 5).looks = 0;
    expect<u64>(slot.id).toBe(0xfedcba9876543210);
    expect<i64>(slot.endMs).toBe(1 << 50);
    expect<u8>(slot.kind).toBe(<u8>Report.IdentityFailed);
    expect<u8>(slot.cell).toBe(31);
  });

  it("are found by the id, as long as they are there", () => {
    for (let id: u64 = 1; id < 4; id++) addReport(id, 0, Report.Ok, <i64>id);
    expect<i64>(findReport(2)!.endMs).toBe(2);
    expect<bool>(findReport(4) === null).toBe(true);
    dropReport(findReport(2)!);
    expect<bool>(findReport(2) === null).toBe(true);
    expect<i64>(findReport(3)!.endMs).toBe(3);
  });

  it("stand in their order without gaps", () => {
    for (let id = 0; id < MAX_REPORTS; id++) addReport(id, 0, Report.Ok, 1);
    dropReport(reportAt(0));
    dropReport(reportAt(MAX_REPORTS - 2));
    dropReport(reportAt(1));
    expect<i32>(reportCount()).toBe(MAX_REPORTS - 3);
    expect<string>(ids().substr(0, 5)).toBe("1 3 4");
    addReport(99, 0, Report.Ok, 1);
    expect<string>(ids().substr(-5)).toBe("22 99");
    resetReports();
    expect<string>(ids()).toBe("");
  });

  it("have words", () => {
    expect<Word>(reportWord(Report.Ok)).toBe(Word.Ok);
    expect<Word>(reportWord(Report.Redirected)).toBe(Word.Redirected);
    expect<Word>(reportWord(Report.ConnectFailed)).toBe(Word.ConnectFailed);
    expect<Word>(reportWord(Report.IdentityFailed)).toBe(Word.IdentityFailed);
  });

  it("count rounds for each cell", () => {
    for (let cell = 0; cell < MAX_CELLS; cell++) setRounds(cell, <u8>cell + 1);
    for (let cell = 0; cell < MAX_CELLS; cell++) expect<u8>(roundsOf(cell)).toBe(<u8>cell + 1);
    resetReports();
    for (let cell = 0; cell < MAX_CELLS; cell++) expect<u8>(roundsOf(cell)).toBe(0);
  });
});
