import type { Vector } from "../types.js";
import type { SparseContext } from "./context.js";
import type { Csr } from "./types.js";

export function triangularSolve(ctx: SparseContext, x: Vector<"f64">, T: Csr<"f64">, b: Vector<"f64">, o: { uplo: "lower" | "upper"; trans?: boolean; unit?: boolean }): Vector<"f64"> { throw new Error("not there yet"); }
