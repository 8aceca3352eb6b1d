// What gemv, level 1 and transpose refuse: class, code, operation and argument of the error, with every operand as it was.
import { type ErrorCode, type Kernels, loadSync, type Matrix, type Scope } from "lanewise";
import { frozen } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

const platform: Partial<Record<ErrorCode, new (...args: never[]) => Error>> = { shape: RangeError, option: RangeError, alias: RangeError, foreign: RangeError, dtype: TypeError, freed: ReferenceError };

/** An 8×9 parent to take operands from, and a way to be refused. */
interface Table {
  readonly k: Kernels;
  readonly s: Scope;
  readonly P: Matrix<"f32">;
  no(op: string, code: ErrorCode, arg: string, run: () => unknown, message?: string): void;
}

function table(k: Kernels, s: Scope, body: (t: Table) => void): void {
  const P = s.matrix("f32", 8, 9, Array.from({ length: 72 }, (_, i) => i));
  const unchanged = frozen("the operands", P);
  body({
    k, s, P,
    no(op, code, arg, run, message) {
      const before = k.memory(), base = platform[code];
      throws(run, { op: `dense.${op}`, code, arg, ...(base && { base }), ...(message !== undefined && { message }) }, `dense.${op}, ${arg}`);
      equal(k.memory().handles, before.handles, "handles");
      equal(k.memory().used, before.used, "memory used");
      unchanged();
    },
  });
}

function shapes({ k, P, no }: Table): void {
  const [A, x, y] = [P.sub(0, 0, 3, 4), P.row(4).sub(0, 4), P.row(5).sub(0, 3)];
  no("gemv", "shape", "x", () => k.dense.gemv(y, A, y), "dense.gemv: x.length is 3, expected 4 (A is 3×4, trans=false)");
  no("gemv", "shape", "y", () => k.dense.gemv(P.row(6).sub(0, 4), A, x));
  no("gemv", "shape", "x", () => k.dense.gemv(y, A, x, { trans: true }));
  no("dot", "shape", "y", () => k.dense.dot(x, y), "dense.dot: y.length is 3, expected 4 (x has 4)");
  no("axpy", "shape", "x", () => k.dense.axpy(y, 1, x));
  no("transpose", "shape", "B", () => k.dense.transpose(P.sub(4, 4, 3, 4), A), "dense.transpose: B.rows is 3, expected 4 (A is 3×4)");
  no("transpose", "shape", "B", () => k.dense.transpose(P.sub(4, 4, 4, 4), A));
}

function dtypes({ k, s, P, no }: Table): void {
  const [A, x, y] = [P.sub(0, 0, 3, 4), P.row(4).sub(0, 4), P.row(5).sub(0, 3)];
  const d = k.dense, doubles = s.vector("f64", 4), whole = s.vector("i32", 4), F = s.matrix("f64", 3, 4), I = s.matrix("i32", 3, 4);
  for (const [what, wrong] of [["an array", new Float32Array(4)], ["nothing", undefined], ["null", null], ["a matrix", A], ["f64", doubles], ["i32", whole]] as const) {
    no("gemv", "dtype", "x", () => loose(d.gemv)(y, A, wrong));
    no("dot", "dtype", "y", () => loose(d.dot)(x, wrong));
    no("axpy", "dtype", "x", () => loose(d.axpy)(x, 1, wrong));
    if (what === "f64") continue;
    for (const op of ["scale", "nrm2", "asum", "amax"] as const) no(op, "dtype", "x", () => loose(d[op])(wrong, 1));
  }
  no("gemv", "dtype", "y", () => loose(d.gemv)(whole, A, x));
  no("gemv", "dtype", "A", () => loose(d.gemv)(y, F, x));
  no("gemv", "dtype", "A", () => loose(d.gemv)(y, x, x));
  no("transpose", "dtype", "A", () => loose(d.transpose)(P.sub(4, 4, 4, 3), I));
  no("transpose", "dtype", "B", () => loose(d.transpose)(x, A));
}

function options({ k, P, no }: Table): void {
  const [A, x, y] = [P.sub(0, 0, 3, 4), P.row(4).sub(0, 4), P.row(5).sub(0, 3)];
  for (const [arg, value] of [["transA", true], ["alpha", "1"], ["beta", null], ["trans", 1]] as const) no("gemv", "option", arg, () => loose(k.dense.gemv)(y, A, x, { [arg]: value }));
  no("gemv", "option", "options", () => loose(k.dense.gemv)(y, A, x, 2));
  for (const wrong of [undefined, null, "1", x]) {
    no("scale", "option", "alpha", () => loose(k.dense.scale)(x, wrong));
    no("axpy", "option", "alpha", () => loose(k.dense.axpy)(y, wrong, P.row(6).sub(0, 3)));
  }
  k.dense.gemv(k.vector("f32", 3), A, x, { alpha: undefined, trans: undefined } as never).free();
}

