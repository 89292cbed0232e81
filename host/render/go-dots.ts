// One client of go-dots for each network: which server it gets, and its two files. It takes one
// server, given on its command line, over DTLS and UDP only.

import { isLinkLocal } from "./paths.ts";
import { encodeUtf8 } from "../text.ts";
import type { Peer } from "./records.ts";

/** The server of a network's instance, or why there is none. */
export interface Choice {
  readonly peer: Peer | null;
  /** What go-dots cannot do with a better server, a sentence each. */
  readonly notes: readonly string[];
}

/** Everything that an instance is started with. */
export interface Instance {
  readonly server: string;
  readonly signalPort: number;
  /** Null: nothing is known of a data channel. */
  readonly dataPort: number | null;
  /** Names that the server's certificate may have. */
  readonly identities: readonly string[];
  /** A name in the client's own certificate: go-dots takes the names above only with it. */
  readonly clientName: string;
  readonly keys: KeyFiles;
  readonly restPort: number;
  readonly socketPath: string;
  readonly configPath: string;
}

export interface KeyFiles {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** First line of a file that may be replaced and removed. */
export const OURS = "# Written by dots-discovery. What is changed here is lost.";

const REST_PORT = /^ {4}restfulApiPort: (\d{1,5})$/m;

/** The best server that go-dots can talk to, of the peers of one network. IPv6 comes first (RFC 9132 §4.3). */
export function chooseServer(peers: readonly Peer[]): Choice {
  const signal = peers.filter(({ role, channel }) => role === "server" && channel === "signal");
  const ordered = [...signal].sort(
    (a, b) => Number(a.address.family === "inet") - Number(b.address.family === "inet") || a.rank - b.rank,
  );
  const notes: string[] = [];
  for (const peer of ordered) {
    const obstacle = obstacleTo(peer);
    if (obstacle === null) return { peer, notes };
    if (peer.transport === "udp") notes.push(`${peer.address.text} is passed over: ${obstacle}`);
  }
  if (!ordered.some(({ transport }) => transport === "udp"))
    notes.push("go-dots speaks DTLS over UDP only, and no server does");
  return { peer: null, notes };
}

/** The port of the data channel at the same address, else of the best one of the network. */
export function dataPortOf(peer: Peer, peers: readonly Peer[]): number | null {
  const data = peers.filter(({ role, channel }) => role === "server" && channel === "data");
  return (data.find(({ address }) => address.text === peer.address.text) ?? data[0])?.port ?? null;
}

/** The configuration of an instance; what no option is for has the values of go-dots's own sample. */
export function renderConfiguration(instance: Instance): string {
  const { identities, clientName, keys, restPort } = instance;
  return `${OURS}
system:
  defaultSessionConfiguration:
    heartbeatInterval: 30
    missingHbAllowed: 5
    maxRetransmit: 3
    ackTimeout: 2.0
    ackRandomFactor: 1.5
  clientRestfulApiConfiguration:
    restfulApiAddress: "127.0.0.1:"
    restfulApiPort: ${restPort}
    restfulApiPath: /go-dots/v1
  nonConfirmableMessageTask:
    taskInterval: 3
    taskRetryNumber: 2
    taskTimeout: 10
  confirmableMessageTask:
    taskInterval: 0
    taskRetryNumber: 0
    taskTimeout: 10
  secureFile:
    clientCertFile: ${JSON.stringify(keys.certificate)}
    clientKeyFile: ${JSON.stringify(keys.key)}
    certFile: ${JSON.stringify(keys.authority)}
  intervalBeforeMaxAge: 15
  secondRequestBlockSize: 5
  qBlockOption:
    qBlockSize: 1
    maxPayloads: 10
    nonMaxRetransmit: 4
    nonTimeout: 2
    nonReceiveTimeout: 4
  pinnedCertificate:
    referenceIdentifier: ${JSON.stringify(clientName)}
    presentIdentifierList: ${JSON.stringify(identities.join(","))}
`;
}

/** The command line of an instance, without the program. */
export function renderArguments({ server, signalPort, dataPort, socketPath, configPath }: Instance): string {
  const data = dataPort === null ? [] : ["-dataChannelPort", String(dataPort)];
  const words = ["-server", server, "-signalChannelPort", String(signalPort), ...data];
  return `${[...words, "-socket", socketPath, "-config", configPath].join(" ")}\n`;
}

/** The port that a configuration of ours gave its instance, or null. */
export function restPortOf(configuration: string): number | null {
  const port = Number(REST_PORT.exec(configuration)?.[1]);
  return configuration.startsWith(OURS) && port >= 1 && port <= 65535 ? port : null;
}

/** A name for files: other characters than letters, digits, `_`, `-` and `.` become `%` and two digits. */
export function fileNameOf(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]|^[.-]/g, (sign) =>
    [...encodeUtf8(sign)].map((octet) => `%${octet.toString(16).padStart(2, "0")}`).join(""),
  );
}

function obstacleTo({ transport, address, identities, sources, device }: Peer): string | null {
  if (transport !== "udp") return "go-dots speaks DTLS over UDP only";
  if (isLinkLocal(address)) return "go-dots cannot reach a link-local address";
  if (!identities.some(({ type }) => type === "dns-id"))
    return "go-dots checks names in certificates only, and this server has none to prove";
  if (device !== null && sources.length === 0) return `${device} has no address to send from`;
  return null;
}
