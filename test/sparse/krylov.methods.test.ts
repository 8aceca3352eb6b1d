// Every method against its textbook form or its definition: residual by residual, and the answer.
import { describe, expect, it } from "vitest";
import { METHODS, type KrylovMethod } from "../../bindings/sparse/krylov/index.js";
import { sor } from "../../bindings/sparse/krylov/sor.js";
import { Random } from "../helpers/random.js";
import { Desk, jacobi, type Options, random, run } from "../helpers/sparse.krylov.drive.js";
import * as ref from "../helpers/sparse.krylov.js";

const square: readonly KrylovMethod[] = ["cg", "fcg", "minres", "bicgstab", "gmres", "fgmres", "idrs"];

/** As long as both are above the rounding level, relative to the start. */
function alike(got: readonly number[], wanted: readonly number[], start: number, tolerance: number, floor: number): void {
  for (let i = 0; i < Math.min(got.length, wanted.length); i++) {
    if (wanted[i]! < floor * start) break;
    expect(Math.abs(got[i]! - wanted[i]!), `iteration ${i}: ${got[i]} for ${wanted[i]}`).toBeLessThan(tolerance * wanted[i]! + floor * start);
  }
}

function problem(seed: number, n: number, kind: "spd" | "indefinite" | "general"): { A: ref.Dense; x: ref.Vec; b: ref.Vec } {
  const r = new Random(seed), A = random(r, n, kind), x = r.array("f64", n) as ref.Vec;
  return { A, x, b: ref.times(A, x) };
}

