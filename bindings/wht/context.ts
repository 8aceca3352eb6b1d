// What this family works with: the instance, and what the composer lends it of the dense family.
import type { Context } from "../context.js";
import type { Handle, Matrix } from "../types.js";

/** What sketched least squares need of the dense family. */
export interface DenseTools {
  /** R is the upper triangle of `qr`. */
  qr(A: Matrix<"f64">): Handle & { readonly qr: Matrix<"f64"> };
  /** In place; returns B. */
  triangularSolve(B: Matrix<"f64">, T: Matrix<"f64">, o: { uplo: "lower" | "upper"; trans?: boolean }): Matrix<"f64">;
}

export interface WhtContext extends Context { readonly dense: DenseTools }
