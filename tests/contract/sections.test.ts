// What each of as many sections keeps as there is room for, with texts as long as they may be.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Code } from "../../host/abi.gen.ts";
import { Router } from "./support/router.ts";

describe("sections whose texts are as long as they may be", () => {
  const long = (length: number, index: number, letter: string) => `${index}`.padEnd(length, letter);

  test("of 16 servers each has what it says", () => {
    const servers = Array.from({ length: 16 }, (_, index) => ({
      label: long(23, index, "l"),
      credentials: long(23, index, "c"),
      address: `203.0.113.${index}`,
    }));
    const lines = servers.flatMap(({ label, credentials, address }, index) => [
      ...[`server ${label}`, `reference-identifier s${index}.test`, `addresses ${address}`],
      ...[`credentials ${credentials}`, `signal-port ${5000 + index}`, `data-port ${6000 + index}`],
      `bind-interface ${long(15, 0, "i")}`,
    ]);
    const device = long(15, 0, "i");
    const router = new Router().configure("methods manual", `interface ${device}`, ...lines).link(2, device);
    router.assign(2, "192.0.2.57/24").pass(60_000);
    assert.deepEqual(router.toldEver(Code.ConfigLine), []);
    const rows = router.ask("peers").filter(({ transport }) => transport === "tcp");
    const shown = rows.map(({ server_group: label, credentials_ref: credentials, address, channel, port, sni }) => ({
      ...{ label, credentials, address, channel, port, sni },
    }));
    const expected = (channel: string, first: number) =>
      servers.map((server, index) => ({ ...server, channel, port: first + index, sni: `s${index}.test` }));
    assert.deepEqual(shown, [...expected("signal", 5000), ...expected("data", 6000)]);
  });

  test("of 12 interfaces each has what it says", () => {
    const sections = Array.from({ length: 12 }, (_, index) => ({
      pvd: long(15, index, "n"),
      interface: long(15, index, "d"),
      isp: long(23, index, "p"),
      credentials_ref: long(23, index, "c"),
      mark: 0xffffff00 + index,
      table: index + 1,
    }));
    const lines = sections.flatMap((section) => [
      ...[`interface ${section.pvd}`, `device ${section.interface}`, `isp ${section.isp}`],
      ...[`credentials ${section.credentials_ref}`, `mark ${section.mark}`, `table ${section.table}`],
      ...["methods mdns default-router anycast", `ipv4-device ${long(15, section.table, "t")}`],
    ]);
    const router = new Router().configure(...lines);
    assert.deepEqual(router.told(Code.ConfigLine), []);
    for (const [index, section] of sections.entries()) router.link(index + 1, section.interface);
    const shown = router.ask("networks").map((network) => ({
      ...{ pvd: network["pvd"], interface: network["interface"], isp: network["isp"] },
      ...{ credentials_ref: network["credentials_ref"], mark: network["mark"], table: network["table"] },
    }));
    assert.deepEqual(shown, sections);
  });

  test("a label or a name that any of them has is told as there twice", () => {
    const faults = (line: (index: number) => string, count: number, again: number) =>
      new Router()
        .configure(...[...Array.from({ length: count }, (_, index) => index), again].map(line))
        .told(Code.ConfigLine)
        .filter(({ error }) => error === Code.ConfigDuplicate)
        .map(({ line: number, offset }) => [number, offset]);
    for (const again of [0, 1, 14]) {
      const server = (index: number) => `server ${long(23, index, "l")}`;
      assert.deepEqual(faults(server, 15, again), [[16, 7]]);
    }
    for (const again of [0, 1, 10]) {
      const section = (index: number) => `interface ${long(15, index, "n")}`;
      assert.deepEqual(faults(section, 11, again), [[12, 10]]);
    }
  });
});
