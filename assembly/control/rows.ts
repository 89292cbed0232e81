// The rows that consumers read, derived from endpoints: one for each channel and
// transport, all of one before the next (requirements §5.1).

import { MAX_CELLS } from "../limits";
import { cellAt, DEFAULT_ORDER } from "../pools/cells";
import { Channel, endpointAt, EndpointSlot, List, nextIn } from "../pools/endpoints";

/** No row. */
export const NO_ROW: i32 = -1;
/** The place before the first row, whichever that will be when it is asked for. */
export const BEFORE_ROWS: i32 = -2;

/** How many channels a row can be of, `Channel.Waiting` among them. */
const CHANNELS: i32 = 4;

/** A row is one number: cell, number of the channel, index of the endpoint. */
function rowOf(cell: i32, channel: i32, endpoint: i32): i32 {
  return (cell << 11) | (channel << 9) | endpoint;
}

/** The cell of a row. */
export function rowCell(row: i32): i32 {
  return row >> 11;
}

/** The channel of a row, one member of `Channel`. */
export function rowChannel(row: i32): Channel {
  return <Channel>(1 << ((row >> 9) & 3));
}

/** The endpoint of a row. */
export function rowEndpoint(row: i32): EndpointSlot {
  return endpointAt(row & 511);
}

// Number of the channel at a place in the cell's order of protocols.
function channelAt(cell: i32, place: i32): i32 {
  const order = cellAt(cell).order;
  return ctz<i32>(((order ? order : DEFAULT_ORDER) >> <u16>(place << 2)) & 15);
}

// Rows of the published list from a place in the order and an endpoint on.
function nextRowOfCell(cell: i32, place: i32, endpoint: i32): i32 {
  for (; place < CHANNELS; place++) {
    const channel = channelAt(cell, place);
    for (let i = nextIn(cell, List.Published, endpoint); i >= 0; i = nextIn(cell, List.Published, i + 1)) {
      if ((endpointAt(i).channels >> (<u8>channel)) & 1) return rowOf(cell, channel, i);
    }
    endpoint = 0;
  }
  return NO_ROW;
}

/** The first row of a cell, or `NO_ROW`. */
export function firstRow(cell: i32): i32 {
  return nextRowOfCell(cell, 0, 0);
}

/** The row after this one in the same cell, or `NO_ROW`. */
export function nextRow(row: i32): i32 {
  const cell = rowCell(row);
  let place = 0;
  while (place < CHANNELS && channelAt(cell, place) != ((row >> 9) & 3)) place++;
  return nextRowOfCell(cell, place, (row & 511) + 1);
}

/** The first row of any cell from `cell` on, or `NO_ROW`. */
export function firstRowFrom(cell: i32): i32 {
  for (; cell < MAX_CELLS; cell++) {
    const row = firstRow(cell);
    if (row != NO_ROW) return row;
  }
  return NO_ROW;
}

/** The row after this one in any cell, or `NO_ROW`. */
export function nextRowAnywhere(row: i32): i32 {
  const next = nextRow(row);
  return next != NO_ROW ? next : firstRowFrom(rowCell(row) + 1);
}

/** The first row at or after `endpoint` that was published before and is no more, or `NO_ROW`. */
export function nextRemovedRow(cell: i32, channel: i32, endpoint: i32): i32 {
  for (; channel < CHANNELS; channel++) {
    for (let i = nextIn(cell, List.Leaving, endpoint); i >= 0; i = nextIn(cell, List.Leaving, i + 1)) {
      if ((endpointAt(i).marks >> (<u8>channel + 4)) & 1) return rowOf(cell, channel, i);
    }
    endpoint = 0;
  }
  return NO_ROW;
}

/** The removed row after this one in the same cell, or `NO_ROW`. */
export function nextRemoved(row: i32): i32 {
  return nextRemovedRow(rowCell(row), (row >> 9) & 3, (row & 511) + 1);
}

/** Place of a row in its cell's order of preference, from 1. */
export function rankOf(row: i32): i32 {
  let rank = 1;
  for (let at = firstRow(rowCell(row)); at != row && at != NO_ROW; at = nextRow(at)) rank++;
  return rank;
}
