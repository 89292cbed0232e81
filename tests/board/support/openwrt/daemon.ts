// The daemon of the package at work on a router of the OpenWrt kind.

import { join } from "node:path";
import { until } from "../../../host/support/folder.ts";
import type { Router } from "./router.ts";

/** Starts the service as procd does, and waits until the daemon listens. */
export async function startDaemon(router: Router) {
  router.service("start");
  const calls = router.read("procd").split("\n");
  const command = calls.find((call) => call.startsWith("set_param command ")) ?? "";
  // Its log would go into that of this machine.
  const [program = "", ...options] = command
    .split(" ")
    .slice(2)
    .filter((word) => word !== "--syslog");
  const daemon = router.start(program.slice(router.root.length + 1), options);
  let log = "";
  daemon.stderr.on("data", (chunk: Buffer) => (log += chunk.toString()));
  await until(() => log.includes("listening at") || daemon.exitCode !== null);
  const places = {
    DOTS_HOOKS_DIR: join(router.root, "usr/lib/dots-discovery/hooks"),
    DOTS_SPOOL_DIR: join(router.root, "var/run/dots-discovery/spool"),
  };
  /** An event of udhcpc for `wan`, as netifd's script hands it on. */
  const lease = (event: string, variables: Record<string, string>) => {
    const env = { INTERFACE: "wan", interface: "eth1", ...places, ...variables };
    router.run("etc/udhcpc.user.d/dots-discovery", [event], "", env);
  };
  return { lease, log: () => log };
}
