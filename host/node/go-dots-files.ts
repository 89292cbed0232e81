// The files of the go-dots instances in their folder. They are touched only where something
// changed, so that only what changed has to be started anew.

import { X509Certificate } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileNameOf, OURS, renderArguments, renderConfiguration, restPortOf } from "../render/go-dots.ts";
import type { Instance, KeyFiles } from "../render/go-dots.ts";
import { isHostName } from "../render/records.ts";
import { errorCode, readGuarded, replaceFile } from "./guarded-files.ts";

const PREFIX = "dots_client-";
const CONFIGURATION = ".yaml";
const ARGUMENTS = ".args";
const MAX_FILE_LENGTH = 16384;
const LAST_PORT = 65535;

/** What is to be done with an instance. */
export type Action = "start" | "restart" | "stop";

/** A key set that cannot be used; the message says why. */
export class KeyError extends Error {
  override readonly name = "KeyError";
}

export class GoDotsFiles {
  private readonly folder: string;
  /** Name in the folder -> port of its instance. */
  private readonly ports = new Map<string, number>();

  /** @throws GuardError if a file in the folder cannot be trusted */
  constructor(folder: string) {
    this.folder = folder;
    for (const name of this.instances()) {
      const port = restPortOf(this.read(name, CONFIGURATION));
      if (port !== null && ![...this.ports.values()].includes(port)) this.ports.set(name, port);
    }
  }

  /** Where an instance has its socket and its configuration, and its port, which stays the same. */
  placeOf(network: string, firstPort: number): Pick<Instance, "socketPath" | "configPath" | "restPort"> {
    const name = fileNameOf(network);
    let port = this.ports.get(name);
    if (port === undefined) {
      const taken = new Set(this.ports.values());
      for (port = firstPort; taken.has(port) && port < LAST_PORT;) port++;
      this.ports.set(name, port);
    }
    return { socketPath: this.path(name, ".sock"), configPath: this.path(name, CONFIGURATION), restPort: port };
  }

  /** Writes the files of an instance; null if they say this already. */
  write(network: string, instance: Instance): Action | null {
    const name = fileNameOf(network);
    const isNew = !existsSync(this.path(name, CONFIGURATION));
    const parts = [
      [CONFIGURATION, renderConfiguration(instance)],
      [ARGUMENTS, renderArguments(instance)],
    ] as const;
    const changed = parts.filter(([kind, text]) => this.read(name, kind) !== text);
    for (const [kind, text] of changed) replaceFile(this.path(name, kind), text, 0o644);
    if (changed.length === 0) return null;
    return isNew ? "start" : "restart";
  }

  /** Removes the files of all instances but those of some networks; returns whose they were. */
  removeOthers(networks: readonly string[]): string[] {
    const kept = networks.map(fileNameOf);
    const gone = this.instances().filter((name) => !kept.includes(name));
    for (const name of gone)
      for (const kind of [ARGUMENTS, CONFIGURATION]) rmSync(this.path(name, kind), { force: true });
    return gone;
  }

  /** The names of the instances whose configuration was written here. */
  private instances(): string[] {
    return readdirSync(this.folder)
      .filter((file) => file.startsWith(PREFIX) && file.endsWith(CONFIGURATION))
      .map((file) => file.slice(PREFIX.length, -CONFIGURATION.length))
      .filter((name) => this.read(name, CONFIGURATION).startsWith(OURS))
      .sort();
  }

  private read(name: string, kind: string): string {
    return Buffer.from(readGuarded(this.path(name, kind), MAX_FILE_LENGTH) ?? []).toString();
  }

  private path(name: string, kind: string): string {
    return join(this.folder, `${PREFIX}${name}${kind}`);
  }
}

/**
 * The files of a key set, and a name out of its certificate.
 * @throws KeyError if one of them is missing or has no such name
 */
export function readKeySet(folder: string): { keys: KeyFiles; clientName: string } {
  const keys = {
    authority: join(folder, "ca-cert.pem"),
    certificate: join(folder, "client-cert.pem"),
    key: join(folder, "client-key.pem"),
  };
  for (const path of Object.values(keys)) if (!existsSync(path)) throw new KeyError(`${path} does not exist`);
  return { keys, clientName: certificateName(keys.certificate) };
}

function certificateName(path: string): string {
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(readFileSync(path));
  } catch (error) {
    throw new KeyError(`${path} cannot be read as a certificate (${errorCode(error)})`);
  }
  const alternatives = certificate.subjectAltName?.split(", ") ?? [];
  const names = [
    ...alternatives.filter((entry) => entry.startsWith("DNS:")).map((entry) => entry.slice(4)),
    ...certificate.subject
      .split("\n")
      .filter((entry) => entry.startsWith("CN="))
      .map((entry) => entry.slice(3)),
  ];
  const name = names.find(isHostName);
  if (name === undefined) throw new KeyError(`${path} has no host name`);
  return name;
}
