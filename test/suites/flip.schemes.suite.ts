// Schemes as data through the public API: the fast check of Brent's equations against the definition, right and broken schemes over every ring, and what
// the operations on schemes return.
import { type Kernels, type Ring, type Scheme, loadSync } from "lanewise";
import { brent, broken, nonzeros, randomScheme, RINGS, strassen, TARGETS, unimodular } from "../helpers/flip.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { Random } from "../helpers/random.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels) => void;
type Shape = readonly [number, number, number];

const SHAPES: readonly Shape[] = [[1, 1, 1], [2, 2, 2], [1, 31, 1], [1, 32, 1], [1, 1, 33], [3, 2, 4], [2, 4, 1], [5, 1, 6]];

/** The same answer as the definition. */
function checked(k: Kernels, s: Scheme, what: string): void {
  const want = brent(s), got = k.flip.verify(s);
  for (const key of ["ok", "equations", "failed"] as const) equal(got[key], want[key], `${what}: ${key}`);
}
function right(k: Kernels, s: Scheme, what: string): Scheme {
  const { ok: good, failed, equations } = k.flip.verify(s);
  ok(good && failed === 0 && equations > 0, `${what}: ${failed} of ${equations} equations fail`);
  return s;
}
function alike(got: Scheme, want: Scheme, what: string): void {
  same(got.shape, want.shape, `${what}: shape`);
  equal(got.ring, want.ring, `${what}: ring`);
  for (const f of ["u", "v", "w"] as const) {
    same(got[f], want[f], `${what}: ${f}`);
    equal(got.denominators === undefined, want.denominators === undefined, `${what}: denominators`);
    if (got.denominators && want.denominators) same(got.denominators[f], want.denominators[f], `${what}: denominators of ${f}`);
  }
}

/** Either side of the words of terms and of the 128 entries of a row; one coefficient changed. */
const general: Body = (k) => {
  const random = new Random(1);
  for (const ring of RINGS) for (const shape of SHAPES) {
    const s = k.flip.standard(...shape, ring), what = `${shape.join("×")} over ${ring}`;
    equal(s.rank, shape[0] * shape[1] * shape[2], `${what}: rank`);
    checked(k, s, what);
    for (let turn = 0; turn < 3; turn++) checked(k, broken(random, s), `${what}, broken`);
  }
  for (const ring of ["Z2", "Z3", "ZT"] as const) for (const [n, p] of [[1, 127], [128, 1], [3, 43], [20, 13], [16, 16]] as const) {
    const s = k.flip.standard(n, 1, p, ring), W = n * p;
    for (const at of [0, 31, 32, W - 2, W - 1]) {
      const w = right(k, s, `${n}×1×${p}`).w.slice();
      w[5 * W + at]! ^= 1;
      equal(k.flip.verify({ ...s, w }).failed, 1, `${n}×1×${p} over ${ring}, entry ${at} of w`);
    }
  }
};

/** Sums of many terms that are right for nothing: every residue, carries of the counters, fractions. */
const random: Body = (k) => {
  const draw = new Random(2);
  for (const ring of RINGS) for (const [shape, rank] of [[[2, 2, 2], 0], [[1, 1, 1], 300], [[2, 1, 3], 70], [[2, 3, 2], 33], [[3, 2, 2], 64], [[2, 2, 2], 32]] as const) checked(k, randomScheme(draw, shape, rank, ring), `${rank} random terms over ${ring}`);
  const many = { ...randomScheme(draw, [1, 1, 1], 4099, "ZT"), v: new Int32Array(4099).fill(1), w: new Int32Array(4099).fill(1) };
  checked(k, { ...many, u: many.u.fill(1) }, "4099 times the same");
  checked(k, { ...many, u: many.u.map((_, q) => (q % 2 === 0 ? 1 : -1)) }, "4099 that cancel but one");
};

const structured: Body = (k) => {
  const draw = new Random(3);
  for (const target of TARGETS) for (const n of [2, 3]) {
    for (const ring of n === 2 ? RINGS : [draw.pick(RINGS)]) {
      const s = k.flip.structured(target, n, ring), what = `${target} of ${n} over ${ring}`;
      checked(k, s, what);
      checked(k, broken(draw, s), `${what}, broken`);
      right(k, k.flip.reduce(s), `${what}, reduced`);
    }
    checked(k, randomScheme(draw, [n, n, n], 9, draw.pick(RINGS), target), `random ${target} of ${n}`);
  }
  for (const target of TARGETS) right(k, k.flip.structured(target, 6, "Z3"), `${target} of 6`);
};

