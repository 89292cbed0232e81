import { join, resolve } from "node:path";
import { CoreError } from "../../core.ts";
import { Daemon } from "../daemon.ts";
import { ensureDirectory, errorCode, GuardError } from "../guarded-files.ts";
import { Hook } from "../hook.ts";
import { JournalFile } from "../journal-file.ts";
import { loadCore } from "../load-core.ts";
import { SlotStore } from "../store.ts";
import { checkConfiguration } from "./check-config.ts";
import { readArguments } from "./command.ts";
import { readConfiguration } from "./configuration.ts";
import type { Configuration } from "./configuration.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { StderrLog } from "./stderr-log.ts";

export const DEFAULT_SOCKET = "/run/dots-discovery/control.sock";
const DEFAULT_SPOOL = "/run/dots-discovery/spool";
const DEFAULT_STATE = "/run/dots-discovery/state";
const DEFAULT_STORE = "/var/lib/dots-discovery";
const RESULT_NAME = "servers.json";

/** What the program that fetches credentials is run for. */
const ENROL_EVENTS = ["credentials-missing"];

const OPTIONS = {
  config: { type: "string", multiple: true },
  socket: { type: "string", default: DEFAULT_SOCKET },
  spool: { type: "string", default: DEFAULT_SPOOL },
  "state-dir": { type: "string", default: DEFAULT_STATE },
  "store-dir": { type: "string", default: DEFAULT_STORE },
  journal: { type: "string" },
  hook: { type: "string" },
  "enrol-hook": { type: "string" },
  "check-config": { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  verbose: { type: "boolean", default: false },
} as const;

/** `run`: the daemon, in the foreground until SIGTERM or SIGINT. */
export async function run(args: string[]): Promise<ExitCode> {
  const { values } = readArguments("run", args, OPTIONS);
  const configuration = readConfiguration(values.config);
  if (values["check-config"]) return checkConfiguration(configuration, values.json);
  const log = new StderrLog(values.json, values.verbose);
  log.configuration = configuration;
  const hooks = makeHooks(values, log);
  const daemon = await start(values, log, configuration, hooks);
  log.info(`listening at ${values.socket}, reading ${values.spool}, writing ${join(values["state-dir"], RESULT_NAME)}`);
  process.on("SIGHUP", () => reload(daemon, values.config, log));
  const signal = await new Promise<string>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  daemon.stop();
  for (const hook of hooks) hook.stop();
  log.info(`stopped by ${signal}`);
  return ExitCode.Found;
}

interface Places {
  readonly socket: string;
  readonly spool: string;
  readonly "state-dir": string;
  readonly "store-dir": string;
  readonly journal?: string | undefined;
  readonly hook?: string | undefined;
  readonly "enrol-hook"?: string | undefined;
}

/** The programs that are run for events. */
function makeHooks(places: Places, log: StderrLog): Hook[] {
  const variables = { DOTS_RESULT: resolve(places["state-dir"], RESULT_NAME), DOTS_SOCKET: resolve(places.socket) };
  const report = (sentence: string) => log.error(sentence);
  const { hook, "enrol-hook": enrolHook } = places;
  try {
    return [
      ...(hook === undefined ? [] : [new Hook({ program: hook, variables, report })]),
      ...(enrolHook === undefined ? [] : [new Hook({ program: enrolHook, events: ENROL_EVENTS, variables, report })]),
    ];
  } catch (error) {
    if (error instanceof GuardError) throw new CommandError(ExitCode.InputOutput, error.message);
    throw error;
  }
}

async function start(
  places: Places,
  log: StderrLog,
  configuration: Configuration,
  hooks: readonly Hook[],
): Promise<Daemon> {
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
      onEvent: (line) => hooks.forEach((hook) => hook.event(line)),
    });
    await daemon.start(configuration.octets);
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

function reload(daemon: Daemon, named: readonly string[] | undefined, log: StderrLog): void {
  try {
    const configuration = readConfiguration(named);
    log.configuration = configuration;
    daemon.configure(configuration.octets);
  } catch (error) {
    log.error(`${error instanceof Error ? error.message : String(error)}; the configuration in force stays`);
  }
}
