// DNSSEC: the daemon beside a resolver that validates. What it says of an answer
// becomes the label of the servers, if the configuration trusts it; what is bogus is a
// failure and never an unsigned zone.

import assert from "node:assert/strict";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { NAME_SERVER_PROGRAMS, NameServers, ORIGIN, SIGNED_ORIGIN, SIGNING_PROGRAMS } from "./support/name-servers.ts";
import type { NameServer } from "./support/authorities.ts";
import { labFolder } from "./support/hosts.ts";
import { Network } from "./support/network.ts";
import { reasonToSkip } from "./support/programs.ts";
import { ResolvingDaemon } from "./support/resolving-daemon.ts";
import type { FamilyResult } from "./support/resolving-daemon.ts";
import { ZoneKey } from "./support/signed-zone.ts";
import { TABLES, inGroups } from "./support/zone.ts";

/** Configurations and logs of the last run stay here. */
const FOLDER = labFolder("validation");
const NOTHING: FamilyResult = { state: "failed", rows: [] };

describe("a resolver that validates", { skip: reasonToSkip([...NAME_SERVER_PROGRAMS, ...SIGNING_PROGRAMS]) }, () => {
  const network = new Network();
  const running: NameServer[] = [];
  /** Trusts the key of the signed zone, and another one. */
  let right: NameServer;
  let wrong: NameServer;
  let daemons = 0;

  before(async () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => void tidyUp().finally(() => process.exit(1)));
    }
    network.make();
    const [key, other] = ["key", "other-key"].map((name) => new ZoneKey(join(FOLDER, name), SIGNED_ORIGIN));
    assert.ok(key && other);
    const nameServers = new NameServers(FOLDER, network);
    const start = async (starting: Promise<NameServer>) => {
      const server = await starting;
      running.push(server);
      return server;
    };
    await start(nameServers.bindWithSignedZone(key.sign()));
    right = await start(nameServers.unbound("unbound", `trust-anchor-file: "${key.anchorFile}"`));
    wrong = await start(nameServers.unbound("unbound-of-another", `trust-anchor-file: "${other.anchorFile}"`));
  });

  /** Ends everything, and returns what should not have been. */
  async function tidyUp(): Promise<string[]> {
    for (const { program } of running.splice(0).reverse()) await program.stop();
    return network.remove();
  }

  after(async () => {
    assert.deepEqual(await tidyUp(), []);
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
    const daemon = new ResolvingDaemon(join(FOLDER, `daemon${++daemons}`), network, configuration);
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
