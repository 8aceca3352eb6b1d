// Inner kernels of products with one vector: rows from … to − 1 of sorted compressed rows, sums in f64 for either dtype.
//
// Contract: x and y do not overlap; β = 0 never reads y; `sums` of the transposed product holds cols f64 and is added to.
import { int, real, set } from "./base";

/** x[j0], x[j1]. */
// @ts-ignore: decorator
@inline
function pair(x: usize, c: usize): v128 {
  return v128.load64_lane(x + (<usize>load<i32>(c, 4) << 3), v128.load64_zero(x + (<usize>load<i32>(c) << 3)), 1);
}

/** One row times x. f64: four sums, so that the latency of an addition is not what a long row costs. */
// @ts-ignore: decorator
@inline
function dot<T>(k: i32, end: i32, colIdx: usize, values: usize, x: usize): f64 {
  let sum = 0.0;
  if (sizeof<T>() == 8) {
    let c = colIdx + (<usize>k << 2), v = values + (<usize>k << 3);
    if (end - k >= 4) {
      let s = f64x2.splat(0), t = s;
      for (; k + 4 <= end; k += 4) {
        s = f64x2.add(s, f64x2.mul(v128.load(v), pair(x, c)));
        t = f64x2.add(t, f64x2.mul(v128.load(v, 16), pair(x, c + 8)));
        c += 16;
        v += 32;
      }
      s = f64x2.add(s, t);
      sum = f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
    }
    for (; k < end; k++) {
      sum += load<f64>(v) * load<f64>(x + (<usize>load<i32>(c) << 3));
      c += 4;
      v += 8;
    }
    return sum;
  }
  let other = 0.0;
  for (; k + 2 <= end; k += 2) {
    sum += real<T>(values, k) * real<T>(x, int(colIdx, k));
    other += real<T>(values, k + 1) * real<T>(x, int(colIdx, k + 1));
  }
  if (k < end) sum += real<T>(values, k) * real<T>(x, int(colIdx, k));
  return sum + other;
}

// @ts-ignore: decorator
@inline
function rows<T>(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, beta: f64, y: usize): void {
  let k = int(rowPtr, from);
  for (let i = from; i < to; i++) {
    const end = int(rowPtr, i + 1), sum = alpha * dot<T>(k, end, colIdx, values, x);
    set<T>(y, i, beta == 0 ? sum : sum + beta * real<T>(y, i));
    k = end;
  }
}

// @ts-ignore: decorator
@inline
function add<T>(k: i32, end: i32, colIdx: usize, values: usize, t: f64, sums: usize): void {
  for (; k < end; k++) {
    const at = sums + (<usize>int(colIdx, k) << 3);
    store<f64>(at, load<f64>(at) + t * real<T>(values, k));
  }
}

// @ts-ignore: decorator
@inline
function scatter<T>(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void {
  for (let i = from; i < to; i++) add<T>(int(rowPtr, i), int(rowPtr, i + 1), colIdx, values, real<T>(x, i), sums);
}

// @ts-ignore: decorator
@inline
function both<T>(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void {
  for (let i = from; i < to; i++) {
    const k = int(rowPtr, i), end = int(rowPtr, i + 1);
    add<T>(k, end, colIdx, values, dot<T>(k, end, colIdx, values, x), sums);
  }
}

/** y ← α·A·x + β·y. */
export function csr_rows_f32_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, beta: f64, y: usize): void { rows<f32>(from, to, rowPtr, colIdx, values, alpha, x, beta, y); }
export function csr_rows_f64_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, beta: f64, y: usize): void { rows<f64>(from, to, rowPtr, colIdx, values, alpha, x, beta, y); }
/** sums ← sums + Aᵀ·x. */
export function csr_scatter_f32_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { scatter<f32>(from, to, rowPtr, colIdx, values, x, sums); }
export function csr_scatter_f64_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { scatter<f64>(from, to, rowPtr, colIdx, values, x, sums); }
/** sums ← sums + Aᵀ·A·x. */
export function csr_normal_f32_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { both<f32>(from, to, rowPtr, colIdx, values, x, sums); }
export function csr_normal_f64_ukr(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, sums: usize): void { both<f64>(from, to, rowPtr, colIdx, values, x, sums); }
