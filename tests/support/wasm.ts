// A small decoder of WebAssembly modules (MVP), enough to say what a module may
// do: its imports and exports, its memory, its instructions, its names.

const SECTION = { Custom: 0, Type: 1, Import: 2, Function: 3, Memory: 5, Global: 6, Export: 7, Code: 10, Data: 11 };
const NAME_SUBSECTION = { Function: 1, Global: 7 };
const FUNCTION_IMPORT = 0;
const MEMORY_GROW = 0x40;
const F32 = 0x7d;
const F64 = 0x7c;

export interface Limits {
  readonly min: number;
  readonly max: number | null;
}

export interface FunctionBody {
  readonly name: string;
  /** Octets of the body, its length field included. */
  readonly size: number;
  readonly opcodes: ReadonlySet<number>;
  readonly usesFloats: boolean;
}

export interface Module {
  readonly imports: readonly string[];
  readonly exports: readonly string[];
  readonly memories: readonly Limits[];
  readonly functions: readonly FunctionBody[];
  readonly globalNames: readonly string[];
  /** A float in a function's type or in a global. */
  readonly floatTypes: boolean;
  /** Octets of each section's content by section number. */
  readonly sectionSizes: ReadonlyMap<number, number>;
}

/** Reads octets in order; throws a RangeError past the end. */
export class Reader {
  private at = 0;
  private readonly octets: Uint8Array;

  constructor(octets: Uint8Array) {
    this.octets = octets;
  }

  get offset(): number {
    return this.at;
  }

  get done(): boolean {
    return this.at >= this.octets.length;
  }

  u8(): number {
    const value = this.octets[this.at++];
    if (value === undefined) throw new RangeError(`the module ends at octet ${this.at - 1}`);
    return value;
  }

  /** A LEB128 number; only its length matters for signed ones. */
  leb(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const octet = this.u8();
      value += (octet & 0x7f) * factor;
      if (octet < 0x80) return value;
    }
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.octets.length) throw new RangeError(`the module ends before octet ${this.at + length}`);
    this.at += length;
    return this.octets.subarray(this.at - length, this.at);
  }

  /** What was read since `from`. */
  slice(from: number): Uint8Array {
    return this.octets.subarray(from, this.at);
  }

  text(): string {
    return new TextDecoder().decode(this.take(this.leb()));
  }

  /** As many results of `read` as the number in front says. */
  list<T>(read: () => T): T[] {
    return Array.from({ length: this.leb() }, read);
  }
}

const isFloat = (type: number): boolean => type === F32 || type === F64;

/** Opcodes that take, give or hold a float. */
function isFloatOpcode(opcode: number): boolean {
  const within = (first: number, last: number) => opcode >= first && opcode <= last;
  return (
    within(0x2a, 0x2b) || // loads
    within(0x38, 0x39) || // stores
    within(0x43, 0x44) || // constants
    within(0x5b, 0x66) || // comparisons
    within(0x8b, 0xa6) || // arithmetic
    within(0xa8, 0xab) || // i32.trunc
    within(0xae, 0xbf) // i64.trunc, conversions, reinterpretation
  );
}

/** Steps over what follows an opcode; throws on one that is not in the MVP. */
export function skipImmediates(reader: Reader, opcode: number): void {
  if (opcode >= 0x28 && opcode <= 0x3e) {
    reader.leb();
    reader.leb();
  } else if (opcode >= 0x45 && opcode <= 0xbf) return;
  else if (opcode === 0x0e) {
    reader.list(() => reader.leb());
    reader.leb();
  } else if (opcode === 0x11) {
    reader.leb();
    reader.leb();
  } else if (opcode === 0x43) reader.take(4);
  else if (opcode === 0x44) reader.take(8);
  else if (
    [0x02, 0x03, 0x04, 0x0c, 0x0d, 0x10, 0x20, 0x21, 0x22, 0x23, 0x24, 0x3f, 0x40, 0x41, 0x42].includes(opcode)
  ) {
    reader.leb();
  } else if (![0x00, 0x01, 0x05, 0x0b, 0x0f, 0x1a, 0x1b].includes(opcode)) {
    throw new Error(`opcode 0x${opcode.toString(16)} is not in the MVP`);
  }
}

/** The type of a run of locals. */
function readLocal(reader: Reader): number {
  reader.leb();
  return reader.u8();
}

