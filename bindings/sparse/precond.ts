import type { CsrHandle } from "./csr.js";
import type { PrecondHandle } from "./handle.js";
import type { Krylov } from "./krylov/problem.js";
import type { PrecondKind, PrecondOptions } from "./types.js";

export function precond(op: string, A: CsrHandle<"f64">, kind: Exclude<PrecondKind, "amg">, o: PrecondOptions): PrecondHandle { throw new Error("not there yet"); }
/** CG with the preconditioner made and applied in A's level order, by Eisenstat's trick: "dic", "mic0" and "ssor". */
export function splitCg(op: string, A: CsrHandle<"f64">, kind: "dic" | "mic0" | "ssor", o: PrecondOptions): { readonly solver: Krylov; free(): void; toString(): string } { throw new Error("not there yet"); }
