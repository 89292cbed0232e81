import { note, readArguments } from "./command.ts";
import { DAEMON_OPTIONS, makeQuestion } from "./control-client.ts";
import { CommandError, ExitCode } from "./exit.ts";

/** `attack on|off`: whether an attack is on, which lets lists live longer. */
export async function attack(args: string[]): Promise<ExitCode> {
  const { values, positionals } = readArguments("attack", args, DAEMON_OPTIONS, 1);
  const [word = ""] = positionals;
  if (word !== "on" && word !== "off")
    throw new CommandError(ExitCode.Usage, 'say "dots-discovery attack on" or "dots-discovery attack off"');
  const question = makeQuestion(values, `attack ${word}`);
  for await (const record of question.ask()) void record;
  if (!question.json) note(`the daemon knows that ${word === "on" ? "an attack is on" : "the attack is over"}`);
  return ExitCode.Found;
}
