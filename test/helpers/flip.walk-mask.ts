// The walk over masks, plainly: numbers for factors, every class found by a scan. It makes the very same walk as assembly/flip/walk/mask*.ts.
export type Term = [number, number, number];
export interface Limits { capacity: number; plusMin: number; plusMax: number; distance: number; split: number; patience: number }
export const SPENT = 0, IMPROVED = 1, DEAD = 2;

const WORD: bigint = (1n << 64n) - 1n;

/** The draw of a counter: mix64variant13 of Steele, Lea and Flood. */
function mix(key: bigint, counter: number): bigint {
  let z = key + 0x9e3779b97f4a7c15n * BigInt(counter) & WORD;
  z = (z ^ z >> 30n) * 0xbf58476d1ce4e5b9n & WORD;
  z = (z ^ z >> 27n) * 0x94d049bb133111ebn & WORD;
  return z ^ z >> 31n;
}
const below = (bits: bigint, n: number): number => Number((bits & 0xffffffffn) * BigInt(n) >> 32n);
const at = (t: Term, position: number): number => t[position] as number;

export class Walk {
  terms: Term[];
  best: number;
  bestTerms: Term[] = [];
  bestAt = 0;
  counter = 0;
  flips = 0;
  expansions = 0;
  plusIn = 0;
  due = false;
  splitting = 0;
  stuck = 0;
  readonly key: bigint;
  readonly limits: Limits;

  constructor(terms: readonly Term[], key: bigint, limits: Limits) {
    this.terms = terms.map((t): Term => [...t]);
    this.best = terms.length;
    this.key = key;
    this.limits = limits;
  }

  draw(): bigint { return mix(this.key, this.counter++); }

  /** The terms that hold what t holds, without t. */
  others(position: number, t: number): number[] {
    const value = at(this.terms[t]!, position);
    return this.terms.flatMap((x, i) => i !== t && at(x, position) === value ? [i] : []);
  }

  paired(): [number, number][] {
    return [0, 1, 2].flatMap((p) => this.terms.flatMap((_, t): [number, number][] => this.others(p, t).length > 0 ? [[p, t]] : []));
  }

  flip(): void {
    const all = this.paired(), z = this.draw(), [x, t] = all[below(z >> 32n, all.length)]!, places = this.others(x, t);
    // From a random place of 64 up to the next, or down to the one before.
    const from = Number(z & 63n), up = (z >> 6n & 1n) === 0n;
    const far = (i: number): number => up ? i - from + 64 & 63 : from - 1 - i + 64 & 63;
    const s = places.reduce((a, b) => far(b) < far(a) ? b : a);
    const y = (x + 1) % 3, v = 3 - x - y;
    const one = this.terms[t]!, two = this.terms[s]!;
    one[y]! ^= at(two, y);
    two[v]! ^= at(one, v);
    this.flips++;
    const met = this.others(y, t).some((i) => at(this.terms[i]!, x) === at(one, x) || at(this.terms[i]!, v) === at(one, v))
      || this.others(v, s).some((i) => at(this.terms[i]!, x) === at(two, x) || at(this.terms[i]!, y) === at(two, y));
    this.conclude(met);
  }

  drop(t: number): void {
    const last = this.terms.pop()!;
    if (t < this.terms.length) this.terms[t] = last;
  }

  settle(merging: boolean): void {
    for (let t = 0; t < this.terms.length; t++) {
      const a = this.terms[t]!;
      if (a.includes(0)) { this.drop(t); t = -1; continue; }
      if (!merging) continue;
      const agree = (b: Term): number => [0, 1, 2].filter((p) => at(a, p) === at(b, p)).length;
      const other = this.terms.findIndex((b, i) => i !== t && agree(b) >= 2);
      if (other < 0) continue;
      const b = this.terms[other]!, p = a[0] === b[0] && a[1] === b[1] ? 2 : a[1] === b[1] && a[2] === b[2] ? 0 : 1;
      a[p]! ^= at(b, p);
      this.drop(other);
      t = -1;
    }
  }

  /** After a flip: `met` is whether it made two terms agree in two positions. */
  conclude(met: boolean): void {
    const rank = this.terms.length, last = this.splitting === 1, before = this.splitting;
    if (before > 0) this.splitting--;
    if (--this.plusIn === 0) this.due = true;
    if (last || (before === 0 ? met : this.terms.some((t) => t.includes(0)))) this.settle(before < 2);
    if (this.terms.length < rank) { this.plusIn = 0; this.due = false; }
  }

  expand(): boolean {
    const { terms } = this, rank = terms.length;
    if (rank < 2 || rank >= this.limits.capacity - 1) return false;
    for (let tries = 0; tries < 32; tries++) {
      const which = this.draw(), how = this.draw(), i = below(which >> 32n, rank), other = below(which, rank - 1), j = other >= i ? other + 1 : other;
      const p = below(how >> 32n, 3), q = (p + 1) % 3, r = (p + 2) % 3, plus = (how & 1n) === 1n, one = terms[i]!, two = terms[j]!, more: Term = [...one];
      if (one[p] === two[p] || (plus && (one[q] === two[q] || one[r] === two[r]))) continue;
      more[p] = at(one, p) ^ at(two, p);
      if (plus) {
        more[q] = at(two, q);
        more[r] = at(two, r);
        one[q]! ^= at(two, q);
        two[p] = at(one, p);
        two[r]! ^= at(one, r);
      } else one[p] = at(two, p);
      terms.push(more);
      return true;
    }
    return false;
  }

  grow(): boolean {
    if (!this.expand()) return false;
    this.splitting = Math.max(1, this.limits.split);
    this.flips++;
    this.expansions++;
    return true;
  }

  /** `flips` more flips, or up to an event. */
  run(flips: number): number {
    const { limits } = this;
    for (const end = this.flips + flips; this.flips < end; ) {
      if (this.due) {
        this.due = false;
        if (this.terms.length < this.best + limits.distance && this.grow()) continue;
      }
      if (this.plusIn === 0) this.plusIn = limits.plusMin + below(this.draw() >> 32n, limits.plusMax - limits.plusMin + 1);
      if (this.paired().length === 0) {
        if (++this.stuck > limits.patience || !this.grow()) return DEAD;
        continue;
      }
      this.flip();
      if (this.terms.length >= this.best) continue;
      this.best = this.terms.length;
      this.bestTerms = this.terms.map((t): Term => [...t]);
      this.bestAt = this.flips;
      this.stuck = 0;
      return IMPROVED;
    }
    return SPENT;
  }
}

/** The terms of the plain product: w is of the transposed product. */
export function naive(n: number, m: number, p: number): Term[] {
  const out: Term[] = [];
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) out.push([1 << i * m + j, 1 << j * p + k, 1 << k * n + i]);
  return out;
}

/** Whether the terms are the product over two elements: every monomial by its parity. */
export function exactly(terms: readonly Term[], n: number, m: number, p: number): boolean {
  const odd = new Set<number>(), bits = (x: number): number[] => Array.from({ length: 16 }, (_, i) => i).filter((i) => x >> i & 1);
  for (const [u, v, w] of [...terms, ...naive(n, m, p)]) for (const a of bits(u)) for (const b of bits(v)) for (const c of bits(w)) {
    const at = a << 8 | b << 4 | c;
    if (!odd.delete(at)) odd.add(at);
  }
  return odd.size === 0;
}
