// Raw exports of the conjugate gradients over vectors of their own. Vectors are padded to a multiple of eight elements.
import { residual, rows, sell, step, toPlaces, toRows, weigh } from "../krylov/lean";
import { arrange, diagonal, measure, pack } from "../krylov/sell";

export { lean_residual_f64_ukr, lean_rows_f64_ukr, lean_sell_f64_ukr, lean_step_f64_ukr } from "../krylov/lean";

/** Bytes of scratch of lean_arrange. */
export function lean_arrange_workspace(): i32 { return 1088; }
export function lean_arrange(n: i32, rowPtr: usize, sorted: i32, order: usize, place: usize, ws: usize): void { arrange(n, rowPtr, sorted != 0, order, place, ws); }
/** Steps of eight entries. */
export function lean_measure(n: i32, rowPtr: usize, colIdx: usize, order: usize, starts: usize): i32 { return measure(n, rowPtr, colIdx, order, starts); }
export function lean_pack_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, order: usize, place: usize, starts: usize, d: usize, at: usize, entries: usize, diag: usize): void {
  pack(n, rowPtr, colIdx, values, order, place, starts, d, at, entries, diag);
}
export function lean_diagonal_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, out: usize): void { diagonal(n, rowPtr, colIdx, values, out); }
export function lean_weigh_f64(n: i32, jacobi: i32, diag: usize, w: usize): i32 { return weigh(n, jacobi != 0, diag, w); }
export function lean_to_places_f64(n: i32, order: usize, x: usize, y: usize): void { toPlaces(n, order, x, y); }
export function lean_to_rows_f64(n: i32, order: usize, y: usize, x: usize): void { toRows(n, order, y, x); }
/** q ← A·d; d·q comes back. */
export function lean_sell_f64(chunks: i32, starts: usize, at: usize, entries: usize, diag: usize, d: usize, q: usize): f64 { return sell(chunks, starts, at, entries, diag, d, q); }
export function lean_rows_f64(n: i32, rowPtr: usize, colIdx: usize, values: usize, d: usize, q: usize): f64 { return rows(n, rowPtr, colIdx, values, d, q); }
/** r·r comes back, r·W·r stands at out + 8. */
export function lean_residual_f64(n: i32, alpha: f64, q: usize, r: usize, w: usize, out: usize): f64 { residual(n, alpha, q, r, w, out); return load<f64>(out); }
export function lean_step_f64(n: i32, alpha: f64, x: usize, beta: f64, d: usize, w: usize, r: usize): void { step(n, alpha, x, beta, d, w, r); }
