// Conjugate gradients (Hestenes & Stiefel 1952, J. Res. NBS 49), and the flexible form for preconditioners that change from one iteration to the
// next (Golub & Ye 1999, SISC 21; Notay 2000, SISC 22).
import type { Krylov, Outcome, Problem } from "./problem.js";
import { Run, unfit } from "./run.js";
import { Tridiagonal } from "./tridiagonal.js";

/** SPD A and M. x is updated an iteration late, by the pass that makes the next direction, or at the end. */
function* conjugate(p: Problem, flexible: boolean): Generator<number, Outcome, boolean | void> {
  const { ctx: { raw }, M, x, A: { rows: n } } = p;
  const run = new Run(p, n, M === undefined ? 3 : 4), [r, q, d, z = r] = run.v as [number, number, number, number?];
  const lanczos = new Tridiagonal();
  let alpha = 0;
  try {
    let norm = run.residual(r), rr = norm * norm, rho = 0, reason = run.stop(norm);
    const end = (why: NonNullable<typeof reason>): Outcome => run.end(why, flexible ? undefined : lanczos.condition());
    while (reason === undefined) {
      const last = rho;
      let beta: number;
      if (M === undefined) rho = rr; else M.apply(z, r);
      if (flexible && M !== undefined) {
        // Polak–Ribière: z·(r − r_last) / ρ_last, where r − r_last = −α·q.
        rho = raw.krylov_dots_f64(n, z, r, q, run.out);
        beta = last === 0 ? 0 : -alpha * raw.krylov_load_f64(run.out + 8) / last;
      } else {
        if (M !== undefined) rho = raw.dot_f64(n, z, r);
        beta = last === 0 ? 0 : rho / last;
      }
      if (!(rho > 0 && rho < Infinity)) return end(rho === 0 ? "breakdown" : unfit(rho, "indefinite-preconditioner"));
      const waiting = alpha;
      alpha = 0;
      raw.krylov_step_f64(n, waiting, x, beta, d, 1, z);
      run.product(q, d);
      const curvature = raw.dot_f64(n, d, q);
      if (!(curvature > 0 && curvature < Infinity)) return end(unfit(curvature, "indefinite-matrix"));
      const length = rho / curvature;
      rr = raw.krylov_update_f64(n, -length, q, 1, r);
      norm = Math.sqrt(rr);
      run.iterations++;
      if (norm < Infinity) alpha = length;
      lanczos.push(length, beta);
      reason = (yield norm) ? "aborted" : run.stop(norm);
    }
    return end(reason);
  } finally {
    if (alpha !== 0) raw.axpy_f64(n, alpha, d, x);
    run.free();
  }
}

export const cg: Krylov = (p) => conjugate(p, false);
export const fcg: Krylov = (p) => conjugate(p, true);
