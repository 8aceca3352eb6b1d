// The bit-weight family: its functions bound to one instance.
import { bits } from "./bits.js";
import type { BitMacContext } from "./context.js";
import { encode } from "./encode.js";
import { compare } from "./engine/compare.js";
import { constants } from "./engine/constants.js";
import { engine } from "./engine/engine.js";
import { gemm } from "./gemm.js";
import { gemmBits } from "./gemm_bits.js";
import { notation } from "./nest/nest.js";
import { numPPs } from "./numpps.js";
import type { BitMac } from "./types.js";

export function makeBitMac(ctx: BitMacContext): BitMac {
  return {
    encode: (x, e, o) => encode(ctx, x, e, o),
    numPPs: (x, e, o) => numPPs(ctx, x, e, o),
    gemm: (C, A, B, o) => gemm(ctx, C, A, B, o),
    bits: (x, width, o) => bits(ctx, x, width, o),
    gemmBits: (C, A, B) => gemmBits(ctx, C, A, B),
    engine: (spec) => engine(ctx, spec),
    notation: (text) => notation(ctx, text),
    constants,
    compare,
  };
}
