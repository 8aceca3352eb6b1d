// The dense family: its functions bound to one instance.
import { gemmBatch } from "./batch.js";
import type { Context } from "./context.js";
import { gemm } from "./gemm.js";
import { gemv } from "./gemv.js";
import { amax, asum, axpy, dot, nrm2, scale } from "./level1.js";
import { pack } from "./pack.js";
import { syrk } from "./syrk.js";
import { transpose } from "./transpose.js";
import type { Dense } from "./types.js";

export function makeDense(ctx: Context): Dense {
  return {
    gemm: (C, A, B, o) => gemm(ctx, C, A, B, o),
    gemmBatch: (C, A, B, batch, o) => gemmBatch(ctx, C, A, B, batch, o),
    gemv: (y, A, x, o) => gemv(ctx, y, A, x, o),
    syrk: (C, A, o) => syrk(ctx, C, A, o),
    pack: (B, o) => pack(ctx, B, o),
    dot: (x, y) => dot(ctx, x, y),
    axpy: (y, alpha, x) => axpy(ctx, y, alpha, x),
    scale: (x, alpha) => scale(ctx, x, alpha),
    nrm2: (x) => nrm2(ctx, x),
    asum: (x) => asum(ctx, x),
    amax: (x) => amax(ctx, x),
    transpose: (B, A) => transpose(ctx, B, A),
  } as Dense;
}
