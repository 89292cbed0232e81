// What `pollOutput` tells, in a fixed order, one record a call: log, events,
// replies, result file, entropy, deadline. Nothing is queued: each record is
// rendered from state and marks that stay until the drain is over.

import { ABI_VERSION, DeadlineOutput, FileFlag, MAX_CLIENTS, NO_DEADLINE, Output, OutputKind } from "../abi";
import { beginLine, boolField, closeObject, endLine, numberField, openObject, wordField } from "../bytes/json";
import { faultCode, faultOffset } from "../bytes/fault";
import { WINDOW } from "../bytes/window";
import { entropyWanted } from "../entropy/pool";
import { ENTROPY_POOL_SIZE, MAX_CELLS, MAX_PVDS } from "../limits";
import { cellAt, cellPvd } from "../pools/cells";
import { CHANGED, Channel, List, settleEndpoints } from "../pools/endpoints";
import { nextDelegationDeadline } from "../pools/delegations";
import { clearLog, logAt, logCount, lostLogRecords } from "../pools/log";
import { isAny, pvdExists, settlePvds } from "../pools/pvds";
import { considerRecord, endQuarantine, nextSlot, noteChange, pollRecord, quarantineDue, storeDueMs, storeState } from "../store/slots";
import { nowMs } from "../time/clock";
import { nextListenDeadline } from "../resolve/mdns";
import { nextRunDeadline } from "../resolve/runs";
import { isStarved, nextTransactionDeadline } from "../resolve/transactions";
import { nextDeadline } from "../time/timers";
import { Word } from "../words.gen";
import { attackIsOn } from "../discovery/attack";
import { nextReportDeadline } from "../discovery/feedback";
import { beginChanges, countChange, writeCell, writeCredentialsEvent, writePublishedEvent, writeStateEvent } from "./cell-record";
import { clientAt, ClientSlot, dropSelections, Reply, watcherSet } from "./clients";
import { writeHeader } from "./header";
import { writeNetwork } from "./network-record";
import { writeLog } from "./log-record";
import { credentialsOf, writeRow } from "./peer-record";
import { beforeRows, NO_ROW, rowCell, rowChannel, rowEndpoint, seekPublished, seekRow } from "./rows";
import { writeSelection } from "./select";
import { pollSocket } from "./sockets";

const enum Phase {
  Log,
  Events,
  Replies,
  File,
  Store,
  Sockets,
  Entropy,
  Deadline,
  Done,
}

/** How many cells or clients a phase goes through. */
const ROUNDS: usize = memory.data<u8>([1, <u8>MAX_CELLS, <u8>MAX_CLIENTS, 1, 1, 1, 1, 1]);

/** Within the events of one cell. */
const enum EventStage {
  Begin,
  Removed,
  Rows,
  Published,
  Credentials,
  State,
}

/** In the order of `StoreState`. */
const STORE_WORDS: usize = memory.data<u16>([<u16>Word.Absent, <u16>Word.Working, <u16>Word.Degraded, <u16>Word.ReadOnly], 2);

/** Nothing is told yet: no deadline, and not that there is none. */
const NOTHING_TOLD: i64 = -2;

let phase: i32 = Phase.Done;
let index: i32 = 0;
let stage: i32 = EventStage.Begin;
let row: i32 = 0;
// A server without credentials joined the list that is being told.
let lacksCredentials: bool = false;
let fileIsOld: bool = false;
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
  dropSelections();
  let cell = 0;
  do {
    const slot = cellAt(cell);
    slot.listChanged = false;
    slot.toldState = slot.state;
  } while (++cell < MAX_CELLS);
  inputs++;
}

/** After an input: the drain can begin. */
export function endInput(wasRefused: bool): void {
  if (wasRefused) refused++;
  let cell = 0;
  do {
    if (!cellAt(cell).listChanged) continue;
    fileIsOld = true;
    publications++;
    noteChange();
  } while (++cell < MAX_CELLS);
  // The input has been read, so that its place is free.
  considerRecord(WINDOW);
  phase = Phase.Log;
  index = 0;
  stage = EventStage.Begin;
}

