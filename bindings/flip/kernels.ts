// What the products of this family stand on: the raw exports of one dtype, and where operands and buffers lie.
import type { RawExports } from "../abi.js";
import type { Float } from "../types.js";

export type Numbers = Float | "i32";
/** Rows, inner dimension, columns. */
export type Dims = readonly [m: number, k: number, n: number];

/** The raw exports of one dtype, which differ in nothing else. A block of A, B or C is one contiguous array whatever its layout inside, and sums of blocks
 *  are blocks of sums. */
export interface Kernels {
  /** Bytes of an element. */
  readonly size: number;
  readonly placeA: RawExports["strassen_place_a_f32"]; readonly placeB: RawExports["strassen_place_b_f32"]; readonly product: RawExports["strassen_product_f32"];
  readonly workspace: RawExports["strassen_product_workspace_f32"]; readonly take: RawExports["strassen_take_c_f32"]; readonly narrow: RawExports["strassen_narrow_f32"];
  readonly unbasisA: RawExports["strassen_unbasis_a_f32"]; readonly unbasisB: RawExports["strassen_unbasis_b_f32"];
  readonly leaf: RawExports["structured_leaf_f32"]; readonly takeHalf: RawExports["structured_take_f32"]; readonly triangle: RawExports["structured_triangle_f32"];
  readonly combine: RawExports["combine_f32"]; readonly spread: RawExports["spread_f32"];
}

export function kernelsOf(raw: RawExports, dtype: Numbers): Kernels {
  return dtype === "f32" ? {
    size: 4, placeA: raw.strassen_place_a_f32, placeB: raw.strassen_place_b_f32, product: raw.strassen_product_f32, workspace: raw.strassen_product_workspace_f32,
    take: raw.strassen_take_c_f32, narrow: raw.strassen_narrow_f32, unbasisA: raw.strassen_unbasis_a_f32, unbasisB: raw.strassen_unbasis_b_f32,
    leaf: raw.structured_leaf_f32, takeHalf: raw.structured_take_f32, triangle: raw.structured_triangle_f32, combine: raw.combine_f32, spread: raw.spread_f32,
  } : dtype === "f64" ? {
    size: 8, placeA: raw.strassen_place_a_f64, placeB: raw.strassen_place_b_f64, product: raw.strassen_product_f64, workspace: raw.strassen_product_workspace_f64,
    take: raw.strassen_take_c_f64, narrow: raw.strassen_narrow_f64, unbasisA: raw.strassen_unbasis_a_f64, unbasisB: raw.strassen_unbasis_b_f64,
    leaf: raw.structured_leaf_f64, takeHalf: raw.structured_take_f64, triangle: raw.structured_triangle_f64, combine: raw.combine_f64, spread: raw.spread_f64,
  } : {
    size: 4, placeA: raw.strassen_place_a_i32, placeB: raw.strassen_place_b_i32, product: raw.strassen_product_i32, workspace: raw.strassen_product_workspace_i32,
    take: raw.strassen_take_c_i32, narrow: raw.strassen_narrow_i32, unbasisA: raw.strassen_unbasis_a_i32, unbasisB: raw.strassen_unbasis_b_i32,
    leaf: raw.structured_leaf_i32, takeHalf: raw.structured_take_i32, triangle: raw.structured_triangle_i32, combine: raw.combine_i32, spread: raw.spread_i32,
  };
}

/** Columns of B and C in one panel of the kernels: 32 bytes. */
export function panelOf(dtype: Numbers): number { return dtype === "f64" ? 4 : 8; }

export function roundUp(bytes: number): number { return Math.ceil(bytes / 64) * 64; }
/** Bytes that a buffer takes: the next one starts in another cache line, and no power of two further on, which would put all of them in the same cache sets. */
export function room(bytes: number): number { return roundUp(bytes) + 1088; }

/** Bytes of a row of the table of `combine` and `spread`: a coefficient and an address. */
export const ROW = 16;
