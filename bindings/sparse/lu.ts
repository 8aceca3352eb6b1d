import type { CsrHandle } from "./csr.js";
import type { FactorHandle } from "./factor.js";
import type { FactorOptions } from "./types.js";

export function lu(op: string, A: CsrHandle<"f64">, o: FactorOptions): FactorHandle { throw new Error("not there yet"); }
/** About what LU of A would cost, from its pattern alone: for choosing a method. */
export function predictLu(A: CsrHandle<"f64">): { readonly flops: number; readonly nnz: number } { throw new Error("not there yet"); }
