import { numberOf, textOf } from "../../render/particulars.ts";
import type { Particulars } from "../../render/particulars.ts";
import { renderCells } from "../../render/peers.ts";
import { print, style } from "./command.ts";
import { readQuestion } from "./control-client.ts";
import { CommandError, ExitCode } from "./exit.ts";

/** `status`: the networks and what is known of each. */
export async function status(args: string[]): Promise<ExitCode> {
  const question = readQuestion("status", args, 0);
  const cells: Particulars[] = [];
  let summary: Particulars = {};
  let restarts = 0;
  for await (const record of question.ask()) {
    if (record["record"] === "cell") cells.push(record);
    else if (record["record"] === "status") summary = record;
    else if (record["record"] === "host") restarts = numberOf(record, "restarts") ?? 0;
  }
  if (summary["record"] !== "status")
    throw new CommandError(ExitCode.InputOutput, "the daemon hung up before its answer was complete: try again");
  if (question.json) return ExitCode.Found;
  if (cells.length > 0) for (const line of renderCells(cells, style())) print(line);
  else print("no network yet: nothing has a lease, and no server is configured");
  print(
    `${textOf(summary, "inputs", "0")} inputs, ${textOf(summary, "refused", "0")} refused, list published ${textOf(summary, "published", "0")} times, store ${textOf(summary, "store", "absent")}`,
  );
  if (restarts > 0)
    print(`the core failed and was replaced; times since the daemon began: ${restarts}. Its log says why`);
  if (summary["attack"] === true) print("an attack is on: lists that cannot be confirmed are kept for 72 hours");
  return ExitCode.Found;
}
