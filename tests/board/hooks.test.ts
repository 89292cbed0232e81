// The hooks of board/hooks: what they write, what they refuse, and that the
// client's script is not disturbed by them.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";

import { HOOKS, HookBench, SHELLS, withoutUptime } from "./support/hook.ts";
import type { Client, HookRun, Start } from "./support/hook.ts";
import { IGNORED, RECORDED } from "./support/recorded.ts";

const STARTS: readonly Start[] = ["run", "sourced"];
const CLIENTS: readonly Client[] = ["udhcpc", "odhcp6c", "dhclient", "dhcpcd"];

/** Every variable that a hook reads from the network, with an event that carries a lease. */
const LEASES: readonly { client: Client; args: string[]; env: Record<string, string>; variables: string[] }[] = [
  {
    client: "udhcpc",
    args: ["bound"],
    env: { interface: "wan0" },
    variables: "ip router serverid lease domain dns opt147 opt148 opt213 opt224 opt240 opt254".split(" "),
  },
  {
    client: "odhcp6c",
    args: ["wan0", "bound"],
    env: {},
    variables: "PASSTHRU OPTION_141 OPTION_142 OPTION_57 ADDRESSES PREFIXES RDNSS RA_DNS RA_ROUTES SERVER".split(" "),
  },
  ...(["dhclient", "dhcpcd"] as const).map((client) => ({
    client,
    args: [],
    env: { interface: "wan0", reason: "BOUND" },
    variables: ["dots_ri", "dots_address", "access_domain", "domain_name", "ip_address", "routers"]
      .concat("dhcp_lease_time", "dhcp_server_identifier", "domain_name_servers")
      .map((name) => `new_${name}`),
  })),
  {
    client: "dhclient",
    args: [],
    env: { interface: "wan0", reason: "BOUND6" },
    variables: ["new_ip6_address", "new_ip6_prefix", "new_max_life"].concat(
      "new_dhcp6_dots_ri new_dhcp6_dots_address new_dhcp6_access_domain new_dhcp6_name_servers new_dhcp6_server_id".split(
        " ",
      ),
    ),
  },
  {
    client: "dhcpcd",
    args: [],
    env: { interface: "wan0", reason: "BOUND6" },
    variables: [
      "dots_ri",
      "dots_address",
      "access_domain",
      "name_servers",
      "server_id",
      "ia_na1_ia_addr1",
      "ia_na1_ia_addr1_vltime",
    ].map((name) => `new_dhcp6_${name}`),
  },
];

const HOSTILE: readonly string[] = [
  "$(touch canary)",
  "`touch canary`",
  "; touch canary;",
  "x\ntouch canary\n",
  "x\nopt148=c0000201",
  "' touch canary '",
  '" ; touch canary ; "',
  "*",
  "a\\nb",
  "${IFS}",
  "() { :; }; touch canary",
  "<(touch canary)",
  "x > canary",
  "é",
  "x\ttab",
  "=",
];

function withBench<T>(context: TestContext, use: (bench: HookBench) => T): T {
  const bench = new HookBench();
  context.after(() => {
    bench.remove();
  });
  return use(bench);
}

function assertQuiet(run: HookRun): void {
  assert.equal(run.output, "");
  assert.equal(run.status, 0);
  assert.deepEqual(run.strays, []);
}

