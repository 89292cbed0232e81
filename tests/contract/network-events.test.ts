// What an event of one network says to the others, and what a client that left is owed.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Code, InputKind, LinkState, OutputKind } from "../../host/abi.gen.ts";
import { encodeClientClosed, encodeControl } from "../../host/inputs.ts";
import { drain, makeReadyCore, octetsOf, START_MS } from "../support/core.ts";
import { BOUND4, BOUND6, Router, SERVER4 } from "./support/router.ts";

const CLIENT = 1;

test("R-103 addresses of an interface that hold no delegated prefix any more are nothing to its network", () => {
  const router = new Router().link(2, "eth1").link(3, "lan");
  router.spool("wan6.inet6", ...BOUND6, "PREFIXES=2001:db8:a::/48,3000,4000");
  const lookFor = (...prefixes: readonly string[]) =>
    router
      .assign(3, ...prefixes)
      .pass(20_000)
      .told(Code.RunBegins)
      .map(({ why }) => why);
  router.pass(60_000);
  assert.notDeepEqual(lookFor("fd00:1::1/64", "2001:db8:a::1/64"), []);
  assert.notDeepEqual(lookFor("fd00:1::1/64"), []);
  assert.deepEqual(lookFor("fd00:2::1/64"), []);
});

test("I-03 an address out of a delegated prefix is news to the network that delegated it alone", () => {
  const router = new Router().link(99, "lan");
  const networks = Array.from({ length: 15 }, (_, index) => index + 1);
  for (const n of networks) {
    router.link(n, `eth${n}`);
    const lease = [
      "client=odhcp6c",
      "event=bound",
      `device=eth${n}`,
      `PREFIXES=2001:db8:${n.toString(16)}::/48,3000,4000`,
    ];
    router.spool(`net${n}.inet6`, ...lease);
  }
  for (const n of networks) {
    router.pass(60_000).assign(99, `2001:db8:${n.toString(16)}::1/64`);
    // The network of the address before looks as well: it has one less.
    const told = [...router.told(Code.RunPlanned), ...router.told(Code.RunBegins)].map(({ pvd, why }) => [pvd, why]);
    const looking = n === 1 ? [n] : [n - 1, n];
    assert.deepEqual(
      told,
      looking.map((each) => [`net${each}`, "addresses-changed"]),
    );
  }
});

test("E-115 the channel of a lease that was lost is none of the next one's", () => {
  const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24");
  const methods = () => [
    ...new Set(
      router
        .pass(20_000)
        .ask("peers")
        .map(({ method }) => method),
    ),
  ];
  const provisioned = ["client=provisioned", "device=eth1", "channel=pco"];
  router.spool("wan.inet", ...provisioned, "event=bound", "addresses=192.0.2.10");
  assert.deepEqual(methods(), ["provisioned:pco"]);
  router.spool("wan.inet", ...provisioned, "event=lost");
  assert.deepEqual(methods(), []);
  router.spool("wan.inet", ...BOUND4, SERVER4);
  assert.deepEqual(methods(), ["dhcpv4"]);
  router.link(2, "eth1", LinkState.Gone);
  assert.deepEqual(methods(), []);
});

test("what is left of a reply is not sent to a client that hung up", () => {
  const core = makeReadyCore();
  for (const line of ["peers", "status", "networks", "watch"]) {
    core.handle(InputKind.Control, encodeControl(CLIENT, octetsOf(line)), START_MS);
    core.handle(InputKind.ClientClosed, encodeClientClosed(CLIENT), START_MS);
    const sent = drain(core).filter(({ kind }) => kind === OutputKind.ClientSend || kind === OutputKind.ClientClose);
    assert.deepEqual(sent, [], line);
  }
});

test("§3.4 a DHCPv4 lease that is lost takes its domain from the other family, which looks again", () => {
  const router = new Router().link(2, "eth1").assign(2, "192.0.2.57/24", "2001:db8:1::57/64");
  const begun = () => router.toldEver(Code.RunBegins).map(({ family, why }) => [family, why]);
  router.spool("eth1.inet6", ...BOUND6, "ADDRESSES=2001:db8:1::57/64,3000,4000");
  const v4 = ["client=udhcpc", "device=eth1"];
  router.spool("eth1.inet", ...v4, "event=bound", "ip=192.0.2.57", "lease=3600", "domain=isp.test", "dns=192.0.2.53");
  router.pass(120_000);
  const before = begun().length;
  router.spool("eth1.inet", ...v4, "event=deconfig").pass(20_000);
  const after = begun().slice(before);
  assert.ok(
    after.some(([family, why]) => family === "inet6" && why === "sources-changed"),
    JSON.stringify(after),
  );
});

test("I-01 an interface that is there already becomes a network when a configuration names it", () => {
  const router = new Router().link(2, "eth1").link(3, "tun0");
  assert.deepEqual(router.ask("networks"), []);
  router.configure("interface wan", "device eth1");
  assert.equal(router.network()["interface"], "eth1");
});

test("R-45 the last network goes: the default domain is looked for, and the log says why", () => {
  const router = new Router()
    .configure("methods snaptr", "resolvers 192.0.2.53", "default-domain isp.test")
    .link(2, "eth1")
    .spool("wan.inet", ...BOUND4)
    .assign(2, "192.0.2.57/24")
    .pass(120_000)
    .link(2, "eth1", LinkState.Gone);
  const planned = router.told(Code.RunPlanned).map(({ pvd, family, why }) => [pvd, family, why]);
  assert.deepEqual(planned, [
    ["any", "inet", "networks-changed"],
    ["any", "inet6", "networks-changed"],
  ]);
});

test("I-03 rows of IPv4 are told anew when the delegated prefixes of their network are others", () => {
  const router = new Router()
    .configure("methods dhcp")
    .link(2, "eth1")
    .spool("wan.inet", ...BOUND4, SERVER4);
  router.pass(60_000).ask("watch");
  const told = (lines: readonly string[]) => {
    const events = router.spool("wan6.inet6", ...lines).lines(OutputKind.Event);
    const rows = events.filter(({ event, family }) => event === "changed" && family === "inet");
    return rows.map(({ prefixes }) => String(prefixes));
  };
  const three = (prefixes: string) => [prefixes, prefixes, prefixes];
  const [a, b] = ["2001:db8:a::/48", "2001:db8:b::/48"];
  assert.deepEqual(told([...BOUND6, `PREFIXES=${a},3000,4000`]), three(a));
  assert.deepEqual(told([...BOUND6, `PREFIXES=${a},3000,4000`]), []);
  assert.deepEqual(told([...BOUND6, `PREFIXES=${b},3000,4000`]), three(`${a},${b}`));
  assert.deepEqual(told([]), three(""));
  assert.deepEqual(told([]), []);
});
