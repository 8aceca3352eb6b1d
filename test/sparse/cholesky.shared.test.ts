// Matrices of the public collections that lie beside this project while it is being developed.
import fs from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { loadSync } from "lanewise";
import { afterAll, describe, expect, it } from "vitest";
import { Random } from "../helpers/random.js";
import { backwardError, product, type Symmetric } from "../helpers/sparse.cholesky.js";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/sparse");
const present = fs.existsSync(folder);
if (!present) console.log("skip sparse/cholesky.shared: ../shared is absent");

const k = loadSync();
afterAll(() => k.free());

/** A symmetric coordinate file. */
function read(name: string): Symmetric {
  const lines = gunzipSync(fs.readFileSync(path.join(folder, `${name}.mtx.gz`))).toString("latin1").split("\n").filter((l) => l !== "" && !l.startsWith("%")).map((l) => l.trim().split(/\s+/).map(Number));
  const n = lines[0]![0]!, entries = lines.slice(1);
  const A = k.csr("f64", n, n, { row: entries.map((e) => Math.max(e[0]!, e[1]!) - 1), col: entries.map((e) => Math.min(e[0]!, e[1]!) - 1), values: entries.map((e) => e[2]!) }, { symmetry: "lower" });
  const { rowPtr, colIdx, values } = A.copy();
  A.free();
  return { name, n, rowPtr: Int32Array.from(rowPtr), colIdx: Int32Array.from(colIdx), values: Float64Array.from(values) };
}

/** Entries of L are those that CHOLMOD's AMD finds. */
const files: readonly (readonly [string, "cholesky" | "ldl", number, number])[] = [["494_bus", "cholesky", 1414, 0], ["1138_bus", "cholesky", 3264, 0], ["bcsstk01", "cholesky", 489, 0], ["csrmat_FE", "cholesky", 99164, 0],
  ["bcsstk13", "cholesky", 265941, 0], ["bcsstk16", "cholesky", 812200, 0], ["crystm01", "cholesky", 327002, 0], ["poisson_100x100", "cholesky", 206332, 0], ["nasa1824", "ldl", 69309, 20], ["bcsstk13", "ldl", 265941, 0]];

describe.skipIf(!present)("public matrices", () => {
  it.each(files)("%s by %s: %i entries, %i negative pivots", (name, kind, entries, negative) => {
    const a = read(name), A = k.csr("f64", a.n, a.n, a), f = k.sparse.factor(A, kind), b = product(a, new Random(1).array("f64", a.n)), X = k.vector("f64", a.n), B = k.vector("f64", b);
    expect(backwardError(a, f.apply(X, B).copy(), b)).toBeLessThan(kind === "ldl" ? 1e-10 : 1e-14);
    f.solve(X, B);
    expect(backwardError(a, X.copy(), b)).toBeLessThan(1e-15);
    expect(Math.abs(f.nnz / entries - 1)).toBeLessThan(0.02);
    expect(f.inertia()).toEqual({ positive: a.n - negative, negative, zero: 0 });
    for (const h of [X, B, f, A]) h.free();
  });

  it("nasa1824 is not positive definite, and says where", () => {
    const a = read("nasa1824"), A = k.csr("f64", a.n, a.n, a), before = k.memory().used;
    expect(() => k.sparse.factor(A, "cholesky")).toThrow(expect.objectContaining({ code: "not-spd", op: "sparse.factor", pivot: expect.any(Number) }));
    expect(k.memory().used).toBe(before);
    A.free();
  });
});
