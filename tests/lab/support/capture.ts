// What crosses a link, as tcpdump sees it at the provider's end.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import dnsPacket from "dns-packet";
import type { Place } from "./namespaces.ts";
import { PROVIDER_LINK } from "./network.ts";
import { Program, eventually } from "./programs.ts";

/** One frame, from its Ethernet header on. */
export interface Frame {
  readonly octets: Buffer;
  /** The protocol address that it says it is from; null for what is neither ARP nor IPv4. */
  readonly source: string | null;
  /** MAC address of the sender. */
  readonly sender: string;
}

/** A question of the DNS on the link. */
export interface Question {
  readonly source: string;
  readonly resolver: string;
  readonly name: string;
}

const FILE_HEADER_SIZE = 24;
const RECORD_HEADER_SIZE = 16;
const ETHERNET_SIZE = 14;
const TYPE_IPV4 = 0x0800;
const TYPE_ARP = 0x0806;
const UDP = 17;
const TCP = 6;
const UDP_HEADER_SIZE = 8;
const DNS_PORT = 53;

export class Capture {
  private readonly file: string;
  private readonly folder: string;
  private readonly place: Place;
  private readonly marker: string;
  private program: Program | null = null;

  /** @param marker an address of the link that nobody has */
  constructor(folder: string, place: Place, marker: string) {
    this.folder = folder;
    this.place = place;
    this.marker = marker;
    this.file = join(folder, "link.pcap");
  }

  async start(): Promise<void> {
    const options = ["-i", PROVIDER_LINK, "-n", "-p", "-s", "0", "-U", "--immediate-mode", "-Z", "root"];
    const command = this.place("tcpdump", ...options, "-w", this.file);
    this.program = new Program("tcpdump", join(this.folder, "tcpdump.log"), command);
    const isReady = (line: string) => line.includes("listening on");
    await eventually("tcpdump to listen", () => this.program?.lines().some(isReady));
  }

  /** Every frame up to now: waits until one that is sent here and now is among them. */
  async frames(): Promise<Frame[]> {
    const before = this.read().filter((frame) => this.isMarker(frame)).length;
    const words = ["busybox", "arping", "-c", "1", "-I", PROVIDER_LINK, this.marker];
    const arping = new Program("arping", join(this.folder, "arping.log"), this.place(...words));
    try {
      return await eventually("the marker on the link", () => {
        if (this.program?.running !== true) throw new Error("tcpdump has ended");
        const frames = this.read();
        return frames.filter((frame) => this.isMarker(frame)).length > before && frames;
      });
    } finally {
      await arping.stop();
    }
  }

  async stop(): Promise<void> {
    await this.program?.stop();
  }

  private isMarker({ octets }: Frame): boolean {
    const target = ETHERNET_SIZE + 24;
    return octets.readUInt16BE(12) === TYPE_ARP && dotted(octets, target) === this.marker;
  }

  /** The whole frames of the file, which may end in the middle of one. */
  private read(): Frame[] {
    const file = readFileSync(this.file);
    const frames: Frame[] = [];
    let at = FILE_HEADER_SIZE;
    while (at + RECORD_HEADER_SIZE <= file.length) {
      const start = at + RECORD_HEADER_SIZE;
      at = start + file.readUInt32LE(at + 8);
      if (at <= file.length) frames.push(readFrame(file.subarray(start, at)));
    }
    return frames;
  }
}

function readFrame(octets: Buffer): Frame {
  const type = octets.readUInt16BE(12);
  const offset = type === TYPE_ARP ? 14 : 12;
  const isKnown = type === TYPE_ARP || type === TYPE_IPV4;
  return {
    octets,
    source: isKnown ? dotted(octets, ETHERNET_SIZE + offset) : null,
    sender: octets.toString("hex", 6, 12),
  };
}

function dotted(octets: Buffer, at: number): string {
  return [...octets.subarray(at, at + 4)].join(".");
}

/** The questions among frames. One over TCP would have an empty name: none of the lab needs TCP. */
export function questionsIn(frames: readonly Frame[]): Question[] {
  return frames.flatMap(({ octets, source }) => {
    if (octets.readUInt16BE(12) !== TYPE_IPV4 || source === null) return [];
    const protocol = octets.readUInt8(ETHERNET_SIZE + 9);
    const payload = ETHERNET_SIZE + (octets.readUInt8(ETHERNET_SIZE) & 0x0f) * 4;
    if ((protocol !== UDP && protocol !== TCP) || octets.readUInt16BE(payload + 2) !== DNS_PORT) return [];
    const resolver = dotted(octets, ETHERNET_SIZE + 16);
    const message = protocol === UDP ? dnsPacket.decode(octets.subarray(payload + UDP_HEADER_SIZE)) : null;
    return [{ source, resolver, name: message?.questions[0]?.name ?? "" }];
  });
}
