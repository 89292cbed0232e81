import { NO_DEADLINE } from "../../../assembly/abi";
import { Code } from "../../../assembly/codes";
import { nextReportDeadline } from "../../../assembly/discovery/feedback";
import { MAX_REPORTS } from "../../../assembly/limits";
import { reportAt, reportCount } from "../../../assembly/pools/reports";
import { calendar, clockMs, config, lease4, pass, request, spool, start, wait } from "../support/core";
import { events, only, runs, values } from "../support/lines";

const MINUTE: i64 = 60_000;
/** What the calendar shows when `start` has begun. */
const TODAY_MS: i64 = 1_800_000_000_000;

function peers(): string {
  return only(request(0, "peers"), "send 0");
}

function idOf(index: i32): string {
  return values(peers(), "id").split(" ")[index];
}

function report(index: i32, result: string): string[] {
  return request(0, `report ${idOf(index)} ${result}`);
}

// The first peer is in use, and its certificate ends in so many seconds.
function inUse(seconds: i64): string[] {
  return report(0, `ok not-after ${TODAY_MS / 1000 + seconds}`);
}

// Places of all rows in the list without failures, and which of them have failed: `2 3 1!`.
const places = new Map<string, i32>();

function remember(): void {
  places.clear();
  const ids = values(peers(), "id").split(" ");
  for (let i = 0; i < ids.length; i++) places.set(ids[i], i);
}

function order(): string {
  const lines = peers().split("\n");
  const parts = new Array<string>();
  for (let i = 0; i < lines.length; i++) {
    const hasFailed = !lines[i].includes('"failure":null');
    parts.push(`${places.get(values(lines[i], "id"))}${hasFailed ? "!" : ""}`);
    expect<string>(values(lines[i], "rank")).toBe(`${i + 1}`);
  }
  return parts.join(" ");
}

function begin(): void {
  start();
  lease4("opt148=c000020ac000020b");
  wait(MINUTE);
  remember();
}

describe("a peer that failed", () => {
  beforeEach(begin);

  it("stands behind the healthy ones, as do its fellows in their order", () => {
    expect<string>(order()).toBe("0 1 2 3 4 5");
    report(3, "connect-failed");
    expect<string>(order()).toBe("0 1 2 4 5 3!");
    report(0, "identity-failed");
    expect<string>(order()).toBe("1 2 4 5 0! 3!");
    expect<string>(values(peers(), "failure")).toBe("null null null null identity-failed connect-failed");
  });

  it("is told, with all whose rank it changed, and the file is written anew", () => {
    const lines = report(0, "connect-failed");
    expect<string>(events(lines)).toBe(
      "changed changed changed changed changed changed published",
    );
    expect<string>(only(lines, "file 1")).not.toBe("");
    expect<string>(only(lines, "log " + Code.PeerReported.toString() + " 5")).toBe(
      '{"pvd":"wan","interface":"eth1","family":"inet","what":"connect-failed","address":"192.0.2.10"}',
    );
  });

  it("is no news when it is reported again, but is so for longer", () => {
    report(0, "connect-failed");
    wait(9 * MINUTE);
    const again = request(0, `report ${idOf(5)} connect-failed`);
    expect<string>(only(again, "event 0")).toBe("");
    expect<string>(only(again, "file 1")).toBe("");
    pass(2 * MINUTE);
    expect<string>(order()).toBe("1 2 3 4 5 0!");
  });

  it("that failed otherwise is told by itself", () => {
    report(0, "connect-failed");
    const lines = request(0, `report ${idOf(5)} identity-failed`);
    expect<string>(values(only(lines, "event 0"), "address")).toBe("192.0.2.10 192.0.2.10 192.0.2.10");
  });

  it("is in its place again after ten minutes, to the millisecond", () => {
    report(0, "connect-failed");
    pass(10 * MINUTE - 1);
    expect<string>(order()).toBe("1 2 3 4 5 0!");
    const lines = pass(1);
    expect<string>(events(lines)).toBe(
      "changed changed changed changed changed changed published",
    );
    expect<string>(order()).toBe("0 1 2 3 4 5");
    expect<i32>(reportCount()).toBe(0);
    expect<string>(only(lines, "log " + Code.FailureOver.toString() + " 6")).not.toBe("");
  });

  it("is in its place again when it is reported as good, or as redirecting", () => {
    report(0, "connect-failed");
    report(5, "ok");
    expect<string>(order()).toBe("0 1 2 3 4 5");
    expect<i32>(reportCount()).toBe(0);
    report(0, "connect-failed");
    report(5, "redirected 60");
    expect<string>(order()).toBe("0 1 2 3 4 5");
  });

  it("is forgotten with its list", () => {
    report(0, "connect-failed");
    const lines = lease4("opt148=c000020ac000020c");
    expect<string>(events(lines)).toBe(
      "removed removed removed changed added changed added changed added published credentials-missing",
    );
    expect<string>(values(peers(), "failure")).toBe("null null null null null null");
    expect<i32>(reportCount()).toBe(0);
    expect<i64>(nextReportDeadline()).toBe(NO_DEADLINE);
  });

  it("stays one when its list is confirmed", () => {
    report(0, "connect-failed");
    request(0, "refresh");
    expect<string>(order()).toBe("1 2 3 4 5 0!");
  });

  it("is forgotten with its network", () => {
    report(0, "connect-failed");
    const lines = spool("wan.inet", "");
    expect<string>(events(lines)).toBe(
      "removed removed removed removed removed removed published state",
    );
    expect<i32>(reportCount()).toBe(0);
  });
});

