// What the core has its host do with sockets: every field of every record, and the octets that are sent.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { InputKind, McastJoinOutput, Output, OutputKind, TcpAskOutput, UdpOpenOutput } from "../../host/abi.gen.ts";
import { formatAddress, fromMapped, toMapped } from "../../host/addresses.ts";
import { encodeDatagram } from "../../host/inputs.ts";
import { addressOctets } from "../support/address.ts";
import type { OutputRecord } from "../support/core.ts";
import { HEADER_SIZE } from "./support/resolvers.ts";
import { BOUND4, Router } from "./support/router.ts";

/** Every octet of it counts. */
const IFINDEX = 0x01020304;
const ANY = "::";

/** The two ends of a socket; what lies between the fields is 0. */
function endsOf({ payload }: OutputRecord): unknown {
  const view = Buffer.from(payload);
  const at = (field: number) => field - Output.Payload;
  const address = (field: number) => formatAddress(fromMapped(payload.subarray(at(field), at(field) + 16)));
  assert.equal(view.readUInt16LE(at(UdpOpenOutput.RemotePort) + 2), 0);
  return {
    local: address(UdpOpenOutput.Local),
    remote: address(UdpOpenOutput.Remote),
    port: view.readUInt16LE(at(UdpOpenOutput.RemotePort)),
    ifindex: view.readUInt32LE(at(UdpOpenOutput.Ifindex)),
  };
}

const ofKind = (router: Router, kind: OutputKind) => router.outputs.filter((output) => output.kind === kind);

/** A router that asks for `isp.test`. */
function asking(resolvers: string, ...config: readonly string[]): Router {
  const section = ["interface wan", "device eth1", `resolvers ${resolvers}`];
  const router = new Router().configure("methods snaptr", ...config, ...section).link(IFINDEX, "eth1");
  router.assign(IFINDEX, "192.0.2.57/24", "2001:db8:1::57/64", "fe80::57/64");
  return router.spool("wan.inet", ...BOUND4, "domain=isp.test");
}

const LOCAL4 = { local: "192.0.2.57", ifindex: IFINDEX };
const LOCAL6 = { local: "2001:db8:1::57", ifindex: IFINDEX };

describe("R-92 R-100 a question leaves by the network's interface, from its address, to its resolver", () => {
  for (const [resolver, ends] of [
    ["192.0.2.53", { ...LOCAL4, remote: "192.0.2.53", port: 53 }],
    ["192.0.2.53@65535", { ...LOCAL4, remote: "192.0.2.53", port: 65_535 }],
    ["192.0.2.53@256", { ...LOCAL4, remote: "192.0.2.53", port: 256 }],
    ["2001:db8:2::53@1", { ...LOCAL6, remote: "2001:db8:2::53", port: 1 }],
  ] as const) {
    test(resolver, () => assert.deepEqual(ofKind(asking(resolver), OutputKind.UdpOpen).map(endsOf), [ends]));
  }

  test("a server for any network: from any address of any interface", () => {
    const server = ["server one", "reference-identifier dots.test"];
    const router = new Router().configure("methods manual", "resolvers 192.0.2.53", ...server).pass(3000);
    const ends = { local: ANY, remote: "192.0.2.53", port: 53, ifindex: 0 };
    const [first, ...others] = ofKind(router, OutputKind.UdpOpen).map(endsOf);
    assert.deepEqual(first, ends);
    for (const other of others) assert.deepEqual(other, ends);
  });

  test("no answer in 2 s: the socket is closed, and the next resolver is asked over another one", () => {
    const router = asking("192.0.2.53 2001:db8:2::53", "families inet");
    const [first] = ofKind(router, OutputKind.UdpOpen);
    assert.deepEqual(router.pass(1999).outputs, []);
    const [close, open, send, ...others] = router.pass(1).outputs.filter(({ kind }) => kind < OutputKind.ClientSend);
    assert.deepEqual([close?.kind, close?.handle, close?.payload.length], [OutputKind.Close, first?.handle, 0]);
    assert.deepEqual(endsOf(open ?? assert.fail("none")), { ...LOCAL6, remote: "2001:db8:2::53", port: 53 });
    assert.deepEqual([send?.kind, send?.handle, others], [OutputKind.UdpSend, open?.handle, []]);
    assert.notEqual(open?.handle, first?.handle);
  });
});

