import { ClientKind, LEASE, LeaseEvent } from "../../../assembly/dhcp/lease";
import { resetSettings } from "../../../assembly/dhcp/settings";
import { prefixesText } from "../support/lease-text";
import { readSpool, spoolText } from "../support/spool";

const HEADER4 = "02010600" + "00".repeat(12) + "c0000264" + "00".repeat(216) + "63825363";
const A10 = "fd0a0000000000000000000000000010";

function four(message: string): string {
  return spoolText("wan.inet", `client=raw\nevent=message\ndevice=eth1\nmessage=${message}\n`);
}

function six(message: string): string {
  return spoolText("wan.inet6", `client=raw\nevent=message\nmessage=${message}\n`);
}

function hex(value: i32, octets: i32): string {
  return value.toString(16).padStart(octets * 2, "0");
}

function prefix(preferredS: i32, validS: i32, length: i32, address: string): string {
  return "001a0019" + hex(preferredS, 4) + hex(validS, 4) + hex(length, 1) + address;
}

function association(options: string): string {
  return "0019" + hex(12 + options.length / 2, 2) + "00".repeat(12) + options;
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

  it("I-03 reads delegated prefixes inside their association, without the bits behind their length", () => {
    const P = "fd0a00000001ff" + "00".repeat(9);
    six("07000001" + association(prefix(100, 200, 52, P) + prefix(0, 7, 48, P)));
    expect<string>(prefixesText()).toBe(`fd0a00000001f0${"00".repeat(9)}/52,200 fd0a00000001${"00".repeat(10)}/48,7`);
    expect<u32>(LEASE.leaseS).toBe(200);
    expect<u32>(LEASE.refreshS).toBe(0, "not stateless");
    six("07000001" + association(prefix(100, 0, 48, P)));
    expect<string>(prefixesText()).toBe(`fd0a00000001${"00".repeat(10)}/48,0`, "taken away");
    six("07000001" + association(prefix(1, 2, 129, P) + prefix(1, 2, 0, P) + prefix(1, 2, 255, P)));
    expect<string>(prefixesText()).toBe("");
    expect<i32>(LEASE.discardCount).toBe(3);
  });

  it("I-03 a prefix that runs past its association ends it", () => {
    const whole = prefix(100, 200, 56, "fd0a" + "00".repeat(14));
    for (let length = 0; length < whole.length; length += 2) {
      six("07000001" + association(whole.substring(0, length)));
      expect<i32>(LEASE.prefixCount).toBe(0);
    }
    const short = "001a0018" + whole.substring(8, whole.length - 2);
    six("07000001" + association(short));
    expect<i32>(LEASE.prefixCount).toBe(0);
  });
});
