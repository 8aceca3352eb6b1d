// Preconditioners slowly and plainly, on dense arrays: each is formed as the matrix M that it stands for.
import { Random } from "./random.js";

/** Row-major n×n with the pattern it was given: an entry may be 0 and still belong. */
export interface Square { readonly n: number; readonly a: Float64Array; readonly has: Uint8Array }
export interface Entries { readonly row: number[]; readonly col: number[]; readonly values: number[] }

export function square(n: number): Square { return { n, a: new Float64Array(n * n), has: new Uint8Array(n * n) }; }
export function put(A: Square, i: number, j: number, v: number): void { A.a[i * A.n + j] = v; A.has[i * A.n + j] = 1; }

export function entries(A: Square): Entries {
  const e: Entries = { row: [], col: [], values: [] };
  for (let p = 0; p < A.n * A.n; p++) if (A.has[p]) { e.row.push(Math.floor(p / A.n)); e.col.push(p % A.n); e.values.push(A.a[p]!); }
  return e;
}

/** −1 to the neighbours on a w×h grid, 4 on the diagonal. */
export function grid(w: number, h: number): Square {
  const A = square(w * h);
  for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) {
    const i = y * w + x;
    put(A, i, i, 4);
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) if (x + dx >= 0 && x + dx < w && y + dy >= 0 && y + dy < h) put(A, i, i + dx + dy * w, -1);
  }
  return A;
}

/** Symmetric, strictly diagonally dominant by `margin`; signs "minus" make it an M-matrix. Triangles occur. */
export function randomSpd(random: Random, n: number, perRow: number, signs: "minus" | "both", margin = 0.1): Square {
  const A = square(n);
  for (let i = 1; i < n; i++) for (let k = 0; k < perRow / 2; k++) {
    const j = random.int(0, i - 1), v = signs === "minus" ? -0.1 - random.unit() : 2 * random.unit() - 1;
    put(A, i, j, v);
    put(A, j, i, v);
  }
  dominate(A, margin);
  return A;
}

/** Any signs, any pattern, strictly diagonally dominant. */
export function randomGeneral(random: Random, n: number, perRow: number): Square {
  const A = square(n);
  for (let i = 0; i < n; i++) for (let k = 0; k < perRow; k++) put(A, i, random.int(0, n - 1), 2 * random.unit() - 1);
  dominate(A, 0.2);
  return A;
}

function dominate(A: Square, margin: number): void {
  for (let i = 0; i < A.n; i++) {
    let sum = margin;
    for (let j = 0; j < A.n; j++) if (j !== i) sum += Math.abs(A.a[i * A.n + j]!);
    put(A, i, i, sum);
  }
}

export function times(n: number, A: ArrayLike<number>, x: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => { let s = 0; for (let j = 0; j < n; j++) s += A[i * n + j]! * x[j]!; return s; });
}

/** A⁻¹·b by elimination with pivoting. */
export function solveDense(n: number, A: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const m = Float64Array.from(A), x = Float64Array.from(b);
  for (let k = 0; k < n; k++) {
    let p = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(m[i * n + k]!) > Math.abs(m[p * n + k]!)) p = i;
    for (let j = 0; j < n; j++) [m[k * n + j], m[p * n + j]] = [m[p * n + j]!, m[k * n + j]!];
    [x[k], x[p]] = [x[p]!, x[k]!];
    for (let i = k + 1; i < n; i++) {
      const f = m[i * n + k]! / m[k * n + k]!;
      if (f === 0) continue;
      for (let j = k; j < n; j++) m[i * n + j]! -= f * m[k * n + j]!;
      x[i]! -= f * x[k]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let j = i + 1; j < n; j++) x[i]! -= m[i * n + j]! * x[j]!;
    x[i]! /= m[i * n + i]!;
  }
  return x;
}

function product(n: number, ...factors: Float64Array[]): Float64Array {
  return factors.reduce((P, Q) => {
    const R = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let k = 0; k < n; k++) { const v = P[i * n + k]!; if (v !== 0) for (let j = 0; j < n; j++) R[i * n + j]! += v * Q[k * n + j]!; }
    return R;
  });
}

/** (D̃ + L)·D̃⁻¹·(D̃ + U) with A's own triangles. */
function split(A: Square, pivot: ArrayLike<number>): Float64Array {
  const { n } = A, part = (keep: (i: number, j: number) => boolean): Float64Array => A.a.map((v, p) => { const i = Math.floor(p / n), j = p % n; return i === j ? pivot[i]! : keep(i, j) ? v : 0; });
  return product(n, part((i, j) => j < i).map((v, p) => v / pivot[p % n]!), part((i, j) => j > i));
}

export function ssorMatrix(A: Square, omega: number): Float64Array {
  return split(A, Float64Array.from({ length: A.n }, (_, i) => A.a[i * A.n + i]! / omega)).map((v) => v / (2 - omega));
}

/** Pivots of MIC(0) as in the text: undefined if one is below 1e-3 of the diagonal entry. */
export function modifiedPivots(A: Square, relax: number, shift: number): Float64Array | undefined {
  const { n, a } = A, d = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    d[i] = (1 + shift) * a[i * n + i]!;
    for (let j = 0; j < i; j++) {
      let u = 0;
      for (let k = j + 1; k < n; k++) u += a[j * n + k]!;
      if (A.has[i * n + j]) d[i]! -= (a[i * n + j]! * ((1 - relax) * a[i * n + j]! + relax * u)) / d[j]!;
    }
    if (!(d[i]! >= 1e-3 * a[i * n + i]!)) return undefined;
  }
  return d;
}

