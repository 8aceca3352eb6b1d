// Reciprocal condition number in the 1-norm from the LU factors: Higham's estimator of ‖A⁻¹‖₁, a few solves with A and Aᵀ.
// Higham 1988, "FORTRAN codes for estimating the one-norm of a real or complex matrix" (ACM TOMS algorithm 674); ASNA 2nd ed.,
// algorithm 15.1; LAPACK lacn2, gecon. The estimate is a lower bound of ‖A⁻¹‖₁, rarely off by more than a factor 3.
import { blockBytes } from "./lapack_scratch";
import { laswp } from "./lapack_swap";
import { trsv } from "./trsm_vector";

/** x ← A⁻¹·x or A⁻ᵀ·x. */
function solve<T>(trans: bool, n: i32, lu: usize, ldlu: i32, pivots: usize, x: usize): void {
  if (trans) {
    trsv<T>(n, lu, 1, ldlu, true, false, x);
    trsv<T>(n, lu, 1, ldlu, false, true, x);
    laswp<T>(1, x, 1, 0, n, pivots, true);
  } else {
    laswp<T>(1, x, 1, 0, n, pivots, false);
    trsv<T>(n, lu, ldlu, 1, true, true, x);
    trsv<T>(n, lu, ldlu, 1, false, false, x);
  }
}

function sum<T>(n: i32, x: usize): f64 {
  let s: f64 = 0;
  for (let i: usize = 0; i < <usize>n; i++) s += abs<f64>(<f64>load<T>(x + i * sizeof<T>()));
  return s;
}

/** x ← signs of x. Returns whether `signs` (one byte each) held the same ones; it takes them over. */
function takeSigns<T>(n: i32, x: usize, signs: usize): bool {
  let same = true;
  for (let i: usize = 0; i < <usize>n; i++) {
    const negative: u8 = load<T>(x + i * sizeof<T>()) < <T>0 ? 1 : 0;
    if (load<u8>(signs + i) != negative) { same = false; store<u8>(signs + i, negative); }
    store<T>(x + i * sizeof<T>(), negative ? <T>-1 : <T>1);
  }
  return same;
}

function largest<T>(n: i32, x: usize): i32 {
  let at = 0;
  let most: T = -1;
  for (let i = 0; i < n; i++) {
    const v = abs<T>(load<T>(x + <usize>i * sizeof<T>()));
    if (v > most) { most = v; at = i; }
  }
  return at;
}

/** Lower bound of ‖A⁻¹‖₁. */
function inverseNorm<T>(n: i32, lu: usize, ldlu: i32, pivots: usize, x: usize, signs: usize): f64 {
  const S = sizeof<T>();
  for (let i: usize = 0; i < <usize>n; i++) store<T>(x + i * S, <T>(<T>1 / <T>n));
  solve<T>(false, n, lu, ldlu, pivots, x);
  let estimate = sum<T>(n, x);
  if (n == 1) return estimate;
  memory.fill(signs, 2, <usize>n);
  takeSigns<T>(n, x, signs);
  solve<T>(true, n, lu, ldlu, pivots, x);
  let j = largest<T>(n, x);
  for (let turn = 2; turn <= 5; turn++) {
    memory.fill(x, 0, <usize>n * S);
    store<T>(x + <usize>j * S, <T>1);
    solve<T>(false, n, lu, ldlu, pivots, x);
    const before = estimate, now = sum<T>(n, x);
    if (now > estimate) estimate = now;
    if (takeSigns<T>(n, x, signs) || !(now > before)) break;
    solve<T>(true, n, lu, ldlu, pivots, x);
    const last = j;
    j = largest<T>(n, x);
    if (abs<T>(load<T>(x + <usize>last * S)) == abs<T>(load<T>(x + <usize>j * S))) break;
  }
  // a vector of alternating, growing entries: catches what the iteration is blind to
  for (let i: usize = 0; i < <usize>n; i++) {
    const v = 1 + <f64>i / <f64>(n - 1);
    store<T>(x + i * S, <T>((i & 1) ? -v : v));
  }
  solve<T>(false, n, lu, ldlu, pivots, x);
  return max<f64>(estimate, 2 * sum<T>(n, x) / (3 * <f64>n));
}

/** 1 / (anorm·‖A⁻¹‖₁) from the factors of getrf and anorm = ‖A‖₁: 1 for an empty matrix; 0 for anorm = 0 and where A⁻¹ overflows.
 *  ws: gecon_workspace bytes. */
export function gecon<T>(n: i32, lu: usize, ldlu: i32, pivots: usize, anorm: f64, ws: usize): f64 {
  if (n == 0) return 1;
  if (anorm == 0) return 0;
  const norm = inverseNorm<T>(n, lu, ldlu, pivots, ws + ((<usize>n + 63) & ~(<usize>63)), ws);
  // NaN and infinity both mean that a solve overflowed
  return norm > 0 && norm - norm == 0 ? 1 / norm / anorm : 0;
}

/** Bytes of scratch of gecon. */
export function gecon_workspace<T>(n: i32): f64 {
  return blockBytes<u8>(n, 1) + blockBytes<T>(n, 1);
}
