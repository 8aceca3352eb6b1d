// The relaxed overlay: only the functions that differ, in a memory window of their own over the base module's memory.
export * from "./abi";
export * from "./dense/abi/gemm_blocked";
export * from "./dense/abi/int8_relaxed";
export * from "./dense/abi/gemm_relaxed";
export * from "./flip/abi/strassen_leaf";
export * from "./flip/abi/structured_leaf";
export * from "./sparse/abi/direct_numeric";
export * from "./wht/abi/fwht_f32";

/** 1 where relaxed_madd rounds once: (1 + 2⁻¹²)² − (1 + 2⁻¹¹) is 2⁻²⁴ then and 0 when the product is rounded first. */
export function relaxed_fused(): i32 {
  const a = f32x4.splat(reinterpret<f32>(0x3f800800));
  return f32x4.extract_lane(f32x4.relaxed_madd(a, a, f32x4.splat(reinterpret<f32>(0xbf801000))), 0) != 0 ? 1 : 0;
}
