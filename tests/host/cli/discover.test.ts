// `discover` against name servers on the loopback interface.
import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { afterEach, test } from "node:test";
import { serveDns } from "../../support/local-dns.ts";
import type { LocalDns } from "../../support/local-dns.ts";
import { objects, startCommand } from "../support/command.ts";
import type { Outcome } from "../support/command.ts";

const ZONE = [
  "@ SOA ns1 hostmaster 1 3600 600 86400 300",
  '@ NAPTR 100 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
  '@ NAPTR 100 20 "s" "DOTS:signal.tcp" "" _dots-signal._tcp',
  '@ NAPTR 100 30 "s" "DOTS:data.tcp" "" _dots-data._tcp',
  "_dots-signal._udp SRV 0 0 5000 a",
  "_dots-signal._tcp SRV 0 0 5001 a",
  "_dots-data._tcp SRV 0 0 5002 a",
  "a A 192.0.2.7",
  "a AAAA 2001:db8::1",
  "host AAAA 2001:db8::9",
  'other NAPTR 10 10 "a" "DOTS:signal.udp" "" host',
];
const ROWS = [
  ["udp", "2001:db8::1", 5000, "signal"],
  ["tcp", "2001:db8::1", 5001, "signal"],
  ["tcp", "2001:db8::1", 5002, "data"],
];

const running: LocalDns[] = [];
afterEach(() => running.splice(0).forEach((server) => server.close()));

/** A server with the zone; `manner` says how it behaves. */
async function serve(manner: object = {}, host?: string): Promise<LocalDns> {
  const settings = { origin: "isp.test", zone: ZONE, servers: [{ address: "127.0.0.1", ...manner }] };
  const server = await serveDns(settings, host);
  running.push(server);
  return server;
}

/** The command with its server in this process, which goes on meanwhile. */
async function discover(...args: string[]): Promise<Outcome> {
  const started = startCommand(["discover", ...args]);
  return { code: await started.ended, out: started.out(), err: started.err() };
}

function rows(out: string): unknown[][] {
  return objects(out).map(({ transport, address, port, channel }) => [transport, address, port, channel]);
}

for (const program of ["bind", "knot", "unbound", "unbound-full"]) {
  test(`R-48 the table of the domain from a server like ${program}`, async () => {
    const { port } = await serve({ like: program });
    const { code, out, err } = await discover("isp.test", "--resolver", `127.0.0.1:${port}`, "--family", "6", "--json");
    assert.deepEqual([code, err], [0, ""]);
    assert.deepEqual(rows(out), ROWS);
    const [first] = objects(out);
    assert.equal(first?.["rank"], 1);
    assert.equal(first?.["sni"], "isp.test");
    assert.deepEqual(first?.["reference_ids"], [{ type: "dns-id", value: "isp.test" }]);
  });
}

test("both families, as a table for people", async () => {
  const { port } = await serve();
  const { code, out, err } = await discover("isp.test", "--resolver", `127.0.0.1:${port}`);
  assert.deepEqual([code, err], [0, ""]);
  assert.match(out, /^isp\.test inet\nRANK +ADDRESS +PORT/);
  assert.match(out, /\n1 +192\.0\.2\.7 +5000 +udp +signal +dns-id isp\.test /);
  assert.match(out, /\n\nisp\.test inet6\n(?:.*\n)1 +2001:db8::1 +5000 +udp +signal +dns-id isp\.test /);
});

test("R-09 of one family nothing is asked for the other", async () => {
  const [one, both] = [await serve(), await serve()];
  await discover("isp.test", "--resolver", `127.0.0.1:${one.port}`, "--family", "6", "--json");
  await discover("isp.test", "--resolver", `127.0.0.1:${both.port}`, "--json");
  assert.ok(one.questions() > 0);
  assert.equal(both.questions(), 2 * one.questions());
});

test("a resolver with an IPv6 address and a port", async () => {
  const { port } = await serve({}, "::1");
  const { code, out } = await discover("isp.test", "--resolver", `[::1]:${port}`, "--family", "6", "--json");
  assert.equal(code, 0);
  assert.deepEqual(rows(out), ROWS);
});

test("E-70 a resolver that truncates is asked over TCP", async () => {
  const { port } = await serve({ reply: "truncate" });
  const { code, out } = await discover("isp.test", "--resolver", `127.0.0.1:${port}`, "--family", "6", "--json");
  assert.equal(code, 0);
  assert.deepEqual(rows(out), ROWS);
});

test("E-66 a second resolver answers where the first refuses", async () => {
  const [bad, good] = [await serve({ reply: "refused" }), await serve()];
  const resolvers = [bad, good].flatMap(({ port }) => ["--resolver", `127.0.0.1:${port}`]);
  const { code, out } = await discover("isp.test", ...resolvers, "--family", "6", "--json");
  assert.equal(code, 0);
  assert.deepEqual(rows(out), ROWS);
  assert.ok(bad.questions() > 0);
});

