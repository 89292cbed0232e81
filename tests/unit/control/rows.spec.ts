import {
  beforeRows,
  findRow,
  isFailedRow,
  NO_ROW,
  rankOf,
  rowCell,
  rowChannel,
  rowEndpoint,
  rowId,
  rowPort,
  seekPublished,
  seekRow,
} from "../../../assembly/control/rows";
import { MAX_CELLS, MAX_ENDPOINTS } from "../../../assembly/limits";
import {
  ALL_CHANNELS,
  CALL_HOME,
  appendEndpoint,
  Channel,
  endpointAt,
  endpointCount,
  List,
  NO_ADDRESS,
  ownerOf,
  resetEndpoints,
} from "../../../assembly/pools/endpoints";

const LAST: i32 = MAX_CELLS - 1;

function append(cell: i32, port: u16, channels: i32, list: List = List.Published): void {
  appendEndpoint(cell, list, NO_ADDRESS, channels)!.port = port;
}

// A row as CELL.CHANNEL.PORT.
function text(row: i32): string {
  return `${rowCell(row)}.${rowChannel(row)}.${rowEndpoint(row).port}`;
}

function ofCell(cell: i32): string {
  const rows = new Array<string>();
  for (let row = beforeRows(cell); (row = seekRow(row, List.Published)) != NO_ROW; row++) rows.push(text(row));
  return rows.join(" ");
}

