// precond through the public API: M⁻¹·r of every kind against the matrix M formed plainly, what is refused, and what is left in memory.
import type { Csr, ErrorCode, Kernels, Precond, PrecondKind, PrecondOptions, Scope } from "lanewise";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { chebyshevResidual, elementary, entries, grid, ic0Matrix, ilu0Matrix, ilutMatrix, modifiedMatrix, put, randomGeneral, randomSpd, solveDense, type Square, square, ssorMatrix, times } from "../helpers/sparse.precond.js";
import { equal, fail, ok, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels, s: Scope) => void;
const csr = (s: Scope, A: Square): Csr<"f64"> => s.csr("f64", A.n, A.n, entries(A));

/** Applies between NaN and checks against `want`, relative to its largest element. */
function applies(s: Scope, what: string, P: Precond, r: ArrayLike<number>, want: ArrayLike<number>, tolerance = 1e-10): void {
  const n = r.length, z = s.vector("f64", new Float64Array(n + 2).fill(NaN)).sub(1, n), input = s.vector("f64", r);
  ok(P.apply(z, input) === z, `${what}: apply returns z`);
  const got = z.copy(), scale = Math.max(1e-300, ...Array.from(want, Math.abs));
  for (let i = 0; i < n; i++) if (!(Math.abs(got[i]! - want[i]!) <= tolerance * scale)) fail(`${what}: z[${i}] is ${got[i]}, expected ${want[i]}`);
  equal(input.copy().join(), Array.from(r).join(), `${what}: r is left alone`);
}

function compare(k: Kernels, s: Scope, what: string, A: Square, kind: PrecondKind, o: PrecondOptions, M: ArrayLike<number>): Precond {
  const P = k.sparse.precond(csr(s, A), kind, o);
  const r = new Random(A.n).array("f64", A.n);
  applies(s, `${what} ${kind} ${JSON.stringify(o)}`, P, r, solveDense(A.n, M, r));
  return P;
}

/** Grids (no triangles), random graphs with triangles, of sizes about the chunk of 8, dense and nearly empty ones. */
function* symmetric(): Generator<[string, Square]> {
  yield ["1×1", grid(1, 1)];
  for (const [w, h] of [[2, 1], [7, 1], [3, 3], [8, 8], [9, 7], [33, 2]] as const) yield [`grid ${w}×${h}`, grid(w, h)];
  for (const n of [2, 7, 8, 9, 15, 16, 17, 40]) for (const [perRow, signs] of [[4, "minus"], [6, "both"]] as const) yield [`random ${n} ${signs}`, randomSpd(new Random(n), n, perRow, signs)];
  yield ["dense 24", randomSpd(new Random(5), 24, 60, "both")];
  yield ["diagonal 11", randomSpd(new Random(5), 11, 0, "both", 2)];
}

const factorizations: Body = (k, s) => {
  for (const [what, A] of symmetric()) {
    const free: Precond[] = [];
    const diagonal = square(A.n), norms = square(A.n);
    for (let i = 0; i < A.n; i++) {
      put(diagonal, i, i, A.a[i * A.n + i]!);
      put(norms, i, i, A.a.subarray(i * A.n, i * A.n + A.n).reduce((t, v) => t + v * v, 0) / A.a[i * A.n + i]!);
    }
    free.push(compare(k, s, what, A, "jacobi", {}, diagonal.a), compare(k, s, what, A, "spai0", {}, norms.a));
    for (const omega of [1, 0.6, 1.7]) free.push(compare(k, s, what, A, "ssor", { omega }, ssorMatrix(A, omega)));
    free.push(compare(k, s, what, A, "dic", {}, modifiedMatrix(A, 0).M));
    for (const relax of [0, 0.5, 0.98]) free.push(compare(k, s, what, A, "mic0", { relax }, modifiedMatrix(A, relax).M));
    free.push(compare(k, s, what, A, "ic0", {}, ic0Matrix(A).M), compare(k, s, what, A, "ilu0", {}, ilu0Matrix(A)));
    for (const P of free) P.free();
  }
};

