// The walk over masks alone: the very walk of its plain twin, nothing written outside, tables zero again after each call.
import { describe, expect, it } from "vitest";
import { BEST, BEST_AT, BEST_RANK, CAPACITY, COUNTER, DISTANCE, EXPANSIONS, FLIPS, HEADER, KEY, LENGTH_U, LENGTH_V, LENGTH_W, PATIENCE, PLUS_MAX, PLUS_MIN, RANK, SPLIT, SPLITTING, STUCK } from "../../bindings/flip/walk/state.js";
import { DEAD, exactly, IMPROVED, type Limits, naive, SPENT, type Term, Walk } from "../helpers/flip.walk-mask.js";
import { Random } from "../helpers/random.js";
import { Ground } from "../helpers/vector.ground.js";

type Shape = readonly [number, number, number];
const START = 65536, up = (bytes: number): number => Math.ceil(bytes / 64) * 64;
const bytesOf = (capacity: number): number => HEADER + 48 * capacity;

class Desk {
  readonly ground: Ground;
  readonly view: DataView;
  readonly lengths: Shape;
  readonly need: number;
  readonly limits: Limits;
  ws = 0;

  constructor([n, m, p]: Shape, limits: Limits) {
    this.lengths = [n * m, m * p, p * n];
    this.limits = limits;
    this.ground = new Ground("simd", Math.max(n * m, m * p, p * n) > 12 ? 52 : 10);
    this.view = new DataView(this.ground.raw.memory.buffer);
    this.need = this.ground.call("walk_mask_workspace", limits.capacity, ...this.lengths);
  }

  at(walker: number): number { return START + walker * up(bytesOf(this.limits.capacity) + 64); }

  /** Walkers side by side, then scratch for all of them, zero. */
  load(walkers: readonly { terms: readonly Term[]; key: bigint }[]): void {
    const { ground, view, limits } = this;
    this.ws = this.at(walkers.length);
    walkers.forEach(({ terms, key }, i) => {
      const s = this.at(i), set = (offset: number, x: number): void => view.setInt32(s + offset, x, true);
      ground.put(s, new Uint8Array(bytesOf(limits.capacity)));
      [[RANK, terms.length], [BEST, terms.length], [CAPACITY, limits.capacity], [LENGTH_U, this.lengths[0]], [LENGTH_V, this.lengths[1]], [LENGTH_W, this.lengths[2]], [PLUS_MIN, limits.plusMin],
        [PLUS_MAX, limits.plusMax], [DISTANCE, limits.distance], [SPLIT, limits.split], [PATIENCE, limits.patience]].forEach(([offset, x]) => set(offset!, x!));
      view.setBigUint64(s + KEY, key, true);
      terms.forEach((t, j) => t.forEach((x, p) => view.setBigUint64(s + HEADER + 8 * (p * limits.capacity + j), BigInt(x), true)));
    });
    ground.put(this.ws, new Uint8Array(this.need * walkers.length));
    ground.mark();
  }

  int(walker: number, offset: number): number { return this.view.getInt32(this.at(walker) + offset, true); }
  float(walker: number, offset: number): number { return this.view.getFloat64(this.at(walker) + offset, true); }

  terms(walker: number, best = false): Term[] {
    const { capacity } = this.limits, base = this.at(walker) + HEADER + (best ? 24 * capacity : 0);
    return Array.from({ length: this.int(walker, best ? BEST_RANK : RANK) }, (_, t) => [0, 1, 2].map((p) => Number(this.view.getBigUint64(base + 8 * (p * capacity + t), true))) as Term);
  }

  /** The walker is where its twin is. */
  same(what: string, walker: number, twin: Walk): void {
    expect(this.terms(walker), what).toEqual(twin.terms);
    expect(this.terms(walker, true), what).toEqual(twin.bestTerms);
    expect([this.int(walker, BEST), this.float(walker, FLIPS), this.float(walker, EXPANSIONS), this.float(walker, BEST_AT), this.int(walker, SPLITTING), this.int(walker, STUCK), Number(this.view.getBigUint64(this.at(walker) + COUNTER, true))], what)
      .toEqual([twin.best, twin.flips, twin.expansions, twin.bestAt, twin.splitting, twin.stuck, twin.counter]);
  }

