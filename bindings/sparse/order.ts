import type { SparseContext } from "./context.js";
import type { Csr } from "./types.js";

export function ordering(ctx: SparseContext, A: Csr<"f64">, kind: "amd" | "colamd" | "rcm" | "nd"): Uint32Array { throw new Error("not there yet"); }
export function matching(ctx: SparseContext, A: Csr<"f64">): { readonly rows: Uint32Array; readonly rowScale: Float64Array; readonly colScale: Float64Array } { throw new Error("not there yet"); }
