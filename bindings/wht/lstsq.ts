import type { Matrix, Vector } from "../types.js";
import type { WhtContext } from "./context.js";
import type { LeastSquaresResult, PrecondSketchOptions, SketchOptions } from "./types.js";

export function lstsqSketch(_ctx: WhtContext, _A: Matrix<"f64">, _b: Vector<"f64">, _o?: SketchOptions): Float64Array { return new Float64Array(0); }
export function lstsqPrecond(_ctx: WhtContext, _A: Matrix<"f64">, _b: Vector<"f64">, _o?: PrecondSketchOptions): LeastSquaresResult { return {} as LeastSquaresResult; }
