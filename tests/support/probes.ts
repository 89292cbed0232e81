// Where the code of the core was: a module with a probe at each line of the source and
// at each condition, and what the probes say. The probes are bits of globals that
// come from outside, so that all instances of a process share them.
import { I32, I64, IF_VOID, leb, Op, readFunctions, rewriteModule, shiftGlobal, signedLeb } from "./wasm-rewrite.ts";
import type { FunctionCode, Instruction, NewCode, NewGlobal } from "./wasm-rewrite.ts";
import type { Place, SourceMap } from "./source-map.ts";

const BITS = 64;

/** A line of the source, or one outcome of a condition in it. */
export interface Probe {
  readonly place: Place;
  /** Null: the line. */
  readonly outcome: "taken" | "not taken" | null;
  /** Which of the conditions of a function at this very place: of `a && b || c` there are two. */
  readonly ordinal: number;
}

export interface Probed {
  readonly module: Uint8Array;
  /** The globals that the module imports from `host`. */
  readonly globals: readonly string[];
  /** By number: bit `n % 64` of the global `n / 64`. */
  readonly probes: readonly Probe[];
}

/** Conditions: what is on the stack decides where it goes on. */
const CONDITIONS: readonly number[] = [Op.If, Op.BrIf, Op.Select];

/** Sets the bit of a probe. */
function hit(number: number): number[] {
  const global = leb(Math.floor(number / BITS));
  const bit = BigInt.asIntN(BITS, 1n << BigInt(number % BITS));
  return [...[Op.GlobalGet, ...global, Op.I64Const, ...signedLeb(bit)], ...[Op.I64Or, Op.GlobalSet, ...global]];
}

class Prober {
  readonly probes: Probe[] = [];
  private readonly map: SourceMap;

  constructor(map: SourceMap) {
    this.map = map;
  }

  private add(place: Place, outcome: Probe["outcome"], ordinal = 0): number {
    return this.probes.push({ place, outcome, ordinal }) - 1;
  }

  /** A function with its probes; numbers of globals are moved on later. */
  probe(code: FunctionCode, shift: number): NewCode {
    // One more local holds a condition while its outcome is noted.
    const scratch = leb(code.parameters.length + code.locals.reduce((sum, [count]) => sum + count, 0));
    let line = "";
    let place: Place | null = null;
    const seen = new Map<string, number>();
    let last = -1;
    const octets = code.instructions.flatMap((instruction) => {
      place = this.map.placeAt(instruction.offset) ?? place;
      const before: number[] = [];
      const here = place === null ? "" : `${place.file}:${place.line}`;
      if (place !== null && here !== line && !isMark(instruction)) {
        line = here;
        before.push(...hit(this.add(place, null)));
      }
      // `while (true)` is no condition.
      if (place !== null && CONDITIONS.includes(instruction.opcode) && last !== Op.I32Const) {
        const key = `${here}:${place.column}`;
        const ordinal = seen.get(key) ?? 0;
        seen.set(key, ordinal + 1);
        const [taken, other] = [this.add(place, "taken", ordinal), this.add(place, "not taken", ordinal)];
        const note = [...hit(taken), Op.Else, ...hit(other), Op.End];
        before.push(Op.LocalTee, ...scratch, ...IF_VOID, ...note, Op.LocalGet, ...scratch);
      }
      if (isMark(instruction)) line = "";
      last = instruction.opcode;
      return [...before, ...shiftGlobal(instruction, shift)];
    });
    return { locals: [...code.locals, [1, I32]], octets: Uint8Array.from(octets) };
  }
}

/** Behind these another line may go on, or none. */
const isMark = ({ opcode }: Instruction): boolean =>
  [Op.Block, Op.Loop, Op.Else, Op.End, Op.Br, Op.Return, Op.Unreachable].includes(opcode as never);

/** A module with probes. */
export function probeModule(module: Uint8Array, map: SourceMap): Probed {
  const functions = readFunctions(module);
  // How many globals there are to be is known when the probes are counted.
  const draft = new Prober(map);
  for (const code of functions) draft.probe(code, 0);
  const count = Math.ceil(draft.probes.length / BITS);
  const prober = new Prober(map);
  const code = functions.map((each) => prober.probe(each, count));
  const globals = Array.from({ length: count }, (_, index): NewGlobal => ({
    name: `p${index}`,
    type: I64,
    initial: null,
  }));
  return {
    module: rewriteModule(module, code, globals),
    globals: globals.map(({ name }) => name),
    probes: prober.probes,
  };
}
