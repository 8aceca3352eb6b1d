// Common subexpressions of linear forms: while a pair c·(x_i + ρ·x_j) stands in two forms or more, it becomes a variable of its own, and every
// form that has it loses one addition. With ρ = n/d in lowest terms that variable is d·x_i + n·x_j: whole coefficients stay whole.
// Mårtensson & Wagner 2024, "The number of the beast"; Perminov 2025 (ternary addition reducer).
import { type Fraction, type Row, fractionOf, gcd } from "../straightline.js";
import { Pairs } from "./pairs.js";
import { assemble } from "./program.js";
import { Random } from "./random.js";
import type { LinearProgram } from "./types.js";

/** How the next pair is chosen: among those that stand most often; by its count and what replacing it does to the pairs left; or at random by
 *  (count − 1)³. */
export type Taste = "most" | "ahead" | "weighted";

/** Pairs replaced, in order: first variable, second variable, ratio. */
export type Path = readonly (readonly [i: number, j: number, ratio: number])[];

/** Pairs looked at ahead, about, of those that qualify. */
const OUTLOOKS = 48;

/** c / d for fractions c, d: rounded once, so equal ratios are equal numbers; NaN where they, or what a fraction d becomes, are too long for that. */
function ratioOf(cn: number, cd: number, dn: number, dd: number): number {
  if (cd === dd && Math.abs(cn) === Math.abs(dn)) return cn === dn ? 1 : -1;
  const n = cn * dd, d = cd * dn;
  return Math.abs(n * d) * (cd * dd === 1 ? 1 : dd * Math.abs(dn)) < 2 ** 52 ? n / d : NaN;
}

/** A ratio as the fraction that it was made of. */
const parts = (ratio: number): Fraction => (ratio === 1 || ratio === -1 ? [ratio, 1] : fractionOf(ratio) as Fraction);

/** Most different pairs that replacing can ever meet in forms: one of l terms has l(l − 1)/2, and a replacement in it makes as many new ones as terms
 *  stay beside. Terms of a variable that no other form has are left alone. */
export function pairsOf(rows: readonly Row[]): number {
  const forms = new Map<number, number>();
  for (const row of rows) for (const i of row.keys()) forms.set(i, (forms.get(i) ?? 0) + 1);
  return rows.reduce((sum, row) => sum + Math.max(0, [...row.keys()].filter((i) => forms.get(i)! > 1).length - 1) ** 2, 0);
}

export class Forms {
  /** Additions without any sharing. */
  readonly naive: number;
  private readonly inputs: number;
  private readonly rows: readonly Row[];
  private readonly start: Int32Array;
  private readonly fresh: Pairs;
  private readonly pairs: Pairs;
  private readonly first: { readonly length: Int32Array; readonly variable: Int32Array; readonly n: Float64Array; readonly d: Float64Array };
  private readonly length: Int32Array;
  private readonly variable: Int32Array;
  private readonly n: Float64Array;
  private readonly d: Float64Array;
  /** Forms in which an input stands; one that stands in a single form is left alone until the end. */
  private readonly within: number[][];
  private users: number[][] = [];
  private path: [number, number, number][] = [];

  constructor(inputs: number, rows: readonly Row[]) {
    this.inputs = inputs;
    this.rows = rows;
    this.naive = rows.reduce((sum, row) => sum + Math.max(0, row.size - 1), 0);
    this.within = Array.from({ length: inputs }, () => []);
    rows.forEach((row, f) => { for (const i of row.keys()) this.within[i]!.push(f); });
    const shared = rows.map((row) => [...row].filter(([i]) => this.within[i]!.length > 1)), entries = shared.flat();
    const lengths = Int32Array.from(shared, (row) => row.length);
    this.start = new Int32Array(rows.length);
    for (let f = 1; f < rows.length; f++) this.start[f] = this.start[f - 1]! + lengths[f - 1]!;
    this.first = { length: lengths, variable: Int32Array.from(entries, ([i]) => i), n: Float64Array.from(entries, ([, c]) => c[0]), d: Float64Array.from(entries, ([, c]) => c[1]) };
    this.length = lengths.slice();
    this.variable = this.first.variable.slice();
    this.n = this.first.n.slice();
    this.d = this.first.d.slice();
    const most = pairsOf(rows);
    this.fresh = new Pairs(inputs + entries.length, most);
    this.pairs = new Pairs(inputs + entries.length, most);
    for (let f = 0; f < rows.length; f++) for (let a = this.start[f]!, end = a + lengths[f]!; a < end; a++) for (let b = a + 1; b < end; b++) this.count(this.fresh, a, b, 1);
  }

