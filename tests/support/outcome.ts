// The outcome of a message in both modules, in the words of the vectors: what
// `inspect` says of it, and what the release module does when it comes as a
// `raw` spool file (docs/spool.md).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Code, CODE_NAMES, InputKind, OutputKind } from "../../host/abi.gen.ts";
import { Core, InspectCore, InspectKind } from "../../host/core.ts";
import type { InspectExports } from "../../host/core.ts";
import { encodeSpool } from "../../host/inputs.ts";
import { feed, jsonOf, makeExports, octetsOf } from "./core.ts";
import type { OutputRecord } from "./core.ts";
import { nameOfCode, normalise, PROFILES, withoutEmpty } from "./vectors.ts";
import type { Json, Outcome, Vector } from "./vectors.ts";

const MODULE = new WebAssembly.Module(readFileSync("build/discovery.inspect.wasm"));
const KINDS = { name: InspectKind.Name, dhcp4: InspectKind.Dhcp4, dhcp6: InspectKind.Dhcp6, dns: InspectKind.Dns };
/** MAX_LOG_RECORDS of assembly/limits.ts: more are counted only. */
const LOG_RECORDS = 40;

export type Subject = Pick<Vector, "kind" | "profile" | "octets">;

const makeInspectCore = (): InspectCore =>
  new InspectCore(new WebAssembly.Instance(MODULE).exports as unknown as InspectExports);

/** What the inspect module says. */
function inspect(core: InspectCore, { kind, profile, octets }: Subject): Outcome {
  const line = Buffer.from(core.inspect(KINDS[kind], PROFILES.indexOf(profile), octets)).toString("latin1");
  return normalise(JSON.parse(line) as Json);
}

/** Rows of the published list for one protocol: each address once. */
function isFirstProtocol(row: Json): boolean {
  return row["record"] === "waiting" || (row["channel"] === "signal" && row["transport"] === "udp");
}

/** The name that the servers have to prove, if it is one. */
function identifierOf(rows: readonly Json[]): unknown {
  const identifiers = rows.flatMap((row) => row["reference_ids"] as { type: string; value: string }[]);
  return identifiers.find(({ type }) => type === "dns-id")?.value;
}

/** Addresses by server, in order. */
function groupsOf(rows: readonly Json[]): unknown[][] {
  const groups = new Map<unknown, unknown[]>();
  for (const { server_group: group, address } of rows.filter((row) => row["record"] === "peer")) {
    groups.set(group, [...(groups.get(group) ?? []), address]);
  }
  return [...groups.values()];
}

/** What a drain says of a lease, in the words of the vectors. */
export function outcomeOf(outputs: readonly OutputRecord[]): Outcome {
  const logs = outputs.filter(({ kind }) => kind === OutputKind.Log);
  const told = (code: number) => logs.filter(({ handle }) => handle === code).map(jsonOf);
  const rows = outputs
    .filter(({ kind, payload }) => kind === OutputKind.FileReplace && payload.length > 0)
    .map(jsonOf)
    .filter(isFirstProtocol);
  return withoutEmpty({
    ok: true,
    ri: identifierOf(rows),
    domain: told(Code.DomainLearnt)[0]?.["name"],
    groups: groupsOf(rows),
    discarded: told(Code.AddressDiscarded)
      .filter(({ error }) => error !== Code.Unreachable)
      .map(({ address, error }) => ({ address, reason: nameOfCode(error) })),
    invalid: told(Code.OptionIgnored).map(({ option, error, offset }) => ({
      option,
      error: nameOfCode(error),
      offset,
    })),
    warnings: told(Code.OptionWarning).map(({ error }) => nameOfCode(error)),
    ...(logs.length === LOG_RECORDS && { logIsFull: true }),
  });
}

/** A release module that is used for one message after the other, each time as good as new. */
class Publisher {
  private readonly exports = makeExports();

  /** What the release module does with a DHCP message. */
  publish({ kind, profile, octets }: Subject): Outcome {
    const core = new Core(this.exports);
    feed(core, InputKind.Entropy, new Uint8Array(256).fill(7));
    feed(core, InputKind.Config, octetsOf(`profile ${profile}\n`));
    const text = `client=raw\nevent=message\nmessage=${Buffer.from(octets).toString("hex")}\n`;
    const name = kind === "dhcp6" ? "wan.inet6" : "wan.inet";
    const { fault, outputs } = feed(core, InputKind.Spool, encodeSpool(octetsOf(name), octetsOf(text)));
    return fault === null ? outcomeOf(outputs) : { ok: false, error: nameOfCode(fault.code), offset: fault.offset };
  }
}

/**
 * What of an inspect outcome can be seen in the release module, in the same form.
 * Whether an IPv4 address from DHCPv6 is of use hangs on the network, not on the message.
 */
function visible({ kind }: Subject, outcome: Outcome): Outcome {
  const { addresses, lists, ...others } = outcome as { addresses?: string[]; lists?: string[][] };
  const ofFamily = (group: string[]) => group.filter((address) => kind === "dhcp4" || address.includes(":"));
  const groups = (lists ?? [addresses ?? []]).map(ofFamily).filter((group) => group.length > 0);
  return withoutEmpty({ ...others, groups });
}

const ERRORS = new Set(Object.values(CODE_NAMES));
const inspectCore = makeInspectCore();
const publisher = new Publisher();

/** Checks the form of an outcome: a typed error has its place inside the input. */
function assertTyped(outcome: Outcome, { octets }: Subject): void {
  if (outcome["ok"] === true) return;
  assert.deepEqual(Object.keys(outcome), ["ok", "error", "offset"]);
  assert.ok(ERRORS.has(outcome["error"] as string));
  const offset = outcome["offset"] as number;
  assert.ok(offset >= 0 && offset <= octets.length, `offset ${offset} of ${octets.length}`);
}

/** Without what only the log tells, and what it may have had no room for. */
function withoutLog({ discarded: _d, invalid: _i, warnings: _w, logIsFull: _l, ...others }: Outcome): Outcome {
  return others;
}

/** The outcome in the inspect module, after comparing what the release module does. */
export function outcomeInBoth(subject: Subject): Outcome {
  const outcome = inspect(inspectCore, subject);
  assertTyped(outcome, subject);
  // A name comes to the release module inside a message, and a DNS message only as an answer.
  if (subject.kind === "name" || subject.kind === "dns") return outcome;
  const published = publisher.publish(subject);
  const expected = visible(subject, outcome);
  if (published["logIsFull"] === true) assert.deepEqual(withoutLog(published), withoutLog(expected));
  else assert.deepEqual(published, expected);
  return outcome;
}
