// One gemm call under every guard there is: framed operands, frozen inputs, NaN where nothing may be read, and the error bound.
import type { Kernels, Plan, Vector } from "lanewise";
import { type Frame, frozen, guarded } from "./guard.js";
import type { Float, Kind, Random } from "./random.js";
import { type Answer, compact, gemmReference } from "./reference.js";
import type { Activation } from "./reference.activation.js";
import { firstOutside } from "./tolerance.js";

export interface GemmTrial {
  readonly dtype: Float;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly transA?: boolean;
  readonly transB?: boolean;
  readonly alpha?: number;
  readonly beta?: number;
  readonly kind?: Kind;
  readonly bias?: boolean;
  readonly activation?: Activation;
  /** B through dense.pack first. */
  readonly packed?: boolean;
  readonly algorithm?: "strassen" | "auto" | Plan;
  readonly levels?: number;
  /** The bound is that of the largest element times this: fast algorithms are stable by norm, not by element. */
  readonly slack?: number;
  readonly frame?: Frame;
}

export function describeTrial(t: GemmTrial): string {
  const extras = [t.kind ?? "uniform", t.bias && "bias", t.activation, t.packed && "packed", t.algorithm && String(t.algorithm), t.levels].filter(Boolean).join(" ");
  return `${t.dtype} ${t.m}×${t.n}×${t.k} ${t.transA ? "t" : "n"}${t.transB ? "t" : "n"} α=${t.alpha ?? 1} β=${t.beta ?? 0} ${extras}`;
}

/** Throws unless every element of `got` (compact) lies within its bound. */
export function expectWithin(what: string, got: ArrayLike<number>, want: Answer): void {
  const at = firstOutside(got, want.value, want.bound);
  if (at < 0) return;
  const off = Math.abs((got[at] as number) - (want.value[at] as number));
  throw new Error(`${what}: element (${Math.floor(at / want.cols)}, ${at % want.cols}) is ${got[at]}, expected ${want.value[at]} ± ${want.bound[at]} (off by ${off})`);
}

function fast<A>({ algorithm, levels }: GemmTrial, chosen: A): { algorithm?: A; levels?: number } {
  return algorithm === undefined ? {} : { algorithm: chosen, ...(levels === undefined ? {} : { levels }) };
}

/** Runs one trial and returns the compact result; the values come from `random` alone. */
export function tryGemm(kernels: Kernels, random: Random, t: GemmTrial): ArrayLike<number> {
  const { dtype, m, n, k, transA = false, transB = false, alpha = 1, beta = 0, kind = "uniform", activation = "none" } = t;
  return kernels.scope((s) => {
    const unread = alpha === 0;
    const fill = (length: number, nan: boolean): ArrayLike<number> => (nan ? new Float64Array(length).fill(NaN) : random.array(dtype, length, kind));
    const aData = fill(m * k, unread);
    const bData = fill(k * n, unread);
    const cData = fill(m * n, beta === 0);
    const A = transA ? guarded(s, dtype, k, m, aData, t.frame) : guarded(s, dtype, m, k, aData, t.frame);
    const B = transB ? guarded(s, dtype, n, k, bData, t.frame) : guarded(s, dtype, k, n, bData, t.frame);
    const C = guarded(s, dtype, m, n, cData, t.frame);
    const bias: Vector<Float> | undefined = t.bias ? s.vector(dtype, random.array(dtype, n, kind)) : undefined;
    const want = gemmReference({
      dtype, alpha, beta, transA, transB, activation,
      a: compact(A.matrix.rows, A.matrix.cols, aData), b: compact(B.matrix.rows, B.matrix.cols, bData), c: compact(m, n, cData),
      ...(bias && { bias: bias.copy() }),
    });
    const unchanged = [frozen("A", A.matrix), frozen("B", B.matrix), ...(bias ? [frozen("bias", bias)] : [])];
    const packed = t.packed ? kernels.dense.pack(B.matrix, { trans: transB, ...fast(t, "strassen") }) : undefined;
    const options = { alpha, beta, transA, ...(packed ? {} : { transB, ...fast(t, t.algorithm) }), ...(bias && { bias }), activation };
    const returned = kernels.dense.gemm(C.matrix, A.matrix, packed ?? B.matrix, options);
    packed?.free();
    const what = `${describeTrial(t)} seed=${random.seed}`;
    if (returned !== C.matrix) throw new Error(`${what}: gemm did not return C`);
    const got = C.matrix.copy();
    expectWithin(what, got, t.slack === undefined ? want : { ...want, bound: new Float64Array(m * n).fill(t.slack * Math.max(0, ...want.bound)) });
    for (const guard of [A, B, C]) guard.verify();
    for (const check of unchanged) check();
    return got;
  });
}
