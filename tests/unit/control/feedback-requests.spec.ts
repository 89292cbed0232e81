import { Code } from "../../../assembly/codes";
import { lease4, request, start, wait } from "../support/core";
import { kinds, only, values } from "../support/lines";

// The ids of all rows.
function ids(): string[] {
  return values(only(request(0, "peers"), "send 0"), "id").split(" ");
}

function failures(): string {
  return values(only(request(0, "peers"), "send 0"), "failure");
}

// What is wrong with a request: `CODE@OFFSET`; it changes nothing then.
function faultOf(line: string): string {
  const lines = request(0, line);
  expect<string>(kinds(lines)).toBe("send close", line);
  const reply = only(lines, "send 0");
  expect<string>(failures()).toBe("null null null", line);
  return `${values(reply, "error")}@${values(reply, "offset")}`;
}

describe("report", () => {
  beforeEach(() => {
    start();
    lease4("opt148=c000020a");
  });

  it("names a peer by its id", () => {
    const id = ids()[1];
    expect<string>(faultOf("report")).toBe(`${Code.ControlPeer}@6`);
    expect<string>(faultOf("report ")).toBe(`${Code.ControlPeer}@7`);
    expect<string>(faultOf("report 192.0.2.10 ok")).toBe(`${Code.ControlPeer}@7`);
    expect<string>(faultOf(`report ${id.substr(1)} connect-failed`)).toBe(`${Code.ControlPeer}@7`);
    expect<string>(faultOf(`report 0${id} connect-failed`)).toBe(`${Code.ControlPeer}@7`);
    expect<string>(faultOf(`report ${id}0 connect-failed`)).toBe(`${Code.ControlPeer}@7`);
    expect<string>(faultOf("report 0123456789abcdef connect-failed")).toBe(`${Code.ControlPeer}@7`);
    expect<string>(faultOf("report ffffffffffffffff connect-failed")).toBe(`${Code.ControlPeer}@7`);
    expect<string>(faultOf(`report ${id.substr(0, 15)}g connect-failed`)).toBe(`${Code.ControlPeer}@7`);
    expect<string>(kinds(request(0, `report ${id.toUpperCase()} connect-failed`))).toBe("log event close file deadline");
    expect<string>(failures()).toBe("null null connect-failed");
  });

  it("takes one of four results", () => {
    const id = ids()[0];
    const line = `report ${id} `;
    expect<string>(faultOf(`report ${id}`)).toBe(`${Code.ControlResult}@23`);
    expect<string>(faultOf(line + "failed")).toBe(`${Code.ControlResult}@24`);
    expect<string>(faultOf(line + "OK")).toBe(`${Code.ControlResult}@24`);
    expect<string>(faultOf(line + "refresh")).toBe(`${Code.ControlResult}@24`);
    expect<string>(faultOf(line + "connect-failed 5")).toBe(`${Code.ControlExtra}@39`);
    expect<string>(faultOf(line + "identity-failed not-after 5")).toBe(`${Code.ControlExtra}@40`);
    expect<string>(faultOf(line + "ok now")).toBe(`${Code.ControlResult}@27`);
    expect<string>(faultOf(line + "ok not-after")).toBe(`${Code.ControlNumber}@36`);
    expect<string>(faultOf(line + "ok not-after 2027-01-01")).toBe(`${Code.ControlNumber}@37`);
    expect<string>(faultOf(line + "ok not-after -1")).toBe(`${Code.ControlNumber}@37`);
    expect<string>(faultOf(line + "ok not-after 1099511627777")).toBe(`${Code.ControlNumber}@37`);
    expect<string>(faultOf(line + "ok not-after 18446744073709551617")).toBe(`${Code.ControlNumber}@37`);
    expect<string>(faultOf(line + "ok not-after 5 5")).toBe(`${Code.ControlExtra}@39`);
    expect<string>(faultOf(line + "redirected")).toBe(`${Code.ControlNumber}@34`);
    expect<string>(faultOf(line + "redirected 4294967296")).toBe(`${Code.ControlNumber}@35`);
    expect<string>(faultOf(line + "redirected 1 1")).toBe(`${Code.ControlExtra}@37`);
    expect<string>(kinds(request(0, line + "ok"))).toBe("log close");
    expect<string>(kinds(request(0, line + "ok not-after 1099511627776"))).toBe("log close");
    expect<string>(failures()).toBe("null null null");
  });

  it("is not taken for a name that waits", () => {
    start();
    lease4("opt147=0161047465737400");
    const lines = request(0, `report ${ids()[0]} connect-failed`);
    expect<string>(values(only(lines, "send 0"), "error")).toBe(`${Code.ControlPeer}`);
  });

  it("tells how long a redirection lasts", () => {
    const id = ids()[0];
    request(0, `report ${id} redirected 4294967295`);
    wait(1500);
    expect<string>(values(only(request(0, "peers"), "send 0"), "redirected_for_s")).toBe("4294967293 null null");
    request(0, `report ${id} redirected 0`);
    expect<string>(values(only(request(0, "peers"), "send 0"), "redirected_for_s")).toBe("null null null");
  });
});

describe("attack", () => {
  beforeEach(() => {
    start();
    lease4("opt148=c000020a");
  });

  it("is on or off", () => {
    expect<string>(faultOf("attack")).toBe(`${Code.ControlSwitch}@6`);
    expect<string>(faultOf("attack now")).toBe(`${Code.ControlSwitch}@7`);
    expect<string>(faultOf("attack on off")).toBe(`${Code.ControlExtra}@10`);
    expect<string>(values(only(request(0, "status"), "send 0"), "attack")).toBe("false");
    const lines = request(0, "attack on");
    expect<string>(only(lines, `log ${Code.AttackChanged} 5`)).toBe('{"what":"on","value":259200000}');
    expect<string>(values(only(request(0, "status"), "send 0"), "attack")).toBe("true");
    expect<string>(kinds(request(0, "attack on"))).toBe("close", "said again, it is no news");
    expect<string>(only(request(0, "attack off"), `log ${Code.AttackChanged} 5`)).toBe('{"what":"off","value":86400000}');
  });

  it("is forgotten at the start", () => {
    request(0, "attack on");
    start();
    expect<string>(values(only(request(0, "status"), "send 0"), "attack")).toBe("false");
  });
});
