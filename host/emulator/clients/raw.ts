// A client that hands on whole messages: the most exact form of the spool.
import { toHex } from "../octets.ts";
import { spoolText } from "./client.ts";
import type { AssignedAddress, ClientHost, DhcpClient } from "./client.ts";
import { Dhcp4Exchange, leasedAddress } from "./dhcp4-exchange.ts";
import type { Dhcp4ClientSettings } from "./dhcp4-exchange.ts";
import { Dhcp6Exchange, leasedAddresses } from "./dhcp6-exchange.ts";
import type { Dhcp6ClientSettings } from "./dhcp6-exchange.ts";

/** @param tap hand on every answer of the server, not only those that give a lease */
export function createRaw4(host: ClientHost, settings: Dhcp4ClientSettings, tap: boolean): DhcpClient {
  const writer = new RawWriter(host);
  return new Dhcp4Exchange(host, settings, (outcome) => {
    if (outcome.event === "message") return tap ? writer.message(outcome.octets) : undefined;
    if (outcome.event === "leasefail") return writer.end("absent");
    if (!("lease" in outcome)) return writer.end("lost");
    host.assign([leasedAddress(outcome.lease)]);
    if (!tap) writer.message(outcome.lease.octets);
  });
}

/** @param tap hand on every answer of the server, not only those that give a lease */
export function createRaw6(host: ClientHost, settings: Dhcp6ClientSettings, tap: boolean): DhcpClient {
  const writer = new RawWriter(host);
  return new Dhcp6Exchange(host, settings, (outcome) => {
    if (outcome.event === "message") return tap ? writer.message(outcome.octets) : undefined;
    if (!("lease" in outcome)) return writer.end("lost");
    const addresses: AssignedAddress[] = leasedAddresses(outcome.lease);
    host.assign(addresses);
    if (!tap) writer.message(outcome.lease.octets);
  });
}

class RawWriter {
  private readonly host: ClientHost;
  private hasWritten = false;

  constructor(host: ClientHost) {
    this.host = host;
  }

  message(octets: Uint8Array): void {
    this.hasWritten = true;
    this.host.writeSpool(spoolText("raw", "message", this.host, [["message", toHex(octets)]]));
  }

  /** Nothing is lost as long as nothing was there. */
  end(event: "lost" | "absent"): void {
    this.host.assign([]);
    if (event === "lost" && !this.hasWritten) return;
    this.host.writeSpool(spoolText("raw", event, this.host, []));
  }
}