describe("when all peers of a channel have failed", () => {
  beforeEach(begin);

  it("others are looked for at once, then after 5, 10, 20 … 300 s", () => {
    for (let i = 0; i < 3; i++) expect<string>(runs(report(0, "connect-failed"))).toBe("");
    expect<string>(runs(report(0, "connect-failed"))).toBe("peers-failed");
    // With random numbers of 0 a wait is nine tenths.
    const waits: i32[] = [5, 10, 20, 40, 80, 160];
    for (let i = 0; i < waits.length; i++) {
      expect<string>(runs(pass(<i64>waits[i] * 900 - 1))).toBe("", `${waits[i]} s`);
      expect<string>(runs(pass(1))).toBe("peers-failed", `${waits[i]} s`);
    }
    // 283.5 s are over; the failures last for 600 s.
    expect<string>(runs(pass(270_000 - 1))).toBe("");
    expect<string>(runs(pass(1))).toBe("peers-failed");
    pass(50_000);
    expect<string>(runs(pass(600_000))).toBe("peers-failed", "what was planned is done");
    expect<string>(runs(pass(600_000))).toBe("");
  });

  it("data channels count by themselves", () => {
    expect<string>(runs(report(4, "connect-failed"))).toBe("");
    expect<string>(order()).toBe("0 1 2 3 5 4!");
    expect<string>(runs(report(4, "connect-failed"))).toBe("peers-failed");
  });

  it("the limit of one run in ten seconds holds", () => {
    request(0, "refresh");
    wait(3000);
    for (let i = 0; i < 4; i++) report(0, "connect-failed");
    expect<string>(runs(pass(6999))).toBe("");
    expect<string>(runs(pass(1))).toBe("peers-failed");
  });

  it("and one is good again, nobody is looked for", () => {
    for (let i = 0; i < 4; i++) report(0, "connect-failed");
    report(5, "ok");
    expect<string>(runs(pass(4500))).toBe("peers-failed", "what was planned is done");
    expect<string>(runs(pass(MINUTE))).toBe("");
  });

  it("a failure of another kind is no new cause", () => {
    for (let i = 0; i < 4; i++) report(0, "connect-failed");
    wait(4000);
    expect<string>(runs(report(5, "identity-failed"))).toBe("");
  });
});

