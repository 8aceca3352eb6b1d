// MINRES with an SPD preconditioner, Paige & Saunders 1975, SINUM 12(4), in the notation of Choi, Paige & Saunders 2011, SISC 33(4).
import type { Outcome, Problem } from "./problem.js";
import { hypotenuse, Run, unfit } from "./run.js";

const UNIT = 2 ** -52;

/** Symmetric A, definite or not. With M the method knows ‖r‖ in the norm of M⁻¹ only, so r itself is carried along. */
export function* minres(p: Problem): Generator<number, Outcome, boolean | void> {
  const { ctx: { raw }, M, x, A: { rows: n } } = p;
  const run = new Run(p, n, M === undefined ? 5 : 8), { v } = run;
  // Lanczos vectors before M⁻¹, the latest in y; z = M⁻¹·y.
  let older = v[0]!, y = v[1]!, w = v[2]!, wOlder = v[3]!, z = v[5] ?? y, spare = v[6] ?? y;
  const q = v[4]!, r = v[7] ?? y;
  try {
    let norm = run.residual(y), reason = run.stop(norm);
    let square = norm * norm;
    if (M !== undefined && reason === undefined) {
      raw.krylov_update_f64(n, 1, y, 0, r);
      M.apply(z, y);
      square = raw.dot_f64(n, y, z);
    }
    if (reason === undefined && !(square > 0 && square < Infinity)) reason = square === 0 ? "breakdown" : unfit(square, "indefinite-preconditioner");
    let beta = Math.sqrt(square), before = 0, cos = -1, sin = 0, dBar = 0, epsilon = 0, phiBar = beta, size = 0;
    while (reason === undefined) {
      run.product(q, z);
      const alpha = raw.dot_f64(n, z, q) / (beta * beta);
      square = raw.krylov_combine_f64(n, 1 / beta, q, -alpha / beta, y, before === 0 ? 0 : -beta / before, older);
      size += alpha * alpha + before * before + beta * beta;
      const scale = 1 / beta;
      before = beta;
      [older, y] = [y, older];
      let next = y;
      if (M !== undefined) {
        next = spare;
        M.apply(next, y);
        square = raw.dot_f64(n, y, next);
      }
      if (!(square >= 0 && square < Infinity)) { reason = unfit(square, "indefinite-preconditioner"); break; }
      beta = Math.sqrt(square);
      if (beta <= UNIT * Math.sqrt(size)) beta = 0;
      const epsilonBefore = epsilon, delta = cos * dBar + sin * alpha, gBar = sin * dBar - cos * alpha;
      epsilon = sin * beta;
      dBar = -cos * beta;
      // ‖A·r‖ of the iterate before: zero where A is singular and no more can be done.
      if (hypotenuse(gBar, dBar) <= UNIT * Math.sqrt(size)) { reason = "stagnation"; break; }
      const gamma = hypotenuse(gBar, beta);
      if (!(gamma > 0)) { reason = "breakdown"; break; }
      cos = gBar / gamma;
      sin = beta / gamma;
      const phi = cos * phiBar;
      phiBar = sin * phiBar;
      raw.krylov_combine_f64(n, scale / gamma, z, -delta / gamma, w, -epsilonBefore / gamma, wOlder);
      [w, wOlder] = [wOlder, w];
      raw.axpy_f64(n, phi, w, x);
      norm = M === undefined ? Math.abs(phiBar) : Math.sqrt(raw.krylov_update_f64(n, beta === 0 ? 0 : -phiBar * cos / beta, y, sin * sin, r));
      [z, spare] = [next, z];
      run.iterations++;
      reason = (yield norm) ? "aborted" : run.stop(norm) ?? (beta === 0 ? "breakdown" : undefined);
    }
    return run.end(reason);
  } finally {
    run.free();
  }
}
