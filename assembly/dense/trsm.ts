// Triangular systems with many right-hand sides: op(T)·X = alpha·B and X·op(T) = alpha·B, X over B.
//
// T is halved until 16×16 triangles are left, so all but 16/n of the work is gemm (Elmroth, Gustavson, Jonsson & Kågström 2004,
// "Recursive blocked algorithms", section 3). The 16 cases of BLAS trsm are four: transposing T swaps its strides, and a
// backward solve is a forward one over rows in reverse order. Every solve divides by the diagonal and no inverse is formed:
// |T·X̂ − B| ≤ γ_n·|T||X̂| column by column (Higham, ASNA 2nd ed., theorem 8.5), whatever the order of evaluation.
import { gemm } from "./gemm";
import { copyBlock } from "./lapack_copy";
import { blockBytes, productWorkspace } from "./lapack_scratch";
import { gather, scale_matrix, scatter } from "./matrix";
import { transpose } from "./transpose";
import { trsv } from "./trsm_vector";

/** Order of the triangles that are solved directly. */
const NB: i32 = 16;
/** Up to here right-hand sides are solved one at a time: T is read once for each and nothing is gained by blocks. */
const FEW: i32 = 3;

/** Right-hand sides a direct solve takes at a time: 512 bytes of each row, so the panel stays in L1. */
// @ts-ignore: decorator
@inline
function CHUNK<T>(): i32 { return <i32>(512 / sizeof<T>()); }

// @ts-ignore: decorator
@inline
function half(n: i32): i32 { return (((n + NB - 1) / NB) >> 1) * NB; }

/** X ← L⁻¹·X, L(m×m) lower in a dense copy of row length NB, m ≤ NB, X m rows of `bytes` bytes, ldx bytes apart (bytes % 16 = 0). */
// @ts-ignore: decorator
@inline
function solvePanel<T>(m: i32, l: usize, unit: bool, x: usize, ldx: usize, bytes: usize): void {
  const S = sizeof<T>();
  let o: usize = 0;
  while (o + 64 <= bytes) {
    let row = l, xi = x + o;
    for (let i = 0; i < m; i++) {
      let t = row, p = x + o;
      const end = row + <usize>i * S;
      let s0 = v128.load(xi), s1 = v128.load(xi, 16), s2 = v128.load(xi, 32), s3 = v128.load(xi, 48);
      while (t < end) {
        const f = v128.load_splat<T>(t);
        s0 = v128.sub<T>(s0, v128.mul<T>(f, v128.load(p)));
        s1 = v128.sub<T>(s1, v128.mul<T>(f, v128.load(p, 16)));
        s2 = v128.sub<T>(s2, v128.mul<T>(f, v128.load(p, 32)));
        s3 = v128.sub<T>(s3, v128.mul<T>(f, v128.load(p, 48)));
        t += S;
        p += ldx;
      }
      if (!unit) {
        const d = v128.load_splat<T>(t);
        s0 = v128.div<T>(s0, d); s1 = v128.div<T>(s1, d); s2 = v128.div<T>(s2, d); s3 = v128.div<T>(s3, d);
      }
      v128.store(xi, s0); v128.store(xi, s1, 16); v128.store(xi, s2, 32); v128.store(xi, s3, 48);
      row += <usize>NB * S;
      xi += ldx;
    }
    o += 64;
  }
  while (o < bytes) {
    let row = l, xi = x + o;
    for (let i = 0; i < m; i++) {
      let t = row, p = x + o;
      const end = row + <usize>i * S;
      let s0 = v128.load(xi);
      while (t < end) { s0 = v128.sub<T>(s0, v128.mul<T>(v128.load_splat<T>(t), v128.load(p))); t += S; p += ldx; }
      if (!unit) s0 = v128.div<T>(s0, v128.load_splat<T>(t));
      v128.store(xi, s0);
      row += <usize>NB * S;
      xi += ldx;
    }
    o += 16;
  }
}

