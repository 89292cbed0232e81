// Relays as the baseline uses them.

import { fork } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import dnsPacket from "dns-packet";

const PROGRAM = "build/tests/delay-relay.mjs";

/** The way to one name server, so many milliseconds long. */
export class Relay {
  readonly port: number;
  private readonly address: string;
  private readonly child;
  private questions = 0;

  private constructor(address: string, port: number, delayMs: number) {
    this.address = address;
    this.port = port;
    this.child = fork(PROGRAM, [address, String(port), address, String(delayMs)]);
    this.child.on("message", (what) => {
      if (what === "question") this.questions++;
    });
  }

  static async start(address: string, port: number, delayMs: number): Promise<Relay> {
    const relay = new Relay(address, port, delayMs);
    await once(relay.child, "message");
    return relay;
  }

  /** How many questions came since the last look. */
  async takeQuestions(): Promise<number> {
    // What is on its way through the channel is counted too.
    await new Promise((done) => setTimeout(done, 50));
    const { questions } = this;
    this.questions = 0;
    return questions;
  }

  /** Nanoseconds that one question and its answer take. */
  async roundTripNs(name: string): Promise<number> {
    const socket = createSocket("udp4");
    const question = dnsPacket.encode({ type: "query", questions: [{ type: "NAPTR", name }] });
    const begin = process.hrtime.bigint();
    socket.send(question, this.port, this.address);
    await once(socket, "message");
    socket.close();
    return Number(process.hrtime.bigint() - begin);
  }

  async stop(): Promise<void> {
    const ended = once(this.child, "exit");
    this.child.disconnect();
    await ended;
  }
}
