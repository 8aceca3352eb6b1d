// The Walsh–Hadamard family: its functions bound to one instance.
import { boolean } from "./boolean.js";
import type { WhtContext } from "./context.js";
import { dyadicConvolve } from "./convolve.js";
import { simplexFeatures, sorf } from "./features.js";
import { fwht, fwht2d, ifwht } from "./fwht.js";
import { hadamard } from "./hadamard.js";
import { lstsqPrecond, lstsqSketch } from "./lstsq.js";
import { hadamardMatrix } from "./matrices.js";
import { permutation } from "./order.js";
import { randomized } from "./randomized.js";
import { sparse } from "./sparse.js";
import { srht } from "./srht.js";
import type { Wht } from "./types.js";

export function makeWht(ctx: WhtContext): Wht {
  return {
    fwht: (x, o) => fwht(ctx, x, o),
    ifwht: (x, o) => ifwht(ctx, x, o),
    fwht2d: (x, o) => fwht2d(ctx, x, o),
    hadamard: (x, o) => hadamard(ctx, x, o),
    hadamardMatrix,
    permutation,
    dyadicConvolve: (z, x, y) => dyadicConvolve(ctx, z, x, y),
    sparse: (input, o) => sparse(ctx, input, o),
    randomized: (dim, o) => randomized(ctx, dim, o),
    srht: (o) => srht(ctx, o),
    lstsqSketch: (A, b, o) => lstsqSketch(ctx, A, b, o),
    lstsqPrecond: (A, b, o) => lstsqPrecond(ctx, A, b, o),
    sorf: (X, o) => sorf(ctx, X, o),
    simplexFeatures: (X, o) => simplexFeatures(ctx, X, o),
    boolean: boolean(ctx),
  };
}