function readBody(reader: Reader): FunctionBody {
  const before = reader.offset;
  const body = new Reader(reader.take(reader.leb()));
  const opcodes = new Set<number>();
  let usesFloats = body.list(() => readLocal(body)).some(isFloat);
  while (!body.done) {
    const opcode = body.u8();
    opcodes.add(opcode);
    usesFloats ||= isFloatOpcode(opcode);
    skipImmediates(body, opcode);
  }
  return { name: "", size: reader.offset - before, opcodes, usesFloats };
}

function readLimits(reader: Reader): Limits {
  const flags = reader.u8();
  return { min: reader.leb(), max: flags & 1 ? reader.leb() : null };
}

/** The name section: function and global names by index. */
function readNames(reader: Reader): { functions: Map<number, string>; globals: string[] } {
  const functions = new Map<number, string>();
  const globals: string[] = [];
  while (!reader.done) {
    const id = reader.u8();
    const content = new Reader(reader.take(reader.leb()));
    if (id !== NAME_SUBSECTION.Function && id !== NAME_SUBSECTION.Global) continue;
    content.list(() => {
      const index = content.leb();
      const name = content.text();
      if (id === NAME_SUBSECTION.Function) functions.set(index, name);
      else globals.push(name);
    });
  }
  return { functions, globals };
}

function readImport(reader: Reader): { name: string; kind: number } {
  const name = `${reader.text()}.${reader.text()}`;
  const kind = reader.u8();
  if (kind === FUNCTION_IMPORT) reader.leb();
  else if (kind === 3) reader.take(2);
  else {
    if (kind === 1) reader.u8();
    readLimits(reader);
  }
  return { name, kind };
}

function readExport(reader: Reader): string {
  const name = reader.text();
  reader.u8();
  reader.leb();
  return name;
}

/** True if a global's type or any part of a function's type is a float. */
function hasFloatTypes(types: Uint8Array | undefined, globals: Uint8Array | undefined): boolean {
  let found = false;
  if (types) {
    const reader = new Reader(types);
    reader.list(() => {
      reader.u8();
      for (const type of [...reader.take(reader.leb()), ...reader.take(reader.leb())]) found ||= isFloat(type);
    });
  }
  if (globals) {
    const reader = new Reader(globals);
    reader.list(() => {
      found ||= isFloat(reader.u8());
      reader.u8();
      for (let opcode = reader.u8(); opcode !== 0x0b; opcode = reader.u8()) skipImmediates(reader, opcode);
    });
  }
  return found;
}

/** Takes a module apart. */
export function parseModule(octets: Uint8Array): Module {
  const reader = new Reader(octets);
  const magic = [...reader.take(8)].join();
  if (magic !== "0,97,115,109,1,0,0,0") throw new Error("not a WebAssembly module");
  const sections = new Map<number, Uint8Array>();
  let names: ReturnType<typeof readNames> = { functions: new Map(), globals: [] };
  while (!reader.done) {
    const id = reader.u8();
    const content = reader.take(reader.leb());
    if (id !== SECTION.Custom) sections.set(id, content);
    else {
      const custom = new Reader(content);
      if (custom.text() === "name") names = readNames(custom);
    }
  }
  const list = <T>(id: number, read: (section: Reader) => T): T[] => {
    const section = new Reader(sections.get(id) ?? new Uint8Array(1));
    return section.list(() => read(section));
  };
  const imports = list(SECTION.Import, readImport);
  // Functions are numbered from the imported ones on.
  const first = imports.filter(({ kind }) => kind === FUNCTION_IMPORT).length;
  const bodies = list(SECTION.Code, readBody);
  return {
    imports: imports.map(({ name }) => name),
    exports: list(SECTION.Export, readExport),
    memories: list(SECTION.Memory, readLimits),
    functions: bodies.map((body, index) => ({ ...body, name: names.functions.get(first + index) ?? "" })),
    globalNames: names.globals,
    floatTypes: hasFloatTypes(sections.get(SECTION.Type), sections.get(SECTION.Global)),
    sectionSizes: new Map([...sections].map(([id, content]) => [id, content.length])),
  };
}

/** True if the module can ask for more memory. */
export function growsMemory(module: Module): boolean {
  return module.functions.some(({ opcodes }) => opcodes.has(MEMORY_GROW));
}

/** Names, or numbers, of the functions that handle floats. */
export function findFloats(module: Module): string[] {
  return module.functions.flatMap(({ name, usesFloats }, index) => (usesFloats ? [name || `function ${index}`] : []));
}

/** Octets of the data section. */
export function dataSize(module: Module): number {
  return module.sectionSizes.get(SECTION.Data) ?? 0;
}
