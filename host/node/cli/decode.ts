import { Code, MAX_MESSAGE_LENGTH } from "../../abi.gen.ts";
import { InspectKind } from "../../core.ts";
import type { InspectCore } from "../../core.ts";
import { nameCodes } from "../../render/codes.ts";
import { renderDecoded } from "../../render/decoded.ts";
import { parseParticulars } from "../../render/particulars.ts";
import type { Particulars } from "../../render/particulars.ts";
import { decodeAscii } from "../../text.ts";
import { loadInspectCore } from "../load-core.ts";
import { readArguments } from "./command.ts";
import { CommandError, ExitCode } from "./exit.ts";
import { framedMessages, hexMessages } from "./messages.ts";

const KINDS: Readonly<Record<string, InspectKind>> = {
  name: InspectKind.Name,
  dhcp4: InspectKind.Dhcp4,
  dhcp6: InspectKind.Dhcp6,
  dns: InspectKind.Dns,
};
/** In the order of their numbers in the core. */
const PROFILES = ["auto", "rfc8973", "draft01", "draft00"];
/** Octets of output that are written at once. */
const CHUNK_LENGTH = 65536;

const OPTIONS = {
  framed: { type: "string" },
  profile: { type: "string", default: "auto" },
  json: { type: "boolean", default: false },
  text: { type: "boolean", default: false },
} as const;

/** `decode`: what the core's parsers find in whole messages. */
export function decode(args: string[]): ExitCode {
  const { values, positionals } = readArguments("decode", args, OPTIONS, Infinity);
  const [word = "", ...words] = positionals;
  const kind = KINDS[word];
  if (kind === undefined)
    throw new CommandError(
      ExitCode.Usage,
      `say what to decode: "dots-discovery decode dhcp4", "dhcp6", "dns" or "name"`,
    );
  const profile = PROFILES.indexOf(values.profile);
  if (profile < 0)
    throw new CommandError(ExitCode.Usage, `there is no profile "${values.profile}": take ${PROFILES.join(", ")}`);
  if ((values.framed === undefined) === (words.length === 0)) {
    throw new CommandError(
      ExitCode.Usage,
      'give the messages as hexadecimal words, as "-" for the standard input, or with --framed FILE',
    );
  }
  if (values.json && values.text) throw new CommandError(ExitCode.Usage, 'give "--json" or "--text", not both');
  const messages = values.framed === undefined ? hexMessages(words) : framedMessages(values.framed);
  const core = loadInspectCore();
  // Whoever reads from a pipe or a file is a program.
  const json = values.json || !(values.text || process.stdout.isTTY);
  const malformed = writeAll(messages, (message) => inspect(core, kind, profile, message), json);
  return malformed > 0 && values.framed === undefined ? ExitCode.Malformed : ExitCode.Found;
}

/** Writes what was found in each message; returns how many could not be read. */
function writeAll(messages: Iterable<Uint8Array>, look: (message: Uint8Array) => Particulars, json: boolean): number {
  let malformed = 0;
  let number = 0;
  let chunk = "";
  try {
    for (const message of messages) {
      const record = look(message);
      if (record["ok"] === false) malformed++;
      const lines = json ? [JSON.stringify(nameCodes(record))] : renderDecoded(++number, record);
      chunk += `${lines.join("\n")}\n`;
      if (chunk.length < CHUNK_LENGTH) continue;
      process.stdout.write(chunk);
      chunk = "";
    }
  } finally {
    process.stdout.write(chunk);
  }
  return malformed;
}

function inspect(core: InspectCore, kind: InspectKind, profile: number, message: Uint8Array): Particulars {
  // The core says the same of one that just fits the window.
  if (message.length > MAX_MESSAGE_LENGTH) return { ok: false, error: Code.MessageTooLong, offset: MAX_MESSAGE_LENGTH };
  const line = core.inspect(kind, profile, message);
  // What is said about one message can be more than there is room for.
  if (line.length === 0) return { ok: false, error: Code.OverLimit, offset: 0 };
  return parseParticulars(decodeAscii(line));
}
