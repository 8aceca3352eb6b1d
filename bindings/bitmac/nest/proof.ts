// A nest against the plain product, on operands small enough to be done at once. What a nest computes does not depend on the sizes of its parts, so
// they are cut to two and three turns: every loop then takes several, and ends in the middle of a part.
import { interpret } from "./interpret.js";
import { layout, sizesOf } from "./layout.js";
import type { Fault, Study } from "./study.js";

const TRIALS = [[1, 1, 1, 2], [5, 3, 7, 2], [4, 5, 10, 3]] as const;

/** Ends of the range, their neighbours and what lies between; −128·−128 among the first products. */
function operand(length: number, seed: number): Int8Array {
  const ends = [-128, 127, -1, 85, -86, 0, 64, 1, -127];
  return Int8Array.from({ length }, (_, i) => (i % 2 ? Math.imul(i + seed, 0x9e3779b1) >> 24 : ends[(i >> 1) % ends.length]!));
}

function product(A: Int8Array, B: Int8Array, m: number, n: number, k: number): Int32Array {
  const C = new Int32Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) for (let p = 0; p < k; p++) C[i * n + j]! += A[i * k + p]! * B[p * n + j]!;
  return C;
}

/** Empty if the nest computes A·B. */
export function proof(study: Study): Fault[] {
  for (const [m, n, k, most] of TRIALS) {
    const A = operand(m * k, 1), B = operand(k * n, 5), sizes = sizesOf(study, m, n, k), want = product(A, B, m, n, k);
    const got = interpret(study, layout(study, sizes, (_, size) => Math.min(size || most, most)), sizes, A, B), at = got.findIndex((x, i) => x !== want[i]);
    if (at >= 0) return [{ line: study.values.get("C")!.node.line, message: `C is not A·B: for ${m}×${k} by ${k}×${n} it has ${got[at]} at row ${Math.floor(at / n)}, column ${at % n}, expected ${want[at]}` }];
  }
  return [];
}
