// The conjugate gradients in three passes against the plain ones, and those for several right-hand sides against one at a time.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cg } from "../../bindings/sparse/krylov/cg.js";
import { leanCg } from "../../bindings/sparse/krylov/lean.js";
import { cgMany, type ManyOutcome, type ManyProblem } from "../../bindings/sparse/krylov/many.js";
import { Random } from "../helpers/random.js";
import { Desk, jacobi, random, run } from "../helpers/sparse.krylov.drive.js";
import * as ref from "../helpers/sparse.krylov.js";

/** A few full rows and columns among short ones: chunks would be mostly padding. */
function arrow(n: number): ref.Dense {
  return Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => i === j ? n : i === 0 || j === 0 ? 1 : 0));
}

function band(n: number, width: number): ref.Dense {
  return Array.from({ length: n }, (_, i) => Float64Array.from({ length: n }, (__, j) => i === j ? 2 * width + 1 + i % 3 : Math.abs(i - j) <= width ? -1 + ((i + j) % 4) / 8 : 0));
}

/** Histories agree as long as rounding has not parted them. */
function alike(got: readonly number[], wanted: readonly number[]): void {
  expect(Math.abs(got.length - wanted.length)).toBeLessThanOrEqual(1);
  for (let i = 0; i < Math.min(got.length, wanted.length); i++) expect(Math.abs(got[i]! - wanted[i]!), `iteration ${i}`).toBeLessThan((i < 10 ? 1e-9 : 1e-2) * wanted[i]! + (i < 10 ? 1e-10 : 1e-6) * wanted[0]! + 1e-13);
}

describe("lean cg", () => {
  for (const withJacobi of [false, true]) it(`tells the residuals of plain cg, ${withJacobi ? "jacobi" : "no preconditioner"}`, () => {
    const shapes: ref.Dense[] = [1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 64, 255, 256, 257, 300].map((n) => random(new Random(n), n, "spd", 3));
    for (const A of [...shapes, arrow(60), arrow(200), band(100, 1), band(90, 20), band(41, 40)]) {
      const n = A.length, b = new Random(n).array("f64", n) as ref.Vec, desk = new Desk();
      const plain = desk.problem(A, b, withJacobi ? { M: jacobi(A) } : {}), wanted = run(cg, plain);
      const p = desk.problem(A, b), { solver, free } = leanCg(p.matrix!, withJacobi);
      for (let again = 0; again < 2; again++) {
        desk.view(p.x, n).fill(0);
        const got = run(solver, p);
        expect(got.outcome?.reason).toBe("rtol");
        alike(got.history, wanted.history);
        expect(Math.abs(got.outcome!.condition! / wanted.outcome!.condition! - 1)).toBeLessThan(1e-3);
        expect(ref.norm(ref.residual(A, desk.answer(p), b))).toBeLessThan(2e-10 * ref.norm(b) + 1e-14);
      }
      const guess = desk.problem(A, b, { x0: b });
      expect(run(solver, guess).outcome?.reason).toBe("rtol");
      expect(ref.norm(ref.residual(A, desk.answer(guess), b))).toBeLessThan(2e-10 * ref.norm(b) + 1e-13);
      free();
      desk.end();
    }
  });

  it("stopped early, x is the iterate told last; nothing to do takes no iteration", () => {
    const A = random(new Random(5), 70, "spd"), b = new Random(6).array("f64", 70) as ref.Vec, desk = new Desk();
    for (const k of [0, 1, 4]) {
      const p = desk.problem(A, b), { solver, free } = leanCg(p.matrix!, true), { history } = run(solver, p, k);
      if (k > 0) expect(Math.abs(ref.norm(ref.residual(A, desk.answer(p), b)) / history.at(-1)! - 1)).toBeLessThan(1e-8);
      free();
    }
    for (const [M, right] of [[A, new Float64Array(70)], [[], []]] as const) {
      const p = desk.problem(M, right), { solver, free } = leanCg(p.matrix!, true);
      expect(run(solver, p).outcome).toMatchObject({ reason: "rtol", iterations: 0, matvecs: 0 });
      free();
    }
    desk.end();
  });

  it("the condition estimate is that of the matrix once the space is full", () => {
    const d = Float64Array.from({ length: 40 }, (_, i) => 1 + i * i), A = Array.from(d, (_, i) => Float64Array.from(d, (v, j) => i === j ? v : 0)), desk = new Desk();
    const { outcome } = run(cg, desk.problem(A, new Float64Array(40).fill(1), { rtol: 1e-13 }));
    expect(outcome!.condition! / (1 + 39 * 39)).toBeCloseTo(1, 3);
    desk.end();
  });
});

