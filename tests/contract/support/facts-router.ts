// A router whose facts a test tells one by one, each with the answer of the release module: interfaces, addresses, leases.
import assert from "node:assert/strict";
import { AddressScope, InputKind, LinkState, LinkType, OutputKind } from "../../../host/abi.gen.ts";
import type { Core } from "../../../host/core.ts";
import { encodeAddresses, encodeControl, encodeLink, encodeSpool } from "../../../host/inputs.ts";
import { addressOctets } from "../../support/address.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../../support/core.ts";
import type { Answer } from "../../support/core.ts";

export type Fields = Record<string, unknown>;

export class Router {
  readonly core: Core = makeReadyCore();
  timeMs = START_MS;

  feed(kind: InputKind, payload: Uint8Array): Answer {
    return feed(this.core, kind, payload, this.timeMs);
  }

  pass(ms: number): void {
    this.timeMs += ms;
    this.feed(InputKind.TimeReached, new Uint8Array(0));
  }

  link(ifindex: number, name: string, state: LinkState = LinkState.Up): Answer {
    return this.feed(InputKind.Link, encodeLink({ ifindex, name: octetsOf(name), state, type: LinkType.Ethernet }));
  }

  /** Those without a length have 64. */
  addresses(ifindex: number, list: readonly string[]): Answer {
    const entries = list.map((text) => ({
      address: addressOctets(text.replace(/\/.*/, "")),
      prefixLength: Number(text.split("/")[1] ?? 64),
      flags: 0,
      scope: AddressScope.Global,
      preferredS: 600,
      validS: 600,
    }));
    return this.feed(InputKind.Addresses, encodeAddresses(ifindex, entries));
  }

  lease(file: string, lines: readonly string[]): Answer {
    return this.feed(InputKind.Spool, encodeSpool(octetsOf(file), octetsOf(lines.map((line) => `${line}\n`).join(""))));
  }

  ask(line: string): Fields[] {
    const { outputs } = this.feed(InputKind.Control, encodeControl(0, octetsOf(line)));
    return outputs.filter(({ kind }) => kind === OutputKind.ClientSend).map(jsonOf);
  }

  network(): Fields {
    const [network, ...others] = this.ask("networks");
    assert.equal(others.length, 0);
    return network ?? {};
  }
}

/** Lines of the log with this code. */
export const logsOf = ({ outputs }: Answer, code: number): Fields[] =>
  outputs.filter(({ kind, handle }) => kind === OutputKind.Log && handle === code).map(jsonOf);
