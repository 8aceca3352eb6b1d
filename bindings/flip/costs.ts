// Made by bench/flip/costs.mjs on an AMD EPYC (Zen 3), Node 20, variant simd. In multiplications of the register kernel: `tile` a turn of its loop that a tile costs
// besides, `sum` an element of a stream that is added, `move` an element on its way into the layout or out of it; `dense` and `pack` the same for a multiplication and an
// element of the classical kernel.
export interface Costs { readonly tile: number; readonly sum: number; readonly move: number; readonly dense: number; readonly pack: number }
export const COSTS: Readonly<Record<"f32" | "f64", Costs>> = {
  f32: { tile: 11.6, sum: 0.375, move: 1.52, dense: 0.952, pack: 11.2 },
  f64: { tile: 3.26, sum: 0.473, move: 4.72, dense: 0.852, pack: 11.6 },
};
