// Aligned plain text tables.

/** How a text is set off, on a terminal. */
export interface Style {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

export const PLAIN: Style = { strong: (text) => text, faint: (text) => text };
export const COLOUR: Style = { strong: (text) => `\x1b[1m${text}\x1b[22m`, faint: (text) => `\x1b[2m${text}\x1b[22m` };

/** One row: its cells, and whether it is of less weight. */
export interface Row {
  readonly cells: readonly string[];
  readonly faint?: boolean;
}

/** Lines with a heading, columns as wide as their widest cell, two blanks between them. */
export function renderTable(heading: readonly string[], rows: readonly Row[], style: Style = PLAIN): string[] {
  const widths = heading.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row.cells[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    widths
      .map((width, column) => (cells[column] ?? "").padEnd(width))
      .join("  ")
      .trimEnd();
  return [
    style.strong(line(heading)),
    ...rows.map((row) => (row.faint ? style.faint(line(row.cells)) : line(row.cells))),
  ];
}
