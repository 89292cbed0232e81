// Mutations in words: where in the source, what it was, what it is.
import { readFileSync } from "node:fs";
import { SourceMap } from "../support/source-map.ts";
import { parseModule } from "../support/wasm.ts";
import type { Mutator } from "./mutant.ts";
import type { Mutation } from "./operators.ts";

export class Describer {
  private readonly names: readonly (string | null)[];
  private readonly map: SourceMap;
  private readonly mutator: Mutator;

  /** @param path of a module with names and with a source map beside it */
  constructor(path: string, mutator: Mutator) {
    this.names = parseModule(new Uint8Array(readFileSync(path))).functions.map(({ name }) => name);
    this.map = new SourceMap(readFileSync(`${path}.map`, "utf8"));
    this.mutator = mutator;
  }

  functionOf({ functionIndex }: Mutation): string {
    return this.names[functionIndex] || `function ${functionIndex}`;
  }

  describe({ functionIndex, at, what }: Mutation): string {
    const instructions = this.mutator.functions[functionIndex]?.instructions ?? [];
    // An instruction of which nothing is said comes from where the one before it does.
    for (let index = at; index >= 0; index--) {
      const place = this.map.placeAt(instructions[index]?.offset ?? 0);
      if (place !== null) return `${place.file}:${place.line}:${place.column + 1}: ${what} (instruction ${at})`;
    }
    return `${what} (instruction ${at})`;
  }
}
