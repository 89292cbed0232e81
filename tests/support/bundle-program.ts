// Programs of the tests that run as processes of their own.

import { buildSync } from "esbuild";

/**
 * Bundles a program.
 * @param outfile in a folder below the project's root, where it finds the packages
 */
export function bundleProgram(source: string, outfile: string): void {
  buildSync({
    entryPoints: [source],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    logLevel: "warning",
  });
}
