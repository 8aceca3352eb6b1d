// Strategies of searches through the public API: what they find is right, one call is many calls, memory as before, what is refused.
import type { Kernels, MetaOptions, Ring, Scheme, SearchOptions, SearchStep } from "lanewise";
import { strassen } from "../helpers/flip.js";
import { agree, filed, searched, sound } from "../helpers/flip.search.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, ok, same, throws } from "./assert.js";
import { kernels } from "./instance.js";
import type { Suite } from "./suite.js";

type Body = (k: Kernels) => void;
const seeds = [0, 5, 2 ** 53 - 1];

const adaptive: Body = (k) => {
  for (const seed of seeds) {
    equal(searched(k, k.flip.standard(2, 2, 2, "Z2"), { flips: 1e6, seed, adaptive: true, target: 7 }, "2×2×2").rank, 7, "one rung");
    equal(searched(k, k.flip.standard(2, 2, 4, "Z2"), { flips: 2e7, seed, adaptive: true, target: 14 }, "2×2×4").rank, 14, "three rungs");
  }
  equal(searched(k, k.flip.standard(3, 3, 3, "Z2"), { flips: 2e7, seed: 1, adaptive: true, target: 23 }, "3×3×3").rank, 23, "3×3×3");
  equal(searched(k, k.flip.standard(3, 3, 3, "Z2"), { flips: 4e7, seed: 1, adaptive: true, pool: 6, target: 23 }, "3×3×3, by pools").rank, 23, "3×3×3, by pools");
  for (const shape of [[1, 1, 1], [1, 3, 2], [4, 1, 1]] as [number, number, number][]) {
    const { rank } = searched(k, k.flip.standard(...shape), { flips: 3e5, seed: 1, adaptive: true }, `${shape.join("×")}`);
    equal(rank, shape[0] * shape[1] * shape[2], "nothing to gain");
  }
  // What a good start has of the smaller formats is where they begin.
  equal(searched(k, k.flip.merge(strassen(), strassen(), 1), { flips: 1e6, seed: 2, adaptive: true, target: 14 }, "a good start").rank, 14, "a good start");
};

const lifts: Body = (k) => {
  for (const ring of ["ZT", "Z", "Q"] as const) {
    const start = k.flip.standard(2, 2, 3, ring), step = k.flip.search(start, { flips: 1e7, seed: 4, lift: true, target: 11 });
    equal(step.rank, 11, `${ring}: rank`);
    ok(k.flip.verify(step.best).ok, `${ring}: lifted`);
    ok((["ZT", "Z", "Q"] as readonly Ring[]).indexOf(step.best.ring) <= (["ZT", "Z", "Q"] as readonly Ring[]).indexOf(ring), `${ring}: ${step.best.ring}`);
  }
  equal(searched(k, k.flip.standard(3, 3, 3), { flips: 2e7, seed: 1, lift: true, target: 23 }, "3×3×3").best.ring, "ZT", "3×3×3:23");
  // In a pool only what lifts counts, so that the best that is walked is the best that lifted.
  const pooled = searched(k, k.flip.standard(3, 3, 3), { flips: 4e6, seed: 1, lift: true, pool: 4, pathLimit: 1e6 }, "3×3×3 with a pool");
  const inner = JSON.parse((JSON.parse(pooled.state().json) as { inner: { json: string } }).inner.json) as { history: number[][] };
  equal(pooled.best.ring, "ZT", "3×3×3 with a pool");
  ok(pooled.rank <= 25 && inner.history.at(-1)?.[1] === pooled.rank, `rank ${pooled.rank} with a pool`);
  equal(searched(k, k.flip.structured("gt", 2), { flips: 1e5, seed: 1, lift: true }, "gt 2").best.target, "gt", "structured");
  // There is no better scheme, so that nothing is lifted.
  same(searched(k, strassen(), { flips: 1e6, seed: 3, lift: true }, "Strassen").best.u, strassen().u, "the start");
};

const metas: Body = (k) => {
  const all: NonNullable<MetaOptions["moves"]> = ["project", "extend", "merge", "product", "sandwich", "permute"];
  for (const moves of [undefined, ...all.map((m) => [m] as const)]) {
    const ring = moves === undefined ? "ZT" : "Z2", what = `${moves?.join() ?? "all"} over ${ring}`;
    const { rank } = searched(k, k.flip.standard(2, 2, 2, ring), { flips: 2.2e6, seed: 6, walkers: 1, meta: { probability: 1, minDims: [1, 2, 1], maxDims: [4, 3, 4], ...(moves && { moves }) } }, what);
    ok(rank <= 8, what);
  }
  equal(searched(k, k.flip.standard(2, 3, 2, "Z2"), { flips: 2e7, seed: 1, target: 11, meta: { probability: 0.5 } }, "2×3×2").rank, 11, "2×3×2");
};