  /** Counts the pair of entries a and b of a form in or out. */
  private count(pairs: Pairs, a: number, b: number, by: number): void {
    const s = this.slotOf(pairs, a, b);
    if (s >= 0) if (by > 0) pairs.add(s); else pairs.remove(s);
  }

  private slotOf(pairs: Pairs, a: number, b: number): number {
    const { variable, n, d } = this;
    if (variable[a]! > variable[b]!) [a, b] = [b, a];
    const ratio = ratioOf(n[b]!, d[b]!, n[a]!, d[a]!);
    return ratio === ratio ? pairs.slot(variable[a]!, variable[b]!, ratio) : -1;
  }

  private reset(): void {
    const { first } = this;
    this.pairs.copy(this.fresh);
    this.length.set(first.length);
    this.variable.set(first.variable);
    this.n.set(first.n);
    this.d.set(first.d);
    this.users = this.within.slice();
    this.path = [];
  }

  /** The entries of a form that hold a pair, or undefined. */
  private find(f: number, i: number, j: number, ratio: number): [number, number] | undefined {
    const { variable, n, d } = this;
    let a = -1, b = -1;
    for (let e = this.start[f]!, end = e + this.length[f]!; e < end; e++) {
      if (variable[e] === i) a = e;
      else if (variable[e] === j) b = e;
    }
    return a >= 0 && b >= 0 && ratioOf(n[b]!, d[b]!, n[a]!, d[a]!) === ratio ? [a, b] : undefined;
  }

  private formsOf(i: number, j: number): number[] {
    const x = this.users[i]!, y = this.users[j]!;
    return x.length < y.length ? x : y;
  }

  /** Replaces a pair everywhere. */
  private replace(i: number, j: number, ratio: number): void {
    const { variable, n, d, length, start, pairs } = this, y = this.inputs + this.path.length, users: number[] = [], [, by] = parts(ratio);
    this.path.push([i, j, ratio]);
    for (const f of this.formsOf(i, j)) {
      const found = this.find(f, i, j, ratio);
      if (found === undefined) continue;
      users.push(f);
      const [a, b] = found, last = start[f]! + length[f]! - 1;
      this.count(pairs, a, b, -1);
      for (let e = start[f]!; e <= last; e++) if (e !== a && e !== b) { this.count(pairs, e, a, -1); this.count(pairs, e, b, -1); }
      const g = gcd(n[a]!, d[a]! * by);
      variable[a] = y; n[a] = n[a]! / g; d[a] = (d[a]! * by) / g;
      variable[b] = variable[last]!; n[b] = n[last]!; d[b] = d[last]!;
      length[f]!--;
      // The last entry may have been a itself: it has moved to b then.
      const at = a === last ? b : a;
      for (let e = start[f]!; e < last; e++) if (e !== at) this.count(pairs, e, at, 1);
    }
    this.users.push(users);
  }

