// Source maps of WebAssembly modules: which line of the source an octet of the file
// comes from. Format: ECMA-426, with the octet's offset as the column.

/** A place in a source file; lines are counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The numbers of a segment, base 64 VLQ. */
function readNumbers(text: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const digit of text) {
    const bits = DIGITS.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

export class SourceMap {
  private readonly places = new Map<number, Place | null>();

  /** @param text of the .map file */
  constructor(text: string) {
    const { mappings, sources } = JSON.parse(text) as { mappings: string; sources: string[] };
    let [offset, source, line, column] = [0, 0, 0, 0];
    for (const segment of mappings.split(",")) {
      const [offsetStep = 0, sourceStep, lineStep = 0, columnStep = 0] = readNumbers(segment);
      offset += offsetStep;
      if (sourceStep === undefined) {
        this.places.set(offset, null);
        continue;
      }
      source += sourceStep;
      line += lineStep;
      column += columnStep;
      this.places.set(offset, { file: sources[source] as string, line: line + 1, column });
    }
  }

  /** Where the instruction at an offset comes from; null if nothing is said of it by itself. */
  placeAt(offset: number): Place | null {
    return this.places.get(offset) ?? null;
  }
}
