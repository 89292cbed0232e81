import { fault } from "../../../assembly/bytes/fault";
import { Code } from "../../../assembly/codes";
import { ClientKind, Family, LEASE, LeaseEvent } from "../../../assembly/dhcp/lease";
import { resetSettings } from "../../../assembly/dhcp/settings";
import { faultText } from "../support/lease-text";
import { readSpool } from "../support/spool";

const BOUND = "client=udhcpc\nevent=bound\n";

function expectFault(name: string, text: string, code: i32, offset: i32): void {
  expect<string>(readSpool(name, text)).toBe(faultText(fault(code, offset)), name + " " + text);
}

function octets(p: usize, length: i32): string {
  let text = "";
  for (let i = 0; i < length; i++) text += String.fromCharCode(load<u8>(p + i));
  return text;
}

// The event that a word of a client means; the family is the one it has.
function eventOf(client: string, word: string): LeaseEvent {
  const name = client == "odhcp6c" || word.endsWith("6") ? "wan.inet6" : "wan.inet";
  const failure = readSpool(name, `client=${client}\nevent=${word}\n`);
  assert(failure == "", failure);
  return LEASE.event;
}

function expectEvents(client: string, words: string, event: LeaseEvent): void {
  const list = words.split(" ");
  for (let i = 0; i < list.length; i++) expect<i32>(eventOf(client, list[i])).toBe(event, client + " " + list[i]);
}

describe("file names", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("give interface and family", () => {
    expect<string>(readSpool("wan6.inet6", "")).toBe("");
    expect<i32>(LEASE.family).toBe(Family.Inet6);
    expect<string>(octets(LEASE.interfacePointer, LEASE.interfaceLength)).toBe("wan6");
    expect<string>(readSpool("eth0.100.inet", "")).toBe("");
    expect<i32>(LEASE.family).toBe(Family.Inet);
    expect<string>(octets(LEASE.interfacePointer, LEASE.interfaceLength)).toBe("eth0.100");
    expect<string>(readSpool("fifteen-letters.inet", "")).toBe("");
  });

  it("are refused in any other form", () => {
    expectFault("", "", Code.SpoolName, 0);
    expectFault("wan", "", Code.SpoolName, 0);
    expectFault(".inet", "", Code.SpoolName, 0);
    expectFault("..inet", "", Code.SpoolName, 0);
    expectFault("...inet", "", Code.SpoolName, 0);
    expectFault(".wan.inet", "", Code.SpoolName, 0);
    expectFault("wan.inet4", "", Code.SpoolName, 3);
    expectFault("wan.INET", "", Code.SpoolName, 3);
    expectFault("wan.", "", Code.SpoolName, 3);
    expectFault("a/b.inet", "", Code.SpoolName, 1);
    expectFault("a b.inet", "", Code.SpoolName, 1);
    expectFault("sixteen-letters-.inet", "", Code.SpoolName, 15);
  });

  it("without text end the lease", () => {
    expect<string>(readSpool("wan.inet", "")).toBe("");
    expect<i32>(LEASE.event).toBe(LeaseEvent.Lost);
  });
});

describe("the project's own keys", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("client comes first, once, and is one of five", () => {
    expect<string>(readSpool("wan.inet", BOUND)).toBe("");
    expect<i32>(LEASE.client).toBe(ClientKind.Udhcpc);
    expectFault("wan.inet", "event=bound\nclient=udhcpc\n", Code.SpoolClient, 0);
    expectFault("wan.inet", "client=udhcpd\nevent=bound\n", Code.SpoolClient, 7);
    expectFault("wan.inet", "client=\nevent=bound\n", Code.SpoolClient, 7);
    expectFault("wan.inet", BOUND + "client=udhcpc\n", Code.SpoolClient, 33);
  });

  it("client fits the family", () => {
    expectFault("wan.inet6", BOUND, Code.SpoolClient, 7);
    expectFault("wan.inet", "client=odhcp6c\nevent=bound\n", Code.SpoolClient, 7);
    expect<string>(readSpool("wan.inet6", "client=dhcpcd\nevent=BOUND6\n")).toBe("");
    expect<string>(readSpool("wan.inet", "client=dhcpcd\nevent=BOUND\n")).toBe("");
  });

  it("event is there, once, and not empty", () => {
    expectFault("wan.inet", "client=udhcpc\n", Code.SpoolEvent, 14);
    expectFault("wan.inet", "client=udhcpc\nevent=\n", Code.SpoolEvent, 20);
    expectFault("wan.inet", BOUND + "event=bound\n", Code.SpoolEvent, 32);
  });

  it("device is the interface unless it is named", () => {
    readSpool("wan.inet", BOUND);
    expect<string>(octets(LEASE.devicePointer, LEASE.deviceLength)).toBe("wan");
    expect<string>(readSpool("wan.inet", BOUND + "device=pppoe-wan\n")).toBe("");
    expect<string>(octets(LEASE.devicePointer, LEASE.deviceLength)).toBe("pppoe-wan");
    expect<string>(octets(LEASE.interfacePointer, LEASE.interfaceLength)).toBe("wan");
    expectFault("wan.inet", BOUND + "device=\n", Code.SpoolDevice, 33);
    expectFault("wan.inet", BOUND + "device=a/b\n", Code.SpoolDevice, 34);
    expectFault("wan.inet", BOUND + "device=sixteen-letters-\n", Code.SpoolDevice, 48);
  });

  it("uptime is seconds with two decimals and not in the future, but for the clock's rounding", () => {
    readSpool("wan.inet", BOUND);
    expect<i64>(LEASE.writtenMs).toBe(-1);
    expect<string>(readSpool("wan.inet", BOUND + "uptime=12.34\n")).toBe("");
    expect<i64>(LEASE.writtenMs).toBe(12340);
    expect<string>(readSpool("wan.inet", BOUND + "uptime=0.00\n")).toBe("");
    expect<i64>(LEASE.writtenMs).toBe(0);
    expect<string>(readSpool("wan.inet", BOUND + "uptime=100.00\n")).toBe("");
    expect<string>(readSpool("wan.inet", BOUND + "uptime=101.00\n")).toBe("");
    expect<i64>(LEASE.writtenMs).toBe(100000);
    expectFault("wan.inet", BOUND + "uptime=101.01\n", Code.SpoolTime, 33);
    expectFault("wan.inet", BOUND + "uptime=4294967295.99\n", Code.SpoolTime, 33);
    const wrong = ["", "12", "12.3", "12.345", ".34", "-1.00", "1e1.00", "12,34", "12.3 "];
    for (let i = 0; i < wrong.length; i++) {
      expectFault("wan.inet", BOUND + "uptime=" + wrong[i] + "\n", Code.SpoolTime, 33);
    }
  });

  it("a line that is none changes nothing else", () => {
    expectFault("wan.inet", BOUND + "opt147\n", Code.SpoolLine, 32);
    expectFault("wan.inet", BOUND + "ip=10.0.0.1", Code.SpoolLine, 37);
  });
});

