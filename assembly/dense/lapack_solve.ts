// Whole problems over copies of their operands: A·X = B with one step of refinement, least squares, the inverse.
import { align64 } from "../core/lanes";
import { gemm } from "./gemm";
import { geqrf, geqrf_workspace } from "./geqrf";
import { ormqr, ormqr_workspace, qrBlock } from "./geqrf_apply";
import { getrf, getrf_workspace, getrs, getrs_workspace } from "./getrf";
import { addBlock, copyBlock, zeroBlock } from "./lapack_copy";
import { blockBytes, productWorkspace } from "./lapack_scratch";
import { trsm, trsm_workspace } from "./trsm";

/** X(n×nrhs) with A·X = B: LU, then X ← X + A⁻¹·(B − A·X) once in the same precision, which makes the solution componentwise
 *  backward stable (Skeel 1980; Higham, ASNA 2nd ed., theorem 12.4). Returns 0, or the 1-based column of an exactly zero pivot with
 *  X not written. A, B and X do not overlap. ws: gesv_workspace bytes. LAPACK gesv, gerfs. */
export function gesv<T>(n: i32, nrhs: i32, a: usize, lda: i32, b: usize, ldb: i32, x: usize, ldx: i32, ws: usize): i32 {
  const S = sizeof<T>();
  const lu = ws, r = lu + align64(<usize>n * <usize>n * S), pivots = r + align64(<usize>n * <usize>nrhs * S);
  const scratch = pivots + align64(<usize>n << 2);
  copyBlock<T>(n, n, a, lda, lu, n);
  const info = getrf<T>(n, n, lu, n, pivots, scratch);
  if (info != 0) return info;
  copyBlock<T>(n, nrhs, b, ldb, x, ldx);
  getrs<T>(n, nrhs, lu, n, pivots, x, ldx, scratch);
  copyBlock<T>(n, nrhs, b, ldb, r, nrhs);
  gemm<T>(n, nrhs, n, <T>-1, a, lda, 1, x, ldx, 1, <T>1, r, nrhs, false, scratch);
  getrs<T>(n, nrhs, lu, n, pivots, r, nrhs, scratch);
  addBlock<T>(n, nrhs, r, nrhs, x, ldx);
  return 0;
}

/** Bytes of scratch of gesv. */
export function gesv_workspace<T>(n: i32, nrhs: i32): f64 {
  return blockBytes<T>(n, n) + blockBytes<T>(n, nrhs) + blockBytes<i32>(n, 1)
    + max<f64>(max<f64>(getrf_workspace<T>(n, n), getrs_workspace<T>(n, nrhs)), productWorkspace<T>(n, nrhs, n));
}

/** 0, or the 1-based first column j of R(n×n), from an m×n matrix, with |r_jj| ≤ ε·max(m, n)·max|r_ii|, ε = 2u: numerically
 *  dependent on the columns before it. */
export function dependentColumn<T>(m: i32, n: i32, r: usize, ldr: i32): i32 {
  const step = <usize>(ldr + 1) * sizeof<T>();
  const eps: f64 = sizeof<T>() == 4 ? 1.1920928955078125e-7 : 2.220446049250313e-16;
  let most: f64 = 0;
  for (let j = 0; j < n; j++) most = max<f64>(most, abs<f64>(<f64>load<T>(r + <usize>j * step)));
  const least = eps * <f64>max(m, n) * most;
  for (let j = 0; j < n; j++) if (!(abs<f64>(<f64>load<T>(r + <usize>j * step)) > least)) return j + 1;
  return 0;
}

/** X(n×nrhs) minimising ‖A·X − B‖₂ by columns, A(m×n), m ≥ n, B(m×nrhs): R·X = (Qᵀ·B)(0..n). Returns 0, or the 1-based column found
 *  dependent with X not written. X overlaps neither A nor B. ws: gels_workspace bytes. LAPACK gels. */
export function gels<T>(m: i32, n: i32, nrhs: i32, a: usize, lda: i32, b: usize, ldb: i32, x: usize, ldx: i32, ws: usize): i32 {
  const S = sizeof<T>();
  const qr = ws, c = qr + align64(<usize>m * <usize>n * S), tau = c + align64(<usize>m * <usize>nrhs * S);
  const t = tau + align64(<usize>n * S), scratch = t + align64(<usize>n * <usize>qrBlock(n) * S);
  copyBlock<T>(m, n, a, lda, qr, n);
  geqrf<T>(m, n, qr, n, tau, t, scratch);
  const info = dependentColumn<T>(m, n, qr, n);
  if (info != 0) return info;
  copyBlock<T>(m, nrhs, b, ldb, c, nrhs);
  ormqr<T>(true, m, nrhs, n, qr, n, t, c, nrhs, scratch);
  copyBlock<T>(n, nrhs, c, nrhs, x, ldx);
  trsm<T>(false, false, false, n, nrhs, <T>1, qr, n, 1, x, ldx, scratch);
  return 0;
}