export function trsm_f32_ukr(m: i32, l: usize, unit: i32, x: usize, ldx: usize, bytes: usize): void { solvePanel<f32>(m, l, unit != 0, x, ldx, bytes); }
export function trsm_f64_ukr(m: i32, l: usize, unit: i32, x: usize, ldx: usize, bytes: usize): void { solvePanel<f64>(m, l, unit != 0, x, ldx, bytes); }

/** Exported kernels stay calls: tier-up then reaches them in the middle of a first large solve. */
// @ts-ignore: decorator
@inline
function triangle<T>(m: i32, l: usize, unit: bool, x: usize, ldx: usize, bytes: usize): void {
  if (sizeof<T>() == 4) trsm_f32_ukr(m, l, unit, x, ldx, bytes);
  else trsm_f64_ukr(m, l, unit, x, ldx, bytes);
}

/** The triangle (m ≤ NB) into l, as a lower one: read from its last row and column on when the solve runs backward. */
function packTriangle<T>(m: i32, t: usize, rs: i32, cs: i32, forward: bool, l: usize): void {
  const S = sizeof<T>();
  let r = <usize>rs * S, c = <usize>cs * S;
  if (!forward) {
    t += <usize>(m - 1) * (r + c);
    r = 0 - r;
    c = 0 - c;
  }
  for (let i = 0; i < m; i++) {
    for (let p = 0; p <= i; p++) store<T>(l + <usize>(i * NB + p) * S, load<T>(t + <usize>i * r + <usize>p * c));
  }
}

/** X ← T⁻¹·X or (`right`) X ← X·T⁻¹ for m ≤ NB and `many` columns or rows of X, through a copy in ws that lies dense in L1. */
function solveDirect<T>(m: i32, many: i32, t: usize, rs: i32, cs: i32, forward: bool, right: bool, unit: bool, x: usize, ldx: i32, ws: usize): void {
  const S = sizeof<T>();
  const width = CHUNK<T>();
  const panel = ws + <usize>(NB * NB) * S;
  if (right) packTriangle<T>(m, t, cs, rs, forward, ws);
  else packTriangle<T>(m, t, rs, cs, forward, ws);
  // a backward solve takes the rows in reverse order: a negative stride
  const first = forward ? panel : panel + <usize>((m - 1) * width) * S;
  const step = forward ? width : -width;
  for (let j = 0; j < many; j += width) {
    const cols = min(width, many - j);
    const bytes = (<usize>cols * S + 15) & ~(<usize>15);
    if (right) {
      const block = x + <usize>j * <usize>ldx * S;
      transpose<T>(cols, m, block, ldx, first, step);
      triangle<T>(m, ws, unit, panel, <usize>width * S, bytes);
      transpose<T>(m, cols, first, step, block, ldx);
    } else {
      const block = x + <usize>j * S;
      copyBlock<T>(m, cols, block, ldx, first, step);
      triangle<T>(m, ws, unit, panel, <usize>width * S, bytes);
      copyBlock<T>(m, cols, first, step, block, ldx);
    }
  }
}

/** T·X = B, X(m×n) over B. */
function solveLeft<T>(m: i32, n: i32, t: usize, rs: i32, cs: i32, forward: bool, unit: bool, b: usize, ldb: i32, ws: usize): void {
  if (m <= NB) { solveDirect<T>(m, n, t, rs, cs, forward, false, unit, b, ldb, ws); return; }
  const S = sizeof<T>();
  const m1 = half(m), m2 = m - m1;
  const t22 = t + <usize>m1 * <usize>(rs + cs) * S;
  const b2 = b + <usize>m1 * <usize>ldb * S;
  if (forward) {
    solveLeft<T>(m1, n, t, rs, cs, true, unit, b, ldb, ws);
    gemm<T>(m2, n, m1, <T>-1, t + <usize>m1 * <usize>rs * S, rs, cs, b, ldb, 1, <T>1, b2, ldb, false, ws);
    solveLeft<T>(m2, n, t22, rs, cs, true, unit, b2, ldb, ws);
  } else {
    solveLeft<T>(m2, n, t22, rs, cs, false, unit, b2, ldb, ws);
    gemm<T>(m1, n, m2, <T>-1, t + <usize>m1 * <usize>cs * S, rs, cs, b2, ldb, 1, <T>1, b, ldb, false, ws);
    solveLeft<T>(m1, n, t, rs, cs, false, unit, b, ldb, ws);
  }
}

