// What the DHCP clients of OpenWrt ask for: added where it is wanted, and taken away
// so that nothing else changes.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { TestContext } from "node:test";
import { installPackage, missing, Router } from "./support/openwrt/router.ts";
import { formatUci, parseUci, toItems } from "./support/openwrt/uci.ts";
import type { Value } from "./support/openwrt/uci.ts";

const SCRIPT = "usr/lib/dots-discovery/requests";
const CHANGED =
  'dots-discovery: /etc/config/network changed: after "service network reload" the DHCP clients ask accordingly\n';

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Lines of a section that give `reqopts` this value. */
function reqopts(value: Value | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string"
    ? `\toption reqopts ${quote(value)}\n`
    : value.map((item) => `\tlist reqopts ${quote(item)}\n`).join("");
}

const anInterface = (name: string, proto: string, more = "") =>
  `config interface '${name}'\n\toption proto '${proto}'\n${more}`;

describe("requests", { skip: missing }, () => {
  const template = installPackage();

  function makeRouter(context: TestContext, network: string, discovery = "config global\n") {
    const router = new Router(context, template, {
      network: formatUci(parseUci(network)),
      "dots-discovery": discovery,
    });
    const options = (name: string) =>
      parseUci(router.read("etc/config/network")).find((section) => section.name === name)?.options;
    /** What the client of an interface asks for, as netifd hands it on: words between blanks. */
    const asked = (name: string) => toItems(options(name)?.get("reqopts")).join(" ").split(/\s+/).filter(Boolean);
    const act = (action: string) => {
      const run = router.run(SCRIPT, [action]);
      assert.deepEqual([run.status, run.err, run.strays], [0, "", []]);
      return run.out;
    };
    return { router, act, asked, options, text: () => router.read("etc/config/network").trim() };
  }

  test("I-11 what was added is taken away, whatever was asked for before", (context) => {
    const forms: readonly (Value | undefined)[] = [
      undefined,
      "1 3",
      " 1  3 ",
      "147",
      "213 1 147 148",
      ["1", "3"],
      ["1  3"],
      ["148", "1 147"],
      ["147 148"],
      ["$(touch canary)", "'`touch canary`", "*"],
      "';touch canary;' $(touch canary)",
    ];
    const network = [
      anInterface("lan", "static"),
      ...forms.flatMap((form, index) => [
        anInterface(`four${index}`, "dhcp", `${reqopts(form)}\toption hostname 'it'\\''s'\n`),
        anInterface(`six${index}`, "dhcpv6", reqopts(form)),
      ]),
      "config device\n\toption name 'eth1'\n",
    ];
    const { act, asked, text } = makeRouter(context, network.join("\n"));
    const before = text();
    const askedBefore = forms.map((_, index) => asked(`four${index}`));
    assert.equal(act("add"), CHANGED);
    forms.forEach((form, index) => {
      const all = (codes: string[]) => {
        const own = askedBefore[index] ?? [];
        return [...own, ...codes.filter((code) => !own.includes(code))];
      };
      assert.deepEqual(asked(`four${index}`), all(["147", "148", "213"]), JSON.stringify(form));
      assert.deepEqual(asked(`six${index}`), all(["141", "142", "57"]), JSON.stringify(form));
    });
    assert.deepEqual(asked("lan"), []);
    const between = text();
    assert.equal(act("add"), "", "nothing is written a second time");
    assert.equal(text(), between);
    assert.equal(act("remove"), CHANGED);
    assert.equal(text(), before);
    assert.equal(act("remove"), "");
  });

  test("I-11 where all was asked for already, nothing is added and nothing taken away", (context) => {
    const { act, text } = makeRouter(context, anInterface("wan", "dhcp", reqopts(["213 148", "147"])));
    const before = text();
    assert.deepEqual([act("add"), act("remove")], ["", ""]);
    assert.equal(text(), before);
  });

  test("I-11 what somebody changed since stays", (context) => {
    for (const form of [["1"], "1"] as const) {
      const { router, act, text, options } = makeRouter(context, anInterface("wan", "dhcp", reqopts(form)));
      act("add");
      const edited: Value = form === "1" ? "1 147 42 148 213 43" : ["1", "147 42", "148 213", "43"];
      router.write("etc/config/network", text().replace(/(\t(option|list) reqopts .*\n)+/, reqopts(edited)));
      act("remove");
      assert.deepEqual(options("wan")?.get("reqopts"), form === "1" ? "1 42 43" : ["1", "42", "43"]);
      assert.equal(options("wan")?.has("dots_reqopts"), false);
    }
    const { router, act, text } = makeRouter(context, anInterface("wan", "dhcp"));
    act("add");
    router.write("etc/config/network", text().replace(/\tlist reqopts .*\n/, ""));
    assert.equal(act("add"), CHANGED, "asked for again");
    router.write("etc/config/network", text().replace(/\tlist reqopts .*\n/, ""));
    act("remove");
    assert.equal(text(), makeRouter(context, anInterface("wan", "dhcp")).text());
  });

  test("I-11 an interface opts out, by itself or with all of them", (context) => {
    const network = anInterface("wan", "dhcp") + anInterface("wan6", "dhcpv6");
    const { router, act, asked, text } = makeRouter(context, network);
    const before = text();
    const configure = (discovery: string) => {
      router.write("etc/config/dots-discovery", discovery);
      return act("add");
    };
    act("add");
    assert.equal(configure("config global\n\nconfig interface wan6\n\toption request 0\n"), CHANGED);
    assert.deepEqual([asked("wan"), asked("wan6")], [["147", "148", "213"], []]);
    configure("config interface\n\toption name wan\n\toption enabled 0\n");
    assert.deepEqual([asked("wan"), asked("wan6")], [[], ["141", "142", "57"]]);
    configure("config global\n\toption request 0\nconfig interface wan\n\toption request 1\n");
    assert.deepEqual([asked("wan"), asked("wan6")], [["147", "148", "213"], []]);
    configure("config global\n\toption enabled 0\nconfig interface wan\n\toption request 1\n");
    assert.equal(text(), before, "a service that is switched off asks for nothing");
  });

  test("I-07 I-11 only interfaces with a default route ask, and none that hides its address (RFC 7844)", (context) => {
    const network = [
      anInterface("wan", "dhcp"),
      anInterface("voip", "dhcp", "\toption defaultroute 0\n"),
      anInterface("hidden", "dhcp", "\toption macaddr random\n"),
      anInterface("modem", "qmi"),
    ].join("");
    const { router, act, asked } = makeRouter(context, network);
    act("add");
    assert.deepEqual(
      ["wan", "voip", "hidden", "modem"].filter((name) => asked(name).length > 0),
      ["wan"],
    );
    router.write("etc/config/dots-discovery", "config interface voip\n\toption request 1\n");
    act("add");
    assert.deepEqual(asked("voip"), ["147", "148", "213"]);
  });

  test("private codes are asked for in place of the RFC's", (context) => {
    const network = anInterface("wan", "dhcp", reqopts("1")) + anInterface("wan6", "dhcpv6");
    const { router, act, asked, text } = makeRouter(context, network);
    const before = text();
    act("add");
    const lists =
      "\tlist option_codes 224\n\tlist option_codes 225\n\tlist option_codes 226\n\tlist option_codes 227\n";
    for (const codes of ["\toption option_codes '224 225 226 227'\n", lists]) {
      router.write("etc/config/dots-discovery", `config global\n${codes}`);
      act("add");
      assert.deepEqual(
        [asked("wan"), asked("wan6")],
        [
          ["1", "224", "225", "213"],
          ["226", "227", "57"],
        ],
      );
    }
    router.write("etc/config/dots-discovery", "config global\n\toption option_codes '$(touch canary) 1 2 3'\n");
    act("add");
    assert.deepEqual(asked("wan"), ["1", "147", "148", "213"]);
    act("remove");
    assert.equal(text(), before);
  });

  test("changes of somebody else that are not committed yet stay his", (context) => {
    const { router, act, asked, text } = makeRouter(context, anInterface("wan", "dhcp"));
    const staged = anInterface("wan", "dhcp", "\toption hostname 'not yet'\n");
    router.write("etc/uci-staging/network", staged);
    act("add");
    assert.deepEqual(asked("wan"), ["147", "148", "213"]);
    assert.doesNotMatch(text(), /hostname/);
    assert.equal(router.read("etc/uci-staging/network"), staged);
  });

  test("a configuration that cannot be read changes nothing", (context) => {
    const { router, text } = makeRouter(context, anInterface("wan", "dhcp"), "config global\n\toption enabled '0\n");
    const before = text();
    const run = router.run(SCRIPT, ["add"]);
    assert.equal(run.status, 3);
    assert.match(run.err, /^dots-discovery: \/etc\/config\/dots-discovery cannot be read: .*unterminated/);
    assert.equal(text(), before);
    assert.equal(router.run(SCRIPT, ["both"]).status, 2);
  });

  test("the script of the first start adds them", (context) => {
    const { router, asked } = makeRouter(context, anInterface("wan", "dhcp"));
    assert.equal(router.run("etc/uci-defaults/95-dots-discovery").status, 0);
    assert.deepEqual(asked("wan"), ["147", "148", "213"]);
  });
});
