// The plain integer products beside the fast ones, operands that try their limits, and guards for windows of small integers.
import type { Alloc, Kernels, Matrix, Scope } from "lanewise";
import type { Frame } from "./guard.js";
import type { Random } from "./random.js";

export type Int8 = "i8" | "u8";
export type Bytes = Int8Array | Uint8Array;

export const limits = { i8: [-128, 127], u8: [0, 255] } as const;

/** Any typed array as the bytes it is made of. */
export function bytesIn(data: ArrayBufferView): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** What the entries of an operand look like. */
export type Spread =
  | "any"
  | "extreme" // the two ends only: the largest products, and every carry of a 16-bit sum
  | "least" // the lowest value everywhere: the largest sums
  | "seven"; // spans at most 127, somewhere in the dtype

export function int8Values(random: Random, dtype: Int8, length: number, spread: Spread): Bytes {
  const [low, high] = limits[dtype];
  const from = spread === "seven" ? random.int(low, high - 127) : low;
  const to = spread === "seven" ? from + 127 : high;
  const value = (): number => (spread === "least" ? low : spread === "extreme" || (spread === "seven" && random.chance(0.2)) ? random.pick([from, to]) : random.int(from, to));
  return dtype === "i8" ? Int8Array.from({ length }, value) : Uint8Array.from({ length }, value);
}

export interface Int8Problem {
  readonly m: number; readonly n: number; readonly k: number;
  /** Compact, as stored. */
  readonly a: ArrayLike<number>; readonly b: ArrayLike<number>;
  readonly transA: boolean; readonly transB: boolean;
  readonly zeroA: number; readonly zeroB: number;
}

/** Σ (A − zeroA)(B − zeroB) in doubles, which hold every such sum exactly (below 2⁵³ for any k that fits memory). */
export function int8Reference({ m, n, k, a, b, transA, transB, zeroA, zeroB }: Int8Problem): Float64Array {
  const c = new Float64Array(m * n);
  const right = Float64Array.from({ length: k * n }, (_, x) => (transB ? b[(x % n) * k + Math.floor(x / n)] as number : b[x] as number) - zeroB);
  for (let i = 0; i < m; i++) for (let p = 0; p < k; p++) {
    const x = (transA ? a[p * m + i] as number : a[i * k + p] as number) - zeroA;
    for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] as number) + x * (right[p * n + j] as number);
  }
  return c;
}

/** The same once more in BigInt, element by element: what the one above is held to. */
export function int8BigReference({ m, n, k, a, b, transA, transB, zeroA, zeroB }: Int8Problem): bigint[] {
  return Array.from({ length: m * n }, (_, x) => {
    const [i, j] = [Math.floor(x / n), x % n];
    let sum = 0n;
    for (let p = 0; p < k; p++) sum += (BigInt((transA ? a[p * m + i] : a[i * k + p]) as number) - BigInt(zeroA)) * (BigInt((transB ? b[j * k + p] : b[p * n + j]) as number) - BigInt(zeroB));
    return sum;
  });
}

export interface Requantizer {
  readonly dtype: Int8;
  /** A number, or one of each column. */
  readonly scale: number | ArrayLike<number>;
  readonly bias?: ArrayLike<number> | undefined;
  readonly zeroPoint?: number | undefined;
  readonly relu?: boolean | undefined;
}

export function roundHalfEven(x: number): number {
  const down = Math.floor(x), over = x - down;
  return over < 0.5 || (over === 0.5 && down % 2 === 0) ? down : down + 1;
}

/** One rounding of the product to f64, one to an integer, then the zero point and the limits of the dtype. */
export function requantizeReference(sums: ArrayLike<number>, n: number, { dtype, scale, bias, zeroPoint = 0, relu = false }: Requantizer): number[] {
  const [low, high] = limits[dtype];
  return Array.from(sums, (sum, x) => {
    const j = x % n;
    const real = (sum + (bias ? bias[j] as number : 0)) * (typeof scale === "number" ? scale : scale[j] as number);
    return Math.min(Math.max(roundHalfEven(relu ? Math.max(real, 0) : real) + zeroPoint, low), high);
  });
}

export interface Guarded8<D extends Int8 | "i32"> {
  readonly matrix: Matrix<D>;
  /** Throws, naming the first guard element that changed. */
  verify(): void;
}

/** As `guarded` of guard.ts for integers: the guards repeat with a period that no stride has. */
export function guarded8<D extends Int8 | "i32">(k: Alloc, dtype: D, rows: number, cols: number, data?: ArrayLike<number>, frame: Frame = {}): Guarded8<D> {
  const { top = 1, left = 3, right = 2, bottom = 1 } = frame;
  const whole = k.matrix(dtype, top + rows + bottom, left + cols + right);
  const pattern = (i: number): number => i % 113;
  for (let i = 0; i < whole.view.length; i++) whole.view[i] = pattern(i);
  const matrix = whole.sub(top, left, rows, cols);
  if (data) matrix.set(data);
  return {
    matrix,
    verify(): void {
      const now = whole.view;
      for (let i = 0; i < now.length; i++) {
        const r = Math.floor(i / whole.stride) - top, c = (i % whole.stride) - left;
        if (r >= 0 && r < rows && c >= 0 && c < cols) continue;
        if (now[i] !== pattern(i)) throw new Error(`guard element (${r}, ${c}) of the ${rows}×${cols} ${dtype} window holds ${now[i]}, expected ${pattern(i)}`);
      }
    },
  };
}

