// Datagrams between places: a server that answers each with the address it came from.

import { spawnSync } from "node:child_process";
import type { Place } from "./namespaces.ts";
import { Program, eventually } from "./programs.ts";

const SERVER = `
  const addresses = process.argv.slice(1);
  for (const address of addresses) {
    const socket = require("node:dgram").createSocket(address.includes(":") ? "udp6" : "udp4");
    socket.on("message", (_, from) => socket.send(from.address, from.port, from.address));
    socket.bind(4646, address, () => console.log("ready"));
  }
`;
const CLIENT = `
  const [address, source] = process.argv.slice(1);
  const socket = require("node:dgram").createSocket(address.includes(":") ? "udp6" : "udp4");
  socket.on("message", (answer) => { console.log(answer.toString()); process.exit(); });
  const send = () => socket.send("?", 4646, address, () => undefined);
  socket.bind(0, source, () => { send(); setInterval(send, 200); });
`;
/** A datagram that is not answered by then never will be. */
const PATIENCE_MS = 5000;

/** Answers datagrams to port 4646 of some addresses of a place. */
export async function startEcho(place: Place, logFile: string, addresses: readonly string[]): Promise<Program> {
  const program = new Program("echo", logFile, place(process.execPath, "-e", SERVER, ...addresses));
  await eventually("the echo to be there", () => program.lines().length === addresses.length);
  return program;
}

/** The address that a datagram out of a place arrived from; null if no answer came. */
export function seenFrom(place: Place, address: string, source?: string): string | null {
  const words = source === undefined ? [address] : [address, source];
  const [program, ...rest] = place(process.execPath, "-e", CLIENT, ...words);
  const { status, stdout } = spawnSync(program, rest, { encoding: "utf8", timeout: PATIENCE_MS });
  return status === 0 ? stdout.trim() : null;
}
