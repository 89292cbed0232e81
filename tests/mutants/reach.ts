// Which instructions a test comes to: a module with a flag at each stretch of code that
// is gone through as a whole. A mutant can only be noticed by a test that comes to it.
import { I64, leb, Op, readFunctions, rewriteModule, shiftGlobal, signedLeb } from "../support/wasm-rewrite.ts";
import type { FunctionCode, NewGlobal } from "../support/wasm-rewrite.ts";

const BITS = 64;

/** Behind these another stretch begins. */
const ENDS: readonly number[] = [
  ...[Op.Loop, Op.If, Op.Else, Op.End, Op.Br, Op.BrIf, Op.BrTable, Op.Return, Op.Unreachable],
];

/** Sets the flag of a stretch: a bit of a global that comes from outside. */
function hit(number: number): number[] {
  const global = leb(Math.floor(number / BITS));
  const bit = BigInt.asIntN(BITS, 1n << BigInt(number % BITS));
  return [Op.GlobalGet, ...global, Op.I64Const, ...signedLeb(bit), Op.I64Or, Op.GlobalSet, ...global];
}

export class Reach {
  /** The module with its flags. */
  readonly module: Uint8Array;
  /** Its imports, to be given to each instance. */
  readonly imports: { readonly host: Record<string, WebAssembly.Global> } = { host: {} };
  private readonly globals: WebAssembly.Global[];
  private readonly stretches: readonly (readonly number[])[];

  constructor(module: Uint8Array) {
    const functions = readFunctions(module);
    let count = 0;
    this.stretches = functions.map(({ instructions }) => {
      let isFirst = true;
      return instructions.map(({ opcode }) => {
        if (isFirst) count++;
        isFirst = ENDS.includes(opcode);
        return count - 1;
      });
    });
    this.globals = Array.from(
      { length: Math.ceil(count / BITS) },
      () => new WebAssembly.Global({ value: "i64", mutable: true }, 0n),
    );
    this.globals.forEach((global, index) => (this.imports.host[`r${index}`] = global));
    const code = functions.map((each) => ({ locals: each.locals, octets: this.flag(each) }));
    const globals = this.globals.map((_, index): NewGlobal => ({ name: `r${index}`, type: I64, initial: null }));
    this.module = rewriteModule(module, code, globals);
  }

  private flag({ index, instructions }: FunctionCode): Uint8Array {
    const stretches = this.stretches[index] ?? [];
    return Uint8Array.from(
      instructions.flatMap((instruction, at) => [
        ...(stretches[at] === stretches[at - 1] ? [] : hit(stretches[at] as number)),
        ...shiftGlobal(instruction, this.globals.length),
      ]),
    );
  }

  /** The stretch of an instruction of a function. */
  stretchOf(functionIndex: number, at: number): number {
    return this.stretches[functionIndex]?.[at] as number;
  }

  /** The stretches that were gone through since the last time, a bit each. */
  take(): Uint8Array {
    const words = new BigUint64Array(this.globals.map(({ value }) => BigInt.asUintN(BITS, value as bigint)));
    for (const global of this.globals) global.value = 0n;
    return new Uint8Array(words.buffer);
  }
}

export const isReached = (stretches: Uint8Array, stretch: number): boolean =>
  (((stretches[stretch >> 3] ?? 0) >> (stretch & 7)) & 1) === 1;
