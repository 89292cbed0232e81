// The virtual network's messages against octets written by hand.
import assert from "node:assert/strict";
import { test } from "node:test";
import { formatAddress, parseIpv4, parseIpv6, parsePrefix } from "../../host/addresses.ts";
import { describeDhcp4, describeDhcp6 } from "../../host/emulator/describe.ts";
import { decodeDhcp4, encodeDhcp4, joinOption, splitOption } from "../../host/emulator/dhcp4-message.ts";
import type { Dhcp4Instance } from "../../host/emulator/dhcp4-message.ts";
import { decodeDhcp6, decodeIaNa, encodeDhcp6, encodeIaNa } from "../../host/emulator/dhcp6-message.ts";
import { encodeName, fromHex, toHex } from "../../host/emulator/octets.ts";

const NO_ADDRESS = new Uint8Array(4);

function octets(hex: string): Uint8Array {
  const found = fromHex(hex);
  assert.ok(found);
  return found;
}

function ack(instances: Dhcp4Instance[]): Uint8Array {
  return encodeDhcp4({
    isReply: true,
    transaction: 0x01020304,
    clientAddress: NO_ADDRESS,
    yourAddress: octets("c0000239"),
    hardware: octets("02005e100002"),
    instances,
  });
}

test("a name in wire form", () => {
  assert.equal(toHex(encodeName("mitigate.isp.test") ?? octets("")), "086d69746967617465036973700474657374" + "00");
  assert.equal(encodeName("a..b"), undefined);
  assert.equal(encodeName(`${"x".repeat(64)}.test`), undefined);
});

test("the fixed part of a DHCPv4 message is that of RFC 2131 §2", () => {
  const message = ack([{ code: 53, octets: Uint8Array.of(5), field: "options" }]);
  assert.equal(toHex(message.subarray(0, 12)), "020106000102030400000000");
  assert.equal(toHex(message.subarray(16, 20)), "c0000239");
  assert.equal(toHex(message.subarray(28, 34)), "02005e100002");
  assert.equal(toHex(message.subarray(236)), "63825363" + "350105" + "ff");
});

test("options of more than 255 octets are split, and joined again (RFC 3396)", () => {
  const long = Uint8Array.from({ length: 256 }, (_, index) => index);
  const instances = splitOption(148, long);
  assert.deepEqual(
    instances.map((instance) => instance.octets.length),
    [255, 1],
  );
  const decoded = decodeDhcp4(ack(instances));
  assert.deepEqual(decoded && joinOption(decoded, 148), long);
  assert.deepEqual(splitOption(147, new Uint8Array()).length, 1);
});

test("E-10 options in file and sname are written with option 52 and joined options, file, sname", () => {
  const part = (hex: string, field: Dhcp4Instance["field"]) => ({ code: 147, octets: octets(hex), field });
  const message = ack([part("03", "sname"), part("02", "file"), part("01", "options")]);
  assert.equal(toHex(message.subarray(44, 48)), "930103ff");
  assert.equal(toHex(message.subarray(108, 112)), "930102ff");
  assert.equal(toHex(message.subarray(240)), "930101" + "340103" + "ff");
  const decoded = decodeDhcp4(message);
  assert.equal(toHex((decoded && joinOption(decoded, 147)) ?? octets("")), "010203");
});

test("a DHCPv4 decoder survives a message cut at every octet", () => {
  const message = ack(splitOption(148, octets("c000020ac633640e")));
  for (let length = 0; length < message.length; length++) {
    const decoded = decodeDhcp4(message.subarray(0, length));
    const joined = decoded === undefined ? undefined : joinOption(decoded, 148);
    assert.ok(joined === undefined || length >= 250, `cut at ${length}`);
  }
});

test("a DHCPv6 message with an identity association is that of RFC 8415", () => {
  const address = parseIpv6("2001:db8:f1:1::57") ?? octets("");
  const inside = { code: 141, octets: octets("0161" + "00") };
  const ia = {
    id: 1,
    t1S: 1000,
    t2S: 2000,
    addresses: [{ address, preferredS: 3000, validS: 4000 }],
    others: [inside],
  };
  const message = encodeDhcp6({ type: 7, transaction: 0xabcdef, options: [encodeIaNa(ia)] });
  assert.equal(
    toHex(message),
    "07abcdef" +
      "0003002f" +
      "00000001000003e8000007d0" +
      "00050018" +
      "20010db800f100010000000000000057" +
      "00000bb800000fa0" +
      "008d0003" +
      "016100",
  );
  const decoded = decodeDhcp6(message);
  assert.deepEqual(decoded && decodeIaNa(decoded), ia);
});

test("addresses of both families", () => {
  assert.deepEqual(parseIpv4("192.0.2.300"), undefined);
  assert.equal(parseIpv6("2001::db8::1"), undefined);
  assert.equal(parseIpv6("1:2:3:4:5:6:7:8:9"), undefined);
  for (const text of ["::", "::1", "2001:db8::a", "fe80::1", "1:2:3:4:5:6:7:8", "2001:db8:0:1::"]) {
    assert.equal(formatAddress(parseIpv6(text) ?? octets("")), text);
  }
  assert.equal(toHex(parseIpv6("::ffff:198.51.100.20") ?? octets("")), "00000000000000000000ffffc6336414");
  assert.deepEqual(parsePrefix("192.0.2.1/33"), undefined);
  assert.equal(parsePrefix("192.0.2.1/24")?.length, 24);
});

test("messages in words", () => {
  const instances = [
    ...splitOption(53, Uint8Array.of(5)),
    ...splitOption(51, octets("00000e10")),
    ...splitOption(147, octets("0161047465737400")),
    ...splitOption(148, octets("08c000020ac000020b04c6336414")),
  ];
  assert.deepEqual(describeDhcp4(ack(instances), { ri: 147, address: 148 }), {
    message: "ACK",
    text: "192.0.2.57 for 3600 s; 147 a.test; 148 {192.0.2.10 192.0.2.11} {198.51.100.20}",
  });
  const solicit = encodeDhcp6({ type: 1, transaction: 1, options: [{ code: 6, octets: octets("008d008e") }] });
  assert.deepEqual(describeDhcp6(solicit, { ri: 141, address: 142 }), { message: "SOLICIT", text: "asks for 141 142" });
});
