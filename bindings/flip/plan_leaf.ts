// What a plan's innermost blocks are made of and multiplied by: the fast product of 2×2×2, any number of levels of it, none included. A block of A, B or C is
// one contiguous array whatever its layout inside, and sums of blocks are blocks of sums.
import type { RawExports } from "../abi.js";

export type Dtype = "f32" | "f64" | "i32";
/** Rows, inner dimension, columns. */
export type Dims = readonly [number, number, number];
export interface Strided { readonly ptr: number; readonly row: number; readonly col: number }

type Pick3 = "strassen_place_a" | "strassen_place_b" | "strassen_product" | "strassen_product_workspace" | "strassen_take_c" | "combine" | "spread";
/** The raw exports of one dtype, which differ in nothing else. */
export type Leaf = { readonly [F in Pick3]: RawExports[`${F}_f32` & keyof RawExports] } & { readonly size: number };

export function leafOf(raw: RawExports, dtype: Dtype): Leaf {
  if (dtype === "f32") return { size: 4, strassen_place_a: raw.strassen_place_a_f32, strassen_place_b: raw.strassen_place_b_f32, strassen_product: raw.strassen_product_f32, strassen_product_workspace: raw.strassen_product_workspace_f32, strassen_take_c: raw.strassen_take_c_f32, combine: raw.combine_f32, spread: raw.spread_f32 };
  if (dtype === "f64") return { size: 8, strassen_place_a: raw.strassen_place_a_f64, strassen_place_b: raw.strassen_place_b_f64, strassen_product: raw.strassen_product_f64, strassen_product_workspace: raw.strassen_product_workspace_f64, strassen_take_c: raw.strassen_take_c_f64, combine: raw.combine_f64, spread: raw.spread_f64 };
  return { size: 4, strassen_place_a: raw.strassen_place_a_i32, strassen_place_b: raw.strassen_place_b_i32, strassen_product: raw.strassen_product_i32, strassen_product_workspace: raw.strassen_product_workspace_i32, strassen_take_c: raw.strassen_take_c_i32, combine: raw.combine_i32, spread: raw.spread_i32 };
}