/** Writes the next output record into the window: its length, or 0 when there is none. */
export function pollNextOutput(): i32 {
  while (phase != Phase.Done) {
    const length = pollPhase();
    if (length) return length;
    stage = EventStage.Begin;
    if (++index < <i32>load<u8>(ROUNDS + phase)) continue;
    index = 0;
    phase++;
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
      return pollCellEvents(index);
    case Phase.Replies:
      return pollReply(clientAt(index));
    case Phase.File:
      return pollFile();
    case Phase.Store:
      return pollStore();
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

function pollCellEvents(cell: i32): i32 {
  const slot = cellAt(cell);
  if (stage == EventStage.Begin) {
    stage = slot.listChanged ? EventStage.Removed : EventStage.State;
    row = beforeRows(cell);
    beginChanges();
    lacksCredentials = false;
  }
  while (stage < EventStage.Published) {
    const isRemoved = stage == EventStage.Removed;
    const found = seekRow(row, isRemoved ? List.Leaving : List.Published);
    row = found + 1;
    if (found == NO_ROW) {
      row = beforeRows(cell);
      stage++;
      continue;
    }
    const kind = isRemoved ? Word.Removed : changeOf(found);
    if (kind < 0) continue;
    countChange(<Word>kind);
    if (kind == Word.Added && !hasCredentials(found)) lacksCredentials = true;
    writeRow(found, kind);
    return event();
  }
  if (stage == EventStage.Published) {
    stage = EventStage.Credentials;
    writePublishedEvent(cell);
    return event();
  }
  if (stage == EventStage.Credentials) {
    stage = EventStage.State;
    if (lacksCredentials) {
      writeCredentialsEvent(cell);
      return event();
    }
  }
  if (slot.toldState == slot.state) return 0;
  writeStateEvent(cell);
  slot.toldState = slot.state;
  return event();
}

// A name without addresses needs none yet.
function hasCredentials(row: i32): bool {
  return rowChannel(row) == Channel.Waiting || credentialsOf(rowCell(row), rowEndpoint(row)) != 0;
}

function event(): i32 {
  return endOutput(OutputKind.Event, watcherSet(), 0);
}

function changeOf(row: i32): i32 {
  const endpoint = rowEndpoint(row);
  if (endpoint.marks & rowChannel(row)) return Word.Added;
  return endpoint.channels & CHANGED ? Word.Changed : -1;
}

function pollReply(client: ClientSlot): i32 {
  switch (<i32>client.reply) {
    case Reply.None:
      return 0;
    case Reply.Error:
      writeError(client.failure);
      client.reply = <u8>Reply.Done;
      return send(client);
    case Reply.Status:
      return pollStatus(client);
    case Reply.Selection:
      return writeSelection() ? send(client) : close(client);
    case Reply.Networks:
      return pollNetworks(client);
    case Reply.Done:
      return close(client);
    default:
      return pollRows(client);
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
  if (client.position == 0) {
    client.position = 1;
    writeStatus();
    return send(client);
  }
  for (let cell = client.position - 1; cell < MAX_CELLS; cell++) {
    const pvd = cellPvd(cell);
    // Nothing is configured for "any network" on most machines.
    if (isAny(pvd) ? cellAt(cell).state == 0 : !pvdExists(pvd)) continue;
    client.position = cell + 2;
    writeCell(cell);
    return send(client);
  }
  return close(client);
}

function pollNetworks(client: ClientSlot): i32 {
  for (let pvd = client.position; pvd < MAX_PVDS; pvd++) {
    if (!pvdExists(pvd) || (client.pvd >= 0 && client.pvd != pvd)) continue;
    client.position = pvd + 1;
    writeNetwork(pvd);
    return send(client);
  }
  return close(client);
}

function pollRows(client: ClientSlot): i32 {
  const isWatch = client.reply == <u8>Reply.Watch;
  let row = client.position;
  while ((row = seekPublished(row)) != NO_ROW) {
    client.position = ++row;
    if (client.pvd >= 0 && cellPvd(rowCell(row)) != client.pvd) continue;
    writeRow(row - 1, isWatch ? Word.Current : -1);
    return send(client);
  }
  if (!isWatch) return close(client);
  client.reply = <u8>Reply.None;
  client.watches = true;
  return 0;
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
  boolField(Word.Attack, attackIsOn);
  wordField(Word.Store, <Word>load<u16>(STORE_WORDS + (<usize>storeState << 1)));
}

function pollFile(): i32 {
  if (!fileIsOld) return 0;
  let flags = 0;
  if (!index++) {
    flags = FileFlag.First;
    row = seekPublished(0);
  }
  const current = row;
  if (current != NO_ROW) {
    writeRow(current, -1);
    row = seekPublished(current + 1);
  }
  if (row == NO_ROW) {
    flags |= FileFlag.Last;
    fileIsOld = false;
  }
  if (current == NO_ROW) return writeHeader(OutputKind.FileReplace, flags, 0);
  return endOutput(OutputKind.FileReplace, flags, 0);
}

function pollStore(): i32 {
  if (quarantineDue) {
    endQuarantine();
    return writeHeader(OutputKind.StoreQuarantine, 0, 0);
  }
  const length = pollRecord(WINDOW + Output.Payload);
  return length ? length + writeHeader(OutputKind.StoreWrite, nextSlot(), 0) : 0;
}

function pollEntropy(): i32 {
  const wanted = index++ ? 0 : isStarved() ? ENTROPY_POOL_SIZE : entropyWanted();
  return wanted ? writeHeader(OutputKind.EntropyWanted, 0, wanted) : 0;
}

function pollDeadline(): i32 {
  const planned = earlier(earlier(nextDeadline(), storeDueMs), earlier(nextReportDeadline(), nextDelegationDeadline()));
  const questions = earlier(nextTransactionDeadline(), nextRunDeadline());
  const deadline = earlier(planned, earlier(questions, nextListenDeadline()));
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
