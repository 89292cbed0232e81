import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { VECTORS, withoutEmpty } from "../../support/vectors.ts";
import { command, objects } from "../support/command.ts";
import { makeFolder } from "../support/folder.ts";

const NAME = "04646f74730469737061047465737400";
const REPLY = `07010203008d0010${NAME}008e0010${"20010db8000000000000000000000001"}`;

function framed(...messages: string[]): Uint8Array {
  const parts = messages.map((hex) => {
    const octets = Buffer.from(hex, "hex");
    const length = Buffer.alloc(2);
    length.writeUInt16BE(octets.length);
    return Buffer.concat([length, octets]);
  });
  return Buffer.concat(parts);
}

test("a name", () => {
  assert.deepEqual(command(["decode", "name", NAME, "--json"]), {
    code: 0,
    out: '{"ok":true,"name":"dots.ispa.test","length":16}\n',
    err: "",
  });
});

test("a DHCPv6 message, for people and for programs", () => {
  const { code, out } = command(["decode", "dhcp6", REPLY, "--text"]);
  assert.equal(code, 0);
  assert.match(out, /^message 1\n {2}ri {10}dots\.ispa\.test\n {2}addresses {3}2001:db8::1\n/);
  const [record] = objects(command(["decode", "dhcp6", REPLY]).out);
  assert.deepEqual([record?.["ok"], record?.["ri"], record?.["addresses"]], [true, "dots.ispa.test", ["2001:db8::1"]]);
});

test("codes are names: of a message that cannot be read, of an option, of an address", () => {
  const short = objects(command(["decode", "dhcp6", "0701", "--json"]).out);
  assert.deepEqual(short, [{ ok: false, error: "dhcp-too-short", offset: 2 }]);
  const loopback = `07010203008e0010${"00".repeat(15)}01`;
  const [discarded] = objects(command(["decode", "dhcp6", loopback, "--json"]).out);
  assert.deepEqual(discarded?.["discarded"], [{ address: "::1", reason: "loopback" }]);
  const [invalid] = objects(command(["decode", "dhcp6", "07010203008e000320010d", "--json"]).out);
  assert.equal((invalid?.["invalid"] as { error: string }[])[0]?.error, "address-length");
});

test("a message that cannot be read ends with code 4, after the others", () => {
  const { code, out } = command(["decode", "name", "04646f7473", NAME, "--json"]);
  assert.equal(code, 4);
  assert.deepEqual(
    objects(out).map(({ ok }) => ok),
    [false, true],
  );
});

test("hexadecimal text may have blanks and colons; anything else is refused", () => {
  const spaced = NAME.replace(/../g, "$& ");
  assert.equal(command(["decode", "name", spaced, NAME.replace(/..(?=.)/g, "$&:").toUpperCase()]).code, 0);
  const bad = command(["decode", "name", "04zz"]);
  assert.equal(bad.code, 4);
  assert.match(bad.err, /"z" is no hexadecimal digit/);
  assert.match(command(["decode", "name", "046"]).err, /one is missing/);
});

test('"-" reads a message a line', () => {
  const { code, out } = command(["decode", "name", "-", "--json"], `${NAME}\n\n${NAME}\n`);
  assert.deepEqual([code, objects(out).length], [0, 2]);
});

test("an empty word is an empty message", () => {
  assert.equal(command(["decode", "name", ""]).code, 4);
});

test("framed messages: one that cannot be read changes neither the run nor the exit code", (context) => {
  const file = join(makeFolder(context), "messages");
  writeFileSync(file, framed(REPLY, "", "ff", "00".repeat(20000), REPLY));
  const { code, out, err } = command(["decode", "dhcp6", "--framed", file, "--json"]);
  assert.deepEqual([code, err], [0, ""]);
  assert.deepEqual(
    objects(out).map(({ ok, error }) => error ?? ok),
    [true, "dhcp-too-short", "dhcp-too-short", "message-too-long", true],
  );
  assert.deepEqual(command(["decode", "dhcp6", "--framed", "-", "--json"], framed(REPLY)).code, 0);
});

