// Orders, storage and sweeps of the preconditioners: exports only.
import { breadthFirst, chunkOrder, inverse, levelOrder, levels, levelsIn, natural } from "../precond/order";
import { count, fill, pivots, scale, scaleRows } from "../precond/ldu";
import { lower1, lower8, put, putScaled, take, upper1, upper8 } from "../precond/sweep";
import { backward, collect, forward, residual, unsplit } from "../precond/eisenstat";

/** Chunks (or rows, in eights) that one call of a microkernel takes: short enough for the engine to replace its code between calls. */
const GROUP: i32 = 256;

export function ldu_levels(n: i32, symmetric: i32, rowPtr: usize, colIdx: usize, level: usize): i32 { return levels(n, symmetric != 0, rowPtr, colIdx, level); }
export function ldu_breadth_first(n: i32, rowPtr: usize, colIdx: usize, order: usize, rank: usize): void { breadthFirst(n, rowPtr, colIdx, order, rank); }
export function ldu_levels_in(n: i32, rowPtr: usize, colIdx: usize, order: usize, rank: usize, level: usize): i32 { return levelsIn(n, rowPtr, colIdx, order, rank, level); }
export function ldu_order_levels(n: i32, count: i32, level: usize, ws: usize): i32 { return levelOrder(n, count, level, ws); }
export function ldu_order_chunks(n: i32, rowPtr: usize, colIdx: usize, pos: usize, ws: usize): i32 { return chunkOrder(n, rowPtr, colIdx, pos, ws); }
export function ldu_order_natural(n: i32, pos: usize): void { natural(n, pos); }
export function ldu_inverse(n: i32, places: i32, pos: usize, perm: usize): void { inverse(n, places, pos, perm); }
export function ldu_count(n: i32, places: i32, C: i32, sorted: i32, rowPtr: usize, colIdx: usize, pos: usize, bounds: usize): i32 { return count(n, places, C, sorted != 0, rowPtr, colIdx, pos, bounds); }
export function ldu_fill(n: i32, places: i32, C: i32, rowPtr: usize, colIdx: usize, values: usize, pos: usize, perm: usize, bounds: usize, idx: usize, val: usize, diag: usize): void {
  fill(n, places, C, rowPtr, colIdx, values, pos, perm, bounds, idx, val, diag);
}
export function ldu_pivots(places: i32, C: i32, bounds: usize, idx: usize, val: usize, diag: usize, relax: f64, shift: f64, pivot: usize, ws: usize): i32 {
  return pivots(places, C, bounds, idx, val, diag, relax, shift, pivot, ws);
}
export function ldu_scale(places: i32, C: i32, bounds: usize, idx: usize, val: usize, diag: usize, pivot: usize): void { scale(places, C, bounds, idx, val, diag, pivot); }
export function ldu_scale_rows(places: i32, C: i32, bounds: usize, val: usize, pivot: usize): i32 { return scaleRows(places, C, bounds, val, pivot); }

export function ldu_lower_ukr8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void { lower8(first, last, bounds, idx, val, x); }
export function ldu_upper_ukr8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void { upper8(first, last, bounds, idx, val, x); }
export function ldu_lower_ukr1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void { lower1(first, last, bounds, idx, val, x); }
export function ldu_upper_ukr1(first: i32, last: i32, bounds: usize, idx: usize, val: usize, x: usize): void { upper1(first, last, bounds, idx, val, x); }
export function ldu_take(places: i32, perm: usize, s: usize, from: usize, to: usize): void { take(places, perm, s, from, to); }
export function ldu_put(places: i32, perm: usize, from: usize, to: usize): void { put(places, perm, from, to); }
export function ldu_put_scaled(places: i32, perm: usize, s: usize, from: usize, to: usize): void { putScaled(places, perm, s, from, to); }

/** x ← (I + L)⁻¹·x */
export function ldu_lower(places: i32, C: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  const chunks = C == 8 ? places >> 3 : places;
  for (let c = 0; c < chunks; c += GROUP) {
    const end = min(c + GROUP, chunks);
    if (C == 8) ldu_lower_ukr8(c, end, bounds, idx, val, x); else ldu_lower_ukr1(c, end, bounds, idx, val, x);
  }
}

/** x ← (I + U)⁻¹·x */
export function ldu_upper(places: i32, C: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  const chunks = C == 8 ? places >> 3 : places;
  for (let end = chunks; end > 0; end -= GROUP) {
    const c = max(end - GROUP, 0);
    if (C == 8) ldu_upper_ukr8(c, end, bounds, idx, val, x); else ldu_upper_ukr1(c, end, bounds, idx, val, x);
  }
}

/** z ← (I + U)⁻¹·(I + L)⁻¹·S·r. ws: 8·places bytes. */
export function ldu_apply(places: i32, C: i32, perm: usize, bounds: usize, idx: usize, val: usize, s: usize, z: usize, r: usize, ws: usize): void {
  ldu_take(places, perm, s, r, ws);
  ldu_lower(places, C, bounds, idx, val, ws);
  ldu_upper(places, C, bounds, idx, val, ws);
  ldu_put(places, perm, ws, z);
}

export function eisenstat_backward_ukr8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, alpha: f64, beta: f64, x: usize, p: usize, r: usize, t: usize): void {
  backward(first, last, bounds, idx, val, alpha, beta, x, p, r, t);
}
export function eisenstat_forward_ukr8(first: i32, last: i32, bounds: usize, idx: usize, val: usize, diag: usize, p: usize, t: usize, h: usize): f64 {
  return forward(first, last, bounds, idx, val, diag, p, t, h);
}
export function eisenstat_residual_ukr(first: i32, last: i32, alpha: f64, t: usize, h: usize, r: usize): f64 { return residual(first, last, alpha, t, h, r); }

/** x ← x + α·p, p ← r + β·p, t and h as the sweeps leave them; returns pᵀ·Â·p. */
export function eisenstat_step(places: i32, bounds: usize, idx: usize, val: usize, diag: usize, alpha: f64, beta: f64, x: usize, p: usize, r: usize, t: usize, h: usize): f64 {
  const chunks = places >> 3;
  for (let end = chunks; end > 0; end -= GROUP) eisenstat_backward_ukr8(max(end - GROUP, 0), end, bounds, idx, val, alpha, beta, x, p, r, t);
  let sum = 0.0;
  for (let c = 0; c < chunks; c += GROUP) sum += eisenstat_forward_ukr8(c, min(c + GROUP, chunks), bounds, idx, val, diag, p, t, h);
  return sum;
}

/** r ← r − α·(t + h); returns r·r. */
export function eisenstat_residual(places: i32, alpha: f64, t: usize, h: usize, r: usize): f64 {
  const chunks = places >> 3;
  let sum = 0.0;
  for (let c = 0; c < chunks; c += GROUP) sum += eisenstat_residual_ukr(c, min(c + GROUP, chunks), alpha, t, h, r);
  return sum;
}

export function eisenstat_norm(places: i32, bounds: usize, idx: usize, val: usize, s: usize, r: usize): f64 { return unsplit(places, bounds, idx, val, s, r); }
export function eisenstat_collect(places: i32, alpha: f64, x: usize, p: usize, t: usize): void { collect(places, alpha, x, p, t); }
