// The messages of the benchmark.
import { encodeMessage, nameOf } from "../support/dns-builder.ts";
import type { Data, Message, Name, Resource } from "../support/dns-builder.ts";

const text = (value: string) => Uint8Array.from(Buffer.from(value));
const resource = (name: Name, data: Data): Resource => ({ name, class: 1, ttl: 300, data });
const address4 = (last: number): Data => ({ kind: "A", octets: Uint8Array.of(192, 0, 2, last & 0xff) });
const address6 = (last: number): Data => ({
  kind: "AAAA",
  octets: Uint8Array.of(0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last >> 8, last & 0xff),
});
const OPT: Resource = {
  name: [],
  class: 0,
  ttl: 0,
  data: { kind: "OPT", udpSize: 1232, extendedRcode: 0, version: 0, dnssecOk: false, options: [] },
};

const DOMAIN = "isp.test";
const SERVICES = ["signal._udp", "signal._tcp", "data._tcp"] as const;

function naptr(service: (typeof SERVICES)[number], preference: number): Data {
  const replacement = nameOf(`_dots-${service}.${DOMAIN}`);
  const services = text(`DOTS:${service.replace("._", ".")}`);
  return { kind: "NAPTR", order: 100, preference, flags: text("s"), services, regexp: text(""), replacement };
}

const srv = (target: Name): Data => ({ kind: "SRV", priority: 10, weight: 60, port: 4646, target });

const response = (message: Partial<Message>): Message => ({
  id: 0x1a2b,
  flags: 0x8580,
  question: [{ name: nameOf(DOMAIN), type: 35, class: 1 }],
  answer: [],
  authority: [],
  additional: [OPT],
  ...message,
});

/** An answer that spares every further question: 3 NAPTR, SRV, AAAA, A, OPT; 305 octets. */
function wholeChain(): Uint8Array {
  const host = nameOf(`mitigation.${DOMAIN}`);
  const service = nameOf(`_dots-${SERVICES[0]}.${DOMAIN}`);
  const answer = SERVICES.map((name, index) => resource(nameOf(DOMAIN), naptr(name, 10 * index + 10)));
  const additional = [resource(service, srv(host)), resource(host, address6(1)), resource(host, address4(1)), OPT];
  return encodeMessage(response({ answer, additional }), "allowed");
}

/** So many servers below a name, each with its SRV, AAAA and A records. */
function manyServers(count: number, below: string): Uint8Array {
  const service = nameOf(`_dots-${SERVICES[0]}.${DOMAIN}`);
  const hosts = Array.from({ length: count }, (_, index) => nameOf(`host${index}.${below}`));
  const addresses = hosts.flatMap((host, index) => [resource(host, address6(index)), resource(host, address4(index))]);
  const message = response({
    question: [{ name: service, type: 33, class: 1 }],
    answer: hosts.map((host) => resource(service, srv(host))),
    additional: [...addresses, OPT],
  });
  return encodeMessage(message, "allowed");
}

export const WHOLE_CHAIN = wholeChain();

const SHORT = `mitigation.${DOMAIN}`;
const LONG = `${"scrubbing-".repeat(5)}centre.${"mitigation-".repeat(4)}service.${DOMAIN}`;

/** From one server to nearly as many records and octets as a message may have. */
export const GROWING = [...[1, 4, 16, 64].map((count) => manyServers(count, SHORT)), manyServers(85, LONG)];