describe("the question", () => {
  // Flags, counts; the name, type NAPTR, class IN; EDNS with 1232 octets (RFC 6891), DNSSEC OK (RFC 3225) where it is set.
  const question = (flags: string, dnssecOk: string) =>
    `${flags}0001000000000001036973700474657374000023000100002904d00000${dnssecOk}0000`;

  for (const [mode, flags, dnssecOk] of [
    ["off", "0100", "0000"],
    ["prefer", "0120", "0000"],
    ["require", "0120", "8000"],
  ] as const) {
    test(`R-63 with dnssec ${mode}`, () => {
      const [send] = ofKind(asking("192.0.2.53", `dnssec ${mode}`, "resolver-trust-ad 192.0.2.53"), OutputKind.UdpSend);
      assert.equal(Buffer.from(send?.payload.subarray(2) ?? []).toString("hex"), question(flags, dnssecOk));
    });
  }

  test("E-70 an answer that was cut: the same question over TCP, between the same ends", () => {
    const router = asking("192.0.2.53@5353");
    const [send] = ofKind(router, OutputKind.UdpSend);
    const { handle, payload } = send ?? assert.fail("nothing was asked");
    const cut = payload.slice(0, payload.indexOf(0, HEADER_SIZE) + 5);
    // A response with TC, recursion available, and no additional record.
    cut.set([0x83, 0x80], 2);
    cut[11] = 0;
    const source = { address: toMapped(addressOctets("192.0.2.53")), port: 5353, ifindex: IFINDEX };
    router.feed(InputKind.Datagram, encodeDatagram(handle, source, cut));
    const [close, ask] = router.outputs.filter(({ kind }) => kind < OutputKind.ClientSend);
    assert.deepEqual([close?.kind, close?.handle, close?.flags], [OutputKind.Close, handle, 0]);
    assert.equal(ask?.kind, OutputKind.TcpAsk);
    assert.deepEqual(endsOf(ask), { ...LOCAL4, remote: "192.0.2.53", port: 5353 });
    const message = Buffer.from(ask.payload.subarray(TcpAskOutput.Bytes - Output.Payload + 2));
    assert.equal(message.toString("hex"), question("0120", "0000"));
  });
});

test("R-79 multicast DNS: its groups and its port (RFC 6762 §3), on the interface of the network", () => {
  const server = ["server dots", "method mdns", "reference-identifier dots.test"];
  const router = new Router().configure("interface lan", "device eth2", "methods mdns", ...server);
  router.link(IFINDEX, "eth2").assign(IFINDEX, "192.168.1.1/24", "fe80::1/64", "2001:db8::1/64").pass(3000).pass(1000);
  const joins = ofKind(router, OutputKind.McastJoin).map(({ payload }) => {
    const view = Buffer.from(payload);
    const at = (field: number) => field - Output.Payload;
    const group = formatAddress(
      fromMapped(payload.subarray(at(McastJoinOutput.Group), at(McastJoinOutput.Group) + 16)),
    );
    assert.equal(view.readUInt16LE(at(McastJoinOutput.Port) + 2), 0);
    const ifindex = view.readUInt32LE(at(McastJoinOutput.Ifindex));
    return { group, ifindex, port: view.readUInt16LE(at(McastJoinOutput.Port)) };
  });
  const socket = { ifindex: IFINDEX, port: 5353 };
  assert.deepEqual(joins, [
    { group: "224.0.0.251", ...socket },
    { group: "ff02::fb", ...socket },
  ]);
  const handles = (kind: OutputKind) => ofKind(router, kind).map(({ handle }) => handle);
  assert.deepEqual(handles(OutputKind.UdpSend), handles(OutputKind.McastJoin));
  assert.equal(new Set(handles(OutputKind.UdpSend)).size, 2);
});
