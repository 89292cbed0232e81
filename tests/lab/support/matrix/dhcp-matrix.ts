// One DHCP server, every client on an uplink of its own, both daemons on the router:
// each form is told once, and each cell is a test of what was published for it.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { HOSTS, buildHosts } from "../hosts.ts";
import { Program, eventually, reasonToSkip } from "../programs.ts";
import { leasedRows } from "../published.ts";
import { Router } from "../router.ts";
import type { Family } from "../router.ts";
import { Stage } from "../stage.ts";
import { deviationOf } from "./deviations.ts";
import { DHCLIENT, DHCPCD, UDHCPC } from "./dhcp-client.ts";
import type { ClientKind, MatrixClient } from "./dhcp-client.ts";
import type { MatrixServer, ServerKind } from "./dhcp-server.ts";
import { FORMS } from "./forms.ts";
import type { Form, Publication } from "./forms.ts";
import { dhcpTable } from "./document.ts";
import { ODHCP6C } from "./odhcp6c.ts";
import { Results } from "./results.ts";
import { Uplinks } from "./uplinks.ts";

const CLIENTS: Readonly<Record<Family, readonly ClientKind[]>> = {
  inet: [UDHCPC, DHCLIENT, DHCPCD],
  inet6: [DHCLIENT, DHCPCD, ODHCP6C],
};
const PROTOCOL: Readonly<Record<Family, string>> = { inet: "DHCPv4", inet6: "DHCPv6" };

/** The list of an uplink as the result file has it. */
function linesOf(link: string, family: Family, publication: Publication | null): string[] {
  if (publication === null) return [];
  const { name, addresses } = publication;
  if (addresses.length > 0) return leasedRows(link, family, name, addresses);
  return [`${link} ${family === "inet" ? "dhcpv4" : "dhcpv6"} waiting dns-id:${name}`];
}

/** Whether the daemon has nothing left to try on an uplink. */
function isDecided(router: Router, family: Family, link: string): boolean {
  const cell = router
    .records("status")
    .find((each) => each.record === "cell" && each.pvd === link && each.family === family);
  return cell?.state === "ready" || cell?.state === "failed";
}

function summaryOf(publication: Publication | null): string {
  if (publication === null) return "nothing";
  const { name, addresses } = publication;
  if (addresses.length === 0) return "the name";
  return `${addresses.length} ${addresses.length === 1 ? "server" : "servers"}${name === null ? ", no name" : ""}`;
}

/** Declares the tests of one server and one family. */
export function dhcpMatrix(name: string, family: Family, kind: ServerKind): void {
  const clients = CLIENTS[family];
  const forms = FORMS[family].filter(({ isCrafted = false }) => !isCrafted || kind.isCrafted === true);
  const needed = ["ip", "mount", ...kind.programs, ...clients.flatMap(({ programs }) => programs)];
  const stage = new Stage(name, new Uplinks(clients.length));
  const { network, folder } = stage;
  const routers = new Map<string, Router>();
  const leased = new Map<string, boolean>();
  const spool = join(folder, "spool");
  let server: MatrixServer;
  let running: MatrixClient[] = [];
  let refusal: string | null = null;

  /** Records what crosses the links, for whoever has to find out why a cell is wrong. */
  function startCapture(): void {
    const options = ["-i", "any", "-n", "-U", "--immediate-mode", "-Z", "root", "-w", join(folder, "provider.pcap")];
    const command = network.command("provider", "tcpdump", ...options);
    stage.keep(new Program("tcpdump", join(folder, "tcpdump.log"), command));
  }

  /** Daemons that know nothing: one that has just looked waits before it looks again. */
  async function startAnew(): Promise<void> {
    await Promise.all([...routers.values()].map((router) => router.stop()));
    for (const file of readdirSync(spool)) rmSync(join(spool, file));
    const starts = [...routers.entries()].map(async ([host, router]) => {
      for (const kept of ["state", "store"]) rmSync(join(folder, host, kept), { recursive: true, force: true });
      await router.startDaemon();
    });
    await Promise.all(starts);
  }

  describe(`${PROTOCOL[family]} by ${kind.name}`, { skip: reasonToSkip(needed) }, () => {
    const results = new Results(name);

    after(() => results.write());

    stage.set(() => {
      mkdirSync(spool, { mode: 0o700 });
      if (reasonToSkip(["tcpdump"]) === false) startCapture();
      server = stage.keep(kind.make({ family, folder, uplinks: network.live(), place: network.at("provider") }));
      for (const host of buildHosts()) {
        routers.set(host.name, stage.keep(new Router(stage.subfolder(host.name), network, host, { spool })));
      }
      running = clients.map((client, index) => {
        const site = { family, folder: stage.subfolder(client.name), spool, network };
        return stage.keep(client.make({ ...site, link: network.all[index]?.link ?? "" }));
      });
    });

    after(() => {
      assert.deepEqual(["PWNED", join(folder, "PWNED"), join(spool, "PWNED")].filter(existsSync), []);
    });

    for (const form of forms) {
      describe(form.title, () => {
        before(async () => {
          refusal = await server.offer(form);
          if (refusal !== null) return;
          await startAnew();
          const acquire = async (client: MatrixClient, index: number) => {
            leased.set(clients[index]?.name ?? "", await client.acquire(kind.name, form));
          };
          await Promise.all(running.map(acquire));
        });
        for (const [index, client] of clients.entries()) {
          for (const host of HOSTS) {
            test(`with ${client.name}, on ${host.name}`, { skip: host.missing }, async () => {
              const link = network.all[index]?.link ?? "";
              const cell = await outcomeOf(form, client.name, link, routers.get(host.name));
              results.add({
                table: dhcpTable(PROTOCOL[family], form.isCrafted === true),
                row: [kind.name, client.name, host.name],
                column: form.title,
                ...cell,
              });
            });
          }
        }
      });
    }
  });

  /** Waits for what has to be published, and says in a few words what it was. */
  async function outcomeOf(form: Form, client: string, link: string, router: Router | undefined) {
    assert.ok(router);
    const deviation = deviationOf(family, kind.name, client, form.title);
    if (refusal !== null) {
      assert.match(refusal, deviation?.refusal ?? /$^/);
      return { text: "refused", note: `${kind.name} refuses the configuration: ${refusal}` };
    }
    assert.equal(deviation?.refusal, undefined, "the server was expected to refuse this");
    const publication = deviation?.publishes === undefined ? form.publishes : deviation.publishes;
    assert.equal(leased.get(client), deviation?.isLeaseless !== true, "whether there is a lease");
    const wanted = linesOf(link, family, publication);
    await router.afterSpoolFile(readFileSync(join(spool, `${link}.${family}`), "utf8"));
    // Where there is no lease there is nothing to decide.
    if (leased.get(client) === true) await eventually("a result", () => isDecided(router, family, link));
    const published = router.resultPeers(family).filter((line) => line.startsWith(`${link} `));
    assert.deepEqual(published, wanted);
    const text = deviation?.isLeaseless === true ? "no lease" : summaryOf(publication);
    return deviation?.note === undefined ? { text } : { text, note: deviation.note };
  }
}
