// What the engine can do, found by validating a few bytes each.
import type { Features } from "./types.js";

const HEADER = [0, 97, 115, 109, 1, 0, 0, 0];
/** () → v128: i8x16.popcnt(i8x16.splat(0)). */
const SIMD = [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
/** () → v128: f32x4.relaxed_madd of three splats. */
const RELAXED = [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11];
/** f: () → f32: lane 0 of relaxed_madd(a, a, −(1 + 2⁻¹¹)) with a = 1 + 2⁻¹²: 2⁻²⁴ when rounded once, 0 when rounded twice. */
const FUSED = [
  1, 5, 1, 96, 0, 1, 125, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 31, 1, 29, 0,
  67, 0, 8, 128, 63, 253, 19, 67, 0, 8, 128, 63, 253, 19, 67, 0, 16, 128, 191, 253, 19, 253, 133, 2, 253, 31, 0, 11,
];

function bytes(body: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([...HEADER, ...body]);
}

export function hasSimd(): boolean {
  return typeof WebAssembly === "object" && WebAssembly.validate(bytes(SIMD));
}

function isFused(): boolean | undefined {
  try {
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(bytes(FUSED))).exports;
    return (f as () => number)() !== 0;
  } catch {
    return undefined;
  }
}

let found: Features | undefined;

/** What this engine offers. The answer is found once.
 *  @example
 *  import { features } from "lanewise";
 *  if (features().simd !== true) throw new Error("unreachable"); */
export function features(): Features {
  if (found !== undefined) return found;
  const relaxed = WebAssembly.validate(bytes(RELAXED));
  const fused = relaxed ? isFused() : false;
  const reason = !relaxed ? "relaxed SIMD: not in this engine"
    : fused === undefined ? "fused multiply-add: unknown, this engine refuses to compile bytes now"
      : fused ? undefined : "fused multiply-add: this engine rounds relaxed_madd twice";
  found = { simd: true, relaxed, fused: fused ?? false, threads: 0, ...(reason === undefined ? {} : { reason }) };
  return found;
}