/** Sums that doubles cannot hold. */
const large: Body = (k) => {
  const x = 2 ** 31 - 1, y = -(2 ** 31), s = (u: number[], v: number[], w: number[]): Scheme => ({ shape: [1, 1, 1], ring: "Z", rank: u.length, u: Int32Array.from(u), v: Int32Array.from(v), w: Int32Array.from(w) });
  // A denominator of its own for every term: their common multiple has thousands of bits.
  const many = k.flip.standard(6, 6, 6, "Q"), ones = (y: Int32Array): Int32Array => y.map(() => 1), d = many.u.map((y, i) => y === 0 ? 1 : 2 ** 31 - 2 - 2 * (i % 5000));
  for (const [u, failed] of [[many.u.map((y, i) => y * d[i]!), 0], [many.u, 216]] as const) equal(k.flip.verify({ ...many, u, denominators: { u: d, v: ones(many.v), w: ones(many.w) } }).failed, failed, "many denominators");
  equal(k.flip.lift({ ...many, u: many.u.map((y, i) => y * d[i]!), denominators: { u: d, v: ones(many.v), w: ones(many.w) } })?.ring, "ZT", "lifted");
  for (const w of [1, 2]) checked(k, s([x, -x, 1], [x, x, 1], [x, x, w]), "2^93 that cancels");
  checked(k, s([y, x, x], [y, x, 1], [y, x, 2]), "2^93 that does not");
  for (const prime of [65521, 65537]) {
    const one = Int32Array.of(1, 1), d = Int32Array.of(65521, prime), whole = Int32Array.of(1, 1);
    checked(k, { shape: [1, 1, 1], ring: "Q", rank: 2, u: Int32Array.of(1, -1), v: one, w: one, denominators: { u: d, v: d, w: d } }, "denominators without a common multiple");
    checked(k, { shape: [1, 1, 1], ring: "Q", rank: 2, u: Int32Array.of(1, prime - 1), v: one, w: one, denominators: { u: Int32Array.of(prime, prime), v: whole, w: whole } }, "fractions that add up to 1");
  }
};

const permute: Body = (k) => {
  const orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] as const, s = k.flip.product(strassen(), k.flip.standard(1, 2, 3));
  for (const order of orders) {
    const t = right(k, k.flip.permute(s, order), String(order));
    same(t.shape, order.map((d) => s.shape[d]), `${order}: shape`);
    alike(k.flip.permute(t, [0, 1, 2].map((d) => order.indexOf(d as 0)) as unknown as typeof order), s, `${order} and back`);
  }
  const q = randomScheme(new Random(4), [2, 3, 4], 5, "Q");
  for (const order of orders) alike(k.flip.permute(k.flip.permute(q, order), [0, 1, 2].map((d) => order.indexOf(d as 0)) as unknown as typeof order), q, `fractions, ${order}`);
  ok(k.flip.permute(s, [0, 1, 2]).u !== s.u, "the result is its own");
};

const blocks: Body = (k) => {
  const f = k.flip, s = strassen();
  for (const ring of ["ZT", "Z2", "Z3"] as const) for (const dim of [0, 1, 2] as const) {
    const base = ring === "ZT" ? s : f.reduceRing(s, ring), larger = right(k, f.extend(base, dim), `extended along ${dim}`);
    equal(larger.rank, 11, "extended: rank");
    alike(f.project(larger, dim, 2), base, `extended along ${dim} and projected`);
    const both = right(k, f.merge(base, larger, dim), `merged along ${dim}`);
    equal(both.rank, 18, "merged: rank");
    equal(both.shape[dim], 5, "merged: shape");
    for (let index = 0; index < 5; index++) ok(right(k, f.project(both, dim, index), `projected, ${dim} ${index}`).rank <= 18, "projected: rank");
  }
  equal(f.merge(s, { ...s, ring: "Q" }, 0).ring, "Q", "ring of ZT and Q");
  equal(f.project(s, 1, 0).rank, 4, "2×1×2 out of Strassen's");
  const eight = right(k, f.product(f.product(s, s), s), "8×8×8");
  equal(eight.rank, 343, "8×8×8: rank");
  equal(nonzeros(eight), 3 * 12 ** 3, "8×8×8: coefficients");
  right(k, { ...eight, ring: "Z" }, "8×8×8 over Z");
  equal(k.flip.verify({ ...eight, w: eight.w.map((x, e) => (e === 4242 ? (x === 0 ? 1 : 0) : x)) }).ok, false, "8×8×8, broken");
};

