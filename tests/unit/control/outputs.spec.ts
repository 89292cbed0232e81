import { FileFlag, InputKind } from "../../../assembly/abi";
import { WINDOW } from "../../../assembly/bytes/window";
import { Code } from "../../../assembly/codes";
import { ENTROPY_POOL_SIZE, MAX_LOG_RECORDS, MAX_OPTION_ADDRESSES } from "../../../assembly/limits";
import { handle, init, pollOutput } from "../../../assembly/index";
import {
  addresses,
  clockMs,
  config,
  drain,
  feed,
  lease4,
  lease6,
  link,
  pass,
  request,
  spool,
  start,
  V4,
  wait,
} from "../support/core";
import { events, kinds, only, values } from "../support/lines";
import { LinkState } from "../../../assembly/abi";

// A whole DHCPv4 ADDRESS option of different addresses.
function manyServers(count: i32): string {
  let hex = "";
  for (let i = 0; i < count; i++) hex += `c0000${(0x200 + i).toString(16)}`;
  return "opt148=" + hex;
}

function addressRows(text: string): i32 {
  return text.length ? text.split("\n").length : 0;
}

describe("the first drain", () => {
  it("empties the result file, asks for entropy and tells the deadline", () => {
    init();
    expect<i32>(pollOutput()).toBe(0, "before any input");
    handle(InputKind.TimeReached, 0, 1000, 0);
    expect<string>(drain().join(", ")).toBe("file 3, entropy 256, deadline -1");
  });

  it("is not repeated", () => {
    init();
    handle(InputKind.TimeReached, 0, 1000, 0);
    drain();
    handle(InputKind.TimeReached, 0, 1000, 0);
    expect<string>(drain().join(", ")).toBe("entropy 256");
  });
});

describe("outputs", () => {
  beforeEach(() => {
    start();
  });

  it("come in a fixed order: log, events, replies, file, entropy, deadline", () => {
    request(1, "watch");
    lease4("opt148=c000020a");
    lease4("opt148=c000020b");
    for (let i = 0; i < 64; i++) lease6("20010db8000000000000000000000001");
    wait(10_000);
    const lines = request(0, "status");
    expect<string>(kinds(lines)).toBe("log event send close file entropy deadline");
  });

  it("are none when the drain is over, until the next input", () => {
    lease4("opt148=c000020a");
    expect<i32>(drain().length).toBe(0);
    expect<i32>(pollOutput()).toBe(0);
  });

  it("that were not fetched are lost, the result file and the deadline excepted", () => {
    spoolUnread();
    const lines = feed(InputKind.TimeReached, 0);
    expect<string>(kinds(lines)).toBe("file deadline");
    expect<string>(values(lines.join("\n"), "address")).toBe("192.0.2.10 192.0.2.10 192.0.2.10");
  });

  it("of several clients come client by client", () => {
    lease4("opt148=c000020a");
    const line = "peers";
    for (let i = 0; i < line.length; i++) store<u8>(WINDOW + 4 + i, line.charCodeAt(i));
    store<u32>(WINDOW, 5);
    handle(InputKind.Control, 9, <i32>clockMs, 0);
    const lines = request(3, "peers");
    expect<string>(lines.map<string>((each) => each.split(" ").slice(0, 2).join(" ")).join(", ")).toBe(
      "send 3, send 3, send 3, close 3, send 5, send 5, send 5, close 5",
    );
  });
});

// A lease whose outputs nobody fetches.
function spoolUnread(): void {
  const name = "wan.inet";
  const text = "client=udhcpc\nevent=bound\ndevice=eth1\nlease=3600\nopt148=c000020a\n";
  store<u8>(WINDOW, name.length);
  for (let i = 0; i < name.length; i++) store<u8>(WINDOW + 1 + i, name.charCodeAt(i));
  for (let i = 0; i < text.length; i++) store<u8>(WINDOW + 1 + name.length + i, text.charCodeAt(i));
  handle(InputKind.Spool, 1 + name.length + text.length, <i32>clockMs, 0);
}

