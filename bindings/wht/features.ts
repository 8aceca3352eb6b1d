import type { Matrix } from "../types.js";
import type { WhtContext } from "./context.js";
import type { FeatureOptions } from "./types.js";

export function sorf(_ctx: WhtContext, X: Matrix<"f32">, _o: FeatureOptions): Matrix<"f32"> { return X; }
export function simplexFeatures(_ctx: WhtContext, X: Matrix<"f32">, _o: FeatureOptions): Matrix<"f32"> { return X; }