/** Terms that share a factor take one larger multiplication. */
const buds: Body = (k) => {
  const pairs: readonly (readonly [Shape, Shape])[] = [[[1, 1, 2], [2, 2, 1]], [[2, 1, 1], [1, 2, 2]], [[1, 2, 1], [2, 1, 2]], [[1, 3, 5], [2, 2, 1]]];
  const f = k.flip;
  const best = (ring: Ring) => (n: number, m: number, p: number): Scheme | undefined => (n * m * p === 8 && n === m ? { ...(ring === "Z2" ? f.reduceRing(strassen(), "Z2") : strassen()) } : undefined);
  for (const ring of ["ZT", "Z2", "Q"] as const) for (const [outer, small] of pairs) {
    const a = f.standard(...outer, ring), b = f.standard(...small, ring), s = right(k, f.product(a, b, { inner: best(ring) }), `${outer} by ${small} over ${ring}`);
    equal(s.rank, a.rank * 4 - (outer[2] === 5 ? 6 : 1), `${outer} by ${small}: rank`);
    same(s.shape, f.product(a, b).shape, "shape");
  }
  // Factors that are proportional but not equal: 3·A, −A, A/2.
  const a = f.merge(f.standard(1, 1, 2, "Q"), f.standard(1, 1, 2, "Q"), 2), d = { u: Int32Array.of(1, 1, 2, 1), v: a.v.map(() => 1), w: a.w.map((_, e) => (e === 0 ? 3 : 1)) };
  const scaled = right(k, { ...a, u: Int32Array.of(3, -1, 1, 1), w: a.w.map((x, e) => (Math.floor(e / 4) === 1 ? -x : Math.floor(e / 4) === 2 ? 2 * x : x)), denominators: d }, "scaled");
  equal(right(k, f.product(scaled, f.standard(2, 2, 1, "Q"), { inner: best("Q") }), "scaled, with buds").rank, 14, "two buds");
};

const sandwich: Body = (k) => {
  const f = k.flip, draw = new Random(5);
  for (const ring of RINGS) for (let turn = 0; turn < 4; turn++) {
    const base = f.merge(f.standard(2, 2, 2, ring), f.standard(2, 2, 1, ring), 2), [x, y, z] = base.shape.map((n) => unimodular(draw, n, turn)) as [Int32Array, Int32Array, Int32Array];
    const s = f.sandwich(base, x, y, z);
    if (ring !== "ZT") ok(s !== null, `${ring}: unimodular`);
    if (s !== null) equal(right(k, s, `sandwich over ${ring}`).rank, base.rank, "rank");
  }
  const one = Int32Array.of(1, 0, 0, 1), s = strassen(), two = Int32Array.of(2, 0, 0, 2), half = Int32Array.of(1, 1, 1, -1);
  equal(f.sandwich(s, Int32Array.of(1, 1, 1, 2), one, one), null, "not ternary");
  equal(f.sandwich({ ...s, ring: "Z" }, half, one, one), null, "halves are not whole");
  alike(f.sandwich({ ...s, ring: "Z" }, two, two, two)!, { ...s, ring: "Z" }, "by multiples of 1");
  alike(f.sandwich(s, one, one, one)!, s, "by 1");
  const q = right(k, f.sandwich({ ...s, ring: "Q" }, half, Int32Array.of(0, 3, -2, 1), Int32Array.of(5, 1, 2, 1))!, "over Q");
  ok(q.denominators !== undefined, "fractions");
  right(k, f.sandwich(f.reduceRing(s, "Z3"), Int32Array.of(7, 4, 3, 2), one, half)!, "residues");
};