/** X·T = B, X(m×n) over B. `forward` when T is upper: column 0 of X comes first. */
function solveRight<T>(m: i32, n: i32, t: usize, rs: i32, cs: i32, forward: bool, unit: bool, b: usize, ldb: i32, ws: usize): void {
  if (n <= NB) { solveDirect<T>(n, m, t, rs, cs, forward, true, unit, b, ldb, ws); return; }
  const S = sizeof<T>();
  const n1 = half(n), n2 = n - n1;
  const t22 = t + <usize>n1 * <usize>(rs + cs) * S;
  const b2 = b + <usize>n1 * S;
  if (forward) {
    solveRight<T>(m, n1, t, rs, cs, true, unit, b, ldb, ws);
    gemm<T>(m, n2, n1, <T>-1, b, ldb, 1, t + <usize>n1 * <usize>cs * S, rs, cs, <T>1, b2, ldb, false, ws);
    solveRight<T>(m, n2, t22, rs, cs, true, unit, b2, ldb, ws);
  } else {
    solveRight<T>(m, n2, t22, rs, cs, false, unit, b2, ldb, ws);
    gemm<T>(m, n1, n2, <T>-1, b2, ldb, 1, t + <usize>n1 * <usize>rs * S, rs, cs, <T>1, b, ldb, false, ws);
    solveRight<T>(m, n1, t, rs, cs, false, unit, b, ldb, ws);
  }
}

/** B(m×n) ← alpha·T⁻¹·B, or with `right` alpha·B·T⁻¹. T(i, p) at t + (i·rs + p·cs), one of rs and cs 1; `lower` names the
 *  triangle of T as strided, the only one that is read; `unit` takes its diagonal as 1 and does not read it. alpha = 0 zeroes B.
 *  B must not overlap T. ws: trsm_workspace bytes. A zero on the diagonal gives infinities: callers look for it first. */
export function trsm<T>(
  right: bool, lower: bool, unit: bool, m: i32, n: i32, alpha: T, t: usize, rs: i32, cs: i32, b: usize, ldb: i32, ws: usize,
): void {
  if (m == 0 || n == 0) return;
  scale_matrix<T>(m, n, alpha, b, ldb);
  if (alpha == <T>0) return;
  const S = sizeof<T>();
  if (right) {
    if (m > FEW) { solveRight<T>(m, n, t, rs, cs, !lower, unit, b, ldb, ws); return; }
    for (let i = 0; i < m; i++) trsv<T>(n, t, cs, rs, !lower, unit, b + <usize>i * <usize>ldb * S);
  } else if (n > FEW) solveLeft<T>(m, n, t, rs, cs, lower, unit, b, ldb, ws);
  else if (n == 1 && ldb == 1) trsv<T>(m, t, rs, cs, lower, unit, b);
  else {
    for (let j: usize = 0; j < <usize>n; j++) {
      gather<T>(m, b + j * S, ldb, ws);
      trsv<T>(m, t, rs, cs, lower, unit, ws);
      scatter<T>(m, ws, b + j * S, ldb);
    }
  }
}

/** Bytes of scratch of trsm. */
export function trsm_workspace<T>(right: bool, m: i32, n: i32): f64 {
  const order = right ? n : m, many = right ? m : n;
  if (many <= FEW) return blockBytes<T>(1, m);
  return max<f64>(blockBytes<T>(NB, NB + CHUNK<T>()), productWorkspace<T>(m, n, order));
}
