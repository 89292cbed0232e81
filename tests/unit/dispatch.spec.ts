import { InputKind, MAX_MESSAGE_LENGTH } from "../../assembly/abi";
import { WINDOW } from "../../assembly/bytes/window";
import { Code } from "../../assembly/codes";
import { ENTROPY_POOL_SIZE } from "../../assembly/limits";
import { answer, feed, request, start, wait } from "./support/core";
import { only, values } from "./support/lines";

// The answer to a record of zeros.
function zeros(kind: InputKind, length: i32): string {
  memory.fill(WINDOW, 0, 64);
  feed(kind, length);
  return answer;
}

function lengthFault(length: i32): string {
  return `${Code.InputLength}@${length}`;
}

describe("records", () => {
  beforeEach(() => {
    start();
  });

  it("of an unknown kind are refused", () => {
    expect<string>(zeros(0 as InputKind, 0)).toBe(`${Code.InputKind}@0`);
    expect<string>(zeros(16 as InputKind, 0)).toBe(`${Code.InputKind}@0`);
    expect<string>(zeros(-1 as InputKind, 0)).toBe(`${Code.InputKind}@0`);
    expect<string>(zeros(0x101 as InputKind, 0)).toBe(`${Code.InputKind}@0`);
  });

  it("of one size have it", () => {
    expect<string>(zeros(InputKind.TimeReached, 0)).toBe("0");
    expect<string>(zeros(InputKind.TimeReached, 1)).toBe(lengthFault(1));
    expect<string>(zeros(InputKind.WallTime, 9)).toBe("0");
    expect<string>(zeros(InputKind.WallTime, 8)).toBe(lengthFault(8));
    expect<string>(zeros(InputKind.StoreWritten, 2)).toBe("0");
    expect<string>(zeros(InputKind.StoreWritten, 3)).toBe(lengthFault(3));
    expect<string>(zeros(InputKind.TcpFailed, 4)).toBe("0");
    expect<string>(zeros(InputKind.TcpFailed, 3)).toBe(lengthFault(3));
    expect<string>(zeros(InputKind.SocketFailed, 4)).toBe("0");
    expect<string>(zeros(InputKind.SocketFailed, 5)).toBe(lengthFault(5));
  });

  it("for sockets that nobody opened are ignored", () => {
    expect<i32>(feed(InputKind.Datagram, 24).length).toBe(0);
    expect<string>(zeros(InputKind.Datagram, 23)).toBe(lengthFault(23));
    expect<i32>(feed(InputKind.TcpMessage, 400).length).toBe(0);
    expect<string>(zeros(InputKind.TcpMessage, 3)).toBe(lengthFault(3));
  });

  it("of entropy have one octet to the whole reserve", () => {
    expect<string>(zeros(InputKind.Entropy, 0)).toBe(lengthFault(0));
    expect<string>(zeros(InputKind.Entropy, 1)).toBe("0");
    expect<string>(zeros(InputKind.Entropy, ENTROPY_POOL_SIZE)).toBe("0");
    expect<string>(zeros(InputKind.Entropy, ENTROPY_POOL_SIZE + 1)).toBe(lengthFault(ENTROPY_POOL_SIZE + 1));
  });

  it("of the store are two slots; what is in them is nobody's fault", () => {
    expect<string>(zeros(InputKind.Stored, 4)).toBe("0");
    store<u8>(WINDOW, 1);
    feed(InputKind.Stored, 4);
    expect<string>(answer).toBe("0");
    store<u8>(WINDOW, 2);
    feed(InputKind.Stored, 4);
    expect<string>(answer).toBe(`${Code.StoreSlot}@0`);
    expect<string>(zeros(InputKind.Stored, 5)).toBe("0");
    expect<string>(zeros(InputKind.Stored, 3)).toBe(lengthFault(3));
  });

  it("of the spool have their name within them", () => {
    expect<string>(zeros(InputKind.Spool, 0)).toBe(lengthFault(0));
    store<u8>(WINDOW, 9);
    feed(InputKind.Spool, 9);
    expect<string>(answer).toBe(lengthFault(9));
    store<u8>(WINDOW, 0);
    feed(InputKind.Spool, 1);
    expect<string>(answer).toBe(`${Code.SpoolName}@0`);
  });

  it("of text are not longer than a message", () => {
    memory.fill(WINDOW, 0x20, MAX_MESSAGE_LENGTH + 1);
    feed(InputKind.Config, MAX_MESSAGE_LENGTH);
    expect<string>(answer).toBe("0");
    feed(InputKind.Config, MAX_MESSAGE_LENGTH + 1);
    expect<string>(answer.split("@")[0]).toBe(Code.InputLength.toString());
  });

  it("of the calendar move nothing (E-94)", () => {
    store<i64>(WINDOW, 4_000_000_000_000);
    store<u8>(WINDOW, 1, 8);
    wait(1000);
    expect<i32>(feed(InputKind.WallTime, 9).length).toBe(0);
    expect<string>(values(only(request(0, "status"), "send 0"), "time_ms")).toBe("101000");
  });

  it("that are refused are told and counted, and nothing else happens", () => {
    const lines = feed(InputKind.Entropy, 0);
    expect<string>(lines.join()).toBe(`log ${Code.InputRefused} 4 {"error":${Code.InputLength},"offset":0,"value":12}`);
    expect<string>(values(only(request(0, "status"), "send 0"), "refused")).toBe("1");
  });
});
