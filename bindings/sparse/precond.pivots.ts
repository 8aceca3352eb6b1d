// Positive pivots: what incomplete Cholesky factorizations need, and how they are got.
import { withWorkspace } from "../context.js";
import { NotPositiveDefiniteError } from "../errors.js";
import { scratchView } from "../memory/scratch.js";
import type { SparseContext } from "./context.js";
import type { Ldu } from "./precond.ldu.js";

/** Tries `factor` with the shift given, then with 1e-3 doubled until it returns 0: with enough of its diagonal on top every matrix with a positive one has positive pivots. Returns the shift. */
export function shifted(op: string, first: number, factor: (shift: number) => number): number {
  for (let shift = first; ; shift = Math.max(2 * shift, 1e-3)) {
    const status = factor(shift);
    if (status === 0) return shift;
    if (shift > 1e9) throw new NotPositiveDefiniteError(op, "A", `row ${status - 1} of A has no positive pivot even after ${shift} times its diagonal was added`, status - 1);
  }
}

/** Pivots of DIC (relax 0) or MIC(0) in the order of ldu, at `pivot`; the shift they took. relax undefined: what the number of levels suggests, of which a grid has as many as it has steps from corner
 *  to corner: 1 − 200/levels², within one or two iterations of the best on 2-D grids from 20² to 300² and 3-D ones from 12³ to 48³. */
export function modifiedPivots(ctx: SparseContext, op: string, ldu: Ldu, relax: number | undefined, shift: number, pivot: number): number {
  const { places, chunk, bounds, idx, val, diag, levels } = ldu;
  const r = relax ?? Math.max(0, 1 - 200 / levels ** 2);
  return withWorkspace(ctx.arena, op, 16 * places, (ws) => {
    const perm = scratchView(ctx.arena, "i32", ldu.perm, places);
    return shifted(op, shift, (s) => {
      const place = ctx.raw.ldu_pivots(places, chunk, bounds, idx, val, diag, r, s, pivot, ws);
      return place === 0 ? 0 : perm[place - 1]! + 1;
    });
  });
}
