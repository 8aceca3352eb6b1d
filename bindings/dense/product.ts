// The options that gemm and gemmBatch share, checked.
import * as check from "../check.js";
import { OptionError } from "../errors.js";
import type { MatrixHandle } from "../memory/matrix.js";
import type { Float, Plan, Vector } from "../types.js";
import type { Context } from "../context.js";
import { type Wish, depthOf } from "../fast.js";
import type { GemmOptions } from "./types.js";

/** In the order of the kernels' codes. */
const ACTIVATIONS = ["none", "relu", "gelu", "silu"] as const;
const KNOWN = ["alpha", "beta", "transA", "transB", "bias", "activation", "algorithm", "levels", "errorTarget"] as const;
const ALGORITHMS: readonly string[] = ["classical", "strassen", "auto"];

/** The options of one product, checked; strides make transposition disappear. */
export interface Product { alpha: number; beta: number; transA: boolean; transB: boolean; bias: Vector<Float> | undefined; act: number; wish: Wish | undefined }

const DEFAULTS: Product = { alpha: 1, beta: 0, transA: false, transB: false, bias: undefined, act: 0, wish: undefined };

export function product<D extends Float>(op: string, o: GemmOptions<D> | undefined): Product {
  if (o === undefined) return DEFAULTS;
  check.options(op, o, KNOWN);
  return {
    alpha: check.number(op, "alpha", o.alpha, 1),
    beta: check.number(op, "beta", o.beta, 0),
    transA: check.flag(op, "transA", o.transA),
    transB: check.flag(op, "transB", o.transB),
    bias: o.bias as Vector<Float> | undefined,
    act: ACTIVATIONS.indexOf(check.choice(op, "activation", o.activation, ACTIVATIONS, "none")),
    wish: wishOf(op, o),
  };
}

/** The algorithm asked for, undefined for the classical one. */
export function wishOf(op: string, o: Pick<GemmOptions, "algorithm" | "levels" | "errorTarget">, known: readonly string[] = ALGORITHMS): Wish | undefined {
  const plan = typeof o.algorithm === "object" && o.algorithm !== null;
  const algorithm = plan ? o.algorithm as Plan : check.choice(op, "algorithm", o.algorithm as string | undefined, known, "classical");
  if (o.levels !== undefined && algorithm !== "strassen") throw new OptionError(op, "levels", "levels belongs to algorithm \"strassen\"");
  if (o.errorTarget !== undefined && algorithm !== "strassen" && algorithm !== "auto") throw new OptionError(op, "errorTarget", "errorTarget belongs to algorithm \"strassen\" or \"auto\"");
  if (algorithm === "classical") return undefined;
  return { algorithm: algorithm as Wish["algorithm"], ...depthOf(op, o) };
}

/** bias: n elements of C's dtype, not overlapping C. Its address, or 0. */
export function biasAddress(ctx: Context, op: string, bias: Vector<Float> | undefined, C: MatrixHandle<Float>): number {
  if (bias === undefined) return 0;
  const v = check.vector(op, "bias", bias, ctx.arena, [C.dtype]);
  check.size(op, "bias", "length", v.length, C.cols, () => `C is ${C.rows}×${C.cols}`);
  check.disjoint(op, "C", C, "bias", v);
  return v.ptr;
}
