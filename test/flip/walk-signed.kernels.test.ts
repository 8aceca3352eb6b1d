// Walks over Z3 and ZT alone: step for step as the plain one, nothing written beside walker and scratch, and always the same tensor.
import { loadSync, type Scheme } from "lanewise";
import { describe, expect, it } from "vitest";
import { BEST, BEST_AT, BEST_RANK, CAPACITY, COUNTER, DISTANCE, EXPANSIONS, FLIPS, HEADER, KEY, LENGTH_U, LENGTH_V, LENGTH_W, PATIENCE, PLUS_IN, PLUS_MAX, PLUS_MIN, RANK, SPLIT, SPLITTING,
  layoutOf, packTerms, stateBytes, termBytes, unpackTerms } from "../../bindings/flip/walk/state.js";
import { brent } from "../helpers/flip.js";
import { type Options, PlainWalk, type Ring } from "../helpers/flip.walk-signed.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

const k = loadSync(), ground = new Ground("simd", 64), STATE = 65536, FACTORS = ["u", "v", "w"] as const;

class Walker {
  readonly layout; readonly ws: number; readonly need: number; readonly name: string; readonly start: Scheme;
  constructor(start: Scheme, o: Options) {
    this.start = start;
    this.layout = layoutOf(start, o.capacity)!;
    const { words, ring } = this.layout, lengths = FACTORS.map((f) => start[f].length / start.rank) as [number, number, number];
    this.name = `walk_${ring.toLowerCase()}${words > 1 ? "_wide" : ""}`;
    this.ws = STATE + Math.ceil(stateBytes(this.layout) / 64) * 64 + 64;
    this.need = ground.call(`${this.name}_workspace`, o.capacity, ...lengths);
    ground.put(STATE, new Uint8Array(stateBytes(this.layout)));
    const view = this.view();
    const numbers = { [RANK]: start.rank, [BEST]: start.rank, [CAPACITY]: o.capacity, [LENGTH_U]: lengths[0], [LENGTH_V]: lengths[1], [LENGTH_W]: lengths[2], [PLUS_MIN]: o.plus[0], [PLUS_MAX]: o.plus[1],
      [DISTANCE]: o.distance, [SPLIT]: o.split, [PATIENCE]: o.patience };
    for (const [at, x] of Object.entries(numbers)) view.setInt32(STATE + Number(at), x, true);
    view.setBigUint64(STATE + KEY, o.key, true);
    packTerms(ground.raw.memory.buffer, STATE + HEADER, this.layout, start);
    ground.mark();
  }
  private view(): DataView { return new DataView(ground.raw.memory.buffer); }
  int(at: number): number { return this.view().getInt32(STATE + at, true); }
  float(at: number): number { return this.view().getFloat64(STATE + at, true); }
  counter(): bigint { return this.view().getBigUint64(STATE + COUNTER, true); }
  call(what: string, ...args: number[]): number {
    const answer = ground.call(what, STATE, this.ws, ...args), held = ground.bytes(STATE, stateBytes(this.layout));
    ground.restore(what, { ptr: STATE, bytes: stateBytes(this.layout) }, { ptr: this.ws, bytes: this.need });
    ground.put(STATE, held);
    ground.mark();
    return answer;
  }
  run(flips: number): number { return this.call(`${this.name}_run`, flips); }
  scheme(best = false): Scheme { return unpackTerms(ground.raw.memory.buffer, STATE + HEADER + (best ? termBytes(this.layout) : 0), this.layout, this.int(best ? BEST_RANK : RANK)); }
}

const termsOf = (s: Scheme): number[][][] => Array.from({ length: s.rank }, (_, t) => FACTORS.map((f) => { const n = s[f].length / s.rank; return [...s[f].subarray(t * n, t * n + n)].map((x) => x === 2 ? -1 : x); }));
const starts = (ring: Ring): readonly (readonly [string, Scheme])[] => [
  ["1x1x1", k.flip.standard(1, 1, 1, ring)], ["1x1x2", k.flip.standard(1, 1, 2, ring)], ["2x2x2", k.flip.standard(2, 2, 2, ring)], ["2x3x4", k.flip.standard(2, 3, 4, ring)],
  ["3x3x3", k.flip.standard(3, 3, 3, ring)], ["8x1x8", k.flip.standard(8, 1, 8, ring)], ["1x65x1", k.flip.standard(1, 65, 1, ring)], ["9x2x8", k.flip.standard(9, 2, 8, ring)], ["2x43x3", k.flip.standard(2, 43, 3, ring)],
  ["16x1x16", k.flip.standard(16, 1, 16, ring)], ["ug 3", k.flip.structured("ug", 3, ring)], ["kg 3", k.flip.structured("kg", 3, ring)], ["ss 3", k.flip.structured("ss", 3, ring)], ["wt 4", k.flip.structured("wt", 4, ring)],
];

