import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { command } from "../support/command.ts";

const COMMANDS = [
  "run",
  "status",
  "peers",
  "refresh",
  "watch",
  "select",
  "filters",
  "render",
  "render routes",
  "render dnsmasq",
  "render go-dots",
  "report",
  "attack",
  "discover",
  "emulate",
  "replay",
  "decode",
];

test("--version is that of the package", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  assert.deepEqual(command(["--version"]), { code: 0, out: `dots-discovery ${version}\n`, err: "" });
});

test("--help is data, and each command has its own", () => {
  const general = command(["--help"]);
  assert.deepEqual([general.code, general.err], [0, ""]);
  for (const name of COMMANDS) {
    const { code, out, err } = command([...name.split(" "), "--help"]);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(out, new RegExp(`^Usage: dots-discovery ${name}`));
    assert.equal(command(["help", ...name.split(" ")]).out, out);
  }
});

test("without a command the help is a complaint", () => {
  const { code, out, err } = command([]);
  assert.deepEqual([code, out, err], [2, "", command(["--help"]).out]);
});

const WRONG: Record<string, RegExp> = {
  nonsense: /there is no command "nonsense"; "dots-discovery --help" lists them/,
  constructor: /there is no command "constructor"/,
  "run --nonsense": /'--nonsense'.*"dots-discovery run --help"/,
  "run extra": /"extra" is one word too many/,
  "run --config": /--config.*"dots-discovery run --help"/,
  "status wan": /"wan" is one word too many/,
  "peers wan lte": /"lte" is one word too many/,
  "peers name-of-more-than-15": /is no interface name/,
  "watch wan": /"wan" is one word too many/,
  select: /name a target, such as "192\.0\.2\.1"/,
  "select a#b": /"a#b" is no target/,
  "select ü": /"ü" is no target/,
  "select 192.0.2.1 --interface a#": /"a#" is no target/,
  "select --interface": /--interface.*"dots-discovery select --help"/,
  "filters wan": /"wan" is one word too many/,
  render: /say what to render: routes, dnsmasq, go-dots/,
  "render constructor": /say what to render/,
  "render routes --base 0": /the base "0" is no number from 1 to 32000/,
  "render routes wan": /"wan" is one word too many.*"dots-discovery render routes --help"/,
  "render dnsmasq": /say whose options/,
  "render dnsmasq --providers --gateway 192.0.2.1": /say whose options/,
  "render dnsmasq --gateway 192.0.2.1 --network wan": /--network belongs to --providers/,
  "render dnsmasq --gateway one": /"one" is no address/,
  "render dnsmasq --gateway 127.0.0.1": /127\.0\.0\.1 is no address that clients could reach/,
  "render dnsmasq --gateway ff02::1": /is no address that clients could reach/,
  "render dnsmasq --gateway-name a..b": /"a\.\.b" is no host name/,
  "render go-dots": /name a folder/,
  "render go-dots /tmp/x;id": /has signs that a command line cannot carry/,
  "render go-dots /tmp/x --first-port 65535": /is no port with room/,
  report: /"" is no server: name one by its id of 16 digits/,
  "report 192.0.2.1 ok": /"192\.0\.2\.1" is no server/,
  "report 0123456789abcdef": /there is no result ""/,
  "report 0123456789abcdef failed": /there is no result "failed": take ok, connect-failed/,
  "report 0123456789abcdef ok 5": /"redirected" needs a number of seconds, the others none/,
  "report 0123456789abcdef redirected": /"redirected" needs a number of seconds/,
  "report 0123456789abcdef redirected 1h": /"1h" is no number of seconds/,
  "report 0123456789abcdef ok 1 2": /"2" is one word too many/,
  "report 0123456789abcdef connect-failed --not-after 5": /goes with "ok" only/,
  "report 0123456789abcdef ok --not-after tomorrow": /"tomorrow" is no time: write 2027-01-31T12:00:00Z/,
  "report 0123456789abcdef ok --not-after 2027-01-31T12:00:00": /is no time/,
  "report 0123456789abcdef ok --not-after 2027-13-31T12:00:00Z": /is no time/,
  attack: /say "dots-discovery attack on"/,
  "attack maybe": /say "dots-discovery attack on"/,
  "attack on off": /"off" is one word too many/,
  discover: /name a domain/,
  "discover isp.test --family 5": /there is no family "5": take 4, 6 or both/,
  "discover isp.test --resolver one": /"one" is no resolver: write ADDRESS or ADDRESS:PORT/,
  "discover isp.test --resolver 192.0.2.1:0": /"192\.0\.2\.1:0" is no resolver/,
  "discover isp.test --resolver 192.0.2.1:65536": /is no resolver/,
  "discover isp.test --resolver [192.0.2.1]:53": /is no resolver/,
  "discover isp.test --resolver [2001:db8::1": /is no resolver/,
  "discover a#b": /"a#b" is no domain name/,
  replay: /name a journal/,
  decode: /say what to decode/,
  "decode dhcp5 00": /say what to decode/,
  "decode name": /give the messages as hexadecimal words/,
  "decode name 00 --framed file": /give the messages/,
  "decode name 00 --profile draft02": /there is no profile "draft02": take auto, rfc8973, draft01, draft00/,
  "emulate --seed x": /the seed "x" is no number/,
  "emulate --seed 4294967296": /the seed/,
};

for (const [line, complaint] of Object.entries(WRONG)) {
  test(`"${line}" is wrong usage, and the complaint says what to do`, () => {
    const { code, out, err } = command(line.split(" "));
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, complaint);
    assert.doesNotMatch(err, /\n {4}at /, "no stack trace");
  });
}

const UNREACHABLE: Record<string, RegExp> = {
  "status --socket /nowhere/control.sock": /no daemon answers at \/nowhere\/control.sock \(ENOENT\): start one/,
  "peers --socket /etc/hostname": /no daemon answers/,
  "filters --socket /nowhere/control.sock": /no daemon answers/,
  "render routes --from /nowhere/file": /cannot be read \(ENOENT\)/,
  "replay /nowhere/journal": /cannot be read \(ENOENT\)/,
  "decode dhcp4 --framed /nowhere/file": /cannot be read \(ENOENT\)/,
  "emulate /nowhere/scenario.json": /cannot be read \(ENOENT\)/,
  "emulate --journal /nowhere/journal": /cannot be written \(ENOENT\)/,
  "run --config /nowhere/file": /\/nowhere\/file does not exist: write it, or leave --config out/,
  "run --check-config --config /etc": /is not a regular file/,
};

for (const [line, complaint] of Object.entries(UNREACHABLE)) {
  test(`"${line}" fails as input or output`, () => {
    const { code, out, err } = command(line.split(" "));
    assert.deepEqual([code, out], [3, ""]);
    assert.match(err, complaint);
  });
}
