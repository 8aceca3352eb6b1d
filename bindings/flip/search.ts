import * as check from "../check.js";
import type { Context } from "../context.js";
import { OptionError, ShapeError, UnsupportedError } from "../errors.js";
import { settled } from "../memory/scratch.js";
import { lengthsOf, makeScheme, schemeOf } from "../scheme.js";
import { STRATEGY_KEYS, planOf } from "./strategy/options.js";
import { makeStrategy, modular } from "./strategy/strategy.js";
import type { Scheme, SearchOptions, SearchStep } from "./types.js";
import { verify } from "./verify.js";
import { restore, snapshot } from "./walk/checkpoint.js";
import { drive, type Driver, run } from "./walk/drive.js";
import { makeEngine, type Parts } from "./walk/engine.js";
import { KEYS, type Settings, settingsOf } from "./walk/options.js";

/** A scheme that walks can begin at: over Z2, Z3 or ZT, or any ring if it is walked modulo 2 or 3; right, and out of memory that may grow. */
export function walkable(ctx: Context, op: string, s: Scheme, lifts = false): Scheme {
  const from = schemeOf(op, "start", s), { arena } = ctx, d = from.denominators, { u, v, w } = lengthsOf(from.shape, from.target);
  if (!lifts && (from.ring === "Z" || from.ring === "Q")) {
    throw new UnsupportedError(op, "start", `start is over ${from.ring}, where flips have no bound on coefficients, expected Z2, Z3 or ZT (flip.reduceRing(start, "Z2") makes one)`);
  }
  if (Math.max(u, v, w) > 256) throw new ShapeError(op, "start", `start has factors of ${u}, ${v} and ${w} entries, expected at most 256`);
  // Kernels number factors in 16 bits, and a walk goes up to 1002 terms above its start.
  if (from.rank > 15000) throw new ShapeError(op, "start", `start has ${from.rank} terms, expected at most 15000`);
  const start = makeScheme({ ...from, u: settled(arena, from.u), v: settled(arena, from.v), w: settled(arena, from.w), denominators: d && { u: settled(arena, d.u), v: settled(arena, d.v), w: settled(arena, d.w) } }), { ok, failed, equations } = verify(ctx, start);
  if (!ok) throw new OptionError(op, "start", `start does not verify: ${failed} of ${equations} equations fail over ${start.ring}`);
  return start;
}

/** One engine as a strategy. `kind`: what its states are told apart by. */
export function driverOf(ctx: Context, op: string, start: Scheme, settings: Settings, resume: SearchOptions["resume"], parts?: Parts, kind = "walk"): Driver {
  const engine = makeEngine(ctx, op, start, settings, parts);
  try {
    if (resume !== undefined) restore(ctx, op, kind, resume, engine, settings);
  } catch (e) {
    engine.free();
    throw e;
  }
  return Object.assign(engine, { state: () => snapshot(kind, engine, settings) });
}

function begin(ctx: Context, op: string, s: Scheme, o: SearchOptions, keys: readonly string[], every: () => number): Generator<SearchStep, SearchStep> {
  ctx.arena.open(op);
  const given = { ...check.options(op, o, [...keys, ...STRATEGY_KEYS]) } as SearchOptions, start = walkable(ctx, op, s, given.lift === true), plan = planOf(op, start, given);
  const settings = settingsOf(op, plan?.lift ? modular(start) : start, given);
  return drive(() => plan ? makeStrategy(ctx, op, start, given, plan) : driverOf(ctx, op, start, settings, given.resume), settings, every());
}