const search: Body = (k) => {
  const f = k.flip, one = Int32Array.of(1, 0, 0, 1);
  const far = f.sandwich({ ...strassen(), ring: "Z" }, Int32Array.of(2, 1, 1, 1), Int32Array.of(1, 3, 0, 1), one)!, near = right(k, f.sandwichSearch(far, { minimise: "growth", seed: 1 }), "found");
  ok(f.stability(far).growth > 100, "far off");
  equal(f.stability(near).growth, 12, "growth found");
  equal(nonzeros(f.sandwichSearch(far)), 36, "coefficients found");
  alike(f.sandwichSearch(far, { seed: 7, tries: 3 }), f.sandwichSearch(far, { seed: 7, tries: 3 }), "the same seed");
  const q = f.sandwich({ ...strassen(), ring: "Q" }, Int32Array.of(3, 1, 1, 1), Int32Array.of(4, 0, 0, 1), one)!, better = right(k, f.sandwichSearch(q, { minimise: "frobenius" }), "fractions");
  ok(f.stability(better).frobenius < 15, `frobenius of ${f.stability(better).frobenius} out of ${f.stability(q).frobenius}`);
  for (const ring of ["Z2", "Z3"] as const) ok(nonzeros(right(k, f.sandwichSearch(f.reduceRing(far, ring), { tries: 5 }), ring)) <= nonzeros(f.reduceRing(far, ring)), `${ring}: never more`);
  equal(f.sandwichSearch(f.standard(1, 1, 1)).rank, 1, "nothing to search");
};

const reduce: Body = (k) => {
  const f = k.flip, s = strassen();
  alike(f.reduce(s), s, "nothing to reduce");
  // Σ over dependent second factors: b₃ = b₁ − 2·b₂, with a common first factor that comes scaled.
  for (const ring of ["Z3", "Z", "Q"] as const) {
    const mod = (x: number): number => (ring === "Z3" ? ((x % 3) + 3) % 3 : x), i32 = (...x: number[]): Int32Array => Int32Array.from(x, mod);
    const t: Scheme = { shape: [1, 2, 2], ring, rank: 4, u: i32(1, 2, 2, 4, 1, 2, 0, 0), v: i32(1, 0, 0, 1, 0, 1, 1, 0, 1, -2, -2, 1, 1, 1, 1, 1), w: i32(1, 0, 0, 1, 1, 1, 1, 1) }, r = f.reduce(t);
    equal(r.rank, 2, `${ring}: rank`);
    equal(f.verify(r).failed, f.verify(t).failed, `${ring}: the same sum`);
    const both = { ...f.standard(1, 2, 2, ring) };
    ok(f.verify(f.merge(both, r, 1)).failed === f.verify(f.merge(both, t, 1)).failed, "also beside another");
  }
  const twice = { ...s, rank: 14, u: Int32Array.of(...s.u, ...s.u), v: Int32Array.of(...s.v, ...s.v), w: Int32Array.of(...s.w, ...s.w) };
  equal(f.reduce(twice).rank, 14, "2 is not ternary");
  equal(f.reduce({ ...twice, ring: "Z" }).rank, 7, "but whole");
  equal(f.reduce({ ...f.reduceRing(twice, "Z2") }).rank, 0, "and 0 modulo 2");
  for (const [ring, p] of [["Z2", 2], ["Z3", 3]] as const) {
    const r = right(k, f.reduceRing(s, ring), ring);
    ok([r.u, r.v, r.w].every((x) => x.every((y) => y >= 0 && y < p)), "residues");
  }
  const thirds = f.sandwich({ ...s, ring: "Q" }, Int32Array.of(2, 1, 1, 2), Int32Array.of(1, 0, 0, 1), Int32Array.of(1, 0, 0, 1))!;
  right(k, f.reduceRing(thirds, "Z2"), "thirds modulo 2");
};