describe("krylov methods", () => {
  for (const preconditioned of [false, true]) {
    it(`cg, fcg and bicgstab follow the textbook${preconditioned ? ", preconditioned" : ""}`, () => {
      for (const [seed, n] of [[1, 5], [2, 33], [3, 64], [4, 257]] as const) {
        const { A, b, x } = problem(seed, n, "spd"), M = preconditioned ? { M: jacobi(A) } : {}, start = ref.norm(b);
        for (const name of ["cg", "fcg", "bicgstab"] as const) {
          const wanted = name === "bicgstab" ? ref.bicgstab(A, b, 1e-10 * start, M.M) : ref.cg(A, b, 1e-10 * start, M.M);
          const desk = new Desk(), p = desk.problem(A, b, M), { history, outcome } = run(METHODS[name], p);
          expect(outcome?.reason).toBe("rtol");
          expect(outcome?.iterations).toBe(history.length);
          expect(Math.abs(history.length - wanted.length), `${name} n=${n}`).toBeLessThanOrEqual(1);
          alike(history, wanted, start, 1e-3, 1e-7);
          expect(ref.norm(ref.plus(desk.answer(p), -1, x))).toBeLessThan(1e-8 * ref.norm(x));
          desk.end();
        }
      }
    });
  }

  it("gmres, fgmres and minres reach the least residual of every Krylov space", () => {
    for (const [seed, n, kind] of [[5, 4, "general"], [6, 31, "general"], [7, 60, "indefinite"], [8, 33, "spd"]] as const) {
      const { A, b } = problem(seed, n, kind), start = ref.norm(b), wanted = ref.minimal(A, b, n);
      for (const name of kind === "general" ? ["gmres", "fgmres"] as const : ["gmres", "minres"] as const) {
        const desk = new Desk(), p = desk.problem(A, b, { restart: n }), { history, outcome } = run(METHODS[name], p);
        expect(outcome?.reason, name).toBe("rtol");
        expect(outcome!.matvecs - outcome!.iterations).toBeLessThanOrEqual(1);
        // Without orthogonalisation minres falls behind in the end.
        alike(name === "minres" ? history.slice(0, 24) : history, wanted, start, 1e-4, name === "minres" ? 1e-6 : 1e-8);
        desk.end();
      }
    }
  });

  it("preconditioned from the right, gmres minimises over the Krylov space of A·M⁻¹", () => {
    const { A, b } = problem(9, 40, "general"), M = jacobi(A), AM = ref.transposed(ref.transposed(A).map((_, j) => ref.times(A, M(Float64Array.from(b, (__, i) => i === j ? 1 : 0)))));
    for (const name of ["gmres", "fgmres"] as const) {
      const desk = new Desk(), { history } = run(METHODS[name], desk.problem(A, b, { restart: 40, M }));
      alike(history, ref.minimal(AM, b, 40), ref.norm(b), 1e-4, 1e-8);
      desk.end();
    }
  });

  it("lsqr and lsmr reach the least ‖r‖ and ‖Aᵀr‖ of every Krylov space of AᵀA", () => {
    for (const [seed, rows, cols] of [[10, 30, 12], [11, 12, 30], [12, 20, 20], [13, 7, 1], [14, 1, 5]] as const) {
      const r = new Random(seed), A = Array.from({ length: rows }, () => r.array("f64", cols) as ref.Vec), b = r.array("f64", rows) as ref.Vec, T = ref.transposed(A);
      const wanted = ref.minimalLeastSquares(A, b, cols);
      for (const name of ["lsqr", "lsmr"] as const) {
        const desk = new Desk(), p = desk.problem(A, b, { least: true }), { history, outcome } = run(METHODS[name], p);
        expect(outcome?.reason, `${name} ${rows}×${cols}`).toBe("rtol");
        const x = desk.answer(p), rest = ref.residual(A, x, b);
        expect(Math.abs(history.at(-1)! - ref.norm(rest))).toBeLessThan(1e-6 * ref.norm(b));
        expect(ref.norm(ref.times(T, rest))).toBeLessThan(1e-7 * ref.norm(ref.times(T, b)));
        if (name === "lsqr") alike(history, wanted.residual, ref.norm(b), 1e-4, 1e-6);
        for (let k = 1; k < Math.min(6, wanted.gradient.length); k++) {
          const again = desk.problem(A, b, { least: true });
          run(METHODS[name], again, k);
          const gradient = ref.norm(ref.times(T, ref.residual(A, desk.answer(again), b)));
          if (name === "lsmr") expect(Math.abs(gradient - wanted.gradient[k - 1]!), `step ${k}`).toBeLessThan(1e-6 * ref.norm(ref.times(T, b)));
        }
        desk.end();
      }
    }
  });

  it("idrs ends within n + n/s products", () => {
    for (const s of [1, 2, 4, 8]) {
      const { A, b, x } = problem(20 + s, 48, "general"), desk = new Desk(), p = desk.problem(A, b, { restart: s, rtol: 1e-9 }), { outcome, history } = run(METHODS.idrs, p);
      expect(outcome?.reason).toBe("rtol");
      expect(outcome!.matvecs).toBeLessThanOrEqual(48 + 48 / s + 6);
      expect(history.length).toBe(outcome!.iterations);
      expect(ref.norm(ref.plus(desk.answer(p), -1, x))).toBeLessThan(1e-7);
      desk.end();
    }
  });

  it("sor and ssor follow their definition", () => {
    for (const [omega, symmetric] of [[1, false], [1.3, false], [0.7, true], [1.5, true]] as const) {
      const { A, b } = problem(30, 70, "spd"), desk = new Desk(), { history, outcome } = run(sor(omega, symmetric), desk.problem(A, b));
      const wanted = ref.sor(A, b, omega, symmetric, history.length);
      expect(outcome?.reason).toBe("rtol");
      alike(history, wanted, ref.norm(b), 1e-6, 1e-12);
      desk.end();
    }
  });

  const each = (f: (name: KrylovMethod, o: Options) => void): void => { for (const name of [...square, "lsqr", "lsmr"] as const) f(name, name.startsWith("ls") ? { least: true } : {}); };

  it("n = 0, 1 and 2, the identity, b = 0 and a first guess that is the answer", () => {
    each((name, o) => {
      const desk = new Desk();
      const nothing = run(METHODS[name], desk.problem([], [], o));
      expect([nothing.history.length, nothing.outcome?.reason], name).toEqual([0, "rtol"]);
      for (const n of [1, 2, 9]) {
        const b = new Random(n).array("f64", n) as ref.Vec, I = Array.from(b, (_, i) => Float64Array.from(b, (__, j) => i === j ? 1 : 0));
        const p = desk.problem(I, b, o), { history, outcome } = run(METHODS[name], p);
        expect(outcome?.reason, `${name} identity ${n}`).toBe("rtol");
        expect(history.length).toBeLessThanOrEqual(name === "idrs" ? 2 : 1);
        expect(ref.norm(ref.residual(I, desk.answer(p), b))).toBeLessThan(1e-14);
        const zero = desk.problem(I, new Float64Array(n), o), none = run(METHODS[name], zero);
        expect([none.outcome?.reason, none.outcome?.iterations, ref.norm(desk.answer(zero))], `${name} b = 0`).toEqual(["rtol", 0, 0]);
      }
      const { A, x, b } = problem(41, 20, "spd"), exact = run(METHODS[name], desk.problem(A, b, { ...o, x0: x, rtol: 1e-14 }));
      expect([exact.outcome?.reason, exact.outcome?.iterations], name).toEqual(["rtol", 0]);
      expect(exact.outcome?.matvecs, name).toBeLessThanOrEqual(o.least ? 2 : 1);
      const guess = desk.problem(A, b, { ...o, x0: x.map((v, i) => v + i) });
      expect(run(METHODS[name], guess).outcome?.reason).toBe("rtol");
      expect(ref.norm(ref.residual(A, desk.answer(guess), b))).toBeLessThan(1e-8 * ref.norm(b));
      desk.end();
    });
  });

  it("stopped early, all memory is back and x is the iterate whose residual was told last", () => {
    each((name, o) => {
      for (const M of name.startsWith("ls") ? [false] : [false, true]) {
        const { A, b } = problem(42, 50, "spd"), desk = new Desk();
        for (const k of [1, 2, 5]) {
          const p = desk.problem(A, b, { ...o, ...(M && { M: jacobi(A) }), restart: 4 }), { history, outcome } = run(METHODS[name], p, k);
          expect(outcome).toBe(undefined);
          expect(Math.abs(ref.norm(ref.residual(A, desk.answer(p), b)) - history.at(-1)!), `${name} ${k}`).toBeLessThan(1e-9 * ref.norm(b));
        }
        run(METHODS[name], desk.problem(A, b, o), 0);
        const cut = run(METHODS[name], desk.problem(A, b, { ...o, max: 3, restart: 4 }));
        expect([cut.outcome?.reason, cut.outcome?.iterations]).toEqual(["max-iterations", 3]);
        desk.end();
      }
    });
  });

  it("told to stop, they end as aborted with x complete", () => {
    each((name, o) => {
      const { A, b } = problem(44, 50, "spd"), desk = new Desk(), p = desk.problem(A, b, { ...o, restart: 4 }), steps = METHODS[name](p);
      const first = steps.next(), end = steps.next(true);
      expect([end.done, end.value], name).toMatchObject([true, { reason: "aborted", iterations: 1 }]);
      expect(Math.abs(ref.norm(ref.residual(A, desk.answer(p), b)) - (first.value as number)), name).toBeLessThan(1e-9 * ref.norm(b));
      desk.end();
    });
  });

  it("the same bits again", () => {
    each((name, o) => {
      const { A, b } = problem(43, 40, "spd"), desk = new Desk();
      const [one, two] = [0, 1].map(() => { const p = desk.problem(A, b, o); run(METHODS[name], p); return desk.answer(p); });
      expect(one).toEqual(two);
      desk.end();
    });
  });
});
