// The walk over Z3 and ZT by plain arrays: the same draws and the same choices as assembly/flip/walk/signed*.ts, entry by entry.
export type Ring = "Z3" | "ZT";
export interface Options { readonly capacity: number; readonly plus: readonly [number, number]; readonly distance: number; readonly split: number; readonly patience: number; readonly key: bigint }

interface Term { readonly f: [number[], number[], number[]]; sign: number }
interface Node { readonly i: number; readonly t: number }

const MASK = (1n << 64n) - 1n;
function mix(z: bigint): bigint {
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return z ^ (z >> 31n);
}
const below = (bits: bigint, n: number): number => Number(((bits & 0xffffffffn) * BigInt(n)) >> 32n);
const equal = (a: readonly number[], b: readonly number[]): boolean => a.every((x, e) => x === b[e]);
const isZero = (a: readonly number[]): boolean => a.every((x) => x === 0);

export class PlainWalk {
  terms: Term[];
  best: number;
  bestTerms: Term[] | undefined;
  counter = 0n;
  flips = 0;
  expansions = 0;
  plusIn = 0;
  splitting = 0;
  stuck = 0;
  private readonly ring: Ring;
  private readonly o: Options;
  private list: string[] = [];
  /** Of each position, the latest first. */
  private chains: number[][] = [];
  private next = new Map<string, number>();
  private previous = new Map<string, number>();

  constructor(ring: Ring, terms: readonly (readonly (readonly number[])[])[], o: Options) {
    this.ring = ring; this.o = o;
    this.terms = terms.map((f) => ({ f: f.map((x) => [...x]) as Term["f"], sign: 1 }));
    this.best = terms.length;
  }

  /** The terms, signs in w. */
  signed(terms: readonly Term[] = this.terms): number[][][] { return terms.map(({ f: [u, v, w], sign }) => [[...u], [...v], w.map((x) => x * sign + 0)]); }

  private draw(): bigint { return mix((this.o.key + 0x9e3779b97f4a7c15n * this.counter++) & MASK); }

  /** a + c·b, or undefined where the ring does not have it. */
  private sum(a: readonly number[], b: readonly number[], c: number): number[] | undefined {
    const all = a.map((x, e) => x + c * b[e]!);
    return this.ring === "Z3" ? all.map((x) => x === 2 ? -1 : x === -2 ? 1 : x) : all.some((x) => Math.abs(x) > 1) ? undefined : all;
  }
  /** Puts a factor in its positive form into a term. */
  private set(term: Term, i: number, x: readonly number[]): void {
    const turned = (x.find((y) => y !== 0) ?? 1) < 0;
    if (turned) term.sign = -term.sign;
    term.f[i] = x.map((y) => (turned ? -y : y) + 0);
  }
  private factor(i: number, t: number): number[] { return this.terms[t]!.f[i]!; }

  private leave(name: string): void {
    const at = this.list.indexOf(name), last = this.list.pop()!;
    if (last !== name) this.list[at] = last;
  }
  private unlink({ i, t }: Node): void {
    const name = `${i},${t}`, next = this.next.get(name)!, previous = this.previous.get(name)!;
    if (next !== t) {
      this.previous.set(`${i},${next}`, previous);
      this.next.set(`${i},${previous}`, next);
      this.leave(name);
      if (next === previous) this.leave(`${i},${next}`);
    }
    this.chains[i] = this.chains[i]!.filter((s) => s !== t);
  }
  private enlist({ i, t }: Node): boolean {
    const name = `${i},${t}`, other = this.chains[i]!.find((s) => equal(this.factor(i, s), this.factor(i, t)));
    this.chains[i]!.unshift(t);
    if (other === undefined) { this.next.set(name, t); this.previous.set(name, t); return false; }
    const next = this.next.get(`${i},${other}`)!;
    if (next === other) this.list.push(`${i},${other}`);
    this.list.push(name);
    this.next.set(`${i},${other}`, t); this.previous.set(name, other);
    this.next.set(name, next); this.previous.set(`${i},${next}`, t);
    return true;
  }
  private members({ i, t }: Node): number[] {
    const found: number[] = [];
    for (let s = this.next.get(`${i},${t}`)!; s !== t; s = this.next.get(`${i},${s}`)!) found.push(s);
    return found;
  }
  private doubled({ i, t }: Node): boolean {
    return this.members({ i, t }).some((s) => [1, 2].some((d) => equal(this.factor((i + d) % 3, s), this.factor((i + d) % 3, t))));
  }

