// C ← alpha·a·b + beta·C for kernels of this module: the shape decides the path.
import { align64 } from "../core/lanes";
import { blockedWorkspace, gemmBlocked } from "./blocked";
import { gemv, gemv_t, gemv_workspace } from "./gemv";
import { scale_matrix } from "./matrix";
import { gemmSmall, smallWorkspace } from "./small";

/** Up to here operands stay in L1 as they are, and packing costs more than it saves. */
const SMALL: i32 = 32;
const SMALL_K: i32 = 128;

// @ts-ignore: decorator
@inline
function isSmall(m: i32, n: i32, k: i32): bool {
  return n <= SMALL && m <= SMALL && k <= SMALL_K;
}

/** True when there is nothing to block: an empty, thin or small product, done on the way. */
export function gemmDirect<T>(
  m: i32, n: i32, k: i32, alpha: T, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: T, c: usize, ldc: i32, ws: usize,
): bool {
  if (m == 0 || n == 0) return true;
  const nothing = k == 0 || alpha == <T>0;
  // One row or one column of C is a product of a matrix and a vector, in either orientation of the matrix.
  if (m == 1 && !nothing) {
    if (csb == 1) gemv_t<T>(k, n, alpha, b, rsb, a, csa, beta, c, 1, ws);
    else gemv<T>(n, k, alpha, b, csb, a, csa, beta, c, 1, ws);
    return true;
  }
  if (n == 1 && !nothing) {
    if (csa == 1) gemv<T>(m, k, alpha, a, rsa, b, rsb, beta, c, ldc, ws);
    else gemv_t<T>(k, m, alpha, a, csa, b, rsb, beta, c, ldc, ws);
    return true;
  }
  if (!nothing && !isSmall(m, n, k)) return false;
  if (nothing || (beta != <T>0 && beta != <T>1)) scale_matrix<T>(m, n, beta, c, ldc);
  if (!nothing) gemmSmall<T>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta != <T>0 ? 1 : 0, c, ldc, ws);
  return true;
}

/** Strides in elements, one of each pair 1; `lower` computes only tiles that touch the lower triangle. */
export function gemm<T>(
  m: i32, n: i32, k: i32, alpha: T, a: usize, rsa: i32, csa: i32, b: usize, rsb: i32, csb: i32, beta: T, c: usize, ldc: i32, lower: bool, ws: usize,
): void {
  if (gemmDirect<T>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, beta, c, ldc, ws)) return;
  gemmBlocked<T>(m, n, k, alpha, a, rsa, csa, b, rsb, csb, false, beta, c, ldc, lower, ws);
}

/** Bytes of scratch of gemm. */
export function gemm_workspace<T>(m: i32, n: i32, k: i32): usize {
  if (m <= 1 || n <= 1) return align64(gemv_workspace<T>(max(max(m, n), k), 2));
  return isSmall(m, n, k) ? smallWorkspace(k) : blockedWorkspace<T>(m, n, k, false);
}
