// A DHCPv4 ACK as a home router gets it.
import { nameOf } from "../support/dns-builder.ts";

const FIXED_LENGTH = 236;
const wireName = (text: string) => [...nameOf(text).flatMap((label) => [label.length, ...label]), 0];
const option = (code: number, octets: readonly number[]) => [code, octets.length, ...octets];
const ascii = (text: string) => [...Buffer.from(text)];

function encodeAck(): Uint8Array {
  const fixed = Array.from({ length: FIXED_LENGTH }, () => 0);
  fixed.splice(0, 4, 2, 1, 6, 0); // BOOTREPLY, Ethernet
  fixed.splice(16, 4, 192, 0, 2, 100); // yiaddr
  const options = [
    ...option(53, [5]),
    ...option(54, [192, 0, 2, 1]),
    ...option(51, [0, 0, 14, 16]),
    ...option(1, [255, 255, 255, 0]),
    ...option(3, [192, 0, 2, 1]),
    ...option(6, [192, 0, 2, 53, 192, 0, 2, 54]),
    ...option(15, ascii("ispa.test")),
    ...option(28, [192, 0, 2, 255]),
    ...option(147, wireName("mitigate.ispa.test")),
    ...option(148, [198, 51, 100, 20, 198, 51, 100, 21]),
    255,
  ];
  return Uint8Array.from([...fixed, 0x63, 0x82, 0x53, 0x63, ...options]);
}

export const DHCP_ACK = encodeAck();
