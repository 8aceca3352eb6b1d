// What storage, products and algebra of sparse matrices refuse: class, code, argument and text of the error, and memory as it was before.
import { type ErrorCode, FormatError, type Kernels, loadSync, NonFiniteError, type Scope, SingularMatrixError } from "lanewise";
import { frozen } from "../helpers/guard.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

interface Wrong { readonly code: ErrorCode; readonly arg?: string; readonly message?: string | RegExp; readonly base?: new (...args: never[]) => Error }
// Types forbid what we try.
type Any = any; // eslint-disable-line

function refuses(k: Kernels, op: string, want: Wrong, run: () => unknown): Error {
  const { used, handles } = k.memory();
  const error = throws(run, { op, ...want }, op);
  equal(k.memory().used, used, `${op}: memory().used`);
  equal(k.memory().handles, handles, `${op}: memory().handles`);
  return error;
}

function building(k: Kernels): void {
  const csr = (want: Wrong, rows: Any, cols: Any, data: Any, o?: Any, dtype: Any = "f64"): Any => refuses(k, "csr", want, () => k.csr(dtype, rows, cols, data, o));
  const rows = (rowPtr: Any, colIdx: Any, values: Any): Any => ({ rowPtr, colIdx, values }), list = (row: Any, col: Any, values: Any): Any => ({ row, col, values });
  const good = list([0], [1], [2]);
  csr({ code: "dtype", arg: "data" }, 2, 2, null);
  csr({ code: "dtype", arg: "data" }, 2, 2, {});
  csr({ code: "option", arg: "dtype", base: RangeError }, 2, 2, good, undefined, "i32");
  for (const bad of [-1, 0.5, NaN, 2 ** 31 - 1, "2"]) csr({ code: "shape", arg: "rows" }, bad, 2, good);
  csr({ code: "shape", arg: "cols" }, 2, -2, good);
  csr({ code: "shape", arg: "data", message: "csr: data.cols is 3, expected 2 (cols is 2)" }, 2, 2, { ...good, cols: 3 });
  csr({ code: "dtype", arg: "values" }, 2, 2, list([0], [1], undefined));
  csr({ code: "dtype", arg: "col" }, 2, 2, list([0], "1", [2]));
  csr({ code: "dtype", arg: "row" }, 2, 2, list([0n], [1], [2]));
  csr({ code: "shape", arg: "row", message: "csr: row.length is 2, expected 1 (values has 1)" }, 2, 2, list([0, 1], [1], [2]));
  csr({ code: "shape", arg: "rowPtr", message: "csr: rowPtr.length is 2, expected 3 (the matrix is 2×2)" }, 2, 2, rows([0, 1], [1], [2]));
  csr({ code: "shape", arg: "rowPtr", message: "csr: rowPtr[0] is 1, expected 0" }, 2, 2, rows([1, 1, 1], [1], [2]));
  csr({ code: "shape", arg: "rowPtr", message: "csr: rowPtr[2] is 2, expected 1 (values has 1)" }, 2, 2, rows([0, 1, 2], [1], [2]));
  csr({ code: "shape", arg: "colIdx" }, 2, 2, rows([0, 1, 1], [1, 0], [2]));
  csr({ code: "shape", arg: "cols" }, 2, 3, good, { symmetry: "lower" });
  csr({ code: "option", arg: "symetry" }, 2, 2, good, { symetry: "lower" });
  csr({ code: "option", arg: "symmetry" }, 2, 2, good, { symmetry: "both" });
  csr({ code: "option", arg: "duplicates" }, 2, 2, good, { duplicates: "add" });
  const at = (position: number, text: string | RegExp, ...args: readonly [Any, Any, Any, Any?]): void => equal(csr({ code: "format", message: text, base: FormatError }, ...args).position, position, "position");
  at(1, "csr: rowPtr falls from 2 to 1 in row 1", 3, 2, rows([0, 2, 1, 2], [0, 1], [1, 1]));
  at(2, "csr: col[2] is 2, expected a whole number from 0 to 1", 2, 2, list([0, 1, 1], [0, 1, 2], [1, 1, 1]));
  at(0, "csr: row[0] is -1, expected a whole number from 0 to 1", 2, 2, list([-1], [0], [1]));
  for (const bad of [0.5, NaN, 2 ** 32, "1", undefined]) at(1, /^csr: colIdx\[1\] is .*, expected a whole number from 0 to 2$/, 1, 3, rows([0, 2], [0, bad], [1, 1]));
  at(1, "csr: entry 1 at (0, 1) is outside the lower half (symmetry is \"lower\")", 2, 2, list([1, 0], [0, 1], [1, 1]), { symmetry: "lower" });
  at(0, /upper half/, 2, 2, rows([0, 0, 1], [0], [1]), { symmetry: "upper" });
  at(1, "csr: (1, 0) is given twice (duplicates is \"error\")", 2, 2, list([1, 0, 1], [0, 0, 0], [1, 1, 1]), { duplicates: "error" });
  at(0, /\(0, 1\) is given twice/, 1, 2, rows([0, 2], [1, 1], [1, 1]), { duplicates: "error" });
  equal(csr({ code: "not-finite", arg: "values", base: NonFiniteError, message: "csr: values[1] is NaN, expected a number that is finite as f64" }, 2, 2, list([0, 1], [0, 1], [1, NaN])).position, 1, "position");
  csr({ code: "not-finite", message: /values\[0\] is 1e\+300, .* as f32/ }, 2, 2, list([0], [0], [1e300]), {}, "f32");
  csr({ code: "not-finite" }, 2, 2, list([0, 0], [0, 0], [1.7e308, 1.7e308]));
  csr({ code: "capacity", base: RangeError }, 2 ** 31 - 2, 2, good);
  const csc = (want: Wrong, data: Any, o?: Any): Any => refuses(k, "sparse.csc", want, () => k.sparse.csc("f64", 2, 3, data, o));
  csc({ code: "dtype", arg: "data" }, good);
  csc({ code: "shape", arg: "colPtr" }, { colPtr: [0, 1, 1], rowIdx: [0], values: [1] });
  csc({ code: "format", message: "sparse.csc: rowIdx[0] is 2, expected a whole number from 0 to 1" }, { colPtr: [0, 1, 1, 1], rowIdx: [2], values: [1] });
  csc({ code: "format", message: /falls from 1 to 0 in column 1/ }, { colPtr: [0, 1, 0, 1], rowIdx: [1], values: [1] });
  refuses(k, "sparse.csc", { code: "format", message: /entry 0 at \(0, 1\) is outside the lower half/ }, () => k.sparse.csc("f64", 2, 2, { colPtr: [0, 0, 1], rowIdx: [0], values: [1] }, { symmetry: "lower" }));
}

