// Stands between a resolver and a name server, on the server's address and another
// port, and makes the way to it long: `relay.mjs ADDRESS PORT LOG`. What is asked is
// written to LOG, a JSON line for each question.
//
// A round trip is a wave of questions: all that are asked before the first of their
// answers is there. Answers wait until each question of the wave has one, and DELAY_MS
// longer. So what counts is which question waited for which answer, and not how fast
// the machine is.

import { createSocket } from "node:dgram";
import { appendFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import type { Socket } from "node:net";
import dnsPacket from "dns-packet";

/** A question that the relay has seen; `wave` counts from 1. */
export interface SeenQuestion {
  readonly wave: number;
  readonly transport: "udp" | "tcp";
  readonly name: string;
  readonly type: string;
}

const DELAY_MS = 20;
const SERVER_PORT = 53;
const LENGTH_SIZE = 2;

/** Holds answers back until their wave is over. */
class Waves {
  private readonly log: string;
  private wave = 1;
  private unanswered = 0;
  private held: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(log: string) {
    this.log = log;
  }

  ask(transport: "udp" | "tcp", question: Buffer): void {
    const { name = "", type = "" } = dnsPacket.decode(question).questions[0] ?? {};
    const seen: SeenQuestion = { wave: this.wave, transport, name, type };
    appendFileSync(this.log, `${JSON.stringify(seen)}\n`);
    this.unanswered++;
    this.wait();
  }

  answer(deliver: () => void): void {
    this.unanswered--;
    this.held.push(deliver);
    this.wait();
  }

  private wait(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), DELAY_MS);
  }

  private end(): void {
    if (this.unanswered > 0) return;
    this.wave++;
    for (const deliver of this.held.splice(0)) deliver();
  }
}

function relayUdp(address: string, port: number, waves: Waves, ready: () => void): void {
  const near = createSocket("udp4");
  near.on("message", (question, client) => {
    waves.ask("udp", question);
    const far = createSocket("udp4");
    far.once("message", (answer) => {
      far.close();
      waves.answer(() => near.send(answer, client.port, client.address));
    });
    far.send(question, SERVER_PORT, address);
  });
  near.bind(port, address, ready);
}

/** Calls `take` with each message that comes over a connection, its two octets of length included. */
function readMessages(socket: Socket, take: (framed: Buffer) => void): void {
  let received = Buffer.alloc(0);
  // Whoever hangs up has what it wanted.
  socket.on("error", () => undefined);
  socket.on("data", (octets) => {
    received = Buffer.concat([received, octets]);
    while (received.length >= LENGTH_SIZE) {
      const end = LENGTH_SIZE + received.readUInt16BE(0);
      if (received.length < end) return;
      take(received.subarray(0, end));
      received = received.subarray(end);
    }
  });
}

function relayTcp(address: string, port: number, waves: Waves, ready: () => void): void {
  const server = createServer((near) => {
    const far = connect(SERVER_PORT, address);
    near.on("close", () => far.destroy());
    readMessages(near, (question) => {
      waves.ask("tcp", question.subarray(LENGTH_SIZE));
      far.write(question);
    });
    readMessages(far, (answer) => waves.answer(() => near.write(answer)));
  });
  server.listen(port, address, ready);
}

const [address = "", port = "", log = ""] = process.argv.slice(2);
const waves = new Waves(log);
relayUdp(address, Number(port), waves, () => {
  relayTcp(address, Number(port), waves, () => writeFileSync(log, ""));
});
// What has come by now is still read.
process.once("SIGTERM", () => setTimeout(() => process.exit(0), DELAY_MS));
