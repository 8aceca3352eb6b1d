// The bars of the flip family: each gives rows { name, what, ratio, bar, atMost?, … }; a ratio must reach its bar (or stay below, with atMost). Answers are checked before
// a time counts; speeds are ratios of CPU times within one run.
import { readdirSync, readFileSync } from 'node:fs';
import { parseScheme, parseSchemes } from 'lanewise/io';
import { openblas } from './native.mjs';
import { close, errorOf, fill, operands } from './operands.mjs';
import { interleaved } from '../harness/interleaved.mjs';

const folder = new URL('../../../shared/data/flip/schemes/', import.meta.url);
const stored = (file) => parseScheme(readFileSync(new URL(file, folder)));
const gflops = (m, k, n, seconds) => (2 * m * k * n) / seconds / 1e9;
const shapeOf = (m, k, n) => (m === k && k === n ? `${m}` : `${m}x${k}x${n}`);
/** What two right answers may differ by in any entry. */
const ERROR = { f32: 2e-3, f64: 1e-11 };
/** What errors of sampled entries may be. */
const PROMISED = { f32: 5e-4, f64: 5e-12 };

/** Every stored scheme, exactly. */
export async function* verify(k) {
  const files = readdirSync(folder, { recursive: true }).filter((f) => /\.(json|npz|npy|txt|m|exp|mpl)$/.test(f) && !/^structured.*txt$/.test(f)).sort();
  let schemes = 0, wrong = 0;
  const spent = performance.now();
  for (const file of files) {
    const bytes = readFileSync(new URL(file, folder));
    const ring = /f2|Z2/.test(file) ? { ring: 'Z2' } : {};
    for (const s of await parseSchemes(bytes, undefined, { ...(file.endsWith('.npy') ? { name: file.split('/').at(-1) } : {}), ...ring })) {
      schemes++;
      if (!k.flip.verify(s).ok) wrong++;
    }
  }
  yield { name: 'published schemes', what: `${schemes} of ${files.length} files, ${((performance.now() - spent) / 1e3).toFixed(1)} s with reading`, ratio: wrong, bar: 0, atMost: true, unit: 'wrong' };
  const two = k.flip.best(2, 2, 2), eight = k.flip.product(k.flip.product(two, two), two);
  const [seconds] = interleaved([() => { if (!k.flip.verify(eight).ok) throw new Error('wrong answer: 8x8x8'); }], { total: 1 });
  yield { name: '8x8x8:343', what: 'verify', ratio: seconds, bar: 1, atMost: true, unit: 's' };
}

/** From two elements to the integers. */
export function* lift(k) {
  for (const [file, reduced] of [['3x3x3_m23_additions60_ZT.json', true], ['3x4x5_m47_ZT.json', true], ['at_4x5x5_m76_Z2.json', false]]) {
    const s = reduced ? k.flip.reduceRing(stored(file), 'Z2') : stored(file);
    const from = process.cpuUsage(), first = k.flip.lift(s), spent = process.cpuUsage(from);
    if (!first || !k.flip.verify(first).ok) throw new Error(`wrong answer: ${file} did not lift`);
    const [seconds] = interleaved([() => k.flip.lift(s)], { total: 1 });
    yield { name: `${s.shape.join('x')}:${s.rank}`, what: `to ${first.ring}, first call ${((spent.user + spent.system) / 1e3).toFixed(0)} ms`, ratio: seconds * 1e3, bar: 100, atMost: true, unit: 'ms' };
  }
  const s = stored('at_4x4x4_m47_Z2.json');
  const [seconds] = interleaved([() => { if (k.flip.lift(s) !== null) throw new Error('wrong answer: 4x4x4:47 lifted'); }], { total: 0.5 });
  yield { name: '4x4x4:47', what: `refused in ${(seconds * 1e3).toFixed(1)} ms`, ratio: 1, bar: 1 };
}

/** Our classical kernel against one of the fast products. */
function* against(k, dtype, [m, kk, n], what, options, bar, { native = false, error = ERROR[dtype], total = 6 } = {}) {
  const x = operands(k, dtype, m, kk, n);
  try {
    const run = () => k.dense.gemm(x.D, x.A, x.B, options), classical = () => k.dense.gemm(x.C, x.A, x.B);
    run();
    classical();
    close(what, x.C, x.D, error);
    const off = errorOf(x.D, x.A, x.B);
    if (!(off <= PROMISED[dtype])) throw new Error(`wrong answer: ${what} is off by ${off} of the root mean square`);
    const [fast, slow] = interleaved([run, classical], { total });
    const blas = native ? openblas(dtype, m, kk, n) : undefined;
    yield {
      name: `${dtype} ${shapeOf(m, kk, n)}`, what: `${what}: ${gflops(m, kk, n, fast).toFixed(1)} GF/s, classical ${gflops(m, kk, n, slow).toFixed(1)}${blas ? `, OpenBLAS ${gflops(m, kk, n, blas).toFixed(1)}` : ''}`,
      ratio: slow / fast, bar, error: off,
    };
  } finally {
    x.free();
  }
}

