// Runs single test files: `node tests/support/one-file.mjs FILE...`
import { runNodeTests } from "./node-tests.mjs";
import { createSlots } from "./slots.mjs";

const options = { slots: createSlots(1), print: console.log };
const { passed, failed, skipped } = await runNodeTests(process.argv.slice(2), options);
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
