// Schemes made in code, and products done plainly, to hold plans against.
import type { LinearProgram, Ring, Scheme, StraightLine } from "lanewise";
import { Random } from "./random.js";

export type Dtype = "f32" | "f64" | "i32";

/** One product for each a[i][j]·b[j][k]. */
export function standardScheme(n: number, m: number, p: number): Scheme {
  const rank = n * m * p, u = new Int32Array(rank * n * m), v = new Int32Array(rank * m * p), w = new Int32Array(rank * p * n);
  let q = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++, q++) { u[q * n * m + i * m + j] = 1; v[q * m * p + j * p + k] = 1; w[q * p * n + k * n + i] = 1; }
  return { shape: [n, m, p], ring: "ZT", rank, u, v, w };
}

/** Strassen 1969, in the order of his paper; w by columns of C. */
export const strassen: Scheme = {
  shape: [2, 2, 2], ring: "ZT", rank: 7,
  u: Int32Array.of(1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 1, 0, -1),
  v: Int32Array.of(1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, -1, -1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1),
  w: Int32Array.of(1, 0, 0, 1, 0, 1, 0, -1, 0, 0, 1, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0),
};

const step = (out: number, ...terms: readonly (readonly [number, number])[]): LinearProgram["steps"][number] => ({ out, terms: terms.map(([index, coefficient]) => ({ index, coefficient })) });

/** Winograd's form with its 15 additions: S1 = a21 + a22, S2 = S1 − a11, S3 = a11 − a21, S4 = a12 − S2, likewise T of b, and U of the products.
 *  `again`: c22 = c21 + P4 + P5, an output that another takes and a product that cancels. */
export function winograd(again: boolean = false): StraightLine {
  const u: LinearProgram = { inputs: 4, outputs: 7, steps: [step(4, [2, 1], [3, 1]), step(5, [4, 1], [0, -1]), step(6, [0, 1], [2, -1]), step(2, [1, 1], [5, -1]), step(0, [0, 1]), step(1, [1, 1]), step(3, [3, 1])] };
  const v: LinearProgram = { inputs: 4, outputs: 7, steps: [step(4, [1, 1], [0, -1]), step(5, [3, 1], [4, -1]), step(6, [3, 1], [1, -1]), step(3, [5, 1], [2, -1]), step(0, [0, 1]), step(1, [2, 1]), step(2, [3, 1])] };
  // P1 + P6 = 7, that + P7 = 8, P1 + P6 + P5 = 9; outputs c11, c21, c12, c22.
  const w: LinearProgram = { inputs: 7, outputs: 4, steps: [step(-1, [0, 1], [5, 1]), step(-1, [7, 1], [6, 1]), step(-1, [7, 1], [4, 1]), step(0, [0, 1], [1, 1]), step(1, [8, 1], [3, -1]), step(2, [9, 1], [2, 1]), step(3, ...(again ? [[11, 1], [3, 1], [4, 1]] as const : [[8, 1], [4, 1]] as const))] };
  return { scheme: written(u, v, w), additions: 15, u, v, w };
}

/** The scheme that programs of a 2×2×2 form compute. */
function written(u: LinearProgram, v: LinearProgram, w: LinearProgram): Scheme {
  const forms = ({ inputs, outputs, steps }: LinearProgram): number[][] => {
    const values = Array.from({ length: inputs }, (_, i) => Array.from({ length: inputs }, (_, j) => Number(i === j))), ends: number[][] = Array.from({ length: outputs }, () => []);
    for (const { out, terms } of steps) {
      const value = new Array<number>(inputs).fill(0);
      for (const { index, coefficient } of terms) values[index]!.forEach((x, i) => { value[i]! += coefficient * x; });
      values.push(value);
      if (out >= 0) ends[out] = value;
    }
    return ends;
  };
  const [x, y, z] = [forms(u), forms(v), forms(w)], rank = w.inputs;
  return { shape: [2, 2, 2], ring: "Z", rank, u: Int32Array.from(x.flat()), v: Int32Array.from(y.flat()), w: Int32Array.from({ length: rank * 4 }, (_, i) => z[i % 4]![Math.floor(i / 4)]!) };
}

