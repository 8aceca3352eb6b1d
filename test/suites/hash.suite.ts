// `variant: "simd"` gives the same bits on every engine and CPU: results are hashed and compared with test/vectors/hashes.json,
// which `node scripts/update-hashes.mjs` writes. Inputs come from integer arithmetic alone, so they are the same everywhere too.
import { type Csr, loadSync, type Float, type GemmOptions, type Kernels, type Matrix, type RealMatrix, type RealVector, type Ring, type SearchOptions, type SolveOptions, type WhtMatrix } from "lanewise";
import { convectionDiffusion2d, elasticity2d, poisson2d } from "lanewise/gallery";
import { Random } from "../helpers/random.js";
import vectors from "../vectors/hashes.json" with { type: "json" };
import { equal, fail } from "./assert.js";
import { hash, type Hashable } from "./hash.js";
import { test, type Suite } from "./suite.js";

const golden: Readonly<Record<string, string | undefined>> = vectors.hashes;
const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

/** Draws operands of one computation: seeded by its name, so that no computation moves another. */
class Draw {
  readonly k: Kernels;
  readonly #random: Random;

  constructor(k: Kernels, name: string) {
    this.k = k;
    this.#random = new Random(Number.parseInt(hash(ascii(name)).slice(8), 16));
  }

