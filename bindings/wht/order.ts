import type { WhtOrder } from "./types.js";

export function permutation(_n: number, _order: WhtOrder): Uint32Array { return new Uint32Array(0); }
