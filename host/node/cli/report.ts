import { note, readArguments } from "./command.ts";
import { DAEMON_OPTIONS, makeQuestion } from "./control-client.ts";
import { CommandError, ExitCode } from "./exit.ts";

const OPTIONS = { ...DAEMON_OPTIONS, "not-after": { type: "string" } } as const;
const RESULTS: readonly string[] = ["ok", "connect-failed", "identity-failed", "redirected"];
/** With the time zone: without one the time would be another on each machine. */
const ISO_TIME = /^(\d{4})-(\d\d)-(\d\d)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?$/;

/** `report PEER RESULT`: what a DOTS client saw of a server. */
export async function report(args: string[]): Promise<ExitCode> {
  const { values, positionals } = readArguments("report", args, OPTIONS, 3);
  const question = makeQuestion(values, `report ${readReport(positionals, values["not-after"])}`);
  for await (const record of question.ask()) void record;
  if (!question.json) note('reported; "dots-discovery peers" shows the order of the servers now');
  return ExitCode.Found;
}

function readReport([peer = "", result = "", seconds]: string[], notAfter: string | undefined): string {
  if (!/^[0-9a-f]{16}$/i.test(peer))
    throw usage(`"${peer}" is no server: name one by its id of 16 digits, which "dots-discovery peers --json" shows`);
  if (!RESULTS.includes(result)) throw usage(`there is no result "${result}": take ${RESULTS.join(", ")}`);
  if ((result === "redirected") !== (seconds !== undefined))
    throw usage(`"redirected" needs a number of seconds, the others none`);
  if (seconds !== undefined && !/^\d{1,10}$/.test(seconds)) throw usage(`"${seconds}" is no number of seconds`);
  if (notAfter !== undefined && result !== "ok") throw usage('"--not-after" goes with "ok" only');
  const words = [peer, result, ...(seconds === undefined ? [] : [seconds])];
  return [...words, ...(notAfter === undefined ? [] : ["not-after", unixSeconds(notAfter)])].join(" ");
}

/** Seconds since 1970 of `1801396800` or `2027-01-31T12:00:00Z`. */
function unixSeconds(text: string): number {
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : isoSeconds(text);
  if (!(seconds >= 0)) throw usage(`"${text}" is no time: write 2027-01-31T12:00:00Z, or seconds since 1970`);
  return Math.floor(seconds);
}

/** The same of a time of ISO 8601; NaN if there is no such one. A day that its month does not have is none. */
function isoSeconds(text: string): number {
  const [, year, month, day] = ISO_TIME.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}`);
  return date.getUTCDate() === Number(day) ? Date.parse(text) / 1000 : NaN;
}

function usage(problem: string): CommandError {
  return new CommandError(ExitCode.Usage, `${problem}; "dots-discovery report --help" shows what it takes`);
}
