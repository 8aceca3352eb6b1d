// Inner kernels of Y ← α·A·X + β·Y for row-major X and Y: rows from … to − 1, a strip of eight, two or one of their columns, sums in f64.
//
// Contract: strides in elements; X and Y do not overlap; β = 0 never reads Y.
import { int, real } from "./base";

/** Two neighbours in f64. */
// @ts-ignore: decorator
@inline
function two<T>(p: usize): v128 {
  return sizeof<T>() == 8 ? v128.load(p) : f64x2.promote_low_f32x4(v128.load64_zero(p));
}

// @ts-ignore: decorator
@inline
function finish<T>(y: usize, s: v128, alpha: v128, beta: f64): void {
  s = f64x2.mul(alpha, s);
  if (beta != 0) s = f64x2.add(s, f64x2.mul(f64x2.splat(beta), two<T>(y)));
  if (sizeof<T>() == 8) v128.store(y, s);
  else v128.store64_lane(y, f32x4.demote_f64x2_zero(s), 0);
}

// @ts-ignore: decorator
@inline
function strip<T>(W: i32, from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void {
  const S = alignof<T>(), P: usize = 2 << S, a = f64x2.splat(alpha), step = <usize>ldx << S;
  let out = y + (<usize>from * <usize>ldy << S);
  let k = int(rowPtr, from);
  for (let i = from; i < to; i++) {
    let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, s = 0.0;
    for (const end = int(rowPtr, i + 1); k < end; k++) {
      const at = x + <usize>int(colIdx, k) * step;
      if (W == 1) s += real<T>(values, k) * <f64>load<T>(at);
      else {
        const v = f64x2.splat(real<T>(values, k));
        s0 = f64x2.add(s0, f64x2.mul(v, two<T>(at)));
        if (W == 8) {
          s1 = f64x2.add(s1, f64x2.mul(v, two<T>(at + P)));
          s2 = f64x2.add(s2, f64x2.mul(v, two<T>(at + 2 * P)));
          s3 = f64x2.add(s3, f64x2.mul(v, two<T>(at + 3 * P)));
        }
      }
    }
    if (W == 1) store<T>(out, <T>(beta == 0 ? alpha * s : alpha * s + beta * <f64>load<T>(out)));
    else {
      finish<T>(out, s0, a, beta);
      if (W == 8) {
        finish<T>(out + P, s1, a, beta);
        finish<T>(out + 2 * P, s2, a, beta);
        finish<T>(out + 3 * P, s3, a, beta);
      }
    }
    out += <usize>ldy << S;
  }
}

export function csr_spmm_f32_ukr_1(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { strip<f32>(1, from, to, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
export function csr_spmm_f32_ukr_2(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { strip<f32>(2, from, to, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
export function csr_spmm_f32_ukr_8(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { strip<f32>(8, from, to, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
export function csr_spmm_f64_ukr_1(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { strip<f64>(1, from, to, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
export function csr_spmm_f64_ukr_2(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { strip<f64>(2, from, to, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
export function csr_spmm_f64_ukr_8(from: i32, to: i32, rowPtr: usize, colIdx: usize, values: usize, alpha: f64, x: usize, ldx: i32, beta: f64, y: usize, ldy: i32): void { strip<f64>(8, from, to, rowPtr, colIdx, values, alpha, x, ldx, beta, y, ldy); }
