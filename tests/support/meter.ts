// A module that counts the instructions that it executes: the cost of an input is the
// same on every machine, and at every load.
import { I64, leb, Op, readFunctions, rewriteModule, signedLeb, countGlobals } from "./wasm-rewrite.ts";
import type { FunctionCode, Instruction } from "./wasm-rewrite.ts";

/** Marks of structure, which cost nothing. */
const FREE: readonly number[] = [Op.Block, Op.Loop, Op.Else, Op.End, Op.Nop];
/** Behind these, what comes next may be executed another number of times. */
const ENDS: readonly number[] = [
  ...[Op.Block, Op.Loop, Op.If, Op.Else, Op.End],
  ...[Op.Br, Op.BrIf, Op.BrTable, Op.Return, Op.Unreachable],
];

/** Instructions that are executed one as often as the other. */
function splitRuns({ instructions }: FunctionCode): Instruction[][] {
  const runs: Instruction[][] = [[]];
  for (const instruction of instructions) {
    runs.at(-1)?.push(instruction);
    if (ENDS.includes(instruction.opcode)) runs.push([]);
  }
  return runs;
}

/** A module with the exported global `cost`, an i64. */
export function meterModule(module: Uint8Array): Uint8Array {
  const meter = leb(countGlobals(module));
  const count = (cost: number) => [
    ...[Op.GlobalGet, ...meter, Op.I64Const, ...signedLeb(BigInt(cost))],
    ...[Op.I64Add, Op.GlobalSet, ...meter],
  ];
  const code = readFunctions(module).map((body) => {
    const octets = splitRuns(body).flatMap((run) => {
      const cost = run.filter(({ opcode }) => !FREE.includes(opcode)).length;
      return [...(cost > 0 ? count(cost) : []), ...run.flatMap((instruction) => [...instruction.octets])];
    });
    return { locals: body.locals, octets: Uint8Array.from(octets) };
  });
  return rewriteModule(module, code, [{ name: "cost", type: I64, initial: 0 }]);
}
