// The rows that consumers read, derived from endpoints: one for each channel and
// transport, all of one before the next (requirements §5.1).

import { MAX_CELLS } from "../limits";
import { cellAt, DEFAULT_ORDER } from "../pools/cells";
import { Channel, endpointAt, endpointCount, EndpointSlot, isIn, List } from "../pools/endpoints";

/** No row. */
export const NO_ROW: i32 = -1;
/** How many channels a row can be of, `Channel.Waiting` among them. */
const CHANNELS: i32 = 6;

// A row is one number: cell, place of the channel in the cell's order, index of the
// endpoint. Any such number is a place to look for rows from.

/** The place before all rows of a cell. */
export function beforeRows(cell: i32): i32 {
  return cell << 12;
}

/** The cell of a row. */
export function rowCell(row: i32): i32 {
  return row >> 12;
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
  const cell = rowCell(from);
  let endpoint = from & 511;
  for (let place = (from >> 9) & 7; place < CHANNELS; place++) {
    const channel = channelAt(cell, place);
    for (; endpoint < endpointCount(); endpoint++) {
      const slot = endpointAt(endpoint);
      if (isIn(slot, cell, list) && slot.channels & channel) return beforeRows(cell) | (place << 9) | endpoint;
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
