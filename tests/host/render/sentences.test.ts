import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { Code, CODE_NAMES } from "../../../host/abi.gen.ts";
import { configurationLine, withConfigurationText } from "../../../host/render/config-problem.ts";
import { parseParticulars } from "../../../host/render/particulars.ts";
import { explain, sentence, SENTENCES } from "../../../host/render/sentences.ts";

const CODES = Object.values(Code);
/** What a field turns into when nobody thought of its being absent. */
const SLIPS = /undefined|null|NaN|\[object|\?\?|^$|\.$| {2}/;

test("every code has a sentence, and no sentence is without a code", () => {
  assert.deepEqual(
    Object.keys(SENTENCES)
      .map(Number)
      .sort((a, b) => a - b),
    [...CODES].sort((a, b) => a - b),
  );
  assert.deepEqual(Object.keys(CODE_NAMES).map(Number), [...CODES]);
});

test("no two codes say the same", () => {
  const sentences = CODES.map((code) => explain(code));
  const twice = sentences.filter((text, index) => sentences.indexOf(text) !== index);
  assert.deepEqual(twice, []);
});

test("every sentence is whole without any particulars", () => {
  for (const code of CODES) assert.doesNotMatch(sentence(code, {}), SLIPS, CODE_NAMES[code]);
});

test("no particulars break a sentence", () => {
  const fields = [
    ..."option error offset line what why address value name text pvd interface family count seconds".split(" "),
  ];
  const value = fc.oneof(
    fc.integer(),
    fc.constant(""),
    fc.constant("wan"),
    fc.string({ unit: "binary" }),
    fc.constant(null),
    fc.constant([]),
    fc.constant({}),
    fc.boolean(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...CODES), fc.dictionary(fc.constantFrom(...fields), value), (code, particulars) => {
      const text = sentence(code, particulars);
      if (!Object.values(particulars).some((field) => typeof field === "string" && field !== "wan"))
        assert.doesNotMatch(text, SLIPS);
      assert.match(text, /^[ -~§]*$/);
    }),
  );
});

test("a code that this release does not know is a number", () => {
  assert.equal(explain(9999), "code 9999");
});

test("sentences say where, what, why and at which octet", () => {
  const place = { pvd: "wan", family: "inet" };
  assert.equal(
    sentence(Code.OptionIgnored, { ...place, option: 148, error: Code.AddressLength, offset: 3 }),
    "wan inet: option 148 is ignored: the length is no whole number of addresses (at octet 3)",
  );
  assert.equal(
    sentence(Code.AddressDiscarded, { ...place, address: "127.0.0.1", error: Code.Loopback }),
    "wan inet: 127.0.0.1 is not used: it is a loopback address (RFC 8973 §5)",
  );
  assert.equal(
    sentence(Code.RunPlanned, { why: "boot", value: 1500 }),
    "discovery begins in 2 s because the program started",
  );
  assert.equal(
    sentence(Code.ListKeptStale, { value: 24 * 3600 * 1000 }),
    "the list could not be confirmed: it is kept for 24 hours and marked stale",
  );
  assert.equal(sentence(Code.MethodFound, { what: "dhcp", value: 1 }), "dhcp gives 1 address");
  assert.equal(sentence(Code.MethodFound, { what: "snaptr", value: 5 }), "snaptr gives 5 endpoints");
  assert.equal(sentence(Code.MethodFound, { what: "default-router", value: 1 }), "default-router gives its address");
  assert.equal(
    sentence(Code.MethodEmpty, { what: "anycast", error: Code.SeveralNetworks }),
    "anycast gives nothing: anycast is not used where there are several networks",
  );
});

test("every cause of a run that the core has a word for is part of a sentence", () => {
  const [, list = ""] = /^# Why a run is made\.\n([^]*?)\n\n/m.exec(readFileSync("assembly/words.txt", "utf8")) ?? [];
  const causes = list.split("\n");
  assert.ok(causes.length > 10);
  for (const why of causes) assert.notEqual(sentence(Code.RunBegins, { why }), `discovery begins because ${why}`);
});

test("a question whose name the log had no room for", () => {
  assert.equal(explain(Code.RecordFollowed, { type: 1, value: 33 }), "one SRV record leads to another name");
  assert.equal(explain(Code.TcpNext), "the next question goes over TCP");
});

test("an error in the configuration says line, column, what is wrong and what to write instead", () => {
  const text = "profile auto\n  signal-port  many # comment\n";
  const particulars = withConfigurationText({ line: 2, error: Code.ConfigValue, offset: 15 }, text);
  assert.equal(
    sentence(Code.ConfigLine, particulars),
    'configuration line 2, column 16 has no effect: "many" is not possible here; write "signal-port" and a number from 1 to 65535',
  );
  assert.equal(configurationLine(particulars, text), "  signal-port  many # comment");
  assert.equal(configurationLine({ line: 99 }, text), null);
  assert.deepEqual(withConfigurationText({}, text), {});
});

test("a server that is refused is called by its label", () => {
  const particulars = withConfigurationText({ line: 1, offset: 0 }, "server backup # spare");
  assert.match(
    explain(Code.ServerWithoutReferenceIdentifier, particulars),
    /^server backup has addresses but no reference identifier/,
  );
  assert.match(explain(Code.ServerEmpty, particulars), /^server backup has nothing that can be used/);
});

test("every statement of docs/configuration.md has a hint", () => {
  const rows = readFileSync("docs/configuration.md", "utf8").matchAll(/^\| (?:- )?(`[^|]+) \|/gm);
  const statements = [...rows].flatMap(([, cell]) =>
    [...(cell ?? "").matchAll(/`([a-z0-9-]+)/g)].map(([, word]) => word),
  );
  assert.ok(statements.length >= 18, `${statements.length} statements`);
  for (const statement of statements)
    assert.match(explain(Code.ConfigValue, { statement }), new RegExp(`write "${statement}[ "]`));
});

test("JSON that is none has no particulars", () => {
  for (const text of ["", "{", "[1]", "null", "1", '"a"']) assert.deepEqual(parseParticulars(text), {});
  assert.deepEqual(parseParticulars('{"a":1}'), { a: 1 });
});
