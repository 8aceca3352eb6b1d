// Guards around a whole instance: scratch memory starts out as garbage, and no handle may be left at the end.
import { features, type Kernels, type LoadOptions, loadSync, type Scope } from "lanewise";

export type Flavour = "simd" | "relaxed";

/** The builds this engine can run; every case of a suite is repeated on each. */
export function flavours(): Flavour[] {
  return features().relaxed ? ["simd", "relaxed"] : ["simd"];
}

/** Leaves NaN in the memory that later calls will use as scratch, so that reading what was not written shows. */
export function soil(k: Kernels, bytes: number = 1 << 20): void {
  k.vector("f64", bytes / 8).set(new Float64Array(bytes / 8).fill(NaN)).free();
}

/** Runs the body on a fresh instance with soiled memory; what it takes from the scope is freed, anything else is a leak. */
export function withKernels(variant: Flavour, body: (k: Kernels, s: Scope) => void, options: LoadOptions = {}): void {
  const k = loadSync({ reserve: 4 << 20, ...options, variant });
  try {
    soil(k);
    k.scope((s) => body(k, s));
    const { handles } = k.memory();
    if (handles !== 0) throw new Error(`after the case ${handles} handles are still held`);
  } finally {
    k.free();
  }
}
