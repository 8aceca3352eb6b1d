import type { Matrix, SolveInfo, Vector } from "../types.js";
import type { SparseContext } from "./context.js";
import type { Csr, Operator, SolveOptions } from "./types.js";

export function solve(ctx: SparseContext, x: Vector<"f64"> | Matrix<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64"> | Matrix<"f64">, o?: SolveOptions): SolveInfo { throw new Error("not there yet"); }
export function steps(ctx: SparseContext, x: Vector<"f64">, A: Csr<"f64"> | Operator, b: Vector<"f64">, o?: SolveOptions): Generator<number, SolveInfo> { throw new Error("not there yet"); }