/** Schemes of fewer terms, by walks in the flip graph: two terms with a common factor trade parts of the others (a⊗b⊗c + a⊗b'⊗c' = a⊗(b+b')⊗c + a⊗b'⊗(c'−c)),
 *  and where that makes two terms agree in two factors, they are one term.
 *
 *  Shapes    start: a right scheme over Z2, Z3 or ZT, general or structured, of at most 15 000 terms, whose factors have at most 256 entries. The answer is over the same ring.
 *  Options   flips: the budget, of all walkers together, in whole rounds: each walker makes 100 000 flips a round, and the round in which the budget ends is
 *            made whole. seed: a whole number below 2^53. target: stops at once at this rank or below; none. walkers: independent walks, taking turns; 2 where
 *            a kernel interleaves them (Z2, factors of at most 16 entries, rank at most 64), else 1. plusAfter: [least, most] flips of a walk without a better
 *            rank before one term is added (plus, split), drawn anew each time; distance: how far above its best rank that may take a walk; splitAfter:
 *            flips after it in which no terms are merged. pathLimit: flips without a better rank after which a walk begins anew; patience: so many
 *            expansions of schemes without a flip before that. restarts: where, at the "start", at the "best" its walker has, or "back": step by
 *            step back from the best that the walk came to. pool: level by level instead:
 *            walks begin at random members, and the first so many better schemes are the next level. Defaults go by format and ring: docs/contracts/flip-search.md.
 *            adaptive, meta, lift (a start over Z or Q will do), minimise: several searches as one: docs/contracts/flip-strategies.md.
 *            signal: an AbortSignal, read between rounds; one that a timer fires cannot fire inside this call: use steps. resume: a state to go on from; `flips`
 *            counts from the first beginning, and may be larger than it was then, as target may differ; seed, start and the other options may not.
 *  Effects   none. Memory of the walkers is held during the call.
 *  Result    {flips, rank, best, perSecond, history, state()}: flips made; the best and its rank; flips per second of this call (0 where a clock stands still);
 *            history: when which rank was met, the start first; state(): JSON to go on from. The same seed, start and options give the same walk, best and
 *            history on every engine, in one call or many; a walker walks the same whatever the number of walkers.
 *  Cost      the time per flip hardly depends on the format: the contract has a table. 24 bytes a term and walker for Z2 and factors of at most 64 entries,
 *            twice that for Z3 and ZT, four times for longer factors, twice over; and tables.
 *  Accuracy  exact: start and best are expanded and compared with their target.
 *  Throws    UnsupportedError for a start over Z or Q, OptionError (start does not verify; options; a state of another search, or a damaged one), ShapeError,
 *            DtypeError, CapacityError.
 *  Source    Kauers & Moosbauer 2023, "Flip graphs for matrix multiplication"; Arai, Ichikawa & Hukushima 2024, "Adaptive flip graph algorithm for matrix
 *            multiplication" (plus transitions, and when to make them).
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), found = flip.search(flip.standard(3, 3, 3, "Z2"), { flips: 1e7, seed: 1, target: 23 });
 *  console.log(found.rank, flip.verify(found.best).ok, flip.lift(found.best) !== null); // 23 true true */
export function search(ctx: Context, start: Scheme, o: SearchOptions): SearchStep {
  return run(begin(ctx, "flip.search", start, o, KEYS, () => Infinity));
}

/** `search` in pieces, for pages and workers that have other things to do: a step whenever `every` more flips are made (in whole rounds), and one at the end,
 *  which is yielded and returned.
 *
 *  Shapes    as search.
 *  Options   as search, and every: flips between steps. Options are checked at once; a state to resume from is read at the first step.
 *  Effects   memory of the walkers is held from the first step to the end, an early return (`break`) or an error.
 *  Result    steps as search returns them. A step stays what it is when the search goes on: its state() too.
 *  Cost      as search; a step copies the terms of all walkers, and expands the best where it is new.
 *  Accuracy  exact.
 *  Throws    as search; FreedError from a step after k.free().
 *  Source    as search.
 *  @example
 *  import { loadSync } from "lanewise";
 *  const { flip } = loadSync(), start = flip.standard(2, 2, 2, "ZT"), ranks = [];
 *  for (const { rank } of flip.steps(start, { flips: 5e5, seed: 1, every: 2e5 })) ranks.push(rank);
 *  console.log(ranks.at(-1), ranks.length); // 7 3 */
export function steps(ctx: Context, start: Scheme, o: SearchOptions & { every: number }): Generator<SearchStep, SearchStep> {
  const op = "flip.steps";
  return begin(ctx, op, start, o, [...KEYS, "every"], () => check.integer(op, "every", o.every, 1, Number.MAX_SAFE_INTEGER));
}
