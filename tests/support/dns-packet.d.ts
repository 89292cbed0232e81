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

  /** A record to write; `flush` is the bit of multicast DNS. */
  export interface NewRecord extends PacketRecord {
    readonly flush?: boolean;
  }

  export interface NewPacket {
    readonly type: "query" | "response";
    readonly flags?: number;
    readonly questions?: readonly PacketRecord[];
    readonly answers?: readonly NewRecord[];
  }

  const dnsPacket: {
    readonly AUTHORITATIVE_ANSWER: number;
    decode(this: void, message: Buffer): Packet;
    encode(this: void, packet: NewPacket): Buffer;
  };
  export default dnsPacket;
}
