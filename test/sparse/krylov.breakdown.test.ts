// What each method says when it cannot go on: constructed cases.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { METHODS, type KrylovMethod } from "../../bindings/sparse/krylov/index.js";
import { leanCg } from "../../bindings/sparse/krylov/lean.js";
import type { Krylov } from "../../bindings/sparse/krylov/problem.js";
import { sor } from "../../bindings/sparse/krylov/sor.js";
import { Random } from "../helpers/random.js";
import { Desk, jacobi, type Options, random, run } from "../helpers/sparse.krylov.drive.js";
import * as ref from "../helpers/sparse.krylov.js";

const rows = (...A: number[][]): ref.Dense => A.map((r) => Float64Array.from(r));
const diagonal = (...d: number[]): ref.Dense => d.map((_, i) => Float64Array.from(d, (v, j) => i === j ? v : 0));
const square: readonly KrylovMethod[] = ["cg", "fcg", "minres", "bicgstab", "gmres", "fgmres", "idrs"];

function ends(method: Krylov, A: ref.Dense, b: ArrayLike<number>, o: Options = {}): { reason: string; iterations: number; x: ref.Vec; history: number[] } {
  const desk = new Desk(), p = desk.problem(A, b, o), { outcome, history } = run(method, p), x = desk.answer(p);
  desk.end();
  return { reason: outcome!.reason, iterations: outcome!.iterations, x, history };
}

function lean(A: ref.Dense, b: ArrayLike<number>, withJacobi: boolean, o: Options = {}): ReturnType<typeof ends> {
  const desk = new Desk(), p = desk.problem(A, b, o), { solver, free } = leanCg(p.matrix!, withJacobi), { outcome, history } = run(solver, p), x = desk.answer(p);
  free();
  desk.end();
  return { reason: outcome!.reason, iterations: outcome!.iterations, x, history };
}

