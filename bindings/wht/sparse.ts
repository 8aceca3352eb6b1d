import type { Vector } from "../types.js";
import type { WhtContext } from "./context.js";
import type { SampleQuery, SparseSpectrum, SparseWhtOptions } from "./types.js";

export function sparse(_ctx: WhtContext, _input: Vector<"f32"> | Vector<"f64"> | SampleQuery, o: SparseWhtOptions): SparseSpectrum { return { n: o.n } as SparseSpectrum; }