for (const shell of SHELLS) {
  describe(`hooks under ${shell.name}`, { skip: shell.missing && `${shell.name} is not installed` }, () => {
    for (const { title, client, args, env, file, lines } of RECORDED) {
      test(title, (context) => {
        withBench(context, (bench) => {
          for (const start of STARTS) {
            const run = bench.run(shell, client, start, args, env);
            assertQuiet(run);
            assert.deepEqual([...run.spool.keys()], [file]);
            assert.equal(withoutUptime(run.spool.get(file) ?? ""), `${lines.join("\n")}\n`, start);
            bench.clear();
          }
        });
      });
    }

    test("an event without a lease writes nothing", (context) => {
      withBench(context, (bench) => {
        for (const { client, args, env } of IGNORED) {
          const run = bench.run(shell, client, "sourced", args, env);
          assertQuiet(run);
          assert.deepEqual([...run.spool], [], `${client} ${args.join(" ")}`);
        }
      });
    });

    test("R-33 dhcpcd: addresses on the link come without its name, others as they are", (context) => {
      withBench(context, (bench) => {
        const env = {
          interface: "wan0",
          reason: "BOUND6",
          new_dhcp6_dots_address: "fe80::10%wan0 fd0a::10 fe80::11%wan0",
          new_dhcp6_name_servers: "fe80::1%wan0 fe80::2%wan00",
        };
        const run = bench.run(shell, "dhcpcd", "run", [], env);
        assertQuiet(run);
        const text = run.spool.get("wan0.inet6") ?? "";
        assert.match(text, /^new_dhcp6_dots_address=fe80::10 fd0a::10 fe80::11$/m);
        assert.match(text, /^new_dhcp6_name_servers=fe80::1 fe80::2%wan00$/m);
      });
    });

    test("dhcpcd: the end of an interface ends the families that dhcpcd leased, no others", (context) => {
      withBench(context, (bench) => {
        bench.run(shell, "dhcpcd", "run", [], { interface: "wan0", reason: "BOUND6" });
        bench.run(shell, "udhcpc", "run", ["bound"], { interface: "wan0", ip: "10.1.0.100" });
        const run = bench.run(shell, "dhcpcd", "sourced", [], { interface: "wan0", reason: "NOCARRIER" });
        assertQuiet(run);
        assert.match(run.spool.get("wan0.inet6") ?? "", /^client=dhcpcd\nevent=NOCARRIER\n/);
        assert.match(run.spool.get("wan0.inet") ?? "", /^client=udhcpc\nevent=bound\n/);
      });
    });

    test("hostile values raw: a hostile value is named, not written and not executed", (context) => {
      withBench(context, (bench) => {
        for (const { client, args, env, variables } of LEASES) {
          for (const value of HOSTILE) {
            const values = Object.fromEntries(variables.map((name) => [name, value]));
            const run = bench.run(shell, client, "sourced", args, { ...env, ...values });
            assertQuiet(run);
            const [text] = run.spool.values();
            bench.clear();
            const dropped = (text ?? "").split("\n").filter((line) => line.startsWith("dropped="));
            assert.deepEqual(dropped.sort(), variables.map((name) => `dropped=${name}`).sort(), JSON.stringify(value));
            assert.match(withoutUptime(text ?? ""), /^client=.*\nevent=.*\ndevice=wan0\n(dropped=\w+\n)*$/);
          }
        }
      });
    });

    test("I-06 dhcpcd: a hostile part of a prefix is not written and not executed", (context) => {
      withBench(context, (bench) => {
        for (const part of ["", "_length", "_pltime", "_vltime"]) {
          for (const value of HOSTILE) {
            const prefix = { new_dhcp6_ia_pd1_prefix1: "2001:db8::", [`new_dhcp6_ia_pd1_prefix1${part}`]: value };
            const run = bench.run(shell, "dhcpcd", "sourced", [], { interface: "wan0", reason: "BOUND6", ...prefix });
            assertQuiet(run);
            const text = withoutUptime(run.spool.get("wan0.inet6") ?? "");
            assert.equal(text, "client=dhcpcd\nevent=BOUND6\ndevice=wan0\ndropped=prefixes\n");
            bench.clear();
          }
        }
      });
    });

    test("an octet that is no character of the locale is not written", (context) => {
      withBench(context, (bench) => {
        const hook = join(HOOKS, "udhcpc.sh");
        const text = `opt147=$(printf '61\\377\\376'); opt148=$(printf '\\303'); export opt147 opt148; . '${hook}'`;
        const run = bench.script(shell, text, ["bound"], { interface: "wan0", LC_ALL: "C.UTF-8" });
        assertQuiet(run);
        assert.match(run.spool.get("wan0.inet") ?? "", /\ndropped=opt147\ndropped=opt148\n$/);
      });
    });

    test("hostile events and interface names write nothing", (context) => {
      withBench(context, (bench) => {
        const names = ["", ".", "..", "../wan0", "/etc/wan0", ".wan0", "a b", "$(touch canary)", "x".repeat(25)];
        for (const name of names) {
          assertQuiet(bench.run(shell, "udhcpc", "run", ["bound"], { interface: name }));
          assertQuiet(bench.run(shell, "odhcp6c", "run", [name, "bound"], {}));
          assertQuiet(bench.run(shell, "dhclient", "run", [], { interface: name, reason: "BOUND" }));
          assertQuiet(bench.run(shell, "dhcpcd", "run", [], { interface: name, reason: "STOPPED" }));
        }
        for (const event of HOSTILE) assertQuiet(bench.run(shell, "udhcpc", "run", [event], { interface: "wan0" }));
        assert.deepEqual(readdirSync(bench.root).sort(), ["spool", "work"]);
        assert.deepEqual(readdirSync(bench.spool), []);
        // A leading hyphen is a legal name: it must not become an option of a command.
        const run = bench.run(shell, "udhcpc", "run", ["bound"], { interface: "-rf" });
        assertQuiet(run);
        assert.deepEqual([...run.spool.keys()], ["-rf.inet"]);
      });
    });

    test("a value beyond the limit, and values beyond what one file holds, are named", (context) => {
      withBench(context, (bench) => {
        const longest = "ab".repeat(3072);
        const run = bench.run(shell, "udhcpc", "run", ["bound"], {
          interface: "wan0",
          opt147: longest,
          opt148: `${longest}a`,
          opt213: longest,
          opt224: longest,
          opt225: "ab",
        });
        assertQuiet(run);
        assert.equal(
          withoutUptime(run.spool.get("wan0.inet") ?? ""),
          `client=udhcpc\nevent=bound\ndevice=wan0\nopt147=${longest}\ndropped=opt148\nopt213=${longest}\n` +
            "dropped=opt224\nopt225=ab\n",
        );
      });
    });

    test("hooks are sourced: the script that sources a hook goes on as it was", (context) => {
      withBench(context, (bench) => {
        for (const client of CLIENTS) {
          const lease = LEASES.find((each) => each.client === client);
          const state = 'set; umask; pwd; echo "$-" "$#" "$*"; command -v dots_put || echo none; trap';
          const text = [
            "set -eu; umask 027; IFS=:; PATH=/bin:/usr/bin; trap 'echo bye' EXIT; LC_ALL=POSIX; text=mine",
            `(${state}) >../before`,
            `. '${HOOKS}/${client}.sh'`,
            `(${state}) >../after`,
            "sed -i '/^_=/d;/^BASH_/d;/^LINENO=/d;/^PIPESTATUS=/d;/^RANDOM=/d;/^SECONDS=/d;/^EPOCH/d;/^SRANDOM=/d' ../before ../after",
            "cmp ../before ../after && echo same",
          ].join("\n");
          const run = bench.script(shell, text, lease?.args ?? [], lease?.env ?? {});
          assert.equal(run.output, "same\nbye\n", client);
          assert.equal(run.status, 0);
          assert.equal(run.spool.size, 1);
          bench.clear();
        }
      });
    });

    test("without a spool directory, or with one that is no directory, a hook returns in silence", (context) => {
      withBench(context, (bench) => {
        for (const spool of [join(bench.root, "none"), join(bench.root, "file")]) {
          writeFileSync(join(bench.root, "file"), "");
          for (const { client, args, env } of LEASES) {
            for (const start of STARTS) {
              assertQuiet(bench.run(shell, client, start, args, { ...env, DOTS_SPOOL_DIR: spool }));
            }
          }
        }
        assert.deepEqual(readdirSync(bench.spool), []);
      });
    });

    test("without the shared file a hook returns in silence", (context) => {
      withBench(context, (bench) => {
        for (const { client, args, env } of LEASES) {
          assertQuiet(bench.run(shell, client, "sourced", args, { ...env, DOTS_HOOKS_DIR: bench.work }));
        }
        assert.deepEqual(readdirSync(bench.spool), []);
      });
    });

    test("a planted FIFO or link is neither waited for nor written through", (context) => {
      withBench(context, (bench) => {
        const hook = join(HOOKS, "udhcpc.sh");
        writeFileSync(join(bench.root, "victim"), "untouched");
        const plants = [
          'mkfifo "$DOTS_SPOOL_DIR/.wan0.inet.$$"',
          'ln -s ../victim "$DOTS_SPOOL_DIR/.wan0.inet.$$"',
          'mkfifo "$DOTS_SPOOL_DIR/wan0.inet"',
          'ln -sf ../victim "$DOTS_SPOOL_DIR/wan0.inet"',
        ];
        for (const plant of plants) {
          const run = bench.script(shell, `${plant}\n. '${hook}'`, ["bound"], { interface: "wan0" });
          assertQuiet(run);
          assert.deepEqual([...run.spool.keys()], ["wan0.inet"]);
          assert.match(run.spool.get("wan0.inet") ?? "", /^client=udhcpc\nevent=bound\n/);
          assert.equal(readFileSync(join(bench.root, "victim"), "utf8"), "untouched", plant);
          bench.clear();
        }
      });
    });
  });
}

const shellcheck = spawnSync("shellcheck", ["--version"]).status === 0;
test("shellcheck finds nothing", { skip: !shellcheck && "shellcheck is not installed" }, () => {
  const scripts = readdirSync(HOOKS).filter((name) => name.endsWith(".sh"));
  assert.equal(scripts.length, 5);
  const files = scripts.map((name) => join("board/hooks", name)).concat("tools/setup.sh");
  const { stdout, status } = spawnSync("shellcheck", ["-x", ...files], { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(status, 0);
});
