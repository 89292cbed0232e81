import { makeFilters, renderFilters } from "../../render/filters.ts";
import { note, print, readArguments, style } from "./command.ts";
import { ExitCode } from "./exit.ts";
import { loadRecords, SOURCE_OPTIONS } from "./records.ts";

const OPTIONS = { ...SOURCE_OPTIONS, json: { type: "boolean", default: false } } as const;

/** `filters`: which servers may protect which targets, for the DOTS clients inside. */
export async function filters(args: string[]): Promise<ExitCode> {
  const { values } = readArguments("filters", args, OPTIONS);
  const made = makeFilters(await loadRecords(values));
  made.notes.forEach(note);
  if (made.filters.length === 0) {
    note('there is nothing to filter by: no network has both prefixes and servers; "dots-discovery peers" shows them');
    return ExitCode.NothingFound;
  }
  const lines = values.json
    ? made.filters.map((filter) => JSON.stringify(filter))
    : renderFilters(made.filters, style());
  lines.forEach(print);
  return ExitCode.Found;
}
