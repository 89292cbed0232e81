// /etc/config/dots-discovery of OpenWrt becomes the configuration text of the daemon.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { installPackage, missing, Router } from "./support/openwrt/router.ts";

const NETWORK = `
config interface 'loopback'
	option device 'lo'
	option proto 'static'
	option ipaddr '127.0.0.1'

config interface 'lan'
	option device 'br-lan'
	option proto 'static'
	option ipaddr '192.168.1.1'

config interface 'wan'
	option device 'eth1'
	option proto 'dhcp'

config interface 'wan6'
	option device '@wan'
	option proto 'dhcpv6'
`;

const UPLINKS = "interface wan # network\ndevice eth1 # network\n";

describe("translate", { skip: missing }, () => {
  const template = installPackage();

  const makeRouter = (context: TestContext, discovery: string, network = NETWORK) =>
    new Router(context, template, { network, "dots-discovery": discovery });

  /** What the configuration becomes; nothing may be wrong with it, for the daemon neither. */
  function translate(context: TestContext, discovery: string, network = NETWORK, netifd = ""): string {
    const router = makeRouter(context, discovery, network);
    router.write("netifd", netifd);
    const run = router.run("usr/lib/dots-discovery/translate");
    assert.deepEqual([run.status, run.err, run.strays], [0, "", []]);
    const check = router.service("check");
    assert.deepEqual([check.status, check.out], [0, ""], check.err);
    return run.out;
  }

  test("I-07 as installed, every uplink is used", (context) => {
    const discovery = readFileSync("board/openwrt/files/dots-discovery.config", "utf8");
    assert.equal(translate(context, discovery), UPLINKS);
  });

  test("every statement of docs/configuration.md", (context) => {
    const text = translate(context, readFileSync("tests/board/support/openwrt/every-statement.config", "utf8"));
    const documented = [
      ...readFileSync("docs/configuration.md", "utf8").matchAll(/^\| (?:- )?(`[a-z0-9` ,-]*[A-Z ]*`) \|/gm),
    ]
      .flatMap(([, cell = ""]) => [...cell.matchAll(/`([a-z0-9-]+)/g)])
      .map(([, word]) => word);
    const written = text
      .split("\n")
      .filter(Boolean)
      .map((line) => line.split(" ")[0]);
    assert.ok(documented.length > 30);
    assert.deepEqual([...new Set(written)].sort(), [...new Set(documented)].sort());
    assert.equal(text, readFileSync("tests/board/support/openwrt/every-statement.text", "utf8"));
  });

  test("general statements come first, wherever their section stands, and items stay in order", (context) => {
    const discovery = `
config server 'late'
	list addresses '192.0.2.1'
	option reference_identifier 'dots.one.example'
	list addresses '192.0.2.2'
config global
	list methods 'dhcp'
	list methods 'manual'
	list trusted_names '*.a.example'
	list trusted_names '*.b.example'
	option families 'inet inet6'
config server
	option reference_identifier 'dots.two.example'
	list addresses '192.0.2.3'
	option enabled '0'
`;
    assert.equal(
      translate(context, discovery),
      `methods dhcp manual # global
trusted-names *.a.example # global
trusted-names *.b.example # global
families inet inet6 # global
${UPLINKS}server late # late
addresses 192.0.2.1 # late
addresses 192.0.2.2 # late
reference-identifier dots.one.example # late
`,
    );
  });

  test("a section for one interface leaves the others in use", (context) => {
    const discovery = "config interface lan\n\tlist methods mdns\n";
    assert.equal(
      translate(context, discovery),
      `interface lan # lan\nmethods mdns # lan\ndevice br-lan # network\n${UPLINKS}`,
    );
  });

  test("I-01 what is said of wan counts for wan6, unless wan6 has a section of its own", (context) => {
    const wan = "interface wan # wan\nisp a # wan\ndevice eth1 # network\n";
    const wan6 = "interface wan6 # wan6\nisp a # wan6\ndevice eth1 # network\nfamilies inet6 # network\n";
    const say = (name: string) => `config interface ${name}\n\toption isp a\n`;
    assert.equal(translate(context, say("wan")), wan);
    assert.equal(translate(context, say("wan") + say("wan6")), `${wan}families inet # network\n${wan6}`);
    assert.equal(translate(context, say("wan6")), `${wan6}${UPLINKS}families inet # network\n`);
    const off = "config interface wan6\n\toption enabled 0\n";
    assert.equal(translate(context, off), `${UPLINKS}families inet # network\n`);
    assert.equal(
      translate(context, `${say("wan")}\tlist families inet\n`),
      `${wan.replace("a # wan\n", "a # wan\nfamilies inet # wan\n")}interface wan6 # network\ndevice eth1 # network\nfamilies inet6 # network\n`,
    );
  });

  test("I-07 an interface without a default route is no uplink, but may be named", (context) => {
    const network = `${NETWORK}config interface voip\n\toption proto dhcp\n\toption device eth1.7\n\toption defaultroute 0\n`;
    assert.equal(translate(context, "", network), UPLINKS);
    const named = "interface voip # voip\ndevice eth1.7 # network\n";
    assert.equal(translate(context, "config interface voip\n", network), named + UPLINKS);
  });

  test("I-07 where every interface is switched off, no lease counts", (context) => {
    const discovery = "config interface wan\n\toption enabled 0\nconfig interface wan6\n\toption enabled 0\n";
    assert.equal(translate(context, discovery), "interface off # every interface is switched off\n");
  });

  test("I-02 an uplink without DHCP brings its device and its resolvers", (context) => {
    const network = `
config interface wan
	option proto pppoe
	option device eth1
config interface lte
	option proto qmi
	option device /dev/cdc-wdm0
config interface spare
	option proto pppoe
	option disabled 1
config interface fixed
	option proto static
	option device eth2
	option gateway 192.0.2.1
`;
    const netifd =
      "wan pppoe-wan 192.0.2.53 192.0.2.54 fe80::1%pppoe-wan 2001:db8::53 2001:db8::54 2001:db8::55\nlte wwan0\n";
    assert.equal(
      translate(context, "", network, netifd),
      `interface wan # network
device pppoe-wan # network
resolvers 192.0.2.53 192.0.2.54 2001:db8::53 2001:db8::54 # network
interface lte # network
device wwan0 # network
interface fixed # network
device eth2 # network
`,
    );
    const own = "config interface wan\n\tlist resolvers 192.0.2.9\n\tlist resolvers 192.0.2.8@5353\n";
    assert.match(
      translate(context, own, network, netifd),
      /^interface wan # wan\nresolvers 192\.0\.2\.9 192\.0\.2\.8@5353 # wan\ndevice pppoe-wan # network\ninterface lte/,
    );
  });

  test("I-05 the routing table of netifd is the network's, unless the section says another", (context) => {
    const network = NETWORK.replace("option proto 'dhcp'\n", "option proto 'dhcp'\n\toption ip4table '201'\n");
    assert.equal(translate(context, "", network), `${UPLINKS}table 201 # network\n`);
    const own = "config interface wan\n\toption table 77\n\toption mark 256\n";
    const wan = "interface wan # wan\ntable 77 # wan\nmark 256 # wan\ndevice eth1 # network\n";
    assert.equal(translate(context, own, network), wan);
    assert.equal(translate(context, "", network.replace("'201'", "'uplink'")), UPLINKS);
  });

  test("what cannot be a line is told with its section and option, and nothing is executed", (context) => {
    const hostile = [
      "$(touch canary)",
      "`touch canary`",
      "';touch canary;'",
      '"; touch canary; "',
      "\\'; touch canary",
      "${IFS}*",
    ];
    for (const value of hostile) {
      const quoted = `'${value.replaceAll("'", "'\\''")}'`;
      const lines = [
        "option reference_identifier",
        "option bind_interface",
        "option name",
        "list addresses",
        "option unheard_of",
      ];
      const sections = ["global", "interface 'wan'", "server", "else"];
      const discovery = sections
        .map((section) => `config ${section}\n${lines.map((line) => `\t${line} ${quoted}\n`).join("")}`)
        .join("");
      const network = `${NETWORK}config interface odd\n\toption proto dhcp\n\toption device ${quoted}\n`;
      const router = makeRouter(context, discovery, network);
      const run = router.run("usr/lib/dots-discovery/translate");
      assert.equal(run.status, 4, run.err);
      assert.match(run.err, /^dots-discovery: else cfg04a5c3: no section is of the type else: /m);
      assert.match(run.err, /^dots-discovery: network: odd has a device whose name cannot be written$/m);
      assert.deepEqual(run.strays, [], value);
      assert.ok(run.out.includes(`bind-interface ${value} # server cfg03a5c3\n`), run.out);
      assert.deepEqual(router.service("start").strays, [], value);
    }
  });

  test("no value begins a statement of its own, and none hides the rest of its line", (context) => {
    const values = ["a\nserver planted\n  addresses 192.0.2.66", "a # b", "\n"];
    for (const value of values) {
      const discovery = `
config global
	list trusted_names '${value}'
	list methods '${value}'
	list methods 'dhcp'
config interface wan
	option isp '${value}'
config interface
	option isp 'a'
config server 'one'
	option name '${value}'
	option interface 'planted'
	option reference_identifier 'dots.one.example'
`;
      const router = makeRouter(context, discovery);
      const run = router.run("usr/lib/dots-discovery/translate");
      assert.equal(run.status, 4);
      assert.equal(
        run.out,
        `trusted-names # global
methods # global
interface wan # wan
isp # wan
device eth1 # network
interface # interface cfg03a5c3
isp a # interface cfg03a5c3
server # one
reference-identifier dots.one.example # one
`,
      );
      const what = value === "a # b" ? 'a "#"' : "a line feed";
      assert.deepEqual(run.err.split("\n"), [
        `dots-discovery: global.trusted_names: ${what} cannot be in a value`,
        `dots-discovery: global.methods: ${what} cannot be in a value`,
        `dots-discovery: wan.isp: ${what} cannot be in a value`,
        "dots-discovery: interface cfg03a5c3: a section of the type interface needs the name of one",
        `dots-discovery: one.name: ${what} cannot be in a value`,
        "dots-discovery: one.interface: this is a type of sections, no option",
        "",
      ]);
      // The daemon treats such lines as lines in error: the names that it may trust stay limited.
      const check = router.service("check");
      assert.equal(check.status, 4);
      assert.match(check.out, /:1:\d+: .*\n +trusted-names # global\n/);
      assert.match(check.out, /:8:\d+: .*\n +server # one\n/);
    }
  });

  test("the daemon's own complaint shows section and statement", (context) => {
    const router = makeRouter(context, "config interface wan\n\tlist resolvers 192.0.2.999\n\toption unheard_of 1\n");
    const check = router.service("check");
    assert.equal(check.status, 4);
    assert.match(check.out, /:2:21: .*\n +resolvers 192\.0\.2\.999 # wan\n/);
    assert.match(check.out, /:3:1: .*\n +unheard-of 1 # wan\n/);
  });

  test("a configuration that cannot be read is no configuration", (context) => {
    const router = makeRouter(context, "config global\n\toption enabled 1\n\toption methods 'dhcp\n");
    const run = router.run("usr/lib/dots-discovery/translate");
    assert.deepEqual([run.status, run.out], [3, ""]);
    assert.match(run.err, /^dots-discovery: \/etc\/config\/dots-discovery cannot be read: .*unterminated/);
    assert.equal(router.service("check").status, 3);
    const bare = new Router(context, template, { "dots-discovery": "" });
    const other = bare.run("usr/lib/dots-discovery/translate");
    assert.deepEqual(
      [other.status, other.out, other.err],
      [3, "", "dots-discovery: /etc/config/network cannot be read: it is not there\n"],
    );
  });
});
