// What the runs of the lab found, cell by cell, for the table of docs/interoperability.md.

import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "build/lab/results";

/** One result of a real run. */
export interface Cell {
  /** The table that it belongs to. */
  readonly table: string;
  /** Who took part, the daemon last. */
  readonly row: readonly string[];
  readonly column: string;
  /** A few words. */
  readonly text: string;
  /** A sentence about what is not as it should be. */
  readonly note?: string;
}

/** The results of one test file. */
export class Results {
  private readonly file: string;
  private readonly cells: Cell[] = [];

  /** Forgets those of an earlier run. */
  constructor(name: string) {
    mkdirSync(FOLDER, { recursive: true });
    this.file = join(FOLDER, `${name}.json`);
    rmSync(this.file, { force: true });
  }

  add(cell: Cell): void {
    this.cells.push(cell);
  }

  write(): void {
    writeFileSync(this.file, `${JSON.stringify(this.cells, null, 1)}\n`);
  }
}

/** Those of all test files that have run, and the names of these. */
export function readResults(): { files: string[]; cells: Cell[] } {
  mkdirSync(FOLDER, { recursive: true });
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".json"));
  // The crafted server comes last.
  files.sort((a, b) => Number(a.includes("crafted")) - Number(b.includes("crafted")) || a.localeCompare(b));
  const cells = files.flatMap((file) => JSON.parse(readFileSync(join(FOLDER, file), "utf8")) as Cell[]);
  return { files: files.map((file) => file.replace(/\.json$/, "")), cells };
}