  /** What replacing a pair makes of the others: pairs that y = x_i + ρ·x_j forms twice, less the shared ones that x_i and x_j were in. */
  private outlook(s: number): number {
    const { pairs, variable, n, d } = this, i = pairs.first(s), j = pairs.second(s), seen: number[] = [];
    let score = 0;
    for (const f of this.formsOf(i, j)) {
      const found = this.find(f, i, j, pairs.ratio(s));
      if (found === undefined) continue;
      const [a, b] = found;
      for (let e = this.start[f]!, end = e + this.length[f]!; e < end; e++) if (e !== a && e !== b) {
        for (const other of found) { const t = this.slotOf(pairs, e, other); if (t >= 0 && pairs.counts[t]! > 1) score--; }
        const ratio = ratioOf(n[e]!, d[e]!, n[a]!, d[a]!);
        let k = 0;
        while (k < seen.length && (seen[k] !== variable[e] || seen[k + 1] !== ratio)) k += 2;
        if (k < seen.length) score++; else seen.push(variable[e]!, ratio);
      }
    }
    return score;
  }

  private choose(random: Random, taste: Taste): number {
    const { pairs: { live, size, counts } } = this;
    const weight = (k: number): number => { const c = counts[live[k]!]! - 1; return c * c * c; };
    if (taste === "weighted") {
      let total = 0, k = 0;
      for (let each = 0; each < size; each++) total += weight(each);
      for (let at = random.below(total); k < size - 1 && (at -= weight(k)) >= 0;) k++;
      return live[k]!;
    }
    let most = 0, best = -Infinity, ties = 0, chosen = 0, many = 0;
    for (let k = 0; k < size; k++) most = Math.max(most, counts[live[k]!]!);
    const least = taste === "ahead" ? most - 1 : most;
    if (taste === "ahead") for (let k = 0; k < size; k++) if (counts[live[k]!]! >= least) many++;
    for (let k = 0; k < size; k++) {
      const s = live[k]!;
      // An outlook costs a walk through forms: of many pairs some are asked, and always one of those in front.
      if (counts[s]! < least || (many > OUTLOOKS && best > -Infinity && random.below(many) >= OUTLOOKS)) continue;
      const score = taste === "ahead" ? counts[s]! + this.outlook(s) / 2 : most;
      if (score > best) { best = score; ties = 0; }
      if (score === best && random.below(++ties) === 0) chosen = s;
    }
    return chosen;
  }

  /** Replaces pairs until none occurs twice: first those of `path` that still can be and that are not dropped (each with chance drop / 256), then by
   *  taste. Returns the additions and the path taken. */
  run(random: Random, taste: Taste, path: Path = [], drop = 0): { readonly additions: number; readonly path: Path } {
    this.reset();
    const { pairs } = this, named: number[] = [];
    let additions = this.naive;
    const take = (i: number, j: number, ratio: number, s: number): void => { additions -= pairs.counts[s]! - 1; this.replace(i, j, ratio); };
    const now = (i: number): number => (i < this.inputs ? i : named[i - this.inputs]!);
    for (const [i, j, ratio] of path) {
      const [a, b] = [now(i), now(j)];
      const s = a < 0 || b < 0 || (drop > 0 && random.below(256) < drop) ? -1 : pairs.slot(a, b, ratio);
      named.push(s >= 0 && pairs.counts[s]! > 1 ? this.inputs + this.path.length : -1);
      if (named[named.length - 1]! >= 0) take(a, b, ratio, s);
    }
    while (pairs.size > 0) {
      const s = this.choose(random, taste);
      take(pairs.first(s), pairs.second(s), pairs.ratio(s), s);
    }
    return { additions, path: this.path };
  }

  /** The program of a path that `run` returned. */
  program(path: Path): LinearProgram {
    this.run(new Random(0), "most", path);
    const { inputs, variable, n, d, start, length } = this;
    const sums = this.rows.map((row, f) => [
      ...Array.from({ length: length[f]! }, (_, k) => ({ index: variable[start[f]! + k]!, coefficient: n[start[f]! + k]! / d[start[f]! + k]! })),
      ...[...row].filter(([i]) => this.within[i]!.length === 1).map(([index, c]) => ({ index, coefficient: c[0] / c[1] })),
    ]);
    return assemble(inputs, this.path.map(([i, j, ratio]) => { const [x, y] = parts(ratio); return [{ index: i, coefficient: y }, { index: j, coefficient: x }]; }), sums);
  }
}
