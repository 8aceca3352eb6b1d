import { gemm_workspace } from "./gemm";
import { gemv_workspace } from "./gemv";

/** Bytes of scratch for any gemm with at most these sizes: halving may leave a product with one row or column, which is a gemv. */
export function productWorkspace<T>(m: i32, n: i32, k: i32): usize {
  return max(gemm_workspace<T>(m, n, k), gemv_workspace<T>(max(max(m, n), k), 2));
}