const measures: Body = (k) => {
  const f = k.flip, { growth, frobenius } = f.stability(strassen());
  equal(growth, 12, "Strassen: growth");
  ok(Math.abs(frobenius - 12 - 2 * Math.SQRT2) < 1e-13, "Strassen: Frobenius");
  equal(f.stability(f.standard(3, 5, 2)).growth, 5, "classical growth");
  const half = f.sandwich({ ...strassen(), ring: "Q" }, Int32Array.of(2, 0, 0, 1), Int32Array.of(1, 0, 0, 1), Int32Array.of(1, 0, 0, 1))!;
  ok(half.denominators !== undefined && f.stability(half).growth > 0, "fractions");
  const exact: readonly (readonly [string, number, string, number])[] = [
    ["gt", 2, "2/3", 4], ["ug", 2, "2/3", 4], ["gu", 2, "2/3", 4], ["uu", 2, "44/185", 2], ["sg", 2, "4/3", 4], ["kt", 2, "2/7", 0], ["gta", 2, "2/3", 4], ["gtc", 4, "8/11", 16],
  ];
  for (const [target, n, want, recursive] of exact) {
    const g = f.gamma(f.structured(target, n));
    equal(g.exact, want, `${target} of ${n}`);
    equal(g.recursive, recursive, `${target} of ${n}: recursive`);
    const [top, bottom] = want.split("/").map(Number) as [number, number];
    ok(Math.abs(g.factor - top / bottom) < 1e-15, `${target}: factor`);
  }
  const sk = f.structured("sk", 2), zero = { ...sk, u: sk.u.slice() };
  zero.u.fill(0, 0, 3);
  ok(f.gamma(zero).factor < f.gamma(sk).factor, "a term that vanishes costs nothing");
  const ones = (n: number): Int32Array => new Int32Array(n).fill(1), endless = f.gamma({ shape: [2, 2, 2], target: "gt", ring: "ZT", rank: 7, u: ones(28), v: ones(28), w: ones(21) });
  equal(`${endless.factor} ${endless.exact}`, "Infinity ∞", "as many of its own kind as a general product takes");
  equal(f.gamma(f.structured("ug", 3)).exact, ((18 - 9) / (3 ** Math.log2(7) - 9)).toFixed(12), "no fraction for 3");
};

/** Thousands of terms that are one, alternating or block by block, within a ring that holds no sums. */
const equals: Body = (k) => {
  const many = (rank: number, ring: Ring, sign: (q: number) => number): Scheme => ({ shape: [2, 2, 2], ring, rank, u: Int32Array.from({ length: 4 * rank }, (_, i) => i % 4 === 1 ? 1 : 0), v: new Int32Array(4 * rank).fill(1), w: Int32Array.from({ length: 4 * rank }, (_, i) => sign(i >> 2)) });
  const sum = k.flip.reduce(many(20_000, "Z", () => 1));
  equal(`${sum.rank} ${sum.w.join()}`, "1 20000,20000,20000,20000", "one term");
  for (const sign of [(q: number): number => 1 - 2 * (q % 2), (q: number): number => q < 2000 ? 1 : -1]) equal(k.flip.reduce(many(4000, "ZT", sign)).rank, 0, "none");
};

/** What JSON and clones make of a scheme, and coefficients in wasm memory that grows. */
const guises: Body = (k) => {
  const s = k.flip.product(strassen(), strassen());
  right(k, JSON.parse(JSON.stringify(s)) as Scheme, "back from JSON");
  right(k, structuredClone(s), "cloned");
  right(k, { ...s, u: Array.from(s.u) as unknown as Int32Array }, "plain arrays");
  ok(Object.isFrozen(s) && Object.isFrozen(s.shape), "frozen");
  // Arrays with methods of their own.
  class Sly extends Int32Array { override findIndex(): number { return -1; } override some(): boolean { return false; } override slice(): never { throw new Error("slice"); } }
  const sly = (x: Int32Array): Int32Array => new Sly(x), far = s.u.map((y) => 3 * y), shape = [4, 4, 4] as const;
  throws(() => k.flip.verify({ ...s, u: sly(far) }), { code: "option", arg: "s" });
  const threes = { ...s, ring: "Q" as const, denominators: { u: sly(s.u.map(() => 3)), v: s.v.map(() => 1), w: s.w.map(() => 1) } };
  ok(!k.flip.verify(threes).ok && k.flip.verify({ ...threes, u: sly(far) }).ok, "denominators");
  right(k, { ...s, u: new Proxy(s.u, {}), shape: new Proxy(shape, {}) }, "proxies");
  const small = loadSync({ reserve: 65536 }), [u, v, w] = [s.u, s.v, s.w].map((x) => small.vector("i32", x).view) as [Int32Array, Int32Array, Int32Array];
  right(small, { ...s, u, v, w }, "views of wasm memory");
  small.free();
};

const bodies: Record<string, Body> = {
  "general products": general, "random terms": random, "structured products": structured, "past 2^53": large, permute, "extend, project, merge, product": blocks, "product with buds": buds,
  sandwich, "search over sandwiches": search, "reduce and reduceRing": reduce, "reduce of equal terms": equals, "stability and gamma": measures, "other guises": guises,
};

export const suite: Suite = {
  name: "flip.schemes",
  cases: flavours().flatMap((variant) => Object.entries(bodies).map(([name, body]) => test(`${variant} ${name}`, () => withKernels(variant, (k) => body(k))))),
};
