// z_i ← Σ_j x_j·y_{i⊕j} = H(Hx∘Hy)/n: convolution over Z₂^k.
//
// Contract: n = 2^k elements each. z is x, is y, or overlaps neither. ws holds n elements when x and y differ, else it is not used.
// 1/n, a power of two, rounds nothing and goes into the product, so that sums never outgrow ‖x‖₁·‖y‖₁.
import { rows } from "./fwht";

/** z ← z·(scale·w); w may be z. */
// @ts-ignore: decorator
@inline
function product<T>(n: i32, z: usize, w: usize, scale: T): void {
  const end = z + <usize>n * sizeof<T>(), f = v128.splat<T>(scale);
  while (z + 16 <= end) {
    v128.store(z, v128.mul<T>(v128.load(z), v128.mul<T>(v128.load(w), f)));
    z += 16; w += 16;
  }
  while (z < end) {
    store<T>(z, <T>(load<T>(z) * <T>(load<T>(w) * scale)));
    z += sizeof<T>(); w += sizeof<T>();
  }
}

export function dyadic_product_f32_ukr(n: i32, z: usize, w: usize, scale: f32): void { product<f32>(n, z, w, scale); }
export function dyadic_product_f64_ukr(n: i32, z: usize, w: usize, scale: f64): void { product<f64>(n, z, w, scale); }

export function dyadic<T>(n: i32, z: usize, x: usize, y: usize, ws: usize): void {
  const bytes = <usize>n * sizeof<T>(), other = x == y ? z : ws;
  if (x != y) {
    memory.copy(ws, x, bytes);
    rows<T>(1, n, ws, n, 1);
  }
  memory.copy(z, y, bytes);
  rows<T>(1, n, z, n, 1);
  if (sizeof<T>() == 4) dyadic_product_f32_ukr(n, z, other, 1 / <f32>n);
  else dyadic_product_f64_ukr(n, z, other, 1 / <f64>n);
  rows<T>(1, n, z, n, 1);
}
