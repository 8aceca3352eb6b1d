// IDR(s) with bi-orthogonalised residual differences, van Gijzen & Sonneveld 2011, ACM TOMS 38(1), Algorithm 913, preconditioned from the right.
import { scratchView } from "../../memory/scratch.js";
import type { Outcome, Problem } from "./problem.js";
import { Run } from "./run.js";

/** ω is lengthened where t is nearly orthogonal to r (Sleijpen & van der Vorst 1995). */
const ANGLE = 0.7;

export function* idrs(p: Problem): Generator<number, Outcome, boolean | void> {
  const { ctx: { raw, arena }, M, x, A: { rows: n } } = p, s = Math.max(1, Math.min(p.restart, n));
  const run = new Run(p, n, 3 * s + (M === undefined ? 2 : 3), 2 * s + 2), { v, stride, out } = run;
  const P = v[0]!, [r, t, vHat = t] = v.slice(3 * s) as [number, number, number?];
  const G = (k: number): number => v[s + k]!, U = (k: number): number => v[2 * s + k]!;
  const at = (i: number): number => out + 8 * i, list = (): Float64Array => scratchView(arena, "f64", out, 2 * s + 2);
  // PᵀG by columns, a lower triangle; f = Pᵀr.
  const mass = Array.from({ length: s }, (_, k) => new Float64Array(s).fill(1, k, k + 1)), f = new Float64Array(s), c = new Float64Array(s);
  try {
    let norm = run.residual(r), reason = run.stop(norm), omega = 1;
    for (let k = 0; reason === undefined && k < s; k++) {
      raw.krylov_shadow_f64(n, k, v[k]!);
      for (let twice = 0; k > 0 && twice < 2; twice++) {
        raw.krylov_project_f64(n, k, P, stride, v[k]!, out);
        raw.krylov_expand_f64(n, k, -1, P, stride, out, v[k]!);
      }
      raw.scale_f64(n, 1 / Math.sqrt(raw.dot_f64(n, v[k]!, v[k]!)), v[k]!);
    }
    cycle: while (reason === undefined) {
      raw.krylov_project_f64(n, s, P, stride, r, out);
      f.set(list().subarray(0, s));
      for (let k = 0; k < s; k++) {
        for (let i = k; i < s; i++) {
          let sum = f[i]!;
          for (let j = k; j < i; j++) sum -= mass[j]![i]! * c[j]!;
          c[i] = sum / mass[i]![i]!;
        }
        // t ← r − G·c, U_k ← U·c + ω·M⁻¹·t
        list().set(c);
        raw.krylov_update_f64(n, 1, r, 0, t);
        raw.krylov_expand_f64(n, s - k, -1, G(k), stride, at(k), t);
        M?.apply(vHat, t);
        raw.krylov_update_f64(n, omega, vHat, c[k]!, U(k));
        if (k + 1 < s) raw.krylov_expand_f64(n, s - k - 1, 1, U(k + 1), stride, at(k + 1), U(k));
        run.product(G(k), U(k));
        raw.krylov_project_f64(n, s, P, stride, G(k), out);
        const column = mass[k]!, a = list();
        column.set(a.subarray(0, s));
        for (let i = 0; i < k; i++) {
          const alpha = column[i]! / mass[i]![i]!;
          a[s + i] = alpha;
          for (let j = i; j < s; j++) column[j]! -= alpha * mass[i]![j]!;
        }
        if (k > 0) {
          raw.krylov_expand_f64(n, k, -1, G(0), stride, at(s), G(k));
          raw.krylov_expand_f64(n, k, -1, U(0), stride, at(s), U(k));
        }
        const beta = f[k]! / column[k]!;
        if (!Number.isFinite(beta)) { reason = column[k] === 0 ? "breakdown" : "not-finite"; break cycle; }
        norm = Math.sqrt(raw.krylov_update_f64(n, -beta, G(k), 1, r));
        raw.axpy_f64(n, beta, U(k), x);
        run.iterations++;
        reason = (yield norm) ? "aborted" : run.stop(norm);
        if (reason !== undefined) break cycle;
        for (let i = k + 1; i < s; i++) f[i]! -= beta * column[i]!;
      }
      const ahead = M === undefined ? r : vHat;
      M?.apply(ahead, r);
      run.product(t, ahead);
      const ts = raw.krylov_dots_f64(n, t, r, t, out), tt = raw.krylov_load_f64(out + 8), length = Math.sqrt(tt);
      if (!(tt > 0 && ts !== 0)) { reason = Number.isNaN(tt) ? "not-finite" : "breakdown"; break; }
      omega = ts / tt;
      const cos = Math.abs(ts) / (length * norm);
      if (cos < ANGLE) omega *= ANGLE / cos;
      raw.axpy_f64(n, omega, ahead, x);
      norm = Math.sqrt(raw.krylov_update_f64(n, -omega, t, 1, r));
      run.iterations++;
      reason = (yield norm) ? "aborted" : run.stop(norm);
    }
    return run.end(reason!);
  } finally {
    run.free();
  }
}
