import { Code, InputKind } from "../../abi.gen.ts";
import { Driver } from "../../driver.ts";
import type { Platform } from "../../platform.ts";
import { nameCodes } from "../../render/codes.ts";
import { numberOf, parseParticulars } from "../../render/particulars.ts";
import type { Particulars } from "../../render/particulars.ts";
import { explain } from "../../render/sentences.ts";
import { bootTimeMs } from "../clock.ts";
import { loadCore } from "../load-core.ts";
import { note, print } from "./command.ts";
import type { Configuration } from "./configuration.ts";
import { CommandError, ExitCode } from "./exit.ts";

/** `run --check-config`: shows every error of a configuration and runs nothing. */
export function checkConfiguration(configuration: Configuration, json: boolean): ExitCode {
  const problems = findProblems(configuration.octets);
  for (const problem of problems) {
    const { path, line, quoted, full } = configuration.locate(problem);
    const message = explain(numberOf(full, "error") ?? Code.Ok, full);
    const column = (numberOf(full, "offset") ?? 0) + 1;
    if (json)
      print(JSON.stringify({ file: path, line, column, error: (nameCodes(problem) as Particulars)["error"], message }));
    // The line, and a mark below the column.
    else print(`${path}:${line}:${column}: ${message}\n  ${quoted}\n  ${" ".repeat(column - 1)}^`);
  }
  if (problems.length === 0) note(`${configuration.paths}: no errors`);
  return problems.length === 0 ? ExitCode.Found : ExitCode.Malformed;
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
    storeWrite: nothing,
    storeQuarantine: nothing,
    refused: (_kind, _payload, fault) => problems.push({ line: 0, error: fault.code, offset: fault.offset }),
    failed: (_kind, _payload, error) => {
      throw new CommandError(ExitCode.InputOutput, `the core failed: ${error.message}`);
    },
  };
  new Driver(loadCore().instantiate(), platform).feed(InputKind.Config, configuration);
  return problems;
}
