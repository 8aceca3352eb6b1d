// Raw exports of Cholesky and LDLᵀ: analysis, solves and what a factorization is asked. The numeric part is in direct_numeric.
import { at } from "../order/ints";
import { analyse, analyse_workspace, plan, settle } from "../direct/analyse";
import { solveFronts } from "../direct/fronts_solve";
import { Plan, ROWS } from "../direct/plan";
import { rank1 } from "../direct/rank1";
import { solveRows } from "../direct/rows";

export { front_f64_ukr_backward, front_f64_ukr_forward, front_f64_ukr_gemv, front_f64_ukr_gemvt } from "../direct/fronts_solve";

/** Bytes at `ws` of the three that follow. */
export function chol_workspace(n: i32, nnz: f64): f64 { return analyse_workspace(n, nnz); }

/** Counts the factor of P·A·Pᵀ; perm is rewritten to follow the elimination tree. */
export function chol_analyse(n: i32, rowPtr: usize, colIdx: usize, perm: usize, ws: usize): void { analyse(n, rowPtr, colIdx, perm, ws); }

/** Chooses fronts; returns the bytes of the factorization's block, which may pass 2^32. */
export function chol_plan(perm: usize, ws: usize): f64 { return plan(perm, ws); }

/** Fills all of the block but the values. */
export function chol_settle(nnz: i32, perm: usize, ws: usize, block: usize): void { settle(perm, nnz, ws, block); }

/** Of a plan, in scratch or at the head of a block. */
export function chol_nnz(p: usize): f64 { return changetype<Plan>(p).nnz; }
export function chol_flops(p: usize): f64 { return changetype<Plan>(p).flops; }
export function chol_replaced(p: usize): i32 { return changetype<Plan>(p).replaced; }
export function chol_row(p: usize, position: i32): i32 { return at(changetype<Plan>(p).perm, position); }

export function chol_solve_workspace(block: usize): f64 {
  const p = changetype<Plan>(block);
  return 64 + 8 * (<f64>p.n + <f64>p.tallest + 8) + 64;
}

/** z ← A⁻¹·r; they may be the same. */
export function chol_solve_f64(block: usize, z: usize, r: usize, ws: usize): void {
  const p = changetype<Plan>(block), n = p.n, y = ws + 64;
  for (let k = 0; k < n; k++) store<f64>(y + (<usize>k << 3), load<f64>(r + (<usize>at(p.perm, k) << 3)));
  if (p.method == ROWS) solveRows(p, y);
  else solveFronts(p, y, y + (<usize>n + 7 & ~7) * 8, ws);
  for (let k = 0; k < n; k++) store<f64>(z + (<usize>at(p.perm, k) << 3), load<f64>(y + (<usize>k << 3)));
}

/** out ← the n pivots, by position. */
export function chol_pivots(block: usize, out: usize): void {
  const p = changetype<Plan>(block);
  if (p.method == ROWS) { memory.copy(out, p.diagonal, <usize>p.n << 3); return; }
  for (let f = 0; f < p.fronts; f++) {
    const from = at(p.first, f), w = at(p.first, f + 1) - from, panel = p.values + (<usize>at(p.panelAt, f) << 3);
    for (let c = 0; c < w; c++) {
      const d = load<f64>(panel + <usize>(c >> 2) * (<usize>w << 5) + (<usize>c << 5) + (<usize>(c & 3) << 3));
      store<f64>(out + (<usize>(from + c) << 3), 1 / (d * abs(d)));
    }
  }
}

/** L·Lᵀ ← L·Lᵀ ± w·wᵀ, sigma = ±1, for a w whose entries are all neighbours of each other in A. ws: n doubles. Returns 0, or the 1-based position of a
 *  pivot that would not be positive and finite: the factors are spoilt then. */
export function chol_rank1(block: usize, w: usize, sigma: f64, ws: usize): i32 {
  const p = changetype<Plan>(block), n = p.n;
  let first = n;
  for (let k = n - 1; k >= 0; k--) {
    const v = load<f64>(w + (<usize>at(p.perm, k) << 3));
    store<f64>(ws + (<usize>k << 3), v);
    if (v != 0) first = k;
  }
  return first < n ? rank1(p, ws, first, sigma) : 0;
}
