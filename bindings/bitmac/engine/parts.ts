// What the parts of an engine report is made of pass between them.
import type { CarrySaveTrace, DenseEngineSpec, EngineReport, EngineSpec, SliceEngineSpec } from "../types.js";

/** A specification with every default filled in. */
export type DenseSpec = Required<Omit<DenseEngineSpec, "constants">> & Pick<DenseEngineSpec, "constants">;
export type SliceSpec = Required<Omit<SliceEngineSpec, "constants">> & Pick<SliceEngineSpec, "constants">;
export type FullSpec = DenseSpec | SliceSpec;

export function isSlice(spec: EngineSpec): spec is SliceEngineSpec;
export function isSlice(spec: FullSpec): spec is SliceSpec;
export function isSlice(spec: EngineSpec): boolean {
  return spec.kind === "opt3" || spec.kind === "opt4c" || spec.kind === "opt4e";
}

/** Times of one product. */
export type Timing = Pick<EngineReport, "cycles" | "idealCycles" | "syncCycles" | "drainCycles" | "bubbleCycles" | "utilization" | "mapping">;

/** How often the parts of the hardware are used in one product. */
export type Uses = Pick<EngineReport, "partialProducts" | "skippedZeroDigits" | "carryPropagatingAdds" | "compressorOps" | "encoderUses">;

/** One product, stepped cycle by cycle. `timing` and `uses` are counted as they happen. */
export interface Detailed {
  readonly timing: Timing;
  readonly uses: Uses;
  /** m×n row by row. */
  readonly product: Int32Array;
  readonly trace: CarrySaveTrace;
}
