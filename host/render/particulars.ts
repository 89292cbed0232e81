// Access to the JSON of the core without trust in its shape: a field that is
// missing or of another type gives a neutral word, never an error.

/** The fields of a record of the core. */
export type Particulars = Readonly<Record<string, unknown>>;

/** Parses a JSON object; anything else is an object without fields. */
export function parseParticulars(json: string): Particulars {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Particulars) : {};
  } catch {
    return {};
  }
}

/** A text without the characters that could command a terminal. */
export function printable(text: string): string {
  return text.replace(/[^ -~]/g, "?");
}

/** The first of some fields that has a value, as text; else the given word. */
export function textOf(particulars: Particulars, fields: string | readonly string[], otherwise: string): string {
  for (const field of typeof fields === "string" ? [fields] : fields) {
    const value = particulars[field];
    if (typeof value === "string" && value !== "") return printable(value);
    if (typeof value === "number" || typeof value === "boolean") return String(value);
  }
  return otherwise;
}

/** A field that is a number, or null. */
export function numberOf(particulars: Particulars, field: string): number | null {
  const value = particulars[field];
  return typeof value === "number" ? value : null;
}

/** The text fields of a list; the empty list if it is none. */
export function listOf(particulars: Particulars, field: string): readonly unknown[] {
  const value = particulars[field];
  return Array.isArray(value) ? value : [];
}
