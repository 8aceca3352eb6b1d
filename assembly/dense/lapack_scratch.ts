// Sizes of scratch, in f64: a sum of blocks may pass 2³² where each of them, and the pointers into what was granted, do not.
import { gemm_workspace } from "./gemm";
import { gemv_workspace } from "./gemv";

/** Bytes of a dense m×n block, as the kernels lay them out: rounded up to 64. */
export function blockBytes<T>(m: i32, n: i32): f64 {
  return ceil<f64>(<f64>m * <f64>n * <f64>sizeof<T>() / 64) * 64;
}

/** Bytes of scratch for any gemm with at most these sizes: halving may leave a product with one row or column, which is a gemv. */
export function productWorkspace<T>(m: i32, n: i32, k: i32): f64 {
  return max<f64>(<f64>gemm_workspace<T>(m, n, k), <f64>gemv_workspace<T>(max(max(m, n), k), 2));
}
