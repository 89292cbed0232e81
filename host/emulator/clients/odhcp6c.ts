// odhcp6c as its script sees it: of a repeated option the last one as
// `OPTION_NNN`, all of them in PASSTHRU, and the first call held back.
import { formatAddress } from "../../addresses.ts";
import type { Prefix } from "../../addresses.ts";
import { Dhcp6Code, encodeOptions, firstOption } from "../dhcp6-message.ts";
import { toHex } from "../octets.ts";
import type { Timer } from "../schedule.ts";
import { spoolText } from "./client.ts";
import type { ClientHost, DhcpClient } from "./client.ts";
import { Dhcp6Exchange, leasedAddresses } from "./dhcp6-exchange.ts";
import type { Dhcp6ClientSettings, Dhcp6Lease, Dhcp6Outcome } from "./dhcp6-exchange.ts";

export interface Odhcp6cSettings extends Dhcp6ClientSettings {
  /** How long `bound` and `informed` are held back, in milliseconds; the client's own default is 10 s. */
  hookDelayMs: number;
  /** Whether the script gets PASSTHRU (older versions do not hand it over). */
  hasPassthru: boolean;
  /** Link-local address of the router that advertises itself; undefined: none does. */
  router: string | undefined;
  /** Link-local address of the server. */
  server: string;
}

/** Options that the client keeps for itself: they are not in PASSTHRU. */
const OWN_CODES: readonly number[] = [
  Dhcp6Code.ClientId,
  Dhcp6Code.ServerId,
  Dhcp6Code.IaNa,
  Dhcp6Code.IaPd,
  Dhcp6Code.ElapsedTime,
  Dhcp6Code.RefreshTime,
  Dhcp6Code.SolMaxRt,
  Dhcp6Code.InfMaxRt,
];

/** Options that the hook hands on as `OPTION_NNN`. */
const HOOK_CODES = [Dhcp6Code.DotsRi, Dhcp6Code.DotsAddress, Dhcp6Code.AccessDomain];

export function createOdhcp6c(host: ClientHost, settings: Odhcp6cSettings): DhcpClient {
  const client = new Odhcp6c(host, settings);
  return new Dhcp6Exchange(host, settings, (outcome) => client.onOutcome(outcome));
}

/** The addresses of the DNS option with blanks between them; undefined if there is none. */
function resolvers({ message }: Dhcp6Lease): string | undefined {
  const octets = firstOption(message, Dhcp6Code.DnsServers);
  if (octets === undefined) return undefined;
  const count = octets.length >> 4;
  return Array.from({ length: count }, (_, index) => formatAddress(octets.slice(16 * index, 16 * index + 16))).join(
    " ",
  );
}

/** The route that a router advertises for half an hour, with the client's metric for one of medium preference. */
function defaultRoute(router: string | undefined): string | undefined {
  return router === undefined ? undefined : `::/0,${router},1800,512`;
}

class Odhcp6c {
  private readonly host: ClientHost;
  private readonly settings: Odhcp6cSettings;
  private delayed: Timer | undefined;

  constructor(host: ClientHost, settings: Odhcp6cSettings) {
    this.host = host;
    this.settings = settings;
  }

  onOutcome(outcome: Dhcp6Outcome): void {
    if (outcome.event === "message") return;
    this.delayed?.cancel();
    switch (outcome.event) {
      case "unbound":
      case "stopped":
        this.host.assign([]);
        return this.host.writeSpool(spoolText("odhcp6c", outcome.event, this.host, []));
      case "bound":
      case "informed": {
        const { hookDelayMs } = this.settings;
        this.delayed = this.host.after(hookDelayMs, () => this.callHook(outcome.event, outcome.lease, hookDelayMs));
        return;
      }
      default:
        this.callHook(outcome.event, outcome.lease, 0);
    }
  }

  /** @param ageMs how old the lease is by now */
  private callHook(event: string, lease: Dhcp6Lease, ageMs: number): void {
    const ageS = Math.floor(ageMs / 1000);
    const left = (seconds: number) => (seconds === 0xffffffff ? seconds : Math.max(seconds - ageS, 0));
    this.host.assign(leasedAddresses(lease));
    const entry = ({ address, length }: Prefix, { preferredS, validS }: { preferredS: number; validS: number }) =>
      [`${formatAddress(address)}/${length}`, ...[preferredS, validS, lease.t1S, lease.t2S].map(left)].join(",");
    const addresses = lease.addresses.map((own) => entry({ address: own.address, length: 128 }, own));
    const prefixes = lease.prefixes.map((own) => entry(own.prefix, own));
    this.host.writeSpool(
      spoolText("odhcp6c", event, this.host, [
        ...this.optionVariables(lease),
        ["ADDRESSES", addresses.join(" ")],
        ["PREFIXES", this.settings.wantsPrefix ? prefixes.join(" ") : undefined],
        ["RDNSS", resolvers(lease)],
        ["RA_ROUTES", defaultRoute(this.settings.router)],
        ["SERVER", this.settings.server],
      ]),
    );
  }

  private optionVariables({ message }: Dhcp6Lease): [string, string | undefined][] {
    const { hasPassthru } = this.settings;
    const passed = message.options.filter((option) => !OWN_CODES.includes(option.code));
    const last = (code: number) => message.options.findLast((option) => option.code === code)?.octets;
    return [
      ["PASSTHRU", hasPassthru ? toHex(encodeOptions(passed)) : undefined],
      ...HOOK_CODES.map((code): [string, string | undefined] => {
        const octets = last(code);
        return [`OPTION_${code}`, octets === undefined ? undefined : toHex(octets)];
      }),
    ];
  }
}
