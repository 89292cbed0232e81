import { join } from "node:path";
import { CoreError } from "../../core.ts";
import { Daemon } from "../daemon.ts";
import { ensureDirectory, errorCode, GuardError, readGuarded } from "../guarded-files.ts";
import { JournalFile } from "../journal-file.ts";
import { loadCore } from "../load-core.ts";
import { SlotStore } from "../store.ts";
import { checkConfiguration } from "./check-config.ts";
import { readArguments } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { StderrLog } from "./stderr-log.ts";

export const DEFAULT_CONFIG = "/etc/dots-discovery.conf";
export const DEFAULT_SOCKET = "/run/dots-discovery/control.sock";
const DEFAULT_SPOOL = "/run/dots-discovery/spool";
const DEFAULT_STATE = "/run/dots-discovery/state";
const DEFAULT_STORE = "/var/lib/dots-discovery";
const RESULT_NAME = "servers.json";
/** The longest configuration that fits an input record. */
const MAX_CONFIG_LENGTH = 16384;

const OPTIONS = {
  config: { type: "string" },
  socket: { type: "string", default: DEFAULT_SOCKET },
  spool: { type: "string", default: DEFAULT_SPOOL },
  "state-dir": { type: "string", default: DEFAULT_STATE },
  "store-dir": { type: "string", default: DEFAULT_STORE },
  journal: { type: "string" },
  "check-config": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
} as const;

/** `run`: the daemon, in the foreground until SIGTERM or SIGINT. */
export async function run(args: string[]): Promise<ExitCode> {
  const { values } = readArguments("run", args, OPTIONS);
  const configuration = readConfiguration(values.config);
  if (values["check-config"]) return checkConfiguration(values.config ?? DEFAULT_CONFIG, configuration, values.json);
  const log = new StderrLog(values.json, values.verbose);
  log.configuration = Buffer.from(configuration).toString("latin1");
  const daemon = await start(values, log, configuration);
  log.info(`listening at ${values.socket}, reading ${values.spool}, writing ${join(values["state-dir"], RESULT_NAME)}`);
  process.on("SIGHUP", () => reload(daemon, values.config, log));
  const signal = await new Promise<string>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  daemon.stop();
  log.info(`stopped by ${signal}`);
  return ExitCode.Found;
}

interface Places {
  readonly socket: string;
  readonly spool: string;
  readonly "state-dir": string;
  readonly "store-dir": string;
  readonly journal?: string | undefined;
}

async function start(places: Places, log: StderrLog, configuration: Uint8Array): Promise<Daemon> {
  let daemon: Daemon | null = null;
  try {
    const module = loadCore();
    const report = (sentence: string) => log.error(sentence);
    ensureDirectory(places["state-dir"], 0o755);
    daemon = new Daemon({
      module,
      socketPath: places.socket,
      spoolPath: places.spool,
      resultPath: join(places["state-dir"], RESULT_NAME),
      store: new SlotStore(places["store-dir"], report),
      recorder: places.journal === undefined ? null : new JournalFile(places.journal, module.hash, report),
      log,
    });
    await daemon.start(configuration);
    return daemon;
  } catch (error) {
    daemon?.stop();
    if (error instanceof GuardError || error instanceof CoreError) {
      throw new CommandError(ExitCode.InputOutput, error.message);
    }
    const { path, address } = error as { path?: string; address?: string };
    const place = path ?? address ?? "a file";
    throw new CommandError(
      ExitCode.InputOutput,
      `${place} cannot be used (${errorCode(error)}): check its name and rights`,
    );
  }
}

/** Reads the configuration; only the one of the default place may be missing. */
function readConfiguration(named: string | undefined): Uint8Array {
  const path = named ?? DEFAULT_CONFIG;
  let text: Uint8Array | null;
  try {
    text = readGuarded(path, MAX_CONFIG_LENGTH);
  } catch (error) {
    throw new CommandError(ExitCode.InputOutput, error instanceof Error ? error.message : String(error));
  }
  if (text !== null) return text;
  if (named === undefined) return new Uint8Array(0);
  throw new CommandError(
    ExitCode.InputOutput,
    `${path} does not exist: write it, or leave --config out to run with the defaults`,
  );
}

function reload(daemon: Daemon, path: string | undefined, log: StderrLog): void {
  try {
    const text = readConfiguration(path);
    log.configuration = Buffer.from(text).toString("latin1");
    daemon.configure(text);
  } catch (error) {
    log.error(`${error instanceof Error ? error.message : String(error)}; the configuration in force stays`);
  }
}