  /** What the walkers hold stays; the tables of sets are zero, and nothing else was written. */
  settled(what: string, walkers: number): void {
    const { ground, need, ws } = this, held = Array.from({ length: walkers }, (_, i) => ground.bytes(this.at(i), bytesOf(this.limits.capacity)));
    const block = (need - 2112) / 3;
    for (let i = 0; i < 3 * walkers; i++) {
      const from = ws + Math.floor(i / 3) * need + 2112 + i % 3 * block + 320;
      expect(Buffer.alloc(block - 320).equals(ground.bytes(from, block - 320)), `${what}: tables`).toBe(true);
    }
    const scratch = ground.bytes(ws, need * walkers);
    ground.restore(what, ...held.map((_, i) => ({ ptr: this.at(i), bytes: bytesOf(this.limits.capacity) })), { ptr: ws, bytes: need * walkers });
    held.forEach((bytes, i) => ground.put(this.at(i), bytes));
    ground.put(ws, scratch);
    ground.mark();
  }
}

const LIMITS: Limits = { capacity: 64, plusMin: 40, plusMax: 90, distance: 3, split: 0, patience: 5 };
const shapes: readonly Shape[] = [[1, 1, 1], [1, 2, 2], [2, 2, 2], [2, 2, 3], [2, 3, 2], [3, 3, 3], [2, 3, 4], [3, 2, 5], [4, 4, 2], [1, 7, 2], [4, 4, 3], [2, 8, 2], [3, 4, 4], [4, 4, 4]];

