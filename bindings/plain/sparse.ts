// Sparse systems from plain arrays.
import * as check from "../check.js";
import { DtypeError, ShapeError } from "../errors.js";
import type { CsrData, SolveOptions, Triplets } from "../sparse/types.js";
import type { SolveInfo } from "../types.js";
import { inNameOf, kernels, nameOf } from "./instance.js";

/** As SolveOptions, but a first guess is given itself. */
export type PlainSolveOptions = Omit<SolveOptions, "x0"> & {
  /** A first guess; it is left as it is. */
  x0?: Float64Array;
};

/** Solves A·x = b, or min ‖b − A·x‖₂ where A is rectangular, from and to plain arrays.
 *
 *  Shapes    A m×n as compressed rows or triplets (what `parseMatrixMarket` of lanewise/io and `lanewise/gallery` give), b of m elements,
 *            x of n. Sizes that A does not tell: m is b.length, n is m.
 *  Effects   allocates x and leaves A, b and x0 as they are; nothing stays in wasm memory. A matrix solved with many times is better kept
 *            there: `load`, csr and sparse.factor.
 *  Cost      as sparse.solve of `lanewise`, and a copy of A.
 *  Accuracy  converged ⇔ ‖b − A·x‖₂ ≤ max(rtol·‖b‖₂, atol), recomputed at the end; `info.reason` says why not, and that is an answer, not an error.
 *  Throws    DtypeError, ShapeError, FormatError (A), NonFiniteError, OptionError, CapacityError, UnsupportedError (an engine without SIMD); for
 *            methods asked for by name SingularMatrixError, NotPositiveDefiniteError.
 *  Source    as sparse.solve.
 *  @example
 *  import { solve } from "lanewise/plain";
 *  const A = { rowPtr: [0, 2, 4], colIdx: [0, 1, 0, 1], values: [4, 1, 1, 3] };
 *  const { x, info } = solve(A, new Float64Array([1, 2]));
 *  console.log(info.converged, x.map((v) => Math.round(v * 11))); // true Float64Array [1, 7] */
export function solve(A: CsrData | Triplets, b: Float64Array, o?: PlainSolveOptions): { readonly x: Float64Array; readonly info: SolveInfo } {
  const op = "plain.solve";
  if (A === null || typeof A !== "object" || !("rowPtr" in A || "row" in A)) throw new DtypeError(op, "A", `A is ${nameOf(A)}, expected { rowPtr, colIdx, values } or { row, col, values }`);
  if (!(b instanceof Float64Array)) throw new DtypeError(op, "b", `b is ${nameOf(b)}, expected a Float64Array`);
  const rows = A.rows ?? ("rowPtr" in A ? A.rowPtr.length - 1 : b.length);
  const cols = A.cols ?? rows;
  if (b.length !== rows) throw new ShapeError(op, "b", `b.length is ${b.length}, expected ${rows} (A has ${rows} rows)`);
  const { x0, ...options } = check.options(op, o, KEYS) ?? {};
  if (x0 !== undefined && !(x0 instanceof Float64Array)) throw new DtypeError(op, "x0", `x0 is ${nameOf(x0)}, expected a Float64Array`);
  if (x0 !== undefined && x0.length !== cols) throw new ShapeError(op, "x0", `x0.length is ${x0.length}, expected ${cols} (A has ${cols} columns)`);
  const k = kernels();
  return k.scope((s) => {
    const matrix = inNameOf(op, "csr", () => s.csr("f64", rows, cols, A));
    const x = s.vector("f64", x0 ?? cols);
    const info = inNameOf(op, "sparse.solve", () => k.sparse.solve(x, matrix, s.vector("f64", b), x0 === undefined ? options : { ...options, x0: true }));
    return { x: x.copy(), info };
  });
}

const KEYS = ["method", "precond", "rtol", "atol", "maxIterations", "restart", "x0", "history", "monitor", "signal", "timeLimitMs", "omega"] as const;
