// What the log says of options of a whole message, and where: in octets from its start.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { nameOfCode } from "../support/vectors.ts";
import { acknowledgement, address6, delegation, option6, prefix, reply } from "./support/messages.ts";
import { Router } from "./support/router.ts";

/** The octet behind the magic cookie and the option for the message type. */
const FIRST4 = 243;
const FIRST6 = 4;
const HEADER4 = 2;
const HEADER6 = 4;

const count = <T>(length: number, make: (index: number) => T): T[] => Array.from({ length }, (_, index) => make(index));
const option4 = (code: number, ...value: readonly number[]): number[] => [code, value.length, ...value];
const name = (...labels: readonly string[]): number[] => [
  ...labels.flatMap((label) => [label.length, ...Buffer.from(label)]),
  0,
];
const addresses4 = (from: number, size: number): number[] => count(size, (index) => [10, 0, 0, from + index]).flat();
const addresses6 = (from: number, size: number): number[] => count(size, (index) => address6(1, from + index)).flat();

/** What is told of options, as `CODE OPTION OFFSET`, and how many addresses were taken. */
function remarksOf(family: string, message: string, ...config: readonly string[]): string[] {
  const router = new Router().configure(...config).link(2, "eth1");
  router.spool(`wan.${family}`, "client=raw", "event=message", "device=eth1", `message=${message}`);
  assert.equal(router.fault, null);
  const taken = router.told(Code.AddressesLearnt).map(({ value }) => `${String(value)} addresses`);
  const remarks = [...router.told(Code.OptionIgnored), ...router.told(Code.OptionWarning)];
  return [...taken, ...remarks.map(({ error, option, offset }) => [nameOfCode(error), option, offset].join(" "))];
}

const remarks4 = (options: readonly (readonly number[])[], ...config: readonly string[]): string[] =>
  remarksOf("inet", acknowledgement({}, options.flat()), ...config);
const remarks6 = (options: readonly (readonly number[])[], ...config: readonly string[]): string[] =>
  remarksOf("inet6", reply(...options), ...config);

const RI = name("a", "test");

describe("of DHCPv4", () => {
  const first = FIRST4 + HEADER4;
  const behind = (value: readonly number[]) => first + value.length + HEADER4;

  test("R-27 a second name and what is no name behind the first, where it stands", () => {
    assert.deepEqual(remarks4([option4(147, ...RI, ...name("b"))]), [`second-name 147 ${first + RI.length}`]);
    assert.deepEqual(remarks4([option4(147, ...RI, 0xc0, 0)]), [`trailing-octets 147 ${first + RI.length}`]);
  });

  test("A-04 a second instance of the name, joined or left alone", () => {
    assert.deepEqual(remarks4([option4(147, ...RI), option4(147, ...RI)]), [`repeated-option 147 ${behind(RI)}`]);
    const [head, tail] = [RI.slice(0, 3), RI.slice(3)];
    assert.deepEqual(remarks4([option4(147, ...head), option4(147, ...tail)]), [`name-joined 147 ${behind(head)}`]);
    // Three of them: the place is that of the second.
    const middle = tail.slice(0, 2);
    const parts = [head, middle, tail.slice(2)].map((part) => option4(147, ...part));
    assert.deepEqual(remarks4(parts), [`name-joined 147 ${behind(head)}`]);
  });

  test("A-04 what is wrong in the second instance is told there", () => {
    const head = [1, 0x61];
    assert.deepEqual(remarks4([option4(147, ...head), option4(147, 1, 0x5f, 0)]), [
      `name-character 147 ${behind(head) + 1}`,
      `name-joined 147 ${behind(head)}`,
    ]);
    assert.deepEqual(remarks4([option4(147, ...head), option4(147, 1, 0x62)]), [
      `name-unterminated 147 ${behind(head) + 2}`,
      `name-joined 147 ${behind(head)}`,
    ]);
  });

  test("R-40 one address too many is told where it stands, in whatever instance", () => {
    const full = addresses4(1, 63);
    assert.deepEqual(remarks4([option4(148, ...full), option4(148, ...addresses4(64, 1))]), ["64 addresses"]);
    assert.deepEqual(remarks4([option4(148, ...full), option4(148, ...addresses4(64, 2))]), [
      "64 addresses",
      `over-limit 148 ${behind(full) + 4}`,
    ]);
    const cut = full.slice(0, 250);
    const rest = [...full.slice(250), ...addresses4(64, 3)];
    assert.deepEqual(remarks4([option4(148, ...cut), option4(148, ...rest)]), [
      "64 addresses",
      `over-limit 148 ${behind(cut) + 2 + 4}`,
    ]);
  });

  test("A-01 the form of lists, and a length that does not fit", () => {
    const lists = [4, 10, 0, 0, 1, 4, 10, 0, 0, 2, 4, 10, 0, 0, 3, 4, 10, 0, 0, 4];
    assert.deepEqual(remarks4([option4(148, ...lists)]), ["4 addresses", `lists-form 148 ${first}`]);
    assert.deepEqual(remarks4([option4(148, ...lists.slice(0, 10))]), ["2 addresses"]);
    assert.deepEqual(remarks4([option4(148, ...lists)], "address-form lists"), ["4 addresses"]);
    // Flat they are five, of which two begin with 0 (RFC 6890).
    assert.deepEqual(remarks4([option4(148, ...lists)], "address-form flat"), ["3 addresses"]);
    assert.deepEqual(remarks4([option4(148, ...lists.slice(0, 9))]), [`list-length 148 ${first + 5}`]);
    assert.deepEqual(remarks4([option4(148, ...lists.slice(0, 9))], "address-form flat"), [
      `address-length 148 ${first + 8}`,
    ]);
  });

  test("one resolver too many is told where it stands", () => {
    const four = [1, 2, 3, 4].flatMap((last) => [192, 0, 2, last]);
    assert.deepEqual(remarks4([option4(6, ...four)]), []);
    assert.deepEqual(remarks4([option4(6, ...four, 192, 0, 2, 5, 192, 0, 2, 6)]), [`over-limit 6 ${first + 16}`]);
    // Nobody can ask these.
    assert.deepEqual(remarks4([option4(6, ...four.slice(0, 12), 127, 0, 0, 1, 224, 0, 0, 1, ...four.slice(12))]), []);
    assert.deepEqual(remarks4([option4(6, ...four, 192, 0, 2)]), []);
  });

  test("R-25 an access domain that is none", () => {
    assert.deepEqual(remarks4([option4(213)]), [`option-empty 213 ${first}`]);
    assert.deepEqual(remarks4([option4(15, ...Buffer.from("a..test"))]), [`text-name 15 ${first + 2}`]);
  });
});

