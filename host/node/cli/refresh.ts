import { note } from "./command.ts";
import { readQuestion } from "./control-client.ts";
import { ExitCode } from "./exit.ts";

/** `refresh [INTERFACE]`: discovery begins anew, on one interface or on all. */
export async function refresh(args: string[]): Promise<ExitCode> {
  const question = readQuestion("refresh", args, 1);
  for await (const record of question.ask()) void record;
  if (!question.json) note('discovery begins anew; "dots-discovery watch" shows what changes');
  return ExitCode.Found;
}
