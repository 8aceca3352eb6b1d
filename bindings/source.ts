// The modules this package carries, inlined as base64: no fetch, no file, nothing for a bundler to lose.
// The workerd build swaps this file for source.workerd.ts.
import { RELAXED, SIMD } from "./gen/bytes.js";

function decode(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

let base: WebAssembly.Module | undefined;
let overlay: WebAssembly.Module | undefined;

/** Compiled once; small enough to compile synchronously on a browser's main thread. */
export function baseModule(): WebAssembly.Module {
  return base ??= new WebAssembly.Module(decode(SIMD));
}

export function relaxedModule(): WebAssembly.Module {
  return overlay ??= new WebAssembly.Module(decode(RELAXED));
}

/** The same, compiled off the main thread where the engine can. */
export async function compileAll(relaxed: boolean): Promise<void> {
  base ??= await WebAssembly.compile(decode(SIMD));
  if (relaxed) overlay ??= await WebAssembly.compile(decode(RELAXED));
}
