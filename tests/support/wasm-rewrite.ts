// Takes the code of a WebAssembly module (MVP) apart into instructions and puts a
// changed module together. Nothing is optimised or renumbered but what is asked for.
import { Reader, skipImmediates } from "./wasm.ts";

export const Op = {
  Unreachable: 0x00,
  Nop: 0x01,
  Block: 0x02,
  Loop: 0x03,
  If: 0x04,
  Else: 0x05,
  End: 0x0b,
  Br: 0x0c,
  BrIf: 0x0d,
  BrTable: 0x0e,
  Return: 0x0f,
  Call: 0x10,
  Drop: 0x1a,
  Select: 0x1b,
  LocalGet: 0x20,
  LocalSet: 0x21,
  LocalTee: 0x22,
  GlobalGet: 0x23,
  GlobalSet: 0x24,
  I32Const: 0x41,
  I64Const: 0x42,
  I32Eqz: 0x45,
  I32Add: 0x6a,
  I32Sub: 0x6b,
  I64Add: 0x7c,
  I64Or: 0x84,
} as const;

export const I32 = 0x7f;
export const I64 = 0x7e;
const VOID = 0x40;
const SECTION = { Type: 1, Import: 2, Function: 3, Global: 6, Export: 7, Code: 10 };
const GLOBAL = 3;

/** One instruction with its immediates. */
export interface Instruction {
  readonly opcode: number;
  /** Where it stands in the module's file. */
  readonly offset: number;
  readonly octets: Uint8Array;
}

export interface FunctionCode {
  /** Among all functions. */
  readonly index: number;
  /** Value types, `I32` and so on. */
  readonly parameters: readonly number[];
  readonly results: readonly number[];
  /** Runs of locals behind the parameters. */
  readonly locals: readonly (readonly [count: number, type: number])[];
  /** The last one is the final `End`. */
  readonly instructions: readonly Instruction[];
}

/** A function as it is to be. */
export interface NewCode {
  readonly locals: readonly (readonly [count: number, type: number])[];
  readonly octets: Uint8Array;
}

/** A mutable global that a rewritten module has in addition. */
export interface NewGlobal {
  /** Its name as an export or, if it comes from outside, as an import of the module `host`. */
  readonly name: string;
  readonly type: typeof I32 | typeof I64;
  /** Null: it is imported. */
  readonly initial: number | null;
}

interface Section {
  readonly id: number;
  readonly content: Uint8Array;
  /** Where the content begins in the file. */
  readonly offset: number;
}

/** A number in LEB128. */
export function leb(value: number): number[] {
  const octets: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...octets, rest];
    octets.push((rest % 128) | 0x80);
  }
}

/** A signed number in LEB128. */
export function signedLeb(value: bigint): number[] {
  const octets: number[] = [];
  for (let rest = value; ;) {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    if ((rest === 0n && !(low & 0x40)) || (rest === -1n && low & 0x40)) return [...octets, low];
    octets.push(low | 0x80);
  }
}

/** The value of a LEB128 number of `width` bits that stands behind an opcode. */
export function readConstant({ octets }: Instruction): bigint {
  let value = 0n;
  let shift = 0n;
  for (const octet of octets.subarray(1)) {
    value |= BigInt(octet & 0x7f) << shift;
    shift += 7n;
    if (octet < 0x80) return octet & 0x40 ? value - (1n << shift) : value;
  }
  return value;
}

function readSections(module: Uint8Array): Section[] {
  const reader = new Reader(module);
  reader.take(8);
  const sections: Section[] = [];
  while (!reader.done) {
    const id = reader.u8();
    const length = reader.leb();
    const offset = reader.offset;
    sections.push({ id, offset, content: reader.take(length) });
  }
  return sections;
}

interface Signature {
  readonly parameters: number[];
  readonly results: number[];
}

function readSignatures(content: Uint8Array): Signature[] {
  const reader = new Reader(content);
  return reader.list(() => {
    reader.u8();
    return { parameters: [...reader.take(reader.leb())], results: [...reader.take(reader.leb())] };
  });
}

function readFunction(reader: Reader, offset: number): Omit<FunctionCode, "index" | "parameters" | "results"> {
  const length = reader.leb();
  const start = offset + reader.offset;
  const body = new Reader(reader.take(length));
  const locals = body.list(() => [body.leb(), body.u8()] as const);
  const instructions: Instruction[] = [];
  while (!body.done) {
    const at = body.offset;
    const opcode = body.u8();
    skipImmediates(body, opcode);
    instructions.push({ opcode, offset: start + at, octets: body.slice(at) });
  }
  return { locals, instructions };
}

