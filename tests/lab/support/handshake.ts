// What a DOTS client does with a published record, and with nothing else: connect from
// its source, and have the server prove its identity.

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { RouterPlace } from "./namespaces.ts";
import type { DaemonRecord } from "./router.ts";

const PATIENCE_S = "10";

/** `ok`, or what a client reports of the server otherwise (docs/abi.md). */
export type Outcome = "ok" | "connect-failed" | "identity-failed";

/**
 * Tries the server of a record.
 * @param keys where the key sets are
 * @param credentials another key set than the record's
 */
export function handshake(place: RouterPlace, keys: string, peer: DaemonRecord, credentials?: string): Outcome {
  const { address = "", port = 0, interface: link = "", source_candidates: sources = [], transport, sni } = peer;
  const keySet = join(keys, credentials ?? peer.credentials_ref ?? "");
  const scope = address.startsWith("fe80:") ? `%${link}` : "";
  const [source = ""] = sources;
  const words = [
    ...(transport === "udp" ? ["-dtls1_2"] : []),
    ...["-connect", `[${address}${scope}]:${port}`, "-bind", `[${source}${scope}]:0`],
    ...["-CAfile", join(keySet, "ca-cert.pem")],
    ...["-cert", join(keySet, "client-cert.pem"), "-key", join(keySet, "client-key.pem")],
    ...(typeof sni === "string" ? ["-servername", sni] : ["-noservername"]),
    ...identityOf(peer),
    ...["-verify_return_error", "-brief"],
  ];
  const [program, ...rest] = place.command("router", "timeout", PATIENCE_S, "openssl", "s_client", ...words);
  const { status, stderr } = spawnSync(program, rest, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (status === 0) return "ok";
  return stderr.includes("certificate verify failed") ? "identity-failed" : "connect-failed";
}

function identityOf({ reference_ids: [id] = [] }: DaemonRecord): string[] {
  if (id === undefined) throw new Error("a server without an identity");
  return [id.type === "ip-id" ? "-verify_ip" : "-verify_hostname", id.value];
}
