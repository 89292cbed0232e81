// Identity associations of DHCPv6 (RFC 8415 §21.4 to §21.22): what of them counts.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { address6, assigned, association, delegation, option6, prefix, reply } from "./support/messages.ts";
import { Router } from "./support/router.ts";

const zeros = (length: number): number[] => new Array<number>(length).fill(0);
const SERVERS = option6(142, ...address6(1, 0x57), ...address6(1, 0x58), ...address6(1, 0x10));
/** IA_TA: an identifier alone stands in front of its options. */
const temporary = (...inner: readonly (readonly number[])[]): number[] => option6(4, 0, 0, 0, 1, ...inner.flat());

/** When the lease ends, the last digits of servers that are no own address, and the prefixes. */
function outcomeOf(...options: readonly (readonly number[])[]): unknown[] {
  const router = new Router().configure("methods dhcp").link(2, "eth1");
  const message = `message=${reply(SERVERS, ...options)}`;
  router.spool("wan.inet6", "client=raw", "event=message", "device=eth1", message);
  assert.equal(router.fault, null);
  const { prefixes } = router.network();
  const cell = router.ask("status").find(({ record, family }) => record === "cell" && family === "inet6");
  const rows = router.ask("peers").map(({ address }) => String(address).split("::")[1]);
  return [cell?.["expires_in_s"], [...new Set(rows)].join(" "), prefixes];
}

const [FIRST, SECOND] = [address6(1, 0x57), address6(1, 0x58)];
const all = "57 58 10";

describe("an address", () => {
  test("is the router's own, for as long as it is valid", () => {
    assert.deepEqual(outcomeOf(association(assigned(FIRST, 300, 600))), [600, "58 10", []]);
    assert.deepEqual(outcomeOf(temporary(assigned(FIRST, 300, 600))), [600, "58 10", []]);
    assert.deepEqual(outcomeOf(association(assigned(FIRST, 0, 600))), [600, "58 10", []]);
  });

  test("of several: the first that is valid", () => {
    const addresses = [assigned(FIRST, 300, 600), assigned(SECOND, 300, 500)];
    assert.deepEqual(outcomeOf(association(...addresses)), [500, "58 10", []]);
    assert.deepEqual(outcomeOf(...addresses.map((each) => association(each))), [500, "58 10", []]);
    assert.deepEqual(outcomeOf(association(assigned(FIRST, 0, 0), assigned(SECOND, 300, 500))), [500, "57 10", []]);
  });

  test("with options of its own is one, cut short it is none", () => {
    const octets = [...FIRST, 0, 0, 1, 44, 0, 0, 2, 88];
    assert.deepEqual(outcomeOf(association(option6(5, ...octets, ...option6(13, 0, 0)))), [600, "58 10", []]);
    assert.deepEqual(outcomeOf(association(option6(5, ...octets.slice(0, -1)))), [null, all, []]);
  });

  test("outside an association is none", () => {
    const [expiresS, servers] = outcomeOf(assigned(FIRST, 300, 600));
    assert.equal(servers, all);
    // A stateless answer holds for a day, up to a tenth longer.
    assert.ok(Number(expiresS) >= 86_400);
  });
});

describe("a prefix", () => {
  const [entry] = [prefix(address6(7), 48, 300, 600)];
  test("is delegated, for as long as it is valid", () => {
    assert.deepEqual(outcomeOf(delegation(entry)), [600, all, ["2001:db8:7::/48"]]);
    // In whatever association it stands.
    assert.deepEqual(outcomeOf(association(entry)), [600, all, ["2001:db8:7::/48"]]);
  });

  test("with options of its own is one, cut short it is none", () => {
    const octets = entry.slice(4);
    assert.deepEqual(outcomeOf(delegation(option6(26, ...octets, 0, 0, 0, 0))), [600, all, ["2001:db8:7::/48"]]);
    assert.deepEqual(outcomeOf(delegation(option6(26, ...octets.slice(0, -1)))), [null, all, []]);
  });

  test("has no bits behind its length", () => {
    const long = prefix([...address6(7).slice(0, 6), 0x12, 0x34, ...zeros(7), 1], 52, 300, 600);
    assert.deepEqual(outcomeOf(delegation(long)), [600, all, ["2001:db8:7:1000::/52"]]);
  });
});

describe("an association", () => {
  test("that is cut short counts up to there", () => {
    const [whole, next] = [assigned(FIRST, 300, 600), assigned(SECOND, 300, 500)];
    for (const length of [1, 3, 4, 27])
      assert.deepEqual(outcomeOf(association(whole, next.slice(0, length))), [600, "58 10", []], `${length}`);
  });

  test("with nothing in it, or without its head, says nothing, but the answer is not stateless", () => {
    for (const value of [[], zeros(3), zeros(11), zeros(12)])
      assert.deepEqual(outcomeOf(option6(3, ...value)), [null, all, []], `${value.length}`);
    for (const value of [[], zeros(3), zeros(4)]) assert.deepEqual(outcomeOf(option6(4, ...value)), [null, all, []]);
    assert.deepEqual(outcomeOf(option6(25, ...zeros(12))), [null, all, []]);
  });
});
