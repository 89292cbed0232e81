import { ClientKind, LEASE, LeaseEvent } from "../../../assembly/dhcp/lease";
import { resetSettings } from "../../../assembly/dhcp/settings";
import { readSpool, spoolText } from "../support/spool";

const HEADER4 = "02010600" + "00".repeat(12) + "c0000264" + "00".repeat(216) + "63825363";
const A10 = "fd0a0000000000000000000000000010";

function four(message: string): string {
  return spoolText("wan.inet", `client=raw\nevent=message\ndevice=eth1\nmessage=${message}\n`);
}

function six(message: string): string {
  return spoolText("wan.inet6", `client=raw\nevent=message\nmessage=${message}\n`);
}

describe("raw", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads a whole DHCPv4 message", () => {
    expect<string>(four(HEADER4 + "350105" + "9303016100" + "94040a000001" + "ff")).toBe(
      "ri a; domain ; flat; addresses 00000000000000000000ffff0a000001/0; discarded ; invalid ; warnings ",
    );
    expect<i32>(LEASE.event).toBe(LeaseEvent.Bound);
    expect<i32>(LEASE.client).toBe(ClientKind.Raw);
    expect<i32>(LEASE.deviceLength).toBe(4);
    expect<i32>(LEASE.interfaceLength).toBe(3);
  });

  it("reads a whole DHCPv6 message", () => {
    expect<string>(six("07000001" + "008d0003016100" + "008e0010" + A10)).toBe(
      `ri a; domain ; flat; addresses ${A10}/0; discarded ; invalid ; warnings `,
    );
    expect<u32>(LEASE.refreshS).toBe(86400);
  });

  it("gives the places of remarks in the message", () => {
    expect<string>(four(HEADER4 + "350105" + "930100" + "ff")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 147:17@245; warnings ",
    );
  });

  it("gives the faults of the message as they are", () => {
    expect<string>(four(HEADER4 + "350102" + "9303016100" + "ff")).toBe("fault 33@242");
    expect<string>(four("0201")).toBe("fault 30@2");
    expect<string>(four("")).toBe("fault 30@0");
    expect<string>(four("020x")).toBe("fault 38@3");
    expect<string>(four("020")).toBe("fault 39@3");
    expect<string>(six("07000001" + "008d0003")).toBe("fault 34@4");
    expect<string>(six("02000001")).toBe("fault 33@0");
    expect<string>(readSpool("wan.inet", "client=raw\nevent=message\n")).toBe("fault 30@0");
  });

  it("octets of a message are never lines", () => {
    // Decoded, the value of option 60 would be a second event line.
    expect<string>(four(HEADER4 + "350105" + "3c0c" + "0a6576656e743d6c6f73740a" + "ff")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid ; warnings ",
    );
    expect<i32>(LEASE.event).toBe(LeaseEvent.Bound);
  });

  it("takes the longest message that fits the window", () => {
    const body = HEADER4 + "350105" + "3cff" + "61".repeat(255);
    const pads = 8000 - body.length / 2;
    expect<string>(four(body + "00".repeat(pads))).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid ; warnings ",
    );
  });
});
