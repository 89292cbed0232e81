// A router as the core sees one: inputs in, and what was told of them.
import assert from "node:assert/strict";
import {
  AddressScope,
  DeadlineOutput,
  InputKind,
  LinkState,
  LinkType,
  NO_DEADLINE,
  Output,
  OutputKind,
} from "../../../host/abi.gen.ts";
import type { Code } from "../../../host/abi.gen.ts";
import { parsePrefix, toMappedPrefix } from "../../../host/addresses.ts";
import type { Core } from "../../../host/core.ts";
import type { Fault } from "../../../host/fault.ts";
import { encodeAddresses, encodeControl, encodeLink, encodeSpool } from "../../../host/inputs.ts";
import { feed, jsonOf, makeReadyCore, octetsOf, START_MS } from "../../support/core.ts";
import type { OutputRecord } from "../../support/core.ts";
import { nameOfCode } from "../../support/vectors.ts";

export type Fields = Record<string, unknown>;

/** Lines that the file of a lease begins with, of IPv4 and of IPv6. */
export const BOUND4 = ["client=udhcpc", "event=bound", "device=eth1"];
export const BOUND6 = ["client=odhcp6c", "event=bound", "device=eth1"];
/** The line of such a file that names a server, 192.0.2.10 or 2001:db8::10. */
export const SERVER4 = "opt148=c000020a";
export const SERVER6 = "OPTION_142=20010db8000000000000000000000010";

const CLIENT = 1;
const LONGEST_S = 0xffffffff;

/** What a host tells of an address, `192.0.2.57/24`. */
export const factsOf = (text: string) => {
  const prefix = parsePrefix(text) ?? assert.fail(text);
  const { address, length } = toMappedPrefix(prefix);
  const scope = text.startsWith("fe80:") ? AddressScope.Link : AddressScope.Global;
  return { address, prefixLength: length, flags: 0, scope, preferredS: LONGEST_S, validS: LONGEST_S };
};

const logsOf = (outputs: readonly OutputRecord[], code: Code): Fields[] =>
  outputs.filter(({ kind, handle }) => kind === OutputKind.Log && handle === code).map(jsonOf);

/** The time of a deadline. */
function timeOf({ payload: { buffer, byteOffset } }: OutputRecord): number {
  const time = new DataView(buffer, byteOffset).getBigInt64(DeadlineOutput.TimeMs - Output.Payload, true);
  return time === BigInt(NO_DEADLINE) ? Infinity : Number(time);
}

export class Router {
  timeMs = START_MS;
  /** The deadline that was told last; Infinity: none. */
  deadlineMs = Infinity;
  /** What the core had against the last input; null: nothing. */
  fault: Fault | null = null;
  /** The outputs of the last input. */
  outputs: readonly OutputRecord[] = [];
  private readonly history: OutputRecord[] = [];
  private readonly core: Core;

  constructor(core: Core = makeReadyCore()) {
    this.core = core;
  }

  feed(kind: InputKind, payload: Uint8Array): this {
    const { fault, outputs } = feed(this.core, kind, payload, this.timeMs);
    this.fault = fault;
    this.outputs = outputs;
    const deadline = outputs.find((output) => output.kind === OutputKind.Deadline);
    if (deadline !== undefined) this.deadlineMs = timeOf(deadline);
    this.history.push(...outputs);
    return this;
  }

  configure(...lines: readonly string[]): this {
    return this.feed(InputKind.Config, octetsOf(lines.join("\n")));
  }

  /** An interface is up, or down, or gone. */
  link(ifindex: number, name: string, state: LinkState = LinkState.Up): this {
    return this.feed(InputKind.Link, encodeLink({ ifindex, name: octetsOf(name), state, type: LinkType.Ethernet }));
  }

  /** The address set of an interface, `192.0.2.57/24`. */
  assign(ifindex: number, ...prefixes: readonly string[]): this {
    return this.feed(InputKind.Addresses, encodeAddresses(ifindex, prefixes.map(factsOf)));
  }

  spool(name: string, ...lines: readonly string[]): this {
    const text = lines.map((line) => `${line}\n`).join("");
    return this.feed(InputKind.Spool, encodeSpool(octetsOf(name), octetsOf(text)));
  }

  pass(ms: number): this {
    this.timeMs += ms;
    return this.feed(InputKind.TimeReached, new Uint8Array(0));
  }

  /** The lines of a reply. */
  ask(line: string): Fields[] {
    this.feed(InputKind.Control, encodeControl(CLIENT, octetsOf(line)));
    assert.equal(this.fault, null, line);
    return this.lines(OutputKind.ClientSend);
  }

  /** What is told of the one network. */
  network(): Fields {
    const [network, ...others] = this.ask("networks");
    assert.deepEqual(others, []);
    return network ?? assert.fail("no network");
  }

  /** What the last input led to, of one kind. */
  lines(kind: OutputKind): Fields[] {
    return this.outputs.filter((output) => output.kind === kind && output.payload.length > 0).map(jsonOf);
  }

  /** All outputs so far. */
  everything(): readonly OutputRecord[] {
    return this.history;
  }

  /** The events so far. */
  events(): Fields[] {
    return this.history.filter(({ kind }) => kind === OutputKind.Event).map(jsonOf);
  }

  /** Log records of a code that the last input led to. */
  told(code: Code): Fields[] {
    return logsOf(this.outputs, code);
  }

  /** The log so far, a line for each record: its code and its particulars but for the network, `try-failed name=isp.test`. */
  story(): string[] {
    const logs = this.history.filter(({ kind }) => kind === OutputKind.Log);
    return logs.map((record) => {
      const { pvd: _p, interface: _i, family: _f, ...others } = jsonOf(record);
      const values = Object.entries(others).map(([key, value]) => {
        const isCode = key === "error" || key === "reason";
        return `${key}=${isCode ? nameOfCode(value) : String(value)}`;
      });
      return [nameOfCode(record.handle), ...values].join(" ");
    });
  }

  /** The severity of each log record of a code so far. */
  severities(code: Code): number[] {
    return this.history
      .filter(({ kind, handle }) => kind === OutputKind.Log && handle === code)
      .map(({ flags }) => flags);
  }

  /** Log records of a code that any input led to. */
  toldEver(code: Code): Fields[] {
    return logsOf(this.history, code);
  }
}
