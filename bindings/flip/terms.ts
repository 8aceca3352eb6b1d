// Terms as sparse vectors of exact numbers, for the functions that compute with coefficients: fractions over one denominator, or residues.
import { lengthsOf, makeScheme } from "../scheme.js";
import { FACTORS, blank } from "./place.js";
import type { Ring, Scheme } from "./types.js";

/** Entry at[i] is n[i]/d, the others are 0; `at` ascends, no n is 0, d ≥ 1 shares no factor with all of them. Over Z2 and Z3: residues, d = 1. */
export interface Vec { readonly at: readonly number[]; readonly n: readonly bigint[]; readonly d: bigint }
export type Term = [u: Vec, v: Vec, w: Vec];

/** 2, 3, or 0. */
export function characteristic(ring: Ring): bigint { return ring === "Z2" ? 2n : ring === "Z3" ? 3n : 0n; }

export function gcd(x: bigint, y: bigint): bigint {
  while (y !== 0n) [x, y] = [y, x % y];
  return x < 0n ? -x : x;
}

/** (entry, value) pairs, in which an entry may come again, over d. */
export function vec(entries: Iterable<readonly [number, bigint]>, d: bigint, p: bigint): Vec {
  const sums = new Map<number, bigint>();
  for (const [e, x] of entries) sums.set(e, (sums.get(e) ?? 0n) + x);
  const at: number[] = [], n: bigint[] = [];
  let g = p === 0n ? d : 1n;
  for (const e of [...sums.keys()].sort((x, y) => x - y)) {
    const x = sums.get(e)!, y = p === 0n ? x : ((x % p) + p) % p;
    if (y === 0n) continue;
    at.push(e);
    n.push(y);
    if (g !== 1n) g = gcd(g, y);
  }
  return { at, n: g === 1n ? n : n.map((x) => x / g), d: d / g };
}

/** x + (top/bottom)·y. In Z2 and Z3 every number that is not 0 is its own inverse. */
export function plus(x: Vec, top: bigint, bottom: bigint, y: Vec, p: bigint): Vec {
  const [l, r, d] = p === 0n ? [bottom * y.d, top * x.d, x.d * bottom * y.d] : [1n, top * bottom, 1n];
  const sign = d < 0n ? -1n : 1n;
  return vec([...x.at.map((e, i) => [e, sign * l * x.n[i]!] as const), ...y.at.map((e, i) => [e, sign * r * y.n[i]!] as const)], sign * d, p);
}

/** x = (top/bottom)·unit, where proportional vectors have one unit: coprime whole numbers of which the first is positive, or residues of which it is 1.
 *  `key` is the unit as text. */
export function unit(x: Vec, p: bigint): { readonly key: string; readonly unit: Vec; readonly top: bigint; readonly bottom: bigint } {
  const first = x.n[0] ?? 1n, top = p !== 0n ? first : x.n.reduce(gcd, 0n) * (first < 0n ? -1n : 1n);
  const n = x.n.map((y) => (p === 0n ? y / top : (y * top) % p));
  return { key: `${x.at.join()};${n.join()}`, unit: { at: x.at, n, d: 1n }, top, bottom: x.d };
}

export function termsOf(s: Scheme): Term[] {
  const length = lengthsOf(s.shape, s.target), p = characteristic(s.ring);
  return Array.from({ length: s.rank }, (_, q) => FACTORS.map((f) => {
    const d = s.denominators?.[f], from = q * length[f], entries: [number, bigint, bigint][] = [];
    let common = 1n;
    for (let e = 0; e < length[f]; e++) {
      if (s[f][from + e] === 0) continue;
      const y = BigInt(d?.[from + e] ?? 1);
      common *= y / gcd(common, y);
      entries.push([e, BigInt(s[f][from + e]!), y]);
    }
    return vec(entries.map(([e, x, y]) => [e, x * (common / y)]), common, p);
  }) as Term);
}

const LARGEST = 2n ** 31n - 1n;

/** True if a vector can be kept in a scheme of the ring: ternary, whole, and within 32 bits. */
export function within(ring: Ring, { n, d }: Vec): boolean {
  if (ring !== "Q" && d !== 1n) return false;
  const most = ring === "ZT" ? 1n : LARGEST;
  return n.every((x) => {
    if (d === 1n) return x <= most && x >= -most;
    const g = gcd(x, d), y = x / g;
    return y <= LARGEST && y >= -LARGEST && d / g <= LARGEST;
  });
}

/** Null where a coefficient is not within the ring. */
export function schemeFrom({ shape, ring, target }: Pick<Scheme, "shape" | "ring" | "target">, terms: readonly Term[]): Scheme | null {
  if (!terms.every((t) => t.every((x) => within(ring, x)))) return null;
  const length = lengthsOf(shape, target), to = blank(shape, terms.length, ring === "Q", target);
  terms.forEach((t, q) => FACTORS.forEach((f, i) => {
    const { at, n, d } = t[i]!;
    at.forEach((e, j) => {
      const g = d === 1n ? 1n : gcd(n[j]!, d);
      to[f][q * length[f] + e] = Number(n[j]! / g);
      if (to.denominators) to.denominators[f][q * length[f] + e] = Number(d / g);
    });
  }));
  return makeScheme({ shape, ring, target, ...to });
}