test("R-51 several domains at once, in the order in which they were named", async () => {
  const { port } = await serve();
  const domains = ["other.isp.test", "isp.test"];
  const { code, out } = await discover(...domains, "--resolver", `127.0.0.1:${port}`, "--family", "6", "--json");
  assert.equal(code, 0);
  assert.deepEqual(rows(out), [["udp", "2001:db8::9", 4646, "signal"], ...ROWS]);
  assert.deepEqual([...new Set(objects(out).map(({ sni }) => sni))], domains);
});

test("R-50 E-62 a domain without S-NAPTR records, and one that is not there: nothing, and why", async () => {
  const { port } = await serve();
  const resolver = ["--resolver", `127.0.0.1:${port}`];
  const host = await discover("host.isp.test", ...resolver);
  assert.deepEqual([host.code, host.out], [1, ""]);
  assert.match(host.err, /^no DOTS server was found in host\.isp\.test: .+\n$/);
  const nothing = await discover("nothing.test", ...resolver, "--json");
  assert.deepEqual([nothing.code, nothing.out], [1, ""]);
  assert.match(nothing.err, /no DOTS server was found in nothing\.test/);
});

test("a domain with servers of the other family only", async () => {
  const { port } = await serve();
  const { code, out } = await discover("other.isp.test", "--resolver", `127.0.0.1:${port}`, "--family", "4");
  assert.deepEqual([code, out], [1, ""]);
});

test("nobody answers at the resolver's address", async () => {
  const socket = createSocket("udp4");
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  const { port } = socket.address();
  await new Promise<void>((resolve) => socket.close(resolve));
  const { code, out, err } = await discover("isp.test", "--resolver", `127.0.0.1:${port}`);
  assert.deepEqual([code, out], [3, ""]);
  assert.match(err, /^isp\.test cannot be searched: .+; check the address given with --resolver\n$/);
});

test("--explain tells each question and answer with its time, and the table stays what it is", async () => {
  const { port } = await serve();
  const resolver = ["--resolver", `127.0.0.1:${port}`, "--family", "6"];
  const { code, out, err } = await discover("isp.test", ...resolver, "--explain");
  assert.equal(code, 0);
  assert.equal(out, (await discover("isp.test", ...resolver)).out);
  assert.match(err, /^ +\d+ ms {2}inet6: 127\.0\.0\.1 is asked for isp\.test NAPTR$/m);
  assert.match(err, /^ +\d+ ms {2}inet6: 127\.0\.0\.1 answered isp\.test NAPTR after \d+ ms, round trip 1$/m);
  assert.match(err, /answered a\.isp\.test AAAA after \d+ ms, round trip 3$/m);
  assert.match(err, /signal\.udp: isp\.test NAPTR leads to _dots-signal\._udp\.isp\.test SRV$/m);
  assert.match(err, /data\.tcp: _dots-data\._tcp\.isp\.test SRV leads to a\.isp\.test AAAA$/m);
  assert.match(err, /snaptr gives 3 endpoints after 3 round trips and 5 questions$/m);
  assert.doesNotMatch(
    err,
    /inet:|any |configuration|begins in/,
    "the other family, and what matters to the daemon only",
  );
  const json = await discover("isp.test", ...resolver, "--explain", "--json");
  const asked = objects(json.err).filter(({ code }) => code === "question-asked");
  assert.equal(asked[0]?.["domain"], "isp.test");
  assert.ok(asked.some(({ name }) => name === "_dots-signal._udp.isp.test"));
});

/** The steps without their times. */
function steps(err: string): string[] {
  return err
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^ +\d+ ms {2}inet6: /, "").replace(/after \d+ ms/, "after N ms"));
}

test("--explain tells what led where, what came along, what was skipped, and the cost of each round trip", async () => {
  const zone = [
    "@ SOA ns1 hostmaster 1 3600 600 86400 300",
    '@ NAPTR 10 10 "u" "E2U+sip" "!^.*$!sip:a@b!" .',
    '@ NAPTR 20 10 "s" "DOTS:signal.udp" "" _dots-signal._udp',
    '@ NAPTR 20 20 "s" "DOTS:data.tcp" "" _dots-data._tcp',
    "_dots-signal._udp SRV 0 0 5000 alias",
    "_dots-data._tcp SRV 0 0 5002 gone",
    "alias CNAME a",
    "a AAAA 2001:db8::1",
  ];
  const [bad, good] = [await serve({ reply: "refused" }), await serve({ zone, like: "bind" })];
  const resolvers = [bad, good].flatMap(({ port }) => ["--resolver", `127.0.0.1:${port}`]);
  const { code, err } = await discover("isp.test", ...resolvers, "--family", "6", "--explain");
  assert.equal(code, 0);
  assert.deepEqual(steps(err).slice(1), [
    "round trip 1",
    "127.0.0.1 is asked for isp.test NAPTR",
    "127.0.0.1 gave no answer to isp.test NAPTR, round trip 1: the resolver refuses to answer",
    "round trip 2",
    "127.0.0.1 is asked for isp.test NAPTR, try 2",
    "127.0.0.1 answered isp.test NAPTR after N ms, round trip 2",
    "isp.test NAPTR is not used: it is for another service",
    "_dots-signal._udp.isp.test SRV came along in the Additional section",
    "_dots-data._tcp.isp.test SRV came along in the Additional section",
    "round trip 3",
    "127.0.0.1 is asked for alias.isp.test AAAA",
    "127.0.0.1 is asked for gone.isp.test AAAA",
    "127.0.0.1 answered alias.isp.test AAAA after N ms, round trip 3",
    "127.0.0.1 answered gone.isp.test AAAA after N ms, round trip 3: there is no such name",
    "signal.udp: isp.test NAPTR leads to _dots-signal._udp.isp.test SRV",
    "signal.udp: _dots-signal._udp.isp.test SRV leads to alias.isp.test AAAA",
    "signal.udp: alias.isp.test CNAME leads to a.isp.test AAAA: " +
      "the target of an SRV record should be no alias (RFC 2782); it is used all the same",
    "data.tcp: isp.test NAPTR leads to _dots-data._tcp.isp.test SRV",
    "data.tcp: _dots-data._tcp.isp.test SRV leads to gone.isp.test AAAA",
    "gone.isp.test AAAA leads nowhere: there is no such name",
    "snaptr gives 1 endpoint after 3 round trips and 4 questions",
  ]);
});

