// busybox udhcpc as its script sees it: repeated options joined, unknown ones
// as `optNNN` in plain hex, empty ones left out.
import { formatAddress } from "../../addresses.ts";
import { Dhcp4Code, joinOption } from "../dhcp4-message.ts";
import { asciiText, toHex } from "../octets.ts";
import { spoolText } from "./client.ts";
import type { ClientHost, DhcpClient } from "./client.ts";
import { Dhcp4Exchange, leasedAddress } from "./dhcp4-exchange.ts";
import type { Dhcp4ClientSettings, Dhcp4Lease, Dhcp4Outcome } from "./dhcp4-exchange.ts";

/** Header, magic and the 308 + 80 octets that the client has for options; it ignores longer messages. */
const MAX_MESSAGE_LENGTH = 240 + 388;

/** Addresses with blanks between them. */
function addressList(octets: Uint8Array): string {
  const count = octets.length >> 2;
  return Array.from({ length: count }, (_, index) => formatAddress(octets.slice(4 * index, 4 * index + 4))).join(" ");
}

/** Options that the hook hands on and udhcpc has no name for: those of DOTS and the private range, RFC 2132 §9. */
const UNKNOWN_CODES = [147, 148, 213, ...Array.from({ length: 31 }, (_, index) => 224 + index)];

export function createUdhcpc(host: ClientHost, settings: Dhcp4ClientSettings): DhcpClient {
  const exchange = new Dhcp4Exchange(host, settings, (outcome) => onOutcome(host, outcome));
  return {
    start: () => exchange.start(),
    stop: () => exchange.stop(),
    renew: () => exchange.renew(),
    receive: (octets) => {
      if (octets.length <= MAX_MESSAGE_LENGTH) exchange.receive(octets);
    },
  };
}

function onOutcome(host: ClientHost, outcome: Dhcp4Outcome): void {
  switch (outcome.event) {
    case "message":
      return;
    case "bound":
    case "renew":
      host.assign([leasedAddress(outcome.lease)]);
      return host.writeSpool(spoolText("udhcpc", outcome.event, host, leaseVariables(outcome.lease)));
    case "deconfig":
      host.assign([]);
  }
  host.writeSpool(spoolText("udhcpc", outcome.event, host, []));
}

function leaseVariables({ message, leaseS }: Dhcp4Lease): [string, string | undefined][] {
  const option = (code: number) => {
    const octets = joinOption(message, code);
    return octets === undefined || octets.length === 0 ? undefined : octets;
  };
  const shown = (code: number, format: (octets: Uint8Array) => string) => {
    const octets = option(code);
    return octets === undefined ? undefined : format(octets);
  };
  return [
    ["ip", formatAddress(message.yourAddress)],
    ["router", shown(Dhcp4Code.Router, formatAddress)],
    ["serverid", shown(Dhcp4Code.ServerId, formatAddress)],
    ["lease", String(leaseS)],
    ["dns", shown(Dhcp4Code.DnsServers, addressList)],
    ["domain", shown(Dhcp4Code.DomainName, asciiText)],
    ...UNKNOWN_CODES.map((code): [string, string | undefined] => [`opt${code}`, shown(code, toHex)]),
  ];
}
