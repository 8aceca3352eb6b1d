// The symmetric walk with arrays and BigInts: the same draws and the same choices as assembly/flip/walk/symmetric.ts, one after the other.

const wrap = (x: bigint): bigint => BigInt.asUintN(64, x), GAMMA = 0x9e3779b97f4a7c15n, TRIES = 256, BURST = 16384;

function mix(x: bigint): bigint {
  let z = wrap((x ^ (x >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = wrap((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

const below = (bits: bigint, n: number): number => Number(((bits & 0xffffffffn) * BigInt(n)) >> 32n);

/** Entries of a factor in reverse. */
export function reversed(x: bigint, bits: number): bigint {
  let y = 0n;
  for (let i = 0; i < bits; i++) if (x >> BigInt(i) & 1n) y |= 1n << BigInt(bits - 1 - i);
  return y;
}

export interface WalkRules { readonly fold: 3 | 6; readonly bits: number; readonly capacity: number; readonly plus: readonly [number, number]; readonly distance: number; readonly split: number; readonly patience: number; readonly key: bigint }
export type Term = readonly [bigint, bigint, bigint];

/** Places of a slot's neighbours in its term. */
const after = (i: number): number => i % 3 === 2 ? i - 2 : i + 1, before = (i: number): number => i % 3 === 0 ? i + 2 : i - 1;

export class PlainWalk {
  readonly rules: WalkRules;
  /** Values of each orbit: three, and with the reflection theirs. */
  orbits: bigint[][] = [];
  cubes: bigint[] = [];
  /** Slots, 8·orbit + place, of each value; the first is the head. */
  rings = new Map<bigint, number[]>();
  /** Slots whose value others have. */
  paired: number[] = [];
  counter = 0n;
  best: number;
  bestTerms: Term[] = [];
  plusIn = 0; splitting = 0; stuck = 0; flips = 0; expansions = 0; bestAt = 0;

  constructor(rules: WalkRules, terms: readonly Term[]) {
    this.rules = rules;
    this.read(terms);
    this.best = this.rank;
  }

  get rank(): number { return this.cubes.length + this.rules.fold * this.orbits.length; }
  terms(): Term[] { return [...this.orbits.map((o) => [o[0]!, o[1]!, o[2]!] as const), ...this.cubes.map((x) => [x, x, x] as const)]; }

  /** As at the start of every call of the kernel. */
  read(terms: readonly Term[]): void {
    this.orbits = []; this.cubes = []; this.paired = [];
    this.rings.clear();
    for (const [u, v, w] of terms) if (u === v && u === w) this.cube(u); else this.add(u, v, w);
  }

  private value(slot: number): bigint { return this.orbits[slot >> 3]![slot & 7]!; }
  private image(slot: number): number { return (slot & ~7) + ((slot & 7) + 3) % 6; }
  private after(slot: number): number { return (slot & ~7) + after(slot & 7); }
  private before(slot: number): number { return (slot & ~7) + before(slot & 7); }

  private enter(slot: number, x: bigint): boolean {
    this.orbits[slot >> 3]![slot & 7] = x;
    const ring = this.rings.get(x);
    if (!ring) { this.rings.set(x, [slot]); return false; }
    if (ring.length === 1) this.paired.push(ring[0]!);
    this.paired.push(slot);
    ring.splice(1, 0, slot);
    return true;
  }

  private leave(slot: number): void {
    const x = this.value(slot), ring = this.rings.get(x)!;
    ring.splice(ring.indexOf(slot), 1);
    if (ring.length === 0) { this.rings.delete(x); return; }
    this.unpair(slot);
    if (ring.length === 1) this.unpair(ring[0]!);
  }

  private unpair(slot: number): void {
    const at = this.paired.indexOf(slot), last = this.paired.pop()!;
    if (at < this.paired.length) this.paired[at] = last;
  }

  private change(slot: number, by: number): boolean {
    const pairs = this.rules.fold === 3 ? [[slot, by]] : [[slot, by], [this.image(slot), this.image(by)]];
    let shared = false;
    for (const [s, t] of pairs as [number, number][]) {
      const x = this.value(s) ^ this.value(t);
      this.leave(s);
      shared = this.enter(s, x) || shared;
    }
    return shared;
  }

  private add(u: bigint, v: bigint, w: bigint): void {
    const { fold, bits } = this.rules, all = [u, v, w, ...fold === 6 ? [u, v, w].map((x) => reversed(x, bits)) : []], orbit = this.orbits.push([]) - 1;
    all.forEach((x, i) => this.enter(8 * orbit + i, x));
  }

  private drop(orbit: number): void {
    const last = this.orbits.length - 1;
    for (let i = 0; i < this.rules.fold; i++) {
      this.leave(8 * orbit + i);
      if (last === orbit) continue;
      const x = this.value(8 * last + i);
      this.leave(8 * last + i);
      this.enter(8 * orbit + i, x);
    }
    this.orbits.pop();
  }

  private dropBoth(a: number, b: number): void { this.drop(Math.max(a, b)); this.drop(Math.min(a, b)); }

  private cube(x: bigint): void {
    const at = this.cubes.indexOf(x);
    if (at < 0) { this.cubes.push(x); return; }
    const last = this.cubes.pop()!;
    if (at < this.cubes.length) this.cubes[at] = last;
  }

  private collapse(orbit: number): boolean {
    const [x, y, z, a, b, c] = this.orbits[orbit]!;
    if (x === a && y === b && z === c) { this.drop(orbit); return true; }
    if (x !== y || x !== z) return false;
    if (a !== undefined) this.cube(a);
    this.cube(x!);
    this.drop(orbit);
    return true;
  }

  private merge(slot: number): boolean {
    const ring = this.rings.get(this.value(slot))!, from = ring.indexOf(slot), y = this.value(this.after(slot)), z = this.value(this.before(slot));
    for (let i = 1; i < ring.length; i++) {
      const other = ring[(from + i) % ring.length]!, onNext = this.value(this.after(other)) === y, onPrevious = this.value(this.before(other)) === z;
      if (other >> 3 === slot >> 3 || !(onNext || onPrevious)) continue;
      if (onNext && onPrevious) { this.dropBoth(slot >> 3, other >> 3); return true; }
      if (onNext) this.change(this.before(slot), this.before(other)); else this.change(this.after(slot), this.after(other));
      this.drop(other >> 3);
      return true;
    }
    return false;
  }

  settle(all: boolean): void {
    for (let orbit = 0; orbit < this.orbits.length;) {
      if (this.collapse(orbit) || (all && (this.merge(8 * orbit) || this.merge(8 * orbit + 1) || this.merge(8 * orbit + 2)))) orbit = 0; else orbit++;
    }
  }

  private draw(): bigint { return mix(wrap(this.rules.key + GAMMA * this.counter++)); }
  private fresh(): void { const [low, high] = this.rules.plus; this.plusIn = low + below(this.draw() >> 32n, high - low + 1); }

  private plus(): boolean {
    for (let tries = 0; tries < TRIES; tries++) {
      const z = this.draw(), s = 8 * below(z >> 32n, this.orbits.length), from = 8 * below(z, this.orbits.length);
      if (s === from) continue;
      const turn = mix(z), t = from + below(turn >> 32n, 3) + (this.rules.fold === 6 && turn & 1n ? 3 : 0);
      const a = this.value(t), b = this.value(this.after(t)), c = this.value(this.before(t)), first = this.value(s);
      if (first === a || this.value(s + 1) === b || this.value(s + 2) === c) continue;
      this.change(s + 1, this.after(t));
      this.change(this.before(t), s + 2);
      this.add(a ^ first, b, c);
      this.change(t, 8 * (this.orbits.length - 1));
      return true;
    }
    return false;
  }

  /** One burst: how many flips it made. */
  private burst(flips: number): number {
    let done = 0, blocked = 0;
    while (done < flips && this.paired.length > 0 && blocked < TRIES) {
      const z = this.draw(), s = this.paired[below(z >> 32n, this.paired.length)]!, ring = this.rings.get(this.value(s))!, t = ring[(ring.indexOf(s) + (z & 1n ? ring.length - 1 : 1)) % ring.length]!;
      if (s >> 3 === t >> 3) { blocked++; continue; }
      blocked = 0; done++;
      const [e, f, byE, byF] = [this.after(s), this.before(t), this.after(t), this.before(s)], sameE = this.value(e) === this.value(byE), sameF = this.value(f) === this.value(byF);
      if (sameE || sameF) {
        if (sameE && sameF) this.dropBoth(s >> 3, t >> 3);
        else if (sameE) { this.change(f, byF); this.drop(s >> 3); } else { this.change(e, byE); this.drop(t >> 3); }
        break;
      }
      const first = this.change(e, byE), second = this.change(f, byF), merging = this.splitting === 0;
      if (first && (this.collapse(s >> 3) || (merging && this.merge(e)))) break;
      if (second && (this.collapse(t >> 3) || (merging && this.merge(f)))) break;
    }
    return done;
  }

  /** One call of the kernel: 0 spent, 1 improved, 2 dead. */
  run(flips: number): 0 | 1 | 2 {
    const { fold, capacity, distance, split, patience } = this.rules;
    this.read(this.terms());
    if (this.plusIn === 0) this.fresh();
    for (let left = flips; left > 0;) {
      const was = this.rank, until = this.plusIn, { splitting } = this, most = Math.min(left, until, BURST, splitting || Infinity), done = this.burst(most);
      left -= done;
      this.flips += done;
      this.splitting -= Math.min(done, splitting);
      if (this.rank < was) {
        this.settle(splitting === 0);
        this.fresh();
        if (this.rank >= this.best) continue;
        this.best = this.rank; this.bestAt = this.flips; this.bestTerms = this.terms(); this.stuck = 0;
        return 1;
      }
      const stuck = done < most;
      if (!stuck && until > done) { this.plusIn = until - done; continue; }
      this.fresh();
      if (!stuck && this.rank >= this.best + distance) continue;
      if (stuck) this.stuck++;
      if ((stuck && this.stuck > patience) || this.rank + fold > capacity || !this.plus()) {
        if (stuck) return 2;
        continue;
      }
      this.settle(false);
      left--; this.flips++; this.expansions++;
      this.splitting = split;
    }
    return 0;
  }
}

/** Whether the terms and their images are the product of n×n matrices over two elements, by counting. */
export function isProduct(n: number, fold: 3 | 6, terms: readonly Term[]): boolean {
  const N = n * n, odd = new Set<number>(), toggle = (a: number, b: number, c: number): void => { const key = (a * N + b) * N + c; if (!odd.delete(key)) odd.add(key); };
  const ones = (x: bigint): number[] => Array.from({ length: N }, (_, i) => i).filter((i) => x >> BigInt(i) & 1n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) for (let k = 0; k < n; k++) toggle(i * n + j, j * n + k, k * n + i);
  for (const [u, v, w] of terms) {
    const shifts: Term[] = u === v && u === w ? [[u, u, u]] : [[u, v, w], [v, w, u], [w, u, v]];
    const all = fold === 6 && shifts.length > 1 ? [...shifts, ...shifts.map((t) => t.map((x) => reversed(x, N)) as unknown as Term)] : shifts;
    for (const t of all) for (const a of ones(t[0])) for (const b of ones(t[1])) for (const c of ones(t[2])) toggle(a, b, c);
  }
  return odd.size === 0;
}
