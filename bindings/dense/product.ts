// The options that gemm and gemmBatch share, checked.
import * as check from "../check.js";
import { UnsupportedError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Float, Vector } from "../types.js";
import type { Context } from "../context.js";
import type { GemmOptions } from "./types.js";

/** In the order of the kernels' codes. */
const ACTIVATIONS = ["none", "relu", "gelu", "silu"] as const;
const KNOWN = ["alpha", "beta", "transA", "transB", "bias", "activation", "algorithm", "levels", "errorTarget"] as const;
const ALGORITHMS = ["classical", "strassen", "auto"] as const;

/** The options of one product, checked; strides make transposition disappear. */
export interface Product { alpha: number; beta: number; transA: boolean; transB: boolean; bias: Vector<Float> | undefined; act: number }

const DEFAULTS: Product = { alpha: 1, beta: 0, transA: false, transB: false, bias: undefined, act: 0 };

export function product<D extends Float>(op: string, o: GemmOptions<D> | undefined): Product {
  if (o === undefined) return DEFAULTS;
  check.options(op, o, KNOWN);
  classicalOnly(op, o);
  return {
    alpha: check.number(op, "alpha", o.alpha, 1),
    beta: check.number(op, "beta", o.beta, 0),
    transA: check.flag(op, "transA", o.transA),
    transB: check.flag(op, "transB", o.transB),
    bias: o.bias as Vector<Float> | undefined,
    act: ACTIVATIONS.indexOf(check.choice(op, "activation", o.activation, ACTIVATIONS, "none")),
  };
}

/** The fast algorithms come with the flip family; saying so beats silently computing something else. */
export function classicalOnly(op: string, o: { algorithm?: unknown; levels?: unknown; errorTarget?: unknown }): void {
  const algorithm = typeof o.algorithm === "object" && o.algorithm !== null ? "plan" : check.choice(op, "algorithm", o.algorithm, ALGORITHMS, "classical");
  if (algorithm !== "classical") throw new UnsupportedError(op, "algorithm", `algorithm ${algorithm} is not in this version, expected "classical"`);
  for (const arg of ["levels", "errorTarget"] as const) {
    if (o[arg] !== undefined) throw new UnsupportedError(op, arg, `${arg} belongs to algorithm "strassen", which is not in this version`);
  }
}

/** bias: n elements of C's dtype, not overlapping C. Its address, or 0. */
export function biasAddress(ctx: Context, op: string, bias: Vector<Float> | undefined, C: MatrixHandle<Float>): number {
  if (bias === undefined) return 0;
  const v = check.vector(op, "bias", bias, ctx.arena, [C.dtype]);
  check.size(op, "bias", "length", v.length, C.cols, () => `C is ${C.rows}×${C.cols}`);
  check.disjoint(op, "C", C, "bias", v);
  return v.ptr;
}