const unsymmetric: Body = (k, s) => {
  for (const [n, perRow] of [[1, 1], [7, 2], [8, 3], [9, 1], [25, 3], [26, 12], [64, 2]] as const) {
    const A = randomGeneral(new Random(100 * n + perRow), n, perRow), what = `general ${n}, ${perRow} a row`;
    const all = [compare(k, s, what, A, "ssor", { omega: 1.2 }, ssorMatrix(A, 1.2)), compare(k, s, what, A, "ilu0", {}, ilu0Matrix(A))];
    for (const [dropTolerance, fillFactor] of [[1e-4, 10], [0.05, 10], [0, 1], [0.01, 0.7], [0, 1e-9]] as const) all.push(compare(k, s, what, A, "ilut", { dropTolerance, fillFactor }, ilutMatrix(A, dropTolerance, fillFactor)));
    all.push(compare(k, s, `${what}: the whole LU`, A, "ilut", { dropTolerance: 0, fillFactor: 2 * n }, A.a));
    for (const P of all) P.free();
  }
};

const positive: Body = (k, s) => {
  for (const [kind, o] of [["ssor", { omega: 1.4 }], ["ic0", {}], ["dic", {}], ["mic0", {}], ["chebyshev", {}], ["chebyshev", { degree: 4 }], ["polynomial", { degree: 2 }]] as const) {
    for (const A of [grid(5, 4), randomSpd(new Random(2), 19, 5, "both")]) {
      const P = k.sparse.precond(csr(s, A), kind, o), { n } = A, Z = new Float64Array(n * n), e = s.vector("f64", n), z = s.vector("f64", n);
      for (let j = 0; j < n; j++) {
        e.set(Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)));
        P.apply(z, e);
        z.copy().forEach((v, i) => { Z[i * n + j] = v; });
      }
      const scale = Math.max(...Z.map(Math.abs));
      for (let p = 0; p < n * n; p++) ok(Math.abs(Z[p]! - Z[(p % n) * n + Math.floor(p / n)]!) <= 1e-12 * scale, `${kind}: M⁻¹ is symmetric`);
      for (let t = 0; t < 5; t++) { const x = Float64Array.from(new Random(t).array("f64", n)), y = times(n, Z, x); ok(x.reduce((sum, v, i) => sum + v * y[i]!, 0) > 0, `${kind}: M⁻¹ is positive definite`); }
      P.free();
    }
  }
};

const polynomials: Body = (k, s) => {
  for (const degree of [1, 2, 3, 4]) {
    // Diagonal matrices show the eigenvalues themselves.
    const x = [9, 4, 3, 2.5, 1, 0.5, 0.25, 0.125, 0.1], A = square(x.length), trace = x.reduce((t, v) => t + v, 0);
    x.forEach((v, i) => put(A, i, i, v));
    const P = k.sparse.precond(csr(s, A), "polynomial", { degree });
    applies(s, `polynomial ${degree} of a diagonal`, P, x.map(() => 1), x.map((_, i) => elementary(x.map((v) => v / trace), degree, i)));
    P.free();
    // On a path they are 2 + 2·cos(jπ/(n + 1)) with the vectors sin(ijπ/(n + 1)).
    const n = 12, B = square(n), angle = Math.PI / (n + 1), values = Array.from({ length: n }, (_, j) => (2 + 2 * Math.cos((j + 1) * angle)) / (2 * n));
    for (let i = 0; i < n; i++) { put(B, i, i, 2); if (i > 0) { put(B, i, i - 1, 1); put(B, i - 1, i, 1); } }
    const Q = k.sparse.precond(csr(s, B), "polynomial", { degree });
    for (let j = 0; j < n; j++) { const v = Float64Array.from({ length: n }, (_, i) => Math.sin((i + 1) * (j + 1) * angle)), e = elementary(values, degree, j); applies(s, `polynomial ${degree} of a path, vector ${j}`, Q, v, v.map((t) => e * t)); }
    Q.free();
  }
};

