// Split CG against plain CG with the same preconditioner, on the sources of the bindings: as a solver it is reached through solve().
import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadSync } from "../../bindings/index.js";
import type { CsrHandle } from "../../bindings/sparse/csr.js";
import type { Krylov, Outcome } from "../../bindings/sparse/krylov/problem.js";
import { bestSplit, splitCg, type SplitKind, type SplitOptions } from "../../bindings/sparse/precond.split.js";
import { mapOf } from "../../bindings/sparse/products.js";
import type { Kernels } from "../../bindings/types.js";
import { Random } from "../helpers/random.js";
import { entries, grid, modifiedMatrix, put, randomSpd, solveDense, type Square, square, ssorMatrix, times } from "../helpers/sparse.precond.js";
import { bytesOf } from "../wasm/raw.js";

const wasm = bytesOf("simd");
function withInstance(body: (k: Kernels) => void): void {
  const k = loadSync({ wasm, variant: "simd", reserve: 1 << 20 });
  k.vector("f64", 1 << 16).set(new Float64Array(1 << 16).fill(NaN)).free();
  try {
    body(k);
    expect(k.memory().handles).toBe(0);
  } finally { k.free(); }
}
const csr = (k: Kernels, A: Square): CsrHandle<"f64"> => k.csr("f64", A.n, A.n, entries(A)) as unknown as CsrHandle<"f64">;
const norm = (x: ArrayLike<number>): number => Math.sqrt(Array.from(x).reduce((s, v) => s + v * v, 0));

interface Run { readonly outcome: Outcome; readonly x: Float64Array; readonly residual: number; readonly history: number[] }

function solve(k: Kernels, A: CsrHandle<"f64">, solver: Krylov, b: ArrayLike<number>, o: { rtol?: number; max?: number; x0?: ArrayLike<number>; stopAfter?: number; drop?: boolean } = {}): Run {
  const n = A.rows, vb = k.vector("f64", b), vx = k.vector("f64", o.x0 ?? n), at = (v: unknown): number => (v as { ptr: number }).ptr, history: number[] = [];
  const steps = solver({ ctx: A.ctx, op: "sparse.solve", A: mapOf(A), matrix: A, x: at(vx), b: at(vb), target: (o.rtol ?? 1e-8) * norm(b), maxIterations: o.max ?? 10 * n + 100, restart: 30 });
  let step = steps.next();
  while (!step.done) {
    history.push(step.value);
    if (history.length === o.stopAfter) break;
    step = steps.next();
  }
  if (!step.done) step = o.drop ? steps.return({ reason: "aborted", iterations: history.length, matvecs: 0 }) : steps.next(true);
  const outcome = step.value as Outcome;
  const x = vx.copy(), data = A.copy(), r = Float64Array.from(b);
  for (let i = 0; i < n; i++) for (let p = data.rowPtr[i]!; p < data.rowPtr[i + 1]!; p++) r[i]! -= data.values[p]! * x[data.colIdx[p]!]!;
  vb.free();
  vx.free();
  return { outcome, x, residual: norm(r), history };
}

/** Iterations of plain CG with M until the true residual is small enough. */
function plainPcg(A: Square, M: Float64Array, b: ArrayLike<number>, rtol: number): number {
  const { n, a } = A, x = new Float64Array(n);
  let r = Float64Array.from(b), z = solveDense(n, M, r), p = z.slice(), rz = r.reduce((s, v, i) => s + v * z[i]!, 0);
  for (let its = 1; ; its++) {
    const q = times(n, a, p), alpha = rz / p.reduce((s, v, i) => s + v * q[i]!, 0);
    r = r.map((v, i) => { x[i]! += alpha * p[i]!; return v - alpha * q[i]!; });
    if (norm(r) <= rtol * norm(b) || its > 10 * n) return its;
    z = solveDense(n, M, r);
    const next = r.reduce((s, v, i) => s + v * z[i]!, 0);
    p = z.map((v, i) => v + (next / rz) * p[i]!);
    rz = next;
  }
}

const cases: readonly (readonly [SplitKind, SplitOptions, (A: Square) => Float64Array])[] = [
  ["ssor", {}, (A) => ssorMatrix(A, 1)], ["ssor", { omega: 1.5 }, (A) => ssorMatrix(A, 1.5)], ["dic", {}, (A) => modifiedMatrix(A, 0).M], ["mic0", { relax: 0.9 }, (A) => modifiedMatrix(A, 0.9).M],
];

