// A control client that watches, and what it must agree with.
import assert from "node:assert/strict";
import type { Notice } from "../../../host/emulator/observer.ts";

export type Fields = Record<string, unknown>;

/** Where the lists are to be had, beside the events. */
interface Lists {
  request(line: string): string[];
  resultFile(): readonly string[];
}

/** What a client knows that watches from the start. */
export class Watcher {
  private readonly rows = new Map<string, Fields>();

  observe(notice: Notice): void {
    if (notice.kind === "event") this.take(notice.line);
    // Whoever watched has to watch again.
    if (notice.kind === "step" && notice.text.startsWith("the power is cut")) this.rows.clear();
  }

  private take(line: string): void {
    const record = JSON.parse(line) as Fields;
    const id = String(record["id"]);
    switch (record["event"]) {
      case "added":
        assert.ok(!this.rows.has(id), `added twice: ${line}`);
        this.rows.set(id, record);
        return;
      case "changed":
        assert.ok(this.rows.has(id), `changed, but not there: ${line}`);
        this.rows.set(id, record);
        return;
      case "removed":
        assert.ok(this.rows.delete(id), `removed, but not there: ${line}`);
    }
  }

  list(): Fields[] {
    return [...this.rows.values()];
  }
}

/** What does not cause an event is left out: time that passes, and places in a list. */
function content(record: Fields): Fields {
  return { ...record, event: null, rank: null, valid_for_s: null };
}

function byId(records: readonly Fields[]): Fields[] {
  return records.map(content).sort((a, b) => String(a["id"]).localeCompare(String(b["id"]), "en"));
}

/** The events so far, the reply to `peers` and the result file say the same; returns the reply. */
export function checkAgreement(watcher: Watcher, lists: Lists, moment: string): Fields[] {
  const peers = lists.request("peers").map((line) => JSON.parse(line) as Fields);
  const file = lists.resultFile().map((line) => JSON.parse(line) as Fields);
  assert.deepEqual(byId(watcher.list()), byId(peers), `${moment}: events and peers`);
  assert.deepEqual(file.map(content), peers.map(content), `${moment}: result file and peers`);
  return peers;
}
