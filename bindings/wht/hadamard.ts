import type { WhtContext } from "./context.js";
import type { HadamardOptions, RealMatrix, RealVector } from "./types.js";

export function hadamard<T extends RealVector | RealMatrix>(_ctx: WhtContext, x: T, _o?: HadamardOptions): T { return x; }
