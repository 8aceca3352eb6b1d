import type { WhtContext } from "./context.js";
import type { RealVector } from "./types.js";

export function dyadicConvolve<T extends RealVector>(_ctx: WhtContext, z: T, _x: T, _y: T): T { return z; }
