// Products and solves on plain arrays.
import * as check from "../check.js";
import { DtypeError, ShapeError } from "../errors.js";
import type { Float, Matrix } from "../types.js";
import { dtypeOf, kernels } from "./instance.js";

type Plain = Float32Array | Float64Array;

const FLOATS = { f32: Float32Array, f64: Float64Array } as const;
const MATMUL = ["m", "k", "n", "transA", "transB"] as const;
const GEMV = ["m", "n", "trans"] as const;

function operands(op: string, first: string, a: Plain, second: string, b: Plain): Float {
  const dtype = dtypeOf(op, first, a, FLOATS);
  const other = dtypeOf(op, second, b, FLOATS);
  if (other !== dtype) throw new DtypeError(op, second, `${second} is ${b.constructor.name}, expected ${a.constructor.name} as ${first}`);
  return dtype;
}

function known<O extends object>(op: string, shape: O, keys: readonly string[]): O {
  if (shape === undefined) throw new ShapeError(op, "shape", `shape is missing, expected { ${keys.slice(0, -1).join(", ")} }`);
  return check.options(op, shape, keys)!;
}

function size(op: string, arg: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) throw new ShapeError(op, arg, `${arg} is ${String(value)}, expected a whole number, 0 or more`);
}

function length(op: string, arg: string, x: Plain, expected: number, why: string): void {
  if (x.length !== expected) throw new ShapeError(op, arg, `${arg}.length is ${x.length}, expected ${expected} (${why})`);
}

/** Operands of one shape, kept for the next call with it: small products then cost two copies in, a kernel and a copy out. */
interface Kept { readonly dtype: Float; readonly m: number; readonly k: number; readonly n: number; readonly transA: boolean; readonly transB: boolean; readonly A: Matrix<Float>; readonly B: Matrix<Float>; readonly C: Matrix<Float> }

/** Most shapes kept, and the most elements of one that is. */
const SHAPES = 8;
const ELEMENTS = 65536;
const kept: Kept[] = [];

function operandsFor(dtype: Float, m: number, k: number, n: number, transA: boolean, transB: boolean): Kept {
  for (const x of kept) {
    if (x.m === m && x.n === n && x.k === k && x.dtype === dtype && x.transA === transA && x.transB === transB) return x;
  }
  const s = kernels();
  const made: Matrix<Float>[] = [];
  const matrix = (rows: number, cols: number): Matrix<Float> => {
    try {
      const x = s.matrix<Float>(dtype, rows, cols);
      made.push(x);
      return x;
    } catch (e) {
      for (const x of made) x.free();
      throw e;
    }
  };
  const x = { dtype, m, k, n, transA, transB, A: transA ? matrix(k, m) : matrix(m, k), B: transB ? matrix(n, k) : matrix(k, n), C: matrix(m, n) };
  if (m * k + k * n + m * n <= ELEMENTS) {
    if (kept.length === SHAPES) drop(kept.shift()!);
    kept.push(x);
  }
  return x;
}

function drop(x: Kept): void {
  x.A.free();
  x.B.free();
  x.C.free();
}

/** C = op(A)·op(B) from and to plain arrays.
 *
 *  Shapes    op(A) m×k, op(B) k×n, result m·n, compact row-major: with transA, `a` holds k×m; with transB, `b` holds n×k.
 *  Effects   allocates the result and nothing else in JS; operands of the last few small shapes stay in wasm memory (at most 4 MiB).
 *  Cost      2mnk flop and one copy of each operand.
 *  Accuracy  as gemm of `lanewise`.
 *  Throws    DtypeError, ShapeError, CapacityError, UnsupportedError (an engine without SIMD).
 *  Source    as gemm.
 *  @example
 *  import { matmul } from "lanewise/plain";
 *  console.log(matmul(new Float32Array([1, 2, 3, 4]), new Float32Array([1, 1]), { m: 2, k: 2, n: 1 })); // Float32Array [3, 7] */