describe("of DHCPv6", () => {
  const first = FIRST6 + HEADER6;
  const behind = (value: readonly number[]) => first + value.length + HEADER6;

  test("R-24 a second instance, where it stands", () => {
    const one = addresses6(1, 1);
    for (const [code, value] of [
      [141, RI],
      [57, RI],
    ] as const)
      assert.deepEqual(remarks6([option6(code, ...value), option6(code, ...value)]), [
        `repeated-option ${code} ${behind(value)}`,
      ]);
    assert.deepEqual(remarks6([option6(142, ...one), option6(142, ...one)]), [
      "1 addresses",
      `repeated-option 142 ${behind(one)}`,
    ]);
    assert.deepEqual(remarks6([option6(142, ...one), option6(142, ...addresses6(2, 1))], "accept-multiple on"), [
      "2 addresses",
    ]);
  });

  test("R-27 a second name and what is no name behind the first", () => {
    assert.deepEqual(remarks6([option6(141, ...RI, ...name("b"))]), [`second-name 141 ${first + RI.length}`]);
    assert.deepEqual(remarks6([option6(57, ...RI, 0xc0)]), [`trailing-octets 57 ${first + RI.length}`]);
  });

  test("one address too many, and a length that is no multiple of 16", () => {
    assert.deepEqual(remarks6([option6(142, ...addresses6(1, 64))]), ["64 addresses"]);
    assert.deepEqual(remarks6([option6(142, ...addresses6(1, 65))]), [
      "64 addresses",
      `over-limit 142 ${first + 1024}`,
    ]);
    assert.deepEqual(remarks6([option6(142, ...addresses6(1, 2), 0x20)]), [`address-length 142 ${first + 32}`]);
  });

  test("one resolver too many, and what is left of one", () => {
    assert.deepEqual(remarks6([option6(23, ...addresses6(1, 4))]), []);
    assert.deepEqual(remarks6([option6(23, ...addresses6(1, 6))]), [`over-limit 23 ${first + 64}`]);
    assert.deepEqual(remarks6([option6(23, ...addresses6(1, 4), 0x20, 1)]), []);
  });

  test("I-03 one prefix too many, at the option it stands in", () => {
    const entries = count(9, (index) => prefix(address6(index + 1), 48, 600, 900));
    assert.deepEqual(remarks6([delegation(...entries.slice(0, 8))]), []);
    assert.deepEqual(remarks6([delegation(...entries)]), [`over-limit 26 ${first}`]);
  });

  test("I-03 a prefix that is nobody's, is discarded", () => {
    const discarded = (address: readonly number[], length: number): unknown[] => {
      const router = new Router().link(2, "eth1");
      const message = reply(delegation(prefix(address, length, 600, 900)));
      router.spool("wan.inet6", "client=raw", "event=message", "device=eth1", `message=${message}`);
      return router.told(Code.AddressDiscarded).map(({ error }) => nameOfCode(error));
    };
    const of = (...octets: readonly number[]) => [...octets, ...count(16 - octets.length, () => 0)];
    for (const length of [16, 17, 127, 128]) assert.deepEqual(discarded(of(0x20, 1), length), [], `/${length}`);
    for (const length of [0, 1, 15, 129, 255])
      assert.deepEqual(discarded(of(0x20, 1), length), ["prefix-unusable"], `/${length}`);
    for (const octets of [of(0xfe, 0x80), of(0xff, 2), of(), of(...count(10, () => 0), 0xff, 0xff, 192, 0, 2, 0)])
      assert.deepEqual(discarded(octets, 128), ["prefix-unusable"], octets.join(" "));
    assert.deepEqual(discarded(of(0xfd), 48), []);
  });
});
