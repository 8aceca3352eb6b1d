// The modules this package carries, inlined as text: no fetch, no file, nothing for a bundler to lose.
// The workerd build swaps this file for source.workerd.ts.
import { BLOCK, HEX, RELAXED_BYTES, SIMD_BYTES } from "./gen/bytes.js";

/** One of the two modules, whose blocks alternate in HEX. */
function decode(size: number, second: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (let block = 0; block < Math.max(SIMD_BYTES, RELAXED_BYTES); block += BLOCK) {
    const lengths = [SIMD_BYTES, RELAXED_BYTES].map((n) => Math.max(0, Math.min(BLOCK, n - block)));
    const start = second ? at + lengths[0]! : at;
    for (let i = 0; i < lengths[second ? 1 : 0]!; i++) bytes[block + i] = parseInt(HEX.slice((start + i) * 2, (start + i) * 2 + 2), 16);
    at += lengths[0]! + lengths[1]!;
  }
  return bytes;
}

const simd = (): Uint8Array<ArrayBuffer> => decode(SIMD_BYTES, false);
const relaxed = (): Uint8Array<ArrayBuffer> => decode(RELAXED_BYTES, true);

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
