// Makes mutants of a module. Each counts its rounds and its calls and traps when there
// are too many, so that one that runs for ever ends everywhere at the same point.
import {
  countGlobals,
  exportedFunction,
  I32,
  leb,
  Op,
  readFunctions,
  rewriteModule,
  signedLeb,
} from "../support/wasm-rewrite.ts";
import type { FunctionCode, NewCode } from "../support/wasm-rewrite.ts";
import { countDown } from "./operators.ts";
import type { Mutation } from "./operators.ts";

/** Rounds of loops and calls from one `init` on: many times what any test needs. */
export const FUEL = 400_000_000;

export class Mutator {
  readonly functions: readonly FunctionCode[];
  private readonly module: Uint8Array;
  private readonly code: NewCode[];
  private readonly counter: number[];
  private readonly fuel: number;
  private readonly init: number;

  constructor(module: Uint8Array) {
    this.module = module;
    this.functions = readFunctions(module);
    this.fuel = countGlobals(module);
    this.counter = countDown(this.fuel);
    this.init = exportedFunction(module, "init");
    this.code = this.functions.map((code) => this.assemble(code, null));
  }

  private assemble({ index, locals, instructions }: FunctionCode, mutation: Mutation | null): NewCode {
    const parts = instructions.flatMap(({ opcode, octets }, at) => [
      mutation?.at === at ? mutation.octets : octets,
      ...(opcode === Op.Loop ? [Uint8Array.from(this.counter)] : []),
    ]);
    const refill = [Op.I32Const, ...signedLeb(BigInt(FUEL)), Op.GlobalSet, ...leb(this.fuel)];
    const head = index === this.init ? refill : this.counter;
    return { locals, octets: Uint8Array.from(Buffer.concat([Uint8Array.from(head), ...parts])) };
  }

  /** The module with one mutation, or, for null, with none. */
  make(mutation: Mutation | null): Uint8Array {
    const code = [...this.code];
    if (mutation !== null) {
      const { functionIndex } = mutation;
      code[functionIndex] = this.assemble(this.functions[functionIndex] as FunctionCode, mutation);
    }
    return rewriteModule(this.module, code, [{ name: "fuel", type: I32, initial: FUEL }]);
  }
}