/** Kronecker product: one level of a, then one of b, as one level. */
export function kronecker(a: Scheme, b: Scheme): Scheme {
  const [n, m, p] = a.shape, [N, M, P] = b.shape, rank = a.rank * b.rank;
  const cross = (x: Int32Array, y: Int32Array, r: number, c: number, R: number, C: number): Int32Array => {
    const out = new Int32Array(rank * r * c * R * C);
    let at = 0;
    for (let q = 0; q < a.rank; q++) for (let t = 0; t < b.rank; t++) for (let i = 0; i < r; i++) for (let I = 0; I < R; I++) for (let j = 0; j < c; j++) for (let J = 0; J < C; J++) out[at++] = x[(q * r + i) * c + j]! * y[(t * R + I) * C + J]!;
    return out;
  };
  return { shape: [n * N, m * M, p * P], ring: a.ring === "ZT" && b.ring === "ZT" ? "ZT" : "Z", rank, u: cross(a.u, b.u, n, m, N, M), v: cross(a.v, b.v, m, p, M, P), w: cross(a.w, b.w, p, n, P, N) };
}

/** The same scheme with term q's factors scaled by s, t and 1/(st): fractions, and coefficients that are not ±1. */
export function scaled(s: Scheme, random: Random): Scheme {
  const length = { u: s.u.length / s.rank, v: s.v.length / s.rank, w: s.w.length / s.rank };
  const by = Array.from({ length: s.rank }, () => [random.pick([1, -1, 2, 3]), random.pick([1, -1, 3, -4])] as const);
  const u = s.u.map((x, i) => x * by[Math.floor(i / length.u)]![0]), v = s.v.map((x, i) => x * by[Math.floor(i / length.v)]![1]);
  const sign = (i: number): number => Math.sign(by[Math.floor(i / length.w)]![0] * by[Math.floor(i / length.w)]![1]);
  const w = s.w.map((x, i) => x * sign(i)), below = s.w.map((x, i) => Math.abs(by[Math.floor(i / length.w)]![0] * by[Math.floor(i / length.w)]![1]));
  return { ...s, ring: "Q" as Ring, u, v, w, denominators: { u: u.map(() => 1), v: v.map(() => 1), w: below } };
}

/** Whole coefficients that are not ±1: a random unimodular change of basis on the inner dimension, u·X and X⁻¹·v, X upper triangular with unit diagonal. */
export function sheared(s: Scheme, by: number): Scheme {
  const [n, m, p] = s.shape;
  if (m < 2) return s;
  const u = s.u.slice(), v = s.v.slice();
  for (let q = 0; q < s.rank; q++) {
    for (let i = 0; i < n; i++) u[(q * n + i) * m + 1]! += by * u[(q * n + i) * m]!;
    for (let k = 0; k < p; k++) v[q * m * p + k]! -= by * v[q * m * p + p + k]!;
  }
  return { ...s, ring: "Z", u, v };
}

export function entries(random: Random, dtype: Dtype, length: number): ArrayLike<number> {
  return dtype === "i32" ? Int32Array.from({ length }, () => random.u32() | 0) : random.array(dtype, length, "uniform");
}

/** Plainly: i32 modulo 2³², else in double. */
export function plainProduct(dtype: Dtype, m: number, k: number, n: number, a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) {
    let x = 0;
    if (dtype === "i32") for (let q = 0; q < k; q++) x = (x + Math.imul(a[i * k + q]!, b[q * n + j]!)) | 0;
    else for (let q = 0; q < k; q++) x += a[i * k + q]! * b[q * n + j]!;
    c[i * n + j] = x;
  }
  return c;
}

export const largest = (x: ArrayLike<number>): number => Array.prototype.reduce.call(x, (most: unknown, y: unknown) => Math.max(most as number, Math.abs(y as number)), 0) as number;

/** Whether w counts products of a and b into the standard tensor: Σ_q u v w, for tests of the schemes above. */
export function multiplies({ shape: [n, m, p], rank, u, v, w }: Scheme): boolean {
  for (let a = 0; a < n * m; a++) for (let b = 0; b < m * p; b++) for (let c = 0; c < p * n; c++) {
    let x = 0;
    for (let q = 0; q < rank; q++) x += u[q * n * m + a]! * v[q * m * p + b]! * w[q * p * n + c]!;
    const want = a % m === Math.floor(b / p) && c % n === Math.floor(a / m) && Math.floor(c / n) === b % p ? 1 : 0;
    if (x !== want) return false;
  }
  return true;
}