const chebyshev: Body = (k, s) => {
  for (const A of [grid(1, 1), grid(9, 5), randomSpd(new Random(3), 21, 4, "both")]) for (const degree of [1, 2, 3, 7]) {
    const { n } = A, P = k.sparse.precond(csr(s, A), "chebyshev", { degree }), r = new Random(degree).array("f64", n);
    let v: Float64Array = Float64Array.from({ length: n }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 0) / 2 ** 32 - 0.5), norm = 1;
    const scaled = A.a.map((x, p) => x / A.a[Math.floor(p / n) * (n + 1)]!), length = (x: Float64Array): number => Math.sqrt(x.reduce((t, y) => t + y * y, 0));
    for (let step = 0; step <= 20; step++) { if (step > 0) v = times(n, scaled, v); norm = length(v); v = v.map((x) => x / norm); }
    const left = chebyshevResidual(A, r, 1.1 * norm, degree);
    applies(s, `chebyshev ${degree} of ${n}`, P, r, solveDense(n, A.a, r.map((x, i) => x - left[i]!)), 1e-9);
    P.free();
  }
};

const shifts: Body = (k, s) => {
  // A cycle of four with one positive entry: IC(0) of it breaks down, as the literature's 4×4 examples do.
  const H = square(4), rows = [[3, -2, 0, 2], [-2, 3, -2, 0], [0, -2, 3, -2], [2, 0, -2, 3]];
  rows.forEach((row, i) => row.forEach((v, j) => { if (v !== 0) put(H, i, j, v); }));
  for (const kind of ["ic0", "dic", "mic0"] as const) {
    const want = kind === "ic0" ? ic0Matrix(H) : modifiedMatrix(H, 0), o = kind === "mic0" ? { relax: 0 } : {};
    const P = compare(k, s, "Kershaw", H, kind, o, want.M);
    ok(want.shift > 0, "the case needs a shift");
    equal((P as unknown as { shift: number }).shift, want.shift, `${kind}: shift`);
    equal(P.toString(), `Precond<${kind}> 4×4, shift ${want.shift}`, `${kind}: toString`);
    P.free();
  }
  const first = k.sparse.precond(csr(s, grid(4, 4)), "dic", { shift: 0.25 });
  equal(first.toString(), "Precond<dic> 16×16, shift 0.25", "the first shift is the user's");
  first.free();
};

const pivots: Body = (k, s) => {
  const Z = square(3);
  for (const [i, j, v] of [[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1], [1, 2, 1], [2, 1, 1], [2, 2, 3]] as const) put(Z, i, j, v);
  for (const kind of ["ilu0", "ilut"] as const) {
    const P = k.sparse.precond(csr(s, Z), kind), z = s.vector("f64", 3);
    equal(P.toString(), `Precond<${kind}> 3×3, 1 pivots replaced`, kind);
    ok(P.apply(z, s.vector("f64", [1, 2, 3])).copy().every(Number.isFinite), `${kind}: finite in spite of a pivot of 0`);
    P.free();
  }
};

const empty: Body = (k, s) => {
  for (const kind of ["jacobi", "ssor", "ic0", "dic", "mic0", "ilu0", "ilut", "chebyshev", "polynomial", "spai0"] as const) {
    const P = k.sparse.precond(s.csr("f64", 0, 0, { row: [], col: [], values: [] }), kind);
    equal(P.apply(s.vector("f64", 0), s.vector("f64", 0)).length, 0, `${kind} of 0×0`);
    P.free();
  }
};