describe.each(["ZT", "Z3"] as const)("walk over %s", (ring) => {
  it.each(starts(ring))("%s: as the plain walk", (name, start) => {
    for (const [plus, split, patience, seed] of [[[40, 90], 0, 1000, 1], [[10, 10], 15, 3, 2], [[0, 0], 0, 5, 3]] as const) {
      const o: Options = { capacity: start.rank + 5, plus, distance: 3, split, patience, key: BigInt(seed) * 0x1234567890abcdefn & (1n << 64n) - 1n };
      const walker = new Walker(start, o), plain = new PlainWalk(ring, termsOf(start), o), what = `${name} seed ${seed}`;
      for (let block = 0; block < (start.rank > 64 ? 3 : 8); block++) {
        const flips = [0, 1, 300, 150, 64][block % 5]!, event = walker.run(flips);
        expect(event, what).toBe(plain.run(flips));
        expect(termsOf(walker.scheme()), what).toEqual(plain.signed());
        expect([walker.counter(), walker.float(FLIPS), walker.float(EXPANSIONS), walker.int(BEST), walker.int(PLUS_IN), walker.int(SPLITTING)], what)
          .toEqual([plain.counter, plain.flips, plain.expansions, plain.best, plain.plusIn, plain.splitting]);
        if (plain.bestTerms) expect(termsOf(walker.scheme(true)), what).toEqual(plain.signed(plain.bestTerms));
        if (event === 2) break;
      }
    }
  });

  it("has no room", () => {
    for (const [capacity, patience] of [[4, 5], [5, 1], [5, 5]] as const) {
      // Three terms with nothing in common.
      const unit = Int32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), lone: Scheme = { shape: [3, 1, 3], ring, rank: 3, u: unit, v: unit, w: Int32Array.from({ length: 27 }, (_, i) => Number(i % 9 === 4 * Math.floor(i / 9))) };
      const o: Options = { capacity, plus: [50, 50], distance: 3, split: 0, patience, key: 3n }, walker = new Walker(lone, o), plain = new PlainWalk(ring, termsOf(lone), o);
      for (const flips of [10, 100]) expect([walker.run(flips), walker.float(FLIPS)]).toEqual([plain.run(flips), plain.flips]);
      expect(termsOf(walker.scheme())).toEqual(plain.signed());
      expect(walker.float(FLIPS) === 0).toBe(capacity === 4);
    }
  });

  it("reduces a large class by its first and last members", () => {
    // Ten terms of one u; of their v the first and the last two depend on each other.
    const unit = (...at: number[]): number[] => Array.from({ length: 16 }, (_, e) => Number(at.includes(e))), all = Array.from({ length: 10 }, (_, q) => q);
    const start: Scheme = { shape: [4, 4, 4], ring, rank: 10, u: Int32Array.from(all.flatMap(() => unit(0))), v: Int32Array.from(all.flatMap((q) => q < 9 ? unit(q) : unit(0, 8))), w: Int32Array.from(all.flatMap((q) => q < 9 ? unit(1 + q) : unit(0))) };
    const walker = new Walker(start, { capacity: 12, plus: [0, 0], distance: 0, split: 0, patience: 0, key: 1n }), before = values(start, ring, new Random(1));
    expect(walker.call(`walk_reduce_${ring.toLowerCase()}`)).toBe(9);
    expect(values(walker.scheme(), ring, new Random(1))).toEqual(before);
  });

  it("keeps its tensor, and finds known ranks", () => {
    for (const [start, rank, flips] of [[k.flip.standard(2, 2, 2, ring), 7, 1e5], [k.flip.standard(2, 2, 3, ring), 11, 1e5], [k.flip.standard(2, 3, 3, ring), ring === "ZT" ? 15 : 17, 4e6], [k.flip.structured("gt", 2, ring), 6, 1e5]] as const) {
      const walker = new Walker(start, { capacity: start.rank + 4, plus: [50000, 50000], distance: 3, split: 0, patience: 1e6, key: 77n });
      for (let seen = 0; walker.int(BEST) > rank && seen < flips; seen = walker.float(FLIPS)) {
        if (walker.run(5000) !== 1) continue;
        expect(walker.float(BEST_AT)).toBe(walker.float(FLIPS));
        expect(brent(walker.scheme(true)).ok).toBe(true);
      }
      expect(walker.int(BEST)).toBeLessThanOrEqual(rank);
      expect(brent(walker.scheme()).ok).toBe(true);
    }
  });

  it("is the same from where it was put down", () => {
    const o: Options = { capacity: 32, plus: [100, 200], distance: 2, split: 9, patience: 100, key: 5n }, start = k.flip.standard(3, 3, 3, ring), a = new Walker(start, o), seen: Scheme[] = [];
    for (let i = 0; i < 6; i++) { a.run(400); seen.push(a.scheme()); }
    const b = new Walker(start, o);
    for (let i = 0; i < 6; i++) {
      b.run(400);
      // Scratch of another walk, or none, is as good.
      ground.put(b.ws, Uint8Array.from({ length: b.need }, (_, j) => j * 37 + i));
      ground.mark();
      expect(b.scheme()).toEqual(seen[i]);
    }
  });

  it("reduces terms whose factors depend on each other", () => {
    const random = new Random(ring === "ZT" ? 3 : 4);
    for (let trial = 0; trial < 60; trial++) {
      const n = [2, 3, 9][trial % 3]!, length = n * n, count = random.int(3, 6), others = random.int(0, 4), rank = count + others, at = random.int(0, 2), dependent = (at + random.int(1, 2)) % 3;
      const f = [0, 1, 2].map(() => Int32Array.from({ length: rank * length }, () => random.int(-1, 1))), base = Array.from({ length }, (_, e) => e === 0 ? 1 : random.int(-1, 1));
      // Two unit vectors and their sums and differences: of three one is too many.
      for (let q = 0; q < count; q++) for (let e = 0, sign = random.pick([-1, 1]), c = [random.int(-1, 1), random.int(-1, 1)]; e < length; e++) {
        f[at]![q * length + e] = sign * base[e]!;
        f[dependent]![q * length + e] = e === 1 ? c[0]! : e === length - 1 ? c[1]! : 0;
        if (ring === "ZT" && e % 2) f[3 - at - dependent]![q * length + e] = 0;
      }
      const residue = (x: Int32Array): Int32Array => ring === "Z3" ? x.map((y) => (y + 3) % 3) : x;
      const start: Scheme = { shape: [n, n, n], ring, rank, u: residue(f[0]!), v: residue(f[1]!), w: residue(f[2]!) };
      const walker = new Walker(start, { capacity: rank + 2, plus: [0, 0], distance: 0, split: 0, patience: 0, key: 1n });
      const before = walker.scheme(), after = walker.call(`walk_reduce_${ring.toLowerCase()}`), reduced = walker.scheme(), what = `${ring} trial ${trial}`;
      expect(after, what).toBe(reduced.rank);
      expect(values(reduced, ring, random.split(trial)), what).toEqual(values(before, ring, random.split(trial)));
      if (ring === "Z3") expect(after, what).toBeLessThanOrEqual(others + 2);
      else expect(after, what).toBeLessThanOrEqual(rank);
    }
  });
});

/** A scheme at random points. */
function values(s: Scheme, ring: Ring, random: Random): number[] {
  return Array.from({ length: 30 }, () => {
    const points = FACTORS.map(() => Array.from({ length: s.shape[0] ** 2 }, () => random.int(-50, 50)));
    let total = 0;
    for (let t = 0; t < s.rank; t++) total += points.reduce((product, x, i) => product * x.reduce((sum, y, e) => sum + s[FACTORS[i]!][t * x.length + e]! * y, 0), 1);
    return ring === "Z3" ? ((total % 3) + 3) % 3 : total;
  });
}
