// Lane helpers shared by every family. One source, folded per variant at compile time.

/** Bytes of one SIMD vector. */
export const VECTOR: usize = 16;

/** a·b + c per lane: one relaxed instruction (fused or not, the engine decides) or an exact mul then add. */
// @ts-ignore: decorator
@inline
export function madd<T>(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<T>(a, b, c);
  return v128.add<T>(c, v128.mul<T>(a, b));
}

/** Lanes of T in one vector. */
// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return <i32>(VECTOR / sizeof<T>());
}

/** Rounds up to the 64 bytes that every block of memory here is aligned to. */
// @ts-ignore: decorator
@inline
export function align64(bytes: usize): usize {
  return (bytes + 63) & ~(<usize>63);
}
