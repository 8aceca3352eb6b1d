// Brent equations by sparse expansion, one entry of A at a time, so that no tensor is ever held.
import { type Context, withWorkspace } from "../context.js";
import { scratchView, settled } from "../memory/scratch.js";
import { type Lengths, lengthsOf, schemeOf } from "../scheme.js";
import { gcd as smallGcd } from "../straightline.js";
import { eachNonzero } from "./target.js";
import { gcd as wideGcd } from "./terms.js";
import type { Scheme, Verification } from "./types.js";

/** The nonzeros of a target, those of one entry a of A together and b ascending in them; `code` is 2·c, plus 1 for −1. */
interface Goal { readonly start: Int32Array; readonly b: Int32Array; readonly code: Int32Array }

function goalOf({ shape, target }: Scheme, { u: U, v: V, w: W }: Lengths): Goal {
  let count = 0;
  eachNonzero(shape, target, () => { count++; });
  const keys = new Float64Array(count), start = new Int32Array(U + 1);
  count = 0;
  eachNonzero(shape, target, (a, b, c, value) => { keys[count++] = ((a * V + b) * W + c) * 2 + (value < 0 ? 1 : 0); start[a + 1]!++; });
  keys.sort();
  for (let a = 0; a < U; a++) start[a + 1]! += start[a]!;
  return { start, b: Int32Array.from(keys, (x) => Math.floor(x / (2 * W)) % V), code: Int32Array.from(keys, (x) => x % (2 * W)) };
}

/** Z2, Z3 and ZT: masks, in the kernels. −1 is 2 in Z3 and 1 in Z2. */
function failuresOfMasks(ctx: Context, op: string, s: Scheme, { u: U, v: V, w: W }: Lengths, goal: Goal): number {
  const { rank, ring } = s, { arena, raw } = ctx, words = Math.ceil(rank / 32), blocks = Math.ceil(W / 128);
  const [u, v, w] = [settled(arena, s.u), settled(arena, s.v), settled(arena, s.w)];
  const minus = ring === "Z2" ? NaN : -1, double = ring === "Z3" ? 2 : NaN;
  let most = 0;
  for (let a = 0; a < U; a++) most = Math.max(most, goal.start[a + 1]! - goal.start[a]!);
  // Words: terms of w over the entries of C and the place of the target; u and v by entry over the terms; the target of one slice.
  const ofU = (rank + 1) * blocks * 8, ofV = ofU + 2 * words * U, ofTarget = ofV + 2 * words * V, total = ofTarget + 2 * most;
  return withWorkspace(arena, op, raw.verify_workspace(rank), (ws) => withWorkspace(arena, op, 4 * total, (at) => {
    const view = scratchView(arena, "i32", at, total).fill(0);
    const negative = (x: number): boolean => x === minus || x === double;
    const byEntry = (x: Int32Array, length: number, to: number): void => {
      for (let q = 0, i = 0; q < rank; q++) for (let e = 0; e < length; e++, i++) {
        if (x[i] === 0) continue;
        const word = to + 2 * words * e + (q >> 5), bit = 1 << (q & 31);
        view[word]! |= bit;
        if (negative(x[i]!)) view[word + words]! |= bit;
      }
    };
    byEntry(u, U, ofU);
    byEntry(v, V, ofV);
    for (let q = 0, i = 0; q < rank; q++) for (let c = 0; c < W; c++, i++) if (w[i] !== 0) view[q * blocks * 8 + (negative(w[i]!) ? blocks * 4 : 0) + (c >> 5)]! |= 1 << (c & 31);
    let failed = 0;
    for (let a = 0; a < U; a++) {
      const from = goal.start[a]!, count = goal.start[a + 1]! - from;
      for (let i = 0; i < count; i++) {
        view[ofTarget + 2 * i] = goal.b[from + i]!;
        view[ofTarget + 2 * i + 1] = ring === "Z2" ? goal.code[from + i]! & ~1 : goal.code[from + i]!;
      }
      failed += raw.verify_slice(ring === "Z2" ? 2 : ring === "Z3" ? 3 : 0, rank, V, blocks, at + 4 * (ofU + 2 * words * a), at + 4 * ofV, at, count, at + 4 * ofTarget, ws);
    }
    return failed;
  }));
}

/** The coefficients of one factor that are not 0, term after term, each term made whole by one denominator. */
interface Sparse { readonly start: Int32Array; readonly at: number[]; readonly values: number[]; readonly denominator: number[]; readonly sum: number[] }

