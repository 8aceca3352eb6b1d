// Incomplete factorizations, diagonals and polynomials: exports only.
import { diagonals, ic0, ic0Mirror, ilu0 } from "../precond/incomplete";
import { ilut, ilutSize } from "../precond/ilut";
import { diagonalOf, direct, multiplyInto, product1, product8, shape, subtract, traces } from "../precond/polynomial";

/** Rows, or chunks, that one call of a microkernel takes. */
const GROUP: i32 = 64;

export function precond_diagonals(n: i32, rowPtr: usize, colIdx: usize, values: usize, start: usize): i32 { return diagonals(n, rowPtr, colIdx, values, start); }
export function ic0_ukr(first: i32, last: i32, rowPtr: usize, colIdx: usize, values: usize, W: usize, start: usize, pivot: usize, w: usize, shift: f64, least: f64): i32 {
  return ic0(first, last, rowPtr, colIdx, values, W, start, pivot, w, shift, least);
}
export function ilu0_ukr(first: i32, last: i32, rowPtr: usize, colIdx: usize, W: usize, start: usize, where: usize): i32 { return ilu0(first, last, rowPtr, colIdx, W, start, where); }
export function ilut_ukr(first: i32, last: i32, n: i32, rowPtr: usize, colIdx: usize, values: usize, drop: f64, fill: f64, outPtr: usize, outIdx: usize, outVal: usize, ws: usize): i32 {
  return ilut(first, last, n, rowPtr, colIdx, values, drop, fill, outPtr, outIdx, outVal, ws);
}

/** IC(0) of A + shift·diag(A) into W (nnz of f64): 0, or the row + 1 whose pivot is below least·a_ii. start as precond_diagonals leaves it. ws: 20·n bytes. */
export function ic0_factor(n: i32, rowPtr: usize, colIdx: usize, values: usize, W: usize, start: usize, shift: f64, least: f64, ws: usize): i32 {
  const w = ws + (<usize>n << 3);
  memory.fill(w, 0, <usize>n << 3);
  for (let i = 0; i < n; i += GROUP) {
    const status = ic0_ukr(i, min(i + GROUP, n), rowPtr, colIdx, values, W, start, ws, w, shift, least);
    if (status != 0) return status;
  }
  ic0Mirror(n, rowPtr, colIdx, W, start, ws, ws + (<usize>n << 4));
  return 0;
}

/** ILU(0) of W in place; returns how many pivots were replaced. ws: 4·n bytes. */
export function ilu0_factor(n: i32, rowPtr: usize, colIdx: usize, W: usize, start: usize, ws: usize): i32 {
  memory.fill(ws, 0xff, <usize>n << 2);
  let replaced = 0;
  for (let i = 0; i < n; i += GROUP) replaced += ilu0_ukr(i, min(i + GROUP, n), rowPtr, colIdx, W, start, ws);
  return replaced;
}

export function ilut_size(n: i32, rowPtr: usize, fill: f64): f64 { return ilutSize(n, rowPtr, fill); }
/** Returns how many pivots were replaced, or −1 − row for a row that is 0. ws: 24·n bytes. */
export function ilut_factor(n: i32, rowPtr: usize, colIdx: usize, values: usize, drop: f64, fill: f64, outPtr: usize, outIdx: usize, outVal: usize, ws: usize): i32 {
  memory.fill(ws, 0, <usize>n * 12);
  store<u32>(outPtr, 0);
  let replaced = 0;
  for (let i = 0; i < n; i += GROUP) {
    const status = ilut_ukr(i, min(i + GROUP, n), n, rowPtr, colIdx, values, drop, fill, outPtr, outIdx, outVal, ws);
    if (status < 0) return status;
    replaced += status;
  }
  return replaced;
}

export function precond_diagonal(n: i32, kind: i32, rowPtr: usize, colIdx: usize, values: usize, d: usize): i32 { return diagonalOf(n, kind, rowPtr, colIdx, values, d); }
export function precond_scale(n: i32, d: usize, r: usize, z: usize): void { multiplyInto(n, d, r, z); }
export function precond_traces(n: i32, degree: i32, rowPtr: usize, colIdx: usize, values: usize, scale: f64, out: usize, ws: usize): void { traces(n, degree, rowPtr, colIdx, values, scale, out, ws); }
export function precond_shape(n: i32, rowPtr: usize, colIdx: usize, values: usize): i32 { return shape(n, rowPtr, colIdx, values); }
export function precond_residual(n: i32, b: usize, y: usize, r: usize): f64 { return subtract(n, b, y, r); }
export function chebyshev_step(n: i32, beta: f64, gamma: f64, r: usize, d: usize, z: usize): void { direct(n, beta, gamma, r, d, z); }

export function ldu_product_ukr8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, diag: usize, a: f64, x: usize, b: f64, y: usize): void { product8(first, last, bounds, idx, val, diag, a, x, b, y); }
export function ldu_product_ukr1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, diag: usize, a: f64, x: usize, b: f64, y: usize): void { product1(first, last, bounds, idx, val, diag, a, x, b, y); }

/** y ← a·(diag∘x + (L + U)·x) + b·y; y is read even if b is 0. */
export function ldu_product(places: i32, C: i32, bounds: usize, idx: usize, val: usize, diag: usize, a: f64, x: usize, b: f64, y: usize): void {
  const chunks = C == 8 ? places >> 3 : places;
  for (let c = 0; c < chunks; c += GROUP) {
    const end = min(c + GROUP, chunks);
    if (C == 8) ldu_product_ukr8(c, end, bounds, idx, val, diag, a, x, b, y); else ldu_product_ukr1(c, end, bounds, idx, val, diag, a, x, b, y);
  }
}
