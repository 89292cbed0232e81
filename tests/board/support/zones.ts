// Zones of isp.test, and a name server for them on the loopback interface.

import type { TestContext } from "node:test";
import { serveDns, withLength } from "../../support/local-dns.ts";

const SIGNAL = '@ NAPTR 10 10 "s" "DOTS:signal.udp" "" _dots-signal._udp';

/** One server, 192.0.2.10 and 2001:db8::10. */
export const ZONE = [
  SIGNAL,
  '@ NAPTR 10 20 "s" "DOTS:data.tcp" "" _dots-data._tcp',
  "_dots-signal._udp SRV 0 0 4646 a",
  "_dots-data._tcp SRV 0 0 443 a",
  "a A 192.0.2.10",
  "a AAAA 2001:db8::10",
];

/** One server, 192.0.2.77, among so many names that an answer does not fit into a datagram. */
export const LONG_ZONE = [
  SIGNAL,
  ...Array.from({ length: 40 }, (_, at) => `_dots-signal._udp SRV 0 0 4646 host${at}.a-rather-long-label-to-fill-it`),
  "host7.a-rather-long-label-to-fill-it A 192.0.2.77",
];

/**
 * Serves a zone until the test is over.
 * @param frame what is sent over TCP for an answer, piece by piece
 * @returns the configuration of a daemon that asks for it
 */
export async function serveZone(context: TestContext, zone = ZONE, frame = withLength): Promise<string> {
  const dns = await serveDns({ origin: "isp.test", zone, servers: [{ address: "127.0.0.1" }] }, "127.0.0.1", frame);
  context.after(() => dns.close());
  return `resolvers 127.0.0.1@${dns.port}\ndefault-domain isp.test\n`;
}
