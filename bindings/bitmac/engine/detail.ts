// One product, stepped cycle by cycle: registers, wires and compressors as they stand in the hardware. Nothing here knows the closed forms of the counts.
import { stepDense } from "./detail_dense.js";
import { stepSlice } from "./detail_slice.js";
import { type Detailed, type FullSpec, isSlice } from "./parts.js";

/** A m×k and B k×n row by row. */
export function detailed(op: string, spec: FullSpec, a: Int8Array, b: Int8Array, m: number, n: number, k: number): Detailed {
  const problem = { op, a, b, m, n, k };
  const { machine, timing } = isSlice(spec) ? stepSlice(spec, problem) : stepDense(spec, problem);
  return { timing, uses: machine.uses, product: machine.product, trace: machine.trace() };
}