const refusals: Body = (k, s) => {
  const op = "sparse.precond", A = csr(s, grid(3, 3)), wide = s.csr("f64", 2, 3, { row: [0, 1], col: [0, 1], values: [1, 1] }), lopsided = s.csr("f64", 2, 2, { row: [0, 0, 1], col: [0, 1, 1], values: [1, 1, 1] });
  const hollow = s.csr("f64", 3, 3, { row: [0, 1, 2, 2], col: [0, 2, 1, 2], values: [1, 1, 1, 1] }), negative = s.csr("f64", 2, 2, { row: [0, 1], col: [0, 1], values: [1, -1] }), empty = s.csr("f64", 2, 2, { row: [0], col: [0], values: [1] });
  const { used, handles } = k.memory();
  const no = (M: Csr<"f64">, kind: PrecondKind, o: PrecondOptions | undefined, code: ErrorCode, arg: string): void => { throws(() => k.sparse.precond(M, kind, o), { op, code, arg }, `${kind} ${JSON.stringify(o)}`); };
  no(wide, "jacobi", undefined, "shape", "A");
  for (const kind of ["ic0", "dic", "mic0", "polynomial"] as const) { no(lopsided, kind, undefined, "option", "kind"); no(negative, kind, undefined, "not-spd", "A"); }
  for (const kind of ["jacobi", "spai0", "ssor", "ilu0", "chebyshev"] as const) { no(hollow, kind, undefined, "singular", "A"); no(empty, kind, undefined, "singular", "A"); }
  no(empty, "ilut", undefined, "singular", "A");
  for (const omega of [0, 2, -1, NaN]) no(A, "ssor", { omega }, "option", "omega");
  for (const relax of [-0.1, 1.1, NaN]) no(A, "mic0", { relax }, "option", "relax");
  no(A, "ic0", { shift: -1 }, "option", "shift");
  no(A, "ilut", { dropTolerance: -1 }, "option", "dropTolerance");
  no(A, "ilut", { fillFactor: 0 }, "option", "fillFactor");
  for (const degree of [0, 1.5, 5]) no(A, "polynomial", { degree }, "option", "degree");
  no(A, "jacobi", { omega: 1 }, "option", "omega");
  no(A, "dic", { relax: 1 }, "option", "relax");
  equal(k.memory().used, used, "memory().used after refusals");
  equal(k.memory().handles, handles, "memory().handles after refusals");
};

/** What a preconditioner holds is its own, and all of it goes when it is freed. */
const ownership: Body = (k, s) => {
  for (const kind of ["jacobi", "ssor", "ic0", "dic", "mic0", "ilu0", "ilut", "chebyshev", "polynomial", "spai0"] as const) {
    const A = k.csr("f64", 12, 12, entries(grid(4, 3))), { used, handles } = k.memory(), r = s.vector("f64", new Random(1).array("f64", 12)), z = s.vector("f64", 12);
    const before = k.memory().used, P = k.sparse.precond(A, kind), first = P.apply(z, r).copy();
    equal(P.kind, kind, "kind");
    equal(P.rows, 12, "rows");
    equal(k.memory().used - before, P.bytes, `${kind}: bytes`);
    A.setValues(Float64Array.from(A.copy().values, (v) => 3 * v));
    A.free();
    equal(P.apply(z, r).copy().join(), first.join(), `${kind}: later changes of A do not reach it`);
    throws(() => P.apply(z, z), { code: "alias", arg: "z" }, `${kind}: z is r`);
    P.free();
    throws(() => P.apply(z, r), { code: "freed" }, `${kind}: freed`);
    ok(k.memory().used < used + 1 && k.memory().handles <= handles + 2, `${kind}: memory is given back`);
  }
};

const each = (body: Body) => (): void => { for (const variant of flavours()) withKernels(variant, body); };

export const suite: Suite = {
  name: "sparse.precond",
  cases: [
    test("symmetric: M⁻¹·r of every factorization", each(factorizations)),
    test("unsymmetric: SSOR, ILU(0) and ILUT, which with all fill is LU", each(unsymmetric)),
    test("M is symmetric and positive definite where CG needs it", each(positive)),
    test("symmetric polynomials have the eigenvalues claimed", each(polynomials)),
    test("Chebyshev leaves the residual it should", each(chebyshev)),
    test("breakdown is cured by a shift, which is told", each(shifts)),
    test("pivots of 0 are replaced and counted", each(pivots)),
    test("a matrix without rows", each(empty)),
    test("refuses what it cannot do, and options that mean nothing", each(refusals)),
    test("owns what it holds, gives it back", each(ownership)),
  ],
};
