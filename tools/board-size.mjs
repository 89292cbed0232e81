// Prints the octets of each part of a board's program: `node tools/board-size.mjs FOLDER`,
// a folder of build/board/. They are from the linker's map and its stripped result.
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const PARTS = [
  ["the core", /\((discovery|module)\.o\)/],
  ["the WebAssembly runtime", /\((wasm\w+-host|wamr-host|m3_\w+)\.o\)|libiwasm/],
  ["the library around it", /libdots_discovery\.a/],
  ["the port", /\/board\/[^/]+\/[^/]+\/[^/]+\.o$/],
  ["daemon and client", /\.o$/],
  ["the C library", /./],
];

/** Octets of each part, by its name, and of the whole file as `total`. */
export function measureBoard(folder) {
  const sizes = new Map(PARTS.map(([name]) => [name, 0]));
  const map = readFileSync(join(folder, "dots-discovery.map"), "utf8");
  // A section's name may have a line of its own. What is left out stands above the memory map.
  const placed = map.slice(map.indexOf("Linker script and memory map"));
  for (const [, section, address, size, file] of placed.matchAll(
    /^ (\.\S+)\s+0x([0-9a-f]+)\s+0x([0-9a-f]+) (\S+)$/gm,
  )) {
    const isKept = /^\.(text|rodata|data|init|fini|eh_frame|got)/.test(section) && !/^0+$/.test(address);
    const part = PARTS.find(([, pattern]) => pattern.test(file));
    if (isKept && part) sizes.set(part[0], sizes.get(part[0]) + parseInt(size, 16));
  }
  sizes.set("total", statSync(join(folder, "dots-discovery")).size);
  return sizes;
}

if (process.argv[1]?.endsWith("board-size.mjs")) {
  const folder = process.argv[2] ?? "build/board/host";
  console.log(`${folder}/dots-discovery`);
  for (const [name, octets] of measureBoard(folder)) console.log(`${String(octets).padStart(9)}  ${name}`);
}
