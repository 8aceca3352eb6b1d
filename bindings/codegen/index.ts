// The entry `lanewise/codegen`: schemes to WebAssembly, at build time, through binaryen.
export { generate } from "./generate.js";
export type { CodegenDtype, Compiler, GenerateOptions, Generated } from "./types.js";
