// sparse.ordering and sparse.matching through the public API: permutations, fill against elimination as written, optimal matchings, and refusals.
import type { Kernels, Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { bandwidth, bestMatching, countFill, fillOf, gram, grid, isPermutation, matrixOf, minimumDegreeFill, type Pattern, patternOf, scattered, shuffled, symmetrised, transposed } from "../helpers/sparse.order.js";
import { close, equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;

const KINDS = ["amd", "rcm", "nd", "colamd"] as const;

/** Every kind of shape a pattern can have: nothing, the diagonal, a dense row, a dense column, parts, a path, all. */
function shapes(random: Random): Pattern[] {
  const list = (n: number, f: (i: number) => number[]): Pattern => patternOf(n, Array.from({ length: n }, (_, i) => f(i)));
  const all = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
  return [
    ...[0, 1, 2, 3, 63, 64, 65].map((n) => list(n, () => [])), ...[1, 4, 17].map((n) => list(n, (i) => [i])), list(1, () => [0]), list(90, (i) => (i === 40 ? all(90) : [i])),
    list(90, (i) => [40, i]), list(700, (i) => (i === 7 ? all(700) : [i, 7])), list(60, () => all(60)), list(500, (i) => (i ? [i - 1] : [])),
    list(40, (i) => [i, (i + 1) % 40, i < 20 ? (i + 1) % 20 : 20 + ((i + 1) % 20)]), grid(21, 23), grid(21, 23, 1, false), shuffled(random, grid(9, 8, 7)),
    ...[5, 33, 64, 200, 1000].flatMap((n) => [1, 3].map((mean) => scattered(random, n, n, mean))),
  ];
}

const permutations: Body = (k, s) => {
  for (const p of shapes(new Random(1))) {
    const A = matrixOf(s, p), before = A.copy(), { used } = k.memory();
    for (const kind of KINDS) {
      const perm = k.sparse.ordering(A, kind);
      ok(perm instanceof Uint32Array && isPermutation(perm, p.cols), `${kind} of ${p.rows} rows, ${p.colIdx.length} entries is a permutation`);
      same(k.sparse.ordering(A, kind), perm, `${kind} again`);
      equal(k.memory().used, used, `${kind}: memory used`);
    }
    same(A.copy().colIdx, before.colIdx, "A");
    A.free();
  }
};

const rectangular: Body = (k, s) => {
  const random = new Random(2);
  for (const [m, n] of [[0, 5], [5, 0], [1, 9], [9, 1], [30, 70], [70, 30], [400, 20], [20, 400]] as const) for (const mean of [1, 4]) {
    const A = matrixOf(s, scattered(random, m, n, mean));
    ok(isPermutation(k.sparse.ordering(A, "colamd"), n), `colamd of ${m}×${n}`);
    A.free();
  }
};

/** What the rows of A + Aᵀ hold decides: unsymmetric, symmetric, with and without diagonal. */
const symmetric: Body = (k, s) => {
  const random = new Random(3);
  for (const n of [1, 7, 64, 150]) {
    const p = scattered(random, n, n, 3), t = transposed(p), whole = symmetrised(p), full = patternOf(n, Array.from({ length: n }, (_, i) => [...whole.colIdx.slice(whole.rowPtr[i], whole.rowPtr[i + 1]), i]));
    const [one, ...others] = [p, t, whole, full].map((q) => matrixOf(s, q));
    for (const kind of ["amd", "nd"] as const) for (const A of others) same(k.sparse.ordering(A, kind), k.sparse.ordering(one!, kind), `${kind} of ${n} rows`);
  }
};

const fill: Body = (k, s) => {
  const random = new Random(4), sums = { amd: 0, nd: 0, colamd: 0, exact: 0, exactGram: 0, natural: 0 };
  for (const p of [grid(14, 13), shuffled(random, grid(6, 7, 5)), ...[40, 90, 160].flatMap((n) => [1, 2].map((mean) => symmetrised(scattered(random, n, n, mean))))]) {
    const A = matrixOf(s, p);
    sums.amd += fillOf(p, k.sparse.ordering(A, "amd"));
    sums.nd += fillOf(p, k.sparse.ordering(A, "nd"));
    sums.exact += minimumDegreeFill(p);
    sums.natural += fillOf(p, p.rowPtr.slice(1).map((_, i) => i));
  }
  for (const p of [60, 120].flatMap((n) => [1, 2].map((mean) => scattered(random, n + 10, n, mean)))) {
    sums.colamd += fillOf(gram(p), k.sparse.ordering(matrixOf(s, p), "colamd"));
    sums.exactGram += minimumDegreeFill(gram(p));
  }
  ok(sums.amd <= 1.03 * sums.exact, `amd fills ${sums.amd}, exact minimum degree ${sums.exact}`);
  ok(sums.nd <= 1.2 * sums.exact, `nd fills ${sums.nd}, exact minimum degree ${sums.exact}`);
  ok(sums.amd < 0.8 * sums.natural, `amd fills ${sums.amd}, the natural order ${sums.natural}`);
  ok(sums.colamd <= 1.05 * sums.exactGram, `colamd fills ${sums.colamd}, exact minimum degree on AᵀA ${sums.exactGram}`);
};

const narrow: Body = (k, s) => {
  const random = new Random(5);
  for (const [nx, ny] of [[12, 30], [1, 50], [5, 5]] as const) {
    const p = shuffled(random, grid(nx, ny)), width = bandwidth(p, k.sparse.ordering(matrixOf(s, p), "rcm"));
    ok(width <= Math.min(nx, ny) + 2, `rcm of a ${nx}×${ny} grid has bandwidth ${width}`);
  }
};

const separators: Body = (k, s) => {
  // Large enough to be dissected more than once, and coarsened.
  const p = grid(16, 16, 16), A = matrixOf(s, p), [amd, nd] = (["amd", "nd"] as const).map((kind) => countFill(p, k.sparse.ordering(A, kind)));
  ok(nd! < 0.92 * amd!, `nd fills ${nd}, amd ${amd} on a 16×16×16 grid`);
};

/** Largest product, the scales, and what they are of. */
const optimal: Body = (k, s) => {
  const random = new Random(6);
  let tried = 0;
  for (let turn = 0; turn < 400; turn++) {
    const n = random.int(0, 6), p = scattered(random, n, n, random.int(1, 3)), values = p.colIdx.map(() => (random.int(0, 9) ? (random.unit() - 0.5) * 2 ** random.int(-40, 40) : 0));
    const A = matrixOf(s, p, values), best = bestMatching(p, values);
    if (best.size < n) {
      const e = throws(() => k.sparse.matching(A), { code: "singular", op: "sparse.matching", arg: "A" });
      ok((e as unknown as { column: number }).column < n && e.message.includes(`at most ${best.size} of ${n}`), e.message);
    } else {
      tried++;
      const { rows, rowScale, colScale } = k.sparse.matching(A);
      ok(rows instanceof Uint32Array && isPermutation(rows, n), "rows is a permutation");
      let log = 0;
      for (let j = 0; j < n; j++) {
        const v = valueAt(p, values, rows[j]!, j);
        log += Math.log2(Math.abs(v));
        close([Math.abs(v) * rowScale[rows[j]!]! * colScale[j]!], [1], 1e-12, "scaled diagonal");
      }
      close([log], [best.log], 1e-9, "log₂ of the product");
      for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) ok(Math.abs(valueAt(p, values, i, j)) * rowScale[i]! * colScale[j]! <= 1 + 1e-12, "scaled entries are at most 1");
    }
    A.free();
  }
  ok(tried > 100, `${tried} matrices were not singular`);
};

function valueAt(p: Pattern, values: readonly number[], i: number, j: number): number {
  for (let q = p.rowPtr[i]!; q < p.rowPtr[i + 1]!; q++) if (p.colIdx[q] === j) return values[q]!;
  return 0;
}

/** Sizes at the ends of the range: scales stay normal numbers. */
const extremes: Body = (k, s) => {
  const tiny = 5e-324, huge = Number.MAX_VALUE;
  for (const [a, b, c, d] of [[tiny, 1, 1, huge], [huge, huge, huge, huge], [tiny, tiny, 1, tiny], [1, huge, tiny, 1]] as const) {
    const { rows, rowScale, colScale } = k.sparse.matching(s.csr("f64", 2, 2, { rowPtr: [0, 2, 4], colIdx: [0, 1, 0, 1], values: [a, b, c, d] }));
    const keeps = Math.log2(a) + Math.log2(d) >= Math.log2(b) + Math.log2(c);
    if (Math.log2(a) + Math.log2(d) !== Math.log2(b) + Math.log2(c)) same(rows, keeps ? [0, 1] : [1, 0], "rows");
    ok([...rowScale, ...colScale].every((x) => x >= 2 ** -1022 && x < Infinity), `scales of ${a}, ${b}, ${c}, ${d} are normal: ${rowScale} ${colScale}`);
  }
};

/** Long alternating paths: an upper bidiagonal matrix with a heavy superdiagonal and one entry in the corner. */
const paths: Body = (k, s) => {
  for (const n of [2, 9, 200]) {
    const p = patternOf(n, Array.from({ length: n }, (_, i) => (i < n - 1 ? [i, i + 1] : [0, i]))), values = p.colIdx.map((j, q) => (p.rowPtr.includes(q) && j < n - 1 && q < p.rowPtr[n - 1]! ? 1 : 2));
    same(k.sparse.matching(matrixOf(s, p, values)).rows, Array.from({ length: n }, (_, j) => (j ? j - 1 : n - 1)), `rows of ${n}`);
  }
};

const refusals: Body = (k, s) => {
  const wide = matrixOf(s, scattered(new Random(7), 3, 5, 2)), A = matrixOf(s, grid(2, 2)), { used } = k.memory();
  for (const kind of ["amd", "rcm", "nd"] as const) throws(() => k.sparse.ordering(wide, kind), { code: "shape", op: "sparse.ordering", arg: "A", message: /A\.rows is 3, expected 5/ });
  throws(() => k.sparse.matching(wide), { code: "shape", op: "sparse.matching", arg: "A" });
  throws(() => k.sparse.ordering(A, "metis" as "nd"), { code: "option", op: "sparse.ordering", arg: "kind" });
  throws(() => k.sparse.ordering({} as typeof A, "amd"), { code: "dtype", op: "sparse.ordering", arg: "A" });
  throws(() => k.sparse.matching(undefined as unknown as typeof A), { code: "dtype", op: "sparse.matching", arg: "A" });
  equal(k.memory().used, used, "memory used");
};

const cases: readonly (readonly [string, Body])[] = [
  ["orders are permutations, whatever the pattern, and take no memory", permutations], ["colamd of rectangular matrices", rectangular], ["the pattern is that of A + Aᵀ", symmetric],
  ["fill is that of minimum degree", fill], ["rcm narrows shuffled grids", narrow], ["nd of a mesh in space", separators], ["matching against all permutations", optimal],
  ["matching at the ends of the range", extremes], ["matching along long paths", paths], ["refusals", refusals],
];

export const suite: Suite = {
  name: "sparse.order",
  cases: flavours().flatMap((variant) => cases.map(([name, body]) => test(`${variant}: ${name}`, () => withKernels(variant, body)))),
};
