// The fast Walsh–Hadamard transform, resident and in place: n·log₂n additions. Floats beside the addition ceiling, which is what
// bounds them from 2^10 up; integers have more adders than floats, and no ceiling here.
import { steady, transformProblem } from './harness/wht.mjs';

const loops = [{ id: 'plain-wht', mode: 'radix-4' }, { id: 'plain-wht', mode: 'radix-2' }];
const ceilings = { f32: 'f32-add', f64: 'f64-add' };
const log = Math.log2;

/** A resident subject on `rows` transforms of n, for `beside`. */
const resident = (dtype, n, rows = 1, options = {}) => ({
  work: rows * n * log(n),
  setup({ k }) {
    const { x } = transformProblem({ dtype, n, batch: rows });
    const X = rows === 1 ? k.vector(dtype, x) : k.matrix(dtype, rows, n, x);
    return { run: steady(dtype, n, (o) => k.wht.fwht(X, o), options), free: () => X.free() };
  },
});

function row({ dtype = 'f32', n, batch = 1, order, name = `2^${log(n)}`, peers = [], beside }) {
  return {
    name: `wht.fwht/${dtype}/${order ? `${order}/` : ''}${name}`,
    unit: 'Gadd/s',
    work: batch * n * log(n),
    op: 'fwht',
    problem: () => transformProblem({ dtype, n, batch }),
    setup({ k, problem: { x, verify } }) {
      const X = batch === 1 ? k.vector(dtype, x) : k.matrix(dtype, batch, n, x);
      const place = order && k.wht.permutation(n, order);
      return {
        run: steady(dtype, n, (o) => k.wht.fwht(X, o), order ? { order } : {}),
        check: () => verify(k.wht.fwht(X.set(x), order ? { order } : {}).copy(), place && ((i) => place[i])),
        free: () => X.free(),
      };
    },
    peers,
    beside,
    ceiling: ceilings[dtype],
  };
}

/** Along the columns of an n×cols matrix. */
function columns(dtype, n, cols) {
  return {
    name: `wht.fwht/${dtype}/columns/${n}x${cols}`,
    unit: 'Gadd/s',
    work: n * cols * log(n),
    problem: () => transformProblem({ dtype, n, batch: cols }),
    setup({ k, problem: { x, verify } }) {
      const X = k.matrix(dtype, n, cols);
      const fill = () => { const { view } = X; for (let i = 0; i < n; i++) for (let j = 0; j < cols; j++) view[i * cols + j] = x[j * n + i]; };
      fill();
      return {
        run: steady(dtype, n, (o) => k.wht.fwht(X, o), { axis: 'cols' }),
        check() {
          fill();
          verify(k.wht.fwht(X, { axis: 'cols' }).copy(), (i) => (i % cols) * n + Math.floor(i / cols));
          fill();
        },
        free: () => X.free(),
      };
    },
    ceiling: ceilings[dtype],
  };
}

const powers = (...list) => list.map((p) => 2 ** p);

export const rows = [
  ...powers(8, 10, 12, 14, 16, 18, 20, 22, 24).map((n) => row({ n, peers: loops })),
  row({ n: 1024, batch: 4096, name: '4096x1024', peers: loops, beside: { 'one row': resident('f32', 1024) } }),
  row({ n: 128, batch: 32768, name: '32768x128', peers: loops, beside: { 'one row': resident('f32', 128) } }),
  row({ n: 512, batch: 28, name: '28x512' }),
  row({ n: 1024, batch: 28, name: '28x1024' }),
  columns('f32', 1024, 4096),
  columns('f32', 65536, 64),
  columns('f64', 1024, 1024),
  ...powers(10, 12, 14, 16, 18, 20).map((n) => row({ dtype: 'f64', n, peers: loops, beside: { 'own f32': resident('f32', n) } })),
  ...['i32', 'i16'].flatMap((dtype) => powers(10, 14, 20).map((n) => row({ dtype, n, peers: loops }))),
  ...['dyadic', 'sequency'].flatMap((order) => powers(12, 20).map((n) => row({ n, order, beside: { 'own natural': resident('f32', n) } }))),
];
