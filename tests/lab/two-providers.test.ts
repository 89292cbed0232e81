// Two providers with the same private addresses, and a router with an uplink to each:
// DHCP servers, name servers that know their own names only, DHCP clients with the
// project's hooks, the daemon, each in its namespace. What is captured on the uplinks
// shows that nothing of one provider reaches the other, whatever comes, goes or fails.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { afterEach, test } from "node:test";

import { InputKind, LinkInput, LinkState } from "../../host/abi.gen.ts";
import type { JournalRecord } from "../../host/journal.ts";
import { questionsIn } from "./support/capture.ts";
import type { Frame } from "./support/capture.ts";
import { startUdhcpc } from "./support/clients.ts";
import type { DhcpClient } from "./support/clients.ts";
import { eventually } from "./support/programs.ts";
import { PROVIDER_PROGRAMS, ProviderSide } from "./support/provider-side.ts";
import { Router } from "./support/router.ts";
import type { DaemonRecord } from "./support/router.ts";
import { Stage, onHost } from "./support/stage.ts";
import {
  PROVIDERS,
  RESOLVER,
  SHARED_ORIGIN,
  TwoProviders,
  UPLINKS,
  dotsName,
  otherThan,
  routesOf,
} from "./support/two-providers.ts";
import type { Provider } from "./support/two-providers.ts";

/** What both providers' addresses are out of. */
const SUBNET = "10.64.0.0/24";
/** Addresses of DOTS servers in a lease; one is the other provider's, too. */
const TOLD_BY_B = ["10.64.0.10", "10.64.0.20"];
const COMMAND = "build/host/dots-discovery.mjs";