/** Large formats go by pools from the first, and hand them on whole: each rung begins with the last one's, longer by one index. */
const pooled: Body = (k) => {
  const seen = new Map<string, number[]>(), start = k.flip.standard(4, 4, 5, "Z2");
  for (const step of k.flip.steps(start, { flips: 8e6, seed: 2, adaptive: true, every: 2e5 })) {
    const { leg, inner } = JSON.parse(sound(step, start, "4×4×5").state().json) as { leg: { start: Scheme; members?: unknown }; inner: { json: string } };
    const { pool: { level, members } } = JSON.parse(inner.json) as { pool: { level: number; members: string[] } }, shape = leg.start.shape.join("×");
    equal(leg.members, undefined, "the pool is kept once");
    equal(members.length, 24, `${shape}: members of rank ${level}`);
    seen.set(shape, [...(seen.get(shape) ?? []), level]);
  }
  ok([...seen.keys()].join(" ").startsWith("2×2×3 3×2×3 3×3×3"), [...seen.keys()].join(" "));
  for (const [shape, levels] of seen) ok(levels.every((x, i) => i === 0 || x <= levels[i - 1]!), `${shape}: ${levels.join(" ")}`);
  // A pool of one is none of 24.
  const few = k.flip.search(start, { flips: 3e5, seed: 2, adaptive: true, pool: 1 });
  equal((JSON.parse((JSON.parse(few.state().json) as { inner: { json: string } }).inner.json) as { pool: { members: string[] } }).pool.members.length, 1, "pool: 1");
};

/** What is left of a budget goes into better schemes of the same rank. */
const minimises: Body = (k) => {
  const start = k.flip.standard(2, 2, 2), o: SearchOptions = { flips: 1e6, seed: 8, lift: true };
  const few = searched(k, start, { ...o, minimise: "additions" }, "additions"), small = searched(k, start, { ...o, minimise: "growth" }, "growth");
  equal(few.rank, 7, "rank");
  ok(k.flip.reduceAdditions(few.best).additions <= 18, `${k.flip.reduceAdditions(few.best).additions} additions`);
  equal(k.flip.stability(small.best).growth, 12, "growth");
  const binary = searched(k, k.flip.standard(2, 2, 2, "Z2"), { flips: 1e6, seed: 8, target: 7, minimise: "additions" }, "over Z2");
  ok(binary.flips >= 9e5, "goes on past the target");
  ok(k.flip.reduceAdditions(binary.best).additions <= 18, "over Z2: additions");
  // The best of a step is that of its time, whenever it is read.
  const steps = (): Generator<SearchStep, SearchStep> => k.flip.steps(start, { ...o, minimise: "growth", every: 1 }), late = [...steps()].map((s) => JSON.stringify(s.best)), early: string[] = [];
  for (const s of steps()) early.push(JSON.stringify(s.best));
  same(late, early, "read late or at once");
  // Of as many nonzeros one may take fewer additions than another.
  const { list } = (JSON.parse(k.flip.search(k.flip.standard(2, 2, 3, "Z2"), { flips: 2e6, seed: 1, minimise: "additions" }).state().json) as { keeper: { list: Scheme[] } }).keeper;
  ok(new Set(list.map((s) => [...s.u, ...s.v, ...s.w].filter((x) => x !== 0).length)).size < list.length, "schemes of equal nonzeros");
  equal(searched(k, k.flip.structured("gt", 2, "Z2"), { flips: 2e5, seed: 1, minimise: "additions" }, "structured").best.target, "gt", "structured");
};

const plans: readonly (readonly [string, (k: Kernels) => Scheme, Omit<SearchOptions, "flips" | "seed">])[] = [
  ["adaptive", (k) => k.flip.standard(2, 2, 3, "Z2"), { adaptive: true }],
  ["adaptive, by pools", (k) => k.flip.standard(2, 2, 3, "Z2"), { adaptive: true, pool: 5, pathLimit: 3e5 }],
  ["adaptive, by pools that lift", (k) => k.flip.standard(2, 3, 2), { adaptive: true, lift: true, pool: 2 }],
  ["adaptive, large", (k) => k.flip.standard(3, 5, 5, "Z2"), { adaptive: true }],
  ["adaptive, lifted", (k) => k.flip.standard(2, 3, 2), { adaptive: true, lift: true }],
  ["lifted", (k) => k.flip.standard(2, 3, 3), { lift: true, walkers: 3 }],
  ["lifted, with a pool", (k) => k.flip.standard(2, 3, 3), { lift: true, pool: 3, pathLimit: 2e5 }],
  ["meta", (k) => k.flip.standard(2, 2, 3, "Z2"), { meta: { probability: 0.7 } }],
  ["meta, lifted, few additions", (k) => k.flip.standard(2, 2, 2), { meta: { probability: 1 }, lift: true, minimise: "additions" }],
  ["little growth", (k) => k.flip.standard(2, 2, 2), { minimise: "growth", walkers: 1 }],
];