export function matmul<T extends Plain>(a: T, b: T, shape: { m: number; k: number; n: number; transA?: boolean; transB?: boolean }): T {
  const op = "plain.matmul";
  const dtype = operands(op, "a", a, "b", b);
  const { m, k, n, transA = false, transB = false } = known(op, shape, MATMUL);
  size(op, "m", m);
  size(op, "k", k);
  size(op, "n", n);
  length(op, "a", a, m * k, "m·k");
  length(op, "b", b, k * n, "k·n");
  const x = operandsFor(dtype, m, k, n, check.flag(op, "transA", transA), check.flag(op, "transB", transB));
  try {
    x.A.set(a);
    x.B.set(b);
    return kernels().dense.gemm(x.C, x.A, x.B, transA || transB ? { transA, transB } : undefined).copy() as T;
  } finally {
    if (!kept.includes(x)) drop(x);
  }
}

/** y = A·x, or Aᵀ·x with trans, from and to plain arrays.
 *
 *  Shapes    A m×n compact row-major, x n (m with trans), result m (n with trans).
 *  Effects   allocates the result; nothing stays in wasm memory. A matrix used many times is better kept there: `load` and gemv.
 *  Cost      2mn flop and a copy of A, which is most of the time.
 *  Accuracy  as gemv of `lanewise`.
 *  Throws    DtypeError, ShapeError, CapacityError, UnsupportedError.
 *  Source    as gemv.
 *  @example
 *  import { gemv } from "lanewise/plain";
 *  console.log(gemv(new Float64Array([1, 2, 3, 4]), new Float64Array([1, 10]), { m: 2, n: 2 })); // Float64Array [21, 43] */
export function gemv<T extends Plain>(a: T, x: T, shape: { m: number; n: number; trans?: boolean }): T {
  const op = "plain.gemv";
  const dtype = operands(op, "a", a, "x", x);
  const { m, n, trans = false } = known(op, shape, GEMV);
  size(op, "m", m);
  size(op, "n", n);
  check.flag(op, "trans", trans);
  length(op, "a", a, m * n, "m·n");
  length(op, "x", x, trans ? m : n, trans ? "m, as trans is true" : "n");
  return kernels().scope((s) => {
    const A = s.matrix(dtype, m, n, a);
    return kernels().dense.gemv(s.vector(dtype, trans ? n : m), A, s.vector(dtype, x), { trans }).copy() as T;
  });
}

/** The X with A·X = B, from and to plain arrays.
 *
 *  Shapes    A n×n, B n×r with r = b.length / n, result as B; compact row-major.
 *  Effects   allocates the result; nothing stays in wasm memory.
 *  Cost      2n³/3 + 4n²r flop.
 *  Accuracy  as solve of `lanewise`: LU with partial pivoting and one step of refinement.
 *  Throws    DtypeError, ShapeError, NonFiniteError, SingularMatrixError, CapacityError, UnsupportedError.
 *  Source    as solve.
 *  @example
 *  import { solveDense } from "lanewise/plain";
 *  console.log(solveDense(new Float64Array([2, 0, 0, 4]), 2, new Float64Array([2, 2]))); // Float64Array [1, 0.5] */
export function solveDense<T extends Plain>(a: T, n: number, b: T): T {
  const op = "plain.solveDense";
  const dtype = operands(op, "a", a, "b", b);
  size(op, "n", n);
  length(op, "a", a, n * n, "n·n");
  if (n === 0 ? b.length > 0 : b.length % n !== 0) throw new ShapeError(op, "b", `b.length is ${b.length}, expected a multiple of ${n} (n)`);
  const r = n === 0 ? 0 : b.length / n;
  return kernels().scope((s) => {
    const A = s.matrix(dtype, n, n, a);
    return kernels().dense.solve(s.matrix(dtype, n, r), A, s.matrix(dtype, n, r, b)).copy() as T;
  });
}
