// What clients report of the peers that they use, and what follows from it: a peer
// that failed stands behind the others for a while, other servers are looked for when
// all have failed, and when a certificate ends (requirements §3.4, §3.5).

import { LogLevel, NO_DEADLINE } from "../abi";
import { Code } from "../codes";
import { findRow, NO_ROW, rowCell, rowChannel, rowEndpoint, rowId } from "../control/rows";
import { randomBelow } from "../entropy/pool";
import { MAX_REPORTS } from "../limits";
import { cellAt } from "../pools/cells";
import { choiceOf, haveAllFailed } from "../pools/endpoints";
import { log, LogSlot } from "../pools/log";
import { addReport, dropReport, findReport, Report, reportAt, reportCount, ReportSlot, reportWord, setRounds } from "../pools/reports";
import { Method } from "../pools/settings";
import { calendarIsTrusted, calendarMs, nowMs, setCalendar } from "../time/clock";
import { touchEndpoint, touchPublished } from "./publication";
import { Cause, planRunAt, RUN_GAP_MS } from "./triggers";

/** How long a peer that failed stands behind the others, in milliseconds (RFC 9132 §4.3). */
export const FAILURE_MS: i64 = 600_000;
/** How long before its certificate ends servers are looked for, in milliseconds (requirements §3.4). */
const CERTIFICATE_LEAD_MS: i64 = 300_000;
/** Up to so much later at random, in milliseconds: many routers use one server. */
const CERTIFICATE_SPREAD_MS: i32 = 30_000;
/** One look before a certificate ends, and one when it does. */
const LOOKS: u8 = 2;

function tell(code: Code, level: LogLevel, row: i32): LogSlot {
  return log(code, level, rowCell(row)).withAddress(rowEndpoint(row).address);
}

/**
 * Takes what a client says of a published peer; the latest report about it counts.
 * @param endMs - when it is over, as in `ReportSlot`; 0: there is nothing to remember
 */
export function takeReport(row: i32, kind: Report, endMs: i64): void {
  const level = kind < Report.ConnectFailed ? LogLevel.Info : LogLevel.Notice;
  tell(Code.PeerReported, level, row).withWhat(reportWord(kind));
  const id = rowId(row);
  const cell = rowCell(row);
  let before = Report.None;
  let looks: u8 = 0;
  const known = findReport(id);
  if (known) {
    before = <Report>known.kind;
    // Said again, it is not looked for again.
    if (known.endMs == endMs) looks = known.looks;
    dropReport(known);
  }
  if (endMs) {
    if (reportCount() == MAX_REPORTS) dropOldest();
    addReport(id, cell, kind, endMs).looks = looks;
  } else {
    kind = Report.None;
  }
  if (kind == before || max(kind, before) < Report.Redirected) return;
  mark(row, kind >= Report.ConnectFailed);
  if (kind < Report.ConnectFailed || before >= Report.ConnectFailed) return;
  if (haveAllFailed(cell, choiceOf(rowChannel(row)))) seekOthers(cell);
}

function seekOthers(cell: i32): void {
  const slot = cellAt(cell);
  log(Code.AllPeersFailed, LogLevel.Warning, cell);
  setRounds(cell, 0);
  // A run that is under way has the same end.
  if (slot.resolving != <u8>Method.None) return;
  planRunAt(cell, Cause.PeersFailed, max(nowMs, slot.lastRunMs + RUN_GAP_MS));
}

function mark(row: i32, hasFailed: bool): void {
  const endpoint = rowEndpoint(row);
  const channel = <u8>rowChannel(row);
  const failed = hasFailed ? endpoint.failed | channel : endpoint.failed & ~channel;
  if (failed != endpoint.failed) {
    endpoint.failed = failed;
    // Every other row may have another rank now.
    touchPublished(rowCell(row));
  } else {
    touchEndpoint(endpoint);
  }
}

function dropOldest(): void {
  const oldest = reportAt(0);
  const row = findRow(oldest.id);
  tell(Code.ReportDropped, LogLevel.Warning, row);
  if (oldest.kind >= <u8>Report.ConnectFailed) mark(row, false);
  dropReport(oldest);
}

// When there is something to do about a report, in milliseconds since boot.
function deadlineOf(slot: ReportSlot): i64 {
  if (slot.kind != <u8>Report.Ok) return slot.endMs;
  if (!calendarIsTrusted || slot.looks == LOOKS) return NO_DEADLINE;
  return max<i64>(slot.endMs - calendarMs - (slot.looks ? 0 : CERTIFICATE_LEAD_MS), 0);
}

/** When the first report is over or a certificate ends soon, in milliseconds since boot, or `NO_DEADLINE`. */
export function nextReportDeadline(): i64 {
  let next: i64 = NO_DEADLINE;
  // As unsigned numbers, NO_DEADLINE is later than any other.
  for (let i = 0; i < reportCount(); i++) next = <i64>min(<u64>next, <u64>deadlineOf(reportAt(i)));
  return next;
}

/** Does what is due for reports now. */
export function expireReports(): void {
  settleReports();
  for (let i = reportCount() - 1; i >= 0; i--) {
    const slot = reportAt(i);
    if (<u64>deadlineOf(slot) > <u64>nowMs) continue;
    const row = findRow(slot.id);
    if (slot.kind == <u8>Report.Ok) {
      noteCertificate(slot, row);
      continue;
    }
    if (slot.kind >= <u8>Report.ConnectFailed) {
      tell(Code.FailureOver, LogLevel.Info, row);
      mark(row, false);
    }
    dropReport(slot);
  }
}

function noteCertificate(slot: ReportSlot, row: i32): void {
  slot.looks = looksDue(slot);
  tell(Code.CertificateEnding, LogLevel.Notice, row).withValue(max<i64>(slot.endMs - calendarMs - nowMs, 0));
  planRunAt(slot.cell, Cause.CertificateEnds, nowMs + randomBelow(CERTIFICATE_SPREAD_MS));
}

// How many of the looks the calendar says to be behind.
function looksDue(slot: ReportSlot): u8 {
  const leftMs = slot.endMs - calendarMs - nowMs;
  return <u8>(leftMs <= CERTIFICATE_LEAD_MS) + <u8>(leftMs <= 0);
}

/** Takes the time of the calendar, in milliseconds since 1970: what it says of certificates is judged anew (E-94). */
export function takeCalendar(unixMs: i64, isTrusted: bool): void {
  setCalendar(unixMs, isTrusted);
  if (!calendarIsTrusted) return;
  for (let i = 0; i < reportCount(); i++) {
    const slot = reportAt(i);
    if (slot.kind == <u8>Report.Ok) slot.looks = min(slot.looks, looksDue(slot));
  }
}

/** Forgets reports about peers that are published no more, and failures of lists that were replaced. */
export function settleReports(): void {
  for (let i = reportCount() - 1; i >= 0; i--) {
    const slot = reportAt(i);
    if (cellAt(slot.cell).listChanged && !isBorne(slot)) dropReport(slot);
  }
}

function isBorne(slot: ReportSlot): bool {
  const row = findRow(slot.id);
  if (row == NO_ROW) return false;
  return slot.kind < <u8>Report.ConnectFailed || (rowEndpoint(row).failed & <u8>rowChannel(row)) != 0;
}
