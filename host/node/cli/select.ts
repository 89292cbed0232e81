import type { Particulars } from "../../render/particulars.ts";
import { renderSelection } from "../../render/selection.ts";
import { print, readArguments, style } from "./command.ts";
import { askDaemon, DAEMON_OPTIONS, ignoreLine, printLine } from "./control-client.ts";
import { CommandError, ExitCode } from "./exit.ts";

const OPTIONS = {
  ...DAEMON_OPTIONS,
  interface: { type: "string" },
  gateway: { type: "boolean", default: false },
} as const;

/** Blanks and `#` would end the target early. */
const TARGET = /^[!-~]+$/;

/** `select TARGET… [--interface IF] [--gateway]`: which servers to ask for each target. */
export async function select(args: string[]): Promise<ExitCode> {
  const { values, positionals } = readArguments("select", args, OPTIONS, Infinity);
  if (positionals.length === 0) throw new CommandError(ExitCode.Usage, 'name a target, such as "192.0.2.1"');
  const limit = values.interface === undefined ? [] : ["interface", values.interface];
  for (const word of [...positionals, ...limit]) {
    if (!TARGET.test(word) || word.includes("#"))
      throw new CommandError(ExitCode.Usage, `"${word}" is no target: blanks and "#" are not possible`);
  }
  const request = [values.gateway ? "accept" : "select", ...limit, ...positionals].join(" ");
  const records = await collect(askDaemon(values.socket, request, values.json ? printLine : ignoreLine));
  if (!values.json) {
    const peers = await collect(askDaemon(values.socket, "peers", ignoreLine));
    for (const line of renderSelection(records, peers, style())) print(line);
  }
  const isWhole = records.length > 0 && records.every(({ record }) => record !== "unmatched");
  return isWhole ? ExitCode.Found : ExitCode.NothingFound;
}

async function collect(records: AsyncIterable<Particulars>): Promise<Particulars[]> {
  const all: Particulars[] = [];
  for await (const record of records) all.push(record);
  return all;
}