export function* strassen(k) {
  const options = { algorithm: 'strassen' };
  for (const [n, bar] of [[256, 1.15], [512, 1.3], [1024, 1.42], [2048, 1.63], [4096, 1.88]]) yield* against(k, 'f32', [n, n, n], 'strassen', options, bar, { native: true, total: n > 2000 ? 12 : 4 });
  for (const [n, bar] of [[1024, 1.45], [2048, 1.62], [4096, 1.82]]) yield* against(k, 'f64', [n, n, n], 'strassen', options, bar, { native: true, total: n > 2000 ? 12 : 4 });
  yield* against(k, 'f32', [2048, 1024, 3072], 'strassen', options, 1.55);
}

/** Odd sizes beside the even size next to them: the rate may be 8 % less. */
export function* odd(k) {
  for (const n of [257, 385, 511, 777, 1001, 1025, 1535, 2047]) {
    const x = operands(k, 'f32', n, n, n), y = operands(k, 'f32', n + (n % 2), n + 1, n + 1);
    const [a, b] = interleaved([() => k.dense.gemm(x.C, x.A, x.B, { algorithm: 'strassen' }), () => k.dense.gemm(y.C, y.A, y.B, { algorithm: 'strassen' })], { total: 3 });
    k.dense.gemm(x.D, x.A, x.B);
    close(`${n}`, x.D, x.C, ERROR.f32);
    yield { name: `f32 ${n}`, what: `rate over that of ${n + 1}`, ratio: (n / (n + 1)) ** 3 * (b / a), bar: 0.92 };
    x.free();
    y.free();
  }
}

/** Stored schemes as outer levels, the 2x2x2 kernel inside, within 8 % of what was measured for this design. */
export function* plans(k) {
  const list = [['3x4x5_m47_ZT.json', [1536, 2048, 2560], 2, 1.487], ['3x4x5_m47_ZT.json', [1536, 2048, 2560], 3, 1.595], ['4x4x4_m49_ZT.json', [4096, 4096, 4096], 3, 1.765], ['4x4x4_m49_ZT.json', [4096, 4096, 4096], 4, 1.876]];
  for (const [file, shape, inner, wanted] of list) {
    const scheme = stored(file), line = k.flip.reduceAdditions(scheme, { tries: 20 }), plan = k.flip.plan(line, { levels: 1, strassen: inner });
    yield* against(k, 'f32', shape, `${scheme.shape.join('x')}:${scheme.rank} + ${inner} levels`, { algorithm: plan }, wanted * 0.92, { total: 8 });
    plan.free();
  }
}

/** auto on random shapes is never slower. */
export function* auto(k, { shapes = 200 } = {}) {
  let state = 2026, worst = Infinity, sum = 0, recursed = 0, at = '';
  const draw = () => { state = (Math.imul(state, 1664525) + 1013904223) >>> 0; return Math.round(64 * 32 ** (state / 2 ** 32)); };
  for (let i = 0; i < shapes; i++) {
    const [m, kk, n] = [draw(), draw(), draw()], x = operands(k, 'f32', m, kk, n);
    const fast = () => k.dense.gemm(x.D, x.A, x.B, { algorithm: 'auto' }), classical = () => k.dense.gemm(x.C, x.A, x.B);
    fast();
    classical();
    close(shapeOf(m, kk, n), x.C, x.D, 5e-4);
    let [a, b] = interleaved([fast, classical], { total: 0.25, least: 3, most: 9, roundMs: 8 });
    if (b / a < 0.99) [a, b] = interleaved([fast, classical], { total: 1.5, least: 9, most: 31 });
    if (b / a > 1.05) recursed++;
    sum += Math.log(b / a);
    if (b / a < worst) { worst = b / a; at = shapeOf(m, kk, n); }
    x.free();
  }
  yield { name: `f32, ${shapes} shapes 64..2048`, what: `worst at ${at}; ${recursed} gained, geometric mean ${Math.exp(sum / shapes).toFixed(3)}`, ratio: worst, bar: 0.97 };
}

/** A·Aᵀ by the rank-34 scheme against plain recursion with the same products, as deep (leaves of 64), and syrk as it chooses against the classical kernel. */
export function* gram(k, { large = false, sizes = large ? [1024, 2048, 4096] : [1024, 2048] } = {}) {
  const { scheme } = k.flip.catalog().find((e) => e.target === 'gt' && e.rank === 34);
  for (const n of sizes) {
    const levels = Math.log2(n / 64), plans = [[scheme, levels - 2], [k.flip.structured('gt', 2), levels - 1]].map(([s, strassen]) => k.flip.plan(s, { levels: 1, strassen }));
    const A = k.matrix('f32', n, n), [C, D] = plans.map(() => k.matrix('f32', n, n));
    fill(A.view, 1);
    const [fast, plain] = plans.map((algorithm, i) => () => k.dense.syrk([D, C][i], A, { algorithm }));
    fast();
    plain();
    close('syrk by plans', C, D, ERROR.f32);
    const [a, b] = interleaved([fast, plain], { total: 8 });
    yield { name: `f32 ${n}`, what: `A·Aᵀ by 4x4:34, over 2x2 blocks and as many levels: ${gflops(n, n, n / 2, a).toFixed(1)} GF/s over ${gflops(n, n, n / 2, b).toFixed(1)}`, ratio: b / a, bar: n < 4096 ? 1 : 1.03 };
    [...plans, A, C, D].forEach((h) => h.free());
  }
  for (const [dtype, n] of [['f32', 2048], ['f32', 4096], ['f64', 2048]]) {
    const A = k.matrix(dtype, n, n), C = k.matrix(dtype, n, n), D = k.matrix(dtype, n, n);
    fill(A.view, 1);
    const run = () => k.dense.syrk(D, A, { algorithm: 'auto' }), classical = () => k.dense.syrk(C, A);
    run();
    classical();
    close('syrk', C, D, ERROR[dtype]);
    const [a, b] = interleaved([run, classical], { total: 8 });
    yield { name: `${dtype} ${n}`, what: `A·Aᵀ, over the classical syrk`, ratio: b / a, bar: 1.03 };
    [A, C, D].forEach((h) => h.free());
  }
}

