import eslint from "@eslint/js";
import tseslint from "typescript-eslint";

/** What runs on JerryScript (docs/jerryscript.md); tests/meta checks that this is all of it. */
const JERRY_FILES = [
  "host/jerry/**/*.ts",
  ...["core", "driver", "fault", "inputs", "outputs", "platform", "text"].map((name) => `host/${name}.ts`),
];

const JERRY_LACKS = [
  ...["console", "process", "Buffer", "require", "module", "performance", "crypto", "fetch", "navigator"],
  ...["setTimeout", "setInterval", "setImmediate", "clearTimeout", "clearInterval", "queueMicrotask"],
  ...["TextEncoder", "TextDecoder", "URL", "WebAssembly", "Intl", "FinalizationRegistry", "structuredClone"],
];
const JERRY_HAS_NONE = "JerryScript does not have it";
const NOBODY_WOULD_NOTICE = "inputs are handled one after the other, and nobody would see it fail";
const JERRY_RULES = {
  "no-restricted-globals": [
    "error",
    ...JERRY_LACKS.map((name) => ({ name, message: JERRY_HAS_NONE })),
    { name: "Promise", message: NOBODY_WOULD_NOTICE },
    { name: "Date", message: "calendar time is an input of the core" },
  ],
  "no-restricted-syntax": [
    "error",
    { selector: "StaticBlock", message: JERRY_HAS_NONE },
    { selector: "Literal[regex.pattern=/\\(\\?<|\\\\[pP]\\{/]", message: JERRY_HAS_NONE },
    { selector: "ImportExpression", message: JERRY_HAS_NONE },
    { selector: ":function[async=true]", message: NOBODY_WOULD_NOTICE },
    {
      selector: "NewExpression[callee.name=/^(Big)?(Ui|I)nt(16|32|64)Array$/]",
      message: "has the octet order of the machine: take a DataView",
    },
  ],
};

export default tseslint.config(
  // AssemblyScript is checked by its own compiler.
  { ignores: ["build/", "node_modules/", "assembly/", "tests/unit/", "**/*.gen.ts"] },
  eslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-constant-condition": ["error", { checkLoops: false }],
    },
  },
  {
    files: ["host/**/*.ts", "tests/**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      "no-console": "error",
      "no-eval": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // node:test runs what `test` and `describe` return.
      "@typescript-eslint/no-floating-promises": [
        "error",
        {
          allowForKnownSafeCalls: [
            { from: "package", package: "node:test", name: ["test", "describe", "it", "suite"] },
          ],
        },
      ],
    },
  },
  { files: JERRY_FILES, rules: JERRY_RULES },
  {
    files: ["**/*.mjs", "**/*.js"],
    languageOptions: {
      globals: Object.fromEntries(
        ["process", "console", "Buffer", "URL", "WebAssembly", "setTimeout", "clearTimeout"].map((name) => [
          name,
          "readonly",
        ]),
      ),
    },
  },
);
