// From a DHCP client's variables to the list: the hook writes while no daemon is there, and what it
// wrote is read by the next one, in C or on Node. Values of an attacker get no further than the core.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { until } from "../host/support/folder.ts";
import { buildBoard, reasonToSkipBoard, SANITIZED } from "./support/boards.ts";
import { NODE, onBoard, startDaemon } from "./support/daemons.ts";
import { HookBench, SHELLS } from "./support/hook.ts";

const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
/** A name in wire form whose one label is this text. */
const label = (text: string) => hex(`${String.fromCharCode(text.length)}${text}\0`);

/** Shellshock and its like: as octets of a name, where the hook lets them pass, and as they are, where it does not. */
const COMMANDS = [
  "$(touch canary)",
  "`touch canary`",
  "() { :;}; touch canary",
  "';touch canary;'",
  "|touch canary",
  "\ntouch canary\n",
];
const LEASE = { ip: "10.1.0.100", lease: "4294967295", opt148: "0a01000a" };

for (const make of [NODE, onBoard(SANITIZED)]) {
  const skip = make === NODE ? {} : { skip: reasonToSkipBoard(SANITIZED) };
  describe(`hooks and the daemon: ${make.name}`, skip, () => {
    before(() => make === NODE || buildBoard(SANITIZED));

    for (const shell of SHELLS) {
      test(
        `${shell.name}: with the daemon stopped a hook returns at once, and the next daemon has the lease`,
        { skip: shell.missing },
        async (context) => {
          const bench = new HookBench();
          context.after(() => bench.remove());
          const run = bench.run(shell, "udhcpc", "sourced", ["bound"], {
            interface: "dots8",
            ...LEASE,
            opt147: label("dots"),
          });
          assert.deepEqual([run.status, run.output], [0, ""]);
          const files = Object.fromEntries(
            [...run.spool].map(([name, text]) => [`spool/${name}`, Buffer.from(text, "latin1")]),
          );
          const daemon = await startDaemon(context, make, { files });
          await until(() => daemon.result().includes('"address":"10.1.0.10"'));
        },
      );

      test(
        `${shell.name}: Shellshock, CVE-2011-0997, CVE-2018-1111: commands in hex and raw run nowhere and name nobody`,
        { skip: shell.missing },
        async (context) => {
          const bench = new HookBench();
          context.after(() => bench.remove());
          const files: Record<string, Uint8Array> = {};
          for (const [at, command] of COMMANDS.entries()) {
            for (const [form, value] of Object.entries({ hex: label(command), raw: command })) {
              const name = `${form}${at}`;
              const hostile = { opt147: value, opt213: form === "hex" ? hex(command) : command, domain: command };
              const run = bench.run(shell, "udhcpc", "sourced", ["bound"], { interface: name, ...LEASE, ...hostile });
              assert.deepEqual([run.status, run.output, run.strays], [0, "", []], command);
              files[`spool/${name}.inet`] = readFileSync(join(bench.spool, `${name}.inet`));
            }
          }
          const daemon = await startDaemon(context, make, { files, options: ["--verbose"] });
          await until(() => Object.keys(files).every((path) => daemon.result().includes(`"${path.slice(6, -5)}"`)));
          assert.doesNotMatch(daemon.result(), /canary|touch/);
          assert.doesNotMatch(daemon.ask("networks", "--json").out, /canary|touch/);
          assert.deepEqual(readdirSync(bench.work), []);
          assert.deepEqual(
            readdirSync(daemon.folder).filter((name) => name.includes("canary")),
            [],
          );
        },
      );
    }
  });
}
