import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { TestContext } from "node:test";
import { command, objects } from "../support/command.ts";
import { makeFolder } from "../support/folder.ts";
import { LTE, LTE_PEER, networkLine, peerLine } from "../support/records.ts";

const from = (...lines: string[]) => `${lines.join("\n")}\n`;
const WAN = from(networkLine(), peerLine());

test("R-108 filters: a table, JSON, and what filters cannot say on the standard error", () => {
  const input = from(networkLine(), networkLine(LTE), peerLine());
  const table = command(["filters", "--from", "-"], input);
  assert.equal(table.code, 0);
  assert.match(table.out, /^PREFIX .*\n192\.0\.2\.0\/24 +pa +wan +192\.0\.2\.10 +4646 +udp +dns-id dots\.isp\.test\n/);
  assert.equal(table.err, "lte has no server: nothing is to be sent for targets in 198.51.100.16/28\n");
  const json = objects(command(["filters", "--json", "--from", "-"], input).out);
  assert.deepEqual(
    json.map(({ prefix }) => prefix),
    ["192.0.2.0/24", "2001:db8:9::/56"],
  );
  const none = command(["filters", "--from", "-"], from(networkLine()));
  assert.deepEqual([none.code, none.out], [1, ""]);
});

test("the records of an emulation, and the result file, are sources", (context) => {
  const emulated = command(["emulate", "--json"]).out;
  const routes = command(["render", "routes", "--from", "-"], emulated);
  assert.equal(routes.code, 0);
  assert.match(routes.out, /^ip -4 rule add to 192\.0\.2\.12 ipproto udp dport 4646 lookup 8973 /m);
  const path = join(makeFolder(context), "servers.json");
  writeFileSync(path, from(peerLine()));
  assert.equal(command(["filters", "--from", path]).code, 0);
});

test("R-110 render routes: the whole text, the nftables file alone, and another base", () => {
  const whole = command(["render", "routes", "--from", "-"], WAN);
  assert.deepEqual([whole.code, whole.err], [0, ""]);
  assert.match(whole.out, /\nnft -f - <<'END'\ntable inet dots_discovery\n[^]*\n\}\nEND\n$/);
  assert.match(command(["render", "routes", "--nft", "--from", "-"], WAN).out, /^table inet dots_discovery\ndelete /);
  assert.match(command(["render", "routes", "--base", "100", "--from", "-"], WAN).out, /table 100 protocol 157\n/);
  assert.equal(command(["render", "routes", "--from", "-"], "\n").code, 1);
});

test("I-10 render dnsmasq: the gateway, a chosen network, and a choice that has to be made", () => {
  const gateway = ["--gateway", "192.168.1.1", "--gateway-name", "dots.isp.test"];
  assert.deepEqual(command(["render", "dnsmasq", ...gateway]), {
    code: 0,
    out: "dhcp-option=147,04:64:6f:74:73:03:69:73:70:04:74:65:73:74:00\ndhcp-option=148,c0:a8:01:01\n",
    err: "",
  });
  const both = from(peerLine(), peerLine(LTE_PEER));
  const undecided = command(["render", "dnsmasq", "--providers", "--from", "-"], both);
  assert.deepEqual([undecided.code, undecided.out], [2, ""]);
  assert.match(undecided.err, /wan, lte have different names.*--network NAME/);
  const chosen = command(["render", "dnsmasq", "--providers", "--network", "lte", "--from", "-"], both);
  assert.match(chosen.out, /^dhcp-option=147,.*\ndhcp-option=148,cb:00:71:0a\n$/);
  assert.equal(command(["render", "dnsmasq", "--providers", "--from", "-"], "\n").code, 1);
});

