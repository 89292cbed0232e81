// Certificates of a provider: an authority of its own, what its servers prove
// themselves with, and a key set for its clients, as go-dots and others have it.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { must } from "./programs.ts";

/** A certificate and its key, as files. */
export interface Credentials {
  readonly certificate: string;
  readonly key: string;
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];

export class Authority {
  /** The certificate that others trust. */
  readonly certificate: string;
  /** The folder `ca-cert.pem`, `client-cert.pem` and `client-key.pem` are in. */
  readonly keySet: string;
  private readonly key: string;

  /** @param keySet made with all that a client of the provider needs */
  constructor(keySet: string, name: string) {
    mkdirSync(keySet, { recursive: true });
    this.keySet = keySet;
    this.certificate = join(keySet, "ca-cert.pem");
    this.key = join(keySet, "ca-key.pem");
    const files = ["-keyout", this.key, "-out", this.certificate];
    must("openssl", "req", "-x509", ...KEY, "-subj", `/CN=authority of ${name}`, ...files);
    this.issue("client", [`DNS:router.${name}`]);
  }

  /** @param names what it proves, such as `DNS:dots.isp.test` or `IP:10.1.0.10` */
  issue(label: string, names: readonly string[]): Credentials {
    const made = { certificate: join(this.keySet, `${label}-cert.pem`), key: join(this.keySet, `${label}-key.pem`) };
    const issuer = ["-CA", this.certificate, "-CAkey", this.key];
    const extensions = ["basicConstraints=critical,CA:FALSE", `subjectAltName=${names.join(",")}`];
    const words = ["-subj", `/CN=${label}`, ...extensions.flatMap((each) => ["-addext", each])];
    must("openssl", "req", "-x509", ...issuer, ...KEY, ...words, "-keyout", made.key, "-out", made.certificate);
    return made;
  }
}
