// The rows that consumers read, derived from endpoints: one for each channel and
// transport, all of one before the next (requirements §5.1), and those that were
// reported as failed behind the others.

import { MAX_CELLS } from "../limits";
import { cellAt, cellFamily, cellPvd, DEFAULT_ORDER } from "../pools/cells";
import { HASH_START, mixOctets } from "../bytes/text";
import { Channel, defaultPort, endpointAt, endpointCount, EndpointSlot, isIn, List } from "../pools/endpoints";
import { isWay, pvdDevice } from "../pools/pvds";
import { textLength, textPointer } from "../pools/settings";

/** No row. */
export const NO_ROW: i32 = -1;
/** How many channels a row can be of, `Channel.Waiting` among them. */
const CHANNELS: i32 = 6;

// A row is one number: cell, whether it has failed, place of the channel in the cell's
// order, index of the endpoint. Any such number is a place to look for rows from.
const FAILED: i32 = 1 << 12;

/** The place before all rows of a cell. */
export function beforeRows(cell: i32): i32 {
  return cell << 13;
}

/** The cell of a row. */
export function rowCell(row: i32): i32 {
  return row >> 13;
}

/** True if a client reported the row as failed. */
export function isFailedRow(row: i32): bool {
  return (row & FAILED) != 0;
}

/** The channel of a row, one member of `Channel`. */
export function rowChannel(row: i32): Channel {
  return channelAt(rowCell(row), (row >> 9) & 7);
}

/** The endpoint of a row. */
export function rowEndpoint(row: i32): EndpointSlot {
  return endpointAt(row & 511);
}

// The channel at a place in the cell's order of protocols.
function channelAt(cell: i32, place: i32): Channel {
  const order: i32 = cellAt(cell).order;
  return <Channel>(1 << ((((order ? order : DEFAULT_ORDER) >> (place * 3)) & 7) ^ 3));
}

/** The first row of a list of a cell at or after a place, or `NO_ROW`. */
export function seekRow(from: i32, list: List): i32 {
  const row = seekAlike(from, list);
  if (row != NO_ROW || isFailedRow(from)) return row;
  return seekAlike(beforeRows(rowCell(from)) | FAILED, list);
}

// Only among those that have failed, or only among the others.
function seekAlike(from: i32, list: List): i32 {
  const cell = rowCell(from);
  const start = beforeRows(cell) | (from & FAILED);
  const mask: i32 = from & FAILED ? 0 : -1;
  let endpoint = from & 511;
  for (let place = (from >> 9) & 7; place < CHANNELS; place++) {
    const channel = channelAt(cell, place);
    for (; endpoint < endpointCount(); endpoint++) {
      const slot = endpointAt(endpoint);
      const alike = slot.channels & (slot.failed ^ mask);
      if (isIn(slot, cell, list) && alike & channel) return start | (place << 9) | endpoint;
    }
    endpoint = 0;
  }
  return NO_ROW;
}

/** The first published row of any cell at or after a place, or `NO_ROW`. */
export function seekPublished(from: i32): i32 {
  for (; from < beforeRows(MAX_CELLS); from = beforeRows(rowCell(from) + 1)) {
    const row = seekRow(from, List.Published);
    if (row != NO_ROW) return row;
  }
  return NO_ROW;
}

/** The port of a row. */
export function rowPort(row: i32): i32 {
  const port = <i32>rowEndpoint(row).port;
  return port ? port : defaultPort(rowChannel(row));
}

const NUMBER: usize = memory.data(2);

function hashNumber(hash: u64, value: i32): u64 {
  store<u16>(NUMBER, value, 0, 1);
  return mixOctets(hash, NUMBER, 2);
}

/** What consumers know a row by, stable over restarts: FNV-1a of the device, the cell's family and the place. */
export function rowId(row: i32): u64 {
  const cell = rowCell(row);
  const endpoint = rowEndpoint(row);
  const device = pvdDevice(cellPvd(cell));
  let hash = mixOctets(HASH_START, textPointer(device), textLength(device));
  hash = hashNumber(hash, cellFamily(cell) | (<i32>isWay(cellPvd(cell)) << 8));
  hash = mixOctets(hash, endpoint.address, 16);
  hash = hashNumber(hash, rowPort(row));
  // Names that wait have no address to tell them apart.
  if (rowChannel(row) == Channel.Waiting) hash = hashNumber(hash, endpoint.identity);
  return hashNumber(hash, rowChannel(row));
}

/** The published row of a server or Call Home client with this id, or `NO_ROW`. */
export function findRow(id: u64): i32 {
  for (let row = 0; (row = seekPublished(row)) != NO_ROW; row++) {
    if (rowChannel(row) != Channel.Waiting && rowId(row) == id) return row;
  }
  return NO_ROW;
}

/** True if a row is of a Call Home client. */
export function isCallHomeRow(row: i32): bool {
  return rowChannel(row) >= Channel.CallHomeUdp;
}

/** Place of a published row among those of its cell and role in order of preference, from 1. */
export function rankOf(row: i32): i32 {
  let rank = 1;
  // As an unsigned number, NO_ROW is behind every row.
  for (let at = beforeRows(rowCell(row)); <u32>(at = seekRow(at, List.Published)) < <u32>row; at++) {
    rank += <i32>(isCallHomeRow(at) == isCallHomeRow(row));
  }
  return rank;
}
