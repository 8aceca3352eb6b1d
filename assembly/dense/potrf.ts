// Cholesky factorization A = L·Lᵀ, recursive: factor A11, A21 ← A21·L11⁻ᵀ, A22 ← A22 − A21·A21ᵀ, factor A22.
// Gustavson & Jonsson 2000, "Minimal-storage high-performance Cholesky factorization via recursion"; LAPACK potrf2.
// Backward error |A − L̂·L̂ᵀ| ≤ γ_{n+1}·|L̂||L̂ᵀ| (Higham, ASNA 2nd ed., theorem 10.3), for every order of evaluation.
import { gemm } from "./gemm";
import { blockBytes, productWorkspace } from "./lapack_scratch";
import { zero_upper } from "./matrix";
import { transpose } from "./transpose";
import { trsm, trsm_workspace } from "./trsm";

/** Order of the blocks that are factored directly. */
const NB: i32 = 32;

/** A(n×n), n ≤ NB, through U = Lᵀ in ws, 64 bytes of columns at a time: row i of U is row i of A minus what the rows above give,
 *  over the root of its diagonal entry (Golub & Van Loan, 4th ed., section 4.2.4, by rows of U). Both triangles of A are moved;
 *  what lies outside the factor reaches nothing and the caller clears it. */
function factorDirect<T>(n: i32, a: usize, lda: i32, ws: usize): i32 {
  const S = sizeof<T>();
  const row = <usize>NB * S, width = <i32>(64 / sizeof<T>());
  transpose<T>(n, n, a, lda, ws, NB);
  for (let first = 0; first < n; first += width) {
    const strip = ws + <usize>first * S;
    const end = min(n, first + width);
    for (let i = 0; i < end; i++) {
      let f = ws + <usize>i * S, p = strip;
      const x = strip + <usize>i * row;
      let s0 = v128.load(x), s1 = v128.load(x, 16), s2 = v128.load(x, 32), s3 = v128.load(x, 48);
      while (p < x) {
        const u = v128.load_splat<T>(f);
        s0 = v128.sub<T>(s0, v128.mul<T>(u, v128.load(p)));
        s1 = v128.sub<T>(s1, v128.mul<T>(u, v128.load(p, 16)));
        s2 = v128.sub<T>(s2, v128.mul<T>(u, v128.load(p, 32)));
        s3 = v128.sub<T>(s3, v128.mul<T>(u, v128.load(p, 48)));
        f += row;
        p += row;
      }
      if (i >= first) {
        v128.store(x, s0); v128.store(x, s1, 16); v128.store(x, s2, 32); v128.store(x, s3, 48);
        const pivot = load<T>(f);
        if (!(pivot > <T>0)) return i + 1;
        store<T>(f, sqrt<T>(pivot));
      }
      const root = v128.load_splat<T>(f);
      v128.store(x, v128.div<T>(s0, root)); v128.store(x, v128.div<T>(s1, root), 16);
      v128.store(x, v128.div<T>(s2, root), 32); v128.store(x, v128.div<T>(s3, root), 48);
      if (i >= first) store<T>(f, v128.extract_lane<T>(root, 0));
    }
  }
  transpose<T>(n, n, ws, NB, a, lda);
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

/** A(n×n) ← L with zeros above its diagonal; only the lower triangle of A is used, the rest is overwritten. Returns 0, or the 1-based pivot that is not
 *  positive (or NaN), with A spoilt. ws: potrf_workspace bytes. */
export function potrf<T>(n: i32, a: usize, lda: i32, ws: usize): i32 {
  if (n == 0) return 0;
  const bad = factor<T>(n, a, lda, ws);
  if (bad != 0) return bad;
  zero_upper<T>(n, a, lda);
  return 0;
}

/** Bytes of scratch of potrf. */
export function potrf_workspace<T>(n: i32): f64 {
  const direct = blockBytes<T>(NB, NB);
  return n <= NB ? direct : max<f64>(direct, max<f64>(productWorkspace<T>(n, n, n), trsm_workspace<T>(true, n, n)));
}

/** X(n×nrhs) over B: A·X = B from the factor. ws: potrs_workspace bytes. LAPACK potrs. */
export function potrs<T>(n: i32, nrhs: i32, l: usize, ldl: i32, b: usize, ldb: i32, ws: usize): void {
  trsm<T>(false, true, false, n, nrhs, <T>1, l, ldl, 1, b, ldb, ws);
  trsm<T>(false, false, false, n, nrhs, <T>1, l, 1, ldl, b, ldb, ws);
}

/** Bytes of scratch of potrs. */
export function potrs_workspace<T>(n: i32, nrhs: i32): f64 {
  return trsm_workspace<T>(false, n, nrhs);
}