describe("krylov breakdowns", () => {
  it("cg: a direction of no or negative curvature", () => {
    for (const [A, b] of [[diagonal(1, -1), [1, 1]], [diagonal(1, 0), [0, 1]], [diagonal(-2, -3), [1, 5]], [rows([0, 1], [1, 0]), [1, -1]]] as const) {
      for (const name of ["cg", "fcg"] as const) expect(ends(METHODS[name], A, b).reason).toBe("indefinite-matrix");
      expect(lean(A, b, false).reason).toBe("indefinite-matrix");
      expect(lean(A, b, true).reason).toBe("indefinite-matrix");
    }
  });

  it("a preconditioner that is not positive definite", () => {
    const A = diagonal(1, 2, 3), b = [1, 1, 1];
    for (const name of ["cg", "fcg", "minres"] as const) {
      expect(ends(METHODS[name], A, b, { M: (r) => r.map((v) => -v) }).reason, name).toBe("indefinite-preconditioner");
      expect(ends(METHODS[name], A, b, { M: (r) => r.map(() => 0) }).reason, name).toBe("breakdown");
    }
  });

  it("NaN and overflow in A, M or b end as not-finite, and x stays finite", () => {
    const A = diagonal(1, 2, 3), bad = rows([1, 0, 0], [0, NaN, 0], [0, 0, 2]);
    for (const name of [...square, "lsqr", "lsmr"] as const) {
      const o = name.startsWith("ls") ? { least: true } : {};
      expect(ends(METHODS[name], A, [1, NaN, 1], o).reason, name).toBe("not-finite");
      expect(ends(METHODS[name], A, [1, 1e200, 1], o).reason, name).toBe("not-finite");
      const got = ends(METHODS[name], bad, [1, 1, 1], o);
      expect(got.reason, name).toBe("not-finite");
      expect(got.x.every(Number.isFinite), name).toBe(true);
    }
    for (const name of square) {
      const got = ends(METHODS[name], A, [1, 2, 1], { M: (r) => r.map((v, i) => i === 1 ? NaN : v) });
      expect([got.reason, got.x.every(Number.isFinite)], name).toEqual(["not-finite", true]);
    }
    expect(lean(A, [1, NaN, 1], true).reason).toBe("not-finite");
  });

  it("singular but consistent: an answer; inconsistent: never rtol", () => {
    const n = 24, L = Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => i === j ? (i === 0 || i === n - 1 ? 1 : 2) : Math.abs(i - j) === 1 ? -1 : 0));
    const x = Float64Array.from({ length: n }, (_, i) => Math.sin(i)), b = ref.times(L, x);
    for (const name of [...square, "lsqr", "lsmr"] as const) {
      const o = { ...(name.startsWith("ls") && { least: true }), restart: name === "idrs" ? 4 : 30, rtol: 1e-8 };
      const got = ends(METHODS[name], L, b, o);
      expect(got.reason, name).toBe("rtol");
      expect(ref.norm(ref.residual(L, got.x, b)), name).toBeLessThan(1e-7);
      if (name.startsWith("ls")) continue;
      const wrong = ends(METHODS[name], L, b.map((v) => v + 1), { ...o, max: 20000 });
      expect(["indefinite-matrix", "breakdown", "stagnation", "not-finite", "max-iterations"], name).toContain(wrong.reason);
    }
  });

  it("minres stops at the least-squares solution of a singular inconsistent system", () => {
    const got = ends(METHODS.minres, diagonal(1, 2, -3, 0), [1, 1, 1, 1]);
    expect(["stagnation", "breakdown"]).toContain(got.reason);
    expect(got.history.at(-1)).toBeCloseTo(1, 10);
  });

  it("bicgstab: an unlucky shadow residual is replaced, a singular matrix is a breakdown", () => {
    // r·A·r = 0 for every r, so the first ω is 0.
    const turn = rows([0, 1, 0, 0], [-1, 0, 0, 0], [0, 0, 0, 2], [0, 0, -2, 0]), got = ends(METHODS.bicgstab, turn, [1, 2, 3, 4]);
    expect(["rtol", "breakdown"]).toContain(got.reason);
    if (got.reason === "rtol") expect(ref.norm(ref.residual(turn, got.x, [1, 2, 3, 4]))).toBeLessThan(1e-9);
    expect(ends(METHODS.bicgstab, diagonal(0, 0, 0), [1, 1, 1]).reason).toBe("breakdown");
    // Shadow orthogonal to A·r at once: a permutation without fixed points.
    const cycle = rows([0, 0, 1], [1, 0, 0], [0, 1, 0]);
    const around = ends(METHODS.bicgstab, cycle, [1, 0, 0]);
    expect(around.reason).toBe("rtol");
    expect(ref.norm(ref.residual(cycle, around.x, [1, 0, 0]))).toBeLessThan(1e-9);
  });

  it("gmres: the space exhausted with the answer, or without; cycles that change nothing are a stagnation", () => {
    const lucky = ends(METHODS.gmres, diagonal(1, 1, 4, 4, 9, 9), [1, 1, 1, 1, 1, 1], { rtol: 1e-14 });
    expect(lucky.iterations).toBeLessThanOrEqual(6);
    expect(ref.norm(ref.residual(diagonal(1, 1, 4, 4, 9, 9), lucky.x, [1, 1, 1, 1, 1, 1]))).toBeLessThan(1e-14);
    expect(["breakdown", "stagnation"]).toContain(ends(METHODS.gmres, rows([0, 1], [0, 0]), [0, 1]).reason);
    const cycle = rows([0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]);
    expect(ends(METHODS.gmres, cycle, [1, 0, 0, 0], { restart: 3 })).toMatchObject({ reason: "stagnation", iterations: 3 });
    expect(ends(METHODS.gmres, cycle, [1, 0, 0, 0], { restart: 4 }).reason).toBe("rtol");
  });

  it("idrs: a zero matrix is a breakdown", () => {
    expect(ends(METHODS.idrs, diagonal(0, 0, 0), [1, 2, 3], { restart: 2 }).reason).toBe("breakdown");
  });

  it("lsqr and lsmr: b orthogonal to the range ends at once with x = 0", () => {
    for (const name of ["lsqr", "lsmr"] as const) {
      const got = ends(METHODS[name], rows([1, 0], [0, 1], [0, 0]), [0, 0, 1], { least: true });
      expect([got.reason, got.iterations, ref.norm(got.x)]).toEqual(["rtol", 0, 0]);
    }
  });

  it("sor: a zero diagonal is a breakdown, divergence a stagnation", () => {
    expect(ends(sor(1, false), rows([1, 1], [1, 0]), [1, 1]).reason).toBe("breakdown");
    expect(ends(sor(1, false), rows([1, 5], [5, 1]), [1, 1], { max: 10000 }).reason).toBe("stagnation");
  });

  it("an error of the caller's function passes through and nothing stays allocated", () => {
    for (const name of square) for (const k of [0, 2]) {
      let calls = 0;
      const desk = new Desk(), A = random(new Random(3), 30, "spd"), p = desk.problem(A, new Float64Array(30).fill(1), { M: (r) => { if (calls++ === k) throw new TypeError("mine"); return r; } });
      expect(() => run(METHODS[name], p), name).toThrow("mine");
      desk.end();
    }
  });

  it("an error of M while gmres is being stopped comes out, and nothing stays allocated", () => {
    let broken = false;
    const desk = new Desk(), A = random(new Random(3), 30, "spd"), p = desk.problem(A, new Float64Array(30).fill(1), { M: (r) => { if (broken) throw new TypeError("mine"); return r; } }), steps = METHODS.gmres(p);
    steps.next();
    broken = true;
    expect(() => steps.return(undefined as never)).toThrow("mine");
    desk.end();
  });

  it("random well-conditioned systems: every method that may, solves them", () => {
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 70 }), fc.constantFrom("spd", "indefinite", "general" as const), fc.boolean(), (seed, n, kind, preconditioned) => {
      const r = new Random(seed), A = random(r, n, kind as "spd"), x = r.array("f64", n) as ref.Vec, b = ref.times(A, x);
      const may: readonly KrylovMethod[] = kind === "spd" ? square : kind === "indefinite" ? ["minres", "gmres", "fgmres"] : ["gmres", "fgmres", "bicgstab", "idrs"];
      for (const name of may) {
        const got = ends(METHODS[name], A, b, { ...(preconditioned && { M: jacobi(A) }), restart: name === "idrs" ? 4 : 80, rtol: 1e-9, max: 2000 });
        expect(got.reason, name).toBe("rtol");
        expect(ref.norm(ref.plus(got.x, -1, x)), name).toBeLessThan(1e-6 * (1 + ref.norm(x)));
      }
    }), { numRuns: 40 });
  });
});
