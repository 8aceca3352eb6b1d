// Products with fewer multiplications, as dense asks for them and the flip family makes them: what the two agree on. kernels.ts injects the one into the
// other; nothing of how the products work is known here.
import * as check from "./check.js";
import type { Packed } from "./dense/types.js";
import { OptionError } from "./errors.js";
import type { Arena } from "./memory/arena.js";
import type { Dtype, Float, Plan } from "./types.js";

/** A matrix as the kernels see it, at element strides of which one is 1. */
export interface Operand { readonly ptr: number; readonly row: number; readonly col: number }

/** Transposing swaps the strides. */
export function strided(x: { readonly ptr: number; readonly stride: number }, trans: boolean): Operand {
  return { ptr: x.ptr, row: trans ? 1 : x.stride, col: trans ? x.stride : 1 };
}

/** C ← alpha·a·b + beta·C (m×n from m×k and k×n), checked. */
export interface ProductJob<D extends Dtype = Float> {
  readonly op: string; readonly dtype: D; readonly m: number; readonly n: number; readonly k: number;
  readonly alpha: number; readonly a: Operand; readonly b: Operand; readonly beta: number;
  readonly c: { readonly ptr: number; readonly stride: number };
}

/** How deep a recursion is wished to go: as told, or as far as an expected error over the root mean square of C allows. */
export interface Depth { readonly levels: number | undefined; readonly errorTarget: number | undefined }
/** What was asked for, other than "classical". */
export interface Wish extends Depth { readonly algorithm: "strassen" | "auto" | Plan }

/** Levels of the 2×2×2 recursion: deeper than this no double holds the workspace of any product that is worth it. */
export const MAX_LEVELS = 10;

/** The options `levels` and `errorTarget`, checked. */
export function depthOf(op: string, o: { levels?: number | undefined; errorTarget?: number | undefined } | undefined): Depth {
  const errorTarget = o?.errorTarget === undefined ? undefined : check.number(op, "errorTarget", o.errorTarget, 0);
  if (errorTarget !== undefined && !(errorTarget > 0)) throw new OptionError(op, "errorTarget", `errorTarget is ${errorTarget}, expected a number above 0`);
  return { levels: o?.levels === undefined ? undefined : check.integer(op, "levels", o.levels, 0, MAX_LEVELS), errorTarget };
}

/** A right operand kept in the layout of the fast product. */
export interface Resident extends Packed<Float> { readonly levels: number; checked(op: string, arg: string, arena: Arena): this }

export interface Fast {
  /** False, and nothing done, where the classical kernel is to do it. */
  multiply(job: ProductJob, wish: Wish): boolean;
  /** The lower triangle of it, where b is the transpose of a; the upper one may be written too. */
  half(job: ProductJob, wish: Wish): boolean;
  pack(op: string, dtype: Float, k: number, n: number, b: Operand, o: Depth): Resident;
  isResident(B: unknown): B is Resident;
  multiplyResident(job: Omit<ProductJob, "b">, B: Resident): void;
}
