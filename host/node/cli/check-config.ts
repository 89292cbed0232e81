import { Code, InputKind } from "../../abi.gen.ts";
import { Driver } from "../../driver.ts";
import type { Platform } from "../../platform.ts";
import { nameCodes } from "../../render/codes.ts";
import { configurationLine, withConfigurationText } from "../../render/config-problem.ts";
import { numberOf, parseParticulars } from "../../render/particulars.ts";
import type { Particulars } from "../../render/particulars.ts";
import { explain } from "../../render/sentences.ts";
import { bootTimeMs } from "../clock.ts";
import { loadCore } from "../load-core.ts";
import { note, print } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";

/** `run --check-config`: shows every error of a configuration and runs nothing. */
export function checkConfiguration(path: string, configuration: Uint8Array, json: boolean): ExitCode {
  const text = Buffer.from(configuration).toString("latin1");
  const problems = findProblems(configuration);
  for (const problem of problems) {
    const full = withConfigurationText(problem, text);
    const message = explain(numberOf(full, "error") ?? Code.Ok, full);
    const line = numberOf(full, "line") ?? 0;
    const column = (numberOf(full, "offset") ?? 0) + 1;
    if (json)
      print(JSON.stringify({ file: path, line, column, error: (nameCodes(problem) as Particulars)["error"], message }));
    else print(`${path}:${line}:${column}: ${message}\n${quote(full, text, column)}`);
  }
  if (problems.length === 0) note(`${path}: no errors`);
  return problems.length === 0 ? ExitCode.Found : ExitCode.Malformed;
}

/** The line, and a mark below the column. */
function quote(problem: Particulars, text: string, column: number): string {
  const line = configurationLine(problem, text) ?? "";
  return `  ${line}\n  ${" ".repeat(column - 1)}^`;
}

/** The particulars of every line in error, as the core reports them. */
function findProblems(configuration: Uint8Array): Particulars[] {
  const problems: Particulars[] = [];
  const nothing = () => undefined;
  const platform: Platform = {
    now: bootTimeMs,
    entropy: () => null,
    log: (_level, code, particulars) => {
      if (code === Code.ConfigLine) problems.push(parseParticulars(particulars));
    },
    event: nothing,
    clientSend: nothing,
    clientClose: nothing,
    result: nothing,
    deadline: nothing,
    udpOpen: nothing,
    mcastJoin: nothing,
    udpSend: nothing,
    tcpAsk: nothing,
    close: nothing,
    refused: (_kind, _payload, fault) => problems.push({ line: 0, error: fault.code, offset: fault.offset }),
    failed: (_kind, _payload, error) => {
      throw new CommandError(ExitCode.InputOutput, `the core failed: ${error.message}`);
    },
  };
  new Driver(loadCore().instantiate(), platform).feed(InputKind.Config, configuration);
  return problems;
}
