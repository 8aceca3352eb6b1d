// The sketched solvers at 2^16 rows, against QR: residuals, digits of x, and time.
import { type Kernels, loadSync, type Matrix, type Vector } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { norm } from "../helpers/wht.sketch.js";

const ROWS = 2 ** 16;

interface Data { readonly A: Matrix<"f64">; readonly b: Vector<"f64"> }

/** What the rows look like: all alike, a few that carry nearly everything (coherent), or columns of scales and mixtures. */
const kinds: Record<string, (k: Kernels, d: number) => Data> = {
  "even rows": (k, d) => data(k, d, () => 1, 0),
  "coherent rows": (k, d) => data(k, d, (i) => (i % 97 === 0 ? 1000 : 1), 0),
  "ill-conditioned columns": (k, d) => data(k, d, () => 1, 0.999),
};

function data(k: Kernels, d: number, weight: (row: number) => number, mix: number): Data {
  const A = k.matrix("f64", ROWS, d), b = k.vector("f64", ROWS), random = new Random(d), a = A.view, right = b.view;
  for (let i = 0; i < ROWS; i++) {
    const w = weight(i);
    let s = 8 * (2 * random.unit() - 1), last = 0;
    for (let j = 0; j < d; j++) {
      last = mix * last + w * (2 * random.unit() - 1);
      a[i * d + j] = last;
      s += last * ((j % 7) - 3) / 3;
    }
    right[i] = s;
  }
  return { A, b };
}

function clock<T>(f: () => T): { readonly ms: number; readonly result: T } {
  const start = process.cpuUsage(), result = f(), { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, result };
}

describe.each([200, 500])("65536×%i", (d) => {
  for (const [kind, make] of Object.entries(kinds)) it(kind, () => {
    const k = loadSync();
    try {
      const { A, b } = make(k, d), B = k.matrix("f64", ROWS, 1, b.view.slice()), X = k.matrix("f64", d, 1);
      k.wht.lstsqPrecond(A.sub(0, 0, 4096, d), b.sub(0, 4096)); // tiers up
      const qr = clock(() => k.dense.lstsq(X, A, B)), x = X.copy();
      const residual = (v: Float64Array): number => k.scope((s) => k.dense.nrm2(k.dense.gemv(s.vector("f64", b.view.slice()), A, s.vector("f64", v), { alpha: -1, beta: 1 })));
      const least = residual(x);
      const at4 = residual(k.wht.lstsqSketch(A, b, { sketch: 4 * d, seed: 1 })) / least, at8 = residual(k.wht.lstsqSketch(A, b, { sketch: 8 * d, seed: 1 })) / least;
      const ours = clock(() => k.wht.lstsqPrecond(A, b, { seed: 1 })), { x: got, info } = ours.result;
      const apart = norm(got.map((v, j) => v - x[j]!)) / norm(x);
      console.log(`${kind} ${d}: residual ${at4.toFixed(4)} at 4d, ${at8.toFixed(4)} at 8d; x ${apart.toExponential(1)} from QR in ${info.iterations} iterations, κ ${info.conditionEstimate!.toFixed(0)}; ${ours.ms.toFixed(0)} ms, QR ${qr.ms.toFixed(0)} ms of processor time`);
      expect(at4).toBeLessThanOrEqual(1.25);
      expect(at8).toBeLessThanOrEqual(1.1);
      expect(info.converged).toBe(true);
      expect(apart).toBeLessThan(1e-12);
      expect(residual(got) / least).toBeLessThanOrEqual(1 + 1e-12);
      if (d === 500) expect(ours.ms).toBeLessThan(qr.ms);
    } finally {
      k.free();
    }
  });
});

describe("least residuals over many seeds", () => {
  const k = loadSync(), n = 2 ** 13, d = 40, random = new Random(8);
  afterAll(() => k.free());
  it("are above the least by d/(m − d)/2 on average, for 100 sketches", () => {
    const A = k.matrix("f64", n, d, random.array("f64", n * d)), b = k.vector("f64", random.array("f64", n));
    const best = k.wht.lstsqPrecond(A, b).info.residualNorm;
    for (const factor of [4, 8, 16]) {
      let sum = 0;
      for (let seed = 0; seed < 100; seed++) {
        const x = k.wht.lstsqSketch(A, b, { sketch: factor * d, seed });
        sum += k.scope((s) => k.dense.nrm2(k.dense.gemv(s.vector("f64", b.view.slice()), A, s.vector("f64", x), { alpha: -1, beta: 1 }))) / best / 100;
      }
      const want = Math.sqrt(1 + 1 / (factor - 1));
      expect(Math.abs(sum - want), `${factor}d: ${sum}, expected about ${want}`).toBeLessThan(0.25 * (want - 1));
    }
  });
});
