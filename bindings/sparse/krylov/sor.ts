// Successive over-relaxation as a solver: Young 1954, Trans. AMS 76; symmetric: Sheldon 1955, MTAC 9.
import type { Krylov, Outcome, Problem } from "./problem.js";
import { Run } from "./run.js";

/** x ← x + (D/ω + L)⁻¹(b − A·x), and for `symmetric` the same with the rows from the last to the first after it. A zero on the diagonal is a breakdown. */
export function sor(omega: number, symmetric: boolean): Krylov {
  return function* (p: Problem): Generator<number, Outcome, boolean | void> {
    const { ctx: { raw }, x, b } = p, { rows: n, rowPtr, colIdx, values } = p.matrix!;
    const run = new Run(p, n, 2), [r, weights] = run.v as [number, number];
    try {
      let reason = run.stop(run.residual(r));
      raw.lean_diagonal_f64(n, rowPtr, colIdx, values, weights);
      if (reason === undefined && raw.sor_weigh_f64(n, omega, weights) !== 0) reason = "breakdown";
      while (reason === undefined) {
        raw.sor_forward_f64(n, rowPtr, colIdx, values, weights, b, x);
        if (symmetric) raw.sor_backward_f64(n, rowPtr, colIdx, values, weights, b, x);
        const norm = run.residual(r);
        run.iterations++;
        reason = (yield norm) ? "aborted" : run.stop(norm);
      }
      return run.end(reason);
    } finally {
      run.free();
    }
  };
}
