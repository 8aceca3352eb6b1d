// Raw exports of LU and of iterative refinement.
import { columns, equilibrate, powers } from "../lu/columns";
import { begin, factor, finish, pivots, refactor } from "../lu/factor";
import { deskBytes, headBytes, offset } from "../lu/layout";
import { correct, differ, residual } from "../lu/refine";
import { solve } from "../lu/solve";

export function refine_residual_f64(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, values: usize, x: usize, b: usize, r: usize): f64 {
  return residual(rows, cols, rowPtr, colIdx, values, x, b, r);
}
export function refine_correct_f64(n: i32, x: usize, d: usize, y: usize): void { correct(n, x, d, y); }
export function refine_differ_i32(n: i32, p: usize, q: usize): i32 { return differ(n, p, q); }

export function lu_columns(rows: i32, cols: i32, rowPtr: usize, colIdx: usize, colPtr: usize, rowIdx: usize, from: usize): void { columns(rows, cols, rowPtr, colIdx, colPtr, rowIdx, from); }
export function lu_equilibrate_f64(rows: i32, rowPtr: usize, values: usize, scale: usize): void { equilibrate(rows, rowPtr, values, scale); }
export function lu_powers_f64(n: i32, scale: usize): void { powers(n, scale); }
export function lu_head(n: i32): f64 { return <f64>headBytes(n); }
export function lu_offset(n: i32, array: i32): f64 { return <f64>offset(n, array); }
export function lu_pivots_f64(n: i32, base: usize, value: usize, pivot: usize, row: usize, col: usize): void { pivots(n, base, value, pivot, row, col); }
export function lu_factor_f64_workspace(n: i32): f64 { return <f64>deskBytes(n); }
export function lu_begin_f64(n: i32, base: usize, ws: usize): void { begin(n, base, ws); }
export function lu_factor_f64(n: i32, colPtr: usize, rowIdx: usize, from: usize, values: usize, tolerance: f64, base: usize, index: usize, indexSize: i32, value: usize, valueSize: i32, ws: usize): i32 {
  return factor(n, colPtr, rowIdx, from, values, tolerance, base, index, indexSize, value, valueSize, ws);
}
export function lu_finish_f64(n: i32, colPtr: usize, rowIdx: usize, base: usize, index: usize, ws: usize): f64 { return finish(n, colPtr, rowIdx, base, index, ws); }
export function lu_refactor_f64_workspace(n: i32): f64 { return 16.0 * (<f64>n + 1.0); }
export function lu_refactor_f64(n: i32, colPtr: usize, rowIdx: usize, from: usize, values: usize, least: f64, base: usize, index: usize, value: usize, valueEnd: usize, ws: usize): i32 {
  return refactor(n, colPtr, rowIdx, from, values, least, base, index, value, valueEnd, ws);
}
export function lu_solve_f64_workspace(n: i32): f64 { return 16.0 * (<f64>n + 1.0); }
export function lu_solve_f64(n: i32, nodes: i32, trans: i32, base: usize, index: usize, value: usize, valueEnd: usize, b: usize, x: usize, ws: usize): void {
  solve(n, nodes, trans != 0, base, index, value, valueEnd, b, x, ws);
}

// Called by their drivers: calls of their own, so that the engine can replace them while a driver runs.
export { lu_column_f64_ukr } from "../lu/column";
export { lu_replay_f64_ukr } from "../lu/factor";
export { lu_trapezoid_f64_ukr } from "../lu/panel";
