// The rows that consumers read, derived from endpoints: one for each channel and
// transport, all of one before the next (requirements §5.1).

import { MAX_CELLS } from "../limits";
import { cellAt, DEFAULT_ORDER } from "../pools/cells";
import { Channel, endpointAt, endpointCount, EndpointSlot, isIn, List } from "../pools/endpoints";

/** No row. */
export const NO_ROW: i32 = -1;
/** The place before the first row, whichever that will be when it is asked for. */
export const BEFORE_ROWS: i32 = -2;

/** How many channels a row can be of, `Channel.Waiting` among them. */
const CHANNELS: i32 = 4;

/** A row is one number: cell, place of the channel in the cell's order, index of the endpoint. */
function rowOf(cell: i32, place: i32, endpoint: i32): i32 {
  return (cell << 11) | (place << 9) | endpoint;
}

/** The cell of a row. */
export function rowCell(row: i32): i32 {
  return row >> 11;
}

/** The channel of a row, one member of `Channel`. */
export function rowChannel(row: i32): Channel {
  return channelAt(rowCell(row), (row >> 9) & 3);
}

/** The endpoint of a row. */
export function rowEndpoint(row: i32): EndpointSlot {
  return endpointAt(row & 511);
}

// The channel at a place in the cell's order of protocols.
function channelAt(cell: i32, place: i32): Channel {
  const order = cellAt(cell).order;
  return <Channel>(((order ? order : DEFAULT_ORDER) >> <u16>(place << 2)) & 15);
}

/** The first row of a list at or after the place that `row` names, in the same cell, or `NO_ROW`. */
function seekRow(row: i32, list: List): i32 {
  const cell = rowCell(row);
  let endpoint = row & 511;
  for (let place = (row >> 9) & 3; place < CHANNELS; place++) {
    const channel = channelAt(cell, place);
    for (; endpoint < endpointCount(); endpoint++) {
      const slot = endpointAt(endpoint);
      if (isIn(slot, cell, list) && slot.channels & channel) return rowOf(cell, place, endpoint);
    }
    endpoint = 0;
  }
  return NO_ROW;
}

/** The first row of a list of a cell, or `NO_ROW`. */
export function firstRow(cell: i32, list: List): i32 {
  return seekRow(rowOf(cell, 0, 0), list);
}

/** The row after this one in the same list, or `NO_ROW`. */
export function nextRow(row: i32, list: List): i32 {
  return seekRow(row + 1, list);
}

/** The first row of any cell from `cell` on, or `NO_ROW`. */
export function firstRowFrom(cell: i32): i32 {
  for (; cell < MAX_CELLS; cell++) {
    const row = firstRow(cell, List.Published);
    if (row != NO_ROW) return row;
  }
  return NO_ROW;
}

/** The row after this one in any cell, or `NO_ROW`. */
export function nextRowAnywhere(row: i32): i32 {
  const next = nextRow(row, List.Published);
  return next != NO_ROW ? next : firstRowFrom(rowCell(row) + 1);
}

/** Place of a row in its cell's order of preference, from 1. */
export function rankOf(row: i32): i32 {
  let rank = 1;
  for (let at = firstRow(rowCell(row), List.Published); at != row && at != NO_ROW; at = nextRow(at, List.Published)) rank++;
  return rank;
}
