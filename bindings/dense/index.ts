// The dense family: its functions bound to one instance.
import { gemmBatch } from "./batch.js";
import { cholesky } from "./cholesky.js";
import type { DenseContext } from "./context.js";
import { gemm } from "./gemm.js";
import { gemmInt8 } from "./int8.js";
import { gemv } from "./gemv.js";
import { amax, asum, axpy, dot, nrm2, scale } from "./level1.js";
import { lu } from "./lu.js";
import { pack } from "./pack.js";
import { qr } from "./qr.js";
import { inverse, lstsq, solve } from "./solve.js";
import { packInt8 } from "./pack_int8.js";
import { gemmInt8Requantized } from "./requantize.js";
import { syrk } from "./syrk.js";
import { transpose } from "./transpose.js";
import { triangularSolve } from "./triangular.js";
import type { Dense } from "./types.js";

export function makeDense(ctx: DenseContext): Dense {
  return {
    gemm: (C, A, B, o) => gemm(ctx, C, A, B, o),
    gemmInt8: (C, A, B, o) => gemmInt8(ctx, C, A, B, o),
    gemmInt8Requantized: (C, A, B, r, o) => gemmInt8Requantized(ctx, C, A, B, r, o),
    packInt8: (B, o) => packInt8(ctx, B, o),
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
    cholesky: (A) => cholesky(ctx, A),
    lu: (A) => lu(ctx, A),
    qr: (A) => qr(ctx, A),
    triangularSolve: (B, T, o) => triangularSolve(ctx, B, T, o),
    solve: (X, A, B) => solve(ctx, X, A, B),
    lstsq: (X, A, B) => lstsq(ctx, X, A, B),
    inverse: (X, A) => inverse(ctx, X, A),
  };
}
