// The unit tests mirror assembly/; the vectors of tests/vectors become one more spec.
import { writeSpec } from "./tools/vectors.mjs";

writeSpec();

export default {
  entries: ["tests/unit/**/*.spec.ts", "build/unit/*.spec.ts"],
  include: ["tests/unit/**/*.include.ts"],
  disclude: [/node_modules/],
  async instantiate(memory, createImports, instantiate, binary) {
    return instantiate(binary, createImports({ env: { memory } }));
  },
  outputBinary: false,
};
