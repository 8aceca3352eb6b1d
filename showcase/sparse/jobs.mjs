// One system and the ways to solve it, timed beside the fastest plain one.
import { uniform } from 'lanewise/gallery';
import { secondsOf } from '../clock.mjs';
import { within } from '../rows.mjs';
import { compressed, plainBand, plainBicgstab, plainCg, product, residual } from './plain.mjs';

export const RTOL = 1e-8;
const residualText = (number) => `${number} residual`;

/** A system with a known solution: `{name, A, want, b}`; `symmetric` says which plain solvers suit it. */
export function system(name, problem, { symmetric = true, banded = false } = {}) {
  const A = compressed(problem), want = uniform(1, A.cols, { seed: A.cols, low: 0 });
  return { name, A, want, b: product(A, want), symmetric, banded };
}

/** Plain solvers that get there, as functions to time. */
function plains({ A, b, symmetric, banded }) {
  const limit = Math.min(2 * A.rows, 4000);
  const all = [() => (symmetric ? plainCg : plainBicgstab)(A, b, RTOL, limit).x];
  if (banded) all.push(() => plainBand(A, b));
  return all.filter((run) => {
    const x = run();
    return x !== undefined && residual(A, x, b) <= 1.1 * RTOL;
  });
}

/** `ways`: `[name, options or (k, A, handles) => options]`, where what a function makes is freed after each solve. Answers rows, and the last answers. */
export async function solvedRows(k, one, ways) {
  const { name, A, b } = one;
  const matrix = k.csr('f64', A.rows, A.cols, A), X = k.vector('f64', A.cols), B = k.vector('f64', b);
  const runs = ways.map(([, options]) => () => {
    if (typeof options !== 'function') return k.sparse.solve(X, matrix, B, { rtol: RTOL, ...options });
    return k.scope((s) => k.sparse.solve(X, matrix, B, { rtol: RTOL, ...options(s, matrix) }));
  });
  const found = runs.map((run) => ({ info: run(), x: X.copy() }));
  const theirs = plains(one);
  const seconds = await secondsOf([...runs, ...theirs], { rounds: 1, minMs: 5, warmMs: 50 });
  for (const handle of [matrix, X, B]) handle.free();
  const plain = Math.min(...seconds.slice(runs.length));
  const rows = ways.map(([way], i) => {
    const { info, x } = found[i];
    const check = within(residual(A, x, b), 1.01 * RTOL, residualText);
    return {
      what: name, shape: way === 'auto' ? `auto ${chosen(info)}` : way, check: { ...check, ok: check.ok && info.converged }, ms: seconds[i] * 1e3,
      ...(theirs.length > 0 && { speedup: plain / seconds[i] }),
    };
  });
  return { rows, answers: found.map(({ x }) => x) };
}

/** The method, and the preconditioner where there is room for it. */
function chosen({ method, precond }) {
  const both = `${method} ${precond}`;
  return precond === 'none' || both.length > 8 ? method : both;
}
