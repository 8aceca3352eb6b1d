import type { CsrHandle } from "./csr.js";
import type { FactorHandle } from "./factor.js";
import type { FactorOptions } from "./types.js";

export function qr(op: string, A: CsrHandle<"f64">, o: FactorOptions): FactorHandle { throw new Error("not there yet"); }
