// A responder of multicast DNS for what avahi refuses to publish, services of three
// labels: `responder.mjs ADDRESS ADDRESS6 INTERFACE [rfc]`, with `rfc` for the services of
// the RFC. Announces itself when it begins and answers questions to both groups. SIGTERM:
// it says goodbye.

import { createSocket } from "node:dgram";
import type { Socket } from "node:dgram";
import dnsPacket from "dns-packet";
import type { NewPacket, NewRecord } from "dns-packet";

const PORT = 5353;
const HOST = "old.local";
const [address = "", address6 = "", interfaceName = "", names = "drafts"] = process.argv.slice(2);
const KNOWN: Readonly<Record<string, readonly { service: string; port: number }[]>> = {
  drafts: [
    { service: "_dots._signal._udp.local", port: 4999 },
    { service: "_dots._data._tcp.local", port: 4998 },
  ],
  rfc: [
    { service: "_dots-signal._udp.local", port: 4999 },
    { service: "_dots-data._tcp.local", port: 4998 },
  ],
};
const SERVICES = KNOWN[names] ?? [];

function records(ttl: number): NewRecord[] {
  const host: NewRecord[] = [
    { name: HOST, type: "A", ttl, flush: true, data: address },
    { name: HOST, type: "AAAA", ttl, flush: true, data: address6 },
  ];
  return SERVICES.flatMap(({ service, port }): NewRecord[] => {
    const instance = `old.${service}`;
    return [
      { name: service, type: "PTR", ttl, data: instance },
      { name: instance, type: "SRV", ttl, flush: true, data: { port, target: HOST, priority: 0, weight: 0 } },
    ];
  }).concat(host);
}

function say(socket: Socket, group: string, ttl: number, done?: () => void): void {
  const packet: NewPacket = { type: "response", flags: dnsPacket.AUTHORITATIVE_ANSWER, answers: records(ttl) };
  socket.send(dnsPacket.encode(packet), PORT, group, done);
}

function serve(type: "udp4" | "udp6", group: string, member: string): Socket {
  const socket = createSocket({ type, reuseAddr: true, ipv6Only: type === "udp6" });
  socket.on("message", (octets) => {
    const { flag_qr: isResponse, questions } = dnsPacket.decode(octets);
    const isAsked = questions.some(({ name }) => records(0).some((record) => record.name === name));
    if (!isResponse && isAsked) say(socket, group, 120);
  });
  socket.bind(PORT, () => {
    socket.addMembership(group, member);
    socket.setMulticastInterface(member);
    socket.setMulticastTTL(255);
    say(socket, group, 120);
  });
  return socket;
}

const sockets: [Socket, string][] = [
  [serve("udp4", "224.0.0.251", address), "224.0.0.251"],
  [serve("udp6", "ff02::fb", `::%${interfaceName}`), "ff02::fb"],
];
process.once("SIGTERM", () => {
  for (const [socket, group] of sockets) say(socket, group, 0, () => socket.close());
});
