// A provider's name server, on port 53 of every address, also of those whose link is down:
// the emulator's, on real sockets. What it serves comes from its parent, `null` for nothing
// at all; each message is answered by "done".

import { serveDns } from "../../support/local-dns.ts";
import type { LocalDns } from "../../support/local-dns.ts";

const PORT = 53;
const EVERY_ADDRESS = "::";
let serving: LocalDns | null = null;

async function serve(settings: object | null): Promise<void> {
  serving?.close();
  serving = settings === null ? null : await serveDns(settings, EVERY_ADDRESS, undefined, PORT);
}

process.on("message", (settings: object | null) => {
  serve(settings).then(
    () => process.send?.("done"),
    (error: unknown) => {
      throw error;
    },
  );
});
process.once("disconnect", () => process.exit(0));
process.send?.("done");