  private drop(t: number): void {
    const last = this.terms.pop()!;
    if (t < this.terms.length) this.terms[t] = last;
  }
  private tabulate(): void {
    this.list = []; this.chains = [[], [], []];
    for (let i = 0; i < 3; i++) this.terms.forEach((_, t) => this.enlist({ i, t }));
  }
  private join(i: number, a: number, b: number): boolean {
    const to = this.terms[a]!, by = this.terms[b]!, sum = this.sum(to.f[i]!, by.f[i]!, to.sign * by.sign);
    if (sum === undefined) return false;
    this.set(to, i, sum);
    this.drop(b);
    if (isZero(sum)) this.drop(a);
    return true;
  }
  private mergePair(): boolean {
    for (let i = 0; i < 3; i++) for (let t = 0; t < this.terms.length; t++) for (const s of this.members({ i, t })) {
      if (s < t) continue;
      for (const d of [1, 2]) if (equal(this.factor((i + d) % 3, t), this.factor((i + d) % 3, s)) && this.join((i + 3 - d) % 3, t, s)) return true;
    }
    return false;
  }
  private settle(merging: boolean): void {
    do {
      for (let t; (t = this.terms.findIndex(({ f }) => f.some(isZero))) >= 0;) this.drop(t);
      this.tabulate();
    } while (merging && this.mergePair());
  }

  /** One pair of a draw in the list of those with company: the terms, the positions, and the two ways over. */
  private ways(i: number, a: number, b: number): (readonly [y: number[], z: number[]] | undefined)[] {
    const g = this.terms[a]!.sign * this.terms[b]!.sign, j = (i + 1) % 3, k = (i + 2) % 3;
    return [1, -1].map((c) => {
      const y = this.sum(this.factor(j, a), this.factor(j, b), c), z = this.sum(this.factor(k, b), this.factor(k, a), -c * g);
      return y && z && [y, z];
    });
  }
  private flipping(flips: number, tries: number, merging: boolean): { done: number; tried: number; why: "flipped" | "reducible" | "alone" } {
    let done = 0, tried = 0;
    while (done < flips && tried < tries) {
      if (this.list.length === 0) return { done, tried, why: "alone" };
      const draw = this.draw(), name = this.list[below(draw, this.list.length)]!, [i, a] = name.split(",").map(Number) as [number, number];
      tried++;
      const b = (draw >> 63n ? this.previous : this.next).get(name)!, [straight, turned] = this.ways(i, a, b), way = (draw >> 62n) & 1n ? turned ?? straight : straight ?? turned;
      if (way === undefined) continue;
      const y = { i: (i + 1) % 3, t: a }, z = { i: (i + 2) % 3, t: b };
      this.unlink(y); this.unlink(z);
      this.set(this.terms[a]!, y.i, way[0]); this.set(this.terms[b]!, z.i, way[1]);
      done++;
      if (way.some(isZero)) return { done, tried, why: "reducible" };
      const first = this.enlist(y), last = this.enlist(z);
      if (merging && ((first && this.doubled(y)) || (last && this.doubled(z)))) return { done, tried, why: "reducible" };
    }
    return { done, tried, why: "flipped" };
  }
  private movable(): boolean {
    return this.list.some((name) => { const [i, t] = name.split(",").map(Number) as [number, number]; return this.ways(i, t, this.next.get(name)!).some((w) => w !== undefined); });
  }

