// Who is asked for a target, written from requirements and A-11a alone:
// every claim to the target is listed, then the longest wins. Slow and short.
import { Code } from "../../host/abi.gen.ts";

export interface Range {
  readonly isIpv4: boolean;
  /** The address as a number of its family. */
  readonly value: bigint;
  /** Bits of its family. */
  readonly length: number;
}

export interface NetworkModel {
  readonly name: string;
  /** It exists on the router; otherwise there is only a section about it. */
  readonly isThere: boolean;
  /** Prefixes of the addresses on its interface. */
  readonly assigned: readonly Range[];
  readonly configured: readonly Range[];
  readonly isPi: boolean;
  readonly takesOwnTargets: boolean;
  readonly isp: string | undefined;
  readonly credentials: string | undefined;
}

export interface ServerModel {
  readonly label: string;
  /** undefined: any network. */
  readonly network: string | undefined;
  readonly protects: readonly Range[];
}

export interface World {
  readonly networks: readonly NetworkModel[];
  readonly servers: readonly ServerModel[];
  readonly manualReplaces: boolean;
  /** Groups that have servers: `pvd` of a network, `pvd/label` of a section's servers in a network or in `any`. */
  readonly live: ReadonlySet<string>;
}

export interface Question {
  readonly only: string | undefined;
  readonly isGateway: boolean;
}

export type Verdict = { readonly groups: ReadonlySet<string> } | { readonly reason: Code };

const width = ({ isIpv4 }: Range) => (isIpv4 ? 32 : 128);
const head = (range: Range, bits: number) => range.value >> BigInt(width(range) - bits);

/** True if every address of `inner` is one of `outer`. */
export function contains(outer: Range, inner: Range): boolean {
  return (
    outer.isIpv4 === inner.isIpv4 &&
    outer.length <= inner.length &&
    head(outer, outer.length) === head(inner, outer.length)
  );
}

const LOCAL = [
  [true, 0x0a000000n, 8],
  [true, 0xac100000n, 12],
  [true, 0xc0a80000n, 16],
  [true, 0x64400000n, 10],
  [true, 0xa9fe0000n, 16],
  [false, 0xfcn << 120n, 7],
  [false, 0xfe80n << 112n, 10],
] as const;

/** Private, shared, unique local or link-local. */
export function isLocal(target: Range): boolean {
  const first = { ...target, length: width(target) };
  return LOCAL.some(([isIpv4, value, length]) => contains({ isIpv4, value, length }, first));
}

interface Claim {
  readonly network: NetworkModel;
  readonly range: Range;
}

/** What to answer for a target that is no special address. */
export function selectByReference(world: World, question: Question, target: Range): Verdict {
  const { only } = question;
  const claims = world.networks
    .flatMap((network) => [
      ...(network.isThere ? network.assigned : []).map((range) => ({ network, range })),
      ...network.configured.map((range) => ({ network, range })),
    ])
    .filter(({ network }) => only === undefined || network.name === only || network.isPi);
  const holding = claims.filter(({ range }) => contains(range, target));
  const keeping = world.servers.flatMap((server) =>
    server.protects
      .filter((range) => contains(range, target))
      .map((range) => ({ groups: sectionGroups(world, server, only), range })),
  );
  const live = keeping.filter(({ groups }) => groups.length > 0);
  const longest = longestOf(holding);
  const longestKept = longestOf(live);
  if (holding.length === 0 && live.length === 0) return forNobody(world, question, target, claims);
  const owners = holding.filter(({ range }) => range.length === longest).map(({ network }) => network);
  if (longest >= longestKept && owners.some(({ isPi }) => isPi)) {
    const networks = world.networks.filter(
      ({ takesOwnTargets, name }) => takesOwnTargets && (only === undefined || name === only),
    );
    const generals = only === undefined || isForEvery(world) ? generalGroups(world) : [];
    return verdict([...liveOf(world, networks), ...live.flatMap(({ groups }) => groups), ...generals]);
  }
  const present = owners.filter(({ isThere }) => isThere);
  if (longest >= longestKept && present.some((network) => !isSameProvider(present[0] as NetworkModel, network))) {
    return { reason: Code.SeveralOwners };
  }
  const own = longest >= longestKept ? liveOf(world, present) : [];
  const kept = live.filter(({ range }) => range.length === longestKept).flatMap(({ groups }) => groups);
  const asked = [...own, ...(own.length === 0 || longestKept >= longest ? kept : [])];
  if (asked.length > 0) return verdict(asked);
  const relatives = world.networks.filter(
    (network) =>
      (only === undefined || network.name === only) &&
      present.length > 0 &&
      present.every((owner) => isSameProvider(owner, network)),
  );
  const related = liveOf(world, relatives);
  return verdict(related.length > 0 ? related : isForEvery(world) ? generalGroups(world) : []);
}

function forNobody(world: World, { only, isGateway }: Question, target: Range, claims: readonly Claim[]): Verdict {
  if (claims.some(({ range }) => contains(target, range))) return { reason: Code.WiderThanPrefixes };
  if (only !== undefined) return { reason: Code.OtherNetwork };
  if (isLocal(target)) return { reason: Code.NotAssigned };
  const generals = generalGroups(world);
  return generals.length === 0 || isGateway ? { reason: Code.NoOwner } : verdict(generals);
}

const longestOf = (claims: readonly { range: Range }[]) => Math.max(-1, ...claims.map(({ range }) => range.length));

const verdict = (groups: readonly string[]): Verdict =>
  groups.length === 0 ? { reason: Code.OwnerWithoutServer } : { groups: new Set(groups) };

const liveOf = (world: World, networks: readonly NetworkModel[]) =>
  networks.map(({ name }) => name).filter((name) => world.live.has(name));

/** The groups of a section's servers, wherever there are some. */
function sectionGroups(world: World, { label }: ServerModel, only: string | undefined): string[] {
  return [...world.live].filter((group) => {
    const [network, section] = group.split("/");
    return section === label && (only === undefined || network === only);
  });
}

const generalGroups = (world: World) =>
  world.servers
    .filter(({ network, protects }) => network === undefined && protects.length === 0)
    .flatMap((server) => sectionGroups(world, server, "any"));

const isForEvery = (world: World) =>
  world.manualReplaces || world.networks.filter(({ isThere }) => isThere).length === 1;

const isSameProvider = (a: NetworkModel, b: NetworkModel) =>
  a === b ||
  (a.isp !== undefined && a.isp === b.isp) ||
  (a.credentials !== undefined && a.credentials === b.credentials);