test("a framed file cut at any octet gives its whole messages and where it was cut", (context) => {
  const file = join(makeFolder(context), "messages");
  const octets = framed(NAME, NAME);
  for (const length of [1, 2, 17, 19, 20, 35]) {
    writeFileSync(file, octets.subarray(0, length));
    const { code, out, err } = command(["decode", "name", "--framed", file, "--json"]);
    const whole = Math.floor(length / 18);
    assert.deepEqual([code, objects(out).length], [4, whole], `length ${length}`);
    assert.match(err, new RegExp(`ends within the message at octet ${whole * 18}:`));
  }
});

test("profiles differ in what they make of a message", () => {
  const header = `0201060000000001${"00".repeat(228)}63825363350105`;
  const lists = `${header}94050${"4c0000201"}ff`;
  const found = (profile: string) =>
    objects(command(["decode", "dhcp4", lists, "--profile", profile, "--json"]).out)[0];
  assert.deepEqual(found("auto")?.["lists"], [["192.0.2.1"]]);
  assert.deepEqual(found("draft01")?.["addresses"], ["192.0.2.1"]);
  assert.deepEqual(found("rfc8973")?.["addresses"], []);
});

test("a DNS message, for people and for programs", () => {
  const message = VECTORS.find(({ path }) => path.endsWith("dns/srv-compressed.hex"));
  const hex = Buffer.from(message?.octets ?? []).toString("hex");
  const { code, out } = command(["decode", "dns", hex]);
  assert.equal(code, 0);
  assert.equal(out, `${JSON.stringify({ ...message?.expect, authority: [], additional: [] })}\n`);
  const name = "_dots-signal._udp.isp.test.";
  assert.equal(
    command(["decode", "dns", hex, "--text"]).out,
    [
      "message 1",
      "  header      response, id 6699, opcode 0, rcode 0, aa, rd, ra",
      `  question    ${name} IN SRV`,
      `  answer      ${name} 60 IN SRV: priority 10, weight 60, port 4646, target m1.isp.test.`,
      "",
    ].join("\n"),
  );
  const short = command(["decode", "dns", hex.slice(0, -2), "--text"]);
  assert.equal(short.code, 4);
  assert.match(short.out, /^message 1 cannot be read: .* \(truncated\), at octet \d+\n$/);
});

test("every DNS vector in one framed file, and a message that is too long", (context) => {
  const vectors = VECTORS.filter(({ kind }) => kind === "dns");
  const file = join(makeFolder(context), "messages");
  const messages = vectors.map(({ octets }) => Buffer.from(octets).toString("hex"));
  writeFileSync(file, framed(...messages, "00".repeat(16385), "00".repeat(65535)));
  const { code, out } = command(["decode", "dns", "--framed", file, "--json"]);
  assert.equal(code, 0);
  const found = objects(out);
  const tooLong = { ok: false, error: "message-too-long", offset: 16384 };
  assert.deepEqual(found.map(withoutEmpty), [...vectors.map(({ expect }) => expect), tooLong, tooLong]);
  const { out: text } = command(["decode", "dns", "--framed", file, "--text"]);
  assert.equal(text.match(/^message \d+/gm)?.length, found.length);
  assert.match(text, /^[ -~§\n]*$/);
});

test("a reader that stops early is no error", (context) => {
  const file = join(makeFolder(context), "messages");
  writeFileSync(file, framed(...Array.from({ length: 5000 }, () => REPLY)));
  const line = `"$0" build/host/dots-discovery.mjs decode dhcp6 --text --framed "$1" | head -n 1`;
  const { status, stdout, stderr } = spawnSync("sh", ["-c", line, process.execPath, file], { encoding: "utf8" });
  assert.deepEqual([status, stdout, stderr], [0, "message 1\n", ""]);
});
