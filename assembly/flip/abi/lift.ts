// Raw exports of lifting. p is 2 or 3; vectors as in lift/field.ts: `bytes` a plane, a multiple of 16, p − 1 planes.
import { columns, functionals, products, residual, residue } from "../lift/brent";
import { factor, factorWorkspace } from "../lift/factor";
import { solve, solveWorkspace } from "../lift/solve";

export * from "../lift/ukernel";

export function lift_factor_workspace(p: i32, bytes: i32): f64 { return factorWorkspace(p, bytes); }
export function lift_factor(p: i32, n: i32, bytes: i32, rows: usize, pivots: usize, ws: usize): i32 { return factor(p, n, bytes, rows, pivots, ws); }
export function lift_solve_workspace(n: i32, bytes: i32): f64 { return solveWorkspace(n, bytes); }
export function lift_solve(p: i32, n: i32, bytes: i32, rows: usize, pivots: usize, e: usize, x: usize, ws: usize): i32 { return solve(p, n, bytes, rows, pivots, e, x, ws); }
export function lift_functionals(p: i32, count: i32, bytes: i32, seed: f64, out: usize): void { functionals(p, count, bytes, seed, out); }
export function lift_products(p: i32, rank: i32, length: i32, x: usize, bytes: i32, points: usize, out: usize, zero: usize): void { products(p, rank, length, x, bytes, points, out, zero); }
export function lift_columns(p: i32, n: i32, unknowns: usize, rank: i32, U: i32, V: i32, W: i32, bytes: i32, points: usize, sums: usize, out: usize): void {
  columns(p, n, unknowns, rank, U, V, W, bytes, points, sums, out);
}
export function lift_residual(nonzeros: i32, target: usize, rank: i32, U: i32, V: i32, W: i32, u: usize, v: usize, w: usize, R: usize): i32 {
  return residual(nonzeros, target, rank, U, V, W, u, v, w, R);
}
export function lift_residue(p: i32, U: i32, V: i32, W: i32, R: usize, modulus: f64, bytes: i32, points: usize, e: usize, ws: usize): i32 {
  return residue(p, U, V, W, R, modulus, bytes, points, e, ws);
}
