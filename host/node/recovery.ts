// What the daemon itself has to say while its core is replaced, and of it afterwards: who
// asked what, the list that is still in force, and how often that has happened.

import type { Fault } from "../fault.ts";
import { decodeAscii } from "../text.ts";

/** The part of the control server that replies go out by. */
export interface Replies {
  send(client: number, line: string): void;
  finish(client: number): void;
  refuse(client: number, fault: Fault): void;
}

export class Recovery {
  private readonly replies: Replies;
  private readonly requests = new Map<number, string>();
  private list: readonly string[] = [];
  private restarts = 0;

  constructor(replies: Replies) {
    this.replies = replies;
  }

  /** A client has sent its request. */
  asked(client: number, line: Uint8Array): void {
    this.requests.set(client, decodeAscii(line).trim());
  }

  /** Its reply is complete, or it hung up; of the daemon itself `status` has a record more. */
  ended(client: number, isComplete: boolean): void {
    if (isComplete && this.requests.get(client) === "status") {
      this.replies.send(client, JSON.stringify({ record: "host", restarts: this.restarts }));
    }
    this.requests.delete(client);
  }

  /** The list in force, as the result file has it. */
  published(list: readonly string[]): void {
    this.list = list;
  }

  /**
   * The core is lost. Whoever watches is told, and has to watch anew.
   * @param afterMs when there will be another one
   * @returns the event
   */
  begins(afterMs: number): string {
    this.restarts++;
    const event = JSON.stringify({ event: "restarting", restarts: this.restarts, after_ms: afterMs });
    for (const [client, request] of this.requests) {
      if (!/^watch\b/.test(request)) continue;
      this.replies.send(client, event);
      this.replies.finish(client);
    }
    this.requests.clear();
    return event;
  }

  /** Answers the last request of a client without a core: the list is there, the rest has to wait. */
  answer(client: number, fault: Fault): void {
    if (this.requests.get(client) !== "peers") return this.replies.refuse(client, fault);
    for (const line of this.list) this.replies.send(client, line);
    this.replies.finish(client);
  }
}