/** The shift that works, as the package tries them. */
export function tried<R>(attempt: (shift: number) => R | undefined): { result: R; shift: number } {
  for (let shift = 0; ; shift = Math.max(2 * shift, 1e-3)) {
    const result = attempt(shift);
    if (result !== undefined) return { result, shift };
  }
}

export function modifiedMatrix(A: Square, relax: number): { M: Float64Array; shift: number } {
  const { result, shift } = tried((s) => modifiedPivots(A, relax, s));
  return { M: split(A, result), shift };
}

/** L·Lᵀ with l_ij only where A has an entry, column by column. */
export function ic0Matrix(A: Square): { M: Float64Array; shift: number } {
  const { n, a, has } = A;
  const { result: L, shift } = tried((s) => {
    const l = new Float64Array(n * n);
    for (let j = 0; j < n; j++) {
      let d = (1 + s) * a[j * n + j]!;
      for (let k = 0; k < j; k++) d -= l[j * n + k]! ** 2;
      if (!(d >= 1e-3 * a[j * n + j]!)) return undefined;
      l[j * n + j] = Math.sqrt(d);
      for (let i = j + 1; i < n; i++) if (has[i * n + j]) {
        let v = a[i * n + j]!;
        for (let k = 0; k < j; k++) v -= l[i * n + k]! * l[j * n + k]!;
        l[i * n + j] = v / l[j * n + j]!;
      }
    }
    return l;
  });
  return { M: product(n, L, L.map((_, p) => L[(p % n) * n + Math.floor(p / n)]!)), shift };
}

function unitLowerTimesUpper(n: number, LU: Float64Array): Float64Array {
  const at = (p: number): [number, number] => [Math.floor(p / n), p % n];
  return product(n, LU.map((v, p) => { const [i, j] = at(p); return i === j ? 1 : j < i ? v : 0; }), LU.map((v, p) => { const [i, j] = at(p); return j >= i ? v : 0; }));
}

export function ilu0Matrix(A: Square): Float64Array {
  const { n, has } = A, w = A.a.slice();
  for (let i = 1; i < n; i++) for (let k = 0; k < i; k++) if (has[i * n + k]) {
    w[i * n + k]! /= w[k * n + k]!;
    for (let j = k + 1; j < n; j++) if (has[i * n + j]) w[i * n + j]! -= w[i * n + k]! * w[k * n + j]!;
  }
  return unitLowerTimesUpper(n, w);
}

/** Entries below drop·‖row‖₂ go, then all but the ceil(fill·length/2) largest on either side; those below the diagonal are measured as l_ij·u_jj. */
export function ilutMatrix(A: Square, drop: number, fill: number): Float64Array {
  const { n, a, has } = A, LU = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const w = a.slice(i * n, i * n + n), length = has.subarray(i * n, i * n + n).reduce((s, v) => s + v, 0), keep = Math.ceil(0.5 * fill * length);
    const least = drop * Math.sqrt(w.reduce((s, v) => s + v * v, 0));
    for (let k = 0; k < i; k++) {
      if (w[k] === 0 || Math.abs(w[k]!) < least) { w[k] = 0; continue; }
      for (let j = k + 1; j < n; j++) w[j]! -= (w[k]! / LU[k * n + k]!) * LU[k * n + j]!;
    }
    const kept = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, k) => from + k).filter((j) => w[j] !== 0 && Math.abs(w[j]!) >= least).sort((p, q) => Math.abs(w[q]!) - Math.abs(w[p]!)).slice(0, keep);
    for (const j of kept(0, i)) LU[i * n + j] = w[j]! / LU[j * n + j]!;
    LU[i * n + i] = w[i]!;
    for (const j of kept(i + 1, n)) LU[i * n + j] = w[j]!;
  }
  return unitLowerTimesUpper(n, LU);
}

/** e_0 … e_k of all numbers but the one at `without`. */
export function elementary(x: readonly number[], k: number, without: number): number {
  const e = [1, ...new Array<number>(k).fill(0)];
  x.forEach((v, i) => { if (i !== without) for (let j = k; j > 0; j--) e[j]! += v * e[j - 1]!; });
  return e[k]!;
}

/** What is left of r after `degree` steps on [high/30, high] in D⁻¹·A: T_k((c − x)/h)/T_k(c/h) of it. */
export function chebyshevResidual(A: Square, r: ArrayLike<number>, high: number, degree: number): Float64Array {
  const { n, a } = A, c = (high + high / 30) / 2, h = (high - high / 30) / 2, D = (i: number): number => a[i * n + i]!;
  const apply = (v: Float64Array): Float64Array => { const y = times(n, a, v.map((x, i) => x / D(i))); return v.map((x, i) => (c * x - y[i]!) / h); };
  let last: Float64Array = Float64Array.from(r), now = apply(last), [t0, t1] = [1, c / h];
  for (let k = 1; k < degree; k++) {
    const y = apply(now), next: Float64Array = y.map((v, i) => 2 * v - last[i]!);
    [last, now, t0, t1] = [now, next, t1, (2 * c * t1) / h - t0];
  }
  return now.map((v) => v / t1);
}