  private expand(): boolean {
    const { terms } = this, rank = terms.length;
    if (rank >= this.o.capacity - 1 || rank < 2) return false;
    for (let tries = 0; tries < 1000; tries++) {
      const pair = this.draw(), a = below(pair, rank), other = below(pair >> 32n, rank - 1), b = other + Number(other >= a);
      const draw = this.draw(), order = below(draw, 6), i = order % 3, j = (i + 1 + Math.floor(order / 3)) % 3, k = 3 - i - j;
      const c = (draw >> 61n) & 1n ? -1 : 1, e = (draw >> 62n) & 1n ? -1 : 1, one = terms[a]!, two = terms[b]!;
      if (equal(one.f[i]!, two.f[i]!)) continue;
      const made: Term = { f: [[], [], []], sign: 1 };
      if (draw >> 63n) {
        const rest = this.sum(one.f[i]!, two.f[i]!, -e);
        if (!rest) continue;
        made.f[i] = two.f[i]!; made.f[j] = one.f[j]!; made.f[k] = one.f[k]!; made.sign = one.sign * e;
        this.set(one, i, rest);
      } else {
        if (equal(one.f[j]!, two.f[j]!) || equal(one.f[k]!, two.f[k]!)) continue;
        const y = this.sum(one.f[j]!, two.f[j]!, c), x = this.sum(two.f[i]!, one.f[i]!, -e), z = this.sum(two.f[k]!, one.f[k]!, -c * e * one.sign * two.sign);
        if (!x || !y || !z) continue;
        made.f[i] = one.f[i]!; made.f[j] = two.f[j]!; made.sign = two.sign * e;
        this.set(made, k, z); this.set(one, j, y); this.set(two, i, x);
      }
      terms.push(made);
      this.flips++; this.expansions++; this.splitting = this.o.split; this.plusIn = 0;
      this.settle(false);
      return true;
    }
    return false;
  }

  /** As walk_zt_run and walk_z3_run: 0 spent, 1 improved, 2 dead. */
  run(flips: number): 0 | 1 | 2 {
    const { plus: [low, high], distance, patience } = this.o;
    for (const term of this.terms) { term.sign = 1; for (let i = 0; i < 3; i++) this.set(term, i, term.f[i]!); }
    let left = flips, tries = 4 * flips + 1000, fresh = true, stale = 0;
    const end = (event: 0 | 1 | 2): 0 | 1 | 2 => { this.terms = this.signed().map((f) => ({ f: f as Term["f"], sign: 1 })); return event; };
    for (;;) {
      const splitting = this.splitting;
      if (fresh) {
        const rank = this.terms.length;
        this.settle(splitting <= 0);
        if (this.terms.length < rank) this.plusIn = 0;
        if (this.terms.length < this.best) {
          this.stuck = 0; this.best = this.terms.length;
          end(1);
          this.bestTerms = structuredClone(this.terms);
          return 1;
        }
        fresh = false;
      }
      if (left <= 0 || tries <= 0) return end(0);
      if (this.plusIn <= 0) this.plusIn = high <= 0 ? 2 ** 31 - 1 : low + below(this.draw() >> 32n, Math.max(high - low, 0) + 1);
      let n = Math.min(left, 20000, this.plusIn);
      if (splitting > 0) n = Math.min(n, splitting);
      const { done, tried, why } = this.flipping(n, Math.min(tries, 4 * n + 1000), splitting <= 0);
      left -= done; tries -= tried; this.flips += done; this.plusIn -= done;
      if (splitting > 0) { this.splitting = splitting - done; fresh = splitting === done; }
      fresh ||= why === "reducible";
      stale = done > 0 ? 0 : stale + tried;
      if (!fresh && (why === "alone" || (stale >= 1000 && !this.movable()))) {
        if (++this.stuck > patience || !this.expand()) return end(2);
        left--; stale = 0;
      } else if (!fresh && this.plusIn <= 0 && this.terms.length < this.best + distance && this.expand()) left--;
    }
  }
}