/** Z and Q: in doubles where no sum can pass 2^53, else once more in BigInts. Those travel as numbers here: every operation is one that both have. */
function failuresOfNumbers(s: Scheme, { u: U, v: V, w: W }: Lengths, goal: Goal, wide: boolean): number {
  const { rank, denominators } = s, whole = (wide ? BigInt : Number) as (x: number) => number, zero = whole(0), one = whole(1);
  const gcd = (wide ? wideGcd : smallGcd) as (x: number, y: number) => number;
  // Nothing is divided that a double may have rounded.
  const lcm = (x: number, y: number): number => (wide || (x < 2 ** 53 && y < 2 ** 53) ? (x / gcd(x, y)) * y : Infinity);
  const sparse = (f: "u" | "v" | "w", length: number): Sparse => {
    const values = s[f], d = denominators?.[f], list: Sparse = { start: new Int32Array(rank + 1), at: [], values: [], denominator: [], sum: [] };
    for (let q = 0; q < rank; q++) {
      let common = one, sum = zero;
      if (d) for (let e = q * length; e < (q + 1) * length; e++) if (values[e] !== 0) common = lcm(common, whole(d[e]!));
      for (let e = 0; e < length; e++) {
        const x = values[q * length + e]!;
        if (x === 0) continue;
        const y = whole(x) * (common / whole(d?.[q * length + e] ?? 1));
        list.at.push(e);
        list.values.push(y);
        sum += y < zero ? -y : y;
      }
      list.start[q + 1] = list.at.length;
      list.denominator.push(common);
      list.sum.push(sum);
    }
    return list;
  };
  const u = sparse("u", U), v = sparse("v", V), w = sparse("w", W);
  // All of it over one denominator, whose multiple the target is then.
  let common = one;
  for (let q = 0; q < rank; q++) common = lcm(common, u.denominator[q]! * v.denominator[q]! * w.denominator[q]!);
  let bound = common;
  for (let q = 0; q < rank; q++) {
    const factor = common / (u.denominator[q]! * v.denominator[q]! * w.denominator[q]!);
    bound += factor * u.sum[q]! * v.sum[q]! * w.sum[q]!;
    for (let e = u.start[q]!; e < u.start[q + 1]!; e++) u.values[e]! *= factor;
  }
  if (!wide && !(bound < 2 ** 53)) return failuresOfNumbers(s, { u: U, v: V, w: W }, goal, true);

  const holders: number[][] = Array.from({ length: U }, () => []);
  for (let q = 0; q < rank; q++) for (let e = u.start[q]!; e < u.start[q + 1]!; e++) holders[u.at[e]!]!.push(q, e);
  // Per slice: for every b a linked list of the terms that hold it.
  const head = new Int32Array(V), next: number[] = [], term: number[] = [], product: number[] = [], sums = new Array<number>(W).fill(zero);
  let failed = 0;
  for (let a = 0; a < U; a++) {
    let pairs = 0, g = goal.start[a]!;
    head.fill(-1);
    const holding = holders[a]!, stop = goal.start[a + 1]!;
    for (let i = 0; i < holding.length; i += 2) {
      const q = holding[i]!, x = u.values[holding[i + 1]!]!;
      for (let e = v.start[q]!; e < v.start[q + 1]!; e++) {
        next[pairs] = head[v.at[e]!]!;
        term[pairs] = q;
        product[pairs] = x * v.values[e]!;
        head[v.at[e]!] = pairs++;
      }
    }
    for (let b = 0; b < V; b++) {
      const first = g;
      while (g < stop && goal.b[g] === b) { const code = goal.code[g++]!; if (code & 1) sums[code >> 1]! += common; else sums[code >> 1]! -= common; }
      for (let i = head[b]!; i >= 0; i = next[i]!) {
        const x = product[i]!;
        for (let e = w.start[term[i]!]!, end = w.start[term[i]! + 1]!; e < end; e++) sums[w.at[e]!]! += x * w.values[e]!;
      }
      // What was touched is counted and cleared; nothing else can fail.
      const settle = (c: number): void => { if (sums[c] !== zero) { failed++; sums[c] = zero; } };
      for (let i = first; i < g; i++) settle(goal.code[i]! >> 1);
      for (let i = head[b]!; i >= 0; i = next[i]!) for (let e = w.start[term[i]!]!, end = w.start[term[i]! + 1]!; e < end; e++) settle(w.at[e]!);
    }
  }
  return failed;
}

/** Whether a scheme is right: Σ_q u_q[a]·v_q[b]·w_q[c] = T[a, b, c] for all entries a of A, b of B, c of C (Brent's equations), exactly.
 *
 *  Shapes    any scheme, structured ones included; `equations` is the number of triples (a, b, c), `failed` of how many the two sides differ.
 *            Z2 and Z3: modulo 2 and 3; ZT, Z and Q: over the integers and fractions.
 *  Effects   none. Also takes what a scheme became in JSON or a structured clone.
 *  Cost      a term of x, y, z coefficients that are not 0 takes x·y sums of z entries: of words of 128 entries for Z2, Z3 and ZT, one by one
 *            for Z and Q. Scratch of about a fifth of the scheme's own size: no tensor is held, nor a slice of it.
 *  Accuracy  exact over every ring: no sum of integers is rounded. Z and Q take BigInts where a sum could pass 2^53, which is slow.
 *  Throws    ShapeError, DtypeError, OptionError for what is no scheme, CapacityError. A wrong scheme is no error.
 *  Source    Brent 1970, "Algorithms for matrix multiplication", STAN-CS-70-157.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), s = flip.standard(2, 3, 4);
 *  console.log(JSON.stringify(flip.verify(s))); // {"ok":true,"equations":576,"failed":0}
 *  console.log(flip.verify({ ...s, w: s.w.map((x, i) => (i === 5 ? 1 : x)) }).failed); // 1 */
export function verify(ctx: Context, s: Scheme): Verification {
  const op = "flip.verify", scheme = schemeOf(op, "s", s), lengths = lengthsOf(scheme.shape, scheme.target), goal = goalOf(scheme, lengths);
  const failed = scheme.ring === "Z" || scheme.ring === "Q" ? failuresOfNumbers(scheme, lengths, goal, false) : failuresOfMasks(ctx, op, scheme, lengths, goal);
  return { ok: failed === 0, equations: lengths.u * lengths.v * lengths.w, failed };
}
