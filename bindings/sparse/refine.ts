// Iterative refinement of one column, and the condition estimate, over a factorization that is known by its products only.
import type { Arena } from "../memory/arena.js";
import { scratchView } from "../memory/scratch.js";
import type { SparseContext } from "./context.js";

/** The addresses of a matrix in compressed rows. */
export interface Rows { readonly rows: number; readonly cols: number; readonly rowPtr: number; readonly colIdx: number; readonly values: number }
/** z ← F·r on addresses. */
export type Map = (z: number, r: number) => void;

const STEPS = 5;
const ENOUGH = 3 * 2 ** -53;

/** Bytes that `refine` works in. */
export const refineBytes = (a: Rows): number => 64 * 3 + 8 * (a.rows + 2 * a.cols);

/** x ← run(b), then x += run(b − A·x) as long as the componentwise backward error is above 3u and at least halves, at most 5 times.
 *  Returns the error of the x that stays, the best one. Arioli, Demmel, Duff 1989. */
export function refine(ctx: SparseContext, a: Rows, run: Map, x: number, b: number, ws: number): number {
  const { raw } = ctx;
  const r = ws, d = r + 8 * a.rows, y = d + 8 * a.cols;
  const residual = (at: number): number => raw.refine_residual_f64(a.rows, a.cols, a.rowPtr, a.colIdx, a.values, at, b, r);
  run(x, b);
  let best = residual(x);
  for (let step = 0; step < STEPS && best > ENOUGH; step++) {
    run(d, r);
    raw.refine_correct_f64(a.cols, x, d, y);
    const now = residual(y);
    if (!(now < best)) break;
    raw.lacpy_f64(1, a.cols, y, a.cols, x, a.cols);
    const halved = now <= best / 2;
    best = now;
    if (!halved) break;
  }
  return best;
}

/** ‖A‖₁ */
export function norm1(arena: Arena, a: Rows): number {
  const start = scratchView(arena, "i32", a.rowPtr, a.rows + 1), nnz = start[a.rows]!;
  const cols = scratchView(arena, "i32", a.colIdx, nnz), values = scratchView(arena, "f64", a.values, nnz);
  const sums = new Float64Array(a.cols);
  for (let k = 0; k < nnz; k++) sums[cols[k]!]! += Math.abs(values[k]!);
  return sums.reduce((m, s) => Math.max(m, s), 0);
}

/** Estimate, from below and rarely off by more than 3, of ‖F‖₁ for F: rows → cols. x has room for `rows` numbers, y for `cols`.
 *  Hager 1984, SIAM J. Sci. Stat. Comput. 5(2); Higham 1988, ACM TOMS 14(4), algorithm 674. */
export function estimate(arena: Arena, rows: number, cols: number, run: Map, runTranspose: Map, x: number, y: number): number {
  const X = (): Float64Array => scratchView(arena, "f64", x, rows), Y = (): Float64Array => scratchView(arena, "f64", y, cols);
  const image = (): number => { run(y, x); return Y().reduce((s, v) => s + Math.abs(v), 0); };
  let signs: Float64Array | undefined, column = -1, norm = 0;
  X().fill(1 / rows);
  for (let step = 0; step < 5; step++) {
    const now = image();
    if (!(now > norm)) { if (!(now <= norm)) return now; if (step > 0) break; }
    norm = now;
    const next = Y().map((v) => v < 0 ? -1 : 1);
    if (signs !== undefined && signs.every((s, i) => s === next[i])) break;
    Y().set(signs = next);
    runTranspose(x, y);
    const z = X();
    let j = 0;
    for (let i = 1; i < rows; i++) if (Math.abs(z[i]!) > Math.abs(z[j]!)) j = i;
    if (column >= 0 && Math.abs(z[j]!) <= Math.abs(z[column]!)) break;
    z.fill(0)[column = j] = 1;
  }
  X().forEach((_, i, z) => { z[i] = (i % 2 === 0 ? 1 : -1) * (1 + i / Math.max(1, rows - 1)); });
  return Math.max(norm, 2 * image() / (3 * rows));
}
