import type { CsrHandle } from "./csr.js";
import type { FactorHandle } from "./factor.js";
import type { FactorOptions } from "./types.js";

export function cholesky(op: string, A: CsrHandle<"f64">, kind: "cholesky" | "ldl", o: FactorOptions): FactorHandle { throw new Error("not there yet"); }
/** What a factorization of A would cost, from its pattern alone: for choosing a method. */
export function predictCholesky(A: CsrHandle<"f64">): { readonly flops: number; readonly nnz: number } { throw new Error("not there yet"); }
