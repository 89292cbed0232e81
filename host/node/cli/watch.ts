import { renderEvent } from "../../render/peers.ts";
import { print } from "./command.ts";
import { readQuestion } from "./control-client.ts";
import { ExitCode } from "./exit.ts";

/** `watch`: the servers now, then every change, until interrupted. */
export async function watch(args: string[]): Promise<ExitCode> {
  const question = readQuestion("watch", args, 0);
  for await (const record of question.ask()) if (!question.json) print(renderEvent(record));
  return ExitCode.Found;
}