describe("sparse split CG", () => {
  it.each(cases)("%s %o takes the steps of plain CG with the same M, in natural order", (kind, o, form) => withInstance((k) => {
    for (const A of [grid(1, 1), grid(5, 1), grid(8, 1), grid(9, 7), grid(13, 11), randomSpd(new Random(7), 33, 5, "minus"), randomSpd(new Random(8), 60, 30, "both", 0.01)]) {
      const H = csr(k, A), b = new Random(A.n).array("f64", A.n), used = k.memory().used, split = splitCg("sparse.solve", H, kind, { ...o, order: "natural" });
      const { outcome, x, residual, history } = solve(k, H, split.solver, b, { rtol: 1e-9 }), want = solveDense(A.n, A.a, b);
      expect(outcome.reason).toBe("rtol");
      expect(residual).toBeLessThanOrEqual(1e-9 * norm(b));
      expect(norm(x.map((v, i) => v - want[i]!))).toBeLessThanOrEqual(1e-6 * norm(want));
      expect(Math.abs(outcome.iterations - plainPcg(A, form(A), b, 1e-9))).toBeLessThanOrEqual(1);
      expect(history).toHaveLength(outcome.iterations);
      split.free();
      expect(k.memory().used).toBe(used);
      H.free();
    }
  }));

  it("solves in every order of elimination", () => withInstance((k) => {
    for (const A of [grid(17, 5), randomSpd(new Random(3), 70, 4, "minus"), randomSpd(new Random(4), 64, 40, "both"), randomSpd(new Random(4), 9, 0, "both", 1)]) {
      const H = csr(k, A), b = new Random(1).array("f64", A.n), want = solveDense(A.n, A.a, b);
      for (const order of ["auto", "natural", "reverse", "chunks"] as const) for (const kind of ["ssor", "dic", "mic0"] as const) {
        const split = splitCg("sparse.solve", H, kind, { order }), { x, outcome } = solve(k, H, split.solver, b, { rtol: 1e-10 });
        expect(outcome.reason).toBe("rtol");
        expect(norm(x.map((v, i) => v - want[i]!)), `${kind} ${order}`).toBeLessThanOrEqual(1e-7 * norm(want));
        split.free();
      }
      H.free();
    }
  }));

  it("starts from x, stops where it is told, and leaves what it has when it is left", () => withInstance((k) => {
    const A = grid(20, 20), H = csr(k, A), b = new Random(1).array("f64", A.n), split = splitCg("sparse.solve", H, "mic0", {});
    const whole = solve(k, H, split.solver, b);
    expect(solve(k, H, split.solver, b, { x0: whole.x }).outcome).toMatchObject({ reason: "rtol", iterations: 0 });
    const near = solve(k, H, split.solver, b, { x0: whole.x.map((v) => v * (1 + 1e-6)) });
    expect(near.outcome.iterations).toBeLessThan(whole.outcome.iterations);
    expect(near.residual).toBeLessThanOrEqual(1e-8 * norm(b));
    const few = solve(k, H, split.solver, b, { max: 5 }), left = solve(k, H, split.solver, b, { stopAfter: 5 }), dropped = solve(k, H, split.solver, b, { stopAfter: 5, drop: true });
    expect(few.outcome).toMatchObject({ reason: "max-iterations", iterations: 5 });
    expect(few.residual).toBeLessThan(0.5 * norm(b));
    expect(left.outcome.reason).toBe("aborted");
    expect([dropped.x, left.x]).toEqual([few.x, few.x]);
    expect(solve(k, H, split.solver, new Float64Array(A.n)).outcome).toMatchObject({ reason: "rtol", iterations: 0 });
    split.free();
    H.free();
  }));

  it("cannot be asked for more than arithmetic gives: stagnation, not a loop", () => withInstance((k) => {
    const A = grid(12, 12), H = csr(k, A), b = new Random(1).array("f64", A.n), split = splitCg("sparse.solve", H, "dic", {});
    const { outcome, residual } = solve(k, H, split.solver, b, { rtol: 0, max: 5000 });
    expect(outcome.reason).toBe("stagnation");
    expect(residual).toBeLessThan(1e-13 * norm(b));
    split.free();
    H.free();
  }));

  it("tells an indefinite matrix, and numbers that are none", () => withInstance((k) => {
    const A = square(3);
    [[1, 2, 0], [2, 1, 0.5], [0, 0.5, 1]].forEach((row, i) => row.forEach((v, j) => put(A, i, j, v)));
    const H = csr(k, A), split = splitCg("sparse.solve", H, "ssor", {});
    expect(solve(k, H, split.solver, [1, -1, 0.3]).outcome.reason).toBe("indefinite-matrix");
    expect(solve(k, H, split.solver, [1, NaN, 0]).outcome.reason).toBe("not-finite");
    split.free();
    H.free();
  }));

  it("reads the kind off the signs", () => withInstance((k) => {
    const slightly = grid(4, 4);
    slightly.a[1] = slightly.a[16] = 0.5;
    for (const [A, kind] of [[grid(6, 6), "mic0"], [slightly, "dic"], [randomSpd(new Random(1), 20, 6, "both"), "ssor"]] as const) {
      const H = csr(k, A);
      expect(bestSplit(H).kind).toBe(kind);
      H.free();
    }
  }));

  it("refuses what is not symmetric or has no positive diagonal, and leaves no memory", () => withInstance((k) => {
    const one = k.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 1], values: [1, 1, 1] }), two = k.csr("f64", 2, 2, { row: [0, 1], col: [0, 1], values: [1, -1] }), { used } = k.memory();
    for (const kind of ["ssor", "dic", "mic0"] as const) {
      expect(() => splitCg("sparse.solve", one as never, kind, {})).toThrow(/needs a symmetric A/);
      expect(() => splitCg("sparse.solve", two as never, kind, {})).toThrow(/row 1 is not positive/);
    }
    expect(k.memory().used).toBe(used);
    one.free();
    two.free();
  }));

  it("solves random symmetric, diagonally dominant systems", () => withInstance((k) => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 80 }), fc.integer({ min: 0, max: 12 }), fc.nat(), fc.constantFrom("ssor" as const, "dic" as const, "mic0" as const), (n, perRow, seed, kind) => {
      const random = new Random(seed), A = randomSpd(random, n, perRow, random.chance(0.5) ? "minus" : "both", 0.01), H = csr(k, A), b = random.array("f64", n), split = splitCg("sparse.solve", H, kind, {});
      const { outcome, residual } = solve(k, H, split.solver, b);
      split.free();
      H.free();
      return outcome.reason === "rtol" && residual <= 1e-8 * norm(b);
    }), { numRuns: 60 });
  }));

  const shared = new URL("../../../shared/data/sparse/", import.meta.url);
  it.skipIf(!existsSync(shared))(`needs its shift on a stiffness matrix${existsSync(shared) ? "" : " (skipped: shared data absent)"}`, async () => {
    const { readFileSync } = await import("node:fs"), { gunzipSync } = await import("node:zlib");
    const lines = gunzipSync(readFileSync(new URL("bcsstk13.mtx.gz", shared))).toString("latin1").split("\n").filter((l) => l !== "" && !l.startsWith("%")).map((l) => l.trim().split(/\s+/).map(Number));
    const [[n]] = lines as [[number]], row: number[] = [], col: number[] = [], values: number[] = [];
    for (const [i, j, v] of lines.slice(1) as [number, number, number][]) { row.push(i - 1); col.push(j - 1); values.push(v); }
    withInstance((k) => {
      const A = k.csr("f64", n, n, { row, col, values }, { symmetry: "lower" }), ic0 = k.sparse.precond(A, "ic0");
      expect((ic0 as unknown as { shift: number }).shift).toBe(0.256);
      ic0.free();
      const H = A as unknown as CsrHandle<"f64">, x = new Random(1).array("f64", n), b = k.vector("f64", n), v = k.vector("f64", x);
      mapOf(H).apply((b as never as { ptr: number }).ptr, (v as never as { ptr: number }).ptr);
      const { kind, options } = bestSplit(H), split = splitCg("sparse.solve", H, kind, options), data = b.copy(), { outcome, residual } = solve(k, H, split.solver, data);
      expect([kind, outcome.reason]).toEqual(["ssor", "rtol"]);
      expect(outcome.iterations).toBeLessThan(650);
      expect(residual).toBeLessThanOrEqual(1e-8 * norm(data));
      split.free();
      for (const h of [A, b, v]) h.free();
    });
  });
});
