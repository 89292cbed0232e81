// Small changes to single instructions of a module: each makes a mutant, which a test
// should tell from the core.
import { calledBy, findPredicates, isCondition } from "./conditions.ts";
import { leb, Op, readConstant, signedLeb } from "../support/wasm-rewrite.ts";
import type { FunctionCode, Instruction } from "../support/wasm-rewrite.ts";
import { I64 } from "../support/wasm-rewrite.ts";

/** One instruction of one function that is to be something else. */
export interface Mutation {
  readonly functionIndex: number;
  /** Among the function's instructions. */
  readonly at: number;
  /** What changes, in words: `i32.lt_s -> i32.le_s`. */
  readonly what: string;
  readonly octets: Uint8Array;
}

const NAMES: Readonly<Record<number, string>> = {
  ...{
    0x45: "i32.eqz",
    0x46: "i32.eq",
    0x47: "i32.ne",
    0x48: "i32.lt_s",
    0x49: "i32.lt_u",
    0x4a: "i32.gt_s",
    0x4b: "i32.gt_u",
  },
  ...{
    0x4c: "i32.le_s",
    0x4d: "i32.le_u",
    0x4e: "i32.ge_s",
    0x4f: "i32.ge_u",
    0x50: "i64.eqz",
    0x51: "i64.eq",
    0x52: "i64.ne",
  },
  ...{ 0x53: "i64.lt_s", 0x54: "i64.lt_u", 0x55: "i64.gt_s", 0x56: "i64.gt_u", 0x57: "i64.le_s", 0x58: "i64.le_u" },
  ...{
    0x59: "i64.ge_s",
    0x5a: "i64.ge_u",
    0x6a: "i32.add",
    0x6b: "i32.sub",
    0x6c: "i32.mul",
    0x6d: "i32.div_s",
    0x6e: "i32.div_u",
  },
  ...{
    0x6f: "i32.rem_s",
    0x70: "i32.rem_u",
    0x71: "i32.and",
    0x72: "i32.or",
    0x73: "i32.xor",
    0x74: "i32.shl",
    0x75: "i32.shr_s",
  },
  ...{
    0x76: "i32.shr_u",
    0x7c: "i64.add",
    0x7d: "i64.sub",
    0x7e: "i64.mul",
    0x7f: "i64.div_s",
    0x80: "i64.div_u",
    0x81: "i64.rem_s",
  },
  ...{
    0x82: "i64.rem_u",
    0x83: "i64.and",
    0x84: "i64.or",
    0x85: "i64.xor",
    0x86: "i64.shl",
    0x87: "i64.shr_s",
    0x88: "i64.shr_u",
  },
};

/** What takes the place of a comparison or of arithmetic: its opposite, and what differs at the boundary. */
const REPLACEMENTS: Readonly<Record<number, readonly number[]>> = {
  ...{ 0x46: [0x47], 0x47: [0x46], 0x51: [0x52], 0x52: [0x51] },
  ...{ 0x48: [0x4c, 0x4e], 0x49: [0x4d, 0x4f], 0x4a: [0x4e, 0x4c], 0x4b: [0x4f, 0x4d] },
  ...{ 0x4c: [0x48, 0x4a], 0x4d: [0x49, 0x4b], 0x4e: [0x4a, 0x48], 0x4f: [0x4b, 0x49] },
  ...{ 0x53: [0x57, 0x59], 0x54: [0x58, 0x5a], 0x55: [0x59, 0x57], 0x56: [0x5a, 0x58] },
  ...{ 0x57: [0x53, 0x55], 0x58: [0x54, 0x56], 0x59: [0x55, 0x53], 0x5a: [0x56, 0x54] },
  ...{ 0x6a: [0x6b], 0x6b: [0x6a], 0x6c: [0x6a], 0x6d: [0x6c], 0x6e: [0x6c], 0x6f: [0x6d], 0x70: [0x6e] },
  ...{ 0x71: [0x72], 0x72: [0x71], 0x73: [0x72], 0x74: [0x76], 0x75: [0x74], 0x76: [0x74] },
  ...{ 0x7c: [0x7d], 0x7d: [0x7c], 0x7e: [0x7c], 0x7f: [0x7e], 0x80: [0x7e], 0x81: [0x7f], 0x82: [0x80] },
  ...{ 0x83: [0x84], 0x84: [0x83], 0x85: [0x84], 0x86: [0x88], 0x87: [0x86], 0x88: [0x86] },
};