  matrix<D extends Float>(dtype: D, rows: number, cols: number): Matrix<D> {
    return this.k.matrix(dtype, rows, cols, this.#random.array(dtype, rows * cols));
  }

  vector<D extends Float>(dtype: D, length: number) {
    return this.k.vector(dtype, this.#random.array(dtype, length));
  }

  bytes<D extends "i8" | "u8">(dtype: D, rows: number, cols: number): Matrix<D> {
    return this.k.matrix(dtype, rows, cols, Array.from({ length: rows * cols }, () => this.#random.u32() & 255));
  }

  /** A·Aᵀ + n·I, symmetric positive definite. */
  spd<D extends Float>(dtype: D, n: number): Matrix<D> {
    const out = this.k.matrix(dtype, n, n), a = this.matrix(dtype, n, n);
    this.k.dense.gemm(out, a, a, { transB: true });
    for (let i = 0; i < n; i++) out.view[i * n + i] = (out.view[i * n + i] as number) + n;
    return out;
  }
}

type Compute = (d: Draw) => readonly Hashable[];
const computations = new Map<string, Compute>();

const shapes: readonly (readonly [m: number, n: number, k: number])[] = [[1, 1, 1], [3, 5, 2], [7, 9, 33], [16, 16, 16], [5, 8, 130], [40, 64, 96], [61, 67, 71], [130, 100, 300]];

for (const dtype of ["f32", "f64"] as const) {
  for (const [m, n, k] of shapes) {
    for (const [label, transA, transB] of [["nn", false, false], ["tn", true, false], ["nt", false, true], ["tt", true, true]] as const) {
      computations.set(`gemm/${dtype}/${label}/${m}x${n}x${k}`, (d) => {
        const c = d.matrix(dtype, m, n), a = transA ? d.matrix(dtype, k, m) : d.matrix(dtype, m, k), b = transB ? d.matrix(dtype, n, k) : d.matrix(dtype, k, n);
        return [d.k.dense.gemm(c, a, b, { alpha: 1.25, beta: -0.5, transA, transB }).copy()];
      });
    }
  }
  for (const activation of ["none", "relu", "gelu", "silu"] as const) {
    computations.set(`gemm/${dtype}/bias-${activation}/31x45x28`, (d) => {
      const options: GemmOptions<typeof dtype> = { bias: d.vector(dtype, 45), activation };
      return [d.k.dense.gemm(d.k.matrix(dtype, 31, 45), d.matrix(dtype, 31, 28), d.matrix(dtype, 28, 45), options).copy()];
    });
  }
  computations.set(`gemm/${dtype}/special/20x24x30`, (d) => {
    const a = d.matrix(dtype, 20, 30), b = d.matrix(dtype, 30, 24);
    a.view.set([Number.NaN, Number.POSITIVE_INFINITY, -0, dtype === "f32" ? 1e-42 : 1e-320], 65);
    b.view.set([Number.NEGATIVE_INFINITY, 0, dtype === "f32" ? 3e38 : 1e308, Number.NaN], 100);
    return [d.k.dense.gemm(d.k.matrix(dtype, 20, 24), a, b).copy()];
  });
  computations.set(`gemm/${dtype}/windows/17x19x23`, (d) => {
    const a = d.matrix(dtype, 30, 30), b = d.matrix(dtype, 30, 30), c = d.matrix(dtype, 30, 30);
    d.k.dense.gemm(c.sub(3, 5, 17, 19), a.sub(1, 2, 17, 23), b.sub(4, 7, 23, 19), { beta: 1 });
    return [c.copy()];
  });
  computations.set(`gemm/${dtype}/packed/37x50x41`, (d) =>
    [d.k.dense.gemm(d.k.matrix(dtype, 37, 50), d.matrix(dtype, 37, 41), d.k.dense.pack(d.matrix(dtype, 41, 50))).copy()]);
  computations.set(`gemmBatch/${dtype}/5x9x10x11`, (d) =>
    [d.k.dense.gemmBatch(d.k.matrix(dtype, 45, 10), d.matrix(dtype, 45, 11), d.matrix(dtype, 55, 10), 5).copy()]);
  for (const trans of [false, true]) {
    computations.set(`gemv/${dtype}/${trans ? "t" : "n"}/83x141`, (d) =>
      [d.k.dense.gemv(d.vector(dtype, trans ? 141 : 83), d.matrix(dtype, 83, 141), d.vector(dtype, trans ? 83 : 141), { alpha: 1.5, beta: 0.25, trans }).copy()]);
    computations.set(`syrk/${dtype}/${trans ? "t" : "n"}/50x70`, (d) =>
      [d.k.dense.syrk(d.k.matrix(dtype, trans ? 70 : 50, trans ? 70 : 50), d.matrix(dtype, 50, 70), { trans }).copy()]);
  }
  computations.set(`level1/${dtype}/1003`, (d) => {
    const x = d.vector(dtype, 1003), y = d.vector(dtype, 1003), { dense } = d.k;
    const numbers = [dense.dot(x, y), dense.nrm2(x), dense.asum(x), dense.amax(x).value, dense.amax(x).index];
    return [Float64Array.from(numbers), dense.axpy(y, 0.7, x).copy(), dense.scale(x, -1.3).copy()];
  });
  computations.set(`transpose/${dtype}/37x53`, (d) => [d.k.dense.transpose(d.k.matrix(dtype, 53, 37), d.matrix(dtype, 37, 53)).copy()]);
  for (const n of [5, 33, 150]) {
    computations.set(`cholesky/${dtype}/${n}`, (d) => {
      const factor = d.k.dense.cholesky(d.spd(dtype, n));
      return [factor.l.copy(), factor.solve(d.matrix(dtype, n, 3)).copy()];
    });
    computations.set(`lu/${dtype}/${n}`, (d) => {
      const factor = d.k.dense.lu(d.matrix(dtype, n, n));
      return [factor.lu.copy(), factor.pivots.copy(), Float64Array.of(factor.rcond, factor.det().sign), factor.solve(d.matrix(dtype, n, 3)).copy()];
    });
    computations.set(`qr/${dtype}/${n + 20}x${n}`, (d) => {
      const factor = d.k.dense.qr(d.matrix(dtype, n + 20, n));
      return [factor.qr.copy(), factor.tau.copy(), factor.applyQ(d.matrix(dtype, n + 20, 3), { trans: true }).copy(), factor.solve(d.matrix(dtype, n + 20, 2)).copy()];
    });
    computations.set(`solve/${dtype}/${n}`, (d) => [d.k.dense.solve(d.k.matrix(dtype, n, 2), d.matrix(dtype, n, n), d.matrix(dtype, n, 2)).copy()]);
    computations.set(`inverse/${dtype}/${n}`, (d) => [d.k.dense.inverse(d.k.matrix(dtype, n, n), d.matrix(dtype, n, n)).copy()]);
    for (const side of ["left", "right"] as const) {
      computations.set(`triangularSolve/${dtype}/${side}/${n}`, (d) => {
        const t = d.spd(dtype, n), b = side === "left" ? d.matrix(dtype, n, 7) : d.matrix(dtype, 7, n);
        return [d.k.dense.triangularSolve(b, t, { side, uplo: "lower" }).copy()];
      });
    }
  }
}

for (const dtype of ["f32", "f64"] as const) {
  for (const order of ["natural", "dyadic", "sequency"] as const) {
    computations.set(`fwht/${dtype}/${order}/5x2048`, (d) => [d.k.wht.fwht(d.matrix(dtype, 5, 2048) as WhtMatrix, { order, scale: "ortho" }).copy()]);
    computations.set(`fwht/${dtype}/${order}/columns/512x37`, (d) => [d.k.wht.fwht(d.matrix(dtype, 512, 37) as WhtMatrix, { order, scale: 0.3, axis: "cols" }).copy()]);
  }
  computations.set(`fwht/${dtype}/32768`, (d) => [d.k.wht.fwht(d.vector(dtype, 32768) as RealVector).copy()]);
  computations.set(`fwht2d/${dtype}/64x128`, (d) => [d.k.wht.fwht2d(d.matrix(dtype, 64, 128) as WhtMatrix, { scale: "mean" }).copy()]);
}

for (const dtype of ["f32", "f64"] as const) {
  computations.set(`hadamard/${dtype}/3x28x64`, (d) => [d.k.wht.hadamard(d.matrix(dtype, 3, 28 * 64) as RealMatrix, { scale: "ortho" }).copy()]);
  computations.set(`dyadicConvolve/${dtype}/256`, (d) => [d.k.wht.dyadicConvolve(d.vector(dtype, 256) as RealVector, d.vector(dtype, 256) as RealVector, d.vector(dtype, 256) as RealVector).copy()]);
  computations.set(`randomized/${dtype}/5x256`, (d) => [d.k.wht.randomized(256, { seed: 7, rounds: 2 }).apply(d.matrix(dtype, 5, 256) as RealMatrix).copy()]);
  computations.set(`srht/${dtype}/20x5`, (d) => [d.k.wht.srht({ rows: 300, sketch: 20, seed: 3 }).apply(d.matrix(dtype, 20, 5), d.matrix(dtype, 300, 5)).copy()]);
}
computations.set("lstsqSketch/200x6", (d) => [d.k.wht.lstsqSketch(d.matrix("f64", 200, 6), d.vector("f64", 200))]);
computations.set("lstsqPrecond/200x6", (d) => [d.k.wht.lstsqPrecond(d.matrix("f64", 200, 6), d.vector("f64", 200)).x]);
computations.set("sorf/9x30x128", (d) => [d.k.wht.sorf(d.matrix("f32", 9, 30), { features: 128, sigma: 1.5, seed: 5 }).copy()]);
computations.set("simplexFeatures/9x30x96", (d) => [d.k.wht.simplexFeatures(d.matrix("f32", 9, 30), { features: 96, sigma: 4, seed: 5 }).copy()]);

for (const [m, n, k] of shapes) {
  for (const dtype of ["i8", "u8"] as const) {
    computations.set(`gemmInt8/${dtype}/${m}x${n}x${k}`, (d) =>
      [d.k.dense.gemmInt8(d.k.matrix("i32", m, n), d.bytes(dtype, m, k) as Matrix<"i8">, d.bytes("i8", k, n), { zeroPointA: 3, zeroPointB: -2 }).copy()]);
  }
  computations.set(`gemmInt8Requantized/${m}x${n}x${k}`, (d) => {
    const scale = d.k.vector("f32", Array.from({ length: n }, (_, i) => (i + 1) / 4096));
    return [d.k.dense.gemmInt8Requantized(d.k.matrix("i8", m, n), d.bytes("i8", m, k), d.bytes("i8", k, n), { scale, bias: d.k.vector("i32", n), zeroPoint: -4 }).copy()];
  });
}

const systems = { poisson: () => poisson2d(24), flow: () => convectionDiffusion2d(20), elastic: () => elasticity2d(9, 8) } as const;
for (const [name, make] of Object.entries(systems)) {
  const on = (what: string, body: (d: Draw, A: Csr<"f64">, n: number) => readonly Hashable[]): void => {
    computations.set(`sparse/${what}/${name}`, (d) => {
      const p = make();
      return body(d, d.k.csr("f64", p.rows, p.cols, p), p.rows);
    });
  };
  on("spmv", (d, A, n) => {
    const x = d.vector("f64", n), y = d.vector("f64", n);
    for (let i = 0; i < 20; i++) d.k.sparse.spmv(y, A, x); // past the choice of a format
    return [y.copy(), d.k.sparse.spmv(y, A, x, { trans: true, alpha: 0.7, beta: -1 }).copy(), d.k.sparse.gram(A).copy().values as Float64Array];
  });
  on("ordering", (d, A) => (["amd", "colamd", "rcm", "nd"] as const).map((kind) => d.k.sparse.ordering(A, kind)));
  for (const kind of name === "flow" ? ["lu", "qr"] as const : ["cholesky", "ldl", "lu", "qr"] as const) {
    on(`factor-${kind}`, (d, A, n) => {
      const X = d.k.matrix("f64", n, 2);
      d.k.sparse.factor(A, kind).solve(X, d.matrix("f64", n, 2));
      return [X.copy()];
    });
  }
  const iterates: readonly SolveOptions[] = name === "flow" ? [{ method: "bicgstab" }, { method: "gmres", precond: "ilu0" }, { method: "idrs", precond: "none" }, { method: "lsqr" }]
    : [{ method: "cg", precond: "jacobi" }, { method: "cg", precond: "mic0" }, { method: "cg", precond: "ssor" }, { method: "cg", precond: "ic0" }, { method: "cg", precond: "amg" }, { method: "minres" }, { method: "lsmr" }, { method: "fcg", precond: "spai0" }];
  for (const o of iterates) {
    on(`${o.method}-${String(o.precond ?? "auto")}`, (d, A, n) => {
      const x = d.k.vector("f64", n), { iterations, residualNorm } = d.k.sparse.solve(x, A, d.vector("f64", n), { ...o, maxIterations: 300 });
      return [x.copy(), Float64Array.of(iterations, residualNorm)];
    });
  }
}

const words = (x: { readonly u: Int32Array; readonly v: Int32Array; readonly w: Int32Array }): Hashable[] => [x.u, x.v, x.w];
for (const dtype of ["f32", "f64"] as const) {
  for (const levels of [1, 2, 3, 4]) {
    computations.set(`flip/strassen/${dtype}/${levels}/131x203x150`, (d) =>
      [d.k.dense.gemm(d.matrix(dtype, 131, 203), d.matrix(dtype, 131, 150), d.matrix(dtype, 150, 203), { alpha: 1.25, beta: -0.5, algorithm: "strassen", levels }).copy()]);
  }
  for (const [n, m, p] of [[3, 3, 3], [3, 4, 5]] as const) {
    computations.set(`flip/plan/${dtype}/${n}x${m}x${p}/100x121x97`, (d) =>
      [d.k.flip.plan(d.k.flip.best(n, m, p), { levels: 2, strassen: 1 }).run(d.k.matrix(dtype, 100, 97), d.matrix(dtype, 100, 121), d.matrix(dtype, 121, 97)).copy()]);
  }
  computations.set(`flip/syrk/${dtype}/300x280`, (d) => {
    const gram = d.k.flip.catalog().find((e) => e.target === "gt" && e.rank === 34) ?? fail("no scheme for A·Aᵀ");
    return [d.k.dense.syrk(d.k.matrix(dtype, 300, 300), d.matrix(dtype, 300, 280), { algorithm: d.k.flip.plan(gram.scheme) }).copy()];
  });
}
computations.set("flip/lift/2x3x3", (d) => words(d.k.flip.lift(d.k.flip.reduceRing(d.k.flip.best(2, 3, 3), "Z2")) ?? fail("it lifts")));
computations.set("flip/lift/3x3x3-Z3", (d) => words(d.k.flip.lift(d.k.flip.reduceRing(d.k.flip.best(3, 3, 3), "Z3")) ?? fail("it lifts")));
computations.set("flip/best/5x6x7", (d) => words(d.k.flip.best(5, 6, 7)));
computations.set("flip/sandwichSearch/2x3x3", (d) => words(d.k.flip.sandwichSearch(d.k.flip.best(2, 3, 3), { minimise: "frobenius", tries: 3, seed: 5 })));
computations.set("flip/reduceAdditions/3x3x3", (d) => {
  const { additions, u, v, w } = d.k.flip.reduceAdditions(d.k.flip.best(3, 3, 3), { seed: 3, tries: 30 });
  return [Int32Array.of(additions), ...[u, v, w].map(({ steps }) => Float64Array.from(steps.flatMap(({ out, terms }) => [out, ...terms.flatMap((t) => [t.index, t.coefficient])])))];
});
const walks: readonly (readonly [string, readonly [number, number, number] | string, Ring, Omit<SearchOptions, "seed">])[] = [
  ["mask", [3, 3, 3], "Z2", { flips: 6e5, pathLimit: 100000 }], ["mask-one", [4, 4, 4], "Z2", { flips: 5e5, walkers: 1 }], ["mask-target", "ug", "Z2", { flips: 4e5, target: 20 }],
  ["ring", [5, 5, 5], "Z2", { flips: 3e5 }], ["ring-gt", "gt", "Z2", { flips: 2e5 }], ["wide", [2, 9, 9], "Z2", { flips: 1e5 }],
  ["Z3", [3, 3, 3], "Z3", { flips: 2e5 }], ["Z3-wide", [2, 9, 9], "Z3", { flips: 1e5 }], ["ZT", [3, 3, 3], "ZT", { flips: 2e5, restarts: "best", pathLimit: 50000 }], ["ZT-sg", "sg", "ZT", { flips: 1e5 }], ["ZT-wide", [2, 9, 9], "ZT", { flips: 1e5 }],
  ["pool", [3, 3, 3], "Z2", { flips: 6e5, pool: 3, pathLimit: 50000 }],
];
for (const [name, what, ring, o] of walks) {
  computations.set(`flip/search/${name}`, ({ k: { flip } }) => {
    const { best, flips, history, state } = flip.search(typeof what === "string" ? flip.structured(what, 4, ring) : flip.standard(...what, ring), { ...o, seed: 0x1234567890abc });
    return [...words(best), Float64Array.from([flips, ...history.flatMap((h) => [h.flips, h.rank])]), ascii(state().json)];
  });
}
for (const e of ["complement", "sign-magnitude", "mbe", "ent", "naf"] as const) {
  computations.set(`bitmac/encode/${e}/37x53`, (d) => d.k.bitmac.encode(d.bytes("i8", 37, 53), e).digits);
  computations.set(`bitmac/numPPs/${e}/37x153`, (d) => {
    const { total, histogram, perDigit, perChannel } = d.k.bitmac.numPPs(d.bytes("i8", 37, 153), e, { detail: true });
    return [Float64Array.of(total), histogram ?? fail("detail"), perDigit ?? fail("detail"), perChannel ?? fail("detail")];
  });
  computations.set(`bitmac/layers/${e}/70x90x131`, (d) => {
    const { total } = d.k.bitmac.engine({ kind: "opt4c", columns: 16, encoding: e }).layers([{ name: "x", m: 70, n: 90, k: 131 }], { seed: 3 });
    return [Float64Array.of(total.cycles, total.idealCycles, total.syncCycles, total.bubbleCycles, total.partialProducts, total.utilization.min, total.utilization.mean)];
  });
}
for (const [a, b] of [[1, 1], [1, 3], [2, 2], [5, 8]] as const) {
  computations.set(`bitmac/gemmBits/${a}x${b}/67x90x131`, (d) => {
    const drawn = (rows: number, cols: number, width: 1 | 2 | 3 | 5 | 8) => {
      const x = d.bytes("u8", rows, cols);
      x.view.forEach((v, i, view) => { view[i] = v >> (8 - width); });
      return d.k.bitmac.bits(x, width, { signed: false });
    };
    return [d.k.bitmac.gemmBits(d.k.matrix("i32", 67, 90), drawn(67, 131, a), drawn(131, 90, b)).copy()];
  });
}
computations.set("bitmac/carry-save/opt1/9x7x11", (d) => {
  const { trace } = d.k.bitmac.engine({ kind: "systolic-os", m: 4, n: 4, pe: "opt1" }).run(d.bytes("i8", 9, 11), d.bytes("i8", 11, 7), { detail: "carry-save" });
  return trace === undefined ? fail("a trace") : [trace.sum, trace.carry, trace.ready];
});

function compute(name: string, body: Compute): string {
  const k = loadSync({ variant: "simd" });
  try {
    return hash(...body(new Draw(k, name)));
  } finally {
    k.free();
  }
}

/** Every hash as this engine computes it. */
export const hashes = (): Record<string, string> => Object.fromEntries([...computations].map(([name, body]) => [name, compute(name, body)]));

export const suite: Suite = {
  name: "hash",
  cases: [
    test("FNV-1a 64 gives the published values, and NaN is canonical", () => {
      equal(hash(), "cbf29ce484222325", "hash of nothing");
      equal(hash(ascii("a")), "af63dc4c8601ec8c", 'hash of "a"');
      equal(hash(ascii("foobar")), "85944171f73967e8", 'hash of "foobar"');
      equal(hash(new Float32Array(Uint32Array.of(0xffc01234).buffer)), hash(Uint8Array.of(0, 0, 0xc0, 0x7f)), "f32 NaN");
      equal(hash(new Float64Array(Uint32Array.of(1, 0xfff80000).buffer)), hash(Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x7f)), "f64 NaN");
    }),
    ...[...computations].map(([name, body]) => test(name, () => {
      const expected = golden[name] ?? fail("no golden hash: run node scripts/update-hashes.mjs");
      equal(compute(name, body), expected, "hash");
    })),
    test("every golden hash is still computed", () => {
      for (const name of Object.keys(golden)) if (!computations.has(name)) fail(`${name} is not computed: run node scripts/update-hashes.mjs`);
    }),
  ],
};
