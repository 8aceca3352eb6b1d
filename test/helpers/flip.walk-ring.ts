// The walk over Z2 on rings, plainly: factors are BigInts, rings and the list of paired factors are arrays. It makes the very same walk as assembly/flip/walk/ring*.ts.
export type Term = readonly [bigint, bigint, bigint];
export interface Limits { readonly plusMin: number; readonly plusMax: number; readonly distance: number; readonly split: number; readonly patience: number }

export const SPENT = 0, IMPROVED = 1, DEAD = 2;
const WORD: bigint = (1n << 64n) - 1n, GAMMA = 0x9e3779b97f4a7c15n;

export function mix(z: bigint): bigint {
  z &= WORD;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & WORD;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & WORD;
  return z ^ (z >> 31n);
}

const below = (bits: bigint, n: number): number => Number(((bits & 0xffffffffn) * BigInt(n)) >> 32n);

/** A factor: an object, so that it stays the same when terms move. */
interface Factor { readonly position: number; value: bigint; term: Factor[] }

export class RingWalk {
  rank = 0; best: number; bestTerms: Term[] = []; plusIn = 0; splitting = 0; stuck = 0; flips = 0; expansions = 0; bestAt = 0; counter = 0n;
  private terms: Factor[][] = [];
  private rings = new Map<string, Factor[]>();
  private list: Factor[] = [];
  private readonly bits: bigint;
  private readonly capacity: number;
  private readonly limits: Limits;
  private readonly key: bigint;
  private readonly units: bigint[] = [];

  constructor(terms: readonly Term[], capacity: number, key: bigint, limits: Limits) {
    this.capacity = capacity;
    this.limits = limits;
    this.key = key;
    this.best = this.rank = terms.length;
    this.bits = BigInt(38 - Math.clz32(capacity));
    for (let i = 1n; i <= 256n; i++) this.units.push(mix(i) >> (64n - this.bits));
    for (const t of terms) this.push(t);
  }

  now(): Term[] { return this.terms.map((t) => t.map((f) => f.value) as unknown as Term); }

  private push(values: readonly bigint[]): Factor[] {
    const term: Factor[] = [];
    values.forEach((value, position) => term.push({ position, value, term }));
    this.terms.push(term);
    term.forEach((f) => this.link(f));
    return term;
  }

  private ringOf(f: Factor): Factor[] {
    let hash = 0n;
    for (let i = 0, x = f.value; x !== 0n; i++, x >>= 1n) if (x & 1n) hash ^= this.units[i]!;
    const key = `${f.position} ${hash}`, ring = this.rings.get(key) ?? [];
    this.rings.set(key, ring);
    return ring;
  }

  private leave(f: Factor): void {
    const last = this.list.pop()!, at = this.list.indexOf(f);
    if (last !== f) this.list[at] = last;
  }

  private link(f: Factor): void {
    const ring = this.ringOf(f);
    ring.unshift(f);
    if (ring.length > 1) this.list.push(f);
    if (ring.length === 2) this.list.push(ring[1]!);
  }

  private unlink(f: Factor): void {
    const ring = this.ringOf(f), at = ring.indexOf(f), rest = [...ring.slice(at + 1), ...ring.slice(0, at)];
    ring.splice(0, ring.length, ...rest);
    if (rest.length === 1) this.leave(rest[0]!);
    if (rest.length > 0) this.leave(f);
  }

  private set(f: Factor, value: bigint): void {
    this.unlink(f);
    f.value = value;
    this.link(f);
  }

  private draw(): bigint { return mix(this.key + GAMMA * this.counter++); }

  private drawPlus(): number {
    const { plusMin, plusMax } = this.limits;
    return Math.max(1, plusMin + below(this.draw() >> 32n, plusMax - plusMin + 1));
  }

  /** Another term's factor with this value, where the terms have one more factor in common. */
  private meet(f: Factor): Factor | undefined {
    const ring = this.ringOf(f), at = ring.indexOf(f);
    return [...ring.slice(at + 1), ...ring.slice(0, at)].find((g) => g.value === f.value && f.term.some((x, i) => i !== f.position && x.value === g.term[i]!.value));
  }

  /** What the hot loop does: flips until one gives a zero or a meeting, or none can be found. */
  private hop(flips: number, reducing: boolean): { readonly left: number; readonly event: "done" | "met" | "lone" } {
    let left = flips;
    const from = this.counter;
    while (left > 0) {
      const z = this.draw(), one = this.list[below(z >> 32n, this.list.length)];
      let two = one;
      if (one) {
        const ring = this.ringOf(one), step = z & 1n ? ring.length - 1 : 1;
        let at = ring.indexOf(one);
        do { at = (at + step) % ring.length; two = ring[at]!; } while (two.value !== one.value);
      }
      if (!one || !two || two === one) {
        if (!one || Number(this.counter - from) + left - flips > 64) return { left, event: "lone" };
        continue;
      }
      const i = one.position, turn = z & 2n ? 1 : 0, j = (i + 1 + turn) % 3, k = (i + 2 - turn) % 3;
      const first = one.term[j]!, second = two.term[k]!, y = first.value ^ two.term[j]!.value, w = second.value ^ one.term[k]!.value;
      this.set(first, y);
      this.set(second, w);
      left--;
      if (y === 0n || w === 0n || (reducing && (this.meet(first) || this.meet(second)))) return { left, event: "met" };
    }
    return { left, event: "done" };
  }

