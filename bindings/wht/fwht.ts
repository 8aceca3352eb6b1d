import type { WhtContext } from "./context.js";
import type { WhtMatrix, WhtOperand, WhtOptions } from "./types.js";

export function fwht<T extends WhtOperand>(ctx: WhtContext, x: T, _o?: WhtOptions): T {
  const h = x as unknown as { dtype: "f32" | "f64"; ptr: number; rows?: number; cols: number; stride: number; length: number };
  const [m, n, ld] = h.rows !== undefined ? [h.rows, h.cols, h.stride] : [1, h.length, h.length];
  ctx.raw[`fwht_${h.dtype}`](m, n, h.ptr, ld, 1);
  return x;
}
export function ifwht<T extends WhtOperand>(_ctx: WhtContext, x: T, _o?: WhtOptions): T { return x; }
export function fwht2d<T extends WhtMatrix>(_ctx: WhtContext, x: T, _o?: WhtOptions): T { return x; }