onHost("two providers with the same private addresses", PROVIDER_PROGRAMS, (host) => {
  const stage = new Stage("two-providers", new TwoProviders(), host);
  const { network, folder } = stage;
  let router: Router;
  let sides: Record<Provider, ProviderSide>;
  let clients: Record<Provider, DhcpClient>;

  stage.set(async () => {
    sides = { a: new ProviderSide(folder, "a", network), b: new ProviderSide(folder, "b", network) };
    router = new Router(folder, network, host);
    for (const each of [sides.a, sides.b, router]) await stage.keep(each).start();
    const start = (provider: Provider) => {
      const place = { folder: sides[provider].folder, spool: router.spool, network };
      return stage.keep(startUdhcpc(place, UPLINKS[provider].link, routesOf(UPLINKS[provider])));
    };
    clients = { a: start("a"), b: start("b") };
  });

  // Whatever a test is about: of all that ever was on a link, nothing belongs to the other.
  afterEach(async () => {
    for (const provider of PROVIDERS) assertOwnOnly(await sides[provider].capture.frames(), provider);
  });

  const published = () => router.peerRecords().map(rowText).sort();

  async function toPublish(...wanted: readonly string[][]): Promise<void> {
    const rows = wanted.flat().sort();
    try {
      await eventually("the list", () => published().join("\n") === rows.join("\n"));
    } catch {
      assert.deepEqual(published(), rows);
    }
  }

  // The other's server with the same address is warned about: that this begins and ends is the only thing that may be told.
  const eventsOf = (provider: Provider) =>
    router
      .events()
      .filter(({ interface: name }) => name === UPLINKS[provider].link)
      .filter(
        ({ event, added, removed }) => event !== "changed" && !(event === "published" && added === 0 && removed === 0),
      );

  const rowsOf = (provider: Provider) =>
    router
      .peerRecords()
      .filter(({ interface: name }) => name === UPLINKS[provider].link)
      .map((row) => ({ ...row, warnings: undefined, valid_for_s: undefined }));

  /** Does something that is no matter of a provider: nothing of its servers changes, and nothing is asked there. */
  async function leavesAlone(provider: Provider, act: () => Promise<void>): Promise<void> {
    const look = async () => ({
      events: eventsOf(provider),
      rows: rowsOf(provider),
      questions: await sides[provider].questions(),
    });
    // A list that was kept while its link was away is there at once; it has to be confirmed first.
    await eventually("its list to be confirmed", () => rowsOf(provider).every(({ stale }) => stale === false));
    const before = await look();
    assert.ok(before.events.length > 0 && before.rows.length > 0 && before.questions.length > 0);
    await act();
    assert.deepEqual(await look(), before);
  }

  /** Has an uplink leave: with the very input that says so its servers go, and only they. */
  async function leaves(provider: Provider, isIt: (input: JournalRecord) => boolean, act: () => unknown) {
    const before = router.peerRecords().map(({ id, interface: link }) => ({ link, id }));
    const since = router.journal().length;
    await act();
    const events = await router.eventsAtOnce(`the daemon to see ${provider} leave`, since, isIt);
    const removed = events.filter(({ event }) => event === "removed");
    const wanted = before.filter(({ link }) => link === UPLINKS[provider].link);
    assert.ok(wanted.length > 0);
    assert.deepEqual(
      removed.map(({ id, interface: link }) => ({ link, id })),
      wanted,
    );
    assert.deepEqual(published(), ownServers(otherThan(provider)));
  }

  /** What comes of asking a provider's resolver for a name, from its own place. */
  function lookUp(provider: Provider, name: string) {
    const words = [process.execPath, COMMAND, "discover", name, "--resolver", RESOLVER];
    const [program, ...args] = sides[provider].place(...words);
    return spawnSync(program, args, { encoding: "utf8" });
  }

  test("R-90 R-91 R-92 R-94 R-100 each provider's servers with its uplink, own address and name", async () => {
    await toPublish(ownServers("a"), ownServers("b"));
  });

  test("R-92 R-118 E-98 each name was asked for where it is known, and nowhere else", async () => {
    for (const provider of PROVIDERS) {
      const [own, foreign] = [UPLINKS[provider], UPLINKS[otherThan(provider)]].map(({ origin }) => dotsName(origin));
      assert.ok(own !== undefined && foreign !== undefined);
      assert.equal(lookUp(provider, own).status, 0);
      assert.match(lookUp(provider, foreign).stderr, /the resolver refuses to answer/);
      const names = (await sides[provider].questions()).map(({ name }) => name);
      assert.ok(names.includes(own), names.join(" "));
    }
  });

  test("E-110 E-111 the same server address at both providers is two servers", () => {
    const [shared] = UPLINKS.a.servers;
    const twins = router.peerRecords().filter(({ address }) => address === shared);
    assert.equal(new Set(twins.map(({ id }) => id)).size, 2);
    const wanted = PROVIDERS.map((provider) => {
      const { link, own, origin } = UPLINKS[provider];
      return { link, sources: [own], names: [dotsName(origin)] };
    });
    const facts = twins.map(({ interface: link, source_candidates: sources, reference_ids: ids }) => ({
      link,
      sources,
      names: ids?.map(({ value }) => value),
    }));
    assert.deepEqual(
      facts.sort((a, b) => String(a.link).localeCompare(String(b.link))),
      wanted,
    );
  });

  test("R-96 R-97 R-99 E-107 whose server for a target: the link that an attack comes over decides between equal prefixes", () => {
    const link = ({ interface: name }: DaemonRecord) => name;
    const target = UPLINKS.a.own;
    const both = router.records("select", target, "192.0.2.1");
    assert.deepEqual(
      both.map(({ record, reason }) => [record, reason]),
      [
        ["unmatched", "several-owners"],
        ["unmatched", "no-owner"],
      ],
    );
    for (const provider of PROVIDERS) {
      const uplink = UPLINKS[provider].link;
      const groups = router.recordsOnNode("select", target, "--interface", uplink);
      assert.deepEqual(groups.map(link), [uplink]);
      const ids = router.peerRecords().filter((peer) => link(peer) === uplink);
      assert.deepEqual(groups.flatMap(({ peers }) => peers ?? []).sort(), ids.map(({ id }) => id).sort());
    }
  });

  test("R-90 R-108 what each network is made of, and the filters that follow, from the running daemon", () => {
    const networks = router.records("networks");
    const wanted = PROVIDERS.map((provider) => {
      const { link, own } = UPLINKS[provider];
      return { link, addresses: [own], prefixes: [SUBNET], resolvers: [{ address: RESOLVER, port: 53 }] };
    });
    const facts = networks.map(({ interface: link, addresses, prefixes, resolvers }) => {
      return { link, addresses, prefixes, resolvers };
    });
    assert.deepEqual(
      facts.sort((a, b) => String(a.link).localeCompare(String(b.link))),
      wanted,
    );
    const filters = router.recordsOnNode("filters");
    assert.deepEqual(
      filters.map(({ prefix }) => prefix),
      [SUBNET, SUBNET],
    );
  });

  test("R-94 R-118 an uplink without a carrier: its servers go at once and come back, the other's stay", async () => {
    await leavesAlone("b", async () => {
      await leaves("a", isLinkDown(UPLINKS.a.link), () => network.setCarrier("a", "down"));
      network.setCarrier("a", "up");
      await toPublish(ownServers("a"), ownServers("b"));
    });
  });

  test("R-94 R-118 a released lease: its servers go at once, the next lease brings addresses of its own", async () => {
    await leavesAlone("a", async () => {
      const isRelease = isSpooled(UPLINKS.b.link, "deconfig");
      await leaves("b", isRelease, () => clients.b.renew("SIGUSR2", "deconfig"));
      const questions = await sides.b.questions();
      const options = { name: dotsName(UPLINKS.b.origin), addresses: TOLD_BY_B.join(", "), resolver: RESOLVER };
      await sides.b.dhcp.offer(options);
      await clients.b.renew("SIGUSR1", "bound");
      await toPublish(ownServers("a"), leased("b", TOLD_BY_B));
      // With addresses from the lease there is nothing to ask (RFC 8973 §5).
      assert.deepEqual(await sides.b.questions(), questions);
    });
  });

  test("E-99 a dead resolver: the other provider's is not asked, though its address is the same", async () => {
    await leavesAlone("b", async () => {
      const asked = (await sides.a.questions()).length;
      await sides.a.stopNameServer();
      router.refresh(UPLINKS.a.link);
      await eventually("the list to be stale", () => eventsOf("a").some(({ to }) => to === "degraded"));
      assert.ok((await sides.a.questions()).length > asked);
      const stale = router.peerRecords().filter((record) => record.stale);
      assert.deepEqual(stale.map(rowText).sort(), ownServers("a"));
      await sides.a.startNameServer();
    });
  });

  test("E-99 a lease without a resolver: the other provider's is not borrowed", async () => {
    const { link, origin } = UPLINKS.a;
    await leavesAlone("b", async () => {
      await clients.a.renew("SIGUSR2", "deconfig");
      await sides.a.dhcp.offer({ name: dotsName(origin) });
      const questions = await sides.a.questions();
      await clients.a.renew("SIGUSR1", "bound");
      await toPublish([`${link} waits for dns-id:${dotsName(origin)}`], leased("b", TOLD_BY_B));
      assert.deepEqual(await sides.a.questions(), questions);
    });
  });

  test("E-97 the same name at both providers: each list comes of its own provider's records", async () => {
    for (const provider of PROVIDERS) {
      await sides[provider].dhcp.offer({ name: dotsName(SHARED_ORIGIN), resolver: RESOLVER });
      await clients[provider].renew("SIGUSR1", "renew");
    }
    await toPublish(...PROVIDERS.map(sharedServers));
  });
});

