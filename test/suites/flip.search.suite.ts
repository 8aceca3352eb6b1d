// Searches through the public API: what they find is right, one call is many calls, walkers share nothing, memory as before, what is refused.
import { type Kernels, loadSync, type Scheme, type SearchOptions, type SearchStep } from "lanewise";
import { agree, filed, inside, searched, sound } from "../helpers/flip.search.js";
import { flavours, withKernels } from "../helpers/guard.kernels.js";
import { loose } from "../helpers/guard.refusal.js";
import { equal, ok, same, throws } from "./assert.js";
import { type Suite, test } from "./suite.js";

type Body = (k: Kernels) => void;
/** Flips of a walker in a round. */
const BLOCK = 100000;

const ranks: Body = (k) => {
  for (const ring of ["Z2", "Z3", "ZT"] as const) {
    for (const seed of [0, 1, 2 ** 53 - 1]) equal(searched(k, k.flip.standard(2, 2, 2, ring), { flips: 1e6, seed, target: 7 }, `2×2×2 ${ring}, seed ${seed}`).rank, 7, `2×2×2 ${ring}`);
    const { rank, history, flips } = searched(k, k.flip.standard(3, 3, 3, ring), { flips: 1e6, seed: 3, target: 24 }, `3×3×3 ${ring}`);
    ok(rank <= 24 && history.length === 1 + 27 - rank && flips < 1e6, `3×3×3 ${ring}: ${rank} after ${flips}`);
  }
};

/** Every kernel there is: one word and four, masks and rings, structured targets. */
const kinds: Body = (k) => {
  const starts: readonly Scheme[] = [
    ...(["Z2", "Z3", "ZT"] as const).flatMap((ring) => [k.flip.standard(2, 3, 4, ring), k.flip.standard(3, 5, 2, ring), k.flip.standard(2, 5, 14, ring), k.flip.structured("gt", 3, ring), k.flip.structured("kg", 3, ring), k.flip.structured("uu", 4, ring)]),
    k.flip.standard(4, 4, 4, "Z2"), k.flip.standard(3, 5, 5, "Z2"), k.flip.standard(2, 16, 8, "Z2"), k.flip.standard(1, 3, 2, "Z2"), k.flip.standard(1, 1, 1, "ZT"),
  ];
  for (const s of starts) searched(k, s, { flips: 1, seed: 7 }, `${s.ring} ${s.shape.join("×")} ${s.target ?? ""}`);
  for (const s of [k.flip.standard(1, 1, 1, "Z2"), k.flip.standard(1, 1, 1, "Z3")]) equal(searched(k, s, { flips: 1e6, seed: 1 }, "nothing to walk").rank, 1, "1×1×1");
};

/** Zero factors and terms that cancel are gone before the first flip. */
const heavy: Body = (k) => {
  const s = k.flip.standard(2, 2, 2, "Z2"), more = (x: Int32Array, last: readonly number[]): Int32Array => Int32Array.from([...x, ...x.slice(12, 16), ...x.slice(12, 16), ...last]);
  const start = { ...s, rank: 11, u: more(s.u, [0, 0, 0, 0]), v: more(s.v, [1, 1, 0, 0]), w: more(s.w, [1, 0, 0, 1]) };
  const step = searched(k, start, { flips: 0, seed: 1 }, "a start with more terms than it needs");
  equal(step.rank, 8, "reduced");
  equal(step.flips, 0, "without a flip");
  equal(searched(k, start, { flips: 1e6, seed: 1, target: 7 }, "and on").rank, 7, "and on");
};

const budgets: readonly (readonly [string, (k: Kernels) => Scheme, Omit<SearchOptions, "flips" | "seed">])[] = [
  ["3×3×3", (k) => k.flip.standard(3, 3, 3, "Z2"), {}],
  ["one walker", (k) => k.flip.standard(3, 3, 3, "Z2"), { walkers: 1, pathLimit: 60000, restarts: "best" }],
  ["three walkers that begin anew", (k) => k.flip.standard(3, 3, 3, "Z2"), { walkers: 3, pathLimit: 30000, plusAfter: [500, 700], distance: 1, splitAfter: 5 }],
  ["a pool", (k) => k.flip.standard(3, 3, 3, "Z2"), { pool: 3, pathLimit: 50000, walkers: 3 }],
  ["rings", (k) => k.flip.standard(3, 3, 6, "Z2"), { pathLimit: 90000 }],
  ["Z3", (k) => k.flip.standard(2, 3, 3, "Z3"), { walkers: 2 }],
  ["ZT", (k) => k.flip.standard(3, 3, 3, "ZT"), { pathLimit: 100000 }],
  ["a target", (k) => k.flip.structured("gt", 3, "Z2"), {}],
];