/** By elements, not by address ranges: rows that interleave in one parent are apart. */
function aliases({ k, s, P, no }: Table): void {
  const A = P.sub(0, 0, 3, 4);
  no("gemv", "alias", "y", () => k.dense.gemv(P.row(2).sub(3, 3), A, P.row(4).sub(0, 4)));
  no("gemv", "alias", "y", () => k.dense.gemv(P.row(4).sub(2, 3), A, P.row(4).sub(0, 4)));
  no("gemv", "alias", "y", () => k.dense.gemv(P.row(0).sub(0, 4), P.sub(0, 0, 3, 4), P.row(5).sub(0, 3), { trans: true, alpha: 0 }));
  no("axpy", "alias", "y", () => k.dense.axpy(P.row(1), 2, P.row(1)));
  no("axpy", "alias", "y", () => k.dense.axpy(P.row(1).sub(0, 5), 2, P.row(1).sub(4, 5)));
  no("transpose", "alias", "B", () => k.dense.transpose(P.sub(0, 0, 3, 3), P.sub(0, 0, 3, 3)));
  no("transpose", "alias", "B", () => k.dense.transpose(P.sub(2, 3, 4, 3), P.sub(0, 0, 3, 4)));
  const Q = s.matrix("f32", 8, 9, P.copy());
  k.dense.gemv(Q.row(1).sub(4, 3), Q.sub(0, 0, 3, 4), Q.row(5).sub(0, 4));
  k.dense.axpy(Q.row(1).sub(0, 4), 2, Q.row(1).sub(4, 4));
  k.dense.transpose(Q.sub(0, 4, 4, 3), Q.sub(0, 0, 3, 4));
}

function gone({ k, s, P, no }: Table): void {
  const [A, x, y] = [P.sub(0, 0, 3, 4), P.row(4).sub(0, 4), P.row(5).sub(0, 3)];
  const [M, v, w] = [s.matrix("f32", 3, 4), s.vector("f32", 4), s.vector("f32", 3)];
  const row = M.row(0);
  for (const h of [M, v, w]) h.free();
  no("gemv", "freed", "y", () => k.dense.gemv(w, A, x));
  no("gemv", "freed", "A", () => k.dense.gemv(y, M, x));
  no("gemv", "freed", "x", () => k.dense.gemv(y, A, row));
  no("dot", "freed", "x", () => k.dense.dot(v, x));
  no("axpy", "freed", "y", () => k.dense.axpy(row, 1, x));
  for (const op of ["nrm2", "asum", "amax"] as const) no(op, "freed", "x", () => k.dense[op](v));
  no("scale", "freed", "x", () => k.dense.scale(row, 1));
  no("transpose", "freed", "A", () => k.dense.transpose(P.sub(4, 4, 4, 3), M));
}

function foreign({ k, P, no }: Table): void {
  const other = loadSync({ variant: "simd" });
  const [A, x, y] = [P.sub(0, 0, 3, 4), P.row(4).sub(0, 4), P.row(5).sub(0, 3)];
  const [M, v] = [other.matrix("f32", 3, 4), other.vector("f32", 4)];
  no("gemv", "foreign", "A", () => k.dense.gemv(y, M, x));
  no("gemv", "foreign", "x", () => k.dense.gemv(y, A, v));
  no("dot", "foreign", "y", () => k.dense.dot(x, v));
  no("axpy", "foreign", "y", () => k.dense.axpy(v, 1, x));
  for (const op of ["nrm2", "asum", "amax"] as const) no(op, "foreign", "x", () => k.dense[op](v));
  no("transpose", "foreign", "A", () => k.dense.transpose(P.sub(4, 4, 4, 3), M));
  other.free();
}

const all: Record<string, (t: Table) => void> = { shapes, dtypes, options, aliases, "freed operands": gone, "foreign operands": foreign };

export const suite: Suite = {
  name: "dense.vector.errors",
  cases: flavours().flatMap((variant) => Object.entries(all).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, (k, s) => table(k, s, body))))),
};
