import { schemeOf } from "../scheme.js";
import { type Term, type Vec, characteristic, plus, schemeFrom, termsOf, unit, vec, within } from "./terms.js";
import type { Ring, Scheme } from "./types.js";

/** Past every entry of a factor: where a row of the elimination keeps how it came about. */
const OWN = 1 << 20;

/** Whole numbers μ, not all 0, with Σ μᵢ·nᵢ = 0 for the numerators of the vectors; undefined if they are independent. */
function dependency(vectors: readonly Vec[], p: bigint): Map<number, bigint> | undefined {
  const pivots = new Map<number, Vec>();
  for (const [i, x] of vectors.entries()) {
    let row: Vec = { at: [...x.at, OWN + i], n: [...x.n, 1n], d: 1n };
    for (;;) {
      const lead = row.at[0] as number, pivot = pivots.get(lead);
      if (lead >= OWN) return new Map(row.at.map((e, j) => [e - OWN, row.n[j]!]));
      if (pivot === undefined) { pivots.set(lead, row); break; }
      row = unit(plus(row, -row.n[0]!, pivot.n[0]!, pivot, p), p).unit;
    }
  }
  return undefined;
}

/** Adds the terms that agree in two positions up to factors; the later one stays. Those that the ring keeps apart wait for one that fits. */
function gather(terms: readonly Term[], third: number, ring: Ring): void {
  const p = characteristic(ring), a = (third + 1) % 3, b = (third + 2) % 3, kept = new Map<string, { readonly term: Term; readonly top: bigint; readonly bottom: bigint }[]>();
  for (const term of terms) {
    const x = unit(term[a]!, p), y = unit(term[b]!, p), key = `${x.key}|${y.key}`, top = x.top * y.top, bottom = x.bottom * y.bottom, stack = kept.get(key) ?? [];
    for (let last = stack.at(-1); last !== undefined; last = stack.at(-1)) {
      const sum = plus(term[third]!, last.top * bottom, last.bottom * top, last.term[third]!, p);
      if (!within(ring, sum)) break;
      term[third] = sum;
      last.term[third] = vec([], 1n, p);
      stack.pop();
    }
    if (term[third]!.at.length > 0) stack.push({ term, top, bottom });
    kept.set(key, stack);
  }
}

/** Takes one term out of those in `group`, whose factors `shared` are proportional and whose factors `b` are linearly dependent: with one of them
 *  written by the others, its third factor moves into theirs, and it leaves the group. True if the ring allowed it. */
function drop(terms: Term[], group: number[], shared: number, b: number, ring: Ring): boolean {
  const p = characteristic(ring), third = 3 - shared - b, relation = dependency(group.map((q) => terms[q]![b]!), p);
  if (relation === undefined) return false;
  // u_q ⊗ v_q = unit ⊗ σ·(numerators of v_q), as fractions σ.
  const scale = (i: number): readonly [bigint, bigint] => { const t = terms[group[i]!]!, { top, bottom } = unit(t[shared]!, p); return [top, bottom * t[b]!.d]; };
  for (const [i, mu] of relation) {
    const [top, bottom] = scale(i), moved = terms[group[i]!]![third]!;
    const changed = [...relation].filter(([j]) => j !== i).map(([j, nu]) => {
      const [t, d] = scale(j), x = terms[group[j]!]![third]!;
      return [group[j]!, plus(x, -nu * top * d, mu * bottom * t, moved, p)] as const;
    });
    if (!changed.every(([, x]) => within(ring, x))) continue;
    for (const [q, x] of changed) terms[q]![third] = x;
    terms[group[i]!]![third] = vec([], 1n, p);
    group.splice(i, 1);
    return true;
  }
  return false;
}

const whole = (t: Term): boolean => t.every((x) => x.at.length > 0);

/** Drops and reduces until nothing changes. The terms are written to. */
export function reduceTerms(all: readonly Term[], ring: Ring): Term[] {
  const p = characteristic(ring);
  let terms = all.map((t) => [...t] as Term);
  for (let changed = true; changed;) {
    for (const third of [2, 1, 0]) { terms = terms.filter(whole); gather(terms, third, ring); }
    terms = terms.filter(whole);
    changed = false;
    for (let shared = 0; shared < 3 && !changed; shared++) {
      const groups = new Map<string, number[]>();
      terms.forEach((t, q) => { const { key } = unit(t[shared]!, p), group = groups.get(key); if (group) group.push(q); else groups.set(key, [q]); });
      // Groups have no term in common, so that one pass may take from each.
      for (const group of groups.values()) for (let b = 1; b < 3; b++) while (group.length > 1 && drop(terms, group, shared, (shared + b) % 3, ring)) changed = true;
    }
  }
  return terms;
}

/** The same scheme with fewer terms, where that takes no search: terms with a zero factor go, and so does one of any set whose factors in one position
 *  are proportional and in another linearly dependent. Two terms that agree in two positions are the smallest such set.
 *
 *  Shapes    any scheme, right or wrong, structured ones included: the sum of the terms stays what it is.
 *  Effects   none. Terms that are left keep their order. The ring stays: a reduction that would leave ZT or Z is not made.
 *  Cost      elimination in BigInts within every group of terms with a proportional factor, again until nothing changes.
 *  Accuracy  exact, over every ring.
 *  Throws    as verify for what is no scheme.
 *  Source    Kauers & Moosbauer 2023, "Flip graphs for matrix multiplication", definition 4.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.standard(2, 2, 2), twice = (x) => Int32Array.of(...x, ...x.subarray(0, 4));
 *  const t = { ...s, rank: 9, ring: "Z", u: twice(s.u), v: twice(s.v), w: twice(s.w) };
 *  console.log(flip.reduce(t).rank, Math.max(...flip.reduce(t).w)); // 8 2 */
export function reduce(s: Scheme): Scheme {
  const scheme = schemeOf("flip.reduce", "s", s);
  return schemeFrom(scheme, reduceTerms(termsOf(scheme), scheme.ring)) as Scheme;
}
