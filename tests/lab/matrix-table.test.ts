// docs/interoperability.md says what the runs of the lab said: this file comes after all
// others of the lab (tests/run.mjs). `make lab` writes the page.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";

import { interoperability, missing } from "./support/matrix/document.ts";

const PAGE = "docs/interoperability.md";
const lacking = missing();

test(
  "the table of interoperability is what was found",
  { skip: lacking.length > 0 && `not run: ${lacking.join(", ")}` },
  () => {
    const page = interoperability();
    if (process.env["LAB_TABLE"] === "write") writeFileSync(PAGE, page);
    assert.equal(readFileSync(PAGE, "utf8"), page, "`make lab` writes the page anew");
  },
);
