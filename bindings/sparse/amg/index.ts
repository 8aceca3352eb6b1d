import type { CsrHandle } from "../csr.js";
import type { PrecondHandle } from "../handle.js";
import type { Amg, AmgOptions } from "../types.js";

export function amg(op: string, A: CsrHandle<"f64">, o: AmgOptions): PrecondHandle & Amg { throw new Error("not there yet"); }
