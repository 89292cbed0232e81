// A signed zone, and keys for it, made with the tools that come with BIND.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { must } from "./programs.ts";
import { masterFile } from "./zone.ts";

/** A key that signs keys and data alike (RFC 6781 §3.1), in a folder of its own. */
export class ZoneKey {
  /** The DNSKEY record: what a resolver that trusts it is given. */
  readonly anchorFile: string;
  private readonly folder: string;
  private readonly origin: string;

  constructor(folder: string, origin: string) {
    mkdirSync(folder, { recursive: true });
    this.folder = folder;
    this.origin = origin;
    const name = must("dnssec-keygen", "-q", "-a", "ECDSAP256SHA256", "-f", "KSK", "-K", folder, origin).trim();
    this.anchorFile = join(folder, `${name}.key`);
  }

  /** Signs the zone of the lab; returns the file. */
  sign(): string {
    const plain = join(this.folder, "zone");
    const signed = join(this.folder, "zone.signed");
    writeFileSync(plain, masterFile(this.origin));
    must(
      "dnssec-signzone",
      "-q",
      "-S",
      "-z",
      "-K",
      this.folder,
      "-d",
      this.folder,
      "-o",
      this.origin,
      "-f",
      signed,
      plain,
    );
    return signed;
  }
}
