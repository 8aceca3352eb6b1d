// LU factorization with partial pivoting, P·A = L·U, recursive on columns: factor the left half, interchange and solve for the
// upper right block, update the lower right block by gemm, factor it, interchange the left half.
// Toledo 1997, "Locality of reference in LU decomposition with partial pivoting"; LAPACK getrf2.
// Backward error |P·A − L̂·Û| ≤ γ_n·|L̂||Û| (Higham, ASNA 2nd ed., theorem 9.3).
import { align64 } from "../core/lanes";
import { gemm } from "./gemm";
import { PANEL, factorPanel, factorPanel_workspace } from "./getrf_panel";
import { copyBlock } from "./lapack_copy";
import { blockBytes, productWorkspace } from "./lapack_scratch";
import { laswp } from "./lapack_swap";
import { trsm, trsm_workspace } from "./trsm";

/** m ≥ n. pivots holds positions relative to a. */
function factor<T>(m: i32, n: i32, a: usize, lda: i32, pivots: usize, ws: usize): i32 {
  if (n <= PANEL) {
    const panel = ws, rest = ws + align64(<usize>m * <usize>PANEL * sizeof<T>());
    copyBlock<T>(m, n, a, lda, panel, PANEL);
    const info = factorPanel<T>(m, n, panel, pivots, rest);
    copyBlock<T>(m, n, panel, PANEL, a, lda);
    return info;
  }
  const S = sizeof<T>();
  const n1 = (((n + PANEL - 1) / PANEL) >> 1) * PANEL, n2 = n - n1;
  const a12 = a + <usize>n1 * S;
  const a21 = a + <usize>n1 * <usize>lda * S;
  const a22 = a21 + <usize>n1 * S;
  let info = factor<T>(m, n1, a, lda, pivots, ws);
  laswp<T>(n2, a12, lda, 0, n1, pivots, false);
  trsm<T>(false, true, true, n1, n2, <T>1, a, lda, 1, a12, lda, ws);
  gemm<T>(m - n1, n2, n1, <T>-1, a21, lda, 1, a12, lda, 1, <T>1, a22, lda, false, ws);
  const later = factor<T>(m - n1, n2, a22, lda, pivots + (<usize>n1 << 2), ws);
  laswp<T>(n1, a21, lda, 0, n2, pivots + (<usize>n1 << 2), false);
  for (let i = n1; i < n; i++) {
    const p = pivots + (<usize>i << 2);
    store<i32>(p, load<i32>(p) + n1);
  }
  if (info == 0 && later != 0) info = n1 + later;
  return info;
}

/** A(m×n) ← L below the diagonal (its unit diagonal not stored) and U on and above it; pivots[i] (0-based, min(m, n) of them): row i
 *  was interchanged with row pivots[i], in order. Returns 0, or the 1-based column of the first pivot that is exactly zero; the
 *  factorization is complete then too. ws: getrf_workspace bytes. */
export function getrf<T>(m: i32, n: i32, a: usize, lda: i32, pivots: usize, ws: usize): i32 {
  const k = min(m, n);
  if (k == 0) return 0;
  const info = factor<T>(m, k, a, lda, pivots, ws);
  if (n > k) {
    const right = a + <usize>k * sizeof<T>();
    laswp<T>(n - k, right, lda, 0, k, pivots, false);
    trsm<T>(false, true, true, k, n - k, <T>1, a, lda, 1, right, lda, ws);
  }
  return info;
}

/** Bytes of scratch of getrf. */
export function getrf_workspace<T>(m: i32, n: i32): f64 {
  const k = min(m, n);
  const panel = blockBytes<T>(m, PANEL) + factorPanel_workspace<T>();
  return max<f64>(panel, max<f64>(productWorkspace<T>(m, n, k), trsm_workspace<T>(false, k, n)));
}

/** X(n×nrhs) over B: A·X = B from the factors. ws: getrs_workspace bytes. LAPACK getrs. */
export function getrs<T>(n: i32, nrhs: i32, lu: usize, ldlu: i32, pivots: usize, b: usize, ldb: i32, ws: usize): void {
  laswp<T>(nrhs, b, ldb, 0, n, pivots, false);
  trsm<T>(false, true, true, n, nrhs, <T>1, lu, ldlu, 1, b, ldb, ws);
  trsm<T>(false, false, false, n, nrhs, <T>1, lu, ldlu, 1, b, ldb, ws);
}

/** Bytes of scratch of getrs. */
export function getrs_workspace<T>(n: i32, nrhs: i32): f64 {
  return trsm_workspace<T>(false, n, nrhs);
}
