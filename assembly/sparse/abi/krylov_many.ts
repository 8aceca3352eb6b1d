// Raw exports of conjugate gradients over several right-hand sides, and of successive over-relaxation. k, the columns at work, is a multiple of four.
import { copy, dots, product, residual, step } from "../krylov/many";
import { backward, forward, relax } from "../krylov/sor";

export { many_dots_f64_ukr, many_product_f64_ukr4, many_product_f64_ukr8, many_residual_f64_ukr, many_step_f64_ukr } from "../krylov/many";
export { sor_f64_ukr } from "../krylov/sor";

export function many_product_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, k: i32, d: usize, ld: i32, q: usize, out: usize): void { product(n, rowPtr, colIdx, values, k, d, ld, q, out); }
export function many_residual_f64(n: i32, k: i32, ld: i32, alpha: usize, q: usize, r: usize, w: usize, squares: usize, weighed: usize): void {
  residual(n, k, ld, alpha, q, r, w, squares, weighed);
}
export function many_step_f64(n: i32, k: i32, ld: i32, alpha: usize, x: usize, beta: usize, d: usize, w: usize, z: usize): void { step(n, k, ld, alpha, x, beta, d, w, z); }
export function many_dots_f64(n: i32, k: i32, ld: i32, x: usize, y: usize, out: usize): void { dots(n, k, ld, x, y, out); }
export function many_copy_f64(n: i32, x: usize, from: i32, y: usize, to: i32): void { copy(n, x, from, y, to); }

export function sor_weigh_f64(n: i32, omega: f64, w: usize): i32 { return relax(n, omega, w); }
export function sor_forward_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, w: usize, b: usize, x: usize): void { forward(n, rowPtr, colIdx, values, w, b, x); }
export function sor_backward_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, w: usize, b: usize, x: usize): void { backward(n, rowPtr, colIdx, values, w, b, x); }
