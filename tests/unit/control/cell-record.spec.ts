import { State } from "../../../assembly/discovery/transitions";
import {
  beginChanges,
  countChange,
  stateWord,
  writeCell,
  writePublishedEvent,
  writeStateEvent,
} from "../../../assembly/control/cell-record";
import { cellAt, cellOf, resetCells } from "../../../assembly/pools/cells";
import {
  ALL_CHANNELS,
  appendEndpoint,
  Channel,
  List,
  NO_ADDRESS,
  resetEndpoints,
} from "../../../assembly/pools/endpoints";
import { obtainPvd, resetPvds } from "../../../assembly/pools/pvds";
import { Method, resetConfiguration } from "../../../assembly/pools/settings";
import { advanceClock, resetClock } from "../../../assembly/time/clock";
import { resetTimers, setTimer, Timer } from "../../../assembly/time/timers";
import { wordLength, wordPointer, Word } from "../../../assembly/words.gen";
import { beginRecord, writtenRecord } from "../support/json-line";
import { other, placeOtherText } from "../support/octets";

let cell: i32 = 0;

describe("the records of a cell", () => {
  beforeEach(() => {
    resetCells();
    resetEndpoints();
    resetPvds();
    resetTimers();
    resetClock();
    resetConfiguration();
    cell = cellOf(obtainPvd(other, placeOtherText("eth1")), 1);
  });

  it("have a word for each state", () => {
    const words = new Array<string>();
    for (let state = 0; state < 7; state++) {
      const word = stateWord(state as State);
      words.push(String.UTF8.decodeUnsafe(wordPointer(word), wordLength(word)));
    }
    expect<string>(words.join(" ")).toBe("down wait-config discovering ready refreshing degraded failed");
  });

  it("count peers and those that wait, row by row", () => {
    appendEndpoint(cell, List.Published, NO_ADDRESS, ALL_CHANNELS);
    appendEndpoint(cell, List.Published, NO_ADDRESS, Channel.DataTcp);
    appendEndpoint(cell, List.Published, NO_ADDRESS, Channel.Waiting);
    appendEndpoint(cell, List.Staged, NO_ADDRESS, ALL_CHANNELS);
    const slot = cellAt(cell);
    slot.state = <u8>State.Degraded;
    slot.method = <u8>Method.Dhcp;
    slot.stale = true;
    advanceClock(1000);
    setTimer(Timer.Lease, cell, 61_999);
    beginRecord();
    writeCell(cell);
    expect<string>(writtenRecord()).toBe(
      '{"record":"cell","pvd":"eth1","interface":"eth1","family":"inet6","state":"degraded","method":"dhcp",' +
        '"peers":4,"waiting":1,"stale":true,"expires_in_s":60}',
    );
  });

  it("of any network have no interface, and nothing that is not there", () => {
    beginRecord();
    writeCell(0);
    expect<string>(writtenRecord()).toBe(
      '{"record":"cell","pvd":"any","interface":null,"family":"inet","state":"down","method":null,' +
        '"peers":0,"waiting":0,"stale":false,"expires_in_s":null}',
    );
  });

  it("tell a change of state", () => {
    cellAt(cell).toldState = <u8>State.Refreshing;
    cellAt(cell).state = <u8>State.Ready;
    beginRecord();
    writeStateEvent(cell);
    expect<string>(writtenRecord()).toBe(
      '{"event":"state","pvd":"eth1","interface":"eth1","family":"inet6","from":"refreshing","to":"ready"}',
    );
  });

  it("tell how much a publication changed", () => {
    countChange(Word.Added);
    beginChanges();
    for (let i = 0; i < 1152; i++) countChange(Word.Added);
    for (let i = 0; i < 65535; i++) countChange(Word.Removed);
    for (let i = 0; i < 3; i++) countChange(Word.Changed);
    beginRecord();
    writePublishedEvent(cell);
    expect<string>(writtenRecord()).toBe(
      '{"event":"published","pvd":"eth1","interface":"eth1","family":"inet6","added":1152,"removed":65535,"changed":3}',
    );
  });
});
