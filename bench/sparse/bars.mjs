// The bars of the sparse family: each gives rows { name, ours, theirs, ratio, bar, unit, … }. Answers are checked before a time counts.
import { cholmod, native } from './native.mjs';
import { backwardError, problem, product, relativeResidual, solution, SPD, SQUARE } from './problems.mjs';
import { best, bestOfBatches } from './time.mjs';

const wrong = (what) => { throw new Error(`wrong answer: ${what}`); };

/** The matrix in the instance, b = A·x*, and x. */
function made(k, name) {
  const p = problem(name);
  if (!p) return undefined;
  const exact = solution(p.cols), b = product(p, exact);
  const A = k.csr('f64', p.rows, p.cols, p);
  return { p, A, b, X: k.vector('f64', p.cols), B: k.vector('f64', b), free() { A.free(); this.X.free(); this.B.free(); } };
}

function* each(k, names, body) {
  for (const name of names) {
    const m = made(k, name);
    if (!m) { yield { name, skipped: '../shared/data/sparse is not there' }; continue; }
    try {
      yield* body(m, name);
    } catch (e) {
      yield { name, failed: e.message };
    } finally {
      m.free();
    }
  }
}

const row = (name, what, ours, theirs, bar, unit, more = {}) => ({ name, what, ours, theirs, ratio: ours / theirs, bar, unit, ...more });
const eigenCg = (n) => Math.min(...['eigen-cg', 'eigen-cg-jacobi'].map((s) => (n[s]?.ok ? n[s].solve_ms : Infinity)));
const bestEigen = (n) => Math.min(...Object.entries(n).filter(([s, r]) => s.startsWith('eigen-cg') && r.ok).map(([, r]) => r.setup_ms + r.solve_ms));

export function* spmv(k) {
  const named = { csrmat_FE: 0.62, poisson_100x100: 0.62, bcsstk16: 0.62 };
  const ratios = [];
  for (const r of each(k, [...SQUARE, 'Franz6_id1959_aug'].filter((n) => (problem(n)?.values.length ?? 5000) >= 5000), function* ({ p, A, X, B, b }, name) {
    X.set(solution(p.cols));
    const y = k.vector('f64', p.rows);
    for (let i = 0; i < 20; i++) k.sparse.spmv(y, A, X);
    y.view.forEach((v, i) => { if (!(Math.abs(v - b[i]) <= 1e-12 * (1 + Math.abs(b[i])) * 1e3)) wrong(`row ${i}`); });
    const ours = bestOfBatches(() => k.sparse.spmv(y, A, X)) * 1e3;
    y.free();
    void B;
    yield row(name, 'spmv', ours, native(p.file, { direct: false })['spmv-eigen'].us, named[name] ?? 1.05, 'µs', { format: A.format });
  })) {
    if (r.ratio) ratios.push(r.ratio);
    yield r;
  }
  const mean = Math.exp(ratios.reduce((s, r) => s + Math.log(r), 0) / ratios.length);
  yield { name: 'geometric mean', what: 'spmv', ratio: mean, bar: 0.7 };
}

export function* cg(k) {
  const names = [...SPD.filter((n) => (problem(n)?.rows ?? 0) > 2000), 'poisson2d_300', 'aniso2d_200'];
  yield* each(k, names, function* ({ p, A, X, B, b }, name) {
    const run = (maxIterations) => k.sparse.solve(X, A, B, { method: 'cg', precond: 'jacobi', maxIterations });
    const info = run(20000);
    if (!info.converged || relativeResidual(p, X.copy(), b) > 1.01e-8) wrong(info.reason);
    const few = best(() => run(1)), all = best(() => run(20000));
    const n = native(p.file, { direct: false })['eigen-cg-jacobi'];
    yield row(name, 'Jacobi CG, an iteration', (all - few) / (info.iterations - 1) * 1e3, n.solve_ms / n.iters * 1e3, name.includes('2d_') ? 0.65 : 0.8, 'µs', { iterations: info.iterations, theirIterations: n.iters });
  });
}

