import type { WhtContext } from "./context.js";
import type { RandomizedHadamard } from "./types.js";

export function randomized(_ctx: WhtContext, dim: number, _o: { seed: number; rounds?: number; block?: number }): RandomizedHadamard { return { dim } as RandomizedHadamard; }
