// Cholesky factorization A = L·Lᵀ, recursive: factor A11, A21 ← A21·L11⁻ᵀ, A22 ← A22 − A21·A21ᵀ, factor A22.
// Gustavson & Jonsson 2000, "Minimal-storage high-performance Cholesky factorization via recursion"; LAPACK potrf2.
// Backward error |A − L̂·L̂ᵀ| ≤ γ_{n+1}·|L̂||L̂ᵀ| (Higham, ASNA 2nd ed., theorem 10.3), for every order of evaluation.
import { align64 } from "../core/lanes";
import { gemm, gemm_workspace } from "./gemm";
import { trsm, trsm_workspace } from "./trsm";

/** Order of the blocks that are factored directly. */
const NB: i32 = 32;

/** A(n×n), n ≤ NB, through U = Lᵀ, row-major in ws, whose rows are updated by vectors: Golub & Van Loan, 4th ed., algorithm 4.2.2. */
function factorDirect<T>(n: i32, a: usize, lda: i32, ws: usize): i32 {
  const S = sizeof<T>();
  const row = <usize>NB * S, ra = <usize>lda * S;
  const end = (<usize>n * S + 15) & ~(<usize>15);
  memory.fill(ws, 0, <usize>n * row);
  for (let i: usize = 0; i < <usize>n; i++) {
    for (let j: usize = 0; j <= i; j++) store<T>(ws + j * row + i * S, load<T>(a + i * ra + j * S));
  }
  for (let k: usize = 0; k < <usize>n; k++) {
    const uk = ws + k * row;
    const d = load<T>(uk + k * S);
    if (!(d > <T>0)) return <i32>k + 1;
    const root = sqrt<T>(d);
    const divisor = v128.splat<T>(root);
    for (let o = (k * S) & ~(<usize>15); o < end; o += 16) v128.store(uk + o, v128.div<T>(v128.load(uk + o), divisor));
    store<T>(uk + k * S, root);
    for (let i = k + 1; i < <usize>n; i++) {
      const ui = ws + i * row;
      const f = v128.load_splat<T>(uk + i * S);
      for (let o = (i * S) & ~(<usize>15); o < end; o += 16) v128.store(ui + o, v128.sub<T>(v128.load(ui + o), v128.mul<T>(f, v128.load(uk + o))));
    }
  }
  for (let i: usize = 0; i < <usize>n; i++) {
    for (let j: usize = 0; j <= i; j++) store<T>(a + i * ra + j * S, load<T>(ws + j * row + i * S));
  }
  return 0;
}

function factor<T>(n: i32, a: usize, lda: i32, ws: usize): i32 {
  if (n <= NB) return factorDirect<T>(n, a, lda, ws);
  const S = sizeof<T>();
  const n1 = (((n + NB - 1) / NB) >> 1) * NB, n2 = n - n1;
  const a21 = a + <usize>n1 * <usize>lda * S;
  const a22 = a21 + <usize>n1 * S;
  const bad = factor<T>(n1, a, lda, ws);
  if (bad != 0) return bad;
  trsm<T>(true, false, false, n2, n1, <T>1, a, 1, lda, a21, lda, ws);
  gemm<T>(n2, n2, n1, <T>-1, a21, lda, 1, a21, 1, lda, <T>1, a22, lda, true, ws);
  const later = factor<T>(n2, a22, lda, ws);
  return later == 0 ? 0 : n1 + later;
}

/** A(n×n) ← L with zeros above its diagonal; only the lower triangle of A is used. Returns 0, or the 1-based pivot that is not
 *  positive (or NaN), with A spoilt. ws: potrf_workspace bytes. */
export function potrf<T>(n: i32, a: usize, lda: i32, ws: usize): i32 {
  if (n == 0) return 0;
  const bad = factor<T>(n, a, lda, ws);
  if (bad != 0) return bad;
  for (let i = 0; i < n - 1; i++) {
    memory.fill(a + (<usize>i * <usize>lda + <usize>i + 1) * sizeof<T>(), 0, <usize>(n - 1 - i) * sizeof<T>());
  }
  return 0;
}

/** Bytes of scratch of potrf. */
export function potrf_workspace<T>(n: i32): usize {
  const direct = align64(<usize>(NB * NB) * sizeof<T>());
  if (n <= NB) return direct;
  return max(direct, max(gemm_workspace<T>(n, n, n), trsm_workspace<T>(true, n, n)));
}
