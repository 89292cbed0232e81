// Bundles the command for Node: host/ -> build/host/dots-discovery.mjs.
import { chmodSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const OUTPUT = join(ROOT, "build/host/dots-discovery.mjs");
const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

await build({
  entryPoints: [join(ROOT, "host/node/cli/main.ts")],
  outfile: OUTPUT,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  banner: { js: "#!/usr/bin/env node" },
  define: { PACKAGE_VERSION: JSON.stringify(version) },
  logLevel: "warning",
});
chmodSync(OUTPUT, 0o755);
