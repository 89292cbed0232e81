// Prints the size table: `make size`.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { measure } from "./size.ts";

const release = readFileSync("build/discovery.wasm");
const gates = JSON.parse(readFileSync("tests/meta/size.json", "utf8")) as Record<string, number>;
const line = (name: string, octets: number, gate?: number) =>
  `${name.padEnd(14)} ${String(octets).padStart(7)} ${String(gate ?? "").padStart(7)}`.trimEnd() + "\n";

let text = "folder          octets    gate\n";
for (const [row, octets] of measure(readFileSync("build/discovery.names.wasm"), release)) {
  text += line(row, octets);
}
text += line("total", release.length, gates["total"]);
text += line("gzipped", gzipSync(release, { level: 9 }).length, gates["gzipped"]);
process.stdout.write(text);
