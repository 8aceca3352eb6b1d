// GMRES(m) with right preconditioning, Saad & Schultz 1986, SISSC 7(3), and its flexible form, Saad 1993, SISC 14(2).
//
// A new vector is orthogonalised by classical Gram–Schmidt, and once more where much of it was cancelled (Daniel, Gragg, Kaufman & Stewart 1976;
// "twice is enough"); the second projection is made while the first subtraction has the basis at hand.
import { scratchView } from "../../memory/scratch.js";
import type { Krylov, Outcome, Problem } from "./problem.js";
import { hypotenuse, Run } from "./run.js";

/** A cycle that leaves the residual above this part of what it was did nothing. */
const STILL = 1 - 1e-12;
const UNIT = 2 ** -52;
const NOISE = 2 ** -48;

function* arnoldi(p: Problem, flexible: boolean): Generator<number, Outcome, boolean | void> {
  const { ctx: { raw, arena }, M, x, A: { rows: n } } = p, m = Math.max(1, Math.min(p.restart, n, p.maxIterations)), keep = flexible && M !== undefined;
  const run = new Run(p, n, m + 1 + (keep ? m : M === undefined ? 0 : 2), 2 * m + 2), { stride, out: h } = run;
  const v = run.v, z = v.slice(m + 1), g = h + 8 * (m + 1);
  // Column k of the triangle begins at k(k+1)/2; the right-hand side it belongs to; the rotations.
  const R = new Float64Array(m * (m + 1) / 2), rhs = new Float64Array(m + 1), cos = new Float64Array(m), sin = new Float64Array(m);
  let k = 0, largest = 0, before = 0;

  /** R·y = rhs in the first columns; the largest |y_i|. */
  const back = (y: Float64Array, count: number): number => {
    let most = 0;
    for (let i = count - 1; i >= 0; i--) {
      let s = rhs[i]!;
      for (let j = i + 1; j < count; j++) s -= R[j * (j + 1) / 2 + i]! * y[j]!;
      y[i] = s / R[i * (i + 3) / 2]!;
      most = Math.max(most, Math.abs(y[i]!));
    }
    return most;
  };

  /** x ← x + M⁻¹·V·y. */
  const update = (): void => {
    const y = scratchView(arena, "f64", h, m);
    let count = k;
    k = 0;
    // Where A is nearly singular coefficients may grow until rounding of their vectors drowns the residual: a smaller space does better.
    while (count > 0 && !(back(y, count) * UNIT * largest < before)) count--;
    if (count === 0) return;
    if (keep || M === undefined) { raw.krylov_expand_f64(n, count, 1, keep ? z[0]! : v[0]!, stride, h, x); return; }
    scratchView(arena, "f64", z[0]!, n).fill(0);
    raw.krylov_expand_f64(n, count, 1, v[0]!, stride, h, z[0]!);
    M.apply(z[1]!, z[0]!);
    raw.axpy_f64(n, 1, z[1]!, x);
  };

  /** Column k of the Hessenberg matrix, turned into one of R; the residual norm comes back, negative when the space is exhausted. */
  const column = (rest: number, size: number): number => {
    const at = k * (k + 1) / 2, below = Math.sqrt(rest);
    for (let i = 0; i < k; i++) {
      const a = R[at + i]!, b = R[at + i + 1]!;
      R[at + i] = cos[i]! * a + sin[i]! * b;
      R[at + i + 1] = cos[i]! * b - sin[i]! * a;
    }
    // Where the space is exhausted only noise is left, and where A is singular not even that on the diagonal.
    const a = R[at + k]!, singular = !(hypotenuse(a, below) > NOISE * size), done = singular || !(below > UNIT * size), b = done ? 0 : below, length = singular ? 0 : hypotenuse(a, b);
    [cos[k], sin[k]] = length === 0 ? [0, 1] : [a / length, b / length];
    R[at + k] = length;
    rhs[k + 1] = -sin[k]! * rhs[k]!;
    rhs[k] = cos[k]! * rhs[k]!;
    k++;
    if (!done) raw.scale_f64(n, 1 / below, v[k]!);
    return done ? -Math.abs(rhs[k]!) : Math.abs(rhs[k]!);
  };

  try {
    let norm = run.residual(v[0]!), reason = run.stop(norm);
    while (reason === undefined) {
      before = rhs[0] = norm;
      raw.scale_f64(n, 1 / norm, v[0]!);
      let exhausted = false;
      while (reason === undefined && k < m && !exhausted) {
        const w = v[k + 1]!, from = M === undefined ? v[k]! : z[keep ? k : 0]!, at = k * (k + 1) / 2;
        M?.apply(from, v[k]!);
        run.product(w, from);
        raw.krylov_project_f64(n, k + 1, v[0]!, stride, w, h);
        let rest = raw.krylov_reproject_f64(n, k + 1, v[0]!, stride, h, w, g), size = rest;
        const twice = scratchView(arena, "f64", h, 2 * m + 2);
        for (let i = 0; i <= k; i++) size += twice[i]! * twice[i]!;
        const again = !(rest > size / 2);
        if (again) rest = raw.krylov_expand_f64(n, k + 1, -1, v[0]!, stride, g, w);
        if (!Number.isFinite(rest)) { reason = "not-finite"; break; }
        for (let i = 0; i <= k; i++) R[at + i] = twice[i]! + (again ? twice[m + 1 + i]! : 0);
        largest = Math.max(largest, Math.sqrt(size));
        const left = column(rest, Math.sqrt(size));
        exhausted = left < 0 || Object.is(left, -0);
        norm = Math.abs(left);
        run.iterations++;
        reason = (yield norm) ? "aborted" : run.stop(norm);
      }
      update();
      // What an exhausted space promises is looked at.
      if (reason !== undefined && !(exhausted && reason === "rtol")) break;
      norm = run.residual(v[0]!);
      reason = run.stop(norm) ?? (norm > before * STILL ? exhausted ? "breakdown" : "stagnation" : undefined);
    }
    return run.end(reason);
  } catch (e) {
    k = 0;
    throw e;
  } finally {
    try {
      if (k > 0) update();
    } finally {
      run.free();
    }
  }
}

export const gmres: Krylov = (p) => arnoldi(p, false);
export const fgmres: Krylov = (p) => arnoldi(p, true);
