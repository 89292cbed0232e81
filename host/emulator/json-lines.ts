// An emulation as JSON lines: records of the core verbatim, the emulator's own
// between them (docs/emulator.md).
import { toHex } from "./octets.ts";
import type { Notice } from "./observer.ts";
import type { Scenario } from "./scenario.ts";

export class JsonLines {
  private readonly write: (line: string) => void;
  private timeMs = -1;

  constructor(write: (line: string) => void) {
    this.write = write;
  }

  begin(scenario: Scenario, seed: number): void {
    this.own({ record: "scenario", name: scenario.name, title: scenario.title, seed, start_ms: scenario.startMs });
  }

  add(notice: Notice): void {
    if (notice.timeMs !== this.timeMs) {
      this.timeMs = notice.timeMs;
      this.own({ record: "time", time_ms: notice.timeMs });
    }
    switch (notice.kind) {
      case "event":
      case "reply":
        return this.write(notice.line);
      case "log":
        return this.write(
          `{"record":"log","level":${notice.level},"code":${notice.code},"particulars":${notice.particulars || "{}"}}`,
        );
      case "refused":
        return this.own({ record: "refused", error: notice.fault.code, offset: notice.fault.offset });
      case "packet": {
        const { interface: name, family, provider, from, message, text, octets } = notice;
        return this.own({
          record: "packet",
          interface: name,
          family,
          provider,
          from,
          message,
          text,
          octets: toHex(octets),
        });
      }
      case "spool": {
        const { interface: name, family, file, client, event, text } = notice;
        return this.own({ record: "spool", interface: name, family, file, client, event, text });
      }
      case "store":
        return this.own({ record: "store", slot: notice.slot, octets: toHex(notice.octets) });
      case "step":
        return this.own({ record: "step", interface: notice.interface, text: notice.text });
    }
  }

  private own(record: Readonly<Record<string, unknown>>): void {
    this.write(JSON.stringify(record));
  }
}
