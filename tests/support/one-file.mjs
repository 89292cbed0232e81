// Runs single test files: `node tests/support/one-file.mjs FILE...`
import { runNodeTests } from "./node-tests.mjs";

const { passed, failed, skipped } = await runNodeTests(process.argv.slice(2), { serial: true });
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