function row(provider: Provider, origin: string, place: string): string {
  const { link, own } = UPLINKS[provider];
  return `${link} from ${own} dhcpv4 ${place} dns-id:${dotsName(origin)}`;
}

/** What is published of the servers that a provider's zone leads to, in order of text. */
function ownServers(provider: Provider): string[] {
  const { origin, servers } = UPLINKS[provider];
  const [signal, data] = servers;
  return [row(provider, origin, `data/tcp ${data} 443`), row(provider, origin, `signal/udp ${signal} 4646`)];
}

/** The same of the provider's view of the shared name. */
function sharedServers(provider: Provider): string[] {
  const [, server] = UPLINKS[provider].servers;
  return [
    row(provider, SHARED_ORIGIN, `data/tcp ${server} 443`),
    row(provider, SHARED_ORIGIN, `signal/udp ${server} 4646`),
  ];
}

/** What is published of addresses that a lease brought. */
function leased(provider: Provider, addresses: readonly string[]): string[] {
  const { origin } = UPLINKS[provider];
  const places = ["signal/udp ADDRESS 4646", "signal/tcp ADDRESS 4646", "data/tcp ADDRESS 443"];
  return addresses.flatMap((each) => places.map((place) => row(provider, origin, place.replace("ADDRESS", each))));
}

function rowText(record: DaemonRecord): string {
  const { interface: link, source_candidates: from = [], method, channel, transport, address, port } = record;
  const identities = (record.reference_ids ?? []).map(({ type, value }) => `${type}:${value}`).join(" ");
  if (record.record === "waiting") return `${link} waits for ${identities}`;
  return `${link} from ${from.join(" ")} ${method} ${channel}/${transport} ${address} ${port} ${identities}`;
}

function isLinkDown(link: string) {
  return ({ kind, payload }: JournalRecord): boolean => {
    const name = Buffer.from(payload.subarray(LinkInput.Name)).toString("latin1");
    return kind === InputKind.Link && name === link && payload[LinkInput.State] === LinkState.Down;
  };
}

function isSpooled(link: string, event: string) {
  return ({ kind, payload }: JournalRecord): boolean => {
    const text = Buffer.from(payload).toString("latin1");
    return kind === InputKind.Spool && text.includes(`${link}.inet`) && text.includes(`event=${event}\n`);
  };
}

/** Nothing on a provider's link comes from the router's address at the other, or mentions it or the other's names. */
function assertOwnOnly(frames: readonly Frame[], provider: Provider): void {
  const { own, origin } = UPLINKS[provider];
  const other = UPLINKS[otherThan(provider)];
  const [label = ""] = other.origin.split(".");
  const foreign = [Buffer.from(label), Buffer.from(other.own.split(".").map(Number))];
  for (const { octets } of frames) {
    assert.ok(!foreign.some((each) => octets.includes(each)), `on the link of ${provider}: ${octets.toString("hex")}`);
  }
  for (const { source, resolver, name } of questionsIn(frames)) {
    assert.deepEqual({ source, resolver }, { source: own, resolver: RESOLVER });
    const zone = [origin, SHARED_ORIGIN].find((each) => name.endsWith(dotsName(each)));
    assert.ok(zone !== undefined, `on the link of ${provider}: ${name}`);
  }
}
