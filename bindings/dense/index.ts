// The dense family: its functions bound to one instance.
import { gemmBatch } from "./batch.js";
import type { Context } from "./context.js";
import { gemm } from "./gemm.js";
import { pack } from "./pack.js";
import { syrk } from "./syrk.js";
import type { Dense } from "./types.js";

export function makeDense(ctx: Context): Dense {
  return {
    gemm: (C, A, B, o) => gemm(ctx, C, A, B, o),
    gemmBatch: (C, A, B, batch, o) => gemmBatch(ctx, C, A, B, batch, o),
    syrk: (C, A, o) => syrk(ctx, C, A, o),
    pack: (B, o) => pack(ctx, B, o),
  } as Dense;
}