const FIRST_STORE = 0x36;
const LAST_STORE = 0x3e;

const isConstant = (opcode: number): boolean => opcode === Op.I32Const || opcode === Op.I64Const;

/** `value` as a number of the constant's width. */
const wrap = (opcode: number, value: bigint): bigint => BigInt.asIntN(opcode === Op.I32Const ? 32 : 64, value);

function constants(instruction: Instruction, isTruthValue: boolean): (readonly [string, number[]])[] {
  const value = readConstant(instruction);
  const others = isTruthValue ? [value === 0n ? 1n : 0n] : [value + 1n, value - 1n];
  return others.map((next) => {
    const changed = wrap(instruction.opcode, next);
    return [`${value} -> ${changed}`, [instruction.opcode, ...signedLeb(changed)]];
  });
}

/** Instead of a call: its arguments are dropped, its results are 0. */
function withoutCall({ parameters, results }: FunctionCode): number[] {
  return [...parameters.map(() => Op.Drop), ...results.flatMap((type) => zero(type))];
}

const zero = (type: number): number[] => [type === I64 ? Op.I64Const : Op.I32Const, 0];

/** What an instruction can become. */
function changes(
  { index, instructions }: FunctionCode,
  at: number,
  functions: readonly FunctionCode[],
  predicates: ReadonlySet<number>,
): (readonly [string, number[]])[] {
  const instruction = instructions[at] as Instruction;
  const { opcode, octets } = instruction;
  const name = (code: number) => NAMES[code] ?? `opcode ${code}`;
  const found: (readonly [string, number[]])[] = (REPLACEMENTS[opcode] ?? []).map((other) => [
    `${name(opcode)} -> ${name(other)}`,
    [other],
  ]);
  if (isConstant(opcode)) found.push(...constants(instruction, isCondition(instructions, at, predicates.has(index))));
  if (opcode === Op.If || opcode === Op.BrIf || opcode === Op.Select) {
    const kind = opcode === Op.If ? "if" : opcode === Op.BrIf ? "br_if" : "select";
    found.push([`${kind} negated`, [Op.I32Eqz, ...octets]]);
  }
  if (opcode >= FIRST_STORE && opcode <= LAST_STORE) found.push(["store left out", [Op.Drop, Op.Drop]]);
  if (opcode === Op.GlobalSet || opcode === Op.LocalSet)
    found.push([`${opcode === Op.GlobalSet ? "global" : "local"}.set left out`, [Op.Drop]]);
  if (opcode === Op.Call) {
    const callee = functions[calledBy(instruction)];
    if (callee !== undefined) found.push(["call left out", withoutCall(callee)]);
  }
  return found;
}

/** Every mutation of a module's functions, in order. */
export function listMutations(functions: readonly FunctionCode[]): Mutation[] {
  const predicates = findPredicates(functions);
  return functions.flatMap((code) => {
    const early: Mutation = {
      ...{ functionIndex: code.index, at: 0, what: "returns at once" },
      octets: Uint8Array.from([...code.results.flatMap(zero), Op.Return, ...(code.instructions[0]?.octets ?? [])]),
    };
    const others = code.instructions.flatMap((_, at) =>
      changes(code, at, functions, predicates).map(([what, octets]) => ({
        functionIndex: code.index,
        at,
        what,
        octets: Uint8Array.from(octets),
      })),
    );
    return [early, ...others];
  });
}

/** The octets of an instruction that says how much further a function may go; `leb` of it in front. */
export const countDown = (fuel: number): number[] => [
  ...[Op.GlobalGet, ...leb(fuel), Op.I32Eqz, Op.If, 0x40, Op.Unreachable, Op.End],
  ...[Op.GlobalGet, ...leb(fuel), Op.I32Const, 1, Op.I32Sub, Op.GlobalSet, ...leb(fuel)],
];