/** One call, one that goes on from files, and steps: the same walk. */
const pieces = ([what, make, given]: typeof budgets[number]): Body => (k) => {
  const start = make(k), o = { ...given, seed: 11 }, { walkers } = inside(k.flip.search(start, { ...o, flips: 0 }).state()), round = BLOCK * walkers.length, whole = searched(k, start, { ...o, flips: 5 * round }, what);
  equal(inside(whole.state()).rounds, 5, `${what}: rounds`);
  let part = searched(k, start, { ...o, flips: 0 }, what);
  for (const rounds of [1, 3, 3, 5]) part = searched(k, start, { ...o, flips: rounds * round - 7, resume: filed(part.state()) }, `${what}, ${rounds} rounds`);
  agree(part, whole, `${what}, in pieces`);
  const seen: SearchStep[] = [];
  for (const step of k.flip.steps(start, { ...o, flips: 5 * round, every: 2 * round })) {
    seen.push(sound(step, start, `${what}, in steps`));
    if (seen.length === 1) k.vector("f64", 1 << 18).free();
  }
  same(seen.map((s) => inside(s.state()).rounds), [2, 4, 5], `${what}: rounds of steps`);
  agree(seen[2]!, whole, `${what}, in steps`);
  agree(searched(k, start, { ...o, flips: 5 * round, resume: seen[0]!.state() }, what), whole, `${what}, from a step that is past`);
};

/** A target ends a round in its midst; with another one the walk goes on as if there had been none. */
const targets: Body = (k) => {
  for (const [ring, walkers, more] of [["Z2", 1, {}], ["Z2", 2, {}], ["Z2", 5, {}], ["ZT", 2, {}], ["Z2", 3, { pool: 2, pathLimit: 50000 }]] as const) {
    const start = k.flip.standard(3, 3, 3, ring), o = { ...more, seed: 5, walkers, flips: 4 * BLOCK * walkers }, whole = searched(k, start, o, "to the end");
    for (const target of [27, 26, 25]) {
      const first = searched(k, start, { ...o, target }, `to ${target}`);
      ok(first.rank <= target && first.flips <= whole.flips, `${target} is met`);
      agree(searched(k, start, { ...o, target, resume: filed(first.state()) }, "again"), first, `${target} is met already`);
      agree(searched(k, start, { ...o, resume: filed(first.state()) }, `past ${target}`), whole, `${ring}, ${walkers} walkers, past ${target}`);
    }
  }
};

/** What a walker does depends on the seed and on which it is. */
const alone: Body = (k) => {
  for (const [ring, restarts] of [["Z2", "start"], ["Z2", "best"], ["Z2", "back"], ["ZT", "start"]] as const) {
    const start = k.flip.standard(3, 3, 3, ring), o = { seed: 9, restarts, pathLimit: 170000 }, many = inside(searched(k, start, { ...o, walkers: 5, flips: 15 * BLOCK }, "five").state());
    for (const walkers of [1, 2, 4]) {
      const few = inside(searched(k, start, { ...o, walkers, flips: 3 * walkers * BLOCK }, `${walkers}`).state());
      same(few.walkers.map((w) => JSON.stringify(w)), many.walkers.slice(0, walkers).map((w) => JSON.stringify(w)), `${ring}: ${walkers} of 5 walkers`);
    }
    equal(new Set(many.walkers.map((w) => w.best)).size, 5, "and no two find the same");
    ok(inside(searched(k, start, { ...o, seed: 10, flips: 3 * BLOCK, walkers: 1 }, "another seed").state()).walkers[0]!.best !== many.walkers[0]!.best, "nor do seeds");
  }
};

const pools: Body = (k) => {
  const start = k.flip.standard(3, 3, 3, "Z2"), o = { seed: 4, pool: 4, pathLimit: 50000, walkers: 2 };
  let level = 27;
  for (const step of k.flip.steps(start, { ...o, flips: 2e6, every: 1 })) {
    const { pool } = inside(step.state());
    ok(pool !== undefined && pool.level <= level && pool.members.length === (pool.level === 27 ? 1 : 4) && pool.next.length < 4, `level ${pool?.level}: ${pool?.members.length} and ${pool?.next.length}`);
    level = pool.level;
  }
  ok(level <= 25, `down to ${level}`);
};

