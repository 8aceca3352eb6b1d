// A small product ready to be called wrongly, and what a refused call owes its caller:
// the class, code, operation and argument of the error, and memory as it was before.
import type { ErrorCode, Kernels, Matrix, Scope } from "lanewise";
import { equal, throws } from "../suites/assert.js";
import { frozen } from "./guard.js";
import { type Flavour, withKernels } from "./guard.kernels.js";
import { Random } from "./random.js";

const platform: Partial<Record<ErrorCode, new (...args: never[]) => Error>> = {
  shape: RangeError, option: RangeError, alias: RangeError, foreign: RangeError, dtype: TypeError, freed: ReferenceError, unsupported: Error,
};

/** C (3×5) ← A (3×4) · B (4×5). */
export interface Bench {
  readonly k: Kernels;
  readonly s: Scope;
  readonly A: Matrix<"f32">;
  readonly B: Matrix<"f32">;
  readonly C: Matrix<"f32">;
}

export function bench(variant: Flavour, body: (b: Bench) => void): void {
  withKernels(variant, (k, s) => {
    const random = new Random(3);
    body({
      k, s,
      A: s.matrix("f32", 3, 4, random.array("f32", 12)),
      B: s.matrix("f32", 4, 5, random.array("f32", 20)),
      C: s.matrix("f32", 3, 5, random.array("f32", 15)),
    });
  });
}

export interface Refusal {
  readonly code: ErrorCode;
  readonly op?: string;
  readonly arg?: string;
  readonly message?: string | RegExp;
}

/** The call must throw as said, change no operand and hold no memory. What it needs besides A, B, C comes from its scope. */
export function refuses(b: Bench, what: string, want: Refusal, run: (s: Scope) => unknown): void {
  const unchanged = [frozen("A", b.A), frozen("B", b.B), frozen("C", b.C)];
  const { used, handles } = b.k.memory();
  const base = platform[want.code];
  b.k.scope((s) => throws(() => run(s), { op: "dense.gemm", ...want, ...(base && { base }) }, what));
  for (const check of unchanged) check();
  equal(b.k.memory().used, used, `${what}: memory().used`);
  equal(b.k.memory().handles, handles, `${what}: memory().handles`);
}

/** Types forbid the calls we try; JavaScript does not. */
export function loose(f: (...args: never[]) => unknown): (...args: readonly unknown[]) => unknown {
  return f as unknown as (...args: readonly unknown[]) => unknown;
}
