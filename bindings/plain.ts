// The entry `lanewise/plain`: typed arrays in, new typed arrays out, over one instance made at first use.
import { DtypeError, ShapeError } from "./errors.js";
import { loadSync } from "./load.js";
import type { Float, Kernels } from "./types.js";

type Plain = Float32Array | Float64Array;

let instance: Kernels | undefined;

function kernels(): Kernels {
  return instance ??= loadSync();
}

function dtypeOf(op: string, arg: string, x: unknown): Float {
  if (x instanceof Float32Array) return "f32";
  if (x instanceof Float64Array) return "f64";
  throw new DtypeError(op, arg, `${arg} is ${x === null || typeof x !== "object" ? String(x) : x.constructor.name}, expected a Float32Array or Float64Array`);
}

function operands(op: string, first: string, a: Plain, second: string, b: Plain): Float {
  const dtype = dtypeOf(op, first, a);
  const other = dtypeOf(op, second, b);
  if (other !== dtype) throw new DtypeError(op, second, `${second} is ${b.constructor.name}, expected ${a.constructor.name} as ${first}`);
  return dtype;
}

function size(op: string, arg: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) throw new ShapeError(op, arg, `${arg} is ${String(value)}, expected a whole number, 0 or more`);
}

function length(op: string, arg: string, x: Plain, expected: number, why: string): void {
  if (x.length !== expected) throw new ShapeError(op, arg, `${arg}.length is ${x.length}, expected ${expected} (${why})`);
}

/** C = op(A)·op(B) from and to plain arrays. See gemm for accuracy and source.
 *  Shapes    op(A) m×k, op(B) k×n, result m·n, compact row-major.
 *  Effects   allocates the result; memory of the shared instance is reused from call to call.
 *  Cost      2mnk flop and one copy of each operand: worth it from about n = 4 on.
 *  Throws    DtypeError, ShapeError, CapacityError, UnsupportedError (an engine without SIMD).
 *  @example
 *  import { matmul } from "lanewise/plain";
 *  console.log(matmul(new Float32Array([1, 2, 3, 4]), new Float32Array([1, 1]), { m: 2, k: 2, n: 1 })); // [3, 7] */
export function matmul<T extends Plain>(a: T, b: T, shape: { m: number; k: number; n: number; transA?: boolean; transB?: boolean }): T {
  const op = "plain.matmul";
  const dtype = operands(op, "a", a, "b", b);
  const { m, k, n, transA = false, transB = false } = shape;
  size(op, "m", m);
  size(op, "k", k);
  size(op, "n", n);
  length(op, "a", a, m * k, `m·k, ${m}·${k}`);
  length(op, "b", b, k * n, `k·n, ${k}·${n}`);
  const s = kernels();
  return s.scope((alloc) => {
    const A = transA ? alloc.matrix(dtype, k, m, a) : alloc.matrix(dtype, m, k, a);
    const B = transB ? alloc.matrix(dtype, n, k, b) : alloc.matrix(dtype, k, n, b);
    const C = alloc.matrix(dtype, m, n);
    return s.dense.gemm(C, A, B, { transA, transB }).copy() as T;
  });
}
