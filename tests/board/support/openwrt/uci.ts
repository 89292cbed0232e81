// UCI configurations as OpenWrt keeps them: the part of its command `uci` that the
// package uses, and for tests the sections themselves.

/** A value: one text, or a list of texts. */
export type Value = string | readonly string[];

export interface Section {
  readonly type: string;
  /** Null for a section without a name. */
  readonly name: string | null;
  readonly options: Map<string, Value>;
}

const quote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Thrown for a text that is no UCI configuration. */
export class UciError extends Error {}

/** The words of one line, which go on over line feeds inside quotation marks. */
function* readLines(text: string): Generator<string[]> {
  let words: string[] = [];
  let word: string | null = null;
  let mark: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (mark !== null) {
      if (sign === mark) mark = null;
      else if (sign === "\\" && mark === '"') word = (word ?? "") + text.charAt(++at);
      else word = (word ?? "") + sign;
    } else if (sign === "'" || sign === '"') {
      mark = sign;
      word ??= "";
    } else if (sign === "\\") word = (word ?? "") + text.charAt(++at);
    else if (sign === "#" && word === null) {
      while (at + 1 < text.length && text.charAt(at + 1) !== "\n") at++;
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
      if (sign === "\n" && words.length > 0) {
        yield words;
        words = [];
      }
    } else word = (word ?? "") + sign;
  }
  if (mark !== null) throw new UciError("unterminated quotation mark");
  if (word !== null) words.push(word);
  if (words.length > 0) yield words;
}

/** The sections of a text. With `isLenient` what is not understood is left out, as `uci -S` does it. */
export function parseUci(text: string, isLenient = false): Section[] {
  const sections: Section[] = [];
  try {
    readSections(text, sections);
  } catch (error) {
    if (!isLenient || !(error instanceof UciError)) throw error;
  }
  return sections;
}

function readSections(text: string, sections: Section[]): void {
  for (const [keyword, first, second] of readLines(text)) {
    const options = sections.at(-1)?.options;
    if (keyword === "package") continue;
    if (keyword === "config" && first !== undefined) {
      sections.push({ type: first, name: second ?? null, options: new Map() });
    } else if (first === undefined || second === undefined || options === undefined) {
      throw new UciError(`not understood: ${keyword ?? ""}`);
    } else if (keyword === "option") options.set(first, second);
    else if (keyword === "list") options.set(first, [...toItems(options.get(first)), second]);
    else throw new UciError(`not understood: ${keyword ?? ""}`);
  }
}

export function toItems(value: Value | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === "string" ? [value] : value;
}

/** The text of a configuration; with `isNamed` sections without a name get one, as `uci -n` does it. */
export function formatUci(sections: readonly Section[], isNamed = false): string {
  return sections
    .map(({ type, name, options }, index) => {
      const shown = name ?? (isNamed ? generatedName(index) : null);
      const lines = [...options].flatMap(([option, value]) =>
        typeof value === "string"
          ? [`\toption ${option} ${quote(value)}`]
          : value.map((item) => `\tlist ${option} ${quote(item)}`),
      );
      return [`config ${type}${shown === null ? "" : ` ${quote(shown)}`}`, ...lines, ""].join("\n");
    })
    .join("\n");
}

/** The name of a section without one: by its place. */
export function generatedName(index: number): string {
  return `cfg${(index + 1).toString(16).padStart(2, "0")}a5c3`;
}

/** Applies `set`, `add_list`, `del_list` or `delete` with `PACKAGE.SECTION.OPTION[=VALUE]`. */
export function changeUci(sections: readonly Section[], command: string, what: string): void {
  const [, path = "", , value = ""] = /^([^=]*)(=([^]*))?$/.exec(what) ?? [];
  const [, name, option = ""] = path.split(".");
  const section = sections.find((each, index) => (each.name ?? generatedName(index)) === name);
  if (section === undefined) throw new UciError("Entry not found");
  const { options } = section;
  const before = options.get(option);
  if (command === "set") options.set(option, value);
  else if (command === "add_list") options.set(option, [...toItems(before), value]);
  else if (before === undefined) throw new UciError("Entry not found");
  else {
    const rest = command === "del_list" ? toItems(before).filter((item) => item !== value) : [];
    if (rest.length > 0) options.set(option, rest);
    else options.delete(option);
  }
}
