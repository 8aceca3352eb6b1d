// The built modules without their bindings: raw exports over a memory of the test's own. For tests of single kernels, in Node.
import { existsSync, readFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

export type RawFunction = (...args: number[]) => number;
export interface Raw {
  readonly memory: WebAssembly.Memory;
  readonly call: Readonly<Record<string, RawFunction>>;
}

// V8 before 12 knows relaxed SIMD behind a flag only; tests of kernels may use it there too.
if (process.versions.node.startsWith("20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");

export const builds: readonly ("simd" | "relaxed")[] = ["simd", "relaxed"];

export function bytesOf(build: "simd" | "relaxed"): Buffer<ArrayBuffer> {
  const file = new URL(`../../build/${build}.wasm`, import.meta.url);
  if (!existsSync(file)) throw new Error(`build/${build}.wasm is missing: npm run build`);
  return readFileSync(file);
}

/** A fresh instance; `pages` of memory, nothing in it. */
export function rawInstance(build: "simd" | "relaxed", pages = 16): Raw {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65536 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytesOf(build)), { env: { memory } });
  return { memory, call: instance.exports as Record<string, RawFunction> };
}
