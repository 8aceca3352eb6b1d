// Householder QR, A = Q·R, in blocks of up to 64 columns: each panel is factored in a dense copy by halving its columns down to strips of 8
// (Elmroth & Gustavson 2000, "Applying recursion to serial and parallel QR factorization"), then applied to the columns at its
// right by three products. Backward error ‖ΔA(:, j)‖₂ ≤ γ̃_{mn}·‖A(:, j)‖₂ for each column (Higham, ASNA 2nd ed., theorem 19.4).
import { align64 } from "../core/lanes";
import { gemm } from "./gemm";
import { applyBlock, applyBlock_workspace, qrBlock, tallProduct } from "./geqrf_apply";
import { factorStrip } from "./geqrf_strip";
import { copyBlock, zeroBlock } from "./lapack_copy";
import { blockBytes } from "./lapack_scratch";

const STRIP: i32 = 8;

/** p(m×n), n ≤ m, in a copy of row length ld (a multiple of 8, zero from n on): R goes to a, p keeps V with its ones and zeros. */
function factorPanel<T>(m: i32, n: i32, p: usize, ld: i32, tau: usize, t: usize, ldt: i32, a: usize, lda: i32, ws: usize): void {
  const S = sizeof<T>();
  if (n <= STRIP) {
    factorStrip<T>(m, n, p, <usize>ld * S, tau, t, <usize>ldt * S, ws);
    for (let i = 0; i < n; i++) {
      const diagonal = p + <usize>i * <usize>(ld + 1) * S;
      copyBlock<T>(1, n - i, diagonal, ld, a + <usize>i * <usize>(lda + 1) * S, lda);
      memory.fill(diagonal, 0, <usize>(n - i) * S);
      store<T>(diagonal, <T>1);
    }
    return;
  }
  const n1 = (((n + STRIP - 1) / STRIP) >> 1) * STRIP, n2 = n - n1;
  const right = p + <usize>n1 * S, below = <usize>n1 * <usize>ld * S;
  const t2 = t + <usize>n1 * <usize>(ldt + 1) * S;
  factorPanel<T>(m, n1, p, ld, tau, t, ldt, a, lda, ws);
  applyBlock<T>(true, m, n2, n1, p, ld, t, ldt, right, ld, ws);
  copyBlock<T>(n1, n2, right, ld, a + <usize>n1 * S, lda);
  zeroBlock<T>(n1, n2, right, ld);
  factorPanel<T>(m - n1, n2, right + below, ld, tau + <usize>n1 * S, t2, ldt, a + <usize>n1 * <usize>(lda + 1) * S, lda, ws);
  // T12 = −T1·(V1ᵀ·V2)·T2; V2 is zero above row n1
  const g = ws, h = ws + align64(<usize>n1 * <usize>n2 * S), scratch = h + align64(<usize>n1 * <usize>n2 * S);
  tallProduct<T>(n1, n2, m - n1, p + below, ld, right + below, ld, g, n2, scratch);
  gemm<T>(n1, n2, n1, <T>-1, t, ldt, 1, g, n2, 1, <T>0, h, n2, false, scratch);
  gemm<T>(n1, n2, n2, <T>1, h, n2, 1, t2, ldt, 1, <T>0, t + <usize>n1 * S, ldt, false, scratch);
}

/** A(m×n) ← R on and above the diagonal and the tails of the k = min(m, n) reflectors below it (v_j(j) = 1 is not stored); tau(k);
 *  t: the T of each block of nb = qrBlock(k) reflectors, k rows of nb, block b from row nb·b on. ws: geqrf_workspace bytes.
 *  LAPACK geqrf, geqrt. */
export function geqrf<T>(m: i32, n: i32, a: usize, lda: i32, tau: usize, t: usize, ws: usize): void {
  const S = sizeof<T>();
  const k = min(m, n), nb = qrBlock(k);
  memory.fill(t, 0, <usize>(k * nb) * S);
  for (let c = 0; c < k; c += nb) {
    const rows = m - c, cols = min(nb, k - c);
    const ld = (cols + STRIP - 1) & ~(STRIP - 1);
    const panel = ws, scratch = ws + align64(<usize>rows * <usize>ld * S);
    const corner = a + <usize>c * <usize>(lda + 1) * S;
    const tb = t + <usize>(c * nb) * S;
    copyBlock<T>(rows, cols, corner, lda, panel, ld);
    if (ld > cols) zeroBlock<T>(rows, ld - cols, panel + <usize>cols * S, ld);
    factorPanel<T>(rows, cols, panel, ld, tau + <usize>c * S, tb, nb, corner, lda, scratch);
    for (let i = 1; i < rows; i++) {
      copyBlock<T>(1, min(i, cols), panel + <usize>i * <usize>ld * S, ld, corner + <usize>i * <usize>lda * S, lda);
    }
    applyBlock<T>(true, rows, n - c - cols, cols, panel, ld, tb, nb, corner + <usize>cols * S, lda, scratch);
  }
}

/** Bytes of scratch of geqrf. */
export function geqrf_workspace<T>(m: i32, n: i32): f64 {
  const nb = qrBlock(min(m, n));
  return blockBytes<T>(m, nb) + applyBlock_workspace<T>(m, max(n, nb), nb);
}