/** Columns of b, one solution and outcome a column. */
function many(desk: Desk, A: ref.Dense, columns: readonly ref.Vec[], o: Partial<ManyProblem> & { readonly operator?: boolean; readonly guess?: readonly ref.Vec[] } = {}, upTo = Infinity): { outcome: ManyOutcome | undefined; x: ref.Vec[]; yields: number } {
  const n = A.length, k = columns.length, [ldx, ldb] = [k + 2, k + 1], p = desk.problem(A, new Float64Array(n));
  const B = new Float64Array(n * ldb).fill(NaN), X = new Float64Array(n * ldx).fill(-7);
  for (let i = 0; i < n; i++) for (let j = 0; j < k; j++) { B[i * ldb + j] = columns[j]![i]!; X[i * ldx + j] = o.guess?.[j]?.[i] ?? 0; }
  const [x, b] = [desk.vector(X), desk.vector(B)], { arena } = desk.ctx, { used } = arena;
  const steps = cgMany({ ctx: desk.ctx, op: "t", A: p.A, ...(!o.operator && { matrix: p.matrix }), columns: k, x, ldx, b, ldb, targets: columns.map((c) => 1e-10 * ref.norm(c)), maxIterations: 500, ...o });
  let outcome: ManyOutcome | undefined, yields = 0;
  for (; yields < upTo; yields++) {
    const s = steps.next();
    if (s.done) { outcome = s.value; break; }
  }
  steps.return(undefined as never);
  expect(arena.used).toBe(used);
  const out = desk.view(x, n * ldx);
  for (let i = 0; i < n; i++) for (let j = k; j < ldx; j++) expect(out[i * ldx + j]).toBe(-7);
  return { outcome, yields, x: columns.map((_, j) => Float64Array.from({ length: n }, (__, i) => out[i * ldx + j]!)) };
}

describe("cg for several right-hand sides", () => {
  it("solves every column in as many iterations as alone", () => {
    fc.assert(fc.property(fc.nat(), fc.integer({ min: 1, max: 80 }), fc.integer({ min: 1, max: 11 }), fc.constantFrom("none", "jacobi", "M", "operator", "both"), (seed, n, k, how) => {
      const r = new Random(seed), A = random(r, n, "spd", 3), b = Array.from({ length: k }, (_, j) => r.array("f64", n).map((v) => v * 10 ** (j - 3)) as ref.Vec), desk = new Desk();
      const M = how === "M" || how === "both" ? { M: desk.map(n, n, jacobi(A)) } : {};
      const { outcome, x, yields } = many(desk, A, b, { ...M, jacobi: how === "jacobi", operator: how === "operator" || how === "both" });
      expect(yields).toBe(outcome!.iterations);
      b.forEach((right, j) => {
        const alone = run(cg, desk.problem(A, right, how === "none" || how === "operator" ? {} : { M: jacobi(A) })), c = outcome!.columns[j]!;
        expect(c.reason).toBe("rtol");
        expect(Math.abs(c.iterations - alone.history.length)).toBeLessThanOrEqual(1);
        expect(ref.norm(ref.residual(A, x[j]!, right))).toBeLessThan(2e-10 * ref.norm(right));
      });
      expect(outcome!.matvecs).toBe(outcome!.columns.reduce((s, c) => s + c.iterations, 0));
      desk.end();
    }), { numRuns: 60 });
  });

  it("columns end for reasons of their own: zero, done, indefinite", () => {
    const A = [1, 2, 4, 8, -1].map((v, i) => Float64Array.from({ length: 5 }, (_, j) => i === j ? v : 0)), desk = new Desk();
    const b = [[0, 0, 0, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0, 0, 1], [1, 1, 1, 1, 0], [0, NaN, 0, 0, 0]].map((c) => Float64Array.from(c));
    const { outcome, x } = many(desk, A, b);
    expect(outcome!.columns.map((c) => [c.reason, c.iterations])).toEqual([["rtol", 0], ["rtol", 1], ["indefinite-matrix", 0], ["rtol", 4], ["not-finite", 0]]);
    for (const j of [0, 1, 3]) expect(ref.norm(ref.residual(A, x[j]!, b[j]!))).toBeLessThan(1e-13);
    desk.end();
  });

  it("first guesses, no columns, no rows, and stopping early", () => {
    const r = new Random(8), A = random(r, 30, "spd"), x = [0, 1, 2].map(() => r.array("f64", 30) as ref.Vec), b = x.map((v) => ref.times(A, v)), desk = new Desk();
    const exact = many(desk, A, b, { guess: x.map((v, j) => j === 1 ? v : v.map(() => 1)), targets: b.map((c) => 1e-12 * ref.norm(c)) });
    expect(exact.outcome!.columns[1]).toMatchObject({ reason: "rtol", iterations: 0 });
    exact.x.forEach((v, j) => expect(ref.norm(ref.residual(A, v, b[j]!))).toBeLessThan(1e-11 * ref.norm(b[j]!)));
    expect(many(desk, A, []).outcome).toEqual({ columns: [], iterations: 0, matvecs: 0 });
    expect(many(desk, [], [new Float64Array(0)]).outcome!.columns.map((c) => c.reason)).toEqual(["rtol"]);
    const cut = many(desk, A, b, {}, 3);
    expect(cut.outcome).toBe(undefined);
    const three = run(cg, desk.problem(A, b[0]!), 3);
    expect(Math.abs(ref.norm(ref.residual(A, cut.x[0]!, b[0]!)) / three.history.at(-1)! - 1)).toBeLessThan(1e-9);
    desk.end();
  });
});
