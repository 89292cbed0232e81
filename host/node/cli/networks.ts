import { renderNetworks } from "../../render/networks.ts";
import type { Particulars } from "../../render/particulars.ts";
import { note, print, style } from "./command.ts";
import { readQuestion } from "./control-client.ts";
import { ExitCode } from "./exit.ts";

/** `networks [INTERFACE]`: what each network is made of. */
export async function networks(args: string[]): Promise<ExitCode> {
  const question = readQuestion("networks", args, 1);
  const records: Particulars[] = [];
  for await (const record of question.ask()) {
    if (record["record"] === "network") records.push(record);
  }
  if (records.length === 0) {
    note("no network is known yet: nothing has a lease, and no interface is configured");
    return ExitCode.NothingFound;
  }
  if (!question.json) for (const line of renderNetworks(records, style())) print(line);
  return ExitCode.Found;
}
