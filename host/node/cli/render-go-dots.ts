import { join, resolve } from "node:path";
import { chooseServer, dataPortOf, fileNameOf } from "../../render/go-dots.ts";
import type { Instance } from "../../render/go-dots.ts";
import type { Peer, Records } from "../../render/records.ts";
import { GoDotsFiles, KeyError, readKeySet } from "../go-dots-files.ts";
import type { Action } from "../go-dots-files.ts";
import { ensureDirectory, errorCode, GuardError } from "../guarded-files.ts";
import { note, print, readArguments } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { loadRecords, SOURCE_OPTIONS } from "./records.ts";

const OPTIONS = {
  ...SOURCE_OPTIONS,
  keys: { type: "string", default: "/etc/dots-discovery/keys" },
  "first-port": { type: "string", default: "4545" },
  json: { type: "boolean", default: false },
} as const;

/** Ports that are left for the instances after the first. */
const MOST_INSTANCES = 64;
/** The arguments stand in one line, with blanks between them. */
const PLAIN_PATH = /^[A-Za-z0-9_./-]+$/;

interface Settings {
  readonly keys: string;
  readonly firstPort: number;
  readonly json: boolean;
}

/** `render go-dots DIR`: the files of a go-dots client for each network, and what has to be started anew. */
export async function renderGoDots(args: string[]): Promise<ExitCode> {
  const { values, positionals } = readArguments("render go-dots", args, OPTIONS, 1);
  const [folder] = positionals;
  if (folder === undefined)
    throw new CommandError(ExitCode.Usage, 'name a folder: "dots-discovery render go-dots DIR"');
  const firstPort = /^[0-9]{1,5}$/.test(values["first-port"]) ? Number(values["first-port"]) : 0;
  if (firstPort < 1 || firstPort > 65535 - MOST_INSTANCES)
    throw new CommandError(ExitCode.Usage, `"${values["first-port"]}" is no port with room for more behind it`);
  const settings = { keys: resolve(values.keys), firstPort, json: values.json };
  for (const path of [resolve(folder), settings.keys])
    if (!PLAIN_PATH.test(path))
      throw new CommandError(ExitCode.Usage, `"${path}" has signs that a command line cannot carry`);
  const records = await loadRecords(values);
  try {
    ensureDirectory(resolve(folder), 0o755);
    return writeInstances(new GoDotsFiles(resolve(folder)), records, settings);
  } catch (error) {
    if (error instanceof GuardError) throw new CommandError(ExitCode.InputOutput, error.message);
    throw new CommandError(ExitCode.InputOutput, `${folder} cannot be written (${errorCode(error)})`);
  }
}

function writeInstances(files: GoDotsFiles, { networks, peers }: Records, settings: Settings): ExitCode {
  const written: string[] = [];
  const tell = (action: Action, name: string) =>
    print(settings.json ? JSON.stringify({ record: "instance", action, name }) : `${action} ${name}`);
  for (const { pvd } of networks) {
    const members = peers.filter((peer) => peer.pvd === pvd);
    if (members.length === 0) continue;
    const made = makeInstance(files, pvd, members, settings);
    if (made === null) continue;
    written.push(pvd);
    const action = files.write(pvd, made);
    if (action !== null) tell(action, fileNameOf(pvd));
  }
  for (const gone of files.removeOthers(written)) tell("stop", gone);
  if (written.length > 0) return ExitCode.Found;
  note("go-dots has no server to talk to in any network");
  return ExitCode.NothingFound;
}

function makeInstance(files: GoDotsFiles, pvd: string, members: readonly Peer[], settings: Settings): Instance | null {
  const { peer, notes } = chooseServer(members);
  for (const each of notes) note(`${pvd}: ${each}`);
  if (peer === null) return null;
  if (peer.credentials === null) {
    note(`${pvd}: no key set: write "credentials NAME" where the configuration speaks of this network or server`);
    return null;
  }
  try {
    const { keys, clientName } = readKeySet(join(settings.keys, peer.credentials));
    return {
      ...files.placeOf(pvd, settings.firstPort),
      server: peer.address.text,
      signalPort: peer.port,
      dataPort: dataPortOf(peer, members),
      identities: peer.identities.map(({ value }) => value),
      clientName,
      keys,
    };
  } catch (error) {
    if (!(error instanceof KeyError)) throw error;
    note(`${pvd}: ${error.message}`);
    return null;
  }
}
