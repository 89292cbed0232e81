// The part of npm's dns-packet that tests use; it has no types of its own.
declare module "dns-packet" {
  /** Fields are those of the record's type. */
  export interface PacketRecord {
    readonly name: string;
    readonly type: string;
    readonly class?: string;
    readonly ttl?: number;
    readonly udpPayloadSize?: number;
    readonly data?: unknown;
  }

  export interface Packet {
    readonly id: number;
    readonly flags: number;
    readonly flag_qr: boolean;
    readonly questions: readonly PacketRecord[];
    readonly answers: readonly PacketRecord[];
    readonly authorities: readonly PacketRecord[];
    readonly additionals: readonly PacketRecord[];
  }

  const dnsPacket: { decode(this: void, message: Buffer): Packet };
  export default dnsPacket;
}