function values(k: Kernels, s: Scope): void {
  const A = s.csr("f64", 2, 2, { row: [0, 1], col: [0, 1], values: [1, 2] }), before = A.copy().values;
  refuses(k, "csr.setValues", { code: "shape", message: "csr.setValues: data.length is 1, expected 2" }, () => A.setValues([1]));
  refuses(k, "csr.setValues", { code: "not-finite" }, () => A.setValues([7, Infinity]));
  refuses(k, "csr.setValues", { code: "dtype" }, () => A.setValues(null as Any));
  same(A.copy().values, before, "values as before");
  const m = s.matrix("f64", 2, 2, [0, 1, 0, NaN]);
  equal((refuses(k, "sparse.fromDense", { code: "not-finite", arg: "A" }, () => k.sparse.fromDense(m)) as NonFiniteError).position, 3, "position");
  refuses(k, "sparse.fromDense", { code: "option", arg: "drop" }, () => k.sparse.fromDense(m, { drop: -1 }));
  A.free();
  for (const run of [() => A.copy(), () => A.toDense(), () => A.setValues([1, 2]), () => k.sparse.transpose(A)]) throws(run, { code: "freed", base: ReferenceError });
}

function operands(k: Kernels, s: Scope): void {
  const A = s.csr("f64", 2, 3, { row: [0, 1], col: [0, 2], values: [1, 2] }), F = s.csr("f32", 2, 3, { row: [0], col: [0], values: [1] }), v = (n: number): Any => s.vector("f64", n), m = (r: number, c: number): Any => s.matrix("f64", r, c);
  const other = loadSync(), strange = other.csr("f64", 2, 3, { row: [0], col: [0], values: [1] }) as Any, sp = k.sparse as Any;
  const big = s.csr("f64", 2, 2, { row: [0, 1], col: [0, 1], values: [1e200, 1e200] }), zero = s.csr("f64", 3, 3, { row: [0, 1, 2], col: [0, 1, 1], values: [1, 0, 1] });
  const y = v(2), unchanged = frozen("y", y), long = v(8);
  const wrong: readonly (readonly [name: string, want: Wrong, ...args: readonly unknown[]])[] = [
    ["spmv", { code: "dtype", arg: "A", message: "sparse.spmv: A is Float64Array, expected a Csr<f32|f64>" }, y, new Float64Array(2), v(3)],
    ["spmv", { code: "foreign", arg: "A" }, y, strange, v(3)],
    ["spmv", { code: "dtype", arg: "y" }, y, F, v(3)],
    ["spmv", { code: "shape", arg: "y", message: "sparse.spmv: y.length is 3, expected 2 (A is 2×3, trans=false)" }, v(3), A, v(3)],
    ["spmv", { code: "shape", arg: "x" }, v(3), A, v(3), { trans: true }],
    ["spmv", { code: "alias", arg: "y" }, long.sub(0, 2), A, long.sub(1, 3)],
    ["spmv", { code: "option", arg: "gamma" }, y, A, v(3), { gamma: 1 }],
    ["spmv", { code: "option", arg: "alpha" }, y, A, v(3), { alpha: "1" }],
    ["spmm", { code: "shape", arg: "Y" }, m(3, 2), A, m(3, 2)],
    ["spmm", { code: "shape", arg: "X" }, m(2, 2), A, m(2, 2)],
    ["spmm", { code: "shape", arg: "Y" }, m(2, 3), A, m(3, 2)],
    ["normal", { code: "shape", arg: "y" }, y, A, v(3)],
    ["normal", { code: "shape", arg: "x" }, v(3), A, y],
    ["add", { code: "dtype", arg: "B" }, A, F],
    ["add", { code: "shape", arg: "B" }, A, big],
    ["add", { code: "not-finite" }, big, big, { alpha: 1e200 }],
    ["multiply", { code: "shape", arg: "B", message: "sparse.multiply: B.rows is 2, expected 3 (A is 2×3)" }, A, A],
    ["multiply", { code: "not-finite" }, big, big],
    ["gram", { code: "not-finite" }, big],
    ["norm", { code: "option", arg: "kind" }, A, "2"],
    ["norm", { code: "option", arg: "kind" }, A],
    ["permute", { code: "option", arg: "rows" }, A, [0, 0], null],
    ["permute", { code: "option", arg: "cols", message: "sparse.permute: cols has 2 entries, expected a permutation of 0 … 2" }, A, null, [0, 1]],
    ["permute", { code: "option", arg: "rows[1]" }, A, [0, 2], null],
    ["submatrix", { code: "option", arg: "cols", message: "sparse.submatrix: cols holds 1 twice" }, A, [0], [1, 1]],
    ["submatrix", { code: "option", arg: "rows" }, A, null, [1]],
    ["submatrix", { code: "option", arg: "rows[0]" }, A, [-1], [1]],
    ["triangularSolve", { code: "shape", arg: "T" }, y, A, y, { uplo: "lower" }],
    ["triangularSolve", { code: "shape", arg: "b" }, v(3), zero, y, { uplo: "lower" }],
    ["triangularSolve", { code: "option", arg: "uplo" }, v(3), zero, v(3)],
    ["triangularSolve", { code: "option", arg: "uplo" }, v(3), zero, v(3), { uplo: "both" }],
    ["triangularSolve", { code: "alias", arg: "x" }, long.sub(0, 3), zero, long.sub(1, 3), { uplo: "lower" }],
    ["triangularSolve", { code: "dtype", arg: "T" }, v(3), F, v(3), { uplo: "lower" }],
  ];
  for (const [name, want, ...args] of wrong) refuses(k, `sparse.${name}`, want, () => sp[name](...args));
  const x = v(3).set([7, 7, 7]), b = v(3);
  const singular = refuses(k, "sparse.triangularSolve", { code: "singular", arg: "T", base: SingularMatrixError }, () => k.sparse.triangularSolve(x, zero, b, { uplo: "upper" })) as SingularMatrixError;
  equal(singular.column, 1, "column");
  ok(x.view.every((e: number) => e === 7), "x is not written");
  unchanged();
  for (const name of ["transpose", "gram", "gramDiagonal", "diagonal", "norm"]) refuses(k, `sparse.${name}`, { code: "dtype", arg: "A" }, () => sp[name](undefined, "1"));
  other.free();
}

export const suite: Suite = {
  name: "sparse.storage.errors",
  cases: flavours().flatMap((variant) => [["building", building], ["values and dense", values], ["operands", operands]].map(([name, body]) => test(`${variant} ${name as string}`, () => withKernels(variant, body as (k: Kernels, s: Scope) => void)))),
};
