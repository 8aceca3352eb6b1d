// Raw exports of the numeric part of Cholesky and LDLᵀ: all that runs on the register kernels.
import { factorFronts, frontsWorkspace } from "../direct/fronts";
import { Plan, ROWS } from "../direct/plan";
import { factorRows, rowsWorkspace } from "../direct/rows";
import { Work } from "../direct/work";

export { front_f64_ukr_outer, front_f64_ukr_pivots, front_f64_ukr_rest } from "../direct/contribution";
export { front_f64_ukr_scatter } from "../direct/fronts";
export { front_f64_ukr_trsm } from "../direct/panel";
export { row_f64_ukr } from "../direct/rows";
export { front_f64_ukr_4x1, front_f64_ukr_4x4 } from "../direct/ukernel";

export function chol_factor_workspace(block: usize, ldl: i32): f64 {
  const p = changetype<Plan>(block);
  return p.method == ROWS ? rowsWorkspace(p) : frontsWorkspace(p, ldl != 0);
}

/** L of the values. Returns 0, or the 1-based position of a pivot: positive where it is not positive (ldl: not finite), negative where A is singular.
 *  ldl: a pivot of at most `tiny` becomes ±patch unless nothing is left below it. */
export function chol_factor_f64(block: usize, rowPtr: usize, colIdx: usize, values: usize, ldl: i32, tiny: f64, patch: f64, ws: usize): i32 {
  const p = changetype<Plan>(block), work = changetype<Work>(ws);
  work.ldl = ldl;
  work.tiny = tiny;
  work.patch = patch;
  work.replaced = 0;
  const status = p.method == ROWS ? factorRows(p, rowPtr, colIdx, values, work, ws) : factorFronts(p, values, work, ws);
  p.replaced = work.replaced;
  return status;
}
