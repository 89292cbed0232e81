// Of which values only conditions are made: for those 1 and 2 are the same.
import { Op } from "../support/wasm-rewrite.ts";
import type { FunctionCode, Instruction } from "../support/wasm-rewrite.ts";

/** Where the `end` of the `if` is to whose `else` an instruction belongs. */
function endOf(instructions: readonly Instruction[], at: number): number {
  let depth = 1;
  for (let index = at + 1; ; index++) {
    const opcode = instructions[index]?.opcode;
    if (opcode === Op.Block || opcode === Op.Loop || opcode === Op.If) depth++;
    if ((opcode === Op.End && --depth === 0) || opcode === undefined) return index;
  }
}

/**
 * True if nothing but a condition looks at the value that an instruction leaves: it is 0 or it is not.
 * @param isPredicate of the function: what it returns is looked at by conditions alone
 */
export function isCondition(instructions: readonly Instruction[], at: number, isPredicate: boolean): boolean {
  for (let next = at + 1; ; next++) {
    const opcode = instructions[next]?.opcode ?? Op.Return;
    if (opcode === Op.Return) return isPredicate;
    if (opcode === Op.Else) next = endOf(instructions, next);
    else if (opcode !== Op.End) return [Op.If, Op.BrIf, Op.Select, Op.I32Eqz].includes(opcode as never);
  }
}

/** The number of the function that a `call` calls. */
export function calledBy({ octets }: Instruction): number {
  let value = 0;
  for (let at = octets.length - 1; at > 0; at--) value = value * 128 + ((octets[at] as number) & 0x7f);
  return value;
}

/**
 * The functions of whose results all callers only make conditions, or hand them on as the result of such a function.
 * A function that none calls is called from outside, who may look at anything.
 */
export function findPredicates(functions: readonly FunctionCode[]): ReadonlySet<number> {
  const calls = functions.flatMap(({ index, instructions }) =>
    instructions.flatMap((instruction, at) =>
      instruction.opcode === Op.Call ? [{ caller: index, instructions, at, callee: calledBy(instruction) }] : [],
    ),
  );
  const predicates = new Set(calls.map(({ callee }) => callee));
  for (let size = -1; size !== predicates.size;) {
    size = predicates.size;
    for (const { caller, instructions, at, callee } of calls)
      if (!isCondition(instructions, at, predicates.has(caller))) predicates.delete(callee);
  }
  return predicates;
}
