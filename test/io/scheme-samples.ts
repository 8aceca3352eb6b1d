// Schemes of each ring, small enough to be checked by eye, and files of them in every format.
import type { Ring, Scheme } from "../../bindings/flip/types.js";
import { formatScheme, parseScheme } from "../../bindings/io/index.js";
import type { SchemeFormat } from "../../bindings/io/index.js";
import { lengthsOf, makeScheme } from "../../bindings/scheme.js";
import { targetOf } from "../../bindings/flip/target.js";

/** Strassen 1969, typed in from the paper; c is C transposed. */
export const STRASSEN = `(a11 + a22)*(b11 + b22)*(c11 + c22)
(a21 + a22)*(b11)*(c12 - c22)
(a11)*(b12 - b22)*(c21 + c22)
(a22)*(-b11 + b21)*(c11 + c12)
(a11 + a12)*(b22)*(-c11 + c21)
(-a11 + a21)*(b11 + b12)*(c22)
(a12 - a22)*(b21 + b22)*(c11)
`;

/** One term for each nonzero of the target. */
export function naive(shape: readonly [number, number, number], ring: Ring, target?: string): Scheme {
  const nonzeros = targetOf(shape, target), L = lengthsOf(shape, target), [u, v, w] = [L.u, L.v, L.w].map((n) => new Int32Array(n * nonzeros.length)) as [Int32Array, Int32Array, Int32Array];
  for (const [q, { a, b, c, value }] of nonzeros.entries()) {
    u[q * L.u + a] = 1;
    v[q * L.v + b] = 1;
    w[q * L.w + c] = ring === "Z2" ? 1 : value;
  }
  return makeScheme({ shape, ring, target, u, v, w });
}

/** The same with thirds and halves: factors scaled by 3/2, 2, 1/3. */
export function scaled(s: Scheme): Scheme {
  const times = (x: Int32Array, k: number): Int32Array => x.map((y) => y * k), of = (x: Int32Array, d: number): Int32Array => x.map((y) => (y === 0 ? 1 : d));
  return makeScheme({ ...s, ring: "Q", u: times(s.u, 3), v: times(s.v, 2), w: s.w, denominators: { u: of(s.u, 2), v: of(s.v, 1), w: of(s.w, 3) } });
}

/** Strassen's modulo 2, where no signs are. */
export function strassenZ2(): Scheme {
  const s = parseScheme(STRASSEN), odd = (x: Int32Array): Int32Array => x.map((y) => y & 1);
  return makeScheme({ ...s, ring: "Z2", u: odd(s.u), v: odd(s.v), w: odd(s.w) });
}

export const TEXTS: readonly Exclude<SchemeFormat, "alphatensor-npz" | "flip-cpd-npy">[] = ["perminov-json", "perminov-txt", "reduced-json", "mathematica", "exp", "maple"];

/** Name and content of a file in each format and, where that differs, kind. */
export function samples(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const strassen = parseScheme(STRASSEN), thirds = scaled(naive([1, 2, 3], "Z")), text = new TextEncoder();
  const files = [strassen, thirds, strassenZ2()].flatMap((s, i) => TEXTS.map((format) => ({ name: `${format}-${i}`, bytes: text.encode(formatScheme(s, format)) })));
  const several = [
    { name: "two-txt", bytes: text.encode(`2\n${formatScheme(strassen, "perminov-txt")}${formatScheme(thirds, "perminov-txt")}`) },
    { name: "two-m", bytes: text.encode(`{${formatScheme(strassen, "mathematica")},${formatScheme(thirds, "mathematica")}}`) },
    { name: "two-json", bytes: text.encode(`[${formatScheme(strassen, "perminov-json")},${formatScheme(thirds, "reduced-json")}]`) },
  ];
  return [
    ...files, ...several,
    { name: "npz", bytes: formatScheme(strassen, "alphatensor-npz") }, { name: "npz-floats", bytes: formatScheme(scaled(strassen), "alphatensor-npz") }, { name: "npz-pickled", bytes: formatScheme(naive([1, 2, 3], "ZT"), "alphatensor-npz") },
    { name: "gg-222.npy", bytes: formatScheme(strassen, "flip-cpd-npy") }, { name: "kt-333.npy", bytes: formatScheme(scaled(naive([3, 3, 3], "ZT", "kt")), "flip-cpd-npy") },
    { name: "gg-222/mod2-.npy", bytes: formatScheme(strassenZ2(), "flip-cpd-npy") }, { name: "wt-222/mod3-.npy", bytes: formatScheme(naive([2, 2, 2], "Z3", "wt"), "flip-cpd-npy") },
  ];
}
