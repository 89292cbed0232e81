// Names: which are trusted, which are domains to search, and how long one may be.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { octetsOf } from "../support/core.ts";
import { nameOfCode } from "../support/vectors.ts";
import { BOUND4, Router } from "./support/router.ts";

const hexOf = (name: string): string =>
  Buffer.from([...name.split("."), ""].flatMap((label) => [label.length, ...octetsOf(label)])).toString("hex");

/** A router whose lease names a server at an address. */
const leased = (name: string, ...config: readonly string[]): Router =>
  new Router()
    .configure("methods dhcp", ...config)
    .link(2, "eth1")
    .assign(2, "192.0.2.57/24")
    .spool("wan.inet", ...BOUND4, `opt147=${hexOf(name)}`, "opt148=c6336401");

describe("E-89 a pattern of trusted names covers", () => {
  for (const [pattern, covered, others] of [
    [
      "dots.isp.test",
      ["dots.isp.test", "DOTS.isp.TEST"],
      ["a.dots.isp.test", "isp.test", "dotz.isp.test", "dots.isp.tes"],
    ],
    ["*.isp.test", ["a.isp.test", "dots.ISP.test"], ["isp.test", "a.b.isp.test", "a.isq.test", "aisp.test"]],
    [
      "**.isp.test",
      ["a.isp.test", "a.b.isp.test", "a.b.c.d.ISP.test"],
      ["isp.test", "a.isq.test", "aisp.test", "test"],
    ],
    ["*.test", ["a.test"], ["test", "a.b.test"]],
    ["**.test", ["a.test", "a.b.test"], ["test", "a.tests"]],
  ] as const)
    test(pattern, () => {
      const isTaken = (name: string) => leased(name, `trusted-names ${pattern}`).ask("peers").length > 0;
      for (const name of covered) assert.ok(isTaken(name), name);
      for (const name of others) {
        assert.ok(!isTaken(name), name);
        // It is trusted where another line covers it.
        const also = leased(name, `trusted-names ${pattern}`, `trusted-names ${name}`);
        assert.ok(also.ask("peers").length > 0, name);
      }
    });

  test("a name that no pattern covers is told", () => {
    const [empty] = leased("a.isq.test", "trusted-names *.isp.test").toldEver(Code.MethodEmpty).slice(-1);
    assert.deepEqual([empty?.["what"], nameOfCode(empty?.["error"])], ["dhcp", "name-not-trusted"]);
  });
});

describe("A-07 a domain to search", () => {
  const learnt = (domain: string): unknown[] =>
    new Router()
      .configure("methods snaptr")
      .link(2, "eth1")
      .spool("wan.inet", ...BOUND4, "dns=192.0.2.53", `domain=${domain}`)
      .toldEver(Code.DomainLearnt)
      .map(({ name }) => name);
  const isConfigured = (domain: string): boolean =>
    new Router().configure(`default-domain ${domain}`).told(Code.ConfigLine).length === 0;

  const WORDS = ["local", "localhost", "lan", "home", "localdomain", "internal", "invalid", "onion"];
  for (const domain of [
    ...WORDS.flatMap((word) => [word, `a.${word}`, `a.b.${word.toUpperCase()}`]),
    "home.arpa",
    "a.HOME.arpa",
  ])
    test(`${domain} is none`, () => {
      assert.deepEqual(learnt(domain), []);
      assert.ok(!isConfigured(domain));
    });
  for (const domain of [
    ...[
      "isp.test",
      "a.isp.test",
      "local.test",
      "home.test",
      "a.locals",
      "a.loca",
      "a.xlocal",
      "arpa.test",
      "home.arpa.test",
    ],
    ...["in-addr.arpa", "a.arpa", "homes.arpa", "hom.arpa", "test.localhost.isp"],
  ])
    test(`${domain} is one`, () => {
      assert.deepEqual(learnt(domain), [domain]);
      assert.ok(isConfigured(domain));
    });
});

describe("a name of the configuration", () => {
  const faultOf = (name: string): unknown[] =>
    new Router()
      .configure(`trusted-names ${name}`)
      .told(Code.ConfigLine)
      .map(({ error }) => nameOfCode(error));
  const letters = (length: number) => "x".repeat(length);
  const long = (last: number) => [63, 63, 63, last].map(letters).join(".");
  for (const [title, name, fault] of [
    ["63 octets of a label", `${letters(63)}.test`, []],
    ["64 octets of a label", `${letters(64)}.test`, ["text-name"]],
    ["253 octets", long(61), []],
    ["253 octets and a dot", `${long(61)}.`, []],
    ["254 octets", long(62), ["name-too-long"]],
    ["253 octets behind one star", `*.${letters(63)}.${letters(63)}.${letters(63)}.${letters(59)}`, []],
    ["254 octets behind one star", `*.${letters(63)}.${letters(63)}.${letters(63)}.${letters(60)}`, ["name-too-long"]],
    ["253 octets behind two stars", `**.${letters(63)}.${letters(63)}.${letters(63)}.${letters(58)}`, []],
    [
      "254 octets behind two stars",
      `**.${letters(63)}.${letters(63)}.${letters(63)}.${letters(59)}`,
      ["name-too-long"],
    ],
    ["three stars", "***.test", ["text-name"]],
    ["stars alone", "**", ["text-name"]],
    ["a star and a letter", "*a.test", ["text-name"]],
    ["a hyphen within", "a-b.te--st", []],
    ["a hyphen in front", "-a.test", ["name-hyphen"]],
    ["a hyphen behind", "a-.test", ["name-hyphen"]],
    ["a hyphen alone", "-.test", ["name-hyphen"]],
    ["all letters and digits", "abcdefghijklmnopqrstuvwxyz.ABCDEFGHIJKLMNOPQRSTUVWXYZ.0123456789", []],
    ...[..."/:@[`{_!,;"].map((sign) => [`the sign ${sign}`, `a${sign}b.test`, ["name-character"]] as const),
    ["an empty label", "a..test", ["text-name"]],
    ["a dot alone", ".", ["text-name"]],
    ["a dot in front", ".test", ["text-name"]],
  ] as const)
    test(title, () => assert.deepEqual(faultOf(name), fault));
});
