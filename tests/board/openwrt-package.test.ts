// The package of OpenWrt and the source release that it builds.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, test } from "node:test";
import { makeFolder } from "../host/support/folder.ts";
import { installPackage, make, missing, Router } from "./support/openwrt/router.ts";

const PACKAGE = "board/openwrt";
const VERSION = (JSON.parse(readFileSync("package.json", "utf8")) as { version: string }).version;

function run(program: string, args: readonly string[], cwd = ".") {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: "utf8" });
  return { status, out: stdout, err: stderr };
}

/** Path below `folder` and mode of every file, links with what they point to. */
function listTree(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const shown = entry.isSymbolicLink() ? `-> ${readlinkSync(path)}` : (statSync(path).mode & 0o777).toString(8);
      return `${path.slice(folder.length + 1)} ${shown}`;
    })
    .sort();
}

describe("the installed package", { skip: missing }, () => {
  const template = installPackage();

  test("every file has its place and its mode", () => {
    const platform = /^(bin\/|lib\/functions|etc\/rc\.common|sbin\/|netifd )/;
    assert.deepEqual(
      listTree(join(template, "root")).filter((line) => !platform.test(line)),
      [
        "etc/config/dots-discovery 600",
        "etc/hotplug.d/dots/10-log 644",
        "etc/init.d/dots-discovery 755",
        "etc/odhcp6c.user.d/dots-discovery 644",
        "etc/uci-defaults/95-dots-discovery 755",
        "etc/udhcpc.user.d/dots-discovery 644",
        "lib/upgrade/keep.d/dots-discovery 644",
        "usr/bin/dots-discovery -> ../sbin/dots-discoveryd",
        "usr/lib/dots-discovery/hooks/odhcp6c.sh 644",
        "usr/lib/dots-discovery/hooks/spool.sh 644",
        "usr/lib/dots-discovery/hooks/udhcpc.sh 644",
        "usr/lib/dots-discovery/hotplug 755",
        "usr/lib/dots-discovery/requests 755",
        "usr/lib/dots-discovery/translate 755",
        "usr/lib/dots-discovery/uplinks.sh 644",
        "usr/libexec/rpcd/dots.discovery 755",
        "usr/sbin/dots-discoveryd 755",
        "usr/share/rpcd/acl.d/dots-discovery.json 644",
      ],
    );
  });

  test("the test of the feed's CI passes", (context) => {
    const router = new Router(context, template, { network: "", "dots-discovery": "config global\n" });
    router.write("test.sh", readFileSync(join(PACKAGE, "test.sh"), "utf8"));
    const { status, err } = router.run("test.sh", ["dots-discovery", VERSION]);
    assert.equal(status, 0, err);
    assert.notEqual(router.run("test.sh", ["dots-discovery", "9.9.9"]).status, 0, "of another version");
  });

  test("a system upgrade keeps the configuration and what the daemon has stored", (context) => {
    const folder = makeFolder(context);
    make("control", { CONTROL: folder });
    assert.equal(readFileSync(join(folder, "conffiles"), "utf8").trim(), "/etc/config/dots-discovery");
    const kept = readFileSync(join(template, "root/lib/upgrade/keep.d/dots-discovery"), "utf8").trim();
    assert.equal(kept, "/etc/dots-discovery/");
    const init = readFileSync(join(template, "root/etc/init.d/dots-discovery"), "utf8");
    assert.match(init, /^kept=\$IPKG_INSTROOT\/etc\/dots-discovery$/m);
  });

  test("I-11 removal takes the requests away, but not from the machine that builds an image, nor in an upgrade", (context) => {
    const folder = makeFolder(context);
    make("control", { CONTROL: folder });
    const script = join(folder, "prerm");
    const text = readFileSync(script, "utf8");
    assert.match(text, /^#!\/bin\/sh\n.* \/usr\/lib\/dots-discovery\/requests remove\nexit 0\n$/);
    const prerm = (env: Record<string, string>) => {
      const { status, stderr } = spawnSync("busybox", ["ash", "-x", script], { env, encoding: "utf8" });
      assert.equal(status, 0);
      return stderr.includes("+ /usr/lib/dots-discovery/requests remove");
    };
    assert.equal(prerm({}), true);
    assert.equal(prerm({ IPKG_INSTROOT: template }), false);
    assert.equal(prerm({ PKG_UPGRADE: "1" }), false);
  });
});

test("what a feed asks of a package: licence, maintainer, version", () => {
  const lines = make("print", {}).split("\n");
  assert.deepEqual([lines[0], lines[1]], ["Apache-2.0", "The developers of dots-discovery"]);
  const text = readFileSync(join(PACKAGE, "Makefile"), "utf8");
  assert.match(text, /^# SPDX-License-Identifier: Apache-2\.0\n/);
  assert.ok(text.includes(`\nPKG_VERSION:=${VERSION}\n`), "the version is that of package.json");
});

test("the recipe of Yocto names this version, this licence and files that are there", () => {
  const recipe = readFileSync("board/yocto/dots-discovery.bb", "utf8");
  assert.ok(recipe.includes(`\nPV = "${VERSION}"\n`));
  const licence = createHash("md5").update(readFileSync("LICENSE")).digest("hex");
  assert.ok(recipe.includes(`"file://LICENSE;md5=${licence}"`));
  const named = [...recipe.matchAll(/^ {4}file:\/\/(\S+) \\$/gm)].map(([, name]) => name);
  assert.deepEqual(named.slice(1).sort(), readdirSync("board/yocto/files").sort());
  assert.equal(named[0], "dots-discovery-${PV}.tar.gz");
});

const shellcheck = run("shellcheck", ["--version"]).status === 0;
test("shellcheck finds nothing in the scripts", { skip: !shellcheck && "shellcheck is not installed" }, () => {
  const platform = "tests/board/support/openwrt/platform";
  const scripts = [PACKAGE, join(PACKAGE, "files"), platform, "tools"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => /\.(sh|init)$/.test(name))
      .map((name) => join(folder, name)),
  );
  assert.ok(scripts.length >= 14, scripts.join(" "));
  assert.deepEqual(run("shellcheck", ["-x", ...scripts]), { status: 0, out: "", err: "" });
});

const wasm2c = run("wasm2c", ["--version"]).status === 0;
describe("the source release", { skip: !wasm2c && "wasm2c is not installed" }, () => {
  const folder = "build/openwrt/feed/net/dots-discovery";
  const archive = join(folder, `source/dots-discovery-${VERSION}.tar.gz`);

  test("the same tree gives the same octets, and the feed's package has their hash", () => {
    // Several test files build the core as C at once.
    const release = () => {
      const { status, out, err } = run("flock", ["build/board.lock", "make", "-s", "openwrt"]);
      assert.equal(status, 0, err);
      assert.match(out, /octets, sha256 [0-9a-f]{64}\n$/);
      return createHash("sha256").update(readFileSync(archive)).digest("hex");
    };
    const hash = release();
    assert.equal(release(), hash);
    const [, , source, expected] = make("print", {}, folder).split("\n");
    assert.equal(expected, hash);
    assert.ok(source?.endsWith(`/${archive}`), source);
    assert.equal(readFileSync(join(PACKAGE, "Makefile"), "utf8").match(/^PKG_HASH:=(.*)$/m)?.[1], "skip");
    assert.ok(existsSync(join(folder, "test.sh")) && existsSync(join(folder, "files/translate.sh")));
  });

  test("it has the core as C, whole, and nothing that Node or a WASM engine has to read", (context) => {
    const place = makeFolder(context);
    assert.equal(run("tar", ["xzf", archive, "-C", place]).status, 0);
    const root = join(place, `dots-discovery-${VERSION}`);
    const paths = listTree(root).map((line) => line.split(" ")[0] ?? "");
    for (const needed of [
      "LICENSE",
      "Makefile",
      "module.sha256",
      "include/abi.gen.h",
      "hooks/spool.sh",
      "wasm2c/discovery.c",
    ]) {
      assert.ok(paths.includes(needed), needed);
    }
    assert.deepEqual(
      paths.filter((path) => !/^(LICENSE|Makefile|module\.sha256|version)$|\.(c|h|sh|md)$/.test(path)),
      [],
    );
    const hash = createHash("sha256").update(readFileSync("build/discovery.wasm")).digest("hex");
    assert.equal(readFileSync(join(root, "module.sha256"), "utf8").trim(), hash);
  });

  const compiler = run("cc", ["--version"]).status === 0;
  test("the package compiles it with a C compiler alone", { skip: !compiler && "no C compiler" }, (context) => {
    const place = makeFolder(context);
    mkdirSync(join(place, "build"));
    assert.equal(run("tar", ["xzf", archive, "-C", join(place, "build")]).status, 0);
    make("compile", { BUILD_DIR: join(place, "build"), TARGET_CC: "cc" }, folder);
    const program = join(place, "build", `dots-discovery-${VERSION}`, "dots-discoveryd");
    assert.equal(run(program, ["--version"]).out, `dots-discoveryd ${VERSION}\n`);
    // The command is the same file; it asks where the init script lets the daemon listen.
    const link = join(place, "dots-discovery");
    symlinkSync(program, link);
    const [, socket = ""] =
      /--socket "\$run\/(\S+)"/.exec(readFileSync(join(PACKAGE, "files/dots-discovery.init"), "utf8")) ?? [];
    assert.match(run(link, ["status"]).err, new RegExp(`no daemon answers at /var/run/dots-discovery/${socket}: `));
    const config = join(place, "config");
    writeFileSync(config, "methods dhcp\n");
    assert.equal(run(program, ["--check-config", "--config", config]).status, 0, "the core in it starts");
    // As the recipe of Yocto does it.
    const root = join(place, "root");
    assert.equal(run("make", ["-s", "install", `DESTDIR=${root}`], dirname(program)).status, 0);
    assert.deepEqual(
      listTree(root).filter((line) => !line.includes("/hooks/")),
      ["usr/bin/dots-discovery -> ../sbin/dots-discoveryd", "usr/sbin/dots-discoveryd 755"],
    );
    assert.ok(existsSync(join(root, "usr/lib/dots-discovery/hooks/dhclient.sh")));
  });
});
