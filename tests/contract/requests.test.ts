// Requests of control clients: what is wrong with a line and where, that it changes nothing, and what a good one does.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code, OutputKind } from "../../host/abi.gen.ts";
import { nameOfCode } from "../support/vectors.ts";
import { BOUND4, Router } from "./support/router.ts";

const NOBODY = "0123456789abcdef";
/** Two networks with a server each. */
function served(): { router: Router; id: string } {
  const router = new Router().link(1, "eth1").link(2, "eth2");
  router.spool("net1.inet", ...BOUND4, "opt148=c0000210");
  router.spool("net2.inet", ...BOUND4.slice(0, 2), "device=eth2", "opt148=c0000211").pass(60_000);
  return { router, id: String(router.ask("peers")[0]?.["id"]) };
}

const WRONG: readonly (readonly [line: string, error: Code, offset: number])[] = [
  ["", Code.ControlRequest, 0],
  ["  \t ", Code.ControlRequest, 4],
  ["# status", Code.ControlRequest, 0],
  ["stat", Code.ControlRequest, 0],
  ["statuss", Code.ControlRequest, 0],
  ["Status", Code.ControlRequest, 0],
  ["  nonsense", Code.ControlRequest, 2],
  ["record", Code.ControlRequest, 0],
  ["status now", Code.ControlExtra, 7],
  ["status \t now please", Code.ControlExtra, 9],
  ["watch now", Code.ControlExtra, 6],
  ["peers net1 net2", Code.ControlExtra, 11],
  ["peers net3", Code.ControlInterface, 6],
  ["peers net", Code.ControlInterface, 6],
  ["peers net11", Code.ControlInterface, 6],
  ["peers any", Code.ControlInterface, 6],
  ["networks  eth3", Code.ControlInterface, 10],
  ["networks net1 net2", Code.ControlExtra, 14],
  ["refresh nowhere", Code.ControlInterface, 8],
  ["refresh net1 now", Code.ControlExtra, 13],
  ["select", Code.ControlTargetMissing, 6],
  ["select  ", Code.ControlTargetMissing, 8],
  ["accept # 192.0.2.1", Code.ControlTargetMissing, 7],
  ["select interface", Code.ControlTargetMissing, 16],
  ["select interface net1", Code.ControlTargetMissing, 21],
  ["accept interface net3 192.0.2.1", Code.ControlInterface, 17],
  ["attack", Code.ControlSwitch, 6],
  ["attack of", Code.ControlSwitch, 7],
  ["attack on on", Code.ControlExtra, 10],
  ["report", Code.ControlPeer, 6],
  [`report ${NOBODY} ok`, Code.ControlPeer, 7],
  [`report ${NOBODY}`, Code.ControlPeer, 7],
];

/** With an id in place of `ID`, whose 16 digits end at 23. */
const WRONG_REPORT: readonly (readonly [line: string, error: Code, offset: number])[] = [
  ["report IDok", Code.ControlPeer, 7],
  ["report 0ID ok", Code.ControlPeer, 7],
  ["report gID ok", Code.ControlPeer, 7],
  ["report ID", Code.ControlResult, 23],
  ["report ID  ", Code.ControlResult, 25],
  ["report ID fine", Code.ControlResult, 24],
  ["report ID ok ok", Code.ControlResult, 27],
  ["report ID ok not-after", Code.ControlNumber, 36],
  ["report ID ok not-after x", Code.ControlNumber, 37],
  ["report ID ok not-after -1", Code.ControlNumber, 37],
  ["report ID ok not-after 1099511627777", Code.ControlNumber, 37],
  ["report ID ok not-after 1 2", Code.ControlExtra, 39],
  ["report ID redirected", Code.ControlNumber, 34],
  ["report ID redirected 4294967296", Code.ControlNumber, 35],
  ["report ID redirected 1x", Code.ControlNumber, 35],
  ["report ID redirected 1 1", Code.ControlExtra, 37],
  ["report ID connect-failed now", Code.ControlExtra, 39],
  ["report ID identity-failed ok", Code.ControlExtra, 40],
];

describe("what is wrong with a request is told with its place, and changes nothing", () => {
  for (const [line, error, offset] of [...WRONG, ...WRONG_REPORT]) {
    test(`${JSON.stringify(line)}: ${nameOfCode(error)} at ${offset}`, () => {
      const { router, id } = served();
      assert.deepEqual(router.ask(line.replace("ID", id)), [{ record: "error", error, offset }]);
      assert.deepEqual(
        router.outputs.map(({ kind }) => kind),
        [OutputKind.ClientSend, OutputKind.ClientClose],
      );
    });
  }
});

describe("requests that are good", () => {
  for (const line of [" status", "status ", "\tstatus\t", "status # now", "status#now"]) {
    test(`${JSON.stringify(line)} is one: blanks and comments are nothing`, () => {
      const records = served()
        .router.ask(line)
        .map(({ record }) => record);
      assert.deepEqual(records, ["status", "cell", "cell", "cell", "cell"]);
    });
  }

  test("`refresh` begins every network anew, with an interface that one alone", () => {
    const begun = (line: string) => {
      const { router } = served();
      assert.deepEqual(router.ask(line), []);
      return router.told(Code.RunBegins).map(({ pvd, family, why }) => [pvd, family, why]);
    };
    const of = (pvd: string) => [pvd, "inet", "command"];
    assert.deepEqual(begun("refresh"), [of("net1"), of("net2")]);
    assert.deepEqual(begun("refresh net2"), [of("net2")]);
    assert.deepEqual(begun("refresh eth1"), [of("net1")]);
  });

  test("R-130 the id of a peer may have capitals, and the greatest numbers are taken", () => {
    const { router, id } = served();
    const report = (result: string) => router.ask(`report ${id.toUpperCase()} ${result}`);
    for (const result of ["redirected 4294967295", "ok not-after 1099511627776", "ok not-after 0", "redirected 0"])
      assert.deepEqual(report(result), [], result);
    report("redirected 4294967295");
    assert.equal(router.ask("peers")[0]?.["redirected_for_s"], 4_294_967_295);
  });

  test("R-130 an id is sixteen hexadecimal digits, and no other octet stands for one", () => {
    const { router } = served();
    const ids = router.ask("peers").map(({ id }) => String(id));
    assert.equal(new Set(ids.join("")).size, 16, "each digit is in one of them");
    for (const id of ids) {
      for (let at = 0; at < id.length; at++) {
        for (const octet of "/0159:;?@ABEFGHOP`abefghp\x10\x19\x80\xb0\xff") {
          const isSame = /[0-9a-f]/i.test(octet) && parseInt(octet, 16) === parseInt(id.charAt(at), 16);
          const replies = router.ask(`report ${id.slice(0, at)}${octet}${id.slice(at + 1)} ok`);
          assert.deepEqual(replies, isSame ? [] : [{ record: "error", error: Code.ControlPeer, offset: 7 }], octet);
        }
      }
    }
  });

  test("a client that watches gets the rows that there are, and then events", () => {
    const { router } = served();
    const rows = router.ask("peers");
    const current = router.ask("watch");
    assert.deepEqual(
      current,
      rows.map((row) => ({ event: "current", ...row })),
    );
    assert.ok(
      router.outputs.every(({ kind }) => kind === OutputKind.ClientSend),
      "no end",
    );
    router.spool("net1.inet", ...BOUND4, "opt148=c0000212");
    const watchers = router.outputs.filter(({ kind }) => kind === OutputKind.Event).map(({ flags }) => flags);
    assert.deepEqual([...new Set(watchers)], [1 << 1]);
  });
});