/** One call, one that goes on from files, and steps: the same. */
const pieces = ([what, make, given]: (typeof plans)[number]): Body => (k) => {
  const start = make(k), o = { ...given, seed: 21 }, whole = searched(k, start, { ...o, flips: 2.2e6 }, what);
  let part = searched(k, start, { ...o, flips: 0 }, what);
  for (const flips of [1, 7e5, 7e5, 1.3e6, 2.2e6]) part = searched(k, start, { ...o, flips, resume: filed(part.state()) }, `${what}, to ${flips}`);
  agree(part, whole, `${what}, in pieces`);
  const seen: SearchStep[] = [];
  for (const step of k.flip.steps(start, { ...o, flips: 2.2e6, every: 8e5 })) {
    seen.push(sound(step, start, `${what}, in steps`));
    k.vector("f64", 1 << 16).free();
  }
  agree(seen.at(-1)!, whole, `${what}, in steps`);
  agree(searched(k, start, { ...o, flips: 2.2e6, resume: seen[0]!.state() }, what), whole, `${what}, from a step that is past`);
};

const errors: Body = (k) => {
  const f = k.flip, start = f.standard(2, 2, 2), two = f.standard(2, 2, 2, "Z2"), o = { flips: 1e5, seed: 1 };
  const no = (s: Scheme, more: object, arg: string, message: RegExp | string, code = "option"): void => { throws(() => loose(f.search)(s, { ...o, ...more }), { code, op: "flip.search", arg, message }, JSON.stringify(more)); };
  no(start, { adaptive: 1 }, "adaptive", "flip.search: adaptive is number, expected true or false");
  no(start, { adaptive: true, meta: { probability: 0.5 } }, "meta", /meta and adaptive both/);
  no(f.structured("gt", 2), { adaptive: true }, "start", /start\.target is "gt", expected a general product/, "unsupported");
  no(f.structured("gt", 2), { meta: { probability: 1 } }, "start", /general product/, "unsupported");
  no(two, { lift: true }, "lift", "flip.search: lift is true and start.ring is Z2, expected a start over ZT, Z or Q");
  no(two, { minimise: "growth" }, "minimise", /coefficients have no size, expected "additions"/);
  no(start, { minimise: "rank" }, "minimise", /minimise is "rank", expected one of/);
  for (const meta of [0.5, null, "1"]) no(start, { meta }, "meta", /flip\.search: meta is (number|null|string), expected an object/);
  for (const probability of [undefined, -1, 2, NaN, "1"]) no(start, { meta: { probability } }, "meta", /meta\.probability is .*, expected a number from 0 to 1/);
  no(start, { meta: { probability: 1, extra: 1 } }, "extra", /unknown option extra/);
  no(start, { meta: { probability: 1, moves: [] } }, "meta", /meta\.moves is \[\], expected some of project, extend/);
  no(start, { meta: { probability: 1, moves: ["jump"] } }, "meta", /meta\.moves is \["jump"\]/);
  no(start, { meta: { probability: 1, minDims: [3, 2, 2] } }, "meta.minDims[0]", /meta\.minDims\[0\] is 3, expected a whole number from 1 to 2/);
  no(start, { meta: { probability: 1, maxDims: [2, 1, 2] } }, "meta.maxDims[1]", /expected a whole number from 2 to 128/);
  no(start, { meta: { probability: 1, maxDims: 3 } }, "maxDims", /expected three sizes/);
  no(f.standard(2, 2, 2, "Z"), {}, "start", /start is over Z,/, "unsupported");
  const state = f.search(start, { ...o, lift: true }).state(), inside = JSON.parse(state.json) as Record<string, unknown>;
  const resume = (more: object, message: RegExp, options: object = { lift: true }): void => no(start, { ...options, resume: { version: 1, json: JSON.stringify({ ...inside, ...more }) } }, "resume", message);
  resume({ kind: "walk" }, /resume belongs to another search: its kind differs/);
  resume({}, /its plan differs/, { lift: true, minimise: "additions" });
  resume({}, /its seed differs/, { lift: true, seed: 2 });
  resume({ legs: -1 }, /resume is damaged: a number/);
  resume({ level: 0.5 }, /resume is damaged: a number/);
  resume({ keeper: {} }, /resume is damaged: a number/);
  resume({ keeper: { ...(inside["keeper"] as object), list: [{ ...strassen(), u: [...strassen().u].fill(0) }] } }, /resume is damaged: a scheme in it does not verify/);
  resume({ inner: { version: 1, json: "{" } }, /resume /);
  no(start, { lift: true, resume: { version: 1, json: "[" } }, "resume", /resume holds no JSON object/);
  equal(k.memory().handles, 0, "handles");
};

export const suite: Suite = {
  name: "flip.strategies",
  cases: [
    kernels("adaptive: from small formats to the one wanted", adaptive),
    kernels("adaptive: pools go from format to format", pooled),
    kernels("lift: the best is the best that lifts", lifts),
    kernels("meta: through formats and back", metas),
    kernels("minimise: fewer additions, less growth", minimises),
    ...plans.map((plan) => kernels(`one call is many calls: ${plan[0]}`, pieces(plan))),
    kernels("refuses what does not go together", errors),
  ],
};