export function* pcg(k) {
  const bars = { poisson_100x100: 0.25, poisson2d_300: 0.25, aniso2d_200: 0.25, poisson3d_48: 0.35, csrmat_FE: 0.7, crystm01: 0.7, bcsstk16: 0.7, bcsstk13: 0.7 };
  yield* each(k, Object.keys(bars), function* ({ p, A, X, B, b }, name) {
    let least = Infinity, which, iterations;
    for (const precond of ['auto', 'mic0', 'dic', 'ssor', 'ic0', 'jacobi']) {
      let info;
      try { info = k.sparse.solve(X, A, B, { method: 'cg', precond }); } catch { continue; }
      if (!info.converged || relativeResidual(p, X.copy(), b) > 1.01e-8) continue;
      const time = best(() => k.sparse.solve(X, A, B, { method: 'cg', precond }), { total: 0.7 });
      if (time < least) { least = time; which = precond === 'auto' ? `auto: ${info.precond}` : precond; iterations = info.iterations; }
    }
    const n = native(p.file, { direct: false });
    yield row(name, 'best preconditioned CG', least, bestEigen(n), bars[name], 'ms', { which, iterations });
    const ic = k.sparse.solve(X, A, B, { method: 'cg', precond: 'ic0' }), theirs = n['eigen-cg-ic(nat)'].iters;
    yield { name, what: 'IC(0) iterations over Eigen’s', ours: ic.iterations, theirs, ratio: ic.iterations / (theirs + Math.max(3, 0.05 * theirs)), bar: 1, unit: 'its' };
  });
}

export function* cholesky(k) {
  const bars = { bcsstk16: 1, crystm01: 1, poisson_100x100: 1, poisson2d_300: 1 };
  yield* each(k, [...SPD, 'poisson2d_300', 'poisson3d_48'], function* ({ p, A, X, B, b }, name) {
    const large = name === 'poisson3d_48';
    const options = large ? { warm: 1, most: 3 } : {};
    const f = k.sparse.factor(A, 'cholesky');
    f.solve(X, B);
    const { componentwise } = backwardError(p, X.copy(), b);
    if (!(componentwise < 1e-13)) wrong(`backward error ${componentwise}`);
    const solve = best(() => f.solve(X, B)), apply = best(() => f.apply(X, B)), nnz = f.nnz;
    f.free();
    const ours = best(() => k.sparse.factor(A, 'cholesky'), { ...options, end: (x) => x.free() });
    if (large) {
      const theirs = cholmod(p.file);
      yield row(name, 'Cholesky set-up / CHOLMOD', ours, theirs.setup_ms, 1.1, 'ms', { nnz, solve, apply, cholmodNnz: theirs.nnz });
    } else {
      const n = native(p.file, { fresh: true });
      const facts = { nnz, solve, apply, cholmodSolve: n.cholmod?.solve_ms };
      yield row(name, 'Cholesky set-up / Eigen LDLᵀ', ours, n['eigen-ldlt-amd'].setup_ms, bars[name] ? 0.45 : 1, 'ms', facts);
      if (bars[name]) yield row(name, 'Cholesky set-up / CHOLMOD', ours, n.cholmod.setup_ms, 0.6, 'ms');
    }
  });
}

export function* lu(k) {
  yield* each(k, SQUARE, function* ({ p, A, X, B, b }, name) {
    const f = k.sparse.factor(A, 'lu');
    f.solve(X, B);
    const { normwise } = backwardError(p, X.copy(), b);
    if (!(normwise <= 1e-14)) wrong(`backward error ${normwise}`);
    const again = best(() => f.refactor(A));
    f.free();
    const ours = best(() => k.sparse.factor(A, 'lu'), { end: (x) => x.free() });
    const n = native(p.file);
    yield row(name, 'LU order + numeric / Eigen', ours, n['eigen-sparselu-colamd'].setup_ms, 1, 'ms');
    yield row(name, 'LU order + numeric / UMFPACK', ours, n.umfpack.setup_ms, 1.2, 'ms');
    yield { name, what: 'LU refactor / first', ours: again, theirs: ours, ratio: again / ours, bar: 0.6, unit: 'ms' };
  });
}