/** Bytes of scratch of gels. */
export function gels_workspace<T>(m: i32, n: i32, nrhs: i32): f64 {
  return blockBytes<T>(m, n) + blockBytes<T>(m, nrhs) + blockBytes<T>(n, 1) + blockBytes<T>(n, qrBlock(n))
    + max<f64>(max<f64>(geqrf_workspace<T>(m, n), ormqr_workspace<T>(m, nrhs, n)), trsm_workspace<T>(false, n, nrhs));
}

/** Order of the blocks of the identity that are not split further. */
const NB: i32 = 32;

/** X(n×n) ← L⁻¹, L unit lower triangular: the solve L·X = I without the work on its zeros. */
function invertUnitLower<T>(n: i32, l: usize, ldl: i32, x: usize, ldx: i32, ws: usize): void {
  const S = sizeof<T>();
  if (n <= NB) {
    zeroBlock<T>(n, n, x, ldx);
    for (let i = 0; i < n; i++) store<T>(x + <usize>i * <usize>(ldx + 1) * S, <T>1);
    trsm<T>(false, true, true, n, n, <T>1, l, ldl, 1, x, ldx, ws);
    return;
  }
  const n1 = (((n + NB - 1) / NB) >> 1) * NB, n2 = n - n1;
  const l21 = l + <usize>n1 * <usize>ldl * S, x21 = x + <usize>n1 * <usize>ldx * S;
  const l22 = l21 + <usize>n1 * S;
  invertUnitLower<T>(n1, l, ldl, x, ldx, ws);
  zeroBlock<T>(n1, n2, x + <usize>n1 * S, ldx);
  gemm<T>(n2, n1, n1, <T>-1, l21, ldl, 1, x, ldx, 1, <T>0, x21, ldx, false, ws);
  trsm<T>(false, true, true, n2, n1, <T>1, l22, ldl, 1, x21, ldx, ws);
  invertUnitLower<T>(n2, l22, ldl, x21 + <usize>n1 * S, ldx, ws);
}

/** X(n×n) ← A⁻¹ = U⁻¹·(L⁻¹·P), column by column the solution of A·x = e, so |A·X̂ − I| ≤ c_n·u·|Pᵀ||L̂||Û||X̂| (Higham, ASNA 2nd ed.,
 *  section 14.3, method A, by blocks). Returns 0, or the 1-based column of an exactly zero pivot with X not written. X does not
 *  overlap A. ws: getri_workspace bytes. */
export function getri<T>(n: i32, a: usize, lda: i32, x: usize, ldx: i32, ws: usize): i32 {
  const S = sizeof<T>();
  const lu = ws, pivots = lu + align64(<usize>n * <usize>n * S), scratch = pivots + align64(<usize>n << 2);
  copyBlock<T>(n, n, a, lda, lu, n);
  const info = getrf<T>(n, n, lu, n, pivots, scratch);
  if (info != 0) return info;
  invertUnitLower<T>(n, lu, n, x, ldx, scratch);
  trsm<T>(false, false, false, n, n, <T>1, lu, n, 1, x, ldx, scratch);
  // ·P: the interchanges of rows, as interchanges of columns in reverse order
  for (let i = 0; i < n; i++) {
    const row = x + <usize>i * <usize>ldx * S;
    for (let j = n - 1; j >= 0; j--) {
      const p = row + <usize>load<i32>(pivots + (<usize>j << 2)) * S, q = row + <usize>j * S;
      const t = load<T>(q);
      store<T>(q, load<T>(p));
      store<T>(p, t);
    }
  }
  return 0;
}

/** Bytes of scratch of getri. */
export function getri_workspace<T>(n: i32): f64 {
  return blockBytes<T>(n, n) + blockBytes<i32>(n, 1) + max<f64>(getrf_workspace<T>(n, n), max<f64>(trsm_workspace<T>(false, n, n), productWorkspace<T>(n, n, n)));
}
