// The register kernels of the multifrontal factorization. A tile is 4 rows: column by column, 4 doubles each.
import { madd } from "../../core/lanes";

/** C ← [C] − A·Bᵀ of 4 rows of A by 4 of B: line s of C, `stride` bytes after the one before, belongs to row s of B and holds the 4 rows of A. */
export function front_f64_ukr_4x4(a: usize, b: usize, end: usize, c: usize, stride: usize, add: i32): void {
  let c00 = f64x2.splat(0), c01 = f64x2.splat(0), c10 = f64x2.splat(0), c11 = f64x2.splat(0);
  let c20 = f64x2.splat(0), c21 = f64x2.splat(0), c30 = f64x2.splat(0), c31 = f64x2.splat(0);
  while (b < end) {
    const lo = v128.load(a), hi = v128.load(a, 16);
    const b0 = v128.load64_splat(b), b1 = v128.load64_splat(b, 8), b2 = v128.load64_splat(b, 16), b3 = v128.load64_splat(b, 24);
    c00 = madd<f64>(lo, b0, c00);
    c01 = madd<f64>(hi, b0, c01);
    c10 = madd<f64>(lo, b1, c10);
    c11 = madd<f64>(hi, b1, c11);
    c20 = madd<f64>(lo, b2, c20);
    c21 = madd<f64>(hi, b2, c21);
    c30 = madd<f64>(lo, b3, c30);
    c31 = madd<f64>(hi, b3, c31);
    a += 32;
    b += 32;
  }
  const l1 = c + stride, l2 = l1 + stride, l3 = l2 + stride;
  if (add) {
    v128.store(c, f64x2.sub(v128.load(c), c00));
    v128.store(c, f64x2.sub(v128.load(c, 16), c01), 16);
    v128.store(l1, f64x2.sub(v128.load(l1), c10));
    v128.store(l1, f64x2.sub(v128.load(l1, 16), c11), 16);
    v128.store(l2, f64x2.sub(v128.load(l2), c20));
    v128.store(l2, f64x2.sub(v128.load(l2, 16), c21), 16);
    v128.store(l3, f64x2.sub(v128.load(l3), c30));
    v128.store(l3, f64x2.sub(v128.load(l3, 16), c31), 16);
    return;
  }
  v128.store(c, f64x2.neg(c00));
  v128.store(c, f64x2.neg(c01), 16);
  v128.store(l1, f64x2.neg(c10));
  v128.store(l1, f64x2.neg(c11), 16);
  v128.store(l2, f64x2.neg(c20));
  v128.store(l2, f64x2.neg(c21), 16);
  v128.store(l3, f64x2.neg(c30));
  v128.store(l3, f64x2.neg(c31), 16);
}

/** The same for one row of B: 4 doubles of C. */
export function front_f64_ukr_4x1(a: usize, b: usize, end: usize, c: usize): void {
  let lo = v128.load(c), hi = v128.load(c, 16);
  while (b < end) {
    const s = v128.load64_splat(b);
    lo = f64x2.sub(lo, f64x2.mul(v128.load(a), s));
    hi = f64x2.sub(hi, f64x2.mul(v128.load(a, 16), s));
    a += 32;
    b += 32;
  }
  v128.store(c, lo);
  v128.store(c, hi, 16);
}
