// Multigrid through the public surface: how fast it converges, that it is symmetric, what it does with matrices it was not made for.
import type { Amg, AmgOptions, Csr, Kernels, Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { applied, assemble, dot, elasticity, laplace, load, type Plain, randomSpd, solved, times, uniform } from "../helpers/sparse.amg.js";
import { close, equal, match, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Coarsen = NonNullable<AmgOptions["coarsen"]>;

/** Iterations of CG to 1e-8, and all else that must hold of a solve. */
function iterations(k: Kernels, A: Plain, o: AmgOptions = {}, b = times(A, uniform(A.rows, 1))): number {
  const before = k.memory().used, a = load(k, A), M = k.sparse.amg(a, o);
  a.free();
  const { iterations: n, relative } = solved(k, A, M, b);
  ok(relative <= 1.01e-8, `residual ${relative} after ${n} iterations`);
  M.free();
  equal(k.memory().used, before, "memory().used");
  return n;
}

const grids: readonly (readonly [name: string, A: Plain, bars: Readonly<Record<Coarsen, number>>])[] = [
  ["1-D", laplace([1000]), { "smoothed-aggregation": 12, "ruge-stuben": 8, matching: 32 }],
  ["2-D", laplace([50, 47]), { "smoothed-aggregation": 12, "ruge-stuben": 11, matching: 20 }],
  ["3-D", laplace([14, 13, 15]), { "smoothed-aggregation": 12, "ruge-stuben": 13, matching: 18 }],
  ["anisotropic", laplace([50, 50], [1, 0.01]), { "smoothed-aggregation": 12, "ruge-stuben": 10, matching: 36 }],
];

function grid(name: string, A: Plain, coarsen: Coarsen, bar: number): (k: Kernels) => void {
  return (k) => {
    const n = iterations(k, A, { coarsen });
    ok(n <= bar, `${name}, ${coarsen}: ${n} iterations, expected at most ${bar}`);
  };
}

function flat(k: Kernels): void {
  const [small, large] = [24, 96].map((n) => iterations(k, laplace([n, n]))) as [number, number];
  ok(large <= small + 3, `${small} iterations on 24², ${large} on 96²`);
}

/** xᵀ·M⁻¹·y = yᵀ·M⁻¹·x and xᵀ·M⁻¹·x > 0. */
function symmetric(k: Kernels): void {
  const A = randomSpd(400, 3, 5), a = load(k, A), x = uniform(A.rows, 2), y = uniform(A.rows, 3);
  for (const coarsen of ["smoothed-aggregation", "ruge-stuben", "matching"] as const) for (const relax of ["jacobi", "gauss-seidel", "chebyshev"] as const) {
    for (const cycle of ["V", "W", "K"] as const) for (const precision of ["f64", "f32"] as const) for (const sweeps of [1, 2]) {
      const M = k.sparse.amg(a, { coarsen, relax, cycle, precision, sweeps }), mx = applied(k, M, x), my = applied(k, M, y), what = `${coarsen}, ${relax}, ${cycle}, ${precision}, ${sweeps}`;
      const [l, r, size] = [dot(x, my), dot(y, mx), Math.sqrt(dot(x, mx) * dot(y, my))];
      if (cycle !== "K") ok(Math.abs(l - r) <= (precision === "f64" ? 1e-12 : 1e-5) * size, `${what}: ${l} and ${r}`);
      ok(dot(x, mx) > 0 && dot(y, my) > 0, `${what}: not positive`);
      // What NaN left in its vectors reaches nothing later.
      applied(k, M, x.map((v, i) => (i === 5 ? NaN : v)));
      same(applied(k, M, x), mx, `${what}, again`);
      M.free();
    }
  }
  a.free();
}

function smoothers(k: Kernels): void {
  const A = laplace([60, 60]);
  for (const relax of ["jacobi", "gauss-seidel", "chebyshev"] as const) for (const cycle of ["V", "W", "K"] as const) for (const precision of ["f64", "f32"] as const) {
    const n = iterations(k, A, { relax, cycle, precision });
    ok(n <= 13, `${relax}, ${cycle}, ${precision}: ${n} iterations`);
  }
  ok(iterations(k, A, { sweeps: 3 }) < iterations(k, A), "three sweeps");
}

function rigid(k: Kernels, s: Scope): void {
  const { A, modes } = elasticity(24, 20), B = s.matrix("f64", A.rows, 3, modes);
  const plain = iterations(k, A), blocks = iterations(k, A, { blockSize: 2 });
  ok(blocks < plain, `${plain} iterations, ${blocks} with blocks`);
  for (const relax of ["jacobi", "gauss-seidel", "chebyshev"] as const) for (const blockSize of [1, 2]) {
    const n = iterations(k, A, { relax, blockSize, nearNullspace: B });
    ok(n <= 15, `${relax}, blockSize ${blockSize}: ${n} iterations`);
  }
  // Dependent columns and columns of zeros add nothing.
  const doubled = s.matrix("f64", A.rows, 7);
  for (let i = 0; i < A.rows; i++) for (let q = 0; q < 7; q++) doubled.view[7 * i + q] = q === 3 ? 0 : modes[3 * i + (q % 3)]! * (q + 1);
  ok(iterations(k, A, { blockSize: 2, nearNullspace: doubled }) <= 15, "dependent columns");
  ok(iterations(k, A, { blockSize: 2, nearNullspace: s.matrix("f64", A.rows, 2) }) <= 200, "nothing but zeros");
}

function bootstraps(k: Kernels): void {
  const { A } = elasticity(16, 12), a = load(k, A), before = k.memory().used - a.bytes;
  const M = k.sparse.amg(a, { coarsen: "matching", bootstrap: { rate: 0.5, max: 6 } });
  const count = M.smoothVectors!.cols;
  ok(count >= 2 && count <= 6, `${count} hierarchies`);
  equal(M.smoothVectors!.rows, A.rows);
  for (let i = 0; i < A.rows; i++) equal(M.smoothVectors!.view[i * count], 1);
  const b = times(A, uniform(A.rows, 4)), one = iterations(k, A, { coarsen: "matching" }, b), many = solved(k, A, M, b);
  ok(many.relative <= 1.01e-8 && many.iterations < one / 2, `${one} iterations, ${many.iterations} bootstrapped`);
  const x = uniform(A.rows, 5), y = uniform(A.rows, 6), l = dot(x, applied(k, M, y)), r = dot(y, applied(k, M, x));
  ok(Math.abs(l - r) < 1e-9 * Math.abs(dot(x, applied(k, M, x))), `symmetric: ${l}, ${r}`);
  const vectors = M.smoothVectors!;
  M.free();
  ok(vectors.freed, "smoothVectors end with it");
  equal(k.memory().used - a.bytes, before, "memory().used"); // but for what A keeps
  const single = k.sparse.amg(a, { coarsen: "matching", bootstrap: { max: 1 } });
  equal(single.smoothVectors!.cols, 1);
  single.free();
  a.free();
}

function small(k: Kernels): void {
  for (const coarsen of ["smoothed-aggregation", "ruge-stuben", "matching"] as const) for (const n of [0, 1, 2, 9, 149, 150]) {
    const A = n === 0 ? assemble(0, []) : laplace([n]), a = load(k, A), M = k.sparse.amg(a, { coarsen }), x = uniform(n, n);
    close(applied(k, M, times(A, x)), x, 1e-9, `${coarsen} of ${n}`);
    equal(M.levels.length, 1);
    a.free();
    M.free();
  }
}

function odd(k: Kernels): void {
  // Diagonal: the relaxation is the inverse.
  for (const n of [151, 1003]) {
    const A = assemble(n, Array.from({ length: n }, (_, i) => [i, i, 1 + (i % 7)] as const)), a = load(k, A), M = k.sparse.amg(a, { precision: "f64" }), x = uniform(n, 1);
    close(applied(k, M, times(A, x)), x, 1e-15, `diagonal of ${n}`);
    a.free();
    M.free();
  }
  const square = laplace([30, 31]), n = square.rows;
  const entries = (A: Plain, at: number): [number, number, number][] => Array.from({ length: A.rows }, (_, i) => A.colIdx.slice(A.rowPtr[i], A.rowPtr[i + 1]).map((j, q): [number, number, number] => [at + i, at + j, A.values[A.rowPtr[i]! + q]!])).flat();
  // Two bodies and rows of their own between them, far apart in scale.
  const apart = assemble(2 * n + 40, [...entries(square, 0), ...Array.from({ length: 40 }, (_, i) => [n + i, n + i, 1e-6] as const), ...entries(square, n + 40).map(([i, j, v]) => [i, j, 1e5 * v] as const)]);
  for (const coarsen of ["smoothed-aggregation", "ruge-stuben", "matching"] as const) {
    const bar = coarsen === "matching" ? 40 : 20;
    ok(iterations(k, apart, { coarsen }) <= bar, `two bodies, ${coarsen}`);
    // Singular, consistent; and entries of both signs.
    const free = laplace([40, 37], [1, 1], true), b = times(free, uniform(free.rows, 9));
    ok(iterations(k, free, { coarsen }, b) <= bar, `singular, ${coarsen}`);
    ok(iterations(k, randomSpd(800, 2, 7), { coarsen }) <= 60, `both signs, ${coarsen}`);
    // A small singular one: dense alone.
    const little = laplace([9, 9], [1, 1], true);
    ok(iterations(k, little, { coarsen }, times(little, uniform(81, 3))) <= 3, `small and singular, ${coarsen}`);
  }
  // Scales that f32 cannot hold are reached through those of r and A.
  const tiny = { ...square, values: square.values.map((v) => v * 1e-200) };
  ok(iterations(k, tiny, { precision: "f32" }, times(tiny, uniform(n, 2)).map((v) => v * 1e150)) <= 12, "scaled by 1e-200");
  // Mass-matrix like: no negative entry, nothing for the classical coarsening.
  const mass = assemble(1500, Array.from({ length: 1500 }, (_, i) => [[i, i, 4], ...(i > 0 ? [[i, i - 1, 1]] : []), ...(i < 1499 ? [[i, i + 1, 1]] : [])] as [number, number, number][]).flat());
  for (const coarsen of ["smoothed-aggregation", "ruge-stuben", "matching"] as const) for (const relax of ["jacobi", "gauss-seidel", "chebyshev"] as const) ok(iterations(k, mass, { coarsen, relax }) <= 20, `mass, ${coarsen}, ${relax}`);
}

function reports(k: Kernels): void {
  const A = laplace([40, 40]), a = load(k, A), M = k.sparse.amg(a);
  equal(M.kind, "amg");
  equal(M.rows, 1600);
  equal(M.levels[0]!.rows, 1600);
  equal(M.levels[0]!.nnz, A.values.length);
  ok(M.levels.at(-1)!.rows <= 150, "the last level is small");
  equal(M.operatorComplexity, M.levels.reduce((sum, l) => sum + l.nnz, 0) / A.values.length);
  ok(M.operatorComplexity < 1.5 && M.bytes < 60 * A.values.length, `${M.operatorComplexity}, ${M.bytes} bytes`);
  match(String(M), /smoothed-aggregation, jacobi, W, f32.*complexity 1\.\d+\n +level +rows +nnz +nnz\/row\n +0 +1600 +7840 +4\.9\n/);
  const same = k.sparse.precond(a, "amg"), wide = load(k, assemble(200, Array.from({ length: 200 }, (_, i) => [i, i, i === 7 ? 1e9 : 1] as const))), uneven = k.sparse.amg(wide);
  match(String(same), /^Precond<amg> 1600×1600/);
  match(String(uneven), /f64/);
  for (const h of [a, M, same, wide, uneven]) h.free();
}

function refuses(k: Kernels, s: Scope): void {
  const A = load(k, laplace([6, 6])), made: Csr<"f64">[] = [A], op = "sparse.amg", before = k.memory().used;
  const amg = (a: unknown, o?: unknown): (() => Amg) => () => loose(k.sparse.amg)(a, o) as Amg;
  throws(amg(A, { coarsen: "aggregation" }), { code: "option", op, arg: "coarsen" });
  throws(amg(A, { relax: "sor" }), { code: "option", op, arg: "relax" });
  throws(amg(A, { cycle: "F" }), { code: "option", op, arg: "cycle" });
  throws(amg(A, { sweeps: 0 }), { code: "option", op, arg: "sweeps" });
  throws(amg(A, { strength: 1 }), { code: "option", op, arg: "strength" });
  throws(amg(A, { precision: "f16" }), { code: "option", op, arg: "precision" });
  throws(amg(A, { blockSize: 5 }), { code: "option", op, arg: "blockSize", message: "sparse.amg: blockSize is 5, expected a divisor of 36 (Csr<f64> 36×36, 156 entries)" });
  throws(amg(A, { blockSize: 2, coarsen: "matching" }), { code: "option", op, arg: "blockSize" });
  throws(amg(A, { bootstrap: { rate: 0.5, max: 3 } }), { code: "option", op, arg: "bootstrap" });
  throws(amg(A, { coarsen: "matching", bootstrap: { rate: 1, max: 3 } }), { code: "option", op, arg: "bootstrap.rate" });
  throws(amg(A, { coarsen: "matching", bootstrap: { rate: 0.5, max: 0 } }), { code: "option", op, arg: "bootstrap.max" });
  throws(amg(A, { nearNullspace: s.matrix("f64", 35, 1) }), { code: "shape", op, arg: "nearNullspace" });
  throws(amg(A, { nearNullspace: s.matrix("f64", 36, 2), coarsen: "matching" }), { code: "shape", op, arg: "nearNullspace" });
  throws(amg(A, { nearNullspace: s.matrix("f64", 36, 1), coarsen: "ruge-stuben" }), { code: "option", op, arg: "nearNullspace" });
  throws(amg(A, { nearNullspace: s.matrix("f32", 36, 1) }), { code: "dtype", op, arg: "nearNullspace" });
  const of = (n: number, m: number, entries: [number, number, number][]): unknown => {
    made.push(k.csr("f64", n, m, { row: entries.map((e) => e[0]), col: entries.map((e) => e[1]), values: entries.map((e) => e[2]) }));
    return made.at(-1);
  };
  throws(amg(of(2, 3, [[0, 0, 1]])), { code: "shape", op, arg: "A" });
  throws(amg(of(3, 3, [[0, 0, 1], [1, 1, 2]])), { code: "not-spd", op, arg: "A", message: "sparse.amg: the diagonal entry of row 2 is not positive, expected a positive definite A" });
  throws(amg(of(2, 2, [[0, 0, 1], [1, 1, -2]])), { code: "not-spd", op, arg: "A" });
  throws(amg(of(2, 2, [[0, 0, 1], [1, 1, 2], [0, 1, 0.5]])), { code: "option", op, arg: "A", message: /not symmetric/ });
  throws(amg(of(2, 2, [[0, 0, 1], [1, 1, 2], [0, 1, 0.5], [1, 0, 0.4]])), { code: "option", op, arg: "A" });
  // Rounding is not held against it.
  amg(of(2, 2, [[0, 0, 1], [1, 1, 2], [0, 1, 0.5], [1, 0, 0.5 + 1e-13]]))().free();
  const M = amg(A)();
  M.free();
  M.free();
  throws(() => M.apply(s.vector("f64", 36), s.vector("f64", 36)), { code: "freed", op: "amg.apply" });
  for (const m of made) m.free();
}

const cases: Readonly<Record<string, (k: Kernels, s: Scope) => void>> = {
  ...Object.fromEntries(grids.flatMap(([name, A, bars]) => (Object.keys(bars) as Coarsen[]).map((c) => [`${name}, ${c}`, grid(name, A, c, bars[c])]))),
  "the same number of iterations on grids of all sizes": flat,
  "a symmetric positive definite operator": symmetric,
  "relaxations and cycles": smoothers,
  "elasticity with its rigid-body modes": rigid,
  "bootstrapped matching": bootstraps,
  "small matrices are inverted": small,
  "diagonal, disconnected, singular, of both signs, of all scales": odd,
  "what it tells of itself": reports,
  "what it refuses": refuses,
};

export const suite: Suite = {
  name: "sparse.amg",
  cases: flavours().flatMap((variant) => Object.entries(cases).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, body)))),
};
