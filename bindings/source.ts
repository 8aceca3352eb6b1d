// The modules this package carries, inlined as text: no fetch, no file, nothing for a bundler to lose.
// The workerd build swaps this file for source.workerd.ts.
import { RELAXED_BYTES, SIMD_BYTES } from "./gen/bytes.js";
import { unpack } from "./unpack.js";

let unpacked: Uint8Array<ArrayBuffer> | undefined;

/** Both modules, one after the other. */
function modules(): Uint8Array<ArrayBuffer> {
  return unpacked ??= unpack(SIMD_BYTES + RELAXED_BYTES);
}

const simd = (): Uint8Array<ArrayBuffer> => modules().subarray(0, SIMD_BYTES);
const relaxed = (): Uint8Array<ArrayBuffer> => modules().subarray(SIMD_BYTES);

let base: WebAssembly.Module | undefined;
let overlay: WebAssembly.Module | undefined;

/** Compiled once; small enough to compile synchronously on a browser's main thread. */
export function baseModule(): WebAssembly.Module {
  return base ??= new WebAssembly.Module(simd());
}

export function relaxedModule(): WebAssembly.Module {
  return overlay ??= new WebAssembly.Module(relaxed());
}

/** The same, compiled off the main thread where the engine can. */
export async function compileAll(both: boolean): Promise<void> {
  base ??= await WebAssembly.compile(simd());
  if (both) overlay ??= await WebAssembly.compile(relaxed());
}