/** A key set as go-dots takes it. */
function makeKeys(folder: string, subject: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  const files = ["-keyout", join(folder, "client-key.pem"), "-out", join(folder, "client-cert.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...key, "-days", "2", ...subject, ...files], { stdio: "ignore" });
  writeFileSync(join(folder, "ca-cert.pem"), readFileSync(join(folder, "client-cert.pem")));
}

const skip = spawnSync("openssl", ["version"]).status !== 0 && "openssl is not installed";

function goDots(context: TestContext) {
  const folder = makeFolder(context);
  const [target, keys] = [join(folder, "go-dots"), join(folder, "keys")];
  const alternative = ["-subj", "/CN=some router", "-addext", "subjectAltName=DNS:cpe.example,IP:192.0.2.57"];
  makeKeys(join(keys, "isp"), alternative);
  makeKeys(join(keys, "mobile"), ["-subj", "/CN=cpe.mobile.example"]);
  const render = (...lines: string[]) =>
    command(["render", "go-dots", target, "--keys", keys, "--from", "-"], from(...lines));
  const path = (name: string) => join(target, `dots_client-${name}`);
  return { target, keys, render, path, text: (name: string) => readFileSync(path(name), "utf8") };
}

const ISP = { credentials_ref: "isp" };
const MOBILE = { ...LTE_PEER, credentials_ref: "mobile" };

test("go-dots: an instance for each network, and only what changed is to be started anew", { skip }, (context) => {
  const { target, render, path, text } = goDots(context);
  const both = [peerLine(ISP), peerLine(MOBILE)];
  assert.deepEqual(render(...both), { code: 0, out: "start wan\nstart lte\n", err: "" });
  assert.equal(
    text("wan.args"),
    `-server 192.0.2.10 -signalChannelPort 4646 -socket ${path("wan.sock")} -config ${path("wan.yaml")}\n`,
  );
  assert.match(text("wan.yaml"), /restfulApiPort: 4545\n[^]*referenceIdentifier: "cpe\.example"\n/);
  assert.match(text("lte.yaml"), /restfulApiPort: 4546\n[^]*referenceIdentifier: "cpe\.mobile\.example"\n/);

  const before = statSync(path("lte.yaml"), { bigint: true });
  assert.deepEqual(render(...both), { code: 0, out: "", err: "" });
  const other = peerLine({ ...ISP, address: "192.0.2.11" });
  assert.equal(render(other, peerLine(MOBILE)).out, "restart wan\n");
  assert.deepEqual(statSync(path("lte.yaml"), { bigint: true }), before, "the other's file was not touched");

  assert.equal(render(peerLine(MOBILE)).out, "stop wan\n");
  assert.deepEqual([existsSync(path("wan.yaml")), existsSync(path("wan.args"))], [false, false]);
  assert.match(text("lte.yaml"), /restfulApiPort: 4546\n/, "an instance keeps its port");
  assert.equal(render(peerLine(MOBILE), peerLine(ISP)).out, "start wan\n");
  assert.match(text("wan.yaml"), /restfulApiPort: 4545\n/);
  assert.equal(
    render(peerLine({ ...ISP, reference_ids: [{ type: "dns-id", value: "new.isp.test" }] }), peerLine(MOBILE)).out,
    "restart wan\n",
  );
  writeFileSync(join(target, "dots_client-hand.yaml"), "system:\n");
  assert.equal(render(...both).out, "restart wan\n", "a file that somebody else wrote is nobody's instance");
  assert.ok(existsSync(join(target, "dots_client-hand.yaml")));
});

test("go-dots: what a network lacks is said network by network", { skip }, (context) => {
  const { keys, render } = goDots(context);
  const lacking = render(peerLine(), peerLine({ ...MOBILE, transport: "tcp" }));
  assert.deepEqual([lacking.code, lacking.out], [1, ""]);
  assert.match(lacking.err, /^wan: no key set: write "credentials NAME"/m);
  assert.match(lacking.err, /^lte: go-dots speaks DTLS over UDP only, and no server does$/m);
  assert.match(render(peerLine({ credentials_ref: "none" })).err, /^wan: .*none\/ca-cert\.pem does not exist$/m);
  writeFileSync(join(keys, "isp", "client-cert.pem"), "no certificate");
  assert.match(render(peerLine(ISP)).err, /client-cert\.pem cannot be read as a certificate/);
  makeKeys(join(keys, "isp"), ["-subj", "/CN=some router"]);
  assert.match(render(peerLine(ISP)).err, /client-cert\.pem has no host name/);
});

test("go-dots: an instance is stopped when nothing is left for it", { skip }, (context) => {
  const { render } = goDots(context);
  render(peerLine(ISP));
  const { code, out } = render(networkLine());
  assert.deepEqual([code, out], [1, "stop wan\n"]);
});

test("go-dots: a folder that others can write to is refused", { skip }, (context) => {
  const { target, render } = goDots(context);
  mkdirSync(target, { mode: 0o777 });
  execFileSync("chmod", ["0777", target]);
  const { code, err } = render(peerLine(ISP));
  assert.deepEqual([code, /others can write to/.test(err)], [3, true]);
  rmSync(target, { recursive: true });
  writeFileSync(target, "");
  assert.match(render(peerLine(ISP)).err, /is not a directory/);
});

const HOSTILE = from(peerLine({ address: "192.0.2.1;reboot" }));

test("records that cannot be used are told, and nothing is made of them", () => {
  for (const words of [["filters"], ["render", "routes"], ["render", "dnsmasq", "--providers"]]) {
    const { code, out, err } = command([...words, "--from", "-"], HOSTILE);
    assert.deepEqual([code, out], [4, ""]);
    assert.match(err, /^record 1 is not used: its address has "192\.0\.2\.1;reboot", which is no address\n/);
  }
});