/** Remembers what a handle holds; the returned function throws when that has changed. */
export function unchanged8(name: string, handle: { readonly view: Int8Array | Uint8Array | Int32Array | Float32Array }): () => void {
  const before = handle.view.slice();
  return () => {
    const at = before.findIndex((x, i) => x !== handle.view[i]);
    if (at >= 0) throw new Error(`${name} was written: element ${at} is ${handle.view[at]}, expected ${before[at]}`);
  };
}

export interface Int8Trial {
  readonly m: number; readonly n: number; readonly k: number;
  readonly a?: Int8; readonly transA?: boolean; readonly transB?: boolean;
  readonly zeroA?: number; readonly zeroB?: number;
  readonly spreadA?: Spread; readonly spreadB?: Spread;
  readonly packed?: boolean; readonly frame?: Frame;
  /** Without it the sums themselves. */
  readonly out?: { readonly dtype: Int8; readonly perColumn?: boolean; readonly bias?: boolean; readonly zeroPoint?: number; readonly relu?: boolean };
}

export function describeInt8(t: Int8Trial): string {
  const out = t.out ? ` → ${t.out.dtype}${t.out.perColumn ? " per column" : ""}${t.out.bias ? " bias" : ""}${t.out.relu ? " relu" : ""} zero ${t.out.zeroPoint ?? 0}` : "";
  return `${t.a ?? "i8"} ${t.m}×${t.n}×${t.k} ${t.transA ? "t" : "n"}${t.transB ? "t" : "n"} zeros ${t.zeroA ?? 0}, ${t.zeroB ?? 0} ${t.spreadA ?? "any"} ${t.spreadB ?? "any"}${t.packed ? " packed" : ""}${out}`;
}

/** One product under every guard there is, against the reference; the values come from `random` alone. */
export function tryInt8(kernels: Kernels, random: Random, t: Int8Trial): void {
  kernels.scope((s) => {
    const { m, n, k, a: dtype = "i8", transA = false, transB = false, zeroA = 0, zeroB = 0 } = t;
    const a = int8Values(random, dtype, m * k, t.spreadA ?? "any"), b = int8Values(random, "i8", k * n, t.spreadB ?? "any");
    const A = guarded8(s, dtype, transA ? k : m, transA ? m : k, a, t.frame) as Guarded8<"i8">;
    const B = guarded8(s, "i8", transB ? n : k, transB ? k : n, b, t.frame);
    const sums = int8Reference({ m, n, k, a, b, transA, transB, zeroA, zeroB });
    const same = [unchanged8("A", A.matrix), unchanged8("B", B.matrix)];
    const right = t.packed ? s.use(kernels.dense.packInt8(B.matrix, { trans: transB })) : B.matrix;
    const options = { transA, transB: transB && !t.packed, zeroPointA: zeroA, zeroPointB: zeroB };
    const what = `${describeInt8(t)} seed=${random.seed}`;
    const { out } = t;
    const C = guarded8(s, out?.dtype ?? "i32", m, n, undefined, t.frame);
    let want: ArrayLike<number> = sums;
    let returned: unknown;
    if (out) {
      const r = requantization(s, random, n, k, out);
      want = requantizeReference(sums, n, { dtype: out.dtype, scale: r.plain.scale, bias: r.plain.bias, zeroPoint: out.zeroPoint, relu: out.relu });
      returned = kernels.dense.gemmInt8Requantized(C.matrix as Matrix<"i8">, A.matrix, right, r.given, options);
    } else returned = kernels.dense.gemmInt8(C.matrix as Matrix<"i32">, A.matrix, right, options);
    if (returned !== C.matrix) throw new Error(`${what}: the call did not return C`);
    const got = C.matrix.copy();
    for (let i = 0; i < want.length; i++) if (got[i] !== (want[i] as number) + 0) throw new Error(`${what}: element (${Math.floor(i / n)}, ${i % n}) is ${got[i]}, expected ${want[i]}`);
    for (const guard of [A, B, C]) guard.verify();
    for (const check of same) check();
  });
}

/** Scales that spread results over the dtype, some of them powers of two so that halves occur, and biases. */
function requantization(s: Scope, random: Random, n: number, k: number, out: NonNullable<Int8Trial["out"]>) {
  const scale = (): number => Math.fround(random.chance(0.4) ? 2 ** -random.int(1, 12) : (0.2 + random.unit()) / (60 * Math.sqrt(k + 1)));
  const scales = Float32Array.from({ length: n }, scale);
  const bias = out.bias ? Int32Array.from({ length: n }, () => (random.chance(0.1) ? random.pick([2 ** 31 - 1, -(2 ** 31)]) : random.int(-9999, 9999))) : undefined;
  const one = random.chance(0.5) ? scale() : (0.2 + random.unit()) / (60 * Math.sqrt(k + 1));
  return {
    plain: { scale: out.perColumn ? scales : one, bias },
    given: {
      scale: out.perColumn ? s.vector("f32", scales) : one, ...(bias && { bias: s.vector("i32", bias) }),
      ...(out.zeroPoint !== undefined && { zeroPoint: out.zeroPoint }), ...(out.relu && { activation: "relu" as const }),
    },
  };
}
