// Products, factorizations and solves of model problems, with a plain JS loop beside the products. The native side is bench/sparse.mjs.
import { anisotropic2d, poisson2d, poisson3d } from 'lanewise/gallery';

const MODELS = { 'poisson2d/300': () => poisson2d(300), 'aniso2d/200': () => anisotropic2d(200), 'poisson3d/48': () => poisson3d(48), 'poisson2d/100': () => poisson2d(100) };

function problem(name) {
  const A = MODELS[name](), x = Float64Array.from({ length: A.cols }, (_, i) => Math.fround((i * 0.618) % 1)), b = product(A)(x).slice();
  return { A, x, b };
}

/** A·x over compressed rows in plain JS. */
function product({ row, col, values, rows }) {
  const start = new Int32Array(rows + 1), y = new Float64Array(rows);
  for (const i of row) start[i + 1]++;
  for (let i = 0; i < rows; i++) start[i + 1] += start[i];
  return (x) => {
    for (let i = 0; i < rows; i++) {
      let sum = 0;
      for (let k = start[i]; k < start[i + 1]; k++) sum += values[k] * x[col[k]];
      y[i] = sum;
    }
    return y;
  };
}

function near(got, expected, tolerance, what) {
  let apart = 0, size = 0;
  got.forEach((v, i) => { apart += (v - expected[i]) ** 2; size += expected[i] ** 2; });
  if (!(apart <= tolerance ** 2 * size)) throw new Error(`wrong answer: ${what} is ${Math.sqrt(apart / size)} off`);
}

const operands = (k, { A, x, b }) => ({ A: k.csr('f64', A.rows, A.cols, A), X: k.vector('f64', x), B: k.vector('f64', b) });
const release = (...handles) => () => handles.forEach((h) => h.free());

const spmv = (name) => ({
  name: `sparse.spmv/f64/${name}`, unit: 'GFLOP/s', work: 2 * MODELS[name]().values.length, problem: () => problem(name),
  setup({ k, problem: p }) {
    const { A, X, B } = operands(k, p);
    for (let i = 0; i < 20; i++) k.sparse.spmv(B, A, X);
    return { run: () => k.sparse.spmv(B, A, X), check: () => near(B.view, p.b, 1e-14, 'A·x'), free: release(A, X, B) };
  },
  beside: { 'plain JS': { work: 2 * MODELS[name]().values.length, setup: ({ problem: p }) => { const run = product(p.A); return { run: () => run(p.x) }; } } },
  variants: 'default',
});

const solve = (title, name, options) => ({
  name: `sparse.solve/${title}/${name}`, unit: 'solves/s', work: 1e9, problem: () => problem(name),
  setup({ k, problem: p }) {
    const { A, X, B } = operands(k, p);
    const info = k.sparse.solve(X, A, B, options);
    return { run: () => k.sparse.solve(X, A, B, options), check: () => { if (!info.converged) throw new Error(`wrong answer: ${info.reason}`); near(X.view, p.x, 1e-4, 'x'); }, facts: () => ({ iterations: info.iterations }), free: release(A, X, B) };
  },
  variants: 'default',
});

const factor = (kind, name) => ({
  name: `sparse.factor/${kind}/${name}`, unit: 'calls/s', work: 1e9, problem: () => problem(name),
  setup({ k, problem: p }) {
    const { A, X, B } = operands(k, p);
    return {
      run: () => k.sparse.factor(A, kind).free(),
      check: () => { const f = k.sparse.factor(A, kind); f.solve(X, B); f.free(); near(X.view, p.x, 1e-9, 'x'); },
      free: release(A, X, B),
    };
  },
});

export const rows = [
  ...Object.keys(MODELS).map(spmv),
  solve('cg-jacobi', 'poisson2d/300', { method: 'cg', precond: 'jacobi' }),
  solve('cg-mic0', 'poisson2d/300', { method: 'cg', precond: 'mic0' }),
  solve('cg-amg', 'poisson2d/300', { method: 'cg', precond: 'amg' }),
  solve('cg-mic0', 'poisson3d/48', { method: 'cg', precond: 'mic0' }),
  solve('cg-amg', 'poisson3d/48', { method: 'cg', precond: 'amg' }),
  factor('cholesky', 'poisson2d/100'),
  factor('cholesky', 'poisson2d/300'),
  factor('lu', 'poisson2d/100'),
];
