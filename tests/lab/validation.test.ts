// DNSSEC: the daemon beside a resolver that validates. What it says of an answer
// becomes the label of the servers, if the configuration trusts it; what is bogus is a
// failure and never an unsigned zone.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { NAME_SERVER_PROGRAMS, NameServers, ORIGIN, SIGNED_ORIGIN, SIGNING_PROGRAMS } from "./support/name-servers.ts";
import type { NameServer } from "./support/authorities.ts";
import { Network } from "./support/network.ts";
import { ResolvingDaemon } from "./support/resolving-daemon.ts";
import type { FamilyResult } from "./support/resolving-daemon.ts";
import { ZoneKey } from "./support/signed-zone.ts";
import { Stage, onHost } from "./support/stage.ts";
import { TABLES, inGroups } from "./support/zone.ts";

const NOTHING: FamilyResult = { state: "failed", rows: [] };

onHost("a resolver that validates", [...NAME_SERVER_PROGRAMS, ...SIGNING_PROGRAMS], (host) => {
  const stage = new Stage("validation", new Network(), host);
  const { network, folder } = stage;
  /** Trusts the key of the signed zone, and another one. */
  let right: NameServer;
  let wrong: NameServer;
  let daemons = 0;

  stage.set(async () => {
    const [key, other] = ["key", "other-key"].map((name) => new ZoneKey(join(folder, name), SIGNED_ORIGIN));
    assert.ok(key && other);
    const nameServers = new NameServers(folder, network.at("provider"));
    const trusting = async (name: string, { anchorFile }: ZoneKey) =>
      stage.keep(await nameServers.unbound(name, `trust-anchor-file: "${anchorFile}"`));
    stage.keep(await nameServers.bindWithSignedZone(key.sign()));
    right = await trusting("unbound", key);
    wrong = await trusting("unbound-of-another", other);
  });

  /**
   * What a daemon finds in a domain.
   * @param mode the value of `dnssec`
   * @param trusted whether the resolver's word counts
   * @param why what it has to write about both families
   */
  async function look(domain: string, resolver: NameServer, mode: string, trusted = true, why?: RegExp) {
    const configuration = [
      "methods snaptr",
      `resolvers ${resolver.address}`,
      `default-domain ${domain}`,
      `dnssec ${mode}`,
      ...(trusted ? [`resolver-trust-ad ${resolver.address}`] : []),
    ];
    const daemon = new ResolvingDaemon(join(folder, `daemon${++daemons}`), network, configuration, host);
    try {
      const results = await daemon.results();
      if (why !== undefined) await daemon.tells(why);
      return results;
    } finally {
      await daemon.stop();
    }
  }

  /** The single row of each family that the name with the "a" flag leads to. */
  function found(authority: string): FamilyResult[] {
    return TABLES.ri3.map(([row]) => ({ state: "ready", rows: [`${row} ${authority}`] }));
  }

  for (const mode of ["prefer", "require"]) {
    test(`R-63 dnssec ${mode}: a signed zone is labelled as secure`, async () => {
      assert.deepEqual(await look(`ri3.${SIGNED_ORIGIN}`, right, mode), found("dns-secure"));
    });
  }

  test("R-63 ten results of a signed zone, every step of the way validated", async () => {
    const results = await look(`dots.${SIGNED_ORIGIN}`, right, "require");
    const rows = results.flatMap((result) => result.rows);
    const wanted = TABLES.dots.flat().map((row) => `${row} dns-secure`);
    assert.deepEqual(inGroups(rows, TABLES.dots), inGroups(wanted, TABLES.dots));
  });

  test("R-63 the word of a resolver that is not trusted does not count", async () => {
    assert.deepEqual(await look(`ri3.${SIGNED_ORIGIN}`, right, "prefer", false), found("dns"));
  });

  test("R-63 dnssec prefer: an unsigned zone is used and not labelled", async () => {
    assert.deepEqual(await look(`ri3.${ORIGIN}`, right, "prefer"), found("dns"));
  });

  test("R-63 dnssec require: an unsigned zone is not used", async () => {
    const results = await look(
      `ri3.${ORIGIN}`,
      right,
      "require",
      true,
      /no answer is known to be validated|"not-authentic"/,
    );
    assert.deepEqual(results, [NOTHING, NOTHING]);
  });

  test("E-71 dnssec prefer: a bogus zone is a failure, not an unsigned one", async () => {
    const results = await look(`ri3.${SIGNED_ORIGIN}`, wrong, "prefer", true, /the resolver failed|"server-failure"/);
    assert.deepEqual(results, [NOTHING, NOTHING]);
  });
});