const ends: Body = (k) => {
  const start = k.flip.standard(3, 3, 3, "Z2"), o = { seed: 1, flips: 1e7, every: 1 }, { used } = k.memory();
  const never = k.flip.steps(start, o);
  equal(k.memory().used, used, "nothing is held before the first step");
  never.return(undefined as never);
  const left = k.flip.steps(start, o), kept = left.next().value!;
  ok(k.memory().used > used, "walkers are held between steps");
  const text = kept.state().json;
  left.next();
  equal(kept.state().json, text, "a step keeps its state");
  left.return(undefined as never);
  equal(k.memory().used, used, "memory after an early return");
  const stop = new AbortController(), seen: number[] = [];
  for (const step of k.flip.steps(start, { ...o, signal: stop.signal })) { seen.push(step.flips); if (seen.length === 2) stop.abort(); }
  equal(k.memory().used, used, "memory after an abort");
  same(seen, [2 * BLOCK, 4 * BLOCK], "two steps");
  equal(k.flip.search(start, { flips: 1e7, seed: 1, signal: stop.signal }).flips, 0, "aborted before it began");
  const other = loadSync(), gone = other.flip.steps(other.flip.standard(2, 2, 2, "Z2"), o);
  gone.next();
  other.free();
  throws(() => gone.next(), { code: "freed", op: "flip.steps" });
  throws(() => other.flip.search(start, o), { code: "freed" });
};

const refusals: Body = (k) => {
  const s = k.flip.standard(2, 2, 2, "Z2"), base = { flips: 1000, seed: 1 }, { used, handles } = k.memory();
  const no = (code: string, arg: string, start: unknown, o: unknown, message?: string | RegExp): void => {
    for (const op of ["search", "steps"] as const) {
      const given = op === "steps" && o !== null && typeof o === "object" ? { every: 100, ...o } : o;
      throws(() => loose(k.flip[op])(start, given), { op: `flip.${op}`, code, arg, ...(op === "search" && message !== undefined && { message }) }, `${op} ${arg}`);
      equal(k.memory().used, used, "memory used");
      equal(k.memory().handles, handles, "handles");
    }
  };
  for (const x of [undefined, null, 5]) no("dtype", "start", x, base);
  no("unsupported", "start", k.flip.standard(2, 2, 2, "Z"), base, 'flip.search: start is over Z, where flips have no bound on coefficients, expected Z2, Z3 or ZT (flip.reduceRing(start, "Z2") makes one)');
  no("unsupported", "start", k.flip.standard(2, 2, 2, "Q"), base);
  no("shape", "start", k.flip.standard(1, 17, 16, "Z2"), base, "flip.search: start has factors of 17, 272 and 16 entries, expected at most 256");
  no("shape", "start", { ...s, rank: 15001, u: new Int32Array(60004), v: new Int32Array(60004), w: new Int32Array(60004) }, base, "flip.search: start has 15001 terms, expected at most 15000");
  no("option", "start", { ...s, u: s.u.map((c, i) => i === 3 ? 1 - c : c) }, base, /^flip\.search: start does not verify: \d+ of 64 equations fail over Z2$/);
  for (const o of [undefined, {}]) no("option", "flips", s, o);
  no("option", "options", s, null);
  no("option", "seed", s, { flips: 1 });
  for (const [key, values] of Object.entries({
    flips: [-1, 0.5, NaN, Infinity, "3"], seed: [-1, 2 ** 53, 1.5], target: [-1, 0.5], walkers: [0, 65, 1.5], pathLimit: [0, Infinity], pool: [0, 0.5, 2 ** 21], distance: [-1, 1001], splitAfter: [-1],
    patience: [-1, 0.5], restarts: ["pool", 1], plusAfter: [5, [1], [0, 4], [5, 4], [1, 2, 3], [1, 2 ** 31]], signal: [1, {}], resume: [1, null, {}, { version: 2, json: "{}" }, { version: 1, json: 7 }],
  })) for (const x of values) no("option", key, s, { ...base, [key]: x });
  for (const json of ["{", "null", "5", "{}"]) throws(() => k.flip.search(s, { ...base, resume: { version: 1, json } }), { op: "flip.search", code: "option", arg: "resume" });
  no("option", "depth", s, { ...base, depth: 1 });
  throws(() => loose(k.flip.steps)(s, base), { op: "flip.steps", code: "option", arg: "every" });
  throws(() => loose(k.flip.search)(s, { ...base, every: 5 }), { op: "flip.search", code: "option", arg: "every" });
  const poor = loadSync({ max: 1 << 20 });
  throws(() => poor.flip.search(poor.flip.standard(4, 4, 4, "Z2"), { ...base, walkers: 64 }), { code: "capacity" });
  equal(poor.memory().used, 0, "after a failure");
  poor.free();
};

