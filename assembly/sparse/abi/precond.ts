// Orders, storage and sweeps of the preconditioners: exports only.
import { levels } from "../precond/order";
import { count } from "../precond/ldu";
import { lower1, lower8, put, take, upper1, upper8 } from "../precond/sweep";
import { backward1, backward8, forward1, forward8, residual } from "../precond/eisenstat";

export { breadthFirst as ldu_breadth_first, levelsIn as ldu_levels_in, levelOrder as ldu_order_levels, chunkOrder as ldu_order_chunks, natural as ldu_order_natural, inverse as ldu_inverse } from "../precond/order";
export { fill as ldu_fill, pivots as ldu_pivots, scale as ldu_scale, scaleRows as ldu_scale_rows } from "../precond/ldu";
export { lower8 as ldu_lower_ukr8, upper8 as ldu_upper_ukr8, lower1 as ldu_lower_ukr1, upper1 as ldu_upper_ukr1, take as ldu_take, put as ldu_put, putScaled as ldu_put_scaled } from "../precond/sweep";
export { backward8 as eisenstat_backward_ukr8, backward1 as eisenstat_backward_ukr1, forward8 as eisenstat_forward_ukr8, forward1 as eisenstat_forward_ukr1, residual as eisenstat_residual_ukr, unsplit as eisenstat_norm, collect as eisenstat_collect } from "../precond/eisenstat";

/** Chunks (or rows, in eights) that one call of a microkernel takes: short enough for the engine to replace its code between calls. */
const GROUP: i32 = 256;

export function ldu_levels(n: i32, symmetric: i32, rowPtr: usize, colIdx: usize, level: usize): i32 { return levels(n, symmetric != 0, rowPtr, colIdx, level); }
export function ldu_count(n: i32, places: i32, C: i32, sorted: i32, rowPtr: usize, colIdx: usize, pos: usize, bounds: usize): i32 { return count(n, places, C, sorted != 0, rowPtr, colIdx, pos, bounds); }

/** x ← (I + L)⁻¹·x */
export function ldu_lower(places: i32, C: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  const chunks = C == 8 ? places >> 3 : places;
  for (let c = 0; c < chunks; c += GROUP) {
    const end = min(c + GROUP, chunks);
    if (C == 8) lower8(c, end, bounds, idx, val, x); else lower1(c, end, bounds, idx, val, x);
  }
}

/** x ← (I + U)⁻¹·x */
export function ldu_upper(places: i32, C: i32, bounds: usize, idx: usize, val: usize, x: usize): void {
  const chunks = C == 8 ? places >> 3 : places;
  for (let end = chunks; end > 0; end -= GROUP) {
    const c = max(end - GROUP, 0);
    if (C == 8) upper8(c, end, bounds, idx, val, x); else upper1(c, end, bounds, idx, val, x);
  }
}

/** z ← (I + U)⁻¹·(I + L)⁻¹·S·r. ws: 8·places bytes. */
export function ldu_apply(places: i32, C: i32, perm: usize, bounds: usize, idx: usize, val: usize, s: usize, z: usize, r: usize, ws: usize): void {
  take(places, perm, s, r, ws);
  ldu_lower(places, C, bounds, idx, val, ws);
  ldu_upper(places, C, bounds, idx, val, ws);
  put(places, perm, ws, z);
}

/** x ← x + α·p, p ← r + β·p, t and h as the sweeps leave them; returns pᵀ·Â·p. */
export function eisenstat_step(places: i32, C: i32, bounds: usize, idx: usize, val: usize, diag: usize, alpha: f64, beta: f64, x: usize, p: usize, r: usize, t: usize, h: usize): f64 {
  const chunks = C == 8 ? places >> 3 : places;
  for (let end = chunks; end > 0; end -= GROUP) {
    const c = max(end - GROUP, 0);
    if (C == 8) backward8(c, end, bounds, idx, val, alpha, beta, x, p, r, t);
    else backward1(c, end, bounds, idx, val, alpha, beta, x, p, r, t);
  }
  let sum = 0.0;
  for (let c = 0; c < chunks; c += GROUP) {
    const end = min(c + GROUP, chunks);
    sum += C == 8 ? forward8(c, end, bounds, idx, val, diag, p, t, h) : forward1(c, end, bounds, idx, val, diag, p, t, h);
  }
  return sum;
}

/** r ← r − α·(t + h) on `length` elements, a multiple of 8; returns r·r. */
export function eisenstat_residual(length: i32, alpha: f64, t: usize, h: usize, r: usize): f64 {
  const chunks = length >> 3;
  let sum = 0.0;
  for (let c = 0; c < chunks; c += GROUP) sum += residual(c, min(c + GROUP, chunks), alpha, t, h, r);
  return sum;
}

