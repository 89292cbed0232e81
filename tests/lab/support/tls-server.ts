// A DOTS server as far as discovery is concerned: a (D)TLS handshake in which both
// sides prove who they are (RFC 9132 §7.1), by OpenSSL.

import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Credentials } from "./certificates.ts";
import type { Place } from "./namespaces.ts";
import { Program, eventually, must } from "./programs.ts";

export interface TlsService {
  /** For its files. */
  readonly label: string;
  readonly transport: "udp" | "tcp";
  readonly address: string;
  readonly port: number;
  readonly credentials: Credentials;
  /** The authority whose clients it takes. */
  readonly trusted: string;
}

export class TlsServer {
  private readonly program: Program;

  private constructor(program: Program) {
    this.program = program;
  }

  static async start(folder: string, place: Place, service: TlsService): Promise<TlsServer> {
    const { label, transport, address, port, credentials, trusted } = service;
    const input = join(folder, `${label}.input`);
    if (!existsSync(input)) must("mkfifo", input);
    const own = ["-cert", credentials.certificate, "-key", credentials.key];
    const clients = ["-CAfile", trusted, "-Verify", "1", "-verify_return_error"];
    const where = [...(transport === "udp" ? ["-dtls1_2"] : []), "-accept", `[${address}]:${port}`];
    // At the end of its input it would end.
    const words = ["sh", "-c", `exec "$@" <>"$0"`, input, "openssl", "s_server", ...where, ...own, ...clients];
    const log = join(folder, `${label}.log`);
    rmSync(log, { force: true });
    const program = new Program(label, log, place(...words));
    await eventually(`${label} to listen`, () => {
      if (!program.running) throw new Error(`${label} has ended:\n${program.lines().slice(-20).join("\n")}`);
      return program.lines().includes("ACCEPT");
    });
    return new TlsServer(program);
  }

  /** How many handshakes came to their end, with proof of the client. */
  get sessions(): number {
    return this.program.lines().filter((line) => line.startsWith("CIPHER is")).length;
  }

  /** How many clients did not take the certificate. */
  get refusals(): number {
    return this.program.lines().filter((line) => line.includes("alert bad certificate")).length;
  }

  stop(): Promise<void> {
    return this.program.stop();
  }
}
