// Incomplete factorizations, diagonals and polynomials: exports only.
import { ic0, ic0Mirror, ilu0 } from "../precond/incomplete";
import { ilut } from "../precond/ilut";
import { product1, product8 } from "../precond/polynomial";

export { diagonals as precond_diagonals, ic0 as ic0_ukr, ilu0 as ilu0_ukr } from "../precond/incomplete";
export { ilut as ilut_ukr, ilutSize as ilut_size } from "../precond/ilut";
export { diagonalOf as precond_diagonal, multiplyInto as precond_scale, traces as precond_traces, shape as precond_shape, subtract as precond_residual, direct as chebyshev_step, product8 as ldu_product_ukr8, product1 as ldu_product_ukr1 } from "../precond/polynomial";

/** Rows, or chunks, that one call of a microkernel takes. */
const GROUP: i32 = 64;

/** IC(0) of A + shift·diag(A) into W (nnz of f64): 0, or the row + 1 whose pivot is below least·a_ii. start as precond_diagonals leaves it. ws: 20·n bytes. */
export function ic0_factor(n: i32, rowPtr: usize, colIdx: usize, values: usize, W: usize, start: usize, shift: f64, least: f64, ws: usize): i32 {
  const w = ws + (<usize>n << 3);
  memory.fill(w, 0, <usize>n << 3);
  for (let i = 0; i < n; i += GROUP) {
    const status = ic0(i, min(i + GROUP, n), rowPtr, colIdx, values, W, start, ws, w, shift, least);
    if (status != 0) return status;
  }
  ic0Mirror(n, rowPtr, colIdx, W, start, ws, ws + (<usize>n << 4));
  return 0;
}

/** ILU(0) of W in place; returns how many pivots were replaced. ws: 4·n bytes. */
export function ilu0_factor(n: i32, rowPtr: usize, colIdx: usize, W: usize, start: usize, ws: usize): i32 {
  memory.fill(ws, 0xff, <usize>n << 2);
  let replaced = 0;
  for (let i = 0; i < n; i += GROUP) replaced += ilu0(i, min(i + GROUP, n), rowPtr, colIdx, W, start, ws);
  return replaced;
}

/** Returns how many pivots were replaced, or −1 − row for a row that is 0. ws: 24·n bytes. */
export function ilut_factor(n: i32, rowPtr: usize, colIdx: usize, values: usize, drop: f64, fill: f64, outPtr: usize, outIdx: usize, outVal: usize, ws: usize): i32 {
  memory.fill(ws, 0, <usize>n * 12);
  store<u32>(outPtr, 0);
  let replaced = 0;
  for (let i = 0; i < n; i += GROUP) {
    const status = ilut(i, min(i + GROUP, n), n, rowPtr, colIdx, values, drop, fill, outPtr, outIdx, outVal, ws);
    if (status < 0) return status;
    replaced += status;
  }
  return replaced;
}

/** y ← a·(diag∘x + (L + U)·x) + b·y; y is read even if b is 0. */
export function ldu_product(places: i32, C: i32, bounds: usize, idx: usize, val: usize, diag: usize, a: f64, x: usize, b: f64, y: usize): void {
  const chunks = C == 8 ? places >> 3 : places;
  for (let c = 0; c < chunks; c += GROUP) {
    const end = min(c + GROUP, chunks);
    if (C == 8) product8(c, end, bounds, idx, val, diag, a, x, b, y); else product1(c, end, bounds, idx, val, diag, a, x, b, y);
  }
}
