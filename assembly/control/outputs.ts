// What `pollOutput` tells, in a fixed order, one record a call: log, events,
// replies, result file, entropy, deadline. Nothing is queued: each record is
// rendered from state and marks that stay until the drain is over.

import { ABI_VERSION, DeadlineOutput, FileFlag, MAX_CLIENTS, NO_DEADLINE, Output, OutputKind } from "../abi";
import { beginLine, closeObject, endLine, numberField, openObject, wordField } from "../bytes/json";
import { faultCode, faultOffset } from "../bytes/fault";
import { WINDOW } from "../bytes/window";
import { entropyWanted } from "../entropy/pool";
import { ENTROPY_POOL_SIZE, MAX_CELLS } from "../limits";
import { cellAt, cellPvd } from "../pools/cells";
import { CHANGED, List, settleEndpoints } from "../pools/endpoints";
import { clearLog, logAt, logCount, lostLogRecords } from "../pools/log";
import { ANY_PVD, pvdExists, settlePvds } from "../pools/pvds";
import { nowMs } from "../time/clock";
import { nextRunDeadline } from "../resolve/runs";
import { isStarved, nextTransactionDeadline } from "../resolve/transactions";
import { nextDeadline } from "../time/timers";
import { Word } from "../words.gen";
import { writeCell, writePublishedEvent, writeStateEvent } from "./cell-record";
import { clientAt, ClientSlot, Reply, watcherSet } from "./clients";
import { writeHeader } from "./header";
import { writeLog } from "./log-record";
import { writeRemovedRow, writeRow } from "./peer-record";
import {
  BEFORE_ROWS,
  firstRow,
  firstRowFrom,
  nextRow,
  nextRowAnywhere,
  NO_ROW,
  rowCell,
  rowChannel,
  rowEndpoint,
} from "./rows";
import { pollSocket } from "./sockets";

const enum Phase {
  Log,
  Events,
  Replies,
  File,
  Sockets,
  Entropy,
  Deadline,
  Done,
}

/** Within the events of one cell. */
const enum EventStage {
  Begin,
  Removed,
  Rows,
  Published,
  State,
}

/** Nothing is told yet: no deadline, and not that there is none. */
const NOTHING_TOLD: i64 = -2;

let phase: i32 = Phase.Done;
let index: i32 = 0;
let stage: i32 = EventStage.Begin;
let row: i32 = 0;
let fileIsOld: bool = false;
let fileBegun: bool = false;
let toldDeadline: i64 = 0;

let inputs: u32 = 0;
let refused: u32 = 0;
let publications: u32 = 0;

/** Forgets what was told. The first drain writes a result file, so that none is left from before. */
export function resetOutputs(): void {
  phase = Phase.Done;
  fileIsOld = true;
  toldDeadline = NOTHING_TOLD;
  inputs = 0;
  refused = 0;
  publications = 0;
}

/** Before an input: whatever the last drain left is over. */
export function beginInput(): void {
  settleEndpoints();
  settlePvds();
  clearLog();
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    const slot = cellAt(cell);
    slot.listChanged = false;
    slot.toldState = slot.state;
  }
  inputs++;
}

/** After an input: the drain can begin. */
export function endInput(wasRefused: bool): void {
  if (wasRefused) refused++;
  for (let cell = 0; cell < MAX_CELLS; cell++) {
    if (!cellAt(cell).listChanged) continue;
    fileIsOld = true;
    publications++;
  }
  phase = Phase.Log;
  index = 0;
  stage = EventStage.Begin;
  fileBegun = false;
}

/** Writes the next output record into the window: its length, or 0 when there is none. */
export function pollNextOutput(): i32 {
  while (phase != Phase.Done) {
    const length = pollPhase();
    if (length) return length;
    phase++;
    index = 0;
  }
  return 0;
}

function pollPhase(): i32 {
  beginLine();
  openObject();
  switch (phase) {
    case Phase.Log:
      return pollLog();
    case Phase.Events:
      return pollEvents();
    case Phase.Replies:
      return pollReplies();
    case Phase.File:
      return pollFile();
    case Phase.Sockets:
      return pollSocket();
    case Phase.Entropy:
      return pollEntropy();
    default:
      return pollDeadline();
  }
}

/** Ends an output whose payload is the object that was written. */
function endOutput(kind: OutputKind, flags: i32, handle: i32): i32 {
  closeObject();
  return writeHeader(kind, flags, handle) + endLine();
}

function pollLog(): i32 {
  if (index == logCount()) return 0;
  const slot = logAt(index++);
  writeLog(slot);
  return endOutput(OutputKind.Log, slot.level, slot.code);
}

function pollEvents(): i32 {
  for (; index < MAX_CELLS; index++) {
    const length = pollCellEvents(index);
    if (length) return length;
    stage = EventStage.Begin;
  }
  return 0;
}