  private drop(t: number): void {
    const last = this.terms.length - 1, gone = this.terms[t]!;
    gone.forEach((f) => this.unlink(f));
    const moved = this.terms.pop()!;
    if (t !== last) {
      moved.forEach((f) => this.unlink(f));
      this.terms[t] = moved;
      moved.forEach((f) => this.link(f));
    }
    this.rank--;
  }

  private settle(merging: boolean): void {
    for (let t = 0; t < this.rank;) {
      const term = this.terms[t]!, zero = term.some((f) => f.value === 0n), other = merging ? term.map((f) => this.meet(f)).find((f) => f)?.term : undefined;
      if (!zero && other) {
        const differs = term.findIndex((f, i) => i === 2 || f.value !== other[i]!.value);
        this.set(other[differs]!, other[differs]!.value ^ term[differs]!.value);
      }
      if (zero || other) this.drop(t);
      t = other ? 0 : zero ? t : t + 1;
    }
  }

  private expand(): boolean {
    if (this.rank >= this.capacity - 1 || this.rank === 0) return false;
    for (let tries = 0; tries < 64; tries++) {
      const z = this.draw(), s = this.terms[below(z >> 32n, this.rank)]!, t = this.terms[below(z, this.rank)]!, kind = this.draw();
      const i = below(kind >> 32n, 3), turn = kind & 1n ? 1 : 0, j = (i + 1 + turn) % 3, k = (i + 2 - turn) % 3, same = (x: number): boolean => s[x]!.value === t[x]!.value;
      const split = (kind & 2n) !== 0n, fresh = [0n, 0n, 0n];
      if (same(i) || (!split && (same(j) || same(k)))) continue;
      [...s, ...t].forEach((f) => this.unlink(f));
      const [a, b, c] = [s[i]!.value, s[j]!.value, s[k]!.value], [a2, b2, c2] = [t[i]!.value, t[j]!.value, t[k]!.value];
      if (split) {
        [fresh[i], fresh[j], fresh[k]] = [a2, b, c];
        s[i]!.value = a ^ a2;
      } else {
        [fresh[i], fresh[j], fresh[k]] = [a ^ a2, b2, c2];
        t[i]!.value = a;
        t[k]!.value = c ^ c2;
        s[j]!.value = b ^ b2;
      }
      [...s, ...t].forEach((f) => this.link(f));
      this.push(fresh);
      this.rank++;
      this.expansions++;
      this.flips++;
      this.splitting = this.limits.split;
      return true;
    }
    return false;
  }

  private improved(): boolean {
    if (this.rank >= this.best) return false;
    this.best = this.rank;
    this.bestAt = this.flips;
    this.stuck = 0;
    this.bestTerms = this.now();
    return true;
  }

  /** Rings are made anew at the start of a run. */
  run(flips: number): number {
    const values = this.now();
    this.terms = [];
    this.rings = new Map();
    this.list = [];
    for (const t of values) this.push(t);
    while (flips > 0) {
      let until = this.plusIn;
      if (until <= 0) until = this.drawPlus();
      const before = this.rank, most = Math.min(flips, until, 20000), count = this.splitting > 0 ? Math.min(most, this.splitting) : most;
      const { left, event } = this.hop(count, this.splitting <= 0), done = count - left, whole = this.splitting > 0 && this.splitting <= done;
      flips -= done;
      until -= done;
      this.splitting = Math.max(0, this.splitting - done);
      this.flips += done;
      if (event !== "done" || whole) this.settle(this.splitting === 0);
      if (this.rank < before) until = this.drawPlus();
      this.plusIn = until;
      if (this.improved()) return IMPROVED;
      const stuck = event === "lone" && !this.list.some((f) => this.ringOf(f).some((g) => g !== f && g.value === f.value));
      if (!stuck && until > 0) continue;
      if (stuck) {
        if (++this.stuck > this.limits.patience || !this.expand()) return DEAD;
        flips--;
      } else if (this.rank < this.best + this.limits.distance && this.expand()) {
        flips--;
      }
      this.plusIn = this.drawPlus();
    }
    return SPENT;
  }
}

const odd = (x: bigint): boolean => {
  for (let shift = 128n; shift > 0n; shift >>= 1n) x ^= x >> shift;
  return (x & 1n) === 1n;
};

/** Σ u⊗v⊗w at 64 random pairs of left and right functionals, exactly: tensors that differ agree in all of them once in 10⁸. */
export function probes(terms: readonly Term[]): bigint[] {
  const functional = (i: number): bigint => [0, 1, 2, 3].reduce((x, word) => (x << 64n) | mix(BigInt(1e6 + 4 * i + word)), 0n);
  return Array.from({ length: 64 }, (_, i) => {
    const a = functional(2 * i), b = functional(2 * i + 1);
    return terms.reduce((sum, [u, v, w]) => (odd(u & a) && odd(v & b) ? sum ^ w : sum), 0n);
  });
}

export function naive(n: number, m: number, p: number): Term[] {
  const out: Term[] = [], one = (i: number): bigint => 1n << BigInt(i);
  for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) for (let k = 0; k < p; k++) out.push([one(i * m + j), one(j * p + k), one(k * n + i)]);
  return out;
}
