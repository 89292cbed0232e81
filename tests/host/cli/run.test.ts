import assert from "node:assert/strict";
import { existsSync, readFileSync, renameSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { command, objects, startCommand } from "../support/command.ts";
import { makeFolder, until } from "../support/folder.ts";
import { putLease as writeLease } from "../support/running.ts";

const GOOD = "server one\n  reference-identifier dots.one.example\n  addresses 192.0.2.1\n";
const BAD = "profile auto\n  signal-port many # why\nserver backup\n  addresses 192.0.2.7\n";

/** A running daemon, all of whose places are in a folder of the test. */
async function startDaemon(context: TestContext, configuration = "", more: readonly string[] = []) {
  // Before the folder goes, the daemon must have gone: it would make its directories again.
  let end: () => Promise<unknown> = () => Promise.resolve();
  context.after(() => end());
  const folder = makeFolder(context);
  const config = join(folder, "config");
  const socket = join(folder, "run", "control.sock");
  const spool = join(folder, "spool");
  const state = join(folder, "state");
  const store = join(folder, "store");
  const journal = join(folder, "journal");
  writeFileSync(config, configuration);
  const places = ["--config", config, "--socket", socket, "--spool", spool, "--state-dir", state, "--store-dir", store];
  const { child, ended, out, err } = startCommand(["run", ...places, ...more, "--journal", journal]);
  end = () => (child.kill("SIGKILL"), ended);
  await until(() => err().includes("listening at") || child.exitCode !== null);
  const ask = (...args: string[]) => command([...args, "--socket", socket]);
  const putLease = (device: string, addresses: string) => writeLease(spool, addresses, device);
  const stop = (signal: NodeJS.Signals = "SIGTERM") => {
    child.kill(signal);
    return ended;
  };
  const result = () =>
    existsSync(join(state, "servers.json")) ? readFileSync(join(state, "servers.json"), "utf8") : "";
  return { ask, putLease, stop, result, out, err, child, config, socket, journal, places };
}

test("a lease is published, shown, watched, and the daemon stops cleanly", async (context) => {
  const daemon = await startDaemon(context);
  assert.equal(daemon.ask("peers").code, 1, "nothing found yet");
  assert.match(daemon.ask("peers").err, /no DOTS server is known/);
  assert.equal(daemon.ask("networks").code, 1);
  assert.match(daemon.ask("networks").err, /no network is known yet/);
  daemon.putLease("dots8", "0a01000a");
  await until(() => daemon.result().includes("10.1.0.10"));

  const rows = objects(daemon.ask("peers", "dots8", "--json").out);
  assert.deepEqual(
    rows.map(({ id }) => id),
    objects(daemon.result()).map(({ id }) => id),
    "the socket and the file tell the same",
  );
  assert.equal(rows.length, 3);
  assert.match(
    daemon.ask("peers").out,
    /^dots8 inet\nRANK .*\n1 +10\.1\.0\.10 +4646 +udp +signal +dns-id dots\.ispa\.test +dhcp/,
  );
  const networks = daemon.ask("networks", "dots8");
  assert.equal(networks.code, 0);
  assert.match(networks.out, /^NETWORK +INTERFACE +STATE .*\ndots8 +dots8 +up +pa /);
  assert.deepEqual(
    objects(daemon.ask("networks", "--json").out).map(({ record, pvd, up }) => [record, pvd, up]),
    [["network", "dots8", true]],
  );
  const status = daemon.ask("status");
  assert.equal(status.code, 0);
  assert.match(status.out, /^NETWORK .*\n(.*\n)*dots8 +dots8 +inet +ready +dhcp +3 +0 /);
  assert.match(status.out, /, list published \d+ times, store working\n$/);

  const watching = startCommand(["watch", "--socket", daemon.socket]);
  context.after(() => watching.child.kill());
  await until(() => watching.out().includes("current"));
  daemon.putLease("dots9", "0a01000b");
  await until(() => watching.out().includes("dots9 inet: published, 3 added"));

  const selected = daemon.ask("select", "10.1.0.8", "--interface", "dots8");
  assert.deepEqual([selected.code, selected.err], [1, ""], "nothing has assigned it");
  assert.equal(selected.out, "10.1.0.8: nobody, it is not of the network of this interface\n");

  assert.deepEqual([daemon.ask("refresh").code, daemon.ask("refresh", "dots8").code], [0, 0]);
  assert.equal(await daemon.stop(), 0);
  assert.deepEqual([existsSync(daemon.socket), daemon.out()], [false, ""]);
  assert.match(daemon.result(), /10\.1\.0\.10/, "the list stays");
  assert.equal(await watching.ended, 0);
});

test("--hook is run for events, after the result file was replaced", async (context) => {
  const folder = makeFolder(context);
  const [hook, told] = [join(folder, "hook"), join(folder, "told")];
  const script = `echo "$DOTS_EVENT $DOTS_PVD $DOTS_FAMILY $(grep -c 10.1.0.10 "$DOTS_RESULT")" >>${told}`;
  writeFileSync(hook, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const daemon = await startDaemon(context, "", ["--hook", hook, "--enrol-hook", hook]);
  daemon.putLease("dots8", "0a01000a");
  const lines = () => (existsSync(told) ? readFileSync(told, "utf8").split("\n") : []);
  await until(() => lines().includes("published dots8 inet 3"));
  assert.equal(lines().filter((line) => line === "added dots8 inet 3").length, 3);
  await daemon.stop();
  const refused = command(["run", "--hook", "hook"]);
  assert.deepEqual([refused.code, refused.out], [3, ""]);
  assert.match(refused.err, /the hook hook has no absolute path/);
});

test("R-12 what a client reports of a server is shown, and its certificate and an attack are heard of", async (context) => {
  const daemon = await startDaemon(context);
  daemon.putLease("dots8", "0a01000a");
  await until(() => daemon.result().includes("10.1.0.10"));
  const ids = () => objects(daemon.ask("peers", "--json").out).map(({ id }) => String(id));
  const [first = "", second = "", third = ""] = ids();

  const { code, out, err } = daemon.ask("report", first, "connect-failed");
  assert.deepEqual([code, out], [0, ""]);
  assert.match(err, /reported; "dots-discovery peers" shows the order/);
  assert.deepEqual(ids(), [second, third, first]);
  assert.match(daemon.ask("peers").out, /\n3 +10\.1\.0\.10 +4646 +udp .* connect-failed\n$/);
  assert.match(daemon.result(), /"failure":"connect-failed"/);
  assert.equal(daemon.ask("report", first.toUpperCase(), "ok").code, 0);
  assert.deepEqual(ids(), [first, second, third]);

  assert.equal(daemon.ask("report", second, "redirected", "60").code, 0);
  assert.match(daemon.result(), /"redirected_for_s":(60|59)}/);
  assert.deepEqual([daemon.ask("attack", "on").code, daemon.ask("attack", "on", "--json").out], [0, ""]);
  assert.match(daemon.ask("status").out, /an attack is on: lists .* 72 hours\n$/);

  assert.equal(daemon.ask("report", third, "ok", "--not-after", "2026-01-01T00:00:00Z").code, 0);
  await until(() => daemon.err().includes("discovery begins because the certificate of the server in use ends"));

  const unknown = daemon.ask("report", "0123456789abcdef", "ok");
  assert.deepEqual([unknown.code, unknown.out], [1, ""]);
  assert.match(unknown.err, /no server has this id now/);
});

test("R-06 what an application supplies counts behind the configuration, and errors name its own lines", async (context) => {
  const folder = makeFolder(context);
  const [system, application] = [join(folder, "system"), join(folder, "application")];
  writeFileSync(system, "profile rfc8973");
  writeFileSync(application, `\n${BAD}${GOOD}`);
  const check = command(["run", "--check-config", "--config", system, "--config", application]);
  assert.equal(check.code, 4);
  assert.match(
    check.out,
    new RegExp(`^${application}:3:3: there is no statement "signal-port".*\n  {3}signal-port many`),
  );

  const daemon = await startDaemon(context, "profile rfc8973", ["--config", application]);
  await until(() => daemon.result().includes("192.0.2.1"));
  assert.match(daemon.err(), new RegExp(`^error: configuration line 3 of ${application}, column 3 has no effect`, "m"));
  writeFileSync(application, GOOD.replaceAll("192.0.2.1", "192.0.2.9"));
  daemon.child.kill("SIGHUP");
  await until(() => daemon.result().includes("192.0.2.9"));
});

test("requests that the daemon refuses say why", async (context) => {
  const { ask } = await startDaemon(context);
  const unknown = ask("peers", "nowhere");
  assert.deepEqual([unknown.code, unknown.out], [1, ""]);
  assert.match(unknown.err, /no interface of this name is in use/);
  assert.deepEqual(objects(ask("peers", "nowhere", "--json").out), [
    { record: "error", error: "control-interface", offset: 6 },
  ]);
});

test("SIGHUP reads the configuration again; SIGINT ends the daemon", async (context) => {
  const daemon = await startDaemon(context, GOOD);
  await until(() => daemon.result().includes("192.0.2.1"));
  writeFileSync(daemon.config, GOOD.replaceAll("192.0.2.1", "192.0.2.9"));
  daemon.child.kill("SIGHUP");
  await until(() => daemon.result().includes("192.0.2.9"));
  renameSync(daemon.config, `${daemon.config}.away`);
  daemon.child.kill("SIGHUP");
  await until(() => daemon.err().includes("the configuration in force stays"));
  assert.equal(await daemon.stop("SIGINT"), 0);
});

test("errors in the configuration are logged as sentences and the rest is used", async (context) => {
  const daemon = await startDaemon(context, `${BAD}${GOOD}`);
  assert.match(
    daemon.err(),
    /^error: configuration line 2, column 3 has no effect: there is no statement "signal-port" here/m,
  );
  assert.match(
    daemon.err(),
    /^error: configuration line 3, column 1 has no effect: server backup has addresses but no reference identifier/m,
  );
  await until(() => daemon.result().includes("192.0.2.1"));
  assert.doesNotMatch(daemon.result(), /192\.0\.2\.7/);
});

test("--check-config shows file, line, column, the line itself and a mark below the error", (context) => {
  const config = join(makeFolder(context), "config");
  writeFileSync(config, "profile rfc\n");
  assert.deepEqual(command(["run", "--check-config", "--config", config]), {
    code: 4,
    out: `${config}:1:9: "rfc" is not possible here; write "profile auto", "profile rfc8973", "profile draft01" or "profile draft00"\n  profile rfc\n          ^\n`,
    err: "",
  });
  const [problem] = objects(command(["run", "--check-config", "--json", "--config", config]).out);
  assert.deepEqual([problem?.["line"], problem?.["column"], problem?.["error"]], [1, 9, "config-value"]);
  writeFileSync(config, GOOD);
  assert.deepEqual(command(["run", "--check-config", "--config", config]), {
    code: 0,
    out: "",
    err: `${config}: no errors\n`,
  });
});

test("a configuration cannot write to the terminal", (context) => {
  const config = join(makeFolder(context), "config");
  writeFileSync(config, "\u00e9\tprofile \x1b[31mred\x07\n");
  const { code, out } = command(["run", "--check-config", "--config", config]);
  assert.equal(code, 4);
  assert.match(out, /^[ -~\n]*$/);
  assert.match(out, /\n {2}\?\? profile \?\[31mred\?\n/);
});

test("a second daemon, and a configuration that is a link, are refused", async (context) => {
  const daemon = await startDaemon(context);
  const second = command(["run", ...daemon.places]);
  assert.deepEqual([second.code, second.out], [3, ""]);
  assert.match(second.err, /another daemon answers at/);
  symlinkSync("/etc/passwd", `${daemon.config}.link`);
  assert.match(command(["run", "--config", `${daemon.config}.link`]).err, /symbolic link/);
});

test("the journal of a daemon replays, also after it was killed", async (context) => {
  const daemon = await startDaemon(context);
  daemon.putLease("dots8", "0a01000a");
  await until(() => daemon.result().includes("10.1.0.10"));
  await daemon.stop("SIGKILL");
  const whole = command(["replay", daemon.journal]);
  assert.equal(whole.code, 0);
  assert.match(whole.out, /^\d+ inputs gave the same \d+ outputs\n$/);
  truncateSync(daemon.journal, readFileSync(daemon.journal).length - 1);
  const cut = command(["replay", daemon.journal, "--json"]);
  assert.equal(cut.code, 4);
  assert.equal(objects(cut.out)[0]?.["same"], true);
  assert.match(cut.err, /ends within a record.*the records before it were replayed/);
});

test("a journal that was changed differs, and one that is none is malformed", async (context) => {
  const daemon = await startDaemon(context, GOOD);
  await until(() => daemon.result().includes("192.0.2.1"));
  await daemon.stop();
  const octets = readFileSync(daemon.journal);
  octets[octets.indexOf("192.0.2.1", octets.length - 3000)] = 0x32;
  const changed = join(daemon.journal, "..", "changed");
  writeFileSync(changed, octets);
  const { code, out } = command(["replay", changed]);
  assert.equal(code, 1);
  assert.match(out, /^record \d+ differs\n {2}journal: .*\n {2}core: {4}/);
  assert.match(command(["replay", daemon.config]).err, /this is no journal/);
  octets.writeUInt32LE(99, 4);
  writeFileSync(changed, octets);
  const other = command(["replay", changed]);
  assert.deepEqual([other.code, /ABI version 99/.test(other.err)], [4, true]);
});

test("an emulation writes a journal that replays", (context) => {
  const journal = join(makeFolder(context), "journal");
  assert.equal(command(["emulate", "--json", "--journal", journal]).code, 0);
  assert.equal(command(["replay", journal]).code, 0);
});
