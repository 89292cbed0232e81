// Where the octets of the core are: code by folder of assembly/, from the names
// build, whose code is that of the release build.
import { dataSize, parseModule } from "./wasm.ts";

/** Octets by row: folders of assembly/, `(top)`, `(library)`, `(data)`, `(other)`. */
export type SizeTable = ReadonlyMap<string, number>;

/** The folder of a function by its name, `assembly/dhcp/v4/parse` or `~lib/memory/...`. */
function rowOf(name: string): string {
  const [root, folder, ...rest] = name.split("/");
  if (root === "~lib") return "(library)";
  if (root !== "assembly" || folder === undefined) return "(other)";
  return rest.length > 1 ? folder : "(top)";
}

/** The table of a module with names; its rows add up to the size of the release module. */
export function measure(withNames: Uint8Array, release: Uint8Array): SizeTable {
  const module = parseModule(withNames);
  const table = new Map<string, number>();
  const add = (row: string, octets: number) => table.set(row, (table.get(row) ?? 0) + octets);
  for (const { name, size } of module.functions) add(rowOf(name), size);
  add("(data)", dataSize(module));
  const known = [...table.values()].reduce((sum, octets) => sum + octets, 0);
  add("(other)", release.length - known);
  return new Map([...table].sort(([, a], [, b]) => b - a));
}
