// The project's own files, for tests that read them. Tests run in its root.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

export const ROOT = process.cwd();
const NOT_OURS = new Set(["node_modules", "build", ".git"]);

/** Every file below a folder of the project, as paths from its root, in order. */
export function listFiles(folder = "."): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !NOT_OURS.has(entry.name)) found.push(...listFiles(path));
    else if (entry.isFile()) found.push(path);
  }
  return found.sort();
}

export const readText = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** What each file imports from the project (paths from its root) and from elsewhere (names). */
export function listImports(path: string): { own: string[]; foreign: string[] } {
  const statements = /^(?:import|export)\s(?:[\w\s{},*$]*\bfrom\s)?\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']/gm;
  const own: string[] = [];
  const foreign: string[] = [];
  for (const [, fixed, dynamic] of readText(path).matchAll(statements)) {
    const target = fixed ?? dynamic ?? "";
    if (!target.startsWith(".")) foreign.push(target);
    else {
      const file = relative(ROOT, join(ROOT, path, "..", target));
      own.push(file.endsWith(".ts") ? file : `${file}.ts`);
    }
  }
  return { own, foreign };
}
