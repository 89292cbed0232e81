// The only file that touches the memory of the core. It trusts nothing that the
// module returns: a length or an address out of bounds is a CoreError, never a
// read outside of the exchange window. Plain ECMAScript, no host library.

import { ABI_VERSION, Output, WINDOW_SIZE } from "./abi.gen.ts";

/** The exports of build/discovery.wasm (docs/abi.md). */
export interface CoreExports {
  readonly memory: { readonly buffer: ArrayBufferLike };
  abiVersion(): number;
  init(): number;
  window(): number;
  handle(kind: number, length: number, timeLow: number, timeHigh: number): number;
  pollOutput(): number;
  selfTest(): number;
}

/** The exports of the inspect build: those of the core and its parsers. */
export interface InspectExports extends CoreExports {
  inspect(what: number, profile: number, length: number): number;
  decode(what: number, length: number): number;
  result(): number;
}

/** The module is not a usable core, or it broke its contract: drop the instance. */
export class CoreError extends Error {
  override readonly name = "CoreError";
}

const FUNCTIONS = ["abiVersion", "init", "window", "handle", "pollOutput", "selfTest"] as const;
const TWO_TO_32 = 0x100000000;

/** One instance of the core, from its exports to records. */
export class Core {
  private readonly exports: CoreExports;
  private readonly address: number;

  /**
   * Checks the module and initialises it.
   * @throws CoreError if it is no core, has another ABI version or fails its self-test
   */
  constructor(exports: CoreExports) {
    for (const name of FUNCTIONS) {
      if (typeof exports[name] !== "function") throw new CoreError(`the module does not export ${name}`);
    }
    const version = exports.abiVersion();
    if (version !== ABI_VERSION) {
      throw new CoreError(
        `the module has ABI version ${version}, this host needs ${ABI_VERSION}: install both from one release`,
      );
    }
    this.exports = exports;
    this.address = exports.window();
    this.octets(WINDOW_SIZE);
    const failed = exports.selfTest();
    if (failed !== 0)
      throw new CoreError(`this WebAssembly runtime fails check ${failed} of the core's self-test: do not use it`);
    this.reset();
  }

  /** Forgets everything, as if the instance were new. */
  reset(): void {
    const result = this.exports.init();
    if (result !== 0) throw new CoreError(`init returned ${result}`);
  }

  /**
   * Hands one input record to the core.
   * @param kind an `InputKind`
   * @param payload at most WINDOW_SIZE octets
   * @param timeMs milliseconds since boot
   * @returns 0, or a negative fault (see `decodeFault`): nothing changed
   * @throws CoreError if the core breaks its contract; whatever a trap throws
   */
  handle(kind: number, payload: Uint8Array, timeMs: number): number {
    this.write(payload);
    const result = this.exports.handle(
      kind,
      payload.length,
      (timeMs % TWO_TO_32) | 0,
      Math.floor(timeMs / TWO_TO_32) | 0,
    );
    if (!Number.isInteger(result) || result > 0) throw new CoreError(`handle returned ${result}`);
    return result;
  }

  /** A copy of the next output record, or null when there is none left. */
  poll(): Uint8Array | null {
    const length = this.exports.pollOutput();
    if (length === 0) return null;
    if (!(length >= Output.Payload)) throw new CoreError(`pollOutput returned ${length}`);
    return this.octets(length).slice();
  }

  /** Puts octets at the start of the exchange window. */
  protected write(payload: Uint8Array): void {
    if (payload.length > WINDOW_SIZE)
      throw new RangeError(`a record of ${payload.length} octets does not fit the exchange window`);
    this.octets(payload.length).set(payload);
  }

  /** The first octets of the exchange window; valid until the next call into the core. */
  protected octets(length: number): Uint8Array {
    const buffer = this.exports.memory?.buffer;
    const inside = Number.isInteger(length) && length >= 0 && length <= WINDOW_SIZE;
    const window = Number.isInteger(this.address) && this.address >= 0;
    if (!inside || !window || !buffer || this.address + WINDOW_SIZE > buffer.byteLength) {
      throw new CoreError(`the core named ${length} octets at ${this.address}, outside of its exchange window`);
    }
    return new Uint8Array(buffer, this.address, length);
  }
}

/** What `inspect` can look into. */
export const InspectKind = { Name: 0, Dhcp4: 1, Dhcp6: 2, Dns: 3 } as const;
export type InspectKind = (typeof InspectKind)[keyof typeof InspectKind];

/** An instance of the inspect build. */
export class InspectCore extends Core {
  private readonly inspector: InspectExports;

  constructor(exports: InspectExports) {
    super(exports);
    for (const name of ["inspect", "decode", "result"] as const) {
      if (typeof exports[name] !== "function") throw new CoreError(`the module does not export ${name}`);
    }
    this.inspector = exports;
  }

  /**
   * Parses octets and describes them.
   * @param message at most WINDOW_SIZE octets
   * @param profile 0 auto, 1 rfc8973, 2 draft01, 3 draft00
   * @returns one JSON line in ASCII, valid until the next call; empty if there is no room for it
   */
  inspect(what: InspectKind, profile: number, message: Uint8Array): Uint8Array {
    this.write(message);
    return this.result(this.inspector.inspect(what, profile, message.length));
  }

  /** The first octets of the module's result. */
  private result(length: number): Uint8Array {
    const address = this.inspector.result();
    const buffer = this.inspector.memory.buffer;
    const inside = Number.isInteger(address) && Number.isInteger(length) && address >= 0 && length >= 0;
    if (!inside || address + length > buffer.byteLength) {
      throw new CoreError(`the core named ${length} octets at ${address}, outside of its memory`);
    }
    return new Uint8Array(buffer, address, length);
  }
}
