// The modules as imports: workerd refuses to compile bytes inside a handler, and hands out compiled modules for .wasm imports.
import relaxed from "./relaxed.wasm";
import simd from "./simd.wasm";

export function baseModule(): WebAssembly.Module { return simd; }
export function relaxedModule(): WebAssembly.Module { return relaxed; }
export async function compileAll(_relaxed: boolean): Promise<void> {}
