// DHCP messages in a few words, for the timeline.
import { formatAddress } from "../addresses.ts";
import { Dhcp4Code, decodeDhcp4, dhcp4Type, joinOption } from "./dhcp4-message.ts";
import type { Dhcp4Message } from "./dhcp4-message.ts";
import { Dhcp6Code, decodeDhcp6, decodeIaNa, decodeIaPd, firstOption } from "./dhcp6-message.ts";
import { asciiText, readU16, readU32, toHex } from "./octets.ts";

/** The name of a message's type and what stands in it. */
export interface Description {
  message: string;
  text: string;
}

const TYPES_4 = ["?", "DISCOVER", "OFFER", "REQUEST", "DECLINE", "ACK", "NAK", "RELEASE", "INFORM"];
const TYPES_6 = [
  "?",
  "SOLICIT",
  "ADVERTISE",
  "REQUEST",
  "CONFIRM",
  "RENEW",
  "REBIND",
  "REPLY",
  "RELEASE",
  "DECLINE",
  "RECONFIGURE",
  "INFORMATION-REQUEST",
];
/** Framing and addressing: told in other words or not at all. */
const UNTOLD_4: readonly number[] = [1, 3, 6, 50, 51, 52, 53, 54, 55, 58, 59, 61];
const UNTOLD_6: readonly number[] = [1, 2, 3, 6, 8, 23, 25, 82, 83];

type Format = (octets: Uint8Array) => string;

/** @param codes of RI and ADDRESS */
export function describeDhcp4(octets: Uint8Array, codes: { ri: number; address: number }): Description {
  const message = decodeDhcp4(octets);
  if (message === undefined) return { message: "?", text: toHex(octets) };
  const asked = joinOption(message, Dhcp4Code.ParameterRequestList);
  const formats = new Map<number, Format>([
    [codes.ri, names],
    [codes.address, addresses4],
    [Dhcp4Code.AccessDomain, names],
    [Dhcp4Code.DomainName, asciiText],
  ]);
  const told = [...new Set(message.instances.map(({ code }) => code))].filter((code) => !UNTOLD_4.includes(code));
  const parts = [
    leaseText(message),
    message.isReply || asked === undefined ? "" : `asks for ${asked.join(" ")}`,
    ...told.map((code) => `${code} ${(formats.get(code) ?? toHex)(joinOption(message, code) ?? new Uint8Array())}`),
  ];
  return { message: TYPES_4[dhcp4Type(message)] ?? "?", text: parts.filter((part) => part !== "").join("; ") };
}

function leaseText(message: Dhcp4Message): string {
  const lease = joinOption(message, Dhcp4Code.LeaseTime);
  if (lease === undefined) return "";
  return `${formatAddress(message.yourAddress)} for ${readU32(lease, 0)} s`;
}

/** @param codes of RI and ADDRESS */
export function describeDhcp6(octets: Uint8Array, codes: { ri: number; address: number }): Description {
  const message = decodeDhcp6(octets);
  if (message === undefined) return { message: "?", text: toHex(octets) };
  const formats = new Map<number, Format>([
    [codes.ri, names],
    [codes.address, addresses6],
    [Dhcp6Code.AccessDomain, names],
    [Dhcp6Code.RefreshTime, (value) => `refresh after ${readU32(value, 0)} s`],
  ]);
  const asked = firstOption(message, Dhcp6Code.OptionRequest);
  const leased = decodeIaNa(message)?.addresses.filter(({ validS }) => validS > 0) ?? [];
  const delegated = decodeIaPd(message)?.prefixes ?? [];
  const told = message.options.filter(({ code }) => !UNTOLD_6.includes(code));
  const parts = [
    ...leased.map(({ address, validS }) => `${formatAddress(address)} for ${validS} s`),
    ...delegated.map(({ prefix, validS }) => `${formatAddress(prefix.address)}/${prefix.length} for ${validS} s`),
    asked === undefined ? "" : `asks for ${codeList(asked)}`,
    ...told.map((option) => `${option.code} ${(formats.get(option.code) ?? toHex)(option.octets)}`),
  ];
  return { message: TYPES_6[message.type] ?? "?", text: parts.filter((part) => part !== "").join("; ") };
}

function codeList(octets: Uint8Array): string {
  return Array.from({ length: octets.length >> 1 }, (_, index) => readU16(octets, 2 * index)).join(" ");
}

/** Names that stand one after the other; hex if they do not. */
function names(octets: Uint8Array): string {
  const found: string[] = [];
  let labels: string[] = [];
  let offset = 0;
  while (offset < octets.length) {
    const end = offset + 1 + (octets[offset] ?? 0);
    const label = asciiText(octets.subarray(offset + 1, end));
    if (end > octets.length || !/^[\x21-\x7e]*$/.test(label)) return toHex(octets);
    if (label === "") {
      found.push(labels.join("."));
      labels = [];
    } else labels.push(label);
    offset = end;
  }
  return found.length > 0 && labels.length === 0 ? found.join(" ") : toHex(octets) || "empty";
}

function addresses4(octets: Uint8Array): string {
  const flat = chunks(octets, 4);
  return flat ?? lists(octets) ?? toHex(octets);
}

function addresses6(octets: Uint8Array): string {
  return chunks(octets, 16) ?? toHex(octets);
}

function chunks(octets: Uint8Array, size: number): string | undefined {
  if (octets.length % size !== 0) return undefined;
  const count = octets.length / size;
  return (
    Array.from({ length: count }, (_, i) => formatAddress(octets.slice(i * size, (i + 1) * size))).join(" ") || "empty"
  );
}

/** The drafts' list form in braces; undefined if it does not come out even. */
function lists(octets: Uint8Array): string | undefined {
  const texts: string[] = [];
  let offset = 0;
  while (offset < octets.length) {
    const end = offset + 1 + (octets[offset] ?? 0);
    const text = end > octets.length ? undefined : chunks(octets.slice(offset + 1, end), 4);
    if (text === undefined) return undefined;
    texts.push(`{${text}}`);
    offset = end;
  }
  return texts.join(" ");
}
