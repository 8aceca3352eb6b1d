import * as check from "../check.js";
import { DtypeError, OptionError, ShapeError } from "../errors.js";
import { MAX_DIMENSION, schemeOf } from "../scheme.js";
import { commonRing, fits, general, leaves } from "./rings.js";
import { type Term, type Vec, characteristic, plus, schemeFrom, termsOf, unit, vec, within } from "./terms.js";
import type { ProductOptions, Scheme } from "./types.js";

type Shape = Scheme["shape"];

/** x ⊗ y for factor f of shapes a and b: entry (i, j) of the one and (r, c) of the other meet in (i·rows + r, j·cols + c). */
function kronecker(f: number, a: Shape, b: Shape, x: Vec, y: Vec, p: bigint): Vec {
  const across = a[(f + 1) % 3]!, rows = b[f]!, cols = b[(f + 1) % 3]!, entries: [number, bigint][] = [];
  x.at.forEach((e, i) => y.at.forEach((g, j) => {
    const row = Math.floor(e / across) * rows + Math.floor(g / cols), col = (e % across) * cols + (g % cols);
    entries.push([row * across * cols + col, x.n[i]! * y.n[j]!]);
  }));
  return vec(entries, x.d * y.d, p);
}

/** Block t of factor f of a term whose dimension `grown` is several times that of b. */
function block(f: number, b: Shape, grown: number, wide: number, y: Vec, t: number, p: bigint): Vec {
  const cols = grown === f ? b[(f + 1) % 3]! : wide, size = b[grown]!, entries: [number, bigint][] = [];
  y.at.forEach((e, i) => {
    const row = Math.floor(e / cols) - (grown === f ? t * size : 0), col = (e % cols) - (grown === f ? 0 : t * size);
    const at = grown === f ? row : col;
    if (at >= 0 && at < size) entries.push([row * b[(f + 1) % 3]! + col, y.n[i]!]);
  });
  return vec(entries, y.d, p);
}

/** The product of two schemes: every multiplication of a is done by b on blocks. Formats and ranks multiply.
 *
 *  Shapes    a n×m×p and b n'×m'×p' give nn'×mm'×pp'; entry (i, j) of a block (I, J) is (I·n' + i, J·m' + j). The ring is the wider of the two. Term
 *            q·rank(b) + r comes of terms q and r.
 *            With `inner`, terms of a whose factors in one position are proportional (a bud of k) may share one larger multiplication: where
 *            inner(n', m', k·p') has fewer than k·rank(b) terms (A-sides proportional; k·n' for the B-sides, k·m' for the outputs), it is used instead
 *            of k times b. Buds are taken greedily, the largest gain first; a bud whose terms would leave ZT is not. inner returns a scheme of that
 *            shape in a ring within that of the product, or undefined for none; terms of buds come first.
 *  Effects   none. inner is called once a shape.
 *  Cost      the number of coefficients of the result that are not 0, in BigInts.
 *  Accuracy  exact, over every ring.
 *  Throws    ShapeError (past 128, rank past 2^20, an inner scheme of another shape), OptionError (rings), UnsupportedError (structured, coefficients past
 *            32 bits), CapacityError, and as verify for what is no scheme.
 *  Source    Strassen 1969 (recursion). Buds: "serendipitous product", arXiv 2606.02480.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), a = flip.standard(1, 2, 3), b = flip.standard(2, 2, 2), s = flip.product(a, b);
 *  console.log(s.shape, s.rank, flip.verify(s).ok); // [2, 4, 6] 48 true */
export function product(a: Scheme, b: Scheme, o?: ProductOptions): Scheme {
  const op = "flip.product", outer = general(op, "a", schemeOf(op, "a", a)), small = general(op, "b", schemeOf(op, "b", b));
  const inner = check.options(op, o, ["inner"])?.inner, ring = commonRing(op, outer.ring, small.ring), p = characteristic(ring);
  if (inner !== undefined && typeof inner !== "function") throw new DtypeError(op, "inner", `inner is ${typeof inner}, expected a function`);
  const shape = outer.shape.map((n, d) => n * small.shape[d]!) as unknown as Shape, A = termsOf(outer), B = termsOf(small);
  const made: Term[] = [], left = new Set(A.keys());
  fits(op, "b", shape, inner === undefined ? outer.rank * small.rank : 0);

  /** The terms that a bud takes: members share factor f. */
  function bloom(members: readonly number[], f: number, terms: readonly Term[]): Term[] {
    const grown = (f + 2) % 3, wide = members.length * small.shape[grown]!;
    return terms.map((y) => [0, 1, 2].map((g) => {
      if (g === f) return kronecker(g, outer.shape, small.shape, unit(A[members[0]!]![f]!, p).unit, y[g]!, p);
      return members.reduce<Vec>((sum, q, t) => {
        // The scale of a member's shared factor goes into the factor after it.
        const { top, bottom } = g === (f + 1) % 3 ? unit(A[q]![f]!, p) : { top: 1n, bottom: 1n };
        return plus(sum, top, bottom, kronecker(g, outer.shape, small.shape, A[q]![g]!, block(g, small.shape, grown, wide, y[g]!, t, p), p), p);
      }, vec([], 1n, p));
    }) as Term);
  }

  if (inner !== undefined) {
    const known = new Map<string, Scheme | undefined>();
    const larger = (grown: number, k: number): Scheme | undefined => {
      const want = small.shape.map((n, d) => (d === grown ? k * n : n)) as unknown as Shape, key = want.join("×");
      if (want[grown]! > MAX_DIMENSION) return undefined;
      if (!known.has(key)) {
        const got = inner(want[0], want[1], want[2]) ?? undefined, s = got && general(op, "inner", schemeOf(op, "inner", got));
        if (s && s.shape.join("×") !== key) throw new ShapeError(op, "inner", `inner is ${s.shape.join("×")}, expected ${key}`);
        if (s && s.ring !== ring && (p !== 0n || commonRing(op, ring, s.ring) !== ring)) throw new OptionError(op, "inner", `inner.ring is ${s.ring}, expected one within ${ring}`);
        known.set(key, s);
      }
      return known.get(key);
    };
    const buds = [0, 1, 2].flatMap((f) => {
      const groups = new Map<string, number[]>();
      A.forEach((t, q) => { const { key } = unit(t[f]!, p); groups.set(key, [...(groups.get(key) ?? []), q]); });
      return [...groups.values()].filter((g) => g.length > 1).map((members) => ({ f, members }));
    });
    for (;;) {
      let best = { gain: 0, f: 0, members: [] as number[], at: -1, scheme: undefined as Scheme | undefined };
      buds.forEach(({ f, members }, at) => {
        const free = members.filter((q) => left.has(q));
        for (let k = 2; k <= free.length; k++) {
          const scheme = larger((f + 2) % 3, k), gain = scheme === undefined ? 0 : k * small.rank - scheme.rank;
          if (gain > best.gain) best = { gain, f, members: free.slice(0, k), at, scheme };
        }
      });
      if (best.scheme === undefined) break;
      const terms = bloom(best.members, best.f, termsOf(best.scheme));
      if (!terms.every((t) => t.every((x) => within(ring, x)))) { buds.splice(best.at, 1); continue; }
      made.push(...terms);
      for (const q of best.members) left.delete(q);
    }
  }
  fits(op, "b", shape, made.length + left.size * small.rank);
  for (const q of left) for (const y of B) made.push([0, 1, 2].map((f) => kronecker(f, outer.shape, small.shape, A[q]![f]!, y[f]!, p)) as Term);
  return leaves(op, schemeFrom({ shape, ring }, made));
}
