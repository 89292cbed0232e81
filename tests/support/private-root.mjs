// The lab for whoever is not root: in a namespace of users he is, and everything that he
// makes there is gone when the last of its processes has ended.

import { spawnSync } from "node:child_process";

const UNSHARE = [
  "unshare",
  "--user",
  "--map-root-user",
  "--net",
  "--mount",
  "--pid",
  "--fork",
  "--kill-child",
  "--mount-proc",
];

/** A command line to put in front of another one; empty for root, and where the kernel refuses. */
export function privateRoot() {
  if (process.platform !== "linux" || process.getuid() === 0) return [];
  const [program, ...options] = UNSHARE;
  const { status, stderr } = spawnSync(program, [...options, "true"], { encoding: "utf8" });
  if (status === 0) return [...UNSHARE, "sh", "tests/lab/support/private-root.sh"];
  console.log(`  no namespaces without root: ${stderr?.trim() ?? "there is no unshare"}`);
  return [];
}