/** Whole numbers: every scheme of the catalogue gives the classical product, bit for bit. */
export function* exact(k) {
  let wrong = 0, count = 0;
  for (const { shape: [n, m, p], target, rank, ring } of k.flip.catalog()) {
    if (target !== undefined || ring === 'Z2' || ring === 'Z3') continue;
    const s = k.flip.best(n, m, p, ring);
    if (s.denominators) continue;
    const x = operands(k, 'i32', n * 13 + 1, m * 11 + 2, p * 12 + 3);
    for (const levels of [1, 2]) {
      const plan = k.flip.plan(s, { levels });
      plan.run(x.C, x.A, x.B);
      const a = x.A.view, b = x.B.view, c = x.C.view, { rows, cols: K } = x.A, { cols: N } = x.B;
      for (let i = 0; i < rows; i++) for (let j = 0; j < N; j++) {
        let sum = 0;
        for (let t = 0; t < K; t++) sum = (sum + Math.imul(a[i * K + t], b[t * N + j])) | 0;
        if (c[i * N + j] !== sum) wrong++;
      }
      plan.free();
      count++;
    }
    void rank;
    x.free();
  }
  yield { name: 'i32', what: `${count} products of catalogue schemes, 1 and 2 levels`, ratio: wrong, bar: 0, atMost: true, unit: 'wrong entries' };
}

/** Error and speed of what can multiply 2048-class matrices: the front. */
export function* front(k) {
  const [m, kk, n] = [1536, 2048, 2560], x = operands(k, 'f32', m, kk, n), ways = [['classical', undefined]];
  for (const levels of [1, 2, 3, 4, 5]) ways.push([`2x2x2, ${levels} levels`, { algorithm: 'strassen', levels }]);
  const schemes = [[3, 3, 3], [3, 4, 4], [2, 3, 4]].map(([a, b, c]) => k.flip.best(a, b, c));
  const file = '3x4x5_m47_ZT.json';
  schemes.push(stored(file));
  const made = [];
  for (const s of schemes) for (const inner of [1, 2, 3]) {
    const plan = k.flip.plan(k.flip.reduceAdditions(s, { tries: 10 }), { levels: 1, strassen: inner });
    made.push(plan);
    ways.push([`${s.shape.join('x')}:${s.rank} + ${inner}`, { algorithm: plan }]);
  }
  const runs = ways.map(([, options]) => () => k.dense.gemm(x.C, x.A, x.B, options));
  const errors = runs.map((run) => { run(); return errorOf(x.C, x.A, x.B); });
  const times = interleaved(runs, { total: 30, least: 3, most: 5 });
  for (const [i, [what]] of ways.entries()) {
    const dominated = ways.some((_, j) => times[j] < times[i] && errors[j] <= errors[i]);
    yield { name: shapeOf(m, kk, n), what, ratio: times[0] / times[i], bar: 0, error: errors[i], front: !dominated };
  }
  made.forEach((p) => p.free());
  x.free();
}

/** Errors that were measured beside the bound that is promised: entries are at most 1/2 in size, and the root mean square of C is √size/12. */
export function* error(k) {
  for (const [n, m, p] of [[2, 2, 2], [2, 3, 3], [3, 3, 3], [2, 2, 3]]) for (const levels of [1, 2, 3]) {
    const size = Math.max(n, m, p) ** levels * 8, x = operands(k, 'f32', size, size, size), s = k.flip.best(n, m, p), plan = k.flip.plan(s, { levels, strassen: 0 });
    plan.run(x.C, x.A, x.B);
    const { growth } = k.flip.stability(s);
    yield { name: `${n}x${m}x${p}:${s.rank}`, what: `${levels} levels, ${size}: growth factor ${growth}`, ratio: errorOf(x.C, x.A, x.B), bar: plan.errorBound(size, size, size) * 0.25 * 12 / Math.sqrt(size), atMost: true, unit: 'of rms' };
    plan.free();
    x.free();
  }
}

export const bars = { verify, lift, strassen, odd, plans, auto, gram, exact, front, error };