/** A state goes on in the search it is of, and its terms are checked before a kernel sees them. */
const states: Body = (k) => {
  const s = k.flip.standard(3, 3, 3, "Z2"), o = { flips: 2 * BLOCK, seed: 1, walkers: 2 }, state = k.flip.search(s, o).state(), kept = JSON.parse(state.json) as Record<string, unknown>;
  const no = (message: string | RegExp, start: Scheme, other: SearchOptions, json: string = state.json): void => {
    const { used } = k.memory();
    throws(() => k.flip.search(start, { ...other, resume: { version: 1, json } }), { op: "flip.search", code: "option", arg: "resume", message });
    equal(k.memory().used, used, "memory used");
  };
  no("flip.search: resume belongs to a search with seed 1, not 2", s, { ...o, seed: 2 });
  no("flip.search: resume belongs to a search with walkers 2, not 3", s, { ...o, walkers: 3 });
  no("flip.search: resume belongs to a search with pool 0, not 5", s, { ...o, pool: 5 });
  no("flip.search: resume belongs to a search with distance 2, not 3", s, { ...o, distance: 3 });
  no("flip.search: resume belongs to a search from another start: its ring differs", k.flip.standard(3, 3, 3, "Z3"), o);
  no("flip.search: resume belongs to a search from another start: its shape differs", k.flip.standard(3, 3, 2, "Z2"), o);
  no("flip.search: resume belongs to a search from another start: its start differs", k.flip.search(s, o).best, o);
  const bent = (change: (walker: Record<string, unknown>, all: Record<string, unknown>) => void): string => {
    const copy = JSON.parse(state.json) as Record<string, unknown>;
    change((copy["walkers"] as Record<string, unknown>[])[1]!, copy);
    return JSON.stringify(copy);
  };
  for (const change of [
    (w) => { w["terms"] = "f".repeat((w["terms"] as string).length); }, (w) => { w["terms"] = ""; }, (w) => { w["terms"] = 5; }, (w) => { w["best"] = `${w["best"] as string}0`; },
    (w) => { w["terms"] = (w["terms"] as string).repeat(9); }, (w) => { w["walk"] = -1; }, (w) => { w["head"] = []; }, (w) => { (w["head"] as unknown[])[3] = "x"; }, (w) => { w["until"] = null; }, (w) => { w["began"] = -2; },
    (_, all) => { all["walkers"] = []; }, (_, all) => { all["walkers"] = [null, null]; }, (_, all) => { all["history"] = 3; }, (_, all) => { all["history"] = [[1]]; }, (_, all) => { all["history"] = []; }, (_, all) => { all["rounds"] = 0.5; }, (_, all) => { all["rounds"] = 7; },
    (w) => { w["until"] = 2 ** 31; }, (w) => { w["until"] = 1; }, (w) => { w["blocks"] = 4; }, (w) => { w["blocks"] = 0; }, (_, all) => { all["flips"] = undefined; },
  ] satisfies ((w: Record<string, unknown>, all: Record<string, unknown>) => void)[]) no(/^flip\.search: resume is damaged: /, s, o, bent(change));
  // What a walk sets by itself is not believed: sizes are those of this search.
  const lies = bent((w) => { (w["head"] as number[]).fill(2 ** 31 - 1, 2, 12); });
  ok(searched(k, s, { ...o, flips: 4e5, resume: { version: 1, json: lies } }, "with other sizes in a header").flips > 0, "goes on");
  equal(kept["kind"], "walk", "kind");
  // −1 for 2, and a start that lies in wasm memory.
  const three = k.flip.standard(2, 2, 2, "Z3"), x = k.flip.search(three, o), v = k.vector("i32", three.u);
  agree(k.flip.search({ ...three, u: v.view }, o), x, "from wasm memory");
  v.free();
};

export const suite: Suite = {
  name: "flip.search",
  cases: flavours().flatMap((variant) => ([
    ["ranks", ranks], ["every kind of walk", kinds], ["terms that a start can spare", heavy], ["targets", targets], ["walkers share nothing", alone], ["pools", pools],
    ["ends", ends], ["refusals", refusals], ["states", states], ...budgets.map((b) => [`one call, many, and steps: ${b[0]}`, pieces(b)] as const),
  ] as const).map(([name, body]) => test(`${name} (${variant})`, () => withKernels(variant, body)))),
};
