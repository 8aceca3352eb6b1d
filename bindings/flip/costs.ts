// Made by bench/flip/costs.mjs on an AMD EPYC (Zen 3), Node 20, variant simd. In multiplications of the register kernel: `tile` a turn of its loop that a tile costs
// besides, `sum` an element of a stream that is added, `move` an element on its way into the layout or out of it; `dense` and `pack` the same for a multiplication and an
// element of the classical kernel.
export interface Costs { readonly tile: number; readonly sum: number; readonly move: number; readonly dense: number; readonly pack: number }
export const COSTS: Readonly<Record<"f32" | "f64", Costs>> = {
  f32: { tile: 6, sum: 1.5, move: 9, dense: 1, pack: 9 },
  f64: { tile: 6, sum: 1.5, move: 9, dense: 1, pack: 9 },
};
