// The ubus object `dots.discovery`: rpcd runs a script of the package, which asks a
// running daemon.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { until } from "../host/support/folder.ts";
import { startDaemon } from "./support/openwrt/daemon.ts";
import { installPackage, missing, Router } from "./support/openwrt/router.ts";

const SCRIPT = "usr/libexec/rpcd/dots.discovery";
const NAME = "04646f74730469737061047465737400";

interface Answer {
  readonly code: number;
  readonly records: Record<string, unknown>[];
  readonly error: string;
}

describe("the ubus object", { skip: missing }, () => {
  const template = installPackage();

  const makeRouter = (context: TestContext) =>
    new Router(context, template, { network: "", "dots-discovery": "config interface wan\n\toption device eth1\n" });

  /** What rpcd gets for a call: one JSON object, whatever happens. */
  function call(router: Router, method: string, args: unknown = {}): Answer {
    const run = router.run(SCRIPT, ["call", method], typeof args === "string" ? args : JSON.stringify(args));
    assert.deepEqual([run.status, run.err, run.strays], [0, "", []]);
    return JSON.parse(run.out) as Answer;
  }

  /** A router with its daemon running and a lease on `wan`, and what the daemon logs. */
  async function startRouter(context: TestContext): Promise<{ router: Router; log: () => string }> {
    const router = makeRouter(context);
    const daemon = await startDaemon(router);
    daemon.lease("bound", { ip: "10.1.0.100", lease: "3600", opt147: NAME, opt148: "0a01000a" });
    await until(() => router.read("var/run/dots-discovery/state/servers.json").includes("10.1.0.10"));
    return { router, log: daemon.log };
  }

  test("list: the methods and the types of their arguments", (context) => {
    const run = makeRouter(context).run(SCRIPT, ["list"]);
    assert.deepEqual([run.status, run.err], [0, ""]);
    assert.deepEqual(JSON.parse(run.out), {
      status: {},
      networks: { network: "" },
      peers: { network: "" },
      explain: {},
      select: { targets: [], network: "", gateway: false },
      refresh: { network: "" },
      report: { peer: "", result: "", seconds: 32, not_after: 64 },
      attack: { on: false },
    });
    assert.equal(makeRouter(context).run(SCRIPT, ["else"]).status, 2);
  });

  test("each method is granted to readers or to writers", (context) => {
    const acl = JSON.parse(readFileSync("board/openwrt/files/acl.json", "utf8")) as Record<
      string,
      Record<"read" | "write", { ubus: Record<string, string[]> }>
    >;
    const methods = Object.keys(JSON.parse(makeRouter(context).run(SCRIPT, ["list"]).out) as object);
    const granted = Object.values(acl).flatMap(({ read, write }) => [
      ...(read.ubus["dots.discovery"] ?? []),
      ...(write.ubus["dots.discovery"] ?? []),
    ]);
    assert.deepEqual(granted.sort(), methods.sort());
    assert.deepEqual(Object.values(acl)[0]?.write.ubus["dots.discovery"], ["refresh", "report", "attack"]);
  });

  test("peers, status, networks, select and report of a running daemon", async (context) => {
    const { router } = await startRouter(context);
    const peers = call(router, "peers", { network: "wan" });
    assert.deepEqual([peers.code, peers.error], [0, ""]);
    assert.deepEqual(
      peers.records.map(({ record, address, port, transport }) => [record, address, port, transport]),
      [
        ["peer", "10.1.0.10", 4646, "udp"],
        ["peer", "10.1.0.10", 4646, "tcp"],
        ["peer", "10.1.0.10", 443, "tcp"],
      ],
    );
    assert.equal(call(router, "peers").records.length, 3);
    assert.ok(
      call(router, "status").records.some(
        ({ record, pvd, state }) => record === "cell" && pvd === "wan" && state === "ready",
      ),
    );
    assert.deepEqual(
      call(router, "networks", { network: "wan" }).records.map(({ record, pvd }) => [record, pvd]),
      [["network", "wan"]],
    );

    const selected = call(router, "select", { targets: ["10.1.0.8", "2001:db8::/32"], network: "wan" });
    assert.equal(selected.code, 1, "nothing has assigned them");
    assert.ok(selected.records.every(({ record }) => record === "unmatched"));
    const asGateway = (gateway: boolean) =>
      call(router, "select", { targets: ["10.1.0.8"], gateway }).records.map(({ record }) => record);
    assert.deepEqual([asGateway(true), asGateway(false)], [["rejected", "unmatched"], ["unmatched"]]);

    const explained = call(router, "explain").records.map(({ record }) => record);
    assert.deepEqual([...new Set(explained)], ["network", "status", "cell", "host", "peer"]);
    const attack = (on: boolean) => {
      assert.deepEqual(call(router, "attack", { on }), { code: 0, records: [], error: "" });
      return call(router, "status").records[0]?.["attack"];
    };
    assert.deepEqual([attack(true), attack(false)], [true, false]);

    const id = peers.records[0]?.["id"];
    assert.equal(call(router, "report", { peer: id, result: "connect-failed" }).code, 0);
    assert.equal(call(router, "report", { peer: id, result: "redirected", seconds: 60 }).code, 0);
    assert.equal(call(router, "report", { peer: id, result: "ok", not_after: 1801396800 }).code, 0);
    const unknown = call(router, "report", { peer: "0123456789abcdef", result: "ok" });
    assert.equal(unknown.code, 1);
    assert.match(unknown.error, /no published server has this id/);
  });

  test("I-12 refresh: discovery begins anew when somebody knows that a portal is passed", async (context) => {
    const { router, log } = await startRouter(context);
    const asked = () => log().split('"why":"command"').length - 1;
    assert.deepEqual(call(router, "refresh", { network: "wan" }), { code: 0, records: [], error: "" });
    await until(() => asked() === 1);
    assert.equal(call(router, "refresh").code, 0);
    await until(() => asked() === 2);
    const gone = call(router, "refresh", { network: "gone" });
    assert.equal(gone.code, 1);
    assert.match(gone.error, /no interface of this name/);
  });

  test("without a daemon the answer says so", (context) => {
    const answer = call(makeRouter(context), "status");
    assert.deepEqual([answer.code, answer.records], [3, []]);
    assert.match(answer.error, /control\.sock/);
  });

  test("an argument that is not of its form reaches no command", (context) => {
    const router = makeRouter(context);
    const reached: string[] = [];
    const refuse = (method: string, args: unknown) => {
      const { code, records, error } = call(router, method, args);
      assert.deepEqual([code, records], [2, []], `${method} ${JSON.stringify(args)}`);
      assert.match(error, /^(network|targets|gateway|peer|result|seconds|not_after|on) |^there is no such method$/);
      // A refusal of the command itself would name it.
      if (error.includes("dots-discovery")) reached.push(error);
    };
    const hostile = [
      "$(touch canary)",
      "`touch canary`",
      "'; touch canary; '",
      "a b",
      "-v",
      "--socket=/tmp/x",
      "wan\nrefresh",
      "*",
      '"',
      "\\",
      "ä",
      "\u0001",
    ];
    for (const value of hostile) {
      for (const method of ["networks", "peers", "refresh"]) refuse(method, { network: value });
      refuse("select", { targets: ["192.0.2.1", value] });
      refuse("select", { targets: ["192.0.2.1"], network: value });
      refuse("report", { peer: value, result: "ok" });
      refuse("report", { peer: "00", result: value });
      refuse("report", { peer: "00", result: "ok", not_after: value });
      refuse("select", { targets: ["192.0.2.1"], gateway: value });
      refuse("attack", { on: value });
    }
    refuse("select", {});
    refuse("select", { targets: [] });
    refuse("select", { targets: "192.0.2.1" });
    refuse("report", { result: "ok" });
    refuse("report", { peer: "00", result: "redirected" });
    refuse("report", { peer: "00", result: "ok", seconds: 60 });
    refuse("report", { peer: "00", result: "redirected", seconds: -1 });
    refuse("attack", {});
    refuse("run", {});
    refuse("--help", {});
    assert.deepEqual(reached, []);
  });

  test("what is no JSON is as if no argument were given", (context) => {
    const router = makeRouter(context);
    for (const text of ["", "{", "nonsense", "[]"]) {
      assert.equal(call(router, "select", text).error, "targets is missing");
      assert.equal(call(router, "status", text).code, 3);
    }
  });
});
