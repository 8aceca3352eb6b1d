// Householder QR of a strip of up to 8 columns that lies dense: one register row of 8 elements, read twice a reflector.
//
// H = I − tau·v·vᵀ with v₀ = 1 (LAPACK larfg). One pass scales v and forms w = vᵀ·P over all 8 columns: right of the diagonal w
// updates the strip; left of it, where the earlier v lie, it is Vᵀ·v, the column of T that compact WY needs (Schreiber & Van Loan
// 1989, "A storage-efficient WY representation", eq. 3). The other pass subtracts v·(tau·w) and sums the squares of the next column.
// Norms neither overflow nor lose a small column: f32 sums in f64; f64 sums of squares out of range are taken again from a
// column scaled by 2^±600 (Higham, ASNA 2nd ed., section 27.5, problem 27.5).
import { laneMask8 } from "./lapack_strip";

const LEAST: f64 = 1e-280;
const MOST: f64 = 1e300;

/** 2^600. */
// @ts-ignore: decorator
@inline
function UP(): f64 { return reinterpret<f64>(0x6570000000000000); }

/** Sum of squares of a column from `x` to `end`. */
function sumSquares<T>(x: usize, end: usize, ld: usize): f64 {
  let s: f64 = 0;
  while (x < end) { const e = <f64>load<T>(x); s += e * e; x += ld; }
  return s;
}

function scaleColumn<T>(x: usize, end: usize, ld: usize, factor: f64): void {
  while (x < end) { store<T>(x, <T>(<f64>load<T>(x) * factor)); x += ld; }
}

/** Rows [row, end): v = row[j]·inv is stored at row[j], out[0..8] ← first + Σ v·row. */
// @ts-ignore: decorator
@inline
function project<T>(first: usize, row: usize, end: usize, ld: usize, j: usize, inv: f64, out: usize): void {
  if (sizeof<T>() == 8) {
    let w0 = v128.load(first), w1 = v128.load(first, 16), w2 = v128.load(first, 32), w3 = v128.load(first, 48);
    while (row < end) {
      const v = <T>(<f64>load<T>(row + j) * inv);
      const f = v128.splat<T>(v);
      w0 = v128.add<T>(w0, v128.mul<T>(f, v128.load(row)));
      w1 = v128.add<T>(w1, v128.mul<T>(f, v128.load(row, 16)));
      w2 = v128.add<T>(w2, v128.mul<T>(f, v128.load(row, 32)));
      w3 = v128.add<T>(w3, v128.mul<T>(f, v128.load(row, 48)));
      store<T>(row + j, v);
      row += ld;
    }
    v128.store(out, w0); v128.store(out, w1, 16); v128.store(out, w2, 32); v128.store(out, w3, 48);
  } else {
    let w0 = v128.load(first), w1 = v128.load(first, 16);
    while (row < end) {
      const v = <T>(<f64>load<T>(row + j) * inv);
      const f = v128.splat<T>(v);
      w0 = v128.add<T>(w0, v128.mul<T>(f, v128.load(row)));
      w1 = v128.add<T>(w1, v128.mul<T>(f, v128.load(row, 16)));
      store<T>(row + j, v);
      row += ld;
    }
    v128.store(out, w0); v128.store(out, w1, 16);
  }
}

/** Rows [row, end): row −= row[j]·u, where u is zero up to column j. Returns the sum of squares of column j + 1 afterwards. */
// @ts-ignore: decorator
@inline
function reflect<T>(row: usize, end: usize, ld: usize, j: usize, u: usize): f64 {
  const S = sizeof<T>();
  const u0 = v128.load(u), u1 = v128.load(u, 16), u2 = v128.load(u, 32), u3 = v128.load(u, 48);
  const un = load<T>(u + j + S);
  let s: f64 = 0;
  while (row < end) {
    const v = load<T>(row + j);
    const next = <f64>(<T>(load<T>(row + j + S) - <T>(v * un)));
    const f = v128.splat<T>(v);
    v128.store(row, v128.sub<T>(v128.load(row), v128.mul<T>(f, u0)));
    v128.store(row, v128.sub<T>(v128.load(row, 16), v128.mul<T>(f, u1)), 16);
    if (sizeof<T>() == 8) {
      v128.store(row, v128.sub<T>(v128.load(row, 32), v128.mul<T>(f, u2)), 32);
      v128.store(row, v128.sub<T>(v128.load(row, 48), v128.mul<T>(f, u3)), 48);
    }
    s += next * next;
    row += ld;
  }
  return s;
}

