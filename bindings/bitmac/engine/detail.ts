// INTERIM (detail): one product, stepped cycle by cycle.
import { UnsupportedError } from "../../errors.js";
import type { Detailed, FullSpec } from "./parts.js";

/** A m×k and B k×n row by row. */
export function detailed(op: string, spec: FullSpec, a: Int8Array, b: Int8Array, m: number, n: number, k: number): Detailed {
  throw new UnsupportedError(op, "detail", `${spec.kind} ${a.length} ${b.length} ${m} ${n} ${k}`);
}
