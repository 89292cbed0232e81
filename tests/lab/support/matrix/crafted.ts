// The server that sends what no other one can be told to send (crafted-program.ts).

import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleProgram } from "../../../support/bundle-program.ts";
import { Program, eventually } from "../programs.ts";
import type { Orders } from "./crafted-program.ts";
import { CODES } from "./dhcp-server.ts";
import type { MatrixServer, ServerKind, Site } from "./dhcp-server.ts";
import type { Form } from "./forms.ts";
import { instancesOf, wireAddresses } from "../option-values.ts";

class Crafted implements MatrixServer {
  private readonly site: Site;
  private program: Program | null = null;

  constructor(site: Site) {
    this.site = site;
  }

  async offer(form: Form): Promise<null> {
    const { folder, family, place } = this.site;
    const orders = join(folder, "orders.json");
    // Whole at every moment.
    writeFileSync(`${orders}.new`, JSON.stringify(this.orders(form), null, 1));
    renameSync(`${orders}.new`, orders);
    if (this.program === null) {
      const bundle = join(folder, "crafted-program.mjs");
      bundleProgram("tests/lab/support/matrix/crafted-program.ts", bundle);
      const program = new Program(
        "crafted",
        join(folder, "crafted.log"),
        place(process.execPath, bundle, family, orders),
      );
      this.program = program;
      await eventually("the crafted server to serve", () => program.lines().includes("serving"));
    }
    return null;
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }

  private orders({ name, addresses, tail }: Form): Orders {
    const { family, uplinks } = this.site;
    const codes = CODES[family];
    const [names, servers] = [instancesOf(name), instancesOf(addresses)];
    // Parts of one option between those of the other.
    const rounds = Array.from({ length: Math.max(names.length, servers.length) }, (_, at) => [
      { code: codes.name, octets: names[at] },
      { code: codes.addresses, octets: servers[at] },
    ]).flat();
    const options = rounds.flatMap(({ code, octets }) =>
      octets === undefined ? [] : [{ code, octets: octets.toString("hex") }],
    );
    const own = uplinks.map(({ prefix, providerLink, hardwareAddress }): [string, string] =>
      family === "inet" ? [hardwareAddress.replaceAll(":", ""), `${prefix}.1`] : [providerLink, providerLink],
    );
    const leases = uplinks.map(({ prefix, prefix6, providerLink }): [string, string] =>
      family === "inet"
        ? [`${prefix}.1`, `${prefix}.150`]
        : [providerLink, wireAddresses(`${prefix6}1234`).toString("hex")],
    );
    return {
      own: Object.fromEntries(own),
      leases: Object.fromEntries(leases),
      options,
      tail: tail?.toString("hex") ?? null,
    };
  }
}

export const CRAFTED: ServerKind = {
  name: "crafted",
  programs: [],
  isCrafted: true,
  make: (site) => new Crafted(site),
};