export function* amg(k) {
  const times = [];
  const bars = { poisson2d_300: [0.15, 35], poisson2d_1000: [0.05, 35], poisson3d_100: [0.4, 65], aniso2d_200: [undefined, 35], poisson_100x100: [undefined, 35], poisson3d_48: [undefined, 65] };
  yield* each(k, Object.keys(bars), function* ({ p, A, X, B, b }, name) {
    const large = p.rows >= 500_000;
    const options = { warm: large ? 1 : 3, most: large ? 3 : 25 };
    const peakBefore = k.memory().peak;
    const info = k.sparse.solve(X, A, B, { method: 'cg', precond: 'amg' });
    if (!info.converged || relativeResidual(p, X.copy(), b) > 1.01e-8) wrong(info.reason);
    const total = best(() => k.sparse.solve(X, A, B, { method: 'cg', precond: 'amg' }), options);
    const setup = best(() => k.sparse.amg(A), { ...options, end: (x) => x.free() });
    const M = k.sparse.amg(A), bytes = M.bytes;
    M.free();
    const [bar, perEntry] = bars[name];
    yield { name, what: 'AMG-CG iterations', ours: info.iterations, ratio: info.iterations, bar: 14, unit: 'its' };
    if (bar) yield row(name, 'AMG-CG / Eigen CG', total, eigenCg(native(p.file, { direct: false, seconds: 75 })), bar, 'ms', { setup, bytes, peak: Math.max(peakBefore, k.memory().peak), capacity: k.memory().capacity });
    if (/^poisson(2d|_100x)/.test(name)) times.push([Math.log(p.values.length), Math.log(setup)]);
    yield { name, what: 'AMG set-up an entry', ours: setup * 1e6 / p.values.length, ratio: setup * 1e6 / p.values.length, bar: perEntry, unit: 'ns' };
  });
  if (times.length < 3) return;
  const mean = (c) => times.reduce((s, t) => s + t[c], 0) / times.length, [mx, my] = [mean(0), mean(1)];
  const slope = times.reduce((s, [x, y]) => s + (x - mx) * (y - my), 0) / times.reduce((s, [x]) => s + (x - mx) ** 2, 0);
  yield { name: 'poisson2d 100, 300, 1000', what: 'AMG set-up ~ entries to the power', ours: slope, ratio: slope, bar: 1.1, unit: '' };
}

export function* hard(k) {
  yield* each(k, SQUARE, function* ({ p, A, X, B, b }, name) {
    const info = k.sparse.solve(X, A, B);
    const time = best(() => k.sparse.solve(X, A, B), { total: 0.5 });
    const truth = relativeResidual(p, X.copy(), b);
    if (info.converged !== (truth <= 1.001e-8)) wrong(`says ${info.converged}, true residual ${truth}`);
    const { normwise, componentwise } = backwardError(p, X.copy(), b);
    yield { name, what: `auto: ${info.method}${info.precond === 'none' ? '' : ` + ${info.precond}`}`, ours: time, ratio: info.converged ? 0 : 2, bar: 1, unit: 'ms', why: info.why, truth };
    if (!['cholesky', 'lu', 'ldl', 'triangular'].includes(info.method)) return;
    yield { name, what: 'normwise backward error', ours: normwise, ratio: normwise / 1e-14, bar: 1, unit: '' };
    yield { name, what: 'componentwise backward error', ours: componentwise, ratio: componentwise / 1e-12, bar: 1, unit: '' };
  });
}

export const bars = { spmv, cg, pcg, cholesky, lu, amg, hard };
