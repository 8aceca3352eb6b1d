// BiCGSTAB with right preconditioning: van der Vorst 1992, SISSC 13(2). The residual it drives is that of A·x = b itself.
import type { Outcome, Problem } from "./problem.js";
import { Run } from "./run.js";

/** An inner product this small beside its vectors carries no digit. */
const NOTHING = 2 ** -80;

export function* bicgstab(p: Problem): Generator<number, Outcome, boolean | void> {
  const { ctx: { raw }, M, x, A: { rows: n } } = p;
  const run = new Run(p, n, M === undefined ? 5 : 7), { out } = run;
  const [shadow, r, d, v, t, dHat = d, rHat = r] = run.v as [number, number, number, number, number, number?, number?];
  try {
    let norm = run.residual(r), reason = run.stop(norm), restarts = 0, restartedAt = Infinity, first = true;
    let rho = norm * norm, last = 1, alpha = 1, omega = 1, size = norm;
    raw.krylov_update_f64(n, 1, r, 0, shadow);
    while (reason === undefined) {
      if (!(Math.abs(rho) > NOTHING * norm * size && omega !== 0)) {
        // Once more from here with another shadow residual, and again only if that helped.
        if (!(norm < restartedAt / 2)) { reason = "breakdown"; break; }
        restartedAt = norm;
        raw.krylov_shadow_f64(n, restarts++, shadow);
        size = Math.sqrt(raw.dot_f64(n, shadow, shadow));
        norm = run.residual(r);
        if (norm <= p.target) { reason = "rtol"; break; }
        rho = raw.dot_f64(n, shadow, r);
        omega = 1;
        first = true;
        if (!(Math.abs(rho) > NOTHING * norm * size)) { reason = "breakdown"; break; }
      }
      const beta = first ? 0 : rho / last * (alpha / omega);
      first = false;
      raw.krylov_combine_f64(n, 1, r, -beta * omega, v, beta, d);
      M?.apply(dHat, d);
      run.product(v, dHat);
      const along = raw.dot_f64(n, shadow, v);
      last = rho;
      alpha = rho / along;
      if (along === 0 || !Number.isFinite(alpha)) {
        if (Number.isNaN(along)) { reason = "not-finite"; break; }
        rho = 0;
        continue;
      }
      norm = Math.sqrt(raw.krylov_update_f64(n, -alpha, v, 1, r));
      if (norm <= p.target) omega = 0;
      else {
        M?.apply(rHat, r);
        run.product(t, rHat);
        const ts = raw.krylov_dots_f64(n, t, r, t, out), tt = raw.krylov_load_f64(out + 8);
        omega = tt > 0 || tt !== tt ? ts / tt : 0;
        if (!Number.isFinite(omega)) { reason = "not-finite"; break; }
      }
      raw.krylov_combine_f64(n, alpha, dHat, omega, rHat, 1, x);
      norm = Math.sqrt(raw.krylov_update2_f64(n, -omega, t, 1, r, shadow, out));
      rho = raw.krylov_load_f64(out + 8);
      run.iterations++;
      reason = (yield norm) ? "aborted" : run.stop(norm);
    }
    return run.end(reason);
  } finally {
    run.free();
  }
}