describe("rows", () => {
  beforeEach(() => {
    resetEndpoints();
  });

  it("are none without a published list", () => {
    append(3, 1, ALL_CHANNELS, List.Staged);
    append(3, 1, ALL_CHANNELS, List.Lease);
    append(3, 1, ALL_CHANNELS, List.Leaving);
    expect<i32>(seekRow(beforeRows(3), List.Published)).toBe(NO_ROW);
    expect<i32>(seekPublished(0)).toBe(NO_ROW);
  });

  it("are all of one channel before the next, each in the list's order", () => {
    append(3, 9, ALL_CHANNELS);
    append(4, 1, ALL_CHANNELS);
    append(3, 5, Channel.SignalTcp);
    append(3, 7, Channel.SignalUdp | Channel.DataTcp);
    append(3, 8, Channel.Waiting);
    expect<string>(ofCell(3)).toBe("3.1.9 3.1.7 3.2.9 3.2.5 3.4.9 3.4.7 3.8.8");
  });

  it("of Call Home clients stand behind those of servers, names that wait behind all", () => {
    append(3, 8, Channel.Waiting);
    append(3, 6, CALL_HOME);
    append(3, 9, ALL_CHANNELS);
    expect<string>(ofCell(3)).toBe("3.1.9 3.2.9 3.4.9 3.16.6 3.32.6 3.8.8");
  });

  it("are ranked by themselves in each role", () => {
    append(3, 6, CALL_HOME);
    append(3, 9, ALL_CHANNELS);
    append(3, 7, CALL_HOME);
    const ranks = new Array<string>();
    for (let row = beforeRows(3); (row = seekRow(row, List.Published)) != NO_ROW; row++) ranks.push(rankOf(row).toString());
    expect<string>(ranks.join(" ")).toBe("1 2 3 1 2 3 4");
  });

  it("are ranked from 1 within their cell", () => {
    append(4, 1, ALL_CHANNELS);
    append(3, 9, ALL_CHANNELS);
    append(3, 5, ALL_CHANNELS);
    let rank = 0;
    for (let row = beforeRows(3); (row = seekRow(row, List.Published)) != NO_ROW; row++) expect<i32>(rankOf(row)).toBe(++rank);
    expect<i32>(rank).toBe(6);
    expect<i32>(rankOf(seekRow(beforeRows(4), List.Published))).toBe(1);
  });

  it("follow each other cell by cell", () => {
    append(LAST, 1, Channel.DataTcp);
    append(0, 2, Channel.SignalUdp | Channel.SignalTcp);
    append(7, 3, Channel.Waiting);
    const rows = new Array<string>();
    for (let row = 0; (row = seekPublished(row)) != NO_ROW; row++) rows.push(text(row));
    expect<string>(rows.join(" ")).toBe(`0.1.2 0.2.2 7.8.3 ${LAST}.4.1`);
    expect<string>(text(seekPublished(beforeRows(1)))).toBe("7.8.3");
    expect<i32>(seekPublished(beforeRows(MAX_CELLS))).toBe(NO_ROW);
  });

  it("reach the last endpoint of a full pool", () => {
    while (endpointCount() < MAX_ENDPOINTS) append(LAST, <u16>endpointCount(), ALL_CHANNELS);
    let count = 0;
    let last = NO_ROW;
    for (let row = beforeRows(LAST); (row = seekRow(row, List.Published)) != NO_ROW; row++) {
      count++;
      last = row;
    }
    expect<i32>(count).toBe(MAX_ENDPOINTS * 3);
    expect<string>(text(last)).toBe(`${LAST}.4.${MAX_ENDPOINTS - 1}`);
  });

  it("that have failed stand behind the others of their cell, names that wait too", () => {
    append(3, 9, ALL_CHANNELS);
    append(3, 7, ALL_CHANNELS);
    append(3, 8, Channel.Waiting);
    append(4, 1, ALL_CHANNELS);
    endpointAt(0).failed = <u8>Channel.SignalUdp | <u8>Channel.DataTcp;
    endpointAt(1).failed = <u8>Channel.SignalUdp;
    expect<string>(ofCell(3)).toBe("3.2.9 3.2.7 3.4.7 3.8.8 3.1.9 3.1.7 3.4.9");
    expect<string>(ofCell(4)).toBe("4.1.1 4.2.1 4.4.1");
    const failed = new Array<string>();
    const ranks = new Array<string>();
    for (let row = 0; (row = seekPublished(row)) != NO_ROW && rowCell(row) == 3; row++) {
      failed.push(isFailedRow(row).toString());
      ranks.push(rankOf(row).toString());
    }
    expect<string>(failed.join(" ")).toBe("false false false false true true true");
    expect<string>(ranks.join(" ")).toBe("1 2 3 4 5 6 7");
  });

  it("have the port of their endpoint, or that of their channel", () => {
    append(3, 0, ALL_CHANNELS);
    append(3, 9, Channel.SignalUdp);
    const ports = new Array<string>();
    for (let row = beforeRows(3); (row = seekRow(row, List.Published)) != NO_ROW; row++) ports.push(rowPort(row).toString());
    expect<string>(ports.join(" ")).toBe("4646 9 4646 443");
  });

  it("are found by their id, if they are published and have an address", () => {
    append(3, 9, ALL_CHANNELS);
    append(3, 8, Channel.Waiting);
    append(5, 9, CALL_HOME);
    let rows = 0;
    for (let row = 0; (row = seekPublished(row)) != NO_ROW; row++) {
      const isWaiting = rowChannel(row) == Channel.Waiting;
      expect<i32>(findRow(rowId(row))).toBe(isWaiting ? NO_ROW : row);
      rows++;
    }
    expect<i32>(rows).toBe(6);
    const id = rowId(seekPublished(0));
    endpointAt(0).owner = ownerOf(3, List.Leaving);
    expect<i32>(findRow(id)).toBe(NO_ROW);
  });

  it("that are no more are those of the channels that left", () => {
    append(3, 1, Channel.SignalUdp | Channel.DataTcp, List.Leaving);
    append(3, 2, 0, List.Leaving);
    append(3, 3, Channel.Waiting, List.Leaving);
    append(4, 4, ALL_CHANNELS | Channel.Waiting, List.Leaving);
    const rows = new Array<string>();
    for (let row = beforeRows(3); (row = seekRow(row, List.Leaving)) != NO_ROW; row++) rows.push(text(row));
    expect<string>(rows.join(" ")).toBe("3.1.1 3.4.1 3.8.3");
    expect<i32>(seekRow(beforeRows(5), List.Leaving)).toBe(NO_ROW);
  });
});
