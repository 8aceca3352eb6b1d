// Plain references for straight-line programs: every map written out as a dense matrix, and sums done the obvious way.
import type { LinearProgram, Ring, Scheme } from "lanewise";
import type { Random } from "./random.js";

/** Rows of numerators over one common denominator, 2520, so that halves to ninths are whole. */
export type Dense = number[][];
export const COMMON = 2520;

/** The matrix of a program times COMMON, by running it on unit vectors. */
export function matrixOf({ inputs, outputs, steps }: LinearProgram): Dense {
  const values: number[][] = Array.from({ length: inputs }, (_, i) => Array.from({ length: inputs }, (_, j) => (i === j ? COMMON : 0)));
  const rows: Dense = Array.from({ length: outputs }, () => new Array<number>(inputs).fill(0));
  for (const { out, terms } of steps) {
    const sum = new Array<number>(inputs).fill(0);
    for (const { index, coefficient } of terms) values[index]!.forEach((x, i) => { sum[i]! += coefficient * x; });
    values.push(sum.map((x) => Number.isInteger(x) ? x : Math.round(x * 1e6) / 1e6));
    if (out >= 0) rows[out] = values[values.length - 1]!;
  }
  return rows;
}

export interface Lengths { readonly u: number; readonly v: number; readonly w: number }

/** The three maps of a scheme times COMMON, as programs have them: u, v a row for each term, w a row for each entry of C. */
export function mapsOf(s: Scheme, { u, v, w }: Lengths): { u: Dense; v: Dense; w: Dense } {
  const at = (f: "u" | "v" | "w", i: number): number => ((s[f][i] as number) * COMMON) / (s.denominators?.[f][i] ?? 1);
  const terms = Array.from({ length: s.u.length / u }, (_, q) => q);
  return {
    u: terms.map((q) => Array.from({ length: u }, (_, a) => at("u", q * u + a))), v: terms.map((q) => Array.from({ length: v }, (_, b) => at("v", q * v + b))),
    w: Array.from({ length: w }, (_, c) => terms.map((q) => at("w", q * w + c))),
  };
}

/** Equal over a ring: over Z2 and Z3 whole and congruent. */
export function agree(ring: Ring, x: Dense, y: Dense): boolean {
  const modulus = COMMON * (ring === "Z2" ? 2 : ring === "Z3" ? 3 : 0);
  return x.length === y.length && x.every((row, i) => row.length === y[i]!.length && row.every((a, j) => (modulus === 0 ? a === y[i]![j] : (a - y[i]![j]!) % modulus === 0)));
}

export const additionsOf = (programs: readonly LinearProgram[]): number => programs.flatMap((p) => p.steps).reduce((sum, { terms }) => sum + Math.max(0, terms.length - 1), 0);

const VALUES: Readonly<Record<Ring, readonly (readonly [number, number])[]>> = {
  Z2: [[1, 1]], Z3: [[1, 1], [2, 1], [-1, 1]], ZT: [[1, 1], [-1, 1]], Z: [[1, 1], [-1, 1], [2, 1], [-3, 1], [6, 1]], Q: [[1, 1], [-1, 1], [1, 2], [-3, 2], [2, 3], [-5, 7], [4, 1]],
};

/** Random coefficients of a given density in the shape of a scheme: programs do not care whether the terms multiply matrices. */
export function sample(random: Random, ring: Ring, shape: readonly [number, number, number], rank: number, density: number, lengths: Lengths, target?: string): Scheme {
  const part = (length: number): readonly [Int32Array, Int32Array] => {
    const drawn = Array.from({ length: rank * length }, () => (random.chance(density) ? random.pick(VALUES[ring]) : [0, 1] as const));
    return [Int32Array.from(drawn, ([n]) => n), Int32Array.from(drawn, ([, d]) => d)];
  };
  const [u, du] = part(lengths.u), [v, dv] = part(lengths.v), [w, dw] = part(lengths.w);
  return { shape, ring, rank, u, v, w, ...(target === undefined ? {} : { target }), ...(ring === "Q" ? { denominators: { u: du, v: dv, w: dw } } : {}) };
}

export const general = ([n, m, p]: readonly [number, number, number]): Lengths => ({ u: n * m, v: m * p, w: p * n });

export const STRASSEN: Scheme = {
  shape: [2, 2, 2], ring: "ZT", rank: 7,
  u: Int32Array.of(1, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 1, 0, -1),
  v: Int32Array.of(1, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0, -1, -1, 0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1),
  w: Int32Array.of(1, 0, 0, 1, 0, 1, 0, -1, 0, 0, 1, 1, 1, 1, 0, 0, -1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0),
};

export const WINOGRAD: Scheme = {
  shape: [2, 2, 2], ring: "ZT", rank: 7,
  u: Int32Array.of(1, 0, 0, 0, 0, 1, 0, 0, 1, 1, -1, -1, 0, 0, 0, 1, 0, 0, 1, 1, -1, 0, 1, 1, 1, 0, -1, 0),
  v: Int32Array.of(1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 1, -1, -1, 1, -1, 1, 0, 0, 1, -1, 0, 1, 0, -1, 0, 1),
  w: Int32Array.of(1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 1),
};

/** Both factors of a 2×2×2 scheme's Kronecker square, 4×4×4:49. */
export function square({ u, v, w }: Scheme): Scheme {
  const kron = (x: Int32Array): Int32Array => Int32Array.from({ length: 49 * 16 }, (_, at) => {
    const q = Math.floor(at / 112), r = Math.floor(at / 16) % 7, i = (at >> 2) & 3, j = at & 3;
    return x[q * 4 + (i >> 1) * 2 + (j >> 1)]! * x[r * 4 + (i & 1) * 2 + (j & 1)]!;
  });
  return { shape: [4, 4, 4], ring: "ZT", rank: 49, u: kron(u), v: kron(v), w: kron(w) };
}