describe("events", () => {
  beforeEach(() => {
    start();
  });

  it("of a cell are removals, then additions and changes in the list's order, then their count and what they lack, then the state", () => {
    link(2, "eth1", LinkState.Up);
    lease4("opt148=c000020ac000020b");
    wait(60_000);
    const lines = lease4("opt148=c000020bc000020c", "opt147=0161047465737400");
    const events = only(lines, "event 0");
    expect<string>(values(events, "event")).toBe(
      "removed removed removed changed added changed added changed added published credentials-missing",
    );
    expect<string>(values(events, "address")).toBe(
      "192.0.2.10 192.0.2.10 192.0.2.10 192.0.2.11 192.0.2.12 192.0.2.11 192.0.2.12 192.0.2.11 192.0.2.12",
    );
    const published = events.split("\n");
    expect<string>(published[published.length - 2]).toBe(
      '{"event":"published","pvd":"wan","interface":"eth1","family":"inet","added":3,"removed":3,"changed":3}',
    );
  });

  it("come for every cell that changed, cell by cell", () => {
    link(2, "eth1", LinkState.Up);
    lease4("opt148=c000020a");
    lease6("20010db8000000000000000000000001");
    const lines = addresses(2, [V4]);
    expect<string>(events(lines)).toBe(
      "changed changed changed published changed changed changed published",
    );
  });

  it("tell a state once, whatever lay between", () => {
    lease4("opt148=c000020a");
    wait(60_000);
    const lines = lease4("opt148=c000020b");
    expect<string>(values(only(lines, "event 0"), "from")).toBe("", "ready, refreshing, ready");
  });

  it("of a list that differs in order alone tell no addition and no removal", () => {
    lease4("opt148=c000020ac000020b");
    wait(60_000);
    const lines = lease4("opt148=c000020bc000020a");
    expect<string>(only(lines, "event 0")).toBe(
      '{"event":"published","pvd":"wan","interface":"eth1","family":"inet","added":0,"removed":0,"changed":0}',
    );
    expect<string>(values(lines.join("\n"), "address")).toBe(
      "192.0.2.11 192.0.2.10 192.0.2.11 192.0.2.10 192.0.2.11 192.0.2.10",
    );
  });
});

describe("the result file", () => {
  beforeEach(() => {
    start();
  });

  it("has every row of every cell between its first and its last record", () => {
    lease4("opt148=c000020a");
    lease6("20010db8000000000000000000000001");
    wait(60_000);
    const lines = lease4("opt148=c000020b");
    expect<string>(only(lines, `file ${FileFlag.First}`).substr(0, 17)).toBe('{"record":"peer",');
    expect<i32>(addressRows(only(lines, "file 0"))).toBe(4);
    expect<i32>(addressRows(only(lines, `file ${FileFlag.Last}`))).toBe(1);
  });

  it("of one row is first and last, of none a record without a line", () => {
    const lines = lease4("opt147=0161047465737400");
    expect<string>(values(only(lines, "file 3"), "record")).toBe("waiting");
    expect<bool>(spool("wan.inet", "").includes("file 3")).toBe(true);
  });

  it("is not written while no list changes", () => {
    lease4("opt148=c000020a");
    wait(60_000);
    expect<string>(kinds(request(0, "refresh"))).toBe("log close");
    expect<string>(kinds(lease4("opt148=c000020a"))).toBe("log deadline");
  });

  it("holds the longest list whole", () => {
    const lines = lease4(manyServers(MAX_OPTION_ADDRESSES));
    expect<i32>(addressRows(values(lines.join("\n"), "rank").replaceAll(" ", "\n"))).toBe(MAX_OPTION_ADDRESSES * 3 * 2);
    const last = only(lines, `file ${FileFlag.Last}`);
    expect<string>(values(last, "rank")).toBe((MAX_OPTION_ADDRESSES * 3).toString());
    expect<string>(values(last, "address")).toBe("192.0.2.63");
  });
});

describe("entropy", () => {
  it("is asked for at half of the reserve, again and again until it comes", () => {
    start();
    let asked = "";
    for (let i = 0; i < ENTROPY_POOL_SIZE / 4 && !asked.length; i++) {
      asked = only(lease4("opt148=c000020a"), "entropy");
    }
    expect<string>(asked).toBe((ENTROPY_POOL_SIZE / 2).toString());
    expect<string>(only(pass(1), "entropy")).toBe(asked);
    expect<string>(only(feed(InputKind.Entropy, ENTROPY_POOL_SIZE), "entropy")).toBe("");
    expect<string>(only(pass(1), "entropy")).toBe("");
  });
});

describe("log records", () => {
  it("are all there up to the limit; the others are counted in the status", () => {
    start();
    let text = "";
    for (let i = 0; i < MAX_LOG_RECORDS + 4; i++) text += "x\n";
    const lines = config(text);
    expect<i32>(addressRows(only(lines, `log ${Code.ConfigLine} 3`))).toBe(MAX_LOG_RECORDS);
    expect<string>(values(only(request(0, "status"), "send 0"), "log_lost")).toBe("5");
  });
});
