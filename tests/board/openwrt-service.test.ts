// The init script, the hooks of netifd's DHCP clients and the events on OpenWrt.

import assert from "node:assert/strict";
import { chmodSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { withoutUptime } from "./support/hook.ts";
import { until } from "../host/support/folder.ts";
import { startDaemon } from "./support/openwrt/daemon.ts";
import { installPackage, missing, Router } from "./support/openwrt/router.ts";

const NETWORK = `
config interface 'wan'
	option device 'eth1'
	option proto 'dhcp'

config interface 'wan6'
	option device '@wan'
	option proto 'dhcpv6'

config interface 'lte'
	option device '/dev/cdc-wdm0'
	option proto 'qmi'
`;
const NAME = "04646f74730469737061047465737400";
const BROKEN = "config global\n\toption enabled 1\n\toption methods 'dhcp\n";

describe("the service", { skip: missing }, () => {
  const template = installPackage();

  function makeRouter(context: TestContext, discovery = "config global\n", network = NETWORK) {
    const router = new Router(context, template, { network, "dots-discovery": discovery });
    /** What procd is told by an action, a line a call; paths without the folder of the test. */
    const act = (action: string) => {
      rmSync(join(router.root, "procd"), { force: true });
      const run = router.service(action);
      assert.deepEqual([run.out, run.err, run.strays], ["", "", []]);
      return { status: run.status, calls: router.read("procd").replaceAll(router.root, "").split("\n").slice(0, -1) };
    };
    return { router, act, log: () => router.read("log"), text: () => router.read("var/etc/dots-discovery.conf") };
  }

  const COMMAND =
    "set_param command /usr/sbin/dots-discoveryd --config /var/etc/dots-discovery.conf --spool /var/run/dots-discovery/spool " +
    "--state-dir /var/run/dots-discovery/state --store-dir /etc/dots-discovery/store --socket /var/run/dots-discovery/control/control.sock --syslog";

  test("started: one instance, with the text of the configuration, and triggers of its interfaces", (context) => {
    const { router, act, text } = makeRouter(context);
    const { status, calls } = act("start");
    assert.equal(status, 0);
    assert.deepEqual(calls, [
      "open_instance daemon",
      COMMAND,
      "set_param file /var/etc/dots-discovery.conf",
      "set_param reload_signal HUP",
      "set_param respawn 3600 5 0",
      "set_param stdout 1",
      "set_param stderr 1",
      "set_param no_new_privs 1",
      "close_instance",
      "add_reload_trigger dots-discovery network",
      "open_trigger",
      "add_interface_trigger interface.* wan /etc/init.d/dots-discovery reload",
      "add_interface_trigger interface.* lte /etc/init.d/dots-discovery reload",
      "close_trigger",
    ]);
    assert.equal(text(), "interface wan # network\ndevice eth1 # network\ninterface lte # network\n");
    const mode = (path: string) => (statSync(join(router.root, path)).mode & 0o7777).toString(8);
    const run = "var/run/dots-discovery";
    const places = [run, `${run}/spool`, `${run}/state`, `${run}/control`, "etc/dots-discovery/store"];
    assert.deepEqual(places.map(mode), ["755", "750", "755", "750", "700"]);
    assert.match(router.read("etc/config/network"), /list reqopts '147 148 213'/);
  });

  test("before the network: a lease must find the spool directory", () => {
    const start = (file: string) => Number(/^START=(\d+)$/m.exec(readFileSync(file, "utf8"))?.[1]);
    assert.ok(start("board/openwrt/files/dots-discovery.init") < 20, "netifd starts at 20");
  });

  test("an interface that comes up changes the text, and so the daemon reads it again", (context) => {
    const { router, act, text } = makeRouter(context);
    act("start");
    const before = text();
    router.write("netifd", "lte wwan0 192.0.2.53\n");
    assert.equal(act("reload").status, 0);
    assert.equal(
      text(),
      before.replace(
        "interface lte # network\n",
        "interface lte # network\ndevice wwan0 # network\nresolvers 192.0.2.53 # network\n",
      ),
    );
  });

  test("without an uplink any interface that changes is reason to look again", (context) => {
    const { act } = makeRouter(context, "config global\n", "");
    assert.ok(act("start").calls.includes("add_raw_trigger interface.* 2000 /etc/init.d/dots-discovery reload"));
  });

  test("I-11 switched off: no instance, and nothing is asked for any more", (context) => {
    const { router, act } = makeRouter(context);
    act("start");
    router.write("etc/config/dots-discovery", "config global\n\toption enabled 0\n");
    const { status, calls } = act("reload");
    assert.equal(status, 0);
    assert.ok(!calls.includes("open_instance daemon"));
    assert.ok(calls.includes("add_reload_trigger dots-discovery network"), "it can be switched on again");
    assert.doesNotMatch(router.read("etc/config/network"), /reqopts/);
  });

  test("options of the service: verbose, hotplug, jail, seccomp, its own user", (context) => {
    const discovery = "config global\n\toption verbose 1\n\toption hotplug 1\n\toption jail 1\n";
    const { router, act, log } = makeRouter(context, discovery);
    const bare = act("start").calls;
    assert.deepEqual(
      bare.filter((call) => /open_instance|append_param|jail|seccomp|hotplug/.test(call)),
      [
        "open_instance daemon",
        "append_param command --verbose",
        "open_instance hotplug",
        "set_param command /usr/lib/dots-discovery/hotplug",
      ],
    );
    assert.match(log(), /-p daemon\.warn no jail: the package procd-ujail is not installed\n/);
    router.write("sbin/ujail", "#!/bin/sh\n");
    chmodSync(join(router.root, "sbin/ujail"), 0o755);
    router.write("etc/seccomp/dots-discovery.json", "{}\n");
    router.write("etc/passwd", "dots-discovery:x:453:453::/var/run/dots-discovery:/bin/false\n");
    const all = act("reload").calls;
    assert.deepEqual(
      all.filter((call) => /append_param|jail|seccomp/.test(call)),
      [
        "append_param command --user dots-discovery",
        "append_param command --verbose",
        "set_param seccomp /etc/seccomp/dots-discovery.json",
        "add_jail dots-discovery log procfs",
        "add_jail_mount /var/etc/dots-discovery.conf /var/run/dots-discovery/spool /etc/passwd",
        "add_jail_mount_rw /var/run/dots-discovery/state /var/run/dots-discovery/control /etc/dots-discovery/store",
      ],
    );
    assert.match(
      router.read("owners"),
      /^dots-discovery:dots-discovery \S+\/spool \S+\/state \S+\/control \S+\/store\n$/,
    );
  });

  test("what is malformed is in the log with its section and option, and the rest is in force", (context) => {
    const discovery = "config global\n\toption methods 'dhcp # manual'\n\toption profile rfc8973\n";
    const { act, log, text } = makeRouter(context, discovery);
    const { status, calls } = act("start");
    assert.equal(status, 0);
    assert.ok(calls.includes(COMMAND));
    assert.match(log(), /^-t dots-discovery -p daemon\.err global\.methods: a "#" cannot be in a value$/m);
    assert.match(text(), /^methods # global\nprofile rfc8973 # global\n/);
  });

  test("what cannot be read leaves the last text in force; without one nothing is started", (context) => {
    const { router, act, log, text } = makeRouter(context, BROKEN);
    const first = act("start");
    assert.equal(first.status, 1);
    assert.ok(!first.calls.includes("open_instance daemon"));
    assert.match(log(), /daemon\.err \/etc\/config\/dots-discovery cannot be read: .*unterminated/);
    assert.match(log(), /daemon\.err not started: there is no configuration to go by\n$/);
    assert.doesNotMatch(router.read("etc/config/network"), /reqopts/);
    router.write("etc/config/dots-discovery", "config global\n\toption profile draft00\n");
    act("start");
    const before = text();
    router.write("etc/config/dots-discovery", BROKEN);
    const again = act("reload");
    assert.equal(again.status, 0);
    assert.ok(again.calls.includes(COMMAND));
    assert.equal(text(), before);
  });

  test("netifd's scripts source the hooks, which write into the spool directory of OpenWrt", (context) => {
    const { router, act } = makeRouter(context);
    act("start");
    const spool = join(router.root, "var/run/dots-discovery/spool");
    const places = { DOTS_HOOKS_DIR: join(router.root, "usr/lib/dots-discovery/hooks"), DOTS_SPOOL_DIR: spool };
    // As dhcp.script and dhcpv6.script do it.
    router.write(
      "source-all",
      'folder=$1; shift\nfor f in "$folder"/*; do\n  [ -f "$f" ] && (. "$f" "$@")\ndone\necho done\n',
    );
    const lease = (folder: string, args: string[], env: Record<string, string>) => {
      const run = router.run("source-all", [join(router.root, folder), ...args], "", { ...places, ...env });
      assert.deepEqual([run.out, run.err, run.strays], ["done\n", "", []]);
    };
    lease("etc/udhcpc.user.d", ["bound"], { INTERFACE: "wan", interface: "eth1", opt147: "0161000a" });
    lease("etc/odhcp6c.user.d", ["eth1", "bound"], { INTERFACE: "wan6", PASSTHRU: "008d0000" });
    assert.deepEqual(readdirSync(spool).sort(), ["wan.inet", "wan6.inet6"]);
    assert.equal(
      withoutUptime(readFileSync(join(spool, "wan.inet"), "utf8")),
      "client=udhcpc\nevent=bound\ndevice=eth1\nopt147=0161000a\n",
    );
    assert.equal(
      withoutUptime(readFileSync(join(spool, "wan6.inet6"), "utf8")),
      "client=odhcp6c\nevent=bound\ndevice=eth1\nPASSTHRU=008d0000\n",
    );
    for (const name of ["udhcpc", "odhcp6c"]) {
      assert.match(router.read(`etc/${name}.user.d/dots-discovery`), /:-\/var\/run\/dots-discovery\/spool\}/);
    }
  });

  test("an event of the daemon becomes a hotplug event, and the example writes it into the log", async (context) => {
    const { router, log } = makeRouter(context);
    const daemon = await startDaemon(router);
    // What a script in the folder sees of each event.
    router.write(
      "etc/hotplug.d/dots/20-show",
      'env | grep "^\\(ACTION\\|INTERFACE\\|DEVICE\\|DOTS_\\)" >>"$IPKG_INSTROOT/seen"\necho >>"$IPKG_INSTROOT/seen"\n',
    );
    router.start("usr/lib/dots-discovery/hotplug");
    // Another server each time, until the program follows.
    let turn = 0;
    await until(() => {
      const address = `0a0100${(16 + (turn++ % 200)).toString(16)}`;
      daemon.lease("bound", { ip: "10.1.0.100", lease: "3600", opt147: NAME, opt148: address });
      return /ACTION=published\n([^\n]+\n)*\n/.test(router.read("seen"));
    });
    const events = router
      .read("seen")
      .split("\n\n")
      .map((text) => Object.fromEntries(text.split("\n").map((line) => line.split("="))) as Record<string, string>);
    const row =
      events.find(({ ACTION, DOTS_ADDRESS }) => ACTION === "added" && DOTS_ADDRESS?.startsWith("10.1.0.")) ?? {};
    assert.deepEqual(
      [
        "INTERFACE",
        "DEVICE",
        "DOTS_EVENT",
        "DOTS_CHANNEL",
        "DOTS_TRANSPORT",
        "DOTS_PORT",
        "DOTS_REFERENCE_ID",
        "DOTS_ADDED",
      ].map((name) => row[name]),
      ["wan", "eth1", "added", "signal", "udp", "4646", "dots.ispa.test", undefined],
    );
    const published = events.find(({ ACTION }) => ACTION === "published") ?? {};
    assert.deepEqual(
      [published["DOTS_PVD"], published["DOTS_FAMILY"], published["DOTS_ADDRESS"]],
      ["wan", "inet", undefined],
    );
    assert.match(log(), /^-t dots-discovery wan inet: \d servers added, \d removed, \d changed$/m);
    assert.ok(events.every(({ ACTION }) => ACTION !== "current"));
  });

  test("no value from the network reaches a hotplug script with a sign that a shell knows", (context) => {
    const { router } = makeRouter(context);
    const values = ["$(touch canary)", "`touch canary`", "a b", "a;b", "*", "a\\\\010b", '\\"x'];
    const lines = values.map(
      (value) =>
        `{"event":"added","record":"peer","id":"0a","pvd":"${value}","interface":"eth1","rank":null,"reference_ids":[{"type":"dns-id","value":"${value}"}]}`,
    );
    router.write("lines", `${lines.join("\n")}\n`);
    rmSync(join(router.root, "usr/bin/dots-discovery"));
    router.write("usr/bin/dots-discovery", '#!/bin/busybox ash\nexec cat "$IPKG_INSTROOT/lines"\n');
    chmodSync(join(router.root, "usr/bin/dots-discovery"), 0o755);
    router.write(
      "etc/hotplug.d/dots/20-show",
      'echo "$ACTION,$INTERFACE,${DOTS_PVD-none},${DOTS_REFERENCE_ID-none},$DEVICE,${DOTS_RANK-none}"\n',
    );
    const run = router.run("usr/lib/dots-discovery/hotplug");
    assert.deepEqual([run.err, run.strays], ["", []]);
    assert.equal(run.out, "added,,none,none,eth1,none\n".repeat(values.length));
  });
});
