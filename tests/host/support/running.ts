// What a test does to a daemon that runs in its folder, and what it reads of it.
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { uptime } from "node:os";
import { join } from "node:path";
import { parseParticulars } from "../../../host/render/particulars.ts";
import type { Particulars } from "../../../host/render/particulars.ts";

/** dots.ispa.test. */
const NAME = "04646f74730469737061047465737400";

/** Writes a lease with addresses of a server, in hexadecimal, as a hook does. */
export function putLease(spool: string, addresses: string, device: string): void {
  const head = ["client=udhcpc", "event=bound", `device=${device}`, `uptime=${uptime().toFixed(2)}`];
  const lease = ["ip=10.1.0.100", "lease=3600", `opt147=${NAME}`, `opt148=${addresses}`, ""];
  writeFileSync(join(spool, ".new"), [...head, ...lease].join("\n"));
  renameSync(join(spool, ".new"), join(spool, `${device}.inet`));
}

/** The addresses in a result file. */
export function publishedIn(path: string): unknown[] {
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  return [...new Set(lines.map((line) => parseParticulars(line)["address"]))];
}

/** Asks over a control socket; a core that fails takes the connection with it. */
export async function ask(socketPath: string, request: string): Promise<Particulars[]> {
  const socket = connect(socketPath);
  let reply = "";
  socket.on("data", (chunk) => (reply += chunk.toString()));
  socket.on("error", () => socket.destroy());
  socket.write(`${request}\n`);
  await once(socket, "close");
  return reply.split("\n").slice(0, -1).map(parseParticulars);
}
