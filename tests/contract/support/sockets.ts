// What a router does with its sockets, as a host sees it.
import assert from "node:assert/strict";
import { Output, OutputKind, TcpAskOutput, UdpOpenOutput } from "../../../host/abi.gen.ts";
import { formatAddress, fromMapped } from "../../../host/addresses.ts";
import { decodeQuery } from "../../../host/emulator/dns-message.ts";
import type { OutputRecord } from "../../support/core.ts";
import type { Router } from "./router.ts";

const TYPES: Readonly<Record<number, string>> = { 1: "A", 12: "PTR", 28: "AAAA", 33: "SRV", 35: "NAPTR" };
const at = (field: number) => field - Output.Payload;

/** A question that is under way. */
export interface Asked {
  readonly handle: number;
  /** How many questions went before it. */
  readonly number: number;
  readonly overTcp: boolean;
  /** To whom, `192.0.2.53`. */
  readonly to: string;
  /** `isp.test NAPTR`. */
  readonly question: string;
  readonly octets: Uint8Array;
}

const viewOf = ({ buffer, byteOffset }: Uint8Array) => new DataView(buffer, byteOffset);

function ends(payload: Uint8Array): { from: string; to: string; port: number; ifindex: number } {
  const view = viewOf(payload);
  return {
    from: formatAddress(fromMapped(payload.slice(at(UdpOpenOutput.Local), at(UdpOpenOutput.Remote)))),
    to: formatAddress(fromMapped(payload.slice(at(UdpOpenOutput.Remote), at(UdpOpenOutput.RemotePort)))),
    port: view.getUint16(at(UdpOpenOutput.RemotePort), true),
    ifindex: view.getUint32(at(UdpOpenOutput.Ifindex), true),
  };
}

function questionText(octets: Uint8Array): string {
  const { question } = decodeQuery(octets) ?? assert.fail("no question");
  return `${question.name.join(".")} ${TYPES[question.type] ?? question.type}`;
}

/** The sockets of a router, checked: what is sent on, or closed, was opened, and none is opened twice. */
export class Sockets {
  /** What happened: `2000 close`, each with milliseconds since the beginning. */
  readonly lines: string[] = [];
  /** The questions on sockets that are open. */
  readonly asked = new Map<number, Asked>();
  private readonly remotes = new Map<number, string>();
  private readonly router: Router;
  private readonly startMs: number;
  private sent = 0;

  constructor(router: Router) {
    this.router = router;
    this.startMs = router.timeMs;
    this.take();
  }

  /** Takes note of what the last input led to: the lines of that. */
  take(): string[] {
    const before = this.lines.length;
    for (const output of this.router.outputs) this.takeOutput(output);
    return this.lines.slice(before);
  }

  /** The one question that is under way. */
  get question(): Asked {
    const [asked, ...others] = this.asked.values();
    assert.equal(others.length, 0);
    return asked ?? assert.fail("nothing is asked");
  }

  /** Time passes to the next deadline, or no further than so many milliseconds since the beginning; false: that is reached. */
  pass(untilMs: number): boolean {
    const end = this.startMs + untilMs;
    const next = Math.min(this.router.deadlineMs, end);
    this.router.pass(Math.max(next - this.router.timeMs, 0));
    this.take();
    return this.router.timeMs < end;
  }

  private takeOutput({ kind, handle, payload }: OutputRecord): void {
    switch (kind) {
      case OutputKind.UdpOpen: {
        const { from, to, port, ifindex } = ends(payload);
        assert.ok(!this.remotes.has(handle), "opened twice");
        this.remotes.set(handle, to);
        return this.note(`open ${from} to ${to}@${port} on ${ifindex}`);
      }
      case OutputKind.UdpSend:
        return this.noteQuestion("send", handle, payload, this.remotes.get(handle) ?? assert.fail("not open"));
      case OutputKind.TcpAsk: {
        const { from, to, port, ifindex } = ends(payload);
        assert.ok(!this.remotes.has(handle), "opened twice");
        this.remotes.set(handle, to);
        this.note(`connect ${from} to ${to}@${port} on ${ifindex}`);
        return this.noteQuestion("ask", handle, payload.slice(at(TcpAskOutput.Bytes)), to);
      }
      case OutputKind.Close:
        this.note(`close ${this.remotes.get(handle) ?? assert.fail("not open")}`);
        this.remotes.delete(handle);
        this.asked.delete(handle);
    }
  }

  private noteQuestion(how: string, handle: number, octets: Uint8Array, to: string): void {
    const question = questionText(octets);
    this.asked.set(handle, { handle, number: this.sent++, overTcp: how === "ask", to, question, octets });
    this.note(`${how} ${question}`);
  }

  private note(what: string): void {
    this.lines.push(`${this.router.timeMs - this.startMs} ${what}`);
  }
}