/** The functions of a module that imports none. */
export function readFunctions(module: Uint8Array): FunctionCode[] {
  const sections = readSections(module);
  const contentOf = (id: number) =>
    sections.find((section) => section.id === id) ?? { content: Uint8Array.of(0), offset: 0 };
  const signatures = readSignatures(contentOf(SECTION.Type).content);
  const types = new Reader(contentOf(SECTION.Function).content);
  const signatureOf = types.list(() => signatures[types.leb()] as Signature);
  const { content, offset } = contentOf(SECTION.Code);
  const reader = new Reader(content);
  return reader
    .list(() => readFunction(reader, offset))
    .map((code, index) => ({ ...code, ...(signatureOf[index] as Signature), index }));
}

/** The number of the function with this name among the exports. */
export function exportedFunction(module: Uint8Array, wanted: string): number {
  const section = readSections(module).find(({ id }) => id === SECTION.Export);
  const reader = new Reader(section?.content ?? Uint8Array.of(0));
  const found = reader
    .list(() => ({ name: reader.text(), kind: reader.u8(), index: reader.leb() }))
    .find(({ name, kind }) => name === wanted && kind === 0);
  if (found === undefined) throw new Error(`the module exports no function ${wanted}`);
  return found.index;
}

/** The number of globals that a module has. */
export function countGlobals(module: Uint8Array): number {
  const section = readSections(module).find(({ id }) => id === SECTION.Global);
  return section === undefined ? 0 : new Reader(section.content).leb();
}

const encodeText = (text: string): number[] => [...leb(Buffer.byteLength(text)), ...Buffer.from(text)];

/** A list with entries behind those that it has. */
function append(content: Uint8Array | undefined, entries: readonly (readonly number[])[]): Uint8Array {
  const reader = new Reader(content ?? Uint8Array.of(0));
  const count = reader.leb();
  const rest = (content ?? Uint8Array.of(0)).subarray(reader.offset);
  return Uint8Array.from([...leb(count + entries.length), ...rest, ...entries.flat()]);
}

function encodeFunction({ locals, octets }: NewCode): Uint8Array {
  const head = [...leb(locals.length), ...locals.flatMap(([count, type]) => [...leb(count), type])];
  return Buffer.concat([Uint8Array.from([...leb(head.length + octets.length), ...head]), octets]);
}

/** Imported globals come before all others: the numbers of those move on. */
function shiftExports(content: Uint8Array, by: number): Uint8Array {
  const reader = new Reader(content);
  const entries = reader.list(() => {
    const name = reader.text();
    const kind = reader.u8();
    const index = reader.leb();
    return [...encodeText(name), kind, ...leb(kind === GLOBAL ? index + by : index)];
  });
  return Uint8Array.from([...leb(entries.length), ...entries.flat()]);
}

/**
 * The module with other code and with more globals. New globals are numbered from `countGlobals` on; imported
 * ones from 0, and the others that many higher: code that is handed over has to know it.
 * Names of functions and the source map are left out.
 */
export function rewriteModule(module: Uint8Array, code: readonly NewCode[], globals: readonly NewGlobal[]): Uint8Array {
  const sections = new Map(
    readSections(module)
      .filter(({ id }) => id !== 0)
      .map(({ id, content }) => [id, content]),
  );
  const imported = globals.filter(({ initial }) => initial === null);
  const own = globals.filter(({ initial }) => initial !== null);
  const first = countGlobals(module);
  sections.set(SECTION.Code, Buffer.concat([Uint8Array.from(leb(code.length)), ...code.map(encodeFunction)]));
  const exported = shiftExports(sections.get(SECTION.Export) ?? Uint8Array.of(0), imported.length);
  const exports = own.map(({ name }, index) => [...encodeText(name), GLOBAL, ...leb(imported.length + first + index)]);
  sections.set(SECTION.Export, append(exported, exports));
  if (imported.length > 0) {
    const imports = imported.map(({ name, type }) => [...encodeText("host"), ...encodeText(name), GLOBAL, type, 1]);
    sections.set(SECTION.Import, append(sections.get(SECTION.Import), imports));
  }
  const definitions = own.map(({ type, initial }) => [
    ...[type, 1, type === I32 ? Op.I32Const : Op.I64Const],
    ...[...signedLeb(BigInt(initial ?? 0)), Op.End],
  ]);
  if (definitions.length > 0) sections.set(SECTION.Global, append(sections.get(SECTION.Global), definitions));
  const parts = [...sections]
    .sort(([a], [b]) => a - b)
    .map(([id, content]) => [Uint8Array.from([id, ...leb(content.length)]), content]);
  return Uint8Array.from(Buffer.concat([module.subarray(0, 8), ...parts.flat()]));
}

/** An instruction whose number of a global is moved on. */
export function shiftGlobal({ opcode, octets }: Instruction, by: number): Uint8Array {
  if (by === 0 || (opcode !== Op.GlobalGet && opcode !== Op.GlobalSet)) return octets;
  return Uint8Array.from([opcode, ...leb(new Reader(octets.subarray(1)).leb() + by)]);
}

/** `if` without results. */
export const IF_VOID: readonly number[] = [Op.If, VOID];
