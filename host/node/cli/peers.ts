import type { Particulars } from "../../render/particulars.ts";
import { renderPeers } from "../../render/peers.ts";
import { note, print, style } from "./command.ts";
import { readQuestion } from "./control-client.ts";
import { ExitCode } from "./exit.ts";

/** `peers [INTERFACE]`: the DOTS servers, of one interface or of all. */
export async function peers(args: string[]): Promise<ExitCode> {
  const question = readQuestion("peers", args, 1);
  const records: Particulars[] = [];
  for await (const record of question.ask()) {
    if (record["record"] === "peer" || record["record"] === "waiting") records.push(record);
  }
  if (records.length === 0) {
    note('no DOTS server is known; "dots-discovery status" shows what each network gave');
    return ExitCode.NothingFound;
  }
  if (!question.json) for (const line of renderPeers(records, style())) print(line);
  return ExitCode.Found;
}