describe("walk over masks", () => {
  it.each(shapes)("%ix%ix%i goes where its twin goes", (...shape) => {
    const start = naive(...shape), capacity = Math.min(64, start.length + 5);
    for (const [seed, more] of [[1, {}], [2, { split: 7 }], [3, { split: 3, plusMin: 5, plusMax: 5, distance: 5 }], [4, { plusMin: 1, plusMax: 12 }]] as const) {
      const limits = { ...LIMITS, capacity, ...more }, desk = new Desk(shape, limits), key = BigInt(seed) * 0x9d2c5680cafef00dn, twin = new Walk(start, key, limits), random = new Random(seed);
      desk.load([{ terms: start, key }]);
      for (let block = 0, end = SPENT; block < (start.length > 20 ? 4 : 8) && end !== DEAD; block++) {
        const flips = random.int(1, start.length > 40 ? 60 : 200), what = `seed ${seed} block ${block} of ${flips}`;
        end = twin.run(flips);
        expect(desk.ground.call("walk_mask_run", desk.at(0), desk.ws, flips), what).toBe(end);
        desk.same(what, 0, twin);
        desk.settled(what, 1);
      }
      expect(exactly(twin.terms, ...shape)).toBe(true);
    }
  });

  it("finds 2x2x2 of rank 7, and is dead there without patience", () => {
    const limits = { ...LIMITS, capacity: 12, patience: 0, distance: 0 }, desk = new Desk([2, 2, 2], limits);
    desk.load([{ terms: naive(2, 2, 2), key: 77n }]);
    const events: number[] = [];
    for (let i = 0; i < 100 && events.at(-1) !== DEAD; i++) events.push(desk.ground.call("walk_mask_run", desk.at(0), desk.ws, 1000));
    expect([events.filter((e) => e === IMPROVED).length, events.at(-1), desk.int(0, BEST)]).toEqual([1, DEAD, 7]);
    expect(exactly(desk.terms(0, true), 2, 2, 2)).toBe(true);
  });

  it("without a flip: out of it where there is room, dead where there is none; a better rank forgives", () => {
    const start: Term[] = [[1, 1, 1], [2, 2, 2], [4, 4, 4], [7, 3, 5]];
    for (const [room, best, stuck] of [[1, 4, 0], [2, 4, 0], [3, 4, 4], [4, 99, 3]] as const) for (const key of [1n, 2n, 3n]) {
      const limits = { ...LIMITS, capacity: start.length + room }, desk = new Desk([2, 2, 2], limits), twin = new Walk(start, key, limits), what = `room ${room} key ${key}`;
      desk.load([{ terms: start, key }]);
      for (const [at, x] of [[BEST, best], [STUCK, stuck]] as const) desk.view.setInt32(desk.at(0) + at, x, true);
      desk.ground.mark();
      [twin.best, twin.stuck] = [best, stuck];
      for (const flips of [1, 20, 300]) {
        const end = twin.run(flips);
        expect(desk.ground.call("walk_mask_run", desk.at(0), desk.ws, flips), what).toBe(end);
        desk.same(what, 0, twin);
        desk.settled(what, 1);
        if (room === 1) expect([end, twin.flips], what).toEqual([DEAD, 0]);
        if (end === IMPROVED) expect(desk.int(0, STUCK), what).toBe(0);
        if (end === DEAD) break;
      }
      if (best === 99) expect(twin.best, what).toBeLessThan(99);
    }
  });

  it.each([[[3, 3, 3], 0], [[3, 3, 3], 9], [[2, 3, 2], 4], [[4, 4, 4], 10]] as const)("two in turn, %j with split %i, go as each alone", (shape, split) => {
    const limits = { ...LIMITS, split, capacity: Math.min(64, shape[0] * shape[1] * shape[2] + 6), plusMin: 200, plusMax: 900 }, start = naive(...shape), keys = [3n, 0x123456789abcdefn];
    const alone = new Desk(shape, limits), both = new Desk(shape, limits), walkers = keys.map((key) => ({ terms: start, key }));
    alone.load(walkers);
    both.load(walkers);
    for (let block = 0; block < 12; block++) {
      const before = [both.float(0, FLIPS), both.float(1, FLIPS)], event = both.ground.call("walk_mask_run2", both.at(0), both.at(1), both.ws, 2500), events = [event & 15, event >> 4];
      const done = before.map((x, i) => both.float(i, FLIPS) - x);
      for (const i of [0, 1]) {
        // Where one stops the other, nothing but how far it got is told.
        if (done[i]! > 0) expect(alone.ground.call("walk_mask_run", alone.at(i), alone.ws, done[i]!), `block ${block}, walker ${i}`).toBe(events[i]);
        if (event === 0) expect(done[i]).toBe(2500);
        expect(both.ground.bytes(both.at(i), bytesOf(limits.capacity)), `block ${block}, walker ${i}`).toEqual(alone.ground.bytes(alone.at(i), bytesOf(limits.capacity)));
      }
      both.settled(`block ${block}`, 2);
      if (events.includes(DEAD)) break;
    }
    for (const i of [0, 1]) expect(exactly(both.terms(i), ...shape)).toBe(true);
  });

  it("draws of classes of two and three are even", () => {
    // Three terms alike in u alone: six ordered pairs.
    const start: Term[] = [[1, 1, 1], [1, 2, 2], [1, 4, 4]], limits = { ...LIMITS, capacity: 5, plusMin: 1e6, plusMax: 1e6 }, desk = new Desk([2, 2, 2], limits), counts = new Map<string, number>(), tries = 3000;
    for (let key = 0n; key < BigInt(tries); key++) {
      desk.load([{ terms: start, key }]);
      desk.ground.call("walk_mask_run", desk.at(0), desk.ws, 1);
      const got = desk.terms(0).join(" ");
      counts.set(got, (counts.get(got) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Chi squared of 5 degrees: 20.5 is passed once in a thousand.
    expect([...counts.values()].reduce((sum, c) => sum + (c - tries / 6) ** 2 / (tries / 6), 0)).toBeLessThan(20.5);
  });
});
