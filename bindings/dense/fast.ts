// What the flip family lends to dense: products with fewer multiplications. kernels.ts injects it; nothing of how they work is known here.
import type { Context } from "../context.js";
import type { Arena } from "../memory/arena.js";
import type { Float, Plan } from "../types.js";
import type { Strided } from "./multiply.js";
import type { Packed } from "./types.js";

/** What was asked for, other than "classical". */
export interface Wish { readonly algorithm: "strassen" | "auto" | Plan; readonly levels: number | undefined; readonly errorTarget: number | undefined }

/** C ← alpha·a·b + beta·C. */
export interface FastJob {
  readonly op: string; readonly dtype: Float; readonly m: number; readonly n: number; readonly k: number;
  readonly alpha: number; readonly a: Strided; readonly b: Strided; readonly beta: number;
  readonly c: { readonly ptr: number; readonly stride: number };
}
/** A right operand kept in the layout of the fast product. */
export interface Resident extends Packed<Float> { readonly levels: number; checked(op: string, arg: string, arena: Arena): this }

export interface Fast {
  /** C ← alpha·a·b + beta·C. False, and nothing done, where the classical kernel is to do it. */
  multiply(job: FastJob, wish: Wish): boolean;
  /** The lower triangle of it, where b is the transpose of a; the upper one may be written too. */
  half(job: FastJob, wish: Wish): boolean;
  pack(op: string, dtype: Float, k: number, n: number, b: Strided, o: Pick<Wish, "levels" | "errorTarget">): Resident;
  isResident(B: unknown): B is Resident;
  multiplyResident(job: Omit<FastJob, "b">, B: Resident): void;
}

export interface DenseContext extends Context { readonly fast: Fast }