describe("events", () => {
  it("of udhcpc", () => {
    expectEvents("udhcpc", "bound renew", LeaseEvent.Bound);
    expectEvents("udhcpc", "deconfig nak", LeaseEvent.Lost);
    expectEvents("udhcpc", "leasefail", LeaseEvent.Absent);
    expectEvents("udhcpc", "BOUND informed message wonder udhcpc", LeaseEvent.Ignored);
  });

  it("of odhcp6c", () => {
    expectEvents("odhcp6c", "bound informed updated rebound ra-updated", LeaseEvent.Bound);
    expectEvents("odhcp6c", "unbound stopped", LeaseEvent.Lost);
    expectEvents("odhcp6c", "started renew deconfig", LeaseEvent.Ignored);
  });

  it("of dhclient", () => {
    expectEvents("dhclient", "BOUND RENEW REBIND REBOOT TIMEOUT BOUND6 RENEW6 REBIND6", LeaseEvent.Bound);
    expectEvents("dhclient", "EXPIRE RELEASE STOP EXPIRE6 RELEASE6 STOP6 DEPREF6", LeaseEvent.Lost);
    expectEvents("dhclient", "FAIL", LeaseEvent.Absent);
    expectEvents("dhclient", "PREINIT PREINIT6 MEDIUM NAK INFORM bound", LeaseEvent.Ignored);
  });

  it("of dhcpcd", () => {
    expectEvents("dhcpcd", "BOUND RENEW REBIND REBOOT INFORM TIMEOUT", LeaseEvent.Bound);
    expectEvents("dhcpcd", "BOUND6 RENEW6 REBIND6 REBOOT6 INFORM6", LeaseEvent.Bound);
    expectEvents("dhcpcd", "EXPIRE NAK RELEASE STOP STOPPED NOCARRIER DEPARTED", LeaseEvent.Lost);
    expectEvents("dhcpcd", "EXPIRE6 RELEASE6 STOP6", LeaseEvent.Lost);
    expectEvents("dhcpcd", "FAIL", LeaseEvent.Absent);
    expectEvents("dhcpcd", "CARRIER PREINIT ROUTERADVERT DEPREF6", LeaseEvent.Ignored);
  });

  it("of the raw dialect", () => {
    expectEvents("raw", "lost", LeaseEvent.Lost);
    expectEvents("raw", "absent", LeaseEvent.Absent);
    expectEvents("raw", "bound", LeaseEvent.Ignored);
  });

  it("that carry no lease leave its variables alone", () => {
    expect<string>(readSpool("wan.inet", "client=udhcpc\nevent=deconfig\nopt147=016100\nlease=60\n")).toBe("");
    expect<i32>(LEASE.riLength).toBe(0);
    expect<u32>(LEASE.leaseS).toBe(0);
  });
});

describe("any cut of a spool file", () => {
  it("is read or refused, with a code of its own", () => {
    const whole = "client=dhclient\nevent=BOUND\ndevice=eth1\nuptime=1.00\nnew_dots_ri=4:64:6f:74:73:0\nnew_dots_address=10.0.0.1\n";
    let odd = "";
    for (let cut = 1; cut <= whole.length; cut++) {
      const failure = readSpool("wan.inet", whole.substr(0, cut));
      const isWhole = whole.charCodeAt(cut - 1) == 0x0a;
      const mayPass = isWhole && cut > 16;
      if ((failure == "") != mayPass) odd += ` ${cut}:${failure}`;
    }
    expect<string>(odd).toBe("");
    expect<i32>(LEASE.riLength).toBe(6);
  });
});
