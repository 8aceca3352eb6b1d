// Public matrices: as many iterations as Eigen's conjugate gradients with the same preconditioner and right-hand side, and residuals that are true.
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { csr } from "../../bindings/sparse/build.js";
import { METHODS, type KrylovMethod } from "../../bindings/sparse/krylov/index.js";
import { leanCg } from "../../bindings/sparse/krylov/lean.js";
import type { Problem } from "../../bindings/sparse/krylov/problem.js";
import { mapOf } from "../../bindings/sparse/products.js";
import { Desk, run } from "../helpers/sparse.krylov.drive.js";
import { norm } from "../helpers/sparse.krylov.js";

const folder = new URL("../../../shared/data/sparse/", import.meta.url), present = existsSync(folder);
if (!present) console.log("krylov.data: skipped, the matrices are not in ../shared/data/sparse");

/** b = A·x* for x* from a fixed linear congruential generator; what is solved starts from zero. */
function load(desk: Desk, name: string, withJacobi: boolean): Problem {
  const lines = gunzipSync(readFileSync(new URL(`${name}.mtx.gz`, folder))).toString("latin1").split("\n").filter((l) => l !== "" && !l.startsWith("%") || l.startsWith("%%"));
  const symmetric = lines[0]!.includes("symmetric"), n = parseInt(lines[1]!), row: number[] = [], col: number[] = [], values: number[] = [];
  for (const l of lines.slice(2)) { const [i, j, v] = l.split(/\s+/).map(Number); row.push(i! - 1); col.push(j! - 1); values.push(v!); }
  const A = csr(desk.ctx, "f64", n, n, { row, col, values }, { symmetry: symmetric ? "lower" : "general" }), x = desk.vector(new Float64Array(n)), b = desk.vector(new Float64Array(n)), map = mapOf(A);
  const start = desk.view(x, n);
  for (let i = 0, s = 12345; i < n; i++) { s = (Math.imul(s, 1664525) + 1013904223) >>> 0; start[i] = s / 2 ** 32; }
  map.apply(b, x);
  desk.view(x, n).fill(0);
  const diagonal = new Float64Array(n).fill(1);
  row.forEach((i, k) => { if (i === col[k]) diagonal[i] = values[k] || 1; });
  return {
    ctx: desk.ctx, op: "sparse.solve", A: map, matrix: A, M: withJacobi ? desk.map(n, n, (r) => r.map((v, i) => v / diagonal[i]!)) : undefined, x, b,
    target: 1e-8 * norm(desk.view(b, n)), maxIterations: 5000, restart: 4,
  };
}

function truth(desk: Desk, p: Problem): number {
  const n = p.A.rows, t = desk.vector(new Float64Array(n));
  p.A.apply(t, p.x);
  return norm(desk.view(t, n).map((v, i) => desk.view(p.b, n)[i]! - v));
}

describe.skipIf(!present)("krylov on public matrices", () => {
  for (const [name, wanted] of [["bcsstk01", 48], ["494_bus", 407], ["csrmat_FE", 172], ["poisson_100x100", 265], ["crystm01", 39], ["bcsstk16", 189], ["bcsstk13", 1263]] as const) {
    it(`${name}: lean cg with jacobi in ${wanted} iterations`, () => {
      const desk = new Desk(), p = load(desk, name, false), { solver, free } = leanCg(p.matrix!, true), { outcome } = run(solver, p);
      expect(outcome?.reason).toBe("rtol");
      expect(Math.abs(outcome!.iterations - wanted)).toBeLessThanOrEqual(2 + wanted / 100);
      expect(truth(desk, p)).toBeLessThan(1.01 * p.target);
      free();
    });
  }

  const cases: readonly [string, KrylovMethod, boolean, number][] = [["add32", "bicgstab", true, 60], ["orsreg_1", "bicgstab", true, 350], ["fs_183_1", "bicgstab", true, 15], ["fs_183_1", "idrs", true, 25], ["orsreg_1", "idrs", true, 500],
    ["add32", "gmres", true, 600], ["494_bus", "minres", false, 1300], ["crystm01", "minres", true, 45], ["crystm01", "fcg", true, 42]];
  for (const [name, method, withJacobi, most] of cases) it(`${name}: ${method}${withJacobi ? " with jacobi" : ""} in at most ${most}`, () => {
    const desk = new Desk(), p = load(desk, name, withJacobi), { outcome } = run(METHODS[method], p);
    expect(outcome?.reason).toBe("rtol");
    expect(outcome!.iterations).toBeLessThanOrEqual(most);
    expect(truth(desk, p)).toBeLessThan(1.01 * p.target);
  });

  it("west0479, which no unpreconditioned method solves, ends with a reason", () => {
    for (const method of ["bicgstab", "idrs", "gmres"] as const) {
      const desk = new Desk(), p = load(desk, "west0479", false), { outcome } = run(METHODS[method], p);
      expect(["stagnation", "breakdown", "max-iterations"], method).toContain(outcome!.reason);
    }
  });
});
