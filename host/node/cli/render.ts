import { gatewayHandouts, identitiesOf, providerHandouts, renderDnsmasq } from "../../render/dnsmasq.ts";
import type { Handout } from "../../render/dnsmasq.ts";
import { isHostName, readAddress } from "../../render/records.ts";
import type { Address, Records } from "../../render/records.ts";
import { DEFAULT_BASE, MAX_BASE, renderNftables, renderRoutes } from "../../render/routes.ts";
import { note, print, readArguments } from "./command.ts";
import type { Command } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { loadRecords, SOURCE_OPTIONS } from "./records.ts";
import { renderGoDots } from "./render-go-dots.ts";

const ROUTES_OPTIONS = {
  ...SOURCE_OPTIONS,
  base: { type: "string", default: String(DEFAULT_BASE) },
  nft: { type: "boolean", default: false },
} as const;

const DNSMASQ_OPTIONS = {
  ...SOURCE_OPTIONS,
  gateway: { type: "string", multiple: true },
  "gateway-name": { type: "string" },
  providers: { type: "boolean", default: false },
  network: { type: "string" },
} as const;

const RENDERERS: Readonly<Record<string, Command>> = {
  routes: renderRoutesCommand,
  dnsmasq: renderDnsmasqCommand,
  "go-dots": renderGoDots,
};

/** `render WHAT`: what is known, as configuration of other programs. */
export function render(args: string[]): Promise<ExitCode> | ExitCode {
  const [word = "", ...rest] = args;
  const renderer = Object.hasOwn(RENDERERS, word) ? RENDERERS[word] : undefined;
  if (renderer === undefined)
    throw new CommandError(ExitCode.Usage, `say what to render: ${Object.keys(RENDERERS).join(", ")}`);
  return renderer(rest);
}

async function renderRoutesCommand(args: string[]): Promise<ExitCode> {
  const { values } = readArguments("render routes", args, ROUTES_OPTIONS);
  const base = /^[0-9]{1,5}$/.test(values.base) ? Number(values.base) : 0;
  if (base < 1 || base > MAX_BASE)
    throw new CommandError(ExitCode.Usage, `the base "${values.base}" is no number from 1 to ${MAX_BASE}`);
  const records = await loadRecords(values);
  const { lines, notes } = values.nft ? renderNftables(records, base) : renderRoutes(records, base);
  return write(lines, notes, "no network with an interface is known: there is nothing to route");
}

async function renderDnsmasqCommand(args: string[]): Promise<ExitCode> {
  const { values } = readArguments("render dnsmasq", args, DNSMASQ_OPTIONS);
  const { gateway, "gateway-name": name = null, providers } = values;
  if (providers === (gateway !== undefined || name !== null))
    throw new CommandError(
      ExitCode.Usage,
      "say whose options: --gateway ADDRESS and --gateway-name NAME, or --providers",
    );
  if (!providers) {
    if (values.network !== undefined) throw new CommandError(ExitCode.Usage, "--network belongs to --providers");
    return write(renderDnsmasq(ownGateway(name, gateway ?? [])), [], "");
  }
  const { handouts, notes } = providerHandouts(chosenPeers(await loadRecords(values), values.network));
  return write(renderDnsmasq(handouts), notes, "no server is known that DHCP could hand on");
}

function ownGateway(name: string | null, addresses: readonly string[]): Handout[] {
  if (name !== null && !isHostName(name))
    throw new CommandError(ExitCode.Usage, `"${name}" is no host name: write letters, digits, hyphens and dots`);
  return gatewayHandouts(name, addresses.map(gatewayAddress));
}

/** Clients drop other addresses without a word (RFC 8973 §5). */
function gatewayAddress(text: string): Address {
  const address = readAddress(text);
  if (address === undefined) throw new CommandError(ExitCode.Usage, `"${text}" is no address`);
  const [first = 0] = address.octets;
  const isOfNoUse =
    address.octets.length === 4
      ? first === 0 || first === 127 || first >= 224
      : first === 0xff || address.text === "::" || address.text === "::1";
  if (isOfNoUse) throw new CommandError(ExitCode.Usage, `${address.text} is no address that clients could reach`);
  return address;
}

function chosenPeers({ peers }: Records, network: string | undefined) {
  const chosen = network === undefined ? peers : peers.filter(({ pvd }) => pvd === network);
  if (identitiesOf(chosen).size < 2 || new Set(chosen.map(({ pvd }) => pvd)).size < 2) return chosen;
  const names = [...new Set(chosen.map(({ pvd }) => pvd))].join(", ");
  throw new CommandError(
    ExitCode.Usage,
    `the servers of ${names} have different names, and DHCP hands on one: choose with --network NAME`,
  );
}

function write(lines: readonly string[], notes: readonly string[], otherwise: string): ExitCode {
  notes.forEach(note);
  if (lines.length === 0) note(otherwise);
  lines.forEach(print);
  return lines.length === 0 ? ExitCode.NothingFound : ExitCode.Found;
}