function pollCellEvents(cell: i32): i32 {
  const slot = cellAt(cell);
  if (stage == EventStage.Begin) {
    stage = slot.listChanged ? EventStage.Removed : EventStage.State;
    row = firstRow(cell, List.Leaving);
    slot.added = slot.removed = slot.changed = 0;
  }
  if (stage == EventStage.Removed) {
    if (row != NO_ROW) {
      writeRemovedRow(row);
      slot.removed++;
      row = nextRow(row, List.Leaving);
      return event();
    }
    stage = EventStage.Rows;
    row = firstRow(cell, List.Published);
  }
  if (stage == EventStage.Rows) {
    for (; row != NO_ROW; row = nextRow(row, List.Published)) {
      const kind = changeOf(row);
      if (kind < 0) continue;
      if (kind == Word.Added) slot.added++;
      else slot.changed++;
      writeRow(row, kind);
      row = nextRow(row, List.Published);
      return event();
    }
    stage = EventStage.State;
    writePublishedEvent(cell);
    return event();
  }
  if (slot.toldState == slot.state) return 0;
  writeStateEvent(cell);
  slot.toldState = slot.state;
  return event();
}

function event(): i32 {
  return endOutput(OutputKind.Event, watcherSet(), 0);
}

function changeOf(row: i32): i32 {
  const endpoint = rowEndpoint(row);
  if (endpoint.marks & rowChannel(row)) return Word.Added;
  return endpoint.channels & CHANGED ? Word.Changed : -1;
}

function pollReplies(): i32 {
  for (; index < MAX_CLIENTS; index++) {
    const client = clientAt(index);
    const length = client.reply == <u8>Reply.None ? 0 : pollReply(client);
    if (length) return length;
  }
  return 0;
}

function pollReply(client: ClientSlot): i32 {
  switch (<i32>client.reply) {
    case Reply.Error:
      writeError(client.failure);
      client.reply = <u8>Reply.Done;
      return send(client);
    case Reply.Status:
      return pollStatus(client);
    case Reply.Peers:
    case Reply.Watch:
      return pollRows(client);
    default:
      return close(client);
  }
}

function close(client: ClientSlot): i32 {
  client.reply = <u8>Reply.None;
  return writeHeader(OutputKind.ClientClose, 0, client.handle);
}

function send(client: ClientSlot): i32 {
  return endOutput(OutputKind.ClientSend, 0, client.handle);
}

function pollStatus(client: ClientSlot): i32 {
  if (client.position == BEFORE_ROWS) {
    writeStatus();
    client.position = 0;
    return send(client);
  }
  for (let cell = client.position; cell < MAX_CELLS; cell++) {
    const pvd = cellPvd(cell);
    // Nothing is configured for "any network" on most machines.
    if (pvd == ANY_PVD ? cellAt(cell).state == 0 : !pvdExists(pvd)) continue;
    client.position = cell + 1;
    writeCell(cell);
    return send(client);
  }
  return close(client);
}

function pollRows(client: ClientSlot): i32 {
  if (client.position == BEFORE_ROWS) client.position = firstRowFrom(0);
  while (client.position != NO_ROW) {
    const row = client.position;
    client.position = nextRowAnywhere(row);
    if (client.pvd >= 0 && cellPvd(rowCell(row)) != client.pvd) continue;
    writeRow(row, client.reply == <u8>Reply.Watch ? Word.Current : -1);
    return send(client);
  }
  if (client.reply == <u8>Reply.Watch) {
    client.reply = <u8>Reply.None;
    client.watches = true;
    return 0;
  }
  return close(client);
}

function writeError(failure: i32): void {
  wordField(Word.Record, Word.Error);
  numberField(Word.Error, faultCode(failure));
  numberField(Word.Offset, faultOffset(failure));
}

function writeStatus(): void {
  wordField(Word.Record, Word.Status);
  numberField(Word.Abi, ABI_VERSION);
  numberField(Word.TimeMs, nowMs);
  numberField(Word.Inputs, inputs);
  numberField(Word.Refused, refused);
  numberField(Word.LogLost, lostLogRecords());
  numberField(Word.Published, publications);
}

function pollFile(): i32 {
  if (!fileIsOld) return 0;
  let flags = 0;
  if (!fileBegun) {
    fileBegun = true;
    flags = FileFlag.First;
    row = firstRowFrom(0);
  }
  const current = row;
  row = current == NO_ROW ? NO_ROW : nextRowAnywhere(current);
  if (row == NO_ROW) {
    flags |= FileFlag.Last;
    fileIsOld = false;
  }
  if (current != NO_ROW) {
    writeRow(current, -1);
    return endOutput(OutputKind.FileReplace, flags, 0);
  }
  return writeHeader(OutputKind.FileReplace, flags, 0);
}

function pollEntropy(): i32 {
  const wanted = index++ ? 0 : isStarved() ? ENTROPY_POOL_SIZE : entropyWanted();
  return wanted ? writeHeader(OutputKind.EntropyWanted, 0, wanted) : 0;
}

function pollDeadline(): i32 {
  const deadline = earlier(nextDeadline(), earlier(nextTransactionDeadline(), nextRunDeadline()));
  if (deadline == toldDeadline) return 0;
  toldDeadline = deadline;
  writeHeader(OutputKind.Deadline, 0, 0);
  store<i64>(WINDOW, deadline, DeadlineOutput.TimeMs);
  return DeadlineOutput.Size;
}

// As unsigned numbers, NO_DEADLINE is later than any other.
function earlier(a: i64, b: i64): i64 {
  return <u64>a < <u64>b ? a : b;
}