test("R-55 --method dnssd follows the instances of the domain and says which record led where", async () => {
  const instances = [
    "_dots-signal._udp PTR Edge\\032GW._dots-signal._udp",
    "Edge\\032GW._dots-signal._udp SRV 0 0 5003 a",
  ];
  const { port } = await serve({ zone: [...ZONE, ...instances] });
  const words = ["isp.test", "--resolver", `127.0.0.1:${port}`, "--family", "6", "--method", "dnssd"];
  const { code, out, err } = await discover(...words, "--explain", "--json");
  assert.equal(code, 0);
  assert.deepEqual(rows(out), [["udp", "2001:db8::1", 5003, "signal"]]);
  assert.equal(objects(out)[0]?.["method"], "dnssd");
  const steps = objects(err).map(({ message }) => String(message));
  for (const step of [
    "inet6: 127.0.0.1 is asked for _dots-signal._udp.isp.test PTR",
    "inet6: signal.udp: _dots-signal._udp.isp.test PTR leads to edge\\032gw._dots-signal._udp.isp.test SRV",
    "inet6: signal.udp: edge\\032gw._dots-signal._udp.isp.test SRV leads to a.isp.test AAAA",
    "inet6: dnssd gives 1 endpoint after 3 round trips and 5 questions",
  ])
    assert.ok(steps.includes(step), `${step} in\n${steps.join("\n")}`);
  assert.ok(!steps.some((step) => step.includes("NAPTR")));
});

test("a method that there is none of is wrong usage", async () => {
  const { code, err } = await discover("isp.test", "--resolver", "127.0.0.1", "--method", "srv");
  assert.deepEqual([code, err], [2, 'dots-discovery: there is no method "srv": take snaptr, dnssd or mdns\n']);
});

test("multicast DNS needs an interface that is there, and a name", async () => {
  const nowhere = await discover("dots.lan.test", "--method", "mdns");
  assert.deepEqual([nowhere.code, nowhere.out], [2, ""]);
  assert.match(nowhere.err, /name it with --interface NAME/);
  const absent = await discover("dots.lan.test", "--method", "mdns", "--interface", "none0");
  assert.deepEqual([absent.code, absent.out], [2, ""]);
  assert.match(absent.err, /there is no interface "none0"/);
  const odd = await discover("a..b", "--method", "mdns", "--interface", "lo");
  assert.deepEqual([odd.code, odd.out], [2, ""]);
  assert.match(odd.err, /a\.\.b cannot be used: /);
});

test("of several domains each table and each step says whose it is", async () => {
  const { port } = await serve();
  const resolver = ["--resolver", `127.0.0.1:${port}`, "--family", "6"];
  const { code, out, err } = await discover("isp.test", "other.isp.test", ...resolver, "--explain");
  assert.equal(code, 0);
  assert.match(out, /^isp\.test inet6\nRANK [^]+\n\nother\.isp\.test inet6\nRANK /);
  const lines = err.trimEnd().split("\n");
  for (const line of lines) assert.match(line, /^ +\d+ ms {2}(other\.)?isp\.test inet6: /);
  const times = lines.map((line) => parseInt(line, 10));
  assert.deepEqual(
    times,
    times.toSorted((a, b) => a - b),
  );
});

test("what the core does not take for a domain or a resolver is wrong usage", async () => {
  const odd = await discover("a..b", "--resolver", "127.0.0.1");
  assert.deepEqual([odd.code, odd.out], [2, ""]);
  assert.match(odd.err, /a\.\.b cannot be used: /);
  const many = Array.from({ length: 40 }, (_, index) => ["--resolver", `127.0.0.${index + 1}`]).flat();
  const over = await discover("isp.test", ...many);
  assert.deepEqual([over.code, over.out], [2, ""]);
  assert.match(over.err, /cannot be used: /);
});
