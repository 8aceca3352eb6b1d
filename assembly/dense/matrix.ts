// Passes over a row-major matrix or a strided vector that the larger kernels need around their products.
//
// Contract: rows ldc ≥ n elements apart, no alignment beyond the element, only the n (or named) elements of a row are touched.
import { transpose } from "./transpose";

/** x ← β·x over n elements in a row. β = 0 stores zeros without reading, β = 1 touches nothing. */
// @ts-ignore: decorator
@inline
export function scale_row<T>(n: i32, beta: T, x: usize): void {
  if (beta == 1) return;
  const S = sizeof<T>();
  const bytes = <usize>n * S;
  const end = x + bytes, vEnd = x + (bytes & ~15);
  if (beta == 0) {
    const zero = v128.splat<T>(<T>0);
    while (x < vEnd) { v128.store(x, zero); x += 16; }
    while (x < end) { store<T>(x, <T>0); x += S; }
    return;
  }
  const b = v128.splat<T>(beta);
  while (x < vEnd) { v128.store(x, v128.mul<T>(b, v128.load(x))); x += 16; }
  while (x < end) { store<T>(x, <T>(beta * load<T>(x))); x += S; }
}

/** C ← β·C, m×n. */
export function scale_matrix<T>(m: i32, n: i32, beta: T, c: usize, ldc: i32): void {
  const step = <usize>ldc * sizeof<T>();
  for (let i = 0; i < m; i++) { scale_row<T>(n, beta, c); c += step; }
}

/** out ← n elements of x, incx apart, side by side. */
export function gather<T>(n: i32, x: usize, incx: i32, out: usize): void {
  const S = sizeof<T>(), step = <usize>incx * S, end = out + <usize>n * S;
  while (out < end) { store<T>(out, load<T>(x)); out += S; x += step; }
}

/** n elements of x, incx apart ← those lying side by side at from. */
export function scatter<T>(n: i32, from: usize, x: usize, incx: i32): void {
  const S = sizeof<T>(), step = <usize>incx * S, end = from + <usize>n * S;
  while (from < end) { store<T>(x, load<T>(from)); from += S; x += step; }
}

/** Rows in one band of mirror_lower: a band is one 64-byte line of the upper triangle for 4-byte elements. */
const BAND: i32 = 16;

/** The strict upper triangle of the n×n matrix C ← the mirror image of its lower one. */
export function mirror_lower<T>(n: i32, c: usize, ldc: i32): void {
  const S = sizeof<T>(), step = <usize>ldc * S;
  for (let i = 0; i < n; i += BAND) {
    const rows = min(BAND, n - i);
    const band = c + <usize>i * step, column = c + <usize>i * S;
    transpose<T>(rows, i, band, ldc, column, ldc);
    for (let r = 1; r < rows; r++) {
      for (let j = 0; j < r; j++) {
        store<T>(column + <usize>(i + j) * step + <usize>r * S, load<T>(band + <usize>r * step + <usize>(i + j) * S));
      }
    }
  }
}

/** The strict upper triangle of the n×n matrix C ← 0. */
export function zero_upper<T>(n: i32, c: usize, ldc: i32): void {
  const S = sizeof<T>(), step = <usize>ldc * S;
  for (let i = 0; i < n - 1; i++) { memory.fill(c + <usize>(i + 1) * S, 0, <usize>(n - 1 - i) * S); c += step; }
}
