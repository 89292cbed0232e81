// Call Home clients that are known by an address alone.

import { LogLevel } from "../abi";
import { Code } from "../codes";
import { log } from "./log";
import { GENERAL, GeneralAt, isCallHomeOn } from "./settings";

/** The configured port for a cell's Call Home clients; 0 if they are not looked for, or if there is none, which is told. */
export function callHomePort(cell: i32): i32 {
  if (!isCallHomeOn()) return 0;
  const port = <i32>load<u16>(GENERAL, GeneralAt.CallHomePort);
  if (!port) log(Code.NoCallHomePort, LogLevel.Notice, cell);
  return port;
}
