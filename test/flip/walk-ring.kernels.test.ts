// The walks on rings alone: the same walk as the plain twin, term for term; the tensor unchanged; nothing written beside walker and scratch.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Limits, mix, naive, probes, RingWalk, type Term } from "../helpers/flip.walk-ring.js";
import { Ground } from "../helpers/vector.ground.js";

const START = 65536, HEADER = 128, WORD = (1n << 64n) - 1n;

interface Walker { readonly at: number; readonly ws: number; readonly capacity: number; readonly words: number; readonly bytes: number; readonly scratch: number; readonly kernel: string }

describe("walks on rings", () => {
  const ground = new Ground("simd", 64);
  const i32 = (at: number): number => new DataView(ground.raw.memory.buffer).getInt32(at, true);
  const f64 = (at: number): number => new DataView(ground.raw.memory.buffer).getFloat64(at, true);

  /** A walker at START and its scratch behind it, which is all NaN but must be zero at first. */
  function load(terms: readonly Term[], lengths: readonly [number, number, number], capacity: number, key: bigint, limits: Limits): Walker {
    const words = Math.max(...lengths) > 64 ? 4 : 1, bytes = HEADER + 6 * capacity * words * 8, ws = START + Math.ceil(bytes / 64) * 64 + 64, kernel = words === 4 ? "wide" : "ring";
    const scratch = Math.max(ground.call(`walk_${kernel}_workspace`, capacity, ...lengths), ground.call("walk_reduce_z2_workspace", capacity, ...lengths));
    expect(ws + scratch).toBeLessThan(ground.end);
    const head = new Int32Array(16), more = new BigUint64Array(8), out = new BigUint64Array(6 * capacity * words);
    head.set([terms.length, terms.length, capacity, 0, ...lengths, limits.plusMin, limits.plusMax, limits.distance, limits.split, limits.patience]);
    more[0] = key;
    terms.forEach((t, q) => t.forEach((x, position) => { for (let word = 0; word < words; word++) out[(position * capacity + q) * words + word] = (x >> BigInt(64 * word)) & WORD; }));
    ground.put(START, head);
    ground.put(START + 64, more);
    ground.put(START + HEADER, out);
    ground.put(ws, new Uint8Array(scratch));
    ground.mark();
    return { at: START, ws, capacity, words, bytes, scratch, kernel };
  }

  function read({ at, capacity, words }: Walker, rank: number, best = false): Term[] {
    const from = new BigUint64Array(ground.raw.memory.buffer.slice(at + HEADER, at + HEADER + 6 * capacity * words * 8));
    return Array.from({ length: rank }, (_, q) => [0, 1, 2].map((position) => {
      let x = 0n;
      for (let word = words - 1; word >= 0; word--) x = (x << 64n) | from[((best ? 3 : 0) + position) * capacity * words + q * words + word]!;
      return x;
    }) as unknown as Term);
  }

  function compare(terms: readonly Term[], lengths: readonly [number, number, number], key: bigint, limits: Limits, blocks: readonly number[], capacity: number = terms.length + limits.distance + 2, given: { readonly best?: number; readonly stuck?: number } = {}): RingWalk {
    const w = load(terms, lengths, capacity, key, limits), twin = Object.assign(new RingWalk(terms, capacity, key, limits), given), tensor = probes(terms), view = new DataView(ground.raw.memory.buffer);
    view.setInt32(w.at + 4, twin.best, true);
    view.setInt32(w.at + 56, twin.stuck, true);
    ground.mark();
    for (const flips of blocks) {
      const event = ground.call(`walk_${w.kernel}_run`, w.at, w.ws, flips);
      expect(event).toBe(twin.run(flips));
      expect(i32(w.at)).toBe(twin.rank);
      expect([i32(w.at + 4), f64(w.at + 80), f64(w.at + 88), f64(w.at + 96), i32(w.at + 48), i32(w.at + 52), i32(w.at + 56)]).toEqual([twin.best, twin.flips, twin.expansions, twin.bestAt, twin.plusIn, twin.splitting, twin.stuck]);
      expect(read(w, twin.rank)).toEqual(twin.now());
      expect(probes(read(w, twin.rank))).toEqual(tensor);
      if (event === 1) expect(read(w, twin.best, true)).toEqual(twin.bestTerms);
      if (event === 2) break;
    }
    ground.restore("walk", { ptr: w.at, bytes: w.bytes }, { ptr: w.ws, bytes: w.scratch });
    return twin;
  }

  const often: Limits = { plusMin: 50, plusMax: 150, distance: 3, split: 0, patience: 5 }, split: Limits = { plusMin: 100, plusMax: 100, distance: 2, split: 12, patience: 3 };
  it.each([[1, 1, 1], [1, 2, 1], [2, 2, 2], [2, 3, 2], [3, 3, 3], [3, 4, 5], [5, 5, 5], [8, 8, 8], [5, 13, 5], [9, 9, 9]] as const)("the walk of the twin from %ix%ix%i", (n, m, p) => {
    const few = n * m * p > 200, blocks = few ? [1, 300, 700] : [1, 2, 97, 400, 1500, 1500];
    for (const limits of [often, split]) for (const key of [1n, mix(77n)]) compare(naive(n, m, p), [n * m, m * p, p * n], key, limits, blocks);
  });

  it("from terms without a flip, and out of it", () => {
    const terms: Term[] = [[1n, 1n, 1n], [2n, 2n, 2n], [4n, 4n, 4n], [7n, 3n, 5n]];
    for (const limits of [often, split]) compare(terms, [3, 3, 3], 5n, limits, [10, 100, 1000, 1000]);
    compare([[1n, 2n, 3n]], [3, 3, 3], 5n, often, [10]);
    // No room; a better rank, after which patience begins anew.
    for (const lengths of [[3, 3, 3], [3, 3, 65]] as const) for (const key of [1n, 2n, 3n]) {
      expect(compare(terms, lengths, key, often, [10], terms.length + 1).flips).toBe(0);
      const { best, stuck } = compare(terms, lengths, key, often, [1], terms.length + 4, { best: 99, stuck: 3 });
      expect([best < 99, stuck]).toEqual([true, 0]);
    }
    compare([], [3, 3, 3], 5n, often, [10]);
  });

  it("one pair among many factors of equal hash", () => {
    // Values whose hash is 0: unit vectors are taken together until theirs cancel.
    const capacity = 50, shift = BigInt(64 - (38 - Math.clz32(capacity))), basis: [bigint, bigint][] = [], zero: bigint[] = [];
    for (let i = 0n; i < 64n; i++) {
      let hash = mix(i + 1n) >> shift, value = 1n << i;
      for (const [h, v] of basis) if ((hash ^ h) < hash) { hash ^= h; value ^= v; }
      if (hash === 0n) zero.push(value);
      else basis.push([hash, value]);
    }
    const terms = Array.from({ length: 45 }, (_, t): Term => [zero[t]!, BigInt(t === 1 ? 1 : t + 1), mix(BigInt(t + 1))]), rare: Limits = { plusMin: 1e6, plusMax: 1e6, distance: 3, split: 0, patience: 5 };
    for (const key of [1n, 2n]) expect(compare(terms, [64, 64, 64], key, rare, [400, 400], capacity).expansions).toBe(0);
  });

  it("random terms of all widths: the same walk, the same tensor", () => {
    fc.assert(fc.property(fc.constantFrom(1, 7, 17, 33, 63, 64, 65, 127, 128, 129, 192, 255, 256), fc.integer({ min: 2, max: 40 }), fc.integer({ min: 1, max: 6 }), fc.bigInt({ min: 0n, max: WORD }), fc.boolean(), (length, rank, values, key, splits) => {
      let at = 0n;
      const draw = (): bigint => { let x = 0n; while (x === 0n) { for (let i = 0; i < 4; i++) x = (x << 64n) | mix(key + 1000n + at++); x &= (1n << BigInt(length)) - 1n; } return x; };
      const pool = Array.from({ length: values }, draw), pick = (): bigint => pool[Number(mix(key ^ (5n + at++)) % BigInt(values))]!;
      // Some factors few of them, so that there are pairs, and the third any.
      const terms = Array.from({ length: rank }, (): Term => [pick(), at % 3n === 0n ? pick() : draw(), draw()]);
      compare(terms, [length, length, length], key, splits ? split : often, [200, 300]);
    }), { numRuns: 40 });
  });

  it("one block more or less: a checkpoint between blocks changes nothing", () => {
    const run = (times: number): Term[] => {
      const w = load(naive(3, 4, 4), [12, 16, 12], 60, 9n, often);
      for (let i = 0; i < times; i++) {
        if (i === 3) { // moved to other scratch
          ground.put(w.ws, new Uint8Array(w.scratch));
        }
        for (let end = f64(w.at + 80) + 500; f64(w.at + 80) < end;) ground.call("walk_ring_run", w.at, w.ws, end - f64(w.at + 80));
      }
      const out = read(w, i32(w.at));
      ground.restore("walk", { ptr: w.at, bytes: w.bytes }, { ptr: w.ws, bytes: w.scratch });
      return out;
    };
    expect(run(8)).toEqual(run(8));
  });

  it("reduces classes with dependent factors, in all positions and widths", () => {
    fc.assert(fc.property(fc.constantFrom(3, 8, 20, 64, 65, 200, 256), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 2 }), fc.bigInt({ min: 0n, max: WORD }), (length, count, more, position, key) => {
      let at = 0n;
      const draw = (): bigint => { let x = 0n; for (let i = 0; i < 4; i++) x = (x << 64n) | mix(key + at++); return x & ((1n << BigInt(length)) - 1n); };
      const shared = draw(), basis = Array.from({ length: count }, draw), sum = (): bigint => basis.reduce((x, b) => (mix(key ^ (99n + at++)) & 1n ? x ^ b : x), 0n);
      const turn = (t: Term): Term => [0, 1, 2].map((i) => t[(i + position) % 3]) as unknown as Term;
      const terms = Array.from({ length: count + more }, () => turn([shared, sum(), draw()]));
      const w = load(terms, [length, length, length], terms.length + 4, key, often), rank = ground.call("walk_reduce_z2", w.at, w.ws), after = read(w, rank);
      expect(rank).toBeLessThanOrEqual(shared === 0n ? 0 : Math.min(count, length));
      expect(i32(w.at)).toBe(rank);
      expect(after.flat().includes(0n)).toBe(false);
      expect(probes(after)).toEqual(probes(terms));
      expect(ground.call("walk_reduce_z2", w.at, w.ws)).toBe(rank);
      ground.restore("reduce", { ptr: w.at, bytes: w.bytes }, { ptr: w.ws, bytes: w.scratch });
    }), { numRuns: 30 });
  });
});
