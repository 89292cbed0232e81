// The loop: one input into the core, then every output out of it, then the next
// input. Nothing here knows what the records mean to the world outside.

import { Code, FileFlag, InputKind, Output, OutputKind, TcpAskOutput, WINDOW_SIZE } from "./abi.gen.ts";
import type { LogLevel } from "./abi.gen.ts";
import { CoreError } from "./core.ts";
import type { Core } from "./core.ts";
import { decodeFault } from "./fault.ts";
import { readDeadline, readJoinFacts, readSocketFacts } from "./outputs.ts";
import type { Platform } from "./platform.ts";
import { decodeAscii } from "./text.ts";

/** Takes down what goes in and what comes out (docs/abi.md, Journal). Must not throw. */
export interface Recorder {
  record(kind: number, timeMs: number, payload: Uint8Array): void;
}

/** More outputs than this for one input: the core does not come to an end. */
const MAX_OUTPUTS = 65536;

interface Input {
  readonly kind: InputKind;
  readonly payload: Uint8Array;
}

export class Driver {
  private core: Core | null;
  private readonly platform: Platform;
  private readonly recorder: Recorder | null;
  private readonly queue: Input[] = [];
  private running = false;
  private filing = false;
  private entropyWanted = 0;
  private outputsLeft = 0;

  constructor(core: Core, platform: Platform, recorder: Recorder | null = null) {
    this.core = core;
    this.platform = platform;
    this.recorder = recorder;
  }

  /** False once the core has failed: every further input is dropped. */
  get alive(): boolean {
    return this.core !== null;
  }

  /**
   * Hands an input to the core and its outputs to the platform. An input that
   * arrives meanwhile, from within the platform, waits its turn.
   */
  feed(kind: InputKind, payload: Uint8Array): void {
    this.queue.push({ kind, payload });
    if (this.running) return;
    this.running = true;
    try {
      let input: Input | undefined;
      while ((input = this.queue.shift()) !== undefined) this.step(input);
    } finally {
      this.running = false;
    }
  }

  private step(input: Input): void {
    this.outputsLeft = MAX_OUTPUTS;
    this.entropyWanted = 0;
    this.handle(input);
    while (this.core !== null && this.entropyWanted > 0) {
      const octets = this.platform.entropy(this.entropyWanted);
      this.entropyWanted = 0;
      if (octets !== null) this.handle({ kind: InputKind.Entropy, payload: octets });
    }
  }

  private handle(input: Input): void {
    const core = this.core;
    if (core === null) return;
    if (input.payload.length > WINDOW_SIZE) {
      this.platform.refused(input.kind, input.payload, { code: Code.InputLength, offset: WINDOW_SIZE });
      return;
    }
    const timeMs = this.platform.now();
    this.recorder?.record(input.kind, timeMs, input.payload);
    const result = this.attempt(input, () => core.handle(input.kind, input.payload, timeMs));
    if (result === null) return;
    if (result < 0) this.platform.refused(input.kind, input.payload, decodeFault(result));
    this.drain(core, input, timeMs);
  }

  private drain(core: Core, input: Input, timeMs: number): void {
    for (;;) {
      const act = this.attempt(input, () => this.nextAction(core, timeMs));
      if (act === null) return;
      act();
    }
  }

  /** What the next output asks for, or null when there is none left. */
  private nextAction(core: Core, timeMs: number): (() => void) | null {
    const record = core.poll();
    if (record === null) return null;
    if (--this.outputsLeft < 0) throw new CoreError("the core does not stop writing outputs");
    this.recorder?.record(record[Output.Kind] as number, timeMs, record);
    return this.interpret(record);
  }

  /** Runs a call into the core. Whatever it throws is the end of this core, and null. */
  private attempt<T>(input: Input, call: () => T): T | null {
    try {
      return call();
    } catch (error) {
      this.core = null;
      this.platform.failed(input.kind, input.payload, error instanceof Error ? error : new Error(String(error)));
      return null;
    }
  }

  private interpret(record: Uint8Array): () => void {
    const platform = this.platform;
    const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
    const flags = view.getUint8(Output.Flags);
    const handle = view.getUint16(Output.Handle, true);
    const line = () => decodeAscii(record.subarray(Output.Payload));
    switch (view.getUint8(Output.Kind)) {
      case OutputKind.Log:
        return () => platform.log(flags as LogLevel, handle, line());
      case OutputKind.Event:
        return () => platform.event(flags, line());
      case OutputKind.ClientSend:
        return () => platform.clientSend(handle, line());
      case OutputKind.ClientClose:
        return () => platform.clientClose(handle);
      case OutputKind.FileReplace:
        return this.fileLine(flags, line());
      case OutputKind.Close:
        return () => platform.close(handle);
      case OutputKind.UdpOpen: {
        const facts = readSocketFacts(record);
        return () => platform.udpOpen(handle, facts);
      }
      case OutputKind.McastJoin: {
        const facts = readJoinFacts(record);
        return () => platform.mcastJoin(handle, facts);
      }
      case OutputKind.UdpSend:
        return () => platform.udpSend(handle, record.subarray(Output.Payload));
      case OutputKind.TcpAsk: {
        const facts = readSocketFacts(record);
        return () => platform.tcpAsk(handle, facts, record.subarray(TcpAskOutput.Bytes));
      }
      case OutputKind.StoreWrite:
        return () => platform.storeWrite(flags, record.subarray(Output.Payload));
      case OutputKind.StoreQuarantine:
        return () => platform.storeQuarantine();
      case OutputKind.EntropyWanted:
        return () => void (this.entropyWanted = handle);
      case OutputKind.Deadline: {
        const timeMs = readDeadline(record);
        return () => platform.deadline(timeMs);
      }
      default:
        throw new CoreError(`the core wrote an output of unknown kind ${record[Output.Kind]}`);
    }
  }

  private fileLine(flags: number, line: string): () => void {
    if (flags & FileFlag.First) this.filing = true;
    if (!this.filing) throw new CoreError("the core wrote a line of a result that it had not begun");
    this.filing = !(flags & FileFlag.Last);
    return () => this.platform.result(flags, line);
  }
}
