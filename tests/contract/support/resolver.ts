// A resolver that answers the questions of a router: the emulator's name server, without time.
import assert from "node:assert/strict";
import { InputKind, Output, OutputKind, UdpOpenOutput } from "../../../host/abi.gen.ts";
import { readDns } from "../../../host/emulator/dns-scenario.ts";
import { DnsServer } from "../../../host/emulator/dns-server.ts";
import { encodeDatagram } from "../../../host/inputs.ts";
import type { OutputRecord } from "../../support/core.ts";
import type { Router } from "./router.ts";

const DNS_PORT = 53;

export class Resolver {
  /** Questions that came. */
  count = 0;
  private readonly server: DnsServer;
  private readonly remotes = new Map<number, Uint8Array>();

  /** Serves lines of a zone below `isp.test`. */
  constructor(zone: readonly string[]) {
    const [server] = readDns({ origin: "isp.test", zone, servers: [{ address: "192.0.2.53" }] }, "dns").servers;
    this.server = new DnsServer(server ?? assert.fail("no server"));
  }

  /** Answers what the last input of the router led to, and what comes of that; no more than so many questions. */
  answer(router: Router, most = Infinity): void {
    const questions = [...router.outputs];
    for (let output = questions.shift(); output !== undefined; output = questions.shift()) {
      const octets = this.take(output);
      if (octets === null || this.count > most) continue;
      for (const { message } of this.server.react(octets, false)) {
        const address = this.remotes.get(output.handle) ?? assert.fail("a socket that was not opened");
        const source = { address, port: DNS_PORT, ifindex: 2 };
        const answer = message?.octets ?? assert.fail("silence");
        router.feed(InputKind.Datagram, encodeDatagram(output.handle, source, answer));
        questions.push(...router.outputs);
      }
    }
  }

  /** The question that an output sends, if it does. */
  private take({ kind, handle, payload }: OutputRecord): Uint8Array | null {
    const at = (field: number) => field - Output.Payload;
    if (kind === OutputKind.UdpOpen)
      this.remotes.set(handle, payload.slice(at(UdpOpenOutput.Remote), at(UdpOpenOutput.RemotePort)));
    if (kind !== OutputKind.UdpSend) return null;
    this.count++;
    return payload;
  }
}