/** Column j of T: T(0..j, j) ← −tau·T(0..j, 0..j)·w(0..j), T(j, j) ← tau. */
function formT<T>(j: usize, tau: T, t: usize, ldt: usize, w: usize): void {
  const S = sizeof<T>();
  for (let i: usize = 0; i < j; i++) {
    let s: T = 0;
    for (let q = i; q < j; q++) s = <T>(s + load<T>(t + i * ldt + q * S) * load<T>(w + q * S));
    store<T>(t + i * ldt + j * S, <T>(-tau * s));
  }
  store<T>(t + j * (ldt + S), tau);
}

/** p(m×8), of which n ≤ min(m, 8) columns are there and the rest zero, ld bytes from row to row: R on and above the diagonal, the
 *  tails of v below it, tau(n), and the upper triangle of T(n×n), ldt bytes from row to row, zero before. ws: 192 bytes. */
export function factorStrip<T>(m: i32, n: i32, p: usize, ld: usize, tau: usize, t: usize, ldt: usize, ws: usize): void {
  const S = sizeof<T>();
  const u = ws + 64;
  const end = p + <usize>m * ld;
  let squares = sumSquares<T>(p + ld, end, ld);
  for (let j: usize = 0; j < <usize>n; j++) {
    const row = p + j * ld, below = row + ld, column = below + j * S;
    let alpha = <f64>load<T>(row + j * S), scale: f64 = 1;
    if (sizeof<T>() == 8) {
      const total = alpha * alpha + squares;
      if (!(total >= LEAST && total <= MOST)) {
        const by = total < LEAST ? UP() : 1 / UP();
        scaleColumn<T>(column, end, ld, by);
        squares = sumSquares<T>(column, end, ld);
        alpha *= by;
        scale = 1 / by;
      }
    }
    if (squares == 0) {
      // H = I: nothing below the diagonal that would reach the last bit of the norm
      scaleColumn<T>(column, end, ld, 0);
      store<T>(tau + j * S, <T>0);
      store<T>(row + j * S, <T>(alpha * scale));
      squares = sumSquares<T>(column + ld + S, end, ld);
      continue;
    }
    const beta = -copysign<f64>(sqrt<f64>(alpha * alpha + squares), alpha);
    const factor = <T>((beta - alpha) / beta);
    projection<T>(row, below, end, ld, j * S, 1 / (alpha - beta), ws);
    store<T>(tau + j * S, factor);
    formT<T>(j, factor, t, ldt, ws);
    laneMask8<T>(ws, <i32>j + 1, factor, u);
    for (let q = j + 1; q < 8; q++) store<T>(row + q * S, <T>(load<T>(row + q * S) - load<T>(u + q * S)));
    store<T>(row + j * S, <T>(beta * scale));
    if (j + 1 < <usize>n) {
      reflection<T>(below, below + ld, ld, j * S, u);
      squares = reflection<T>(below + ld, end, ld, j * S, u);
    }
  }
}

export function geqrf_f32_ukr_project(first: usize, row: usize, end: usize, ld: usize, j: usize, inv: f64, out: usize): void { project<f32>(first, row, end, ld, j, inv, out); }
export function geqrf_f64_ukr_project(first: usize, row: usize, end: usize, ld: usize, j: usize, inv: f64, out: usize): void { project<f64>(first, row, end, ld, j, inv, out); }
export function geqrf_f32_ukr_reflect(row: usize, end: usize, ld: usize, j: usize, u: usize): f64 { return reflect<f32>(row, end, ld, j, u); }
export function geqrf_f64_ukr_reflect(row: usize, end: usize, ld: usize, j: usize, u: usize): f64 { return reflect<f64>(row, end, ld, j, u); }

// @ts-ignore: decorator
@inline
function projection<T>(first: usize, row: usize, end: usize, ld: usize, j: usize, inv: f64, out: usize): void {
  if (sizeof<T>() == 4) geqrf_f32_ukr_project(first, row, end, ld, j, inv, out);
  else geqrf_f64_ukr_project(first, row, end, ld, j, inv, out);
}

// @ts-ignore: decorator
@inline
function reflection<T>(row: usize, end: usize, ld: usize, j: usize, u: usize): f64 {
  return sizeof<T>() == 4 ? geqrf_f32_ukr_reflect(row, end, ld, j, u) : geqrf_f64_ukr_reflect(row, end, ld, j, u);
}