describe("a certificate", () => {
  beforeEach(() => {
    begin();
    calendar(TODAY_MS);
  });

  it("makes a run five minutes before its end, and one at its end (R-12)", () => {
    expect<string>(runs(inUse(1800))).toBe("");
    expect<i64>(nextReportDeadline()).toBe(clockMs + 25 * MINUTE);
    expect<string>(runs(pass(25 * MINUTE - 1))).toBe("");
    expect<string>(runs(pass(1))).toBe("certificate-ends");
    expect<string>(runs(pass(5 * MINUTE - 1))).toBe("");
    const lines = pass(1);
    expect<string>(runs(lines)).toBe("certificate-ends");
    expect<string>(values(only(lines, `log ${Code.CertificateEnding} 5`), "value")).toBe("0");
    expect<i64>(nextReportDeadline()).toBe(NO_DEADLINE);
  });

  it("that is named again makes no more runs", () => {
    inUse(120);
    wait(10_000);
    expect<string>(runs(inUse(120))).toBe("");
    expect<string>(runs(inUse(60))).toBe("certificate-ends", "another one does");
  });

  it("that is over already makes one run", () => {
    expect<string>(runs(inUse(-1))).toBe("certificate-ends");
    expect<i64>(nextReportDeadline()).toBe(NO_DEADLINE);
    start();
    calendar(TODAY_MS);
    lease4("opt148=c000020ac000020b");
    wait(MINUTE);
    expect<string>(runs(report(0, "ok not-after 0"))).toBe("certificate-ends");
  });

  it("is of no matter while the calendar is not trusted (E-94)", () => {
    inUse(1800);
    calendar(TODAY_MS + 7_200_000, false);
    expect<i64>(nextReportDeadline()).toBe(NO_DEADLINE);
    expect<string>(runs(pass(40 * MINUTE))).toBe("");
    expect<string>(runs(calendar(TODAY_MS))).toBe("");
    expect<i64>(nextReportDeadline()).toBe(clockMs + 25 * MINUTE);
  });

  it("is judged anew when the calendar jumps (E-94)", () => {
    inUse(1800);
    wait(MINUTE);
    expect<string>(runs(calendar(TODAY_MS + 40 * 365 * 86_400_000))).toBe("certificate-ends");
    wait(MINUTE);
    calendar(TODAY_MS);
    expect<i64>(nextReportDeadline()).toBe(clockMs + 25 * MINUTE);
    expect<string>(runs(pass(25 * MINUTE))).toBe("certificate-ends");
    calendar(TODAY_MS + 26 * MINUTE);
    expect<i64>(nextReportDeadline()).toBe(clockMs + 4 * MINUTE);
    calendar(i64.MIN_VALUE);
    expect<i64>(nextReportDeadline()).toBe(NO_DEADLINE);
    calendar(i64.MAX_VALUE);
    expect<i64>(nextReportDeadline()).toBe(NO_DEADLINE);
  });

  it("is forgotten when its peer is published no more, not with other changes", () => {
    inUse(1800);
    lease4("opt148=c000020ac000020c");
    expect<i32>(reportCount()).toBe(1);
    lease4("opt148=c000020c");
    pass(10_000);
    expect<i32>(reportCount()).toBe(0);
  });

  it("of a peer that fails is of no matter any more", () => {
    inUse(1800);
    report(0, "connect-failed");
    expect<i32>(reportCount()).toBe(1);
    expect<string>(runs(pass(25 * MINUTE))).toBe("");
  });
});

describe("a redirection", () => {
  beforeEach(begin);

  it("is a note, and its end makes no run (R-134)", () => {
    const lines = report(1, "redirected 60");
    expect<string>(events(lines)).toBe("changed changed changed published");
    wait(12_345);
    expect<string>(values(peers(), "redirected_for_s")).toBe("null 47 null null null null");
    expect<string>(order()).toBe("0 1 2 3 4 5");
    const end = pass(47_655);
    expect<string>(runs(end) + only(end, "event 0")).toBe("");
    expect<string>(values(peers(), "redirected_for_s")).toBe("null null null null null null");
    expect<i32>(reportCount()).toBe(0);
  });

  it("of no time is not kept", () => {
    report(1, "redirected 0");
    expect<i32>(reportCount()).toBe(0);
  });
});

describe("reports", () => {
  it("that are too many give way, the oldest first", () => {
    start();
    let hex = "";
    for (let i = 0; i < 10; i++) hex += `c00002${(0x10 + i).toString(16)}`;
    lease4(`opt148=${hex}`);
    wait(MINUTE);
    const ids = values(peers(), "id").split(" ");
    for (let i = 0; i < MAX_REPORTS; i++) request(0, `report ${ids[i]} connect-failed`);
    expect<i32>(reportCount()).toBe(MAX_REPORTS);
    const lines = request(0, `report ${ids[MAX_REPORTS]} connect-failed`);
    expect<i32>(reportCount()).toBe(MAX_REPORTS);
    expect<string>(values(only(lines, `log ${Code.ReportDropped} 4`), "address")).toBe("192.0.2.16");
    expect<string>(values(peers().split("\n")[0], "id")).toBe(ids[0], "its mark went with it");
    // The same peer again takes no further place.
    request(0, `report ${ids[5]} identity-failed`);
    expect<u64>(reportAt(0).id).toBe(U64.parseInt(ids[1], 16));
  });
});

describe("servers without credentials", () => {
  beforeEach(start);

  it("are told once for each cell that gets some (E-112)", () => {
    const lines = lease4("opt148=c000020ac000020b");
    expect<string>(only(lines, "event 0").split("\n")[7]).toBe(
      '{"event":"credentials-missing","pvd":"wan","interface":"eth1","family":"inet"}',
    );
    wait(MINUTE);
    lease4("opt148=c000020a");
    expect<string>(events(pass(1))).not.toBe("credentials-missing");
  });

  it("are those of networks that have none configured", () => {
    config("interface wan\ndevice eth1\ncredentials isp-key\n");
    expect<string>(events(lease4("opt148=c000020a"))).toBe("added added added published state");
  });

  it("are none as long as there are names only", () => {
    expect<string>(events(lease4("opt147=0161047465737400"))).toBe("added published state");
  });
});
