// The part of the WebAssembly interface that load-core.ts uses. TypeScript has it
// only in its library for browsers, whose other globals do not exist here.
declare namespace WebAssembly {
  class Module {
    constructor(octets: Uint8Array);
    static imports(module: Module): { name: string }[];
  }
  class Instance {
    constructor(module: Module);
    readonly exports: unknown;
  }
}
